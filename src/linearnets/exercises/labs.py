"""Exercises of the labs."""

import math
from functools import partial

import torch
from torch import Generator, Tensor

from linearnets.exercises.form import (
    MEAN,
    NO_BIAS,
    NO_RATE,
    SIGN,
    UPHILL,
    Exercise,
    Text,
    draw_count,
    draw_labels,
    draw_normal,
    draw_positive,
)
from linearnets.losses import cross_entropy_gradient

AVERAGE = Text(
    "that is a mean: send the sum, and the plain sum of all is right",
    "这是平均：要传的是和，各进程的和相加才对",
)
ROOT = Text("the square root is missing", "漏了开平方")
MEAN_ALREADY = Text(
    "the gradient is a mean already: do not divide it by the size of the batch",
    "梯度已经是平均，不要再除以批量大小",
)


def _images(generator: Generator) -> tuple:
    return draw_normal(generator, 6, 64), draw_normal(generator, 10, 64)


def _an_epoch(generator: Generator) -> tuple:
    """Seven examples, three a step, so that the last step has one."""
    parameters = draw_normal(generator, 2, 3), draw_normal(generator, 3)
    order = torch.randperm(7, generator=generator)
    data = draw_normal(generator, 7, 2), draw_labels(generator, 7, 3)
    return *data, *parameters, draw_positive(generator), 3, order


def _share(generator: Generator) -> tuple:
    return draw_positive(generator) / 1.1, 5 + draw_labels(generator, 1, 30).item()


def _scores(generator: Generator) -> tuple:
    n = draw_count(generator, 8)
    return 2 * draw_normal(generator, n), draw_labels(generator, n, 2).double()


def _runs(generator: Generator) -> tuple:
    """Three runs with their images: parameters, slopes, features, a rate."""
    s, x = draw_normal(generator, 2, 3, draw_count(generator, 5))
    return draw_normal(generator, 3, 2), s, x, draw_positive(generator)


def _judged(generator: Generator) -> tuple:
    x = draw_normal(generator, 3, draw_count(generator, 5))
    y = draw_labels(generator, x.numel(), 2).double().reshape(x.shape)
    return draw_normal(generator, 3, 2), x, y


def _nearest_mean(images, means, *, measure=torch.linalg.vector_norm, along=2, choose=torch.argmin):
    return choose(measure(images[:, None] - means, dim=along), dim=1)


def _epoch(
    X, labels, W, b, lr, batch_size, order, *,
    sign=1, rate=True, below=lambda rows, size: 1, whole=False, twice=False, onward=1,
):  # fmt: skip
    start, sign = (W, b), sign * (lr if rate else 1)
    for rows in order.split(batch_size):
        rows = range(len(X)) if whole else order[rows] if twice else rows
        at = (W, b) if onward else start
        grad_W, grad_b = cross_entropy_gradient(X[rows], labels[rows], *at)
        step = sign / below(rows, batch_size)
        W, b = at[0] - step * grad_W, at[1] - step * grad_b
    return W, b


def _wilson(
    share, n, z=1.96, *,
    variance=lambda share, n: share * (1 - share) / n, times=1, centre=1, tail=1,
    ends=lambda middle, half, below: ((middle - half) / below, (middle + half) / below),
):  # fmt: skip
    root = math.sqrt(variance(share, n) + tail * z**2 / (4 * n**2))
    middle, half = share + centre * z**2 / (2 * n), (z if times else 1) * root
    return ends(middle, half, 1 + z**2 / n)


def _undivided(middle, half, below):
    return middle - half, middle + half


def _shard(generator: Generator) -> tuple:
    """A shard of at most five examples, or of none, which `one_hot` would refuse."""
    m = int(draw_labels(generator, 1, 6))
    Y = torch.eye(4, dtype=torch.float64)[draw_labels(generator, m, 4)]
    return draw_normal(generator, 3, 4), draw_normal(generator, m, 3), Y


def _network(generator: Generator) -> tuple:
    p = 2 + int(draw_labels(generator, 1, 7))
    return 3 * draw_positive(generator), p, draw_positive(generator), draw_positive(generator)


def _targets(generator: Generator) -> tuple:
    n, n_new = draw_count(generator, 8), draw_count(generator, 4)
    return 3 + draw_normal(generator, n), draw_normal(generator, n_new)


def _features(generator: Generator) -> tuple:
    return 3 * draw_normal(generator, draw_count(generator, 7), 3) + 2, draw_normal(generator, 5, 3)


def _two_models(generator: Generator) -> tuple:
    return tuple(draw_normal(generator, 3, draw_count(generator, 6)))


def _message(theta, X, Y, *, sent=lambda total, m: total, count=len):
    total = X.T @ (torch.softmax(X @ theta, dim=1) - Y)
    return torch.cat([sent(total, len(X)).flatten(), torch.tensor([count(X)])])


def _ring(num_bytes, p, alpha, beta, *, rounds=lambda p: 2 * (p - 1), pieces=lambda p: p):
    return rounds(p) * (alpha + num_bytes / pieces(p) / beta)


def _baseline(y_train, y_new, *, constant=lambda a, b: a.mean(), root=Tensor.sqrt, times=1):
    return root(times * (y_new - constant(y_train, y_new)).square().mean())


def _standardized(X_train, X_new, *, by=lambda a, b: a, correction=0, scale=torch.div):
    std, mean = torch.std_mean(by(X_train, X_new), dim=0, correction=correction)
    return scale(X_new - mean, std)


def _change(
    y, y_hat, other, *, sign=1, power=0.5, correction=1, unpaired=False, size=Tensor.square, each=True,
):  # fmt: skip
    new, old = size(other - y), size(y_hat - y)
    old = old if each else old.mean()
    paired = (new - old).std(correction=correction)
    spread = torch.sqrt(new.var() + old.var()) if unpaired else paired
    return sign * (new - old).mean(), spread / len(y) ** power


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
            (Text("measure along the pixels, dim=2; along dim=1 are the digits",
                  "沿像素求范数，用 dim=2；dim=1 那一维是各个数字"), partial(_nearest_mean, along=1)),
            (Text("differences of both signs cancel in a sum: measure their norm",
                  "直接求和，正负的差会抵消：应当求范数"), partial(_nearest_mean, measure=torch.sum)),
            (Text("return the number of the nearest mean, argmin, not its distance",
                  "要的是最近那一个的编号，用 argmin，不是距离"), partial(_nearest_mean, choose=torch.amin)),
        )),
    "epoch": Exercise(
        Text("for each piece of the order one step: parameters minus lr times their gradient on the piece",
             "次序的每一段走一步：参数减去学习率乘这一段上的梯度"),
        _an_epoch, _epoch, (
            (UPHILL, partial(_epoch, sign=-1)),
            (NO_RATE, partial(_epoch, rate=False)),
            (MEAN_ALREADY, partial(_epoch, below=lambda rows, size: size)),
            (MEAN_ALREADY, partial(_epoch, below=lambda rows, size: len(rows))),
            (Text("a blank is left, or each step uses all examples: only X[rows] and labels[rows] belong to it",
                  "还有空没填，或者每一步都用了全部样本：应当只用 X[rows] 和 labels[rows]"), partial(_epoch, whole=True)),
            (Text("rows are numbers of images already: X[rows], not X[order[rows]]",
                  "rows 已经是图像的编号：X[rows]，不是 X[order[rows]]"), partial(_epoch, twice=True)),
            (Text("each step begins where the last one ended, not at the start",
                  "每一步都应当从上一步的终点出发，不是从起点"), partial(_epoch, onward=0)),
        ), ("W", "b")),
    "wilson": Exercise(
        Text("share (1 - share) / n + z² / (4n²) under the root; the ends are (middle - half) / below and (middle + half) / below",
             "根号下是 share (1 - share) / n + z² / (4n²)；两端是 (middle - half) / below 与 (middle + half) / below"),
        _share, _wilson, (
            (Text("under the root it is share (1 - share), not share", "根号下是 share (1 - share)，不是 share"),
             partial(_wilson, variance=lambda share, n: share / n)),
            (Text("under the root n divides all of share - share²: put it in brackets",
                  "根号下 share - share² 整个除以 n：要加括号"),
             partial(_wilson, variance=lambda share, n: share - share**2 / n)),
            (Text("under the root z² / (4n²) is missing", "根号下漏了 z² / (4n²)"), partial(_wilson, tail=0)),
            (Text("the ends are divided by 1 + z² / n", "两端还要除以 1 + z² / n"), partial(_wilson, ends=_undivided)),
            (Text("below divides all of middle ± half: put it in brackets", "below 除的是整个 middle ± half：要加括号"),
             partial(_wilson, ends=lambda middle, half, below: (middle - half / below, middle + half / below))),
            (Text("the factor z of the root is missing", "根号前漏了因子 z"), partial(_wilson, times=0)),
            (Text("the lower end comes first", "下端在前，上端在后"),
             lambda share, n: _wilson(share, n)[::-1]),
            (Text("that is the plain interval around the share; Wilson's ends come from the quadratic inequality",
                  "这是以比例为中心的普通区间；Wilson 区间的两端来自那个二次不等式"),
             partial(_wilson, ends=_undivided, centre=0, tail=0)),
        ), ("low", "high")),
    "message": Exercise(
        Text("the sum of the gradients of the shard, X.T @ residuals, and the count of its examples",
             "分片的梯度之和 X.T @ residuals，以及样本个数"),
        _shard, _message, (
            (SIGN, partial(_message, sent=lambda total, m: -total)),
            (AVERAGE, partial(_message, sent=lambda total, m: total / m)),
            (AVERAGE, partial(_message, sent=lambda total, m: total / m, count=lambda X: 1)),
            (AVERAGE, partial(_message, sent=lambda total, m: total / max(m, 1))),
            (Text("X.T @ residuals is the sum already: not times the count", "X.T @ residuals 已经是和，不要再乘个数"),
             partial(_message, sent=lambda total, m: total * m)),
            (Text("a shard may be empty, and its mean is 0/0: send X.T @ residuals as it is",
                  "分片可能是空的，平均就是 0/0：直接传 X.T @ residuals"),
             partial(_message, sent=lambda total, m: total / m * m)),
            (Text("the sum is transposed: its shape is (d, q), as that of theta",
                  "和转置了：形状应当是 (d, q)，与 theta 相同"), partial(_message, sent=lambda total, m: total.T)),
            (Text("the sum is right; the count is that of the examples, not of the features",
                  "和对了；个数应当是样本个数，不是特征个数"), partial(_message, count=lambda X: X.shape[1])),
            (Text("the sum is right; the count is that of the examples, not of the entries of X",
                  "和对了；个数应当是样本个数，不是 X 的元素个数"), partial(_message, count=Tensor.numel)),
            (Text("the sum is right; the count is not 1: shards differ in size",
                  "和对了；个数不是 1：分片的大小不同"), partial(_message, count=lambda X: 1)),
        )),
    "ring-seconds": Exercise(
        Text("2(p − 1) rounds, each of which takes α and the time of m/p bytes",
             "共 2(p − 1) 趟，每趟要 α 和传 m/p 字节的时间"),
        _network, _ring, (
            (Text("that is half of it: the complete pieces go around, too", "只有一半：加全的块还要再转一圈"),
             partial(_ring, rounds=lambda p: p - 1)),
            (Text("after p − 1 rounds a piece has been everywhere: not p", "走 p − 1 趟就到齐了，不是 p 趟"),
             partial(_ring, rounds=lambda p: 2 * p)),
            (Text("a round takes the time of one piece, not of the whole vector", "一趟只传一块，不是整个向量"),
             partial(_ring, pieces=lambda p: 1)),
            (Text("the vector is cut into p pieces, not p − 1", "向量切成 p 块，不是 p − 1 块"),
             partial(_ring, pieces=lambda p: p - 1)),
            (Text("the bandwidth is bytes a second: divide by it", "带宽是每秒字节数：应当除以它"),
             lambda num_bytes, p, alpha, beta: _ring(num_bytes, p, alpha, 1 / beta)),
            (Text("a round takes the latency and then the time of a piece: add them",
                  "一趟先等延迟，再传一块：两个时间应当相加"),
             lambda num_bytes, p, alpha, beta: 2 * (p - 1) * alpha * num_bytes / p / beta),
            (Text("each round has its own latency", "每一趟都有自己的延迟"),
             lambda num_bytes, p, alpha, beta: _ring(num_bytes, p, 0, beta) + alpha),
            (Text("the latency α is missing: each round waits for it, too", "漏了延迟 α：每一趟都要等它"),
             lambda num_bytes, p, alpha, beta: _ring(num_bytes, p, 0, beta)),
        )),
    "baseline-rmse": Exercise(
        Text("the root of the mean of (y_new − mean of y_train)²", "(y_new − y_train 的均值)² 的平均，再开平方"),
        _targets, _baseline, (
            (ROOT, partial(_baseline, root=lambda value: value)),
            (Text("the distances are from the mean of the training targets: that of the others is not known yet",
                  "距离应当从训练集目标的均值算起：其余目标的均值还不知道"),
             partial(_baseline, constant=lambda a, b: b.mean())),
            (Text("the constant is the mean, not the median", "常数应当是均值，不是中位数"),
             partial(_baseline, constant=lambda a, b: a.median())),
            (Text("the constant is the mean of the training targets, not 0", "常数应当是训练集目标的均值，不是 0"),
             partial(_baseline, constant=lambda a, b: 0)),
            (Text("RMSE has no ½", "均方根误差里没有 ½"), partial(_baseline, times=0.5)),
            (Text("the errors are squared before they are averaged", "误差要先平方再取平均"),
             lambda y_train, y_new: (y_new - y_train.mean()).abs().mean()),
        )),
    "standardize-new": Exercise(
        Text("the new features minus the mean of the training set, over its standard deviation",
             "新特征减去训练集的均值，再除以训练集的标准差"),
        _features, _standardized, (
            (Text("mean and deviation are those of the training set: tomorrow's are not known today",
                  "均值和标准差应当来自训练集：明天的病人今天还不知道"),
             partial(_standardized, by=lambda a, b: b)),
            (Text("the new patients must not take part in mean and deviation",
                  "新病人不能参与计算均值和标准差"), partial(_standardized, by=lambda a, b: torch.cat([a, b]))),
            (Text("correction=0: divide by n, not by n − 1", "要用 correction=0：除以 n，不是 n − 1"),
             partial(_standardized, correction=1)),
            (Text("divide by the deviation, do not multiply", "应当除以标准差，不是乘"),
             partial(_standardized, scale=torch.mul)),
            (Text("torch.std_mean returns the deviation first, then the mean", "torch.std_mean 先返回标准差，再返回均值"),
             lambda X_train, X_new: (X_new - X_train.std(dim=0, correction=0)) / X_train.mean(dim=0)),
            (Text("the deviation is missing: divide by it", "还要除以标准差"),
             partial(_standardized, scale=lambda difference, std: difference)),
            (Text("the mean is missing: subtract it first", "要先减去均值"),
             lambda X_train, X_new: X_new / X_train.std(dim=0, correction=0)),
            (Text("the difference in brackets: first subtract, then divide", "差要加括号：先减，再除"),
             lambda X_train, X_new: X_new - X_train.mean(dim=0) / X_train.std(dim=0, correction=0)),
        )),
    "paired-change": Exercise(
        Text("the differences (other - y)² - (y_hat - y)²: their mean, and their standard deviation over √n",
             "逐个样本的差 (other - y)² - (y_hat - y)²：它们的平均，以及它们的标准差除以 √n"),
        _two_models, _change, (
            (Text("the other way round: it is the change from y_hat to other", "方向反了：是从 y_hat 到 other 的变化"),
             partial(_change, sign=-1)),
            (Text("that is the spread of one difference: the mean of n is √n times as sure",
                  "这是单个差的离散程度：n 个的平均还要除以 √n"), partial(_change, power=0)),
            (Text("divide by √n, not by n", "应当除以 √n，不是 n"), partial(_change, power=1)),
            (Text("the deviation of a sample: divide by n − 1, as std() does", "这是样本的标准差：除以 n − 1，std() 就是这样算的"),
             partial(_change, correction=0)),
            (Text("take the differences patient by patient, then their deviation",
                  "先逐个样本相减，再求标准差"), partial(_change, unpaired=True)),
            (Text("the errors are squared", "误差要平方"), partial(_change, size=Tensor.abs)),
            (Text("subtract the squared error of each patient, not the mean of all",
                  "要减去每位病人自己的平方误差，不是全体的平均"), partial(_change, each=False)),
        ), ("mean", "error")),
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
