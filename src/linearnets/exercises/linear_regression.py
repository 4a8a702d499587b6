"""Exercises of chance, directions and linear regression."""

import math
from functools import partial

import torch
from torch import Generator, Tensor

from linearnets.exercises.form import (
    BIAS_SUM,
    MEAN,
    NO_BIAS,
    NO_RATE,
    SIGN,
    SUM,
    UPHILL,
    Exercise,
    Text,
    draw_count,
    draw_model,
    draw_normal,
    draw_positive,
)

NO_HALF = Text("the half is missing", "漏了二分之一")
SHORT = Text(
    "the last slice is shorter: divide by the number of examples in it",
    "最后一段较短：要除以它实际的样本数",
)
OF_SLICE = Text(
    "divide by the number of examples in the slice, not of all",
    "除以这一段的样本数，不是全部样本数",
)
TWICE = Text(
    "the half cancels the 2: the slope of r²/2 is r, not 2r",
    "½ 已经消去 2：r²/2 的导数是 r，不是 2r",
)
LATE = Text(
    "the bias takes the residual from before w has moved", "更新偏置，要用 w 移动之前的残差"
)


def _outcomes(generator: Generator) -> tuple:
    X, noise = draw_normal(generator, 2, draw_count(generator, 6))
    return 2 + X, 3 + X / 2 + noise


def _chances(generator: Generator) -> tuple:
    return tuple(0.05 + 0.9 * torch.rand(3, generator=generator, dtype=torch.float64))


def _entries(generator: Generator) -> tuple:
    return tuple(3 * draw_normal(generator, 3))


def _pair(generator: Generator) -> tuple:
    y_hat, y = draw_normal(generator, 2, draw_count(generator, 5))
    return y_hat, y


def _examples(generator: Generator) -> tuple:
    n = draw_count(generator, 7)
    return 2 + draw_normal(generator, n, 3), 3 + draw_normal(generator, n)


def _descent(generator: Generator) -> tuple:
    X, w, b = draw_model(generator)
    return X, draw_normal(generator, len(X)), w, b, draw_positive(generator)


def _with_ones(generator: Generator) -> Tensor:
    """A design matrix: three features and the column of ones."""
    X = draw_normal(generator, draw_count(generator, 7), 3)
    return torch.cat([X, torch.ones(len(X), 1, dtype=torch.float64)], dim=1)


def _regression(generator: Generator) -> tuple:
    A = _with_ones(generator)
    return A, draw_normal(generator, len(A))


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


def _ridge(X, y, penalty, *, scale=1, sign=1, centred=True, bias=1, mean_y=True, where=torch.eye):
    n, mean = len(y), X.mean(dim=0)
    A = X - mean if centred else X
    M = A.T @ A / n + sign * scale * penalty * where(X.shape[1], dtype=X.dtype)
    w = torch.linalg.solve(M, A.T @ y / (n if mean_y else 1))
    return w, y.mean() - bias * mean @ w


def _standardize_split(X_train, X_valid, *, seen=lambda a, b: a, correction=0, power=1, dim=0):
    rows = seen(X_train, X_valid)
    mean, std = rows.mean(dim=dim), rows.std(dim=dim, correction=correction)
    return (X_train - mean) / std**power, (X_valid - mean) / std**power


def _gd_step(X, y, w, b, lr, *, times=1, late=False, bias=1, size=len, mean_b=True, moves_b=1):
    r = X @ w + bias * b - y
    new = w - times * lr * X.T @ r / size(y)
    r_b = X @ new + b - y if late else r
    return new, b - moves_b * times * lr * (r_b.mean() if mean_b else r_b.sum())


def _excess(lam, c, lr, t, half=2, power=2, square=2, curvature=1, left=1, total=torch.sum):
    factors = left - lr * lam
    return total(lam**curvature * c**square * factors ** (power * t)) / half


def _learning_rates(A, *, of_rows=False, count=len, ends=(0, -1), two=2, sign=1):
    H = (A @ A.T if of_rows else A.T @ A) / count(A)
    lam = torch.linalg.eigvalsh(H)
    low, high = (lam[k] for k in ends)
    return two / high, two / (high + sign * low)


def _sgd_epoch(
    X, y, w, b, lr, batch_size, *, size=len, size_b=None, last=True, times=1, late=False
):
    for X_B, y_B in zip(X.split(batch_size), y.split(batch_size)):
        if last or len(y_B) == batch_size:
            r = X_B @ w + b - y_B
            w = w - times * lr * X_B.T @ r / size(r)
            r = X_B @ w + b - y_B if late else r
            b = b - times * lr * r.sum() / (size_b or size)(r)
    return w, b


def _decay_step(X, y, w, b, lr, penalty, *, times=1, of_data=1, of_b=0, of_lr=True):
    r, pull = of_data * (X @ w + b - y), times * penalty * (lr if of_lr else 1)
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


def _loss_hessian(X, *, half=1.0, mean=True, centred=False):
    A = X - X.mean(dim=0) if centred else X
    A = torch.column_stack([A, torch.ones(len(X), dtype=X.dtype)])
    return half * A.T @ A / (len(X) if mean else 1)


def _svd_solve(X, y, *, power=1, turned=False):
    U, s, Vh = torch.linalg.svd(X, full_matrices=False)
    return (Vh if turned else Vh.T) @ (U.T @ y / s**power)


def _batch_variance(slopes, B, *, of_mean=1, left=lambda n, B: (n - B) / (n - 1)):
    return slopes.var(correction=0) / B**of_mean * left(len(slopes), B)


def _entry_places(i, j, n, d, *, down=None):
    return i * d + j, j * (down or n) + i


EXERCISES = {
    "covariance": Exercise(
        Text("the mean of the product, and from it the product of the means is subtracted",
             "先求乘积的均值，再减去均值的乘积"),
        _outcomes, _covariance, (
            (Text("that is the mean of the product: the product of the means is to be subtracted",
                  "这是乘积的均值：还要减去均值的乘积"), partial(_covariance, means=0)),
            (SIGN, partial(_covariance, times=-1)),
            (Text("take the mean of the products, not their sum", "应取乘积的均值，不是总和"),
             lambda X, Y: _covariance(X, Y, times=len(X))),
            (Text("divide by the number of outcomes, not by one less: all of them are listed",
                  "应除以结果的个数，不是个数减 1：全部结果都已列出"), lambda X, Y: _covariance(X, Y, times=len(X) / (len(X) - 1))),
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
        draw_model, _predict, (
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
            (Text("a miss costs half its square, not its absolute value", "损失是误差平方的一半，不是绝对值"),
             lambda y_hat, y: (y_hat - y).abs().mean()),
            (Text("that is the root of the mean square; no root is asked for", "这是平方平均再开方；这里不要开方"),
             lambda y_hat, y: (y_hat - y).square().mean().sqrt()),
        )),
    "least-squares": Exercise(
        Text("solve the normal equation of the centred features for w, then find b",
             "先用中心化的特征解正规方程得 w，再求 b"),
        _examples, _least_squares, (
            (Text("the features must be centred: subtract the mean of each column",
                  "特征要中心化：每列减去自己的均值"), partial(_least_squares, centred=False)),
            (Text("in b the weighted mean features are missing: subtract them from the mean target",
                  "b 里漏了一项：目标的均值还要减去特征均值的加权和"),
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
            (MEAN, partial(_gd_step, size=lambda y: 1)),
            (TWICE, partial(_gd_step, times=2)),
            (LATE, partial(_gd_step, late=True)),
            (BIAS_SUM, partial(_gd_step, mean_b=False)),
            (NO_BIAS, partial(_gd_step, bias=0)),
            (Text("b does not move", "b 没有动"), partial(_gd_step, moves_b=0)),
            (NO_RATE, lambda X, y, w, b, lr: _gd_step(X, y, w, b, 1)),
        ), ("w", "b")),
    "learning-rates": Exercise(
        Text("the limit is 2 over the largest eigenvalue, the best rate 2 over the smallest plus the largest",
             "上限是 2 除以最大的特征值，最好的学习率是 2 除以最小与最大的特征值之和"),
        lambda generator: (_with_ones(generator),), _learning_rates, (
            (Text("the mean is missing in H: divide by the number of examples", "H 里没有取平均：要除以样本个数"),
             partial(_learning_rates, count=lambda A: 1)),
            (Text("H is divided by the number of columns: divide by the number of examples",
                  "H 除以了列数：要除以样本个数"), partial(_learning_rates, count=lambda A: A.shape[1])),
            (Text("H is divided by 2n, but the half of the loss cancels in its gradient: divide by n",
                  "H 除以了 2n，但损失里的 ½ 求导时已经消去：除以 n"),
             partial(_learning_rates, count=lambda A: 2 * len(A))),
            (Text("the limit comes first, then the best rate", "先返回上限，再返回最好的学习率"),
             lambda A: _learning_rates(A)[::-1]),
            (Text("best is the limit: is the smallest eigenvalue in it? It is 0 if H is A @ A.T: then write A.T @ A",
                  "best 与上限相等：用到最小的特征值了吗？H 写成 A @ A.T 时它是 0，那就改成 A.T @ A"),
             partial(_learning_rates, of_rows=True)),
            (Text("the ends are exchanged: eigvalsh returns the smallest eigenvalue first",
                  "两端对调了：eigvalsh 先返回最小的特征值"), partial(_learning_rates, ends=(-1, 0))),
            (Text("the best rate has the sum of both eigenvalues, not their difference",
                  "最好的学习率用两个特征值之和，不是之差"), partial(_learning_rates, sign=-1)),
            (Text("both are half as large: the factor may fall to -1, so the numerator is 2; H has no 2",
                  "两个都小了一半：因子可以降到 -1，分子是 2；H 里没有 2"), partial(_learning_rates, two=1)),
            (Text("the factor may fall to -1, not only to 0: the limit is 2 over the largest eigenvalue",
                  "因子可以降到 -1，不只是 0：上限是 2 除以最大的特征值"),
             lambda A: (_learning_rates(A)[0] / 2, _learning_rates(A)[1])),
            (Text("that is half the limit: the best rate looks at both ends",
                  "这是上限的一半：最好的学习率要看两端"),
             lambda A: (_learning_rates(A)[0], _learning_rates(A)[0] / 2)),
        ), ("limit", "best")),
    "excess": Exercise(
        Text("half the sum of lam times the square of (c times the factor to the power t)",
             "lam 乘以（c 乘以因子的 t 次方）的平方，求和，再取一半"),
        lambda generator: (draw_normal(generator, 4).abs(), draw_normal(generator, 4),
                           0.1 * draw_positive(generator), draw_count(generator, 2)), _excess, (
            (NO_HALF, partial(_excess, half=1)),
            (Text("square the factor, too: the excess is quadratic in the error",
                  "因子也要平方：超额损失是误差的二次函数"), partial(_excess, power=1)),
            (Text("square c: a part costs its square", "误差的分量要平方：漏了 c 的平方"),
             partial(_excess, square=1)),
            (Text("a part costs its curvature times its square: lam is missing",
                  "每个分量要乘以曲率：漏了 lam"), partial(_excess, curvature=0)),
            (Text("the factor has the power t: one for each step", "因子要乘 t 次：每步一次"),
             lambda lam, c, lr, t: _excess(lam, c, lr, 1)),
            (Text("the factor to the power t, not times t", "是因子的 t 次方，不是乘以 t"),
             lambda lam, c, lr, t: t**2 * _excess(lam, c, lr, 1)),
            (Text("the factor is what is left, 1 - lr * lam, not what is taken away",
                  "因子是剩下的部分 1 - lr * lam，不是减去的部分"), partial(_excess, left=0)),
            (Text("the factor has the curvature: it is 1 - lr * lam, not 1 - lr",
                  "因子里漏了曲率：是 1 - lr * lam，不是 1 - lr"),
             lambda lam, c, lr, t: (lam * (c * (1 - lr) ** t) ** 2).sum() / 2),
            (Text("square each part, then add up", "先平方，再求和"),
             lambda lam, c, lr, t: (lam * c * (1 - lr * lam) ** t).sum() ** 2 / 2),
            (Text("square each part, then add up", "先平方，再求和"),
             lambda lam, c, lr, t: (lam**0.5 * c * (1 - lr * lam) ** t).sum() ** 2 / 2),
            (Text("lam stands before the square, not in it", "lam 在平方之外，不在平方之内"),
             lambda lam, c, lr, t: ((lam * c * (1 - lr * lam) ** t) ** 2).sum() / 2),
            (Text("the factor is 1 minus lr * lam, not plus", "因子是 1 减 lr * lam，不是加"),
             lambda lam, c, lr, t: _excess(lam, c, -lr, t)),
            (SUM, partial(_excess, total=torch.mean)),
        )),
    "sgd-epoch": Exercise(
        Text("one step for each slice, from where the last step ended", "每一段走一步，从上一步的终点走起"),
        lambda generator: (*_descent(generator), 3), _sgd_epoch, (
            (UPHILL, partial(_sgd_epoch, times=-1)),
            (TWICE, partial(_sgd_epoch, times=2)),
            (LATE, partial(_sgd_epoch, late=True)),
            (SHORT, partial(_sgd_epoch, size=lambda r: 3)),
            (SHORT, partial(_sgd_epoch, size=lambda r: 3, size_b=len)),
            (MEAN, partial(_sgd_epoch, size=lambda r: 1)),
            (MEAN, partial(_sgd_epoch, size=lambda r: 1, size_b=len)),
            (BIAS_SUM, partial(_sgd_epoch, size_b=lambda r: 1)),
            (NO_RATE, lambda X, y, w, b, lr, batch_size: _sgd_epoch(X, y, w, b, 1, batch_size)),
            (OF_SLICE, lambda *given: _sgd_epoch(*given, size=lambda r: len(given[1]))),
            (OF_SLICE, lambda *given: _sgd_epoch(*given, size=lambda r: len(given[1]), size_b=len)),
            (Text("the last, shorter slice is left out", "漏了最后较短的一段"),
             partial(_sgd_epoch, last=False)),
            (Text("that is one step on all examples: cut them into slices", "这是用全部样本走了一步：要切成段"),
             lambda X, y, w, b, lr, batch_size: _gd_step(X, y, w, b, lr)),
        ), ("w", "b")),
    "ridge": Exercise(
        Text("add the penalty along the diagonal of the mean Gram matrix, solve for w, then find b",
             "在平均的 Gram 矩阵的对角线上加惩罚，解出 w，再求 b"),
        lambda generator: (*_examples(generator), 0.1 + draw_positive(generator)), _ridge, (
            (Text("the penalty is missing", "漏了惩罚项"), partial(_ridge, scale=0)),
            (Text("λ stands beside a mean: divide the Gram matrix and the right side by n, but not λ",
                  "λ 加在平均上：Gram 矩阵和右边要除以 n，λ 不除"),
             lambda X, y, penalty: _ridge(X, y, penalty / len(y))),
            (Text("the right side is a mean, too: divide it by n", "右边也是平均：也要除以 n"),
             partial(_ridge, mean_y=False)),
            (Text("the penalty is half of λw², and the half cancels the 2", "惩罚是 λw² 的一半，½ 消去 2"),
             partial(_ridge, scale=2)),
            (Text("the penalty is added, not subtracted", "惩罚要加，不是减"), partial(_ridge, sign=-1)),
            (Text("the penalty is added along the diagonal alone: multiply it by the identity matrix",
                  "惩罚只加在对角线上：要乘单位矩阵"), partial(_ridge, where=torch.ones)),
            (Text("in b the weighted mean features are missing: subtract them from the mean target",
                  "b 里漏了一项：目标的均值还要减去特征均值的加权和"), partial(_ridge, bias=0)),
            (Text("the sign in b is turned: mean target minus the weighted mean features",
                  "b 的符号反了：是目标的均值减去特征均值的加权和"), partial(_ridge, bias=-1)),
            (Text("the features must be centred: subtract the mean of each column",
                  "特征要中心化：每列减去自己的均值"), partial(_ridge, centred=False)),
        ), ("w", "b")),
    "standardize-split": Exercise(
        Text("both sets are counted in the standard deviations of the training set, from its mean",
             "两个集都减去训练集的均值，再除以训练集的标准差"),
        lambda generator: (2 + 3 * draw_normal(generator, draw_count(generator, 7), 3), draw_normal(generator, 5, 3)),
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
        lambda generator: (*_descent(generator), 0.1 + draw_positive(generator)), _decay_step, (
            (Text("the penalty is missing", "漏了惩罚项"), partial(_decay_step, times=0)),
            (Text("the penalty pushes the weights away from zero", "惩罚把权重推离了零"),
             partial(_decay_step, times=-1)),
            (Text("the half cancels the 2: the slope of λw²/2 is λw", "½ 已经消去 2：λw²/2 的导数是 λw"),
             partial(_decay_step, times=2)),
            (TWICE, partial(_decay_step, of_data=2)),
            (Text("the bias is not penalized", "偏置不受惩罚"), partial(_decay_step, of_b=1)),
            (Text("the penalty is part of the gradient: it, too, is multiplied by lr",
                  "惩罚是梯度的一部分，也要乘学习率"), partial(_decay_step, of_lr=False)),
        ), ("w", "b")),
    "momentum-step": Exercise(
        Text("first the velocity, beta times the old one plus the gradient, then the parameters",
             "先更新速度：beta 乘旧速度，加上梯度；再更新参数"),
        lambda generator: (*(draw_normal(generator, 4) for _ in range(3)), *(draw_positive(generator) for _ in range(2))),
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
            (Text("the learning rate multiplies the whole velocity in the step: w - lr * v, not the gradient in v",
                  "学习率在更新参数时乘整个速度：w - lr * v，不放进速度里"),
             lambda w, v, gradient, lr, beta: _momentum_step(w, v, lr * gradient, 1, beta)),
        ), ("w", "v")),
    "squared-distances": Exercise(
        Text("entry (i, j) is the squared distance of row i of A from row j of B",
             "元素 (i, j) 是 A 的第 i 行到 B 的第 j 行的距离平方"),
        lambda generator: (draw_normal(generator, 4, 3), draw_normal(generator, 5, 3)), _squared_distances, (
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
        lambda generator: (*_pair(generator), torch.tensor(0.5 + draw_positive(generator)).double()),
        _normal_nll, (
            (Text("the sign is turned: it is minus the logarithm", "符号反了：是对数的相反数"),
             partial(_normal_nll, sign=-1)),
            (Text("the logarithm of σ is missing", "漏了 σ 的对数"), partial(_normal_nll, log_sigma=0)),
            (Text("it is log σ, half of log σ²", "是 log σ，即 log σ² 的一半"),
             partial(_normal_nll, log_sigma=2)),
            (Text("the constant log(2π)/2 is missing", "漏了常数 log(2π)/2"), partial(_normal_nll, constant=0)),
            (Text("the constant is log(2π)/2: the density has a square root",
                  "常数是 log(2π)/2：密度里有平方根"), partial(_normal_nll, constant=2)),
            (Text("the half in front of log(2πσ²) is missing", "log(2πσ²) 前漏了二分之一"),
             partial(_normal_nll, log_sigma=2, constant=2)),
            (Text("the half in front of the square is missing", "平方前漏了二分之一"), partial(_normal_nll, half=1)),
            (Text("divide by σ², not by σ", "除以 σ²，不是 σ"), partial(_normal_nll, power=1)),
            (Text("divide by σ², do not multiply: 2 * sigma**2 needs brackets below a /",
                  "要除以 σ²，不是乘：/ 后面的 2 * sigma**2 要加括号"), partial(_normal_nll, power=-2)),
            (SUM, lambda y_hat, y, sigma: _normal_nll(y_hat, y, sigma) / len(y)),
            (Text("each example has both terms: the logarithm occurs n times", "每个样本都有两项：对数那一项出现 n 次"),
             partial(_normal_nll, each=False)),
        )),
    "soft-threshold": Exercise(
        Text("the size falls by the penalty, not below zero, and the sign stays",
             "绝对值减去惩罚系数，但不低于零，符号不变"),
        lambda generator: (2 * draw_normal(generator, 6), draw_positive(generator)),
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
        _regression, _standard_errors, (
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
            (Text("the features are not centred here", "这里的特征不要中心化"), partial(_loss_hessian, centred=True)),
        )),
    "svd-solve": Exercise(
        Text("divide the products of the u with y by the s, then combine the v", "u 与 y 的点积除以 s，再用它们组合各个 v"),
        _examples, _svd_solve, (
            (Text("the products of the u with y are divided by s, which is missing", "漏了除以 s：u 与 y 的点积要除以它"),
             partial(_svd_solve, power=0)),
            (Text("divide by s, do not multiply", "要除以 s，不是乘"), partial(_svd_solve, power=-1)),
            (Text("divide by s once, not by its square", "除以 s 一次，不是除以平方"), partial(_svd_solve, power=2)),
            (Text("Vh has the v as rows: transpose it", "Vh 的各行是 v：要转置"), partial(_svd_solve, turned=True)),
        )),
    "batch-variance": Exercise(
        Text("the variance of one slope over B, times what drawing without replacement leaves of it",
             "单个导数的方差除以 B，再乘不放回抽样留下的比例"),
        lambda generator: (draw_normal(generator, draw_count(generator, 9)), int(torch.randint(2, 8, (), generator=generator))),
        _batch_variance, (
            (Text("that is with replacement: at B = n it must be 0", "这是有放回的情形：B = n 时方差应当为 0"),
             partial(_batch_variance, left=lambda n, B: 1)),
            (Text("that is the standard deviation: no root is asked for", "这是标准差：不要开方"),
             lambda slopes, B: _batch_variance(slopes, B).sqrt()),
            (Text("one B of B² cancels: with replacement the sum has B times the variance of one",
                  "B² 要约去一个 B：有放回时，和的方差是单个的 B 倍"),
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
}  # fmt: skip
