"""Exercises of the labs.

Each has a right function whose keywords make the slips that readers make, one at a time.
"""

import math
from functools import partial

import torch
from torch import Generator

from linearnets.exercises.form import (
    MEAN,
    NO_BIAS,
    SIGN,
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


def _scores(generator: Generator) -> tuple:
    return 2 * draw_normal(generator, 9), draw_labels(generator, 9, 2).double()


def _runs(generator: Generator) -> tuple:
    """Three runs with five images each: parameters, slopes, features, a rate."""
    s, x = draw_normal(generator, 2, 3, 5)
    return draw_normal(generator, 3, 2), s, x, draw_positive(generator)


def _judged(generator: Generator) -> tuple:
    y = draw_labels(generator, 15, 2).double().reshape(3, 5)
    return draw_normal(generator, 3, 2), draw_normal(generator, 3, 5), y


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


def _slope_a(z, y, *, sign=1, times=1, inner=1, rest=1):
    p = torch.sigmoid(z)
    return sign * times * (p - y) * (p if inner else 1) * ((1 - p) if rest else 1)


def _plane_step(theta, s, x, lr, *, sign=1, feature=True, mean=True, bias=True):
    total = torch.mean if mean else torch.sum
    grad_w = total(s * x if feature else s, dim=1)
    grad_b = total(s if bias else s * x, dim=1)
    return theta - sign * lr * torch.stack([grad_w, grad_b], dim=1)


def _share_right(theta, x, y, *, border=0.0, sign=1, bias=1):
    z = sign * (theta[:, :1] * x + bias * theta[:, 1:])
    return ((z > border) == (y == 1)).double().mean(dim=1)


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
    "slope-a": Exercise(
        Text("the chain rule: (p - y) times the slope of the sigmoid, p (1 - p)",
             "链式法则：(p - y) 乘 sigmoid 的斜率 p (1 - p)"),
        _scores, _slope_a, (
            (SIGN, partial(_slope_a, sign=-1)),
            (Text("the slope of the sigmoid is missing: p (1 - p); so far it is that of cross-entropy",
                  "漏了 sigmoid 的斜率 p (1 - p)；现在这是交叉熵的斜率"), partial(_slope_a, inner=0, rest=0)),
            (Text("the slope of the sigmoid is p (1 - p), not p", "sigmoid 的斜率是 p (1 - p)，不是 p"),
             partial(_slope_a, rest=0)),
            (Text("the factor 2 of the square cancels the ½ of the loss", "平方带来的 2 与损失里的 ½ 相消"),
             partial(_slope_a, times=2)),
        )),
    "plane-step": Exercise(
        Text("subtract lr times the means of s x and of s, along the images", "减去学习率乘 s x 与 s 沿图像的平均"),
        _runs, _plane_step, (
            (UPHILL, partial(_plane_step, sign=-1)),
            (Text("for w each slope is multiplied by its x", "对 w，每个斜率都要乘上它的 x"),
             partial(_plane_step, feature=False)),
            (Text("for b the slope itself is taken, without x", "对 b，取斜率本身，不乘 x"),
             partial(_plane_step, bias=False)),
            (MEAN, partial(_plane_step, mean=False)),
        )),
    "share-right": Exercise(
        Text("an 8 where the score is above 0; then the mean along the images of each run",
             "分数大于 0 就是 8；再对每一遍的图像取平均"),
        _judged, _share_right, (
            (Text("the probability is above one half where the score is above 0", "分数大于 0，概率才大于一半"),
             partial(_share_right, border=0.5)),
            (SIGN, partial(_share_right, sign=-1)),
            (NO_BIAS, partial(_share_right, bias=0)),
        )),
}  # fmt: skip
