"""The value of every function beside the same formula in 60 digits, over nasty inputs.

A reference returns numbers of mpmath and beside each the size of what was summed for it: a result
may be off by that size times `digits` roundings of its dtype, whatever cancels in it.
"""

import math

import mpmath as mp
import torch

import linearnets as ln

mp.mp.dps = 60
F16, F32, F64 = torch.float16, torch.float32, torch.float64


def normal(*shape, dtype=F64, seed=0):
    generator = torch.Generator().manual_seed(seed)
    return torch.randn(shape, generator=generator, dtype=F64).to(dtype)


def exact(tensor):
    """The numbers of a tensor as they are, as nested lists of mpmath's."""
    if isinstance(tensor, torch.Tensor):
        tensor = tensor.tolist()
    return [exact(part) for part in tensor] if isinstance(tensor, list) else mp.mpf(tensor)


def sized(terms):
    """A sum and the sum of the sizes of its terms."""
    terms = list(terms)
    return mp.fsum(terms), mp.fsum(map(abs, terms))


def mean(terms):
    terms = list(terms)
    return tuple(part / len(terms) for part in sized(terms))


def predictions(X, w, b):
    return [sized([x * v for x, v in zip(row, w, strict=True)] + [b]) for row in X]


def half_squares(y_hat, y):
    return [mean((a - c) ** 2 / 2 for a, c in zip(y_hat, y, strict=True))]


def gradient(X, y, w, b):
    """The slopes in w and b; their sizes are those of the residuals' terms."""
    n, d = len(X), len(w)
    fit = predictions(X, w, b)
    r = [value - c for (value, _), c in zip(fit, y, strict=True)]
    sizes = [size + abs(c) for (_, size), c in zip(fit, y, strict=True)]
    slopes = [mp.fsum(X[i][j] * r[i] for i in range(n)) / n for j in range(d)]
    bounds = [mp.fsum(abs(X[i][j]) * sizes[i] for i in range(n)) / n for j in range(d)]
    return list(zip(slopes + [mp.fsum(r) / n], bounds + [mp.fsum(sizes) / n], strict=True))


def hessian(X):
    X = [[*row, mp.mpf(1)] for row in X]
    d = len(X[0])
    return [mean(row[j] * row[k] for row in X) for j in range(d) for k in range(d)]


def log_sums(S):
    return [(mp.log(mp.fsum(map(mp.exp, row))), 1 + max(map(abs, row))) for row in S]


def log_probs(S):
    for row, (total, _) in zip(S, log_sums(S), strict=True):
        for o in row:
            yield o - total, 1 + max(row) - o


def probs(S):
    """An exponential multiplies a relative error by its exponent."""
    for value, size in log_probs(S):
        yield mp.exp(value), (1 + size) * mp.exp(value) + mp.mpf(10) ** -38


def cross(S, labels):
    rows = zip(S, labels, log_sums(S), strict=True)
    terms = [(s - o[int(y)], 1 + max(o) - min(o)) for o, y, (s, _) in rows]
    return [(mp.fsum(t for t, _ in terms) / len(S), mp.fsum(s for _, s in terms) / len(S))]


def soft_cross(S, Y):
    rows = zip(S, Y, log_sums(S), strict=True)
    terms = [
        (y * (s - o), y * (1 + max(row) - o)) for row, p, (s, _) in rows for o, y in zip(row, p)
    ]
    return [(mp.fsum(t for t, _ in terms) / len(S), mp.fsum(s for _, s in terms) / len(S))]


def cross_gradient(X, labels, W, b):
    n, d, q = len(X), len(W), len(b)
    S = [[mp.fsum(X[i][k] * W[k][j] for k in range(d)) + b[j] for j in range(q)] for i in range(n)]
    P = [[mp.exp(o - s) for o in row] for row, (s, _) in zip(S, log_sums(S), strict=True)]
    D = [[P[i][j] - (j == labels[i]) for j in range(q)] for i in range(n)]
    size = 1 + max(abs(o) for row in S for o in row)
    for k in range(d):
        for j in range(q):
            value, bound = mean(X[i][k] * D[i][j] for i in range(n))
            yield value, bound + size * max(abs(row[k]) for row in X)
    for j in range(q):
        yield mp.fsum(D[i][j] for i in range(n)) / n, size


def entropies(p):
    return [sized(-x * mp.log(x) for x in p if x)]


def crosses(p, q):
    return [sized(-x * mp.log(y) for x, y in zip(p, q, strict=True) if x)]


def divergence(p, q):
    """Of the distributions that p and q are after rounding: each over its sum."""
    P, Q = mp.fsum(p), mp.fsum(q)
    value = mp.fsum(x / P * mp.log(x / P / (y / Q)) for x, y in zip(p, q, strict=True) if x)
    return [(value, value)]


def normal_cost(y_hat, y, s):
    terms = [((a - c) / s) ** 2 / 2 for a, c in zip(y_hat, y, strict=True)]
    return [sized(terms + [mp.log(2 * mp.pi) / 2, mp.log(s)] * len(y))]


def laplace_cost(y_hat, y, s):
    terms = [abs(a - c) / s for a, c in zip(y_hat, y, strict=True)]
    return [sized(terms + [mp.log(2), mp.log(s)] * len(y))]


def brier(P, labels):
    squares = [
        mp.fsum((p - (j == y)) ** 2 for j, p in enumerate(row))
        for row, y in zip(P, labels, strict=True)
    ]
    return [mean(squares)]


def calibrated(P, labels, bins):
    """Mean confidence, accuracy and count of the bins with examples, one after another."""
    rows = [(max(row), row.index(max(row)) == y) for row, y in zip(P, labels, strict=True)]
    parts = [[], [], []]
    for m in range(bins):
        inside = [row for row in rows if m < row[0] * bins <= m + 1]
        if inside:
            parts[0].append(mean(c for c, _ in inside))
            parts[1].append(mean(mp.mpf(right) for _, right in inside))
        parts[2].append((mp.mpf(len(inside)), mp.mpf(0)))
    return [*parts[0], *parts[1], *parts[2]]


def standard(X):
    """Columns at mean 0 and deviation 1; centring magnifies the rounding of large means."""
    n, d = len(X), len(X[0])
    columns = [[row[j] for row in X] for j in range(d)]
    means = [mp.fsum(column) / n for column in columns]
    stds = [mp.sqrt(mp.fsum((x - m) ** 2 for x in c) / n) for c, m in zip(columns, means)]
    sizes = [max(map(abs, column)) for column in columns]
    for i in range(n):
        for j in range(d):
            yield (X[i][j] - means[j]) / stds[j], 1 + sizes[j] / stds[j] + abs(X[i][j]) / stds[j]
    yield from zip(means, sizes, strict=True)
    yield from zip(stds, sizes, strict=True)


def closed(X, y, penalty):
    """The centred system in 60 digits; its condition number says what rounding may do."""
    n, d = len(X), len(X[0])
    x_mean, y_mean = [mp.fsum(row[j] for row in X) / n for j in range(d)], mp.fsum(y) / n
    A = mp.matrix([[row[j] - x_mean[j] for j in range(d)] for row in X])
    t = mp.matrix([c - y_mean for c in y])
    units = [
        mp.mpf(1) if penalty else mp.sqrt(sum(A[i, j] ** 2 for i in range(n))) for j in range(d)
    ]
    S = A * mp.diag([1 / u for u in units])
    gram = S.T * S + n * penalty * mp.eye(d)
    v = mp.lu_solve(gram, S.T * t)
    values = mp.eigsy(gram, eigvals_only=True)
    kappa, r = mp.sqrt(max(values) / min(values)), mp.norm(S * v - t)
    size = kappa * mp.norm(v) + kappa * r / mp.sqrt(min(values))
    w = [v[j] / units[j] for j in range(d)]
    sizes = [size / u for u in units]
    b = y_mean - mp.fsum(m * c for m, c in zip(x_mean, w, strict=True))
    b_size = abs(y_mean) + mp.fsum(abs(m) * s for m, s in zip(x_mean, sizes, strict=True))
    return [*zip(w, sizes, strict=True), (b, b_size)]


def descended(X, y, lr, steps, w, b):
    """Each state's loss, then the last weights and bias; sizes of the largest state."""
    losses, size = [], mp.mpf(0)
    for step in range(steps + 1):
        fit = predictions(X, w, b)
        losses.append(half_squares([value for value, _ in fit], y)[0][0])
        slopes = gradient(X, y, w, b)
        size = max([size, *(abs(v) + lr * s for v, (_, s) in zip([*w, b], slopes, strict=True))])
        if step < steps:
            w = [v - lr * slope for v, (slope, _) in zip(w, slopes[:-1], strict=True)]
            b = b - lr * slopes[-1][0]
    return [*((loss, 10 * max(losses)) for loss in losses), *((v, size) for v in [*w, b])]


def stable_rate(X):
    d = len(X[0]) + 1
    H = mp.matrix(d)
    H[:, :] = mp.matrix([[value for value, _ in hessian(X)[j * d : j * d + d]] for j in range(d)])
    rate = 2 / max(mp.eigsy(H, eigvals_only=True))
    return [(rate, rate)]


def drawn(w, b, n, std, seed):
    X, noise = ln.synthetic_regression(0 * w, 0 * b, n, noise_std=1.0, seed=seed)
    pairs = zip(predictions(exact(X), exact(w), exact(b)), exact(noise), strict=True)
    entries = [(x, 0) for row in exact(X) for x in row]
    return entries + [(value + std * e, size + std * abs(e)) for (value, size), e in pairs]


def flat(result):
    parts = [result] if isinstance(result, torch.Tensor | float | int) else result
    numbers = [x for part in parts for x in torch.as_tensor(part, dtype=F64).flatten().tolist()]
    return [x for x in numbers if not math.isnan(x)]  # a bin without examples


def conditioned(number, dtype=F64, n=30, d=4):
    U, _ = torch.linalg.qr(normal(n, d + 1))
    V, _ = torch.linalg.qr(normal(d, d, seed=1))
    return (U[:, :d] * torch.logspace(0, -math.log10(number), d, dtype=F64) @ V.T).to(dtype)


SCORES = {
    "plain": normal(4, 5),
    "float32": 3 * normal(4, 5, dtype=F32),
    "float16": normal(4, 5, dtype=F16),
    "huge": 1e30 * normal(4, 5, dtype=F32),
    "far apart": torch.tensor([[0.0, 1000.0, -1000.0], [88.0, 89.0, -104.0]]),
    "at an offset": 1e5 + normal(4, 5, dtype=F32),
    "equal": torch.full((2, 7), -3e38),
    "one class": normal(3, 1),
}
ROW = torch.tensor([0, 2, 1, 2])
FEATURES = {
    "plain": normal(7, 3),
    "float32": normal(7, 3, dtype=F32),
    "float16": normal(7, 3, dtype=F16),
    "in other units": normal(7, 3) * torch.tensor([1e-6, 1.0, 1e6], dtype=F64),
    "at an offset": 1e4 + normal(7, 3, dtype=F32),
    "large": 1e15 * normal(7, 3, dtype=F32),
    "small": 1e-15 * normal(7, 3, dtype=F32),
}
soft = torch.softmax
DISTRIBUTIONS = {
    "plain": soft(normal(6), 0),
    "float32": soft(3 * normal(6, dtype=F32), 0),
    "with zeros": torch.tensor([0.5, 0.0, 0.25, 0.25]),
    "certain": torch.tensor([0.0, 1.0, 0.0]),
    "steep": soft(30 * normal(6), 0),
    "many": soft(normal(5000, dtype=F32), 0),
    "float16": torch.tensor([0.5, 0.25, 0.125, 0.125], dtype=F16),
}


def close(gap, dtype):
    """A distribution of 1024 outcomes, and one that is about that far from it in every outcome."""
    p = soft(normal(1024, dtype=dtype), 0)
    return p, soft(p.log() + gap * normal(1024, dtype=dtype, seed=1), 0)


def cases():
    """Name, roundings allowed for a size of 1, result and reference."""
    for key, X in FEATURES.items():
        y, w, b = (
            normal(*shape, dtype=X.dtype, seed=s) for s, shape in enumerate([(7,), (3,), ()], 2)
        )
        E = [exact(part) for part in (X, y, w, b)]
        yield f"predict, {key}", 8, ln.predict(X, w, b), predictions(E[0], *E[2:])
        yield f"gradient, {key}", 16, ln.half_squared_error_gradient(X, y, w, b), gradient(*E)
        yield f"hessian, {key}", 16, ln.half_squared_error_hessian(X), hessian(E[0])
        yield f"max rate, {key}", 16, ln.max_learning_rate(X), stable_rate(E[0])
        yield f"standardize, {key}", 32, ln.standardize(X), standard(E[0])
        lr = 0.5 * ln.max_learning_rate(X)
        if lr > 1e-20 and X.dtype != F16:
            fit = ln.gradient_descent(X, y, lr, 5, w=w, b=b)
            result = (fit.history.losses, fit.w, fit.b)
            yield f"descent, {key}", 64, result, descended(E[0], E[1], mp.mpf(lr), 5, *E[2:])
            fit = ln.minibatch_sgd(X, y, lr, 5, batch_size=7, w=w, b=b)
            result = (fit.history.losses, fit.w, fit.b)
            yield f"sgd, {key}", 64, result, descended(E[0], E[1], mp.mpf(lr), 5, *E[2:])
        labels, W, c = (
            torch.tensor([0, 3, 1, 2, 2, 0, 3]),
            normal(3, 4, dtype=X.dtype),
            normal(4, dtype=X.dtype),
        )
        result = ln.cross_entropy_gradient(X, labels, W, c)
        size = 64 * (1 + X.abs().max().item())
        yield (
            f"slopes, {key}",
            size,
            result,
            cross_gradient(E[0], labels.tolist(), exact(W), exact(c)),
        )
        least = 32 if X.dtype == F64 else 1e-6  # of its own dtype and the float64 inside
        yield f"ridge, {key}", 64, ln.ridge(X, y, 0.1), closed(E[0], E[1], mp.mpf(0.1))
        yield f"least squares, {key}", least + 1, ln.least_squares(X, y)[:2], closed(E[0], E[1], 0)
    for number in (1e3, 1e6, 1e9, 1e12):
        X = conditioned(number)
        y = X.sum(dim=1)
        reference = closed(exact(X), exact(y), 0)
        yield f"least squares, condition {number:g}", 32, ln.least_squares(X, y)[:2], reference
    for key, dtype, column in (
        ("float32 at 1e6", F32, 1e6 + torch.linspace(-1, 1, 20, dtype=F64)),
        ("float64 at 1e9", F64, 1e9 + normal(20)),
        ("tiny", F64, 1e-200 * normal(20)),
    ):
        X = torch.column_stack([column, normal(20, seed=1)]).to(dtype)
        y = normal(20, dtype=dtype, seed=2)
        yield f"least squares, {key}", 32, ln.least_squares(X, y)[:2], closed(exact(X), exact(y), 0)
    for key, S in SCORES.items():
        E, q = exact(S), S.shape[1]
        labels = ROW[: len(S)] % q
        Y = torch.softmax(normal(*S.shape, dtype=F32), 1).to(S.dtype)
        Y[0] = ln.one_hot(labels[:1], q, dtype=S.dtype)
        yield f"log-sum-exp, {key}", 8, ln.log_sum_exp(S), log_sums(E)
        yield f"log-softmax, {key}", 8, ln.log_softmax(S), log_probs(E)
        yield f"softmax, {key}", 8, ln.softmax(S), probs(E)
        yield f"cross-entropy, {key}", 8, ln.cross_entropy(S, labels), cross(E, labels.tolist())
        yield f"soft cross-entropy, {key}", 8, ln.cross_entropy(S, Y), soft_cross(E, exact(Y))
        P = ln.softmax(S)
        yield f"brier, {key}", 8, ln.brier_score(P, labels), brier(exact(P), labels.tolist())
        reference = calibrated(exact(P), labels.tolist(), 3)
        yield f"calibration, {key}", 8, ln.calibration(P, labels, 3), reference
    for key, p in DISTRIBUTIONS.items():
        q = p.flip(0) if (p > 0).all() else torch.full_like(p, 1 / len(p))
        yield f"entropy, {key}", 2, ln.entropy(p), entropies(exact(p))
        result = ln.distribution_cross_entropy(p, q)
        yield f"cross-entropy of two, {key}", 2, result, crosses(exact(p), exact(q))
        tolerance = 2 + 1e-5 / torch.finfo(p.dtype).eps * (key == "certain")
        yield (
            f"divergence, {key}",
            tolerance,
            ln.kl_divergence(p, q),
            divergence(exact(p), exact(q)),
        )
    for gap, dtype, digits in ((1e-1, F32, 8), (1e-3, F32, 8), (1e-6, F64, 8e6)):
        p, q = close(gap, dtype)
        reference = divergence(exact(p), exact(q))
        yield f"divergence, {gap} apart", digits, ln.kl_divergence(p, q), reference
    for dtype, spread in (
        (F64, 1e-150),
        (F64, 1e300),
        (F32, 0.7),
        (F32, 2e38),
        (F32, 1e-38),
        (F16, 3),
    ):
        y_hat, y = (spread / 8 * normal(2, 9)).to(dtype)
        spread = torch.tensor(spread, dtype=dtype)
        E = [exact(y_hat), exact(y), exact(spread)]
        yield f"normal, {spread:.3g}", 16, ln.normal_nll(y_hat, y, spread), normal_cost(*E)
        yield f"laplace, {spread:.3g}", 16, ln.laplace_nll(y_hat, y, spread), laplace_cost(*E)
    for dtype, size in ((F64, 1e150), (F32, 1e10), (F32, 1.0), (F16, 1.0)):
        y_hat, y = (size * normal(2, 9)).to(dtype)
        reference = half_squares(exact(y_hat), exact(y))
        yield f"half squared error, {dtype} {size:g}", 8, ln.half_squared_error(y_hat, y), reference
        w, b = y_hat[:3] / size, y[0] / size
        result = ln.synthetic_regression(w, b, 5, noise_std=0.3, seed=2)
        yield f"synthetic, {dtype} {size:g}", 8, result, drawn(w, b, 5, mp.mpf(0.3), 2)


def is_near(digits, result, reference):
    first = result[0] if isinstance(result, tuple) else result
    eps = torch.finfo(getattr(first, "dtype", F64)).eps
    pairs = zip(flat(result), reference, strict=True)
    return all(abs(value - ours) <= digits * eps * size for ours, (value, size) in pairs)


def test_a_value_is_that_of_sixty_digits():
    off = [name for name, *case in cases() if not is_near(*case)]
    assert not off
