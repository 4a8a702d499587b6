"""Polynomials of a degree: what the explorable computes, and slips that the check must notice."""

import torch
from arithmetic import F64, Call, close, draws, normal, printed

from linearnets import half_squared_error, least_squares, predict, ridge


def powers(x: torch.Tensor, degree: int) -> torch.Tensor:
    return x[:, None] ** torch.arange(1, degree + 1)


def fitted(x: torch.Tensor, y: torch.Tensor, degree: int, penalty: float) -> tuple:
    if degree and penalty:
        return ridge(powers(x, degree), y, penalty)
    return least_squares(powers(x, degree), y)[:2]


def check(call: Call, cases: int = 200) -> None:
    for rng in draws(cases):
        # Places that keep their distance: where two fall together, no float64 tells the powers apart.
        x = torch.linspace(-1, 1, 15, dtype=F64) + 0.05 * torch.rand(15, generator=rng, dtype=F64)
        y = normal(rng, 15)
        degree = torch.randint(13, (), generator=rng).item()
        power = -6 * torch.rand((), generator=rng).item()
        penalty = 0 if power < -3 else 10**power
        w, b = fitted(x, y, degree, penalty)
        ours = call("fit", x.tolist(), y.tolist(), degree, penalty)
        size = w.abs().sum().item() + 1
        close(ours["w"], w, scale=size)
        close(ours["b"], b, scale=size)
        y_hat = predict(powers(x, degree), w, b)
        close([call("predict", ours, place) for place in x.tolist()], y_hat, scale=size)
        loss = call("loss", ours, x.tolist(), y.tolist())
        close(loss, half_squared_error(y_hat, y), scale=size)

    X = torch.linspace(-1, 1, 30, dtype=F64)
    close(call("X"), X)
    close(call("truth", 0.4), torch.sin(torch.tensor(1.2, dtype=F64)))
    samples = call("SAMPLES")
    for seed, sample in zip((3, 11, 9, 15), samples):
        generator = torch.Generator().manual_seed(seed)
        y = torch.sin(3 * X) + 0.3 * torch.randn(30, generator=generator, dtype=F64)
        train, valid = torch.randperm(30, generator=generator).split(15)
        assert sample["fitted"] == sorted(train.tolist())
        assert (torch.tensor(sample["y"], dtype=F64) - y).abs().max() < 1e-6
        half = call("halves", sample)["validation"]
        close(half["x"], X[valid.sort().values])
    output = printed("linear-regression/generalization.md")
    for degree in (0, 1, 3, 4, 6, 8, 12):
        assert f"{degree:6}  {row(call, samples[0], degree, 0)}" in output
    for penalty in (1e-6, 1e-4, 1e-3, 1e-2, 1.0):
        assert f"{penalty:7g}  {row(call, samples[0], 12, penalty)}" in output


def row(call: Call, sample: dict, degree: int, penalty: float) -> str:
    """Return a row of the page's tables without the norm of the weights."""
    both = call("losses", sample, penalty, 12)[degree]
    return f"{both['training']:8.3f}  {both['validation']:10.3f}"


SLIPS = [
    ("-1 + (2 * i) / 29", "-1 + (2 * i) / 30"),
    ("y: [-0.206445", "y: [0.206445"),
    ("fitted: [0, 1, 3, 4, 11,", "fitted: [0, 1, 3, 5, 11,"),
    ("Math.sin(3 * x)", "Math.sin(2 * x)"),
    ("Math.sqrt(x.length * penalty)", "Math.sqrt(penalty)"),
    ("each ** (k + 1)", "each ** (k + 2)"),
    ("each - means[k]", "each"),
    ("each - mean(y)), ...below(-1)", "each), ...below(0)"),
    ("columns[j] = minusTimes(columns[j], R[k][j], q);", ""),
    ("each - factor * v[i]", "each + factor * v[i]"),
    ("Math.sqrt(dot(columns[k], columns[k]))", "dot(columns[k], columns[k])"),
    ("known += R[k][j] * w[j]", "known += R[k][j]"),
    ("(components[k] - known) / R[k][k]", "components[k] / R[k][k]"),
    ("mean(y) - dot(means, w)", "mean(y) + dot(means, w)"),
    ("b + x * w.reduceRight", "b + w.reduceRight"),
    ("- y[i]) ** 2 / 2", "- y[i]) ** 2"),
    ("fitted.includes(i) === isFitted", "fitted.includes(i)"),
]  # fmt: skip
