"""Exercises of softmax regression."""

import math
from functools import partial

import torch
from torch import Generator

from linearnets.exercises.form import (
    BIAS_SUM,
    MEAN,
    NO_BIAS,
    SIGN,
    SUM,
    UPHILL,
    Exercise,
    Text,
    draw_count,
    draw_labels,
    draw_model,
    draw_normal,
    draw_positive,
)
from linearnets.softmax import log_softmax, one_hot, softmax

BITS = Text(
    "the logarithm is the natural one: nats, not bits", "应当用自然对数：单位是奈特，不是比特"
)
CLASSES = Text(
    "softmax adds up over the classes, dim=1, not over the examples",
    "softmax 对类别求和，用 dim=1，不是对样本求和",
)


def _classifier(generator: Generator) -> tuple:
    q = 3 + int(draw_labels(generator, 1, 2))
    parameters = draw_normal(generator, 2, q), draw_normal(generator, q)
    n = draw_count(generator, 5)
    return draw_normal(generator, n, 2), draw_labels(generator, n, q), *parameters


def _extreme(generator: Generator) -> tuple:
    """Scores of which some are beyond what exp can take, above and below."""
    rows = torch.tensor([[1.0], [1.0], [1000.0], [1.0]], dtype=torch.float64)
    shifts = torch.tensor([[0.0], [1000.0], [0.0], [-1000.0]], dtype=torch.float64)
    return (rows * draw_normal(generator, 4, 3) + shifts,)


def _scored(generator: Generator) -> tuple:
    n = draw_count(generator, 5)
    return 2 * draw_normal(generator, n, 3), draw_labels(generator, n, 3)


def _yes_or_no(generator: Generator) -> tuple:
    X, w, b = draw_model(generator)
    return X, draw_labels(generator, len(X), 2).double(), w, b


def _weighed(generator: Generator) -> tuple:
    """Losses, labels of which some are missing, now and then all, and weights of three classes."""
    labels = draw_labels(generator, 6, 3)
    labels[draw_labels(generator, 6, 3) == 0] = -100
    if draw_labels(generator, 1, 4) == 0:
        labels[:] = -100
    return draw_normal(generator, 6).abs(), labels, 0.1 + draw_normal(generator, 3).abs()


def _direction(generator: Generator) -> tuple:
    p = torch.rand(4, generator=generator, dtype=torch.float64)
    return p / p.sum(), draw_normal(generator, 4)


def _teacher(generator: Generator) -> tuple:
    student, teacher = 2 * draw_normal(generator, 2, draw_count(generator, 5), 3)
    return student, teacher, 1.5 + draw_positive(generator)


def _decayed(generator: Generator) -> tuple:
    return *_classifier(generator), draw_positive(generator), draw_positive(generator)


def _scores_and_label(generator: Generator) -> tuple:
    return 2 * draw_normal(generator, 4), torch.eye(4, dtype=torch.float64)[1]


def _forecasts(generator: Generator) -> tuple:
    logits, labels = _scored(generator)
    return softmax(logits), labels


def _text(generator: Generator) -> tuple:
    """Pairs of four characters; a fifth, if there is one, is new."""
    q = 4 + int(draw_labels(generator, 1, 2))
    first = torch.cat([torch.arange(4), draw_labels(generator, 20, 4)])
    return first, draw_labels(generator, 24, 4), q, draw_positive(generator)


def _distributions(generator: Generator) -> tuple:
    """Two distributions; what the first rules out counts 0."""
    p, q = torch.rand(2, 4, generator=generator, dtype=torch.float64)
    p[0] = 0
    return p / p.sum(), q / q.sum()


def _classify(X, W, b, *, dim=1, bias=1, sign=1):
    return (sign * (X @ W + bias * b)).argmax(dim=dim)


def _softmax(logits, *, shift=lambda o: o.amax(dim=1, keepdim=True), dim=1):
    weights = torch.exp(logits - shift(logits))
    return weights / weights.sum(dim=dim, keepdim=True)


def _log_softmax(logits, *, log=torch.logsumexp):
    shifted = logits - logits.amax(dim=1, keepdim=True)
    return shifted - log(shifted, 1, keepdim=True)


def _cross_entropy(logits, labels, *, scores=log_softmax, sign=-1, mean=True):
    logs = scores(logits)[range(len(labels)), labels]
    return sign * (logs.mean() if mean else logs.sum())


def _cross_entropy_gradient(
    X, labels, W, b, *, sign=1, hot=1, mean=True, mean_b=True, dim=1, bias=1
):
    probs = torch.softmax(X @ W + bias * b, dim=dim)
    D = sign * (probs - hot * one_hot(labels, W.shape[1], dtype=W.dtype))
    n = len(X) if mean else 1
    return X.T @ D / n, D.sum(dim=0) / (n if mean_b else 1)


def _kl(p, q, *, sign=1, unit=1.0, entropy=1, mask=True):
    p, q = (p[p > 0], q[p > 0]) if mask else (p, q)
    return sign * (p * (entropy * p.log() - q.log())).sum() / unit


def _logistic_gradient(
    X, y, w, b, *, sign=1, squash=torch.sigmoid, label=1, mean=True, mean_b=True, bias=1
):
    r = sign * (squash(X @ w + bias * b) - label * y)
    n = len(y) if mean else 1
    return X.T @ r / n, r.sum() / (n if mean_b else 1)


def _weighted_mean(
    losses, labels, weight, *, masked=True, below=lambda w, labels: w.sum(), guarded=True
):
    present = labels != -100
    w = weight[labels.clamp(min=0)] * (present if masked else 1)
    total = (w * losses).sum()
    if guarded and not present.any():
        return total
    return total / below(w, labels)


def _curvature(p, v, *, mean=lambda p, v: (p * v).sum()):
    return (p * (v - mean(p, v)) ** 2).sum()


def _distillation(student, teacher, T, *, power=2, swap=False, mean=True, soft=1, dim=1):
    p = torch.log_softmax(teacher / T, dim=dim)
    q = torch.log_softmax(student / T**soft, dim=dim)
    p, q = (q, p) if swap else (p, q)
    D = (p.exp() * (p - q)).sum(dim=1)
    return T**power * (D.mean() if mean else D.sum())


def _digits_step(
    X, labels, W, b, lr, decay, *, sign=1, hot=1, mean=True, decayed=1, bias=0, over=1
):
    D = softmax(X @ W + b) - hot * one_hot(labels, W.shape[1], dtype=W.dtype)
    D = D / (len(labels) if mean else 1)
    step_b = D.sum(dim=0) if over == 1 else D.mean(dim=0)
    return W - sign * lr * (X.T @ D + decayed * decay * W), b - sign * lr * (
        step_b + bias * decay * b
    )


def _bigram(
    x, y, q, alpha, *, dim=1, keepdim=True, above=1, times=None, whole=False, at_once=False
):
    N = torch.zeros(q, q, dtype=torch.float64)
    N.index_put_((x, y), torch.ones(len(x), dtype=torch.float64), accumulate=True)
    if at_once:
        N[x, y] = float(len(x))
    below = N.sum() if whole else N.sum(dim=dim, keepdim=keepdim)
    return (N + above * alpha) / (below + (q if times is None else times) * alpha)


def _double_softmax(o, y, *, sign=1, outer=softmax, hot=1, inner=True):
    p = softmax(o[None])
    r = outer(p)[0] - hot * y
    p = p[0]
    return sign * (p * r - p * (p @ r) if inner else r)


def _brier(probs, labels, *, hot=1, half=1, each=1, mean=True):
    Y = hot * torch.eye(probs.shape[1], dtype=probs.dtype)[labels]
    costs = half * (probs - Y).square().sum(dim=1) / each
    return costs.mean() if mean else costs.sum()


def _slope(z, *, sign=1, inner=True, times=1):
    p = torch.sigmoid(z)
    return sign * times * (p - 1) * (p * (1 - p) if inner else 1)


EXERCISES = {
    "classify": Exercise(
        Text("the class of each row of X is the one with the largest score",
             "X 每一行的类别，是分数最大的那一类"),
        lambda generator: (draw_normal(generator, 4, 2), 2 * draw_normal(generator, 2, 4), 2 * draw_normal(generator, 4)),
        _classify, (
            (Text("the largest score of each example: dim=1, not dim=0", "每个样本取最大的分数：dim=1，不是 dim=0"),
             partial(_classify, dim=0)),
            (Text("the bias b is missing, or does not lie along the classes: b[j] is added to column j of X @ W",
                  "漏了偏置 b，或者没有按类别加：b[j] 加在 X @ W 的第 j 列上"), partial(_classify, bias=0)),
            (Text("the largest score, not the smallest", "取最大的分数，不是最小的"),
             partial(_classify, sign=-1)),
        )),
    "softmax": Exercise(
        Text("exp of each score over the sum of its row, after the row's largest score is subtracted",
             "先减去每行最大的分数，再取 exp，再除以该行之和"),
        _extreme, _softmax, (
            (Text("large scores overflow: subtract the largest of each row first",
                  "分数大时上溢：先减去每行最大的分数"), partial(_softmax, shift=lambda o: 0 * o)),
            (Text("rows of low scores underflow: subtract the largest of each row, not of all",
                  "分数都小的行下溢：减的应当是每行的最大值，不是全体的"),
             partial(_softmax, shift=lambda o: o.max())),
            (Text("subtract the largest score, not the smallest", "减去最大的分数，不是最小的"),
             partial(_softmax, shift=lambda o: o.amin(dim=1, keepdim=True))),
            (CLASSES, lambda logits: _softmax(logits.T).T),
            (CLASSES, partial(_softmax, dim=0)),
            (Text("the sum is that of each row, dim=1, not of all", "求的是每一行的和，用 dim=1，不是全体的和"),
             partial(_softmax, dim=(0, 1))),
        )),
    "cross-entropy": Exercise(
        Text("log-sum-exp of each row minus the score of the right class, on average",
             "每行的 log-sum-exp 减去正确类别的分数，再平均"),
        _scored, _cross_entropy, (
            (SIGN, partial(_cross_entropy, sign=1)),
            (MEAN, partial(_cross_entropy, mean=False)),
            (Text("softmax is applied twice: the scores go in as they are",
                  "softmax 用了两次：分数应当直接用"),
             partial(_cross_entropy, scores=lambda o: log_softmax(softmax(o)))),
            (Text("the logarithm of the sum is missing: only the right score counts so far",
                  "漏了 log-sum-exp：现在只用了正确类别的分数"),
             partial(_cross_entropy, scores=lambda o: o)),
            (Text("that is the mean probability: take its logarithm, example by example",
                  "这是概率的平均：要对每个样本取对数"), partial(_cross_entropy, scores=softmax, sign=1)),
            (BITS, partial(_cross_entropy, scores=lambda o: log_softmax(o) / math.log(2))),
            (CLASSES, partial(_cross_entropy, scores=lambda o: torch.log_softmax(o, dim=0))),
        )),
    "cross-entropy-gradient": Exercise(
        Text("the gradient in W and in b, of the mean cross-entropy", "平均交叉熵对 W 和 b 的梯度"),
        _classifier, _cross_entropy_gradient, (
            (Text("the sign is turned: it is ŷ − y", "符号反了：是 ŷ − y"),
             partial(_cross_entropy_gradient, sign=-1)),
            (Text("the label is missing: it is ŷ − y, not ŷ", "漏了标签：是 ŷ − y，不是 ŷ"),
             partial(_cross_entropy_gradient, hot=0)),
            (MEAN, partial(_cross_entropy_gradient, mean=False)),
            (Text("the bias, too, takes the mean over the examples", "偏置的梯度也要对样本取平均"),
             partial(_cross_entropy_gradient, mean_b=False)),
            (CLASSES, partial(_cross_entropy_gradient, dim=0)),
            (NO_BIAS, partial(_cross_entropy_gradient, bias=0)),
        ), ("W", "b")),
    "kl-divergence": Exercise(
        Text("the sum of p log(p/q), where p is above 0", "对 p 大于 0 的各项，把 p log(p/q) 相加"),
        _distributions, _kl, (
            (SIGN, partial(_kl, sign=-1)),
            (Text("what has p = 0 counts 0: leave it out, 0 · log 0 is nan",
                  "p = 0 的项算作 0：要跳过，0 · log 0 是 nan"), partial(_kl, mask=False)),
            (Text("the other way round: p and q have changed places", "方向反了：p 与 q 对调了"),
             lambda p, q: _kl(q[p > 0], p[p > 0])),
            (Text("that is the cross-entropy: the entropy of p is to be subtracted",
                  "这是交叉熵：还要减去 p 的熵"), partial(_kl, entropy=0)),
            (BITS, partial(_kl, unit=math.log(2))),
            (SUM, lambda p, q: _kl(p, q) / (p > 0).sum()),
        )),
    "squared-error-slope": Exercise(
        Text("(p − 1) times the slope of the sigmoid, p(1 − p)", "(p − 1) 乘 sigmoid 的斜率 p(1 − p)"),
        lambda generator: (2 * draw_normal(generator, 6),), _slope, (
            (SIGN, partial(_slope, sign=-1)),
            (Text("the chain rule has one link more: the slope of the sigmoid, p(1 − p)",
                  "链式法则还差一环：sigmoid 的斜率 p(1 − p)"), partial(_slope, inner=False)),
            (Text("the half cancels the 2 of the square", "½ 已经消去平方的 2"), partial(_slope, times=2)),
        )),
    "logistic-gradient": Exercise(
        Text("the mean over the examples of (p − y) x, and of p − y", "(p − y) x 对样本的平均，以及 p − y 的平均"),
        _yes_or_no, _logistic_gradient, (
            (SIGN, partial(_logistic_gradient, sign=-1)),
            (Text("the residual is the probability minus the label: the sigmoid is missing",
                  "残差是概率减标签：漏了 sigmoid"), partial(_logistic_gradient, squash=lambda z: z)),
            (Text("the exponent is -z: 1 / (1 + exp(-z))", "指数应当是 -z：1 / (1 + exp(-z))"),
             partial(_logistic_gradient, squash=lambda z: torch.sigmoid(-z))),
            (Text("the label is missing: it is p − y, not p", "漏了标签：是 p − y，不是 p"),
             partial(_logistic_gradient, label=0)),
            (MEAN, partial(_logistic_gradient, mean=False)),
            (BIAS_SUM, partial(_logistic_gradient, mean_b=False)),
            (NO_BIAS, partial(_logistic_gradient, bias=0)),
        ), ("w", "b")),
    "weighted-mean": Exercise(
        Text("the sum of w times loss over the sum of w, where w is 0 for a missing label",
             "w 乘损失之和，除以 w 之和；标签缺失时 w 是 0"),
        _weighed, _weighted_mean, (
            (Text("a missing label has the weight 0", "标签缺失的样本，权重是 0"),
             partial(_weighted_mean, masked=False)),
            (Text("divide by the sum of the weights, not by the number of examples",
                  "应当除以权重之和，不是样本个数"), partial(_weighted_mean, below=lambda w, labels: len(w))),
            (Text("divide by the sum of the weights, not by the number of labels that are there",
                  "应当除以权重之和，不是现有标签的个数"),
             partial(_weighted_mean, below=lambda w, labels: (labels != -100).sum())),
            (Text("that is the sum: divide it by the sum of the weights", "这是总和：还要除以权重之和"),
             partial(_weighted_mean, below=lambda w, labels: 1)),
            (Text("a batch without any label costs 0, not nan", "一个标签也没有的一批，损失是 0，不是 nan"),
             partial(_weighted_mean, guarded=False)),
        )),
    "log-softmax": Exercise(
        Text("subtract the largest score of each row, then the logarithm of the sum of the exponentials",
             "先减去每行最大的分数，再减去各个 exp 值之和的对数"),
        _extreme, _log_softmax, (
            (Text("large scores overflow: subtract the largest of each row first",
                  "分数大时上溢：先减去每行最大的分数"),
             lambda logits: logits - torch.exp(logits).sum(dim=1, keepdim=True).log()),
            (Text("a probability that was rounded to 0 has the logarithm minus infinity: no softmax first",
                  "概率舍入成 0，对数就是负无穷：不要先算 softmax"),
             lambda logits: _softmax(logits).log()),
            (Text("the logarithm of the sum is missing: subtract it from the shifted scores",
                  "漏了 exp 值之和的对数：要从平移后的分数中减去它"),
             partial(_log_softmax, log=lambda o, dim, keepdim: 0)),
            (Text("subtract the logarithm of the sum, not the sum", "减去的是和的对数，不是和"),
             partial(_log_softmax, log=lambda o, dim, keepdim: o.exp().sum(dim, keepdim))),
            (CLASSES, lambda logits: _log_softmax(logits.T).T),
        )),
    "softmax-curvature": Exercise(
        Text("the variance of v: the mean squared distance from its mean, both means weighed by p",
             "v 的方差：到平均值的距离的平方，再取平均；两次平均都用 p 加权"),
        _direction, _curvature, (
            (Text("the mean, too, weighs each class by its probability", "求平均时也要按各类的概率加权"),
             partial(_curvature, mean=lambda p, v: v.mean())),
            (Text("the mean is one number: sum p * v", "平均是一个数：p * v 还要求和"),
             partial(_curvature, mean=lambda p, v: p * v)),
            (Text("the probabilities weigh a sum: do not divide it by q, too", "概率加权的是和，不要再除以 q"),
             partial(_curvature, mean=lambda p, v: (p * v).mean())),
            (Text("the distance is from the mean, not from its square", "要减去的是平均值，不是它的平方"),
             partial(_curvature, mean=lambda p, v: (p * v).sum() ** 2)),
            (Text("subtract the mean from v before squaring", "先从 v 减去平均值，再平方"),
             partial(_curvature, mean=lambda p, v: 0)),
        )),
    "distillation": Exercise(
        Text("T squared times the mean divergence of the softened rows", "T 的平方乘各行（软化之后）散度的平均"),
        _teacher, _distillation, (
            (Text("the factor of T squared is missing", "漏了因子 T 的平方"), partial(_distillation, power=0)),
            (Text("the factor is T squared, not T", "因子是 T 的平方，不是 T"), partial(_distillation, power=1)),
            (Text("the student's scores are divided by T as well", "学生的分数也要除以 T"),
             partial(_distillation, soft=0)),
            (MEAN, partial(_distillation, mean=False)),
            (Text("the teacher stands in front: D(teacher || student)", "教师在前：D(教师 || 学生)"),
             partial(_distillation, swap=True)),
            (CLASSES, partial(_distillation, dim=0)),
        )),
    "digits-step": Exercise(
        Text("subtract lr times the gradient of loss and penalty; the bias has no penalty",
             "减去学习率乘损失与惩罚的梯度；偏置没有惩罚"),
        _decayed, _digits_step, (
            (UPHILL, partial(_digits_step, sign=-1)),
            (Text("the label is missing: it is ŷ − y, not ŷ", "漏了标签：是 ŷ − y，不是 ŷ"), partial(_digits_step, hot=0)),
            (MEAN, partial(_digits_step, mean=False)),
            (Text("the decay of W is missing", "漏了 W 的衰减"), partial(_digits_step, decayed=0)),
            (Text("the bias is not decayed", "偏置不衰减"), partial(_digits_step, bias=1)),
            (Text("D is a mean already: the bias takes the sum of its rows", "D 已经除过个数：偏置要对各行求和"),
             partial(_digits_step, over=0)),
        ), ("W", "b")),
    "double-softmax-gradient": Exercise(
        Text("J (r - y), with the Jacobian of the inner softmax and the outer probabilities r",
             "J (r - y)：内层 softmax 的 Jacobian 矩阵乘外层概率与标签之差"),
        _scores_and_label, _double_softmax, (
            (SIGN, partial(_double_softmax, sign=-1)),
            (Text("r is the softmax of the probabilities, not the probabilities themselves",
                  "r 是概率的 softmax，不是概率本身"), partial(_double_softmax, outer=lambda p: p)),
            (Text("the label is missing: it is r - y", "漏了标签：是 r - y"), partial(_double_softmax, hot=0)),
            (Text("the factor J of the inner softmax is missing", "漏了内层 softmax 的因子 J"),
             partial(_double_softmax, inner=False)),
        )),
    "brier-score": Exercise(
        Text("the squares of (probabilities minus one-hot label), summed over the classes, on average",
             "概率减独热标签，平方后对类别求和，再对样本平均"),
        _forecasts, _brier, (
            (Text("the label is missing: subtract the one-hot rows", "漏了标签：要减去独热的各行"),
             partial(_brier, hot=0)),
            (MEAN, partial(_brier, mean=False)),
            (Text("no half here: the score goes from 0 to 2", "这里没有 ½：分数从 0 到 2"),
             partial(_brier, half=0.5)),
            (Text("sum over the classes, do not average over them", "对类别求和，不是平均"),
             lambda probs, labels: _brier(probs, labels, each=probs.shape[1])),
        )),
    "bigram": Exercise(
        Text("counts plus alpha, each row divided by its sum", "计数加上 alpha，再把每一行除以该行之和"),
        _text, _bigram, (
            (Text("each pair adds 1 to one cell, N[a, b]; N[...] adds it to every cell",
                  "每一对只给一格加 1，即 N[a, b]；N[...] 会给每一格都加 1"),
             lambda x, y, q, alpha: torch.full((q, q), 1 / q, dtype=torch.float64)),
            (Text("each pair adds 1 to one cell, N[a, b]; N[x, y] are the cells of all pairs",
                  "每一对只给一格加 1，即 N[a, b]；N[x, y] 是所有二元组的格"), partial(_bigram, at_once=True)),
            (Text("each row is to sum to 1, dim=1, not each column", "每一行之和应当是 1，用 dim=1，不是每一列"),
             partial(_bigram, dim=0)),
            (Text("without keepdim=True the sums stand in a row: column j is divided by the sum of row j",
                  "没有 keepdim=True，各行的和就横着排，第 j 列除以的是第 j 行的和"), partial(_bigram, keepdim=False)),
            (Text("below, alpha is added once for each of the q columns: q * alpha",
                  "分母里每一列都要加一次 alpha，一共 q * alpha"), partial(_bigram, times=1)),
            (Text("alpha is missing below: q * alpha", "分母里漏了 alpha：要加 q * alpha"),
             partial(_bigram, times=0)),
            (Text("alpha is missing above: it is added to each count", "分子里漏了 alpha：每个计数都要加上它"),
             partial(_bigram, above=0)),
            (Text("x says the row, y the column", "x 是行，y 是列"), lambda x, y, q, alpha: _bigram(y, x, q, alpha)),
            (Text("that is the share of all pairs: divide by the sum of the row",
                  "这是在全部二元组中的比例：应当除以该行之和"), partial(_bigram, whole=True)),
        )),
}  # fmt: skip
