"""Exercises of the labs.

Each has a right function whose keywords make the slips that readers make, one at a time.
"""

import math
from functools import partial

import torch
from torch import Generator

from linearnets.exercises.form import (
    UPHILL,
    Exercise,
    Text,
    draw_labels,
    draw_normal,
    draw_positive,
)
from linearnets.losses import cross_entropy_gradient


def _images(generator: Generator) -> tuple:
    return draw_normal(generator, 6, 4), draw_normal(generator, 3, 4)


def _an_epoch(generator: Generator) -> tuple:
    """Seven examples, three a step, so that the last step has one."""
    parameters = draw_normal(generator, 2, 3), draw_normal(generator, 3)
    order = torch.randperm(7, generator=generator)
    data = draw_normal(generator, 7, 2), draw_labels(generator, 7, 3)
    return *data, *parameters, draw_positive(generator), 3, order


def _share(generator: Generator) -> tuple:
    return draw_positive(generator) / 1.1, 5 + draw_labels(generator, 1, 30).item()


def _nearest_mean(images, means, *, measure=torch.linalg.vector_norm, choose=torch.argmin):
    return choose(measure(images[:, None] - means, dim=2), dim=1)


def _epoch(X, labels, W, b, lr, batch_size, order, *, sign=1, rate=True, whole=False, onward=1):
    start, sign = (W, b), sign * (lr if rate else 1)
    for rows in order.split(batch_size):
        rows = range(len(X)) if whole else rows
        at = (W, b) if onward else start
        grad_W, grad_b = cross_entropy_gradient(X[rows], labels[rows], *at)
        W, b = at[0] - sign * grad_W, at[1] - sign * grad_b
    return W, b


def _wilson(share, n, z=1.96, *, rest=1, times=1, shrink=1, centre=1, tail=1):
    root = math.sqrt(share * (1 - rest * share) / n + tail * z**2 / (4 * n**2))
    middle, half = share + centre * z**2 / (2 * n), (z if times else 1) * root
    below = 1 + shrink * z**2 / n
    return (middle - half) / below, (middle + half) / below


EXERCISES = {
    "nearest-mean": Exercise(
        Text("the distance of each pair, along the pixels; then the nearest mean of each image",
             "先沿像素求每一对的距离，再为每张图像取最近的平均图像"),
        _images, _nearest_mean, (
            (Text("that is the farthest mean: take argmin", "取成了最远的：应当用 argmin"),
             partial(_nearest_mean, choose=torch.argmax)),
            (Text("differences of both signs cancel in a sum: measure their norm",
                  "直接求和，正负的差会抵消：应当求范数"), partial(_nearest_mean, measure=torch.sum)),
            (Text("the number of the nearest mean is asked, argmin, not its distance",
                  "要的是最近那一个的编号，用 argmin，不是距离"), partial(_nearest_mean, choose=torch.amin)),
        )),
    "epoch": Exercise(
        Text("for each piece of the order one step: parameters minus lr times their gradient on the piece",
             "次序的每一段走一步：参数减去学习率乘这一段上的梯度"),
        _an_epoch, _epoch, (
            (UPHILL, partial(_epoch, sign=-1)),
            (Text("the learning rate is missing", "漏了学习率"), partial(_epoch, rate=False)),
            (Text("each step uses all examples: only X[rows] and labels[rows] belong to it",
                  "每一步都用了全部样本：应当只用 X[rows] 和 labels[rows]"), partial(_epoch, whole=True)),
            (Text("each step begins where the last one ended, not at the start",
                  "每一步都应当从上一步的终点出发，不是从起点"), partial(_epoch, onward=0)),
        ), ("W", "b")),
    "wilson": Exercise(
        Text("share (1 - share) over n under the root; the ends are (middle - half) / below and (middle + half) / below",
             "根号下是 share (1 - share) / n；两端是 (middle - half) / below 与 (middle + half) / below"),
        _share, _wilson, (
            (Text("under the root it is share (1 - share), not share", "根号下是 share (1 - share)，不是 share"),
             partial(_wilson, rest=0)),
            (Text("the ends are divided by 1 + z² / n", "两端还要除以 1 + z² / n"), partial(_wilson, shrink=0)),
            (Text("the factor z of the root is missing", "根号前漏了因子 z"), partial(_wilson, times=0)),
            (Text("the lower end comes first", "下端在前，上端在后"),
             lambda share, n: _wilson(share, n)[::-1]),
            (Text("that is the plain interval around the share; Wilson's ends come from the quadratic inequality",
                  "这是以比例为中心的普通区间；Wilson 区间的两端来自那个二次不等式"),
             partial(_wilson, shrink=0, centre=0, tail=0)),
        ), ("low", "high")),
}  # fmt: skip
