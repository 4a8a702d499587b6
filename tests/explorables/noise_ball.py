"""The ball of noise: what the explorable computes, and slips that the check must notice."""

from collections.abc import Iterator
from itertools import islice

import torch
from arithmetic import F64, Call, close, draws, mulberry32, normal, printed

from linearnets import (
    append_ones,
    half_squared_error,
    half_squared_error_gradient,
    half_squared_error_hessian,
    least_squares,
    load_diabetes,
    predict,
    standardize,
)

STEPS = 12


def check(call: Call, cases: int = 200) -> None:
    X, y = load_diabetes(F64)
    in_order = X[:, 2].argsort(stable=True)
    X, y = standardize(X[in_order][:, [2]])[0], y[in_order]
    A, n = append_ones(X), call("n")
    assert n == len(y)
    best_w, best_b, _ = least_squares(X, y)
    close(list(call("BEST").values()), torch.hstack([best_w, best_b]))
    lowest = half_squared_error(predict(X, best_w, best_b), y)
    lam, V = torch.linalg.eigh(half_squared_error_hessian(X))
    s2 = (A * (predict(X, best_w, best_b) - y)[:, None] @ V).var(dim=0, correction=0)
    for rng in draws(cases):
        w, b = (torch.tensor([45.0, 150.0]) + 20 * normal(rng, 2)).split(1)
        place = (w.item(), b.item())
        B = int(n ** torch.rand((), generator=rng).item())
        seed, rate = (
            int(torch.randint(1000, (), generator=rng)),
            0.02 + 0.48 * torch.rand((), generator=rng).item(),
        )
        excess = half_squared_error(predict(X, w, b[0]), y) - lowest
        close(call("excess", *place), excess, scale=lowest.item())
        slopes = torch.hstack(half_squared_error_gradient(X, y, w, b[0]))
        close(call("gradient", *place), slopes, scale=100)
        g = A * (predict(X, w, b[0]) - y)[:, None]
        Sigma = torch.cov(g.T, correction=0)
        close(list(call("covariance", *place).values()), Sigma[[0, 0, 1], [0, 1, 1]], scale=1000)
        left = (n - B) / (n - 1)
        off = torch.tensor(call("ellipse", B, *place, 2, 7), dtype=F64) - slopes
        close((off @ torch.linalg.inv(Sigma * left / B) * off).sum(dim=1), torch.full((7,), 4.0))
        close(call("floor", rate, B), (rate * s2 / (B * (2 - rate * lam))).sum() / 2 * left)

        batches = list(islice(minibatches(seed, n, B), STEPS))
        close(
            call("cloud", seed, B, *place, STEPS),
            torch.stack([g[i].mean(dim=0) for i in batches]),
            scale=100,
        )
        for decreasing in (False, True):
            w, b = torch.zeros(1, dtype=F64), torch.zeros((), dtype=F64)
            states = call("run", seed, B, rate, decreasing, STEPS)
            assert len(states) == STEPS + 1
            for t, (state, batch) in enumerate(zip(states, [*batches, []], strict=True)):
                close([state["w"], state["b"]], torch.hstack([w, b]), scale=100)
                loss = half_squared_error(predict(X, w, b), y)
                close(lowest + state["excess"], loss)
                if batch:
                    slope_w, slope_b = half_squared_error_gradient(X[batch], y[batch], w, b)
                    lr = rate / (1 + t / 50) if decreasing else rate
                    w, b = w - lr * slope_w, b - lr * slope_b
    output = printed("linear-regression/gradient-noise.md")
    for B in (4, 16, 64):
        deviation = (call("covariance", 30, 140)["ww"] * call("share", B)) ** 0.5
        assert f"formula {deviation:5.2f}" in output
    assert f"mean slope {call('gradient', 30, 140)[0]:.2f}" in output


def minibatches(seed: int, n: int, B: int) -> Iterator[list[int]]:
    """Draw as the explorable does, by mulberry32: the first places of a shuffle, or all others."""
    random, order, few = mulberry32(seed), list(range(n)), min(B, n - B)
    while True:
        for k in range(few):
            other = k + int(next(random) * (n - k))
            order[k], order[other] = order[other], order[k]
        yield order[:B] if few == B else order[few:]


SLIPS = [
    ("1412011", "1421011"),
    ("2m2w2i", "2m2i2w"),
    ("Math.sqrt(mean(product(centred, centred)))", "mean(product(centred, centred))"),
    ("value - mean(bmi)", "value"),
    ("** 2 + (b - BEST.b) ** 2) / 2", "** 2 + (b - BEST.b) ** 2)"),
    ("[w - BEST.w, b - BEST.b]", "[w - BEST.w, BEST.b - b]"),
    ("slope - meanW", "slope"),
    ("slope - meanB", "slope"),
    ("w * value + b - y[i]", "w * value - b - y[i]"),
    ("(n - B) / (n - 1) / B", "(n - B) / n / B"),
    ("deviations * Math.sqrt(share(B))", "deviations * share(B)"),
    ("bb - (wb * wb) / ww", "bb"),
    ("(ww + bb)) / (2 - rate) / 2)", "(ww + bb)) / (2 - rate))"),
    ("(2 - rate)", "(2 + rate)"),
    ("k + Math.floor(random()", "Math.floor(random()"),
    ("1 | state", "state"),
    ("order.slice(few)", "order.slice(0, few)"),
    ("sumW += r * x[i]", "sumW += r"),
    ("sumB / batch.length]", "sumB]"),
    ("rate / (1 + t / 50)", "rate / (1 + t)"),
    ("w -= lr", "w += lr"),
    ("b -= lr", "b -= rate"),
]  # fmt: skip
