"""Gradient descent of one feature and a bias: what the explorable computes, and slips that the check must notice."""

import re

import torch
from arithmetic import F64, Call, close, draws, normal, printed

from linearnets import (
    gradient_descent,
    half_squared_error,
    half_squared_error_gradient,
    half_squared_error_hessian,
    least_squares,
    load_diabetes,
    max_learning_rate,
    predict,
)


def check(call: Call, cases: int = 200) -> None:
    for rng in draws(cases):
        n = int(torch.randint(4, 60, (), generator=rng))
        mean, spread = normal(rng, 2)
        X = mean + (0.3 + spread.abs()) * normal(rng, n, 1)
        y = 3 * X[:, 0] + 5 * normal(rng, n)
        floor = call("valley", means(X[:, 0], y))
        lam, V = torch.linalg.eigh(half_squared_error_hessian(X))
        close([floor["low"], floor["high"]], lam)
        close([floor["limit"], floor["best"]], [max_learning_rate(X), 2 / lam.sum().item()])
        for ours, theirs in ((floor["flat"], V[:, 0]), (floor["steep"], V[:, 1])):
            close(abs(torch.tensor(ours, dtype=F64) @ theirs), 1.0)
        w, b, _ = least_squares(X, y)
        close([floor["w"], floor["b"]], torch.hstack([w, b]))
        close(floor["lowest"], half_squared_error(predict(X, w, b), y))

        start = 4 * normal(rng, 2)
        slopes = half_squared_error_gradient(X, y, start[:1], start[1])
        close(call("gradient", floor, *start.tolist()), torch.hstack(slopes))
        rate = (0.02 + 1.08 * torch.rand((), generator=rng).item()) * max_learning_rate(X)
        history = gradient_descent(X, y, rate, 20, w=start[:1], b=start[1]).history
        states = call("path", floor, rate, *start.tolist(), 20)
        close([[s["w"], s["b"]] for s in states], torch.column_stack([history.w[:, 0], history.b]))
        close([floor["lowest"] + s["excess"] for s in states], history.losses)
        along = (start - torch.hstack([w, b])) @ V
        parts = [states[0]["parts"][side] for side in ("flat", "steep")]
        close(parts, lam * along**2 / 2)
        factors = call("factors", floor, rate)
        close([factors["flat"], factors["steep"]], 1 - rate * lam)
        for point in torch.tensor(call("level", floor, 2.5, 8), dtype=F64):
            loss = half_squared_error(predict(X, point[:1], point[1]), y)
            close(loss, floor["lowest"] + 2.5)
    X, y = load_diabetes(F64)
    constants = call("DIABETES")
    close(list(constants.values()), list(means((X[:, 2] - 20) / 5, y).values()))
    floor = call("valley", constants)
    assert f"limit {floor['limit']:.4f}" in printed("linear-regression/learning-rate.md")
    output = printed("linear-regression/gradient-descent.md")
    assert f"lowest {floor['lowest']:.1f}" in output
    for rate in (0.03, 0.3, 0.55, 0.7):
        last = floor["lowest"] + call("path", floor, rate, 0, 0, 20)[-1]["excess"]
        assert re.search(rf"^ *{rate} .* {last:.1f}$", output, re.M)


def means(x: torch.Tensor, y: torch.Tensor) -> dict[str, float]:
    products = {"xx": x * x, "x": x, "xy": x * y, "y": y, "yy": y * y}
    return {name: values.mean().item() for name, values in products.items()}


SLIPS = [
    ("xx: 2.405054298642534", "xx: 2.405055298642534"),
    ("(xx + 1) / 2 + Math.hypot", "(xx + 1) / 2 - Math.hypot"),
    ("(xx - x * x) / high;", "xx / high;"),
    ("const length = Math.hypot(high - 1, x);", "const length = high - 1 + x;"),
    ("[(high - 1) / length, x / length]", "[x / length, (high - 1) / length]"),
    ("flat = [-steep[1], steep[0]]", "flat = [steep[1], steep[0]]"),
    ("const w = (xy - x * y)", "const w = (xy + x * y)"),
    ("const b = y - w * x", "const b = y + w * x"),
    ("(yy - w * xy - b * y) / 2", "yy - w * xy - b * y"),
    ("limit: 2 / high", "limit: 1 / high"),
    ("best: 2 / (low + high)", "best: 2 / (high - low)"),
    ("xx * w + x * b - xy", "xx * w + b - xy"),
    ("x * w + b - y]", "x * w - b - y]"),
    ("(low * along(flat) ** 2) / 2", "low * along(flat) ** 2"),
    ("(high * along(steep) ** 2) / 2", "(low * along(steep) ** 2) / 2"),
    ("w -= rate * slopeW;", "w += rate * slopeW;"),
    ("const [slopeW, slopeB] = gradient(floor, w, b);\n      w -= rate * slopeW;", "w -= rate * gradient(floor, w, b)[0];\n      const slopeB = gradient(floor, w, b)[1];"),
    ("t <= steps", "t < steps"),
    ("flat: 1 - rate * low", "flat: 1 - rate * high"),
    ("steep: 1 - rate * high", "steep: Math.abs(1 - rate * high)"),
    ("Math.sqrt((2 * above) / low)", "Math.sqrt(above / low)"),
]  # fmt: skip
