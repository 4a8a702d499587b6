"""Exercises with blanks: a reader's function is run on random data, and a known slip is named.

    >>> from linearnets.exercises import check
    >>> check("half-squared-error", lambda y_hat, y: (y_hat - y).square().sum() / 2)
    'not yet: the mean is missing: divide by the number of examples'

Each exercise has a right function whose keywords make the slips that readers make, one at a time.
A wrong answer that agrees with one of them on every case has made that slip.
"""

import math
from collections.abc import Callable
from functools import partial
from typing import Any, NamedTuple

import torch
from torch import Generator, Tensor

from linearnets.softmax import log_softmax, one_hot, softmax

CASES = 20  # random inputs of one check
LANGUAGES = ("en", "zh")


class Text(NamedTuple):
    """The same words in both languages."""

    en: str
    zh: str


class Exercise(NamedTuple):
    """What is asked, how its arguments are drawn, and the answers: the right one, the known slips."""

    ask: Text
    draw: Callable[[Generator], tuple]
    right: Callable
    slips: tuple[tuple[Text, Callable], ...]
    parts: tuple[str, ...] = ()  # names of what is returned, if it is more than one thing


RIGHT = Text("right", "对")
NOT_YET = Text("not yet: ", "还不对：")
BLANK = Text("a blank is left: replace each ... by code", "还有空没填：把每处 ... 换成代码")
NOTHING = Text("it returns nothing: is the return missing?", "没有返回值：漏了 return？")
CHANGED = Text(
    "it changes its arguments in place: make new tensors, w = w - …, not w -= …",
    "参数被就地改动了：应当生成新的张量，写 w = w - …，不写 w -= …",
)
RAISES = Text("it raises {}: {}", "运行出错，{}：{}")
NUMBERS = Text("it returns {}, not numbers", "返回的是 {}，不是数")
SHAPE = Text("it returns the shape {}, expected is {}", "返回值的形状是 {}，应当是 {}")
HALF = Text("{} is right, look at {}", "{} 对了，再看 {}")

SIGN = Text("the sign is turned", "符号反了")
MEAN = Text("the mean is missing: divide by the number of examples", "没有取平均：要除以样本个数")
SUM = Text("add up, without dividing: it is a sum, not a mean", "求和即可，不要除：不是平均")
NO_BIAS = Text("the bias b is missing in the prediction", "预测里漏了偏置 b")
NO_HALF = Text("the half is missing", "漏了二分之一")
UPHILL = Text("it walks uphill: the gradient is subtracted", "方向反了，在上坡：梯度应当减去")
TWICE = Text(
    "the half cancels the 2: the slope of r²/2 is r, not 2r",
    "½ 已经消去 2：r²/2 的导数是 r，不是 2r",
)
BIAS_SUM = Text(
    "the bias takes the mean of the residuals, not their sum", "偏置要用残差的平均，不是残差之和"
)
LATE = Text(
    "the bias takes the residual from before w has moved", "更新偏置，要用 w 移动之前的残差"
)
BITS = Text(
    "the logarithm is the natural one: nats, not bits", "应当用自然对数：单位是奈特，不是比特"
)
CLASSES = Text(
    "softmax adds up over the classes, dim=1, not over the examples",
    "softmax 对类别求和，用 dim=1，不是对样本求和",
)


def check(name: str, answer: Callable, *, language: str = "en") -> str:
    """Return `right`, or in one sentence what is wrong with a reader's function.

    Args:
        name: The exercise, a key of `EXERCISES`.
        answer: The reader's function, which is called with random arguments.
        language: `en` or `zh`, the language of the sentence.

    Raises:
        ValueError: If there is no such exercise or language.

    Examples:
        >>> check("predict", lambda X, w, b: X @ w, language="zh")
        '还不对：预测里漏了偏置 b'
        >>> check("predict", lambda X, w, b: X @ w + ...)
        'not yet: a blank is left: replace each ... by code'
    """
    if name not in EXERCISES or language not in LANGUAGES:
        what = f"one of {', '.join(EXERCISES)}" if language in LANGUAGES else "en or zh"
        raise ValueError(f"expected {what}, but got {name if language in LANGUAGES else language}")
    wrong = _wrong(EXERCISES[name], answer, language)
    return _said(NOT_YET, language) + wrong if wrong else _said(RIGHT, language)


def _said(text: Text, language: str) -> str:
    return getattr(text, language)


def _wrong(exercise: Exercise, answer: Callable, language: str) -> str:
    """Return what is wrong with an answer, or nothing."""
    cases = _cases(exercise)
    inputs = _cases(exercise)
    try:
        ours = [answer(*case) for case in inputs]
    except Exception as error:  # whatever a reader's code may raise
        if "ellipsis" in str(error).lower():
            return _said(BLANK, language)
        first = (str(error).splitlines() or [""])[0]
        return _said(RAISES, language).format(type(error).__name__, first)
    theirs = [exercise.right(*case) for case in cases]
    if text := _misshapen(ours[0], theirs[0], language):
        return text
    if not _agree(inputs, cases):
        return _said(CHANGED, language)
    if _agree(ours, theirs):
        return ""
    for text, slip in exercise.slips:
        if _agree(ours, [slip(*case) for case in cases]):
            return _said(text, language)
    return _half(exercise.parts, ours, theirs, language) or _said(exercise.ask, language)


def _cases(exercise: Exercise) -> list[tuple]:
    generator = Generator().manual_seed(0)
    return [exercise.draw(generator) for _ in range(CASES)]


def _misshapen(ours: Any, theirs: Any, language: str) -> str:
    """Return what is wrong with the kind or the shape of what was returned, or nothing."""
    if ours is None:
        return _said(NOTHING, language)
    if any(value is ... for value in _values(ours)):
        return _said(BLANK, language)
    if not all(isinstance(value, Tensor | int | float) for value in _values(ours)):
        return _said(NUMBERS, language).format(type(ours).__name__)
    if (got := _shapes(ours)) != (wanted := _shapes(theirs)):
        return _said(SHAPE, language).format(got, wanted)
    return ""


def _half(parts: tuple[str, ...], ours: list, theirs: list, language: str) -> str:
    """Return which part is right, if one of them is."""
    good = [
        part
        for k, part in enumerate(parts)
        if _agree([value[k] for value in ours], [value[k] for value in theirs])
    ]
    rest = [part for part in parts if part not in good]
    return _said(HALF, language).format(good[0], rest[0]) if good else ""


def _values(result: Any) -> tuple:
    return tuple(result) if isinstance(result, tuple | list) else (result,)


def _shapes(result: Any) -> str:
    return ", ".join(str(tuple(torch.as_tensor(value).shape)) for value in _values(result))


def _agree(ours: list, theirs: list) -> bool:
    """Whether all results are the same, also where they are infinite or no numbers."""
    pairs = [pair for a, b in zip(ours, theirs) for pair in zip(_values(a), _values(b))]
    return all(_same(torch.as_tensor(a), torch.as_tensor(b)) for a, b in pairs)


def _same(a: Tensor, b: Tensor) -> bool:
    if a.shape != b.shape:
        return False
    return torch.allclose(a.double(), b.double(), rtol=1e-4, atol=1e-6, equal_nan=True)


# ---------- What is drawn: float64, no two sizes alike, nothing zero ----------


def _normal(generator: Generator, *shape: int) -> Tensor:
    return torch.randn(shape, generator=generator, dtype=torch.float64)


def _positive(generator: Generator) -> float:
    return 0.1 + torch.rand((), generator=generator).item()


def _labels(generator: Generator, n: int, q: int) -> Tensor:
    return torch.randint(q, (n,), generator=generator)


def _outcomes(generator: Generator) -> tuple:
    X, noise = _normal(generator, 6), _normal(generator, 6)
    return 2 + X, 3 + X / 2 + noise


def _chances(generator: Generator) -> tuple:
    return tuple(0.05 + 0.9 * torch.rand(3, generator=generator, dtype=torch.float64))


def _entries(generator: Generator) -> tuple:
    return tuple(3 * _normal(generator, 3))


def _model(generator: Generator) -> tuple:
    return _normal(generator, 5, 3), _normal(generator, 3), _normal(generator)


def _pair(generator: Generator) -> tuple:
    return _normal(generator, 5), _normal(generator, 5)


def _examples(generator: Generator) -> tuple:
    return 2 + _normal(generator, 7, 3), 3 + _normal(generator, 7)


def _descent(generator: Generator) -> tuple:
    start = _normal(generator, 3), _normal(generator)
    return _normal(generator, 7, 3), _normal(generator, 7), *start, _positive(generator)


def _classifier(generator: Generator) -> tuple:
    parameters = _normal(generator, 2, 3), _normal(generator, 3)
    return _normal(generator, 5, 2), _labels(generator, 5, 3), *parameters


def _extreme(generator: Generator) -> tuple:
    """Scores of which some are beyond what exp can take, above and below."""
    rows = torch.tensor([[1.0], [1.0], [1000.0], [1.0]], dtype=torch.float64)
    shifts = torch.tensor([[0.0], [1000.0], [0.0], [-1000.0]], dtype=torch.float64)
    return (rows * _normal(generator, 4, 3) + shifts,)


def _scored(generator: Generator) -> tuple:
    return 2 * _normal(generator, 5, 3), _labels(generator, 5, 3)


def _yes_or_no(generator: Generator) -> tuple:
    return _normal(generator, 7, 3), _labels(generator, 7, 2).double(), *_model(generator)[1:]


def _weighed(generator: Generator) -> tuple:
    """Losses, labels of which some are missing, and weights of three classes."""
    labels = _labels(generator, 6, 3)
    labels[_labels(generator, 6, 3) == 0] = -100
    labels[0] = 1
    return _normal(generator, 6).abs(), labels, 0.5 + _normal(generator, 3).abs()


def _direction(generator: Generator) -> tuple:
    p = torch.rand(4, generator=generator, dtype=torch.float64)
    return p / p.sum(), _normal(generator, 4)


def _teacher(generator: Generator) -> tuple:
    return 2 * _normal(generator, 5, 3), 2 * _normal(generator, 5, 3), 1.5 + _positive(generator)


def _decayed(generator: Generator) -> tuple:
    return *_classifier(generator), _positive(generator), _positive(generator)


def _scores_and_label(generator: Generator) -> tuple:
    return 2 * _normal(generator, 4), torch.eye(4, dtype=torch.float64)[1]


def _forecasts(generator: Generator) -> tuple:
    return softmax(2 * _normal(generator, 6, 3)), _labels(generator, 6, 3)


def _text(generator: Generator) -> tuple:
    """Pairs of characters, in which each of the four begins at least one."""
    first = torch.cat([torch.arange(4), _labels(generator, 20, 4)])
    return first, _labels(generator, 24, 4), 4, _positive(generator)


def _distributions(generator: Generator) -> tuple:
    """Two distributions; what the first rules out counts 0."""
    p, q = torch.rand(2, 4, generator=generator, dtype=torch.float64)
    p[0] = 0
    return p / p.sum(), q / q.sum()


# ---------- What is right, with the known slips as keywords ----------


def _covariance(X, Y, *, means=1, times=1):
    return times * ((X * Y).mean() - means * X.mean() * Y.mean())


def _posterior(prior, likelihood, otherwise, *, rest=lambda prior: 1 - prior):
    return likelihood * prior / (likelihood * prior + otherwise * rest(prior))


def _eigenvalues(a, b, c, *, half=0.5, centre=0.5, b_squared=1, difference=-1):
    root = ((half * (a + difference * c)) ** 2 + b_squared * b**2).abs().sqrt()
    return centre * (a + c) - root, centre * (a + c) + root


def _predict(X, w, b, *, bias=1):
    return X @ w + bias * b


def _half_squared_error(y_hat, y, *, half=0.5, mean=True):
    squares = (y_hat - y).square()
    return half * (squares.mean() if mean else squares.sum())


def _least_squares(X, y, *, centred=True, bias=1):
    A = X - X.mean(dim=0) if centred else X
    w = torch.linalg.solve(A.T @ A, A.T @ y)
    return w, y.mean() - bias * X.mean(dim=0) @ w


def _ridge(X, y, penalty, *, scale=1, sign=1, centred=True, bias=1):
    n, mean = len(y), X.mean(dim=0)
    A = X - mean if centred else X
    M = A.T @ A / n + sign * scale * penalty * torch.eye(X.shape[1], dtype=X.dtype)
    w = torch.linalg.solve(M, A.T @ y / n)
    return w, y.mean() - bias * mean @ w


def _standardize_split(X_train, X_valid, *, seen=lambda a, b: a, correction=0, power=1, dim=0):
    rows = seen(X_train, X_valid)
    mean, std = rows.mean(dim=dim), rows.std(dim=dim, correction=correction)
    return (X_train - mean) / std**power, (X_valid - mean) / std**power


def _gd_step(X, y, w, b, lr, *, times=1, late=False, bias=1, mean_b=True, moves_b=1):
    n, r = len(y), X @ w + bias * b - y
    new = w - times * lr * X.T @ r / n
    r_b = X @ new + b - y if late else r
    return new, b - moves_b * times * lr * (r_b.mean() if mean_b else r_b.sum())


def _learning_rates(A, *, mean=True, ends=(0, -1), two=2, sign=1):
    H = A.T @ A / (len(A) if mean else 1)
    lam = torch.linalg.eigvalsh(H)
    low, high = (lam[k] for k in ends)
    return two / high, two / (high + sign * low)


def _sgd_epoch(X, y, w, b, lr, batch_size, *, size=len, last=True, times=1, late=False):
    for X_B, y_B in zip(X.split(batch_size), y.split(batch_size)):
        if last or len(y_B) == batch_size:
            r = X_B @ w + b - y_B
            w = w - times * lr * X_B.T @ r / size(r)
            r = X_B @ w + b - y_B if late else r
            b = b - times * lr * r.sum() / size(r)
    return w, b


def _decay_step(X, y, w, b, lr, penalty, *, times=1, of_b=0, of_lr=True):
    r, pull = X @ w + b - y, times * penalty * (lr if of_lr else 1)
    return w - lr * X.T @ r / len(y) - pull * w, b - lr * r.mean() - of_b * pull * b


def _momentum_step(w, v, gradient, lr, beta, *, sign=1, late=False, share=1, keeps=1):
    new = keeps * beta * v + share * gradient
    return w - sign * lr * (v if late else new), new


def _squared_distances(A, B, *, cross=2, of_b=1):
    a, b = A.square().sum(dim=1), B.square().sum(dim=1)
    return a[:, None] - cross * A @ B.T + of_b * b


def _normal_nll(y_hat, y, sigma, *, sign=1, log_sigma=1, constant=1, half=0.5, power=2, each=True):
    log = log_sigma * torch.log(sigma) + constant * math.log(2 * math.pi) / 2
    squares = half * (y - y_hat) ** 2 / sigma**power
    return sign * ((squares + log).sum() if each else squares.sum() + log)


def _soft_threshold(w, penalty, *, times=1, least=0.0, signed=True):
    size = (w.abs() - times * penalty).clamp(min=least)
    return torch.sign(w) * size if signed else size


def _standard_errors(A, y, *, used=lambda A: A.shape[1], root=True, of_noise=1, inverse=True):
    G = A.T @ A
    squares = (A @ torch.linalg.solve(G, A.T @ y) - y).square().sum()
    variance = (squares / (len(A) - used(A))) ** of_noise
    spread = variance * (torch.linalg.inv(G).diagonal() if inverse else 1 / G.diagonal())
    return spread.sqrt() if root else spread


def _loss_hessian(X, *, ones=True, half=1.0, mean=True, centred=False):
    A = X - X.mean(dim=0) if centred else X
    A = torch.column_stack([A, torch.ones(len(X), dtype=X.dtype)]) if ones else A
    return half * A.T @ A / (len(X) if mean else 1)


def _svd_solve(X, y, *, power=1, turned=False):
    U, s, Vh = torch.linalg.svd(X, full_matrices=False)
    return (Vh if turned else Vh.T) @ (U.T @ y / s**power)


def _batch_variance(slopes, B, *, correction=0, of_mean=1, left=lambda n, B: (n - B) / (n - 1)):
    return slopes.var(correction=correction) / B**of_mean * left(len(slopes), B)


def _entry_places(i, j, n, d, *, down=None):
    return i * d + j, j * (down or n) + i


def _classify(X, W, b, *, dim=1, bias=1, sign=1):
    return (sign * (X @ W + bias * b)).argmax(dim=dim)


def _softmax(logits, *, dim=1, shift=lambda o: o.amax(dim=1, keepdim=True)):
    weights = torch.exp(logits - shift(logits))
    return weights / weights.sum(dim=dim, keepdim=True)


def _log_softmax(
    logits, *, dim=1, shift=lambda o: o.amax(dim=1, keepdim=True), log=torch.logsumexp
):
    shifted = logits - shift(logits)
    return shifted - log(shifted, dim, keepdim=True)


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


def _logistic_gradient(X, y, w, b, *, sign=1, squash=torch.sigmoid, mean=True, mean_b=True, bias=1):
    r = sign * (squash(X @ w + bias * b) - y)
    n = len(y) if mean else 1
    return X.T @ r / n, r.sum() / (n if mean_b else 1)


def _weighted_mean(losses, labels, weight, *, masked=True, below=lambda w, labels: w.sum()):
    w = weight[labels.clamp(min=0)]
    w = w * (labels != -100) if masked else w
    return (w * losses).sum() / below(w, labels) if w.sum() else losses.new_zeros(())


def _curvature(p, v, *, squared=True, less=True, weighed=True):
    mean = (p * v).sum() if weighed else v.mean()
    return (p * v**2).sum() - less * (mean**2 if squared else mean)


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


def _bigram(x, y, q, alpha, *, dim=1, above=1, times=None, whole=False):
    N = torch.zeros(q, q, dtype=torch.float64)
    N.index_put_((x, y), torch.ones(len(x), dtype=torch.float64), accumulate=True)
    below = N.sum() if whole else N.sum(dim=dim, keepdim=True)
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
    "covariance": Exercise(
        Text("the mean of the product, and from it the product of the means is subtracted",
             "先求乘积的均值，再减去均值的乘积"),
        _outcomes, _covariance, (
            (Text("that is the mean of the product: the product of the means is to be subtracted",
                  "这是乘积的均值：还要减去均值的乘积"), partial(_covariance, means=0)),
            (SIGN, partial(_covariance, times=-1)),
            (Text("take the mean of the products, not their sum", "应取乘积的均值，不是总和"),
             partial(_covariance, times=6)),
            (Text("divide by the number of outcomes, not by one less: all of them are listed",
                  "应除以结果的个数，不是个数减 1：全部结果都已列出"), partial(_covariance, times=6 / 5)),
            (Text("that is the correlation: do not divide by the standard deviations",
                  "这是相关系数：不要除以标准差"),
             lambda X, Y: _covariance(X, Y) / (X.std(correction=0) * Y.std(correction=0))),
        )),
    "posterior": Exercise(
        Text("what was seen comes with the cause, likelihood * prior, or without it: add both, and "
             "return the share of the first", "看到的结果可能有此原因，即 likelihood * prior，也可能没有："
             "两者相加，返回前者所占的比例"),
        _chances, _posterior, (
            (Text("the prior drops out: without the cause, it is 1 - prior that counts",
                  "先验被约掉了：没有此原因的概率是 1 - prior"), partial(_posterior, rest=lambda prior: prior)),
            (Text("without the cause: otherwise is to be multiplied by 1 - prior",
                  "没有此原因的一项：otherwise 还要乘 1 - prior"), partial(_posterior, rest=lambda prior: 1)),
            (Text("divide by the probability of what was seen", "还要除以看到该结果的概率"),
             lambda prior, likelihood, otherwise: likelihood * prior),
            (Text("that is the probability of what was seen, with or without the cause",
                  "这是看到该结果的概率，有无此原因都算在内"),
             lambda prior, likelihood, otherwise: likelihood * prior + otherwise * (1 - prior)),
            (Text("that is the probability that the cause is not there", "这是没有此原因的概率"),
             lambda *chances: 1 - _posterior(*chances)),
            (Text("otherwise is already the probability of what was seen, not of the opposite",
                  "otherwise 已经是看到该结果的概率，不是看不到的概率"),
             lambda prior, likelihood, otherwise: _posterior(prior, likelihood, 1 - otherwise)),
        )),
    "eigenvalues": Exercise(
        Text("the middle of a and c, minus and plus the root of ((a - c)/2)² + b²",
             "a 与 c 的中点，减去和加上 ((a - c)/2)² + b² 的平方根"),
        _entries, _eigenvalues, (
            (Text("the smaller one first", "小的在前"),
             lambda a, b, c: _eigenvalues(a, b, c)[::-1]),
            (Text("under the root, half of a - c is squared", "根号内是 a - c 的一半的平方"),
             partial(_eigenvalues, half=1)),
            (Text("the middle of a and c is half of their sum", "a 与 c 的中点是两者之和的一半"),
             partial(_eigenvalues, centre=1)),
            (Text("under the root stands the difference of a and c, not their sum",
                  "根号内是 a 与 c 之差，不是之和"), partial(_eigenvalues, difference=1)),
            (Text("under the root b² is missing", "根号内漏了 b²"), partial(_eigenvalues, b_squared=0)),
            (Text("the root is missing", "漏了开平方"),
             lambda a, b, c: ((a + c) / 2 - ((a - c) / 2) ** 2 - b**2,
                              (a + c) / 2 + ((a - c) / 2) ** 2 + b**2)),
        ), ("smaller", "larger")),
    "predict": Exercise(
        Text("the prediction of each row of X is X @ w + b", "X 每一行的预测是 X @ w + b"),
        _model, _predict, (
            (NO_BIAS, partial(_predict, bias=0)),
            (Text("the bias is added, not subtracted", "偏置要加，不是减"), partial(_predict, bias=-1)),
            (Text("the bias is added to the prediction, not to the features", "偏置加在预测上，不是加在特征上"),
             lambda X, w, b: (X + b) @ w),
        )),
    "half-squared-error": Exercise(
        Text("square the misses, take the mean, and half of it", "误差先平方，再平均，再取一半"),
        _pair, _half_squared_error, (
            (NO_HALF, partial(_half_squared_error, half=1)),
            (MEAN, partial(_half_squared_error, mean=False)),
            (Text("square first, then take the mean: misses must not cancel", "先平方，再平均：误差不能互相抵消"),
             lambda y_hat, y: (y_hat - y).mean() ** 2 / 2),
            (Text("a miss costs half its square, not its absolute value", "代价是误差平方的一半，不是绝对值"),
             lambda y_hat, y: (y_hat - y).abs().mean()),
            (Text("that is the root of the mean square; no root is asked", "这是平方平均再开方；这里不要开方"),
             lambda y_hat, y: (y_hat - y).square().mean().sqrt()),
        )),
    "least-squares": Exercise(
        Text("solve the normal equation of the centred features for w, then find b",
             "先用中心化的特征解正规方程得 w，再求 b"),
        _examples, _least_squares, (
            (Text("the features must be centred: subtract the mean of each column",
                  "特征要中心化：每列减去自己的均值"), partial(_least_squares, centred=False)),
            (Text("b is the mean target only if the mean features are zero: subtract their prediction",
                  "特征的均值为零时 b 才等于目标的均值：还要减去均值处的预测"),
             partial(_least_squares, bias=0)),
            (Text("the sign in b is turned: mean target minus the weighted mean features",
                  "b 的符号反了：是目标的均值减去特征均值的加权和"), partial(_least_squares, bias=-1)),
        ), ("w", "b")),
    "gd-step": Exercise(
        Text("both parameters take one step against the gradient of the mean half squared error",
             "两个参数都沿平方误差之半的平均的负梯度走一步"),
        _descent, _gd_step, (
            (UPHILL, partial(_gd_step, times=-1)),
            (MEAN, lambda X, y, w, b, lr: _gd_step(X, y, w, b, lr, times=len(y))),
            (TWICE, partial(_gd_step, times=2)),
            (LATE, partial(_gd_step, late=True)),
            (BIAS_SUM, partial(_gd_step, mean_b=False)),
            (NO_BIAS, partial(_gd_step, bias=0)),
            (Text("b does not move", "b 没有动"), partial(_gd_step, moves_b=0)),
        ), ("w", "b")),
    "learning-rates": Exercise(
        Text("the limit is 2 over the largest eigenvalue, the best rate 2 over the smallest plus the largest",
             "上限是 2 除以最大的特征值，最好的学习率是 2 除以最小与最大的特征值之和"),
        lambda generator: (_normal(generator, 7, 3),), _learning_rates, (
            (Text("the mean is missing in H: divide by the number of examples", "H 里没有取平均：要除以样本个数"),
             partial(_learning_rates, mean=False)),
            (Text("the ends are exchanged: eigvalsh returns the smallest eigenvalue first",
                  "两端对调了：eigvalsh 先返回最小的特征值"), partial(_learning_rates, ends=(-1, 0))),
            (Text("the best rate has the sum of both eigenvalues, not their difference",
                  "最好的学习率用两个特征值之和，不是之差"), partial(_learning_rates, sign=-1)),
            (Text("the factor may fall to -1, not only to 0: it is 2, not 1",
                  "因子可以降到 -1，不只是 0：分子是 2，不是 1"), partial(_learning_rates, two=1)),
        ), ("limit", "best")),
    "sgd-epoch": Exercise(
        Text("one step for each slice, from where the last step ended", "每一段走一步，从上一步的终点走起"),
        lambda generator: (*_descent(generator), 3), _sgd_epoch, (
            (UPHILL, partial(_sgd_epoch, times=-1)),
            (TWICE, partial(_sgd_epoch, times=2)),
            (LATE, partial(_sgd_epoch, late=True)),
            (Text("the last slice is shorter: divide by the number of examples in it",
                  "最后一段较短：要除以它实际的样本数"), partial(_sgd_epoch, size=lambda r: 3)),
            (MEAN, partial(_sgd_epoch, size=lambda r: 1)),
            (Text("the last, shorter slice is left out", "漏了最后较短的一段"),
             partial(_sgd_epoch, last=False)),
            (Text("that is one step on all examples: cut them into slices", "这是用全部样本走了一步：要切成段"),
             lambda X, y, w, b, lr, batch_size: _gd_step(X, y, w, b, lr)),
        ), ("w", "b")),
    "ridge": Exercise(
        Text("add the penalty along the diagonal of the mean Gram matrix, solve for w, then find b",
             "在平均的 Gram 矩阵的对角线上加惩罚，解出 w，再求 b"),
        lambda generator: (*_examples(generator), 0.1 + _positive(generator)), _ridge, (
            (Text("the penalty is missing", "漏了惩罚项"), partial(_ridge, scale=0)),
            (Text("divide the Gram matrix and the right side by n: the loss is a mean",
                  "Gram 矩阵和右边都要除以 n：损失是平均"),
             lambda X, y, penalty: _ridge(X, y, penalty / len(y))),
            (Text("the penalty is half of λw², and the half cancels the 2", "惩罚是 λw² 的一半，½ 消去 2"),
             partial(_ridge, scale=2)),
            (Text("the penalty is added, not subtracted", "惩罚要加，不是减"), partial(_ridge, sign=-1)),
            (Text("b is the mean target only if the mean features are zero: subtract their prediction",
                  "特征的均值为零时 b 才等于目标的均值：还要减去均值处的预测"), partial(_ridge, bias=0)),
            (Text("the sign in b is turned: mean target minus the weighted mean features",
                  "b 的符号反了：是目标的均值减去特征均值的加权和"), partial(_ridge, bias=-1)),
            (Text("the features must be centred: subtract the mean of each column",
                  "特征要中心化：每列减去自己的均值"), partial(_ridge, centred=False)),
        ), ("w", "b")),
    "standardize-split": Exercise(
        Text("both sets are counted in the standard deviations of the training set, from its mean",
             "两个集都减去训练集的均值，再除以训练集的标准差"),
        lambda generator: (2 + 3 * _normal(generator, 7, 3), _normal(generator, 5, 3)),
        _standardize_split, (
            (Text("a leak: the validation set, too, is in the mean or the standard deviation",
                  "泄漏：均值或标准差里混进了验证集"),
             partial(_standardize_split, seen=lambda a, b: torch.cat([a, b]))),
            (Text("each set has its own mean and standard deviation: take those of the training set for both",
                  "两个集各用了自己的均值和标准差：都应当用训练集的"),
             lambda a, b: (_standardize_split(a, b)[0], _standardize_split(b, a)[0])),
            (Text("the numbers are those of the validation set: take those of the training set",
                  "用的是验证集的均值和标准差：应当用训练集的"),
             partial(_standardize_split, seen=lambda a, b: b)),
            (Text("the standard deviation divides by n: correction=0", "标准差要除以 n：correction=0"),
             partial(_standardize_split, correction=1)),
            (Text("divide by the standard deviation, not by the variance", "除以标准差，不是方差"),
             partial(_standardize_split, power=2)),
            (Text("each column has its own mean: dim=0", "每一列各有自己的均值：dim=0"),
             partial(_standardize_split, dim=None)),
        ), ("Z_train", "Z_valid")),
    "weight-decay-step": Exercise(
        Text("the step of gradient descent, and a pull of the weights towards zero",
             "梯度下降的一步，外加把权重拉向零"),
        lambda generator: (*_descent(generator), 0.1 + _positive(generator)), _decay_step, (
            (Text("the penalty is missing", "漏了惩罚项"), partial(_decay_step, times=0)),
            (Text("the penalty pushes the weights away from zero", "惩罚把权重推离了零"),
             partial(_decay_step, times=-1)),
            (Text("the half cancels the 2: the slope of λw²/2 is λw", "½ 已经消去 2：λw²/2 的导数是 λw"),
             partial(_decay_step, times=2)),
            (Text("the bias is not penalised", "偏置不受惩罚"), partial(_decay_step, of_b=1)),
            (Text("the penalty is part of the gradient: it, too, is multiplied by lr",
                  "惩罚是梯度的一部分，也要乘学习率"), partial(_decay_step, of_lr=False)),
        ), ("w", "b")),
    "momentum-step": Exercise(
        Text("first the velocity, beta times the old one plus the gradient, then the parameters",
             "先更新速度：beta 乘旧速度，加上梯度；再更新参数"),
        lambda generator: (*(_normal(generator, 4) for _ in range(3)), *(_positive(generator) for _ in range(2))),
        _momentum_step, (
            (UPHILL, partial(_momentum_step, sign=-1)),
            (Text("the parameters move by the new velocity, not by the old one", "参数按新的速度移动，不是旧的速度"),
             partial(_momentum_step, late=True)),
            (Text("the velocity keeps the share beta of the old one", "速度要保留旧速度的 beta 倍"),
             partial(_momentum_step, keeps=0)),
            (Text("the gradient enters whole: the factor 1 - beta belongs to a running mean",
                  "梯度要整个加进来：因子 1 - beta 属于滑动平均"),
             lambda w, v, gradient, lr, beta: _momentum_step(w, v, gradient, lr, beta, share=1 - beta)),
            (Text("the learning rate multiplies the velocity once, not the gradient as well",
                  "学习率只乘速度一次，不要再乘梯度"),
             lambda w, v, gradient, lr, beta: _momentum_step(w, v, gradient, lr, beta, share=lr)),
        ), ("w", "v")),
    "squared-distances": Exercise(
        Text("entry (i, j) is the squared distance of row i of A from row j of B",
             "元素 (i, j) 是 A 的第 i 行到 B 的第 j 行的距离平方"),
        lambda generator: (_normal(generator, 4, 3), _normal(generator, 5, 3)), _squared_distances, (
            (Text("the cross term comes twice", "交叉项有两份"), partial(_squared_distances, cross=1)),
            (Text("the sign of the cross term is turned", "交叉项的符号反了"),
             partial(_squared_distances, cross=-2)),
            (Text("the cross term is missing", "漏了交叉项"), partial(_squared_distances, cross=0)),
            (Text("the squares of B are missing", "漏了 B 各行的平方和"), partial(_squared_distances, of_b=0)),
            (Text("asked is the square of the distance: no root", "要的是距离的平方：不开方"), torch.cdist),
            (Text("add up over the features: it is a sum, not a mean", "对特征求和，不是平均"),
             lambda A, B: _squared_distances(A, B) / A.shape[1]),
        )),
    "normal-nll": Exercise(
        Text("the sum of minus the logarithms of the densities", "密度的对数取负，再求和"),
        lambda generator: (*_pair(generator), torch.tensor(0.5 + _positive(generator)).double()),
        _normal_nll, (
            (Text("the sign is turned: it is minus the logarithm", "符号反了：是对数的相反数"),
             partial(_normal_nll, sign=-1)),
            (Text("the logarithm of σ is missing", "漏了 σ 的对数"), partial(_normal_nll, log_sigma=0)),
            (Text("it is log σ, half of log σ²", "是 log σ，即 log σ² 的一半"),
             partial(_normal_nll, log_sigma=2)),
            (Text("the constant log(2π)/2 is missing", "漏了常数 log(2π)/2"), partial(_normal_nll, constant=0)),
            (Text("the constant is log(2π)/2: the density has a square root",
                  "常数是 log(2π)/2：密度里有平方根"), partial(_normal_nll, constant=2)),
            (Text("half the square is missing its half", "平方前漏了二分之一"), partial(_normal_nll, half=1)),
            (Text("divide by σ², not by σ", "除以 σ²，不是 σ"), partial(_normal_nll, power=1)),
            (SUM, lambda y_hat, y, sigma: _normal_nll(y_hat, y, sigma) / len(y)),
            (Text("each example has both terms: the logarithm occurs n times", "每个样本都有两项：对数那一项出现 n 次"),
             partial(_normal_nll, each=False)),
        )),
    "soft-threshold": Exercise(
        Text("the size falls by the penalty, not below zero, and the sign stays",
             "绝对值减去惩罚系数，但不低于零，符号不变"),
        lambda generator: (2 * _normal(generator, 6), _positive(generator)),
        _soft_threshold, (
            (Text("small weights pass through zero: stop there", "较小的权重越过了零：到零就要停住"),
             partial(_soft_threshold, least=-math.inf)),
            (Text("the sign is lost", "丢了符号"), partial(_soft_threshold, signed=False)),
            (Text("negative weights are shrunk as well", "负的权重也要缩小"),
             lambda w, penalty: (w - penalty).clamp(min=0)),
            (Text("that is ridge: lasso shrinks by an amount, not by a factor",
                  "这是岭回归：lasso 减去一个数，不是除以一个数"), lambda w, penalty: w / (1 + penalty)),
            (Text("weights that stay are shrunk, too", "留下来的权重也要缩小"),
             lambda w, penalty: w * (w.abs() > penalty)),
            (Text("the penalty counts in full: the half is only in ridge", "惩罚系数不减半：½ 只在岭回归里"),
             partial(_soft_threshold, times=0.5)),
        )),
    "standard-errors": Exercise(
        Text("the root of the variance of the noise times the diagonal of the inverse",
             "噪声方差乘以逆矩阵的对角元素，再开方"),
        lambda generator: (torch.cat([_normal(generator, 9, 3), torch.ones(9, 1).double()], dim=1),
                           _normal(generator, 9)),
        _standard_errors, (
            (Text("divide by n − d − 1, what the fit has left, not by n", "除以 n − d − 1，即拟合之后剩下的个数，不是 n"),
             partial(_standard_errors, used=lambda A: 0)),
            (Text("the column of ones is a column of A already", "全 1 列已经算在 A 的列数里"),
             partial(_standard_errors, used=lambda A: A.shape[1] + 1)),
            (Text("the bias takes one more away: A has d + 1 columns", "偏置也要占去一个：A 有 d + 1 列"),
             partial(_standard_errors, used=lambda A: A.shape[1] - 1)),
            (Text("that is the variance: take the root", "这是方差：还要开方"), partial(_standard_errors, root=False)),
            (Text("the variance of the noise is missing", "漏了噪声的方差"), partial(_standard_errors, of_noise=0)),
            (Text("invert the matrix, then take its diagonal, not the other way round",
                  "先求逆，再取对角元素，次序不能反"), partial(_standard_errors, inverse=False)),
        )),
    "loss-hessian": Exercise(
        Text("the mean product of every pair of columns of A", "A 的每两列相乘，再取平均"),
        lambda generator: _examples(generator)[:1], _loss_hessian, (
            (MEAN, partial(_loss_hessian, mean=False)),
            (Text("there is no half: the ½ of the loss cancels the 2 of the square", "没有 ½：损失中的 ½ 已经消去平方求导得来的 2"),
             partial(_loss_hessian, half=0.5)),
            (Text("there is no 2: the ½ of the loss cancels it", "没有 2：它已经被损失中的 ½ 消去"),
             partial(_loss_hessian, half=2.0)),
            (Text("the features are not centred here", "这里的特征不必中心化"), partial(_loss_hessian, centred=True)),
        )),
    "svd-solve": Exercise(
        Text("divide the products of the u with y by the s, then combine the v", "u 与 y 的点积除以 s，再用它们组合各个 v"),
        lambda generator: (_normal(generator, 7, 3), _normal(generator, 7)), _svd_solve, (
            (Text("the products of the u with y are divided by s, which is missing", "漏了除以 s：u 与 y 的点积要除以它"),
             partial(_svd_solve, power=0)),
            (Text("divide by s, do not multiply", "要除以 s，不是乘"), partial(_svd_solve, power=-1)),
            (Text("divide by s once, not by its square", "除以 s 一次，不是除以平方"), partial(_svd_solve, power=2)),
            (Text("Vh has the v as rows: transpose it", "Vh 的各行是 v：要转置"), partial(_svd_solve, turned=True)),
        )),
    "batch-variance": Exercise(
        Text("the variance of one slope over B, times what drawing without replacement leaves of it",
             "单个导数的方差除以 B，再乘不放回抽样留下的比例"),
        lambda generator: (_normal(generator, 9), int(torch.randint(2, 8, (), generator=generator))),
        _batch_variance, (
            (Text("that is with replacement: at B = n it must be 0", "这是有放回的情形：B = n 时方差应当为 0"),
             partial(_batch_variance, left=lambda n, B: 1)),
            (Text("that is the standard deviation: no root is asked", "这是标准差：不要开方"),
             lambda slopes, B: _batch_variance(slopes, B).sqrt()),
            (Text("dividing the sum by B divides its variance, B times that of one, by B²: B is left, not B²",
                  "和的方差是单个的 B 倍，求平均又除以 B²：剩下的是 B，不是 B²"),
             partial(_batch_variance, of_mean=2)),
            (Text("that is the variance of the sum: the mean divides it by B²", "这是和的方差：求平均还要除以 B²"),
             partial(_batch_variance, of_mean=-1)),
            (Text("one example must keep the whole variance: divide by n - 1, not by n",
                  "只抽一个时，方差应当不变：除以 n - 1，不是 n"),
             partial(_batch_variance, left=lambda n, B: (n - B) / n)),
            (Text("the fraction is upside down", "分子分母写反了"),
             partial(_batch_variance, left=lambda n, B: (n - 1) / (n - B))),
        )),
    "entry-places": Exercise(
        Text("count the entries that lie before it: whole rows or whole columns first, then the rest",
             "数一数排在它前面的元素：先数整行或整列，再数剩下的"),
        lambda generator: (*torch.randint(4, (2,), generator=generator).add(1).tolist(), 7, 5),
        _entry_places, (
            (Text("by rows and by columns are exchanged", "按行与按列写反了"),
             lambda i, j, n, d: _entry_places(i, j, n, d)[::-1]),
            (Text("a row has d entries, not n", "一行有 d 个元素，不是 n 个"),
             lambda i, j, n, d: (i * n + j, j * n + i)),
            (Text("a column has n entries, not d", "一列有 n 个元素，不是 d 个"),
             partial(_entry_places, down=5)),
            (Text("places count from 0", "位置从 0 数起"),
             lambda i, j, n, d: (i * d + j + 1, j * n + i + 1)),
        ), ("by rows", "by columns")),
    "classify": Exercise(
        Text("the class of each row of X is the one with the largest score",
             "X 每一行的类别，是分数最大的那一类"),
        lambda generator: (_normal(generator, 4, 2), 2 * _normal(generator, 2, 4), 2 * _normal(generator, 4)),
        _classify, (
            (Text("the largest score of each example: dim=1, not dim=0", "每个样本取最大的分数：dim=1，不是 dim=0"),
             partial(_classify, dim=0)),
            (NO_BIAS, partial(_classify, bias=0)),
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
             lambda p, q: _kl(q, p)),
            (Text("that is the cross-entropy: the entropy of p is to be subtracted",
                  "这是交叉熵：还要减去 p 的熵"), partial(_kl, entropy=0)),
            (BITS, partial(_kl, unit=math.log(2))),
            (SUM, lambda p, q: _kl(p, q) / len(p)),
        )),
    "squared-error-slope": Exercise(
        Text("(p − 1) times the slope of the sigmoid, p(1 − p)", "(p − 1) 乘 sigmoid 的斜率 p(1 − p)"),
        lambda generator: (2 * _normal(generator, 6),), _slope, (
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
        )),
    "log-softmax": Exercise(
        Text("subtract the largest score of each row, then the logarithm of the sum of the exponentials",
             "先减去每行最大的分数，再减去各个指数之和的对数"),
        _extreme, _log_softmax, (
            (Text("large scores overflow: subtract the largest of each row first",
                  "分数大时上溢：先减去每行最大的分数"),
             lambda logits: logits - torch.exp(logits).sum(dim=1, keepdim=True).log()),
            (Text("a probability that was rounded to 0 has the logarithm minus infinity: no softmax first",
                  "概率舍入成 0，对数就是负无穷：不要先算 softmax"),
             lambda logits: _softmax(logits).log()),
            (Text("the logarithm of the sum is missing: subtract it from the shifted scores",
                  "漏了指数之和的对数：要从平移后的分数中减去它"),
             partial(_log_softmax, log=lambda o, dim, keepdim: 0)),
            (Text("subtract the logarithm of the sum, not the sum", "减去的是和的对数，不是和"),
             partial(_log_softmax, log=lambda o, dim, keepdim: o.exp().sum(dim, keepdim))),
            (CLASSES, lambda logits: _log_softmax(logits.T).T),
        )),
    "softmax-curvature": Exercise(
        Text("the variance of v: the mean of its squares minus the square of its mean",
             "v 的方差：平方的平均减去平均的平方"),
        _direction, _curvature, (
            (Text("the mean is to be squared", "平均还要平方"), partial(_curvature, squared=False)),
            (Text("the square of the mean is to be subtracted", "还要减去平均的平方"),
             partial(_curvature, less=False)),
            (Text("the mean, too, weighs each class by its probability", "求平均时也要按各类的概率加权"),
             partial(_curvature, weighed=False)),
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
            (Text("each row is to sum to 1, dim=1, not each column", "每一行之和应当是 1，用 dim=1，不是每一列"),
             partial(_bigram, dim=0)),
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
