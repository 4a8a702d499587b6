"""Momentum in a quadratic valley: what the explorable computes, and slips that the check must notice."""

import re

import torch
from arithmetic import F64, Call, close, draws, printed

from linearnets import (
    append_ones,
    half_squared_error,
    half_squared_error_hessian,
    least_squares,
    load_diabetes,
    predict,
)


def check(call: Call, cases: int = 200) -> None:
    X, y = load_diabetes(F64)
    X = (X[:, 2:3] - 20) / 5
    lam, V = torch.linalg.eigh(half_squared_error_hessian(X))
    w, b, _ = least_squares(X, y)
    valley = call("VALLEY")
    close([valley["w"], valley["b"]], torch.hstack([w, b]))
    close(valley["lowest"], half_squared_error(predict(X, w, b), y))
    close([valley["low"], valley["high"]], lam)
    for side, vector in (("flat", V[:, 0]), ("steep", V[:, 1])):
        close(abs(torch.tensor(valley[side], dtype=F64) @ vector), 1.0)
    for point in torch.tensor(call("level", 2.5, 8), dtype=F64):
        close(half_squared_error(predict(X, point[:1], point[1]), y), valley["lowest"] + 2.5)

    for rng in draws(cases):
        beta, share, curvature = torch.rand(3, generator=rng, dtype=F64).tolist()
        curvature = 0.1 + 5 * curvature
        limit = 2 * (1 + beta) / curvature
        rate = 1.05 * share * limit
        ours = call("errors", curvature, rate, beta, -2, 20)
        close(ours, descent([-2.0], rate, beta, lambda e, k=curvature: k * (e**2).sum() / 2)[:, 0])
        sizes = torch.linalg.eigvals(companion(curvature, rate, beta)).abs()
        roots = call("roots", curvature, rate, beta)
        close(roots["size"], sizes.max())
        close(roots["half"], companion(curvature, rate, beta).trace() / 2)
        band, ours = call("band", curvature, beta), call("limit", curvature, beta)
        assert roots["real"] == (not band[0] < rate < band[1])
        close([call("roots", curvature, end, beta)["half"] ** 2 for end in band], [beta, beta])
        close(torch.linalg.det(companion(curvature, ours, beta) + torch.eye(2, dtype=F64)), 0.0)

        low = curvature * (0.1 + 0.8 * share)
        best = call("best", low, curvature)
        here, *around = (
            max(call("roots", one, best["rate"] + p, best["beta"] + q)["size"] for one in (low, curvature))
            for p, q in ((0, 0), (1e-6, 0), (-1e-6, 0), (0, 1e-6), (0, -1e-6))
        )  # fmt: skip
        assert all(here < each for each in around)

    output = printed("linear-regression/momentum.md")
    A = append_ones(X)
    for beta in (0, 0.3, 0.6, 0.9):
        states = call("path", 0.3, beta, 20)
        theirs = descent([0.0, 0.0], 0.3, beta, lambda p: half_squared_error(A @ p, y))
        close([[state["w"], state["b"]] for state in states], theirs)
        close([state["loss"] for state in states], [half_squared_error(A @ p, y) for p in theirs])
        shares = (theirs - torch.hstack([w, b])) @ V / (-torch.hstack([w, b]) @ V)
        close([[state["flat"], state["steep"]] for state in states], shares)
        assert f"beta {beta:<3}: loss {states[-1]['loss']:.1f}" in output
    best = call("best", valley["low"], valley["high"])
    assert re.search(rf"^best +{best['rate']:.3f} +{best['beta']:.3f} ", output, re.M)


def descent(start: list[float], rate: float, beta: float, loss) -> torch.Tensor:
    """Return the parameters before and after each of 20 steps of PyTorch."""
    p = torch.tensor(start, dtype=F64, requires_grad=True)
    optimizer = torch.optim.SGD([p], lr=rate, momentum=beta)
    states = [p.detach().clone()]
    for _ in range(20):
        optimizer.zero_grad()
        loss(p).backward()
        optimizer.step()
        states.append(p.detach().clone())
    return torch.stack(states)


def companion(curvature: float, rate: float, beta: float) -> torch.Tensor:
    """Return what leads from two errors in a row to the next two."""
    return torch.tensor([[1 + beta - rate * curvature, -beta], [1, 0]], dtype=F64)


SLIPS = [
    ("w: 51.1656393505039", "w: 51.1656593505039"),
    ("b: 86.8891908354503", "b: 86.8891708354503"),
    ("lowest: 1945.2282927306364", "lowest: 1945.2292927306364"),
    ("low: 0.2466517196334", "low: 0.2466617196334"),
    ("high: 3.1584025790091", "high: 3.1584125790091"),
    ("flat: [0.5086520445119, -", "flat: [0.5086520445119, "),
    ("steep: [0.8609721816725, ", "steep: [0.8609721816725, -"),
    ("v = beta * v + curvature * e", "v = beta * v + e"),
    ("e -= rate * v;\n", "e -= rate * curvature * e;\n"),
    ("=> -vw * w - vb * b", "=> -vw * w + vb * b"),
    ("w: w + p * flat[0] + q * steep[0]", "w: w + p * flat[0] + q * steep[1]"),
    ("b: b + p * flat[1]", "b: b + p * flat[0]"),
    ("flat: p / flats[0]", "flat: p"),
    ("steep: q / steeps[0]", "steep: q / flats[0]"),
    ("(low * p * p + high * q * q) / 2", "low * p * p + high * q * q"),
    ("(1 + beta - rate * curvature) / 2", "(1 - beta - rate * curvature) / 2"),
    ("half * half - beta", "half * half - 4 * beta"),
    ("Math.abs(half) + Math.sqrt", "half + Math.sqrt"),
    (": Math.sqrt(beta) }", ": beta }"),
    ("(1 + sign * Math.sqrt(beta)) ** 2", "(1 + sign * beta) ** 2"),
    ("(2 * (1 + beta)) / curvature", "2 / (1 - beta) / curvature"),
    ("rate: 4 / (p + q) ** 2", "rate: 2 / (low + high)"),
    ("beta: ((q - p) / (q + p)) ** 2", "beta: (q - p) / (q + p)"),
    ("Math.sqrt((2 * above) / low)", "Math.sqrt(above / low)"),
]  # fmt: skip
