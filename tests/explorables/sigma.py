"""A line and its noise: what the explorable computes, and slips that the check must notice."""

import math

import torch
from arithmetic import F64, Call, close, draws, normal, printed
from squared_loss import least_absolute_error
from torch.distributions import Laplace, Normal

from linearnets import laplace_nll, least_squares, load_diabetes, normal_nll, predict

NOISES = {"normal": (Normal, normal_nll), "laplace": (Laplace, laplace_nll)}


def check(call: Call, cases: int = 200) -> None:
    for rng in draws(cases):
        x, y = 25 + 5 * normal(rng, 5), 150 + 40 * normal(rng, 5)
        w, b = 10 * normal(rng, 1), 100 * normal(rng, 1)[0]
        spread = 20 + 100 * torch.rand((), generator=rng).item()
        data, c = (x.tolist(), y.tolist()), (b + w * x.mean()).item()
        line = (w.item(), c)
        close(call("heightAtMean", data[0], w.item(), b.item()), c, scale=100)
        close(call("bias", data[0], *line), b, scale=100)
        ends = [[bmi, call("predict", data[0], *line, bmi)] for bmi in (20, 34)]
        close(list(call("through", data[0], *ends).values()), line, scale=100)
        y_hat = predict(x[:, None], w, b)
        for noise, (distribution, nll) in NOISES.items():
            logs = distribution(y_hat, spread).log_prob(y)
            densities = [call("density", noise, r, spread) for r in (y_hat - y).tolist()]
            close(torch.tensor(densities, dtype=F64).log(), logs)
            close(call("nll", noise, *data, *line, spread), nll(y_hat, y, spread))
            best = call("bestLine", noise, *data)
            height = call("bestHeight", noise, *data, w.item())
            centred = y - w * (x - x.mean())
            close(height, centred.mean() if noise == "normal" else centred.median(), scale=100)
            least = call("leastNll", noise, *data, w.item(), spread)
            close(least, call("nll", noise, *data, w.item(), height, spread))
            lowest = call("nll", noise, *data, best["w"], best["c"], spread)
            close(call("leastNll", noise, *data, best["w"], spread), lowest)
            product = call("likelihood", noise, *data, best["w"], best["c"], spread)
            close(product, math.exp(-lowest), scale=1e-30)
            close(lowest, least_nll(noise, x, y, spread))
            std = call("bestScale", noise, *data, *line)
            errors = (y_hat - y).abs()
            close(std, errors.square().mean().sqrt() if noise == "normal" else errors.mean())
    X, y = load_diabetes(F64)
    close(call("BMI"), X[:5, 2]), close(call("PROGRESSION"), y[:5])
    x, y = X[:5, 2].tolist(), y[:5].tolist()
    output = printed("linear-regression/maximum-likelihood.md")
    for name, w, b in (("A", 10, -118), ("B", 7, -74)):
        c = call("heightAtMean", x, w, b)
        residuals = [w * each + b - target for each, target in zip(x, y, strict=True)]
        row = " ".join(f"{call('density', 'normal', r, 60):.5f}" for r in residuals)
        product = call("likelihood", "normal", x, y, w, c, 60)
        assert f"{name} {row}\n  product {product:.3g}" in output


def least_nll(noise: str, x: torch.Tensor, y: torch.Tensor, spread: float) -> torch.Tensor | float:
    """Return the least NLL of all lines: by least squares, or by a linear program."""
    if noise == "normal":
        w, b, _ = least_squares(x[:, None], y)
        return normal_nll(predict(x[:, None], w, b), y, spread)
    return 5 * (math.log(2 * spread) + least_absolute_error(x, y) / spread)


SLIPS = [
    ("BMI = [32.1", "BMI = [31.2"),
    ("PROGRESSION = [151", "PROGRESSION = [115"),
    ("sum(values) / values.length", "sum(values)"),
    ("sort((a, b) => a - b)", "sort()"),
    ("c - w * mean(x)", "c + w * mean(x)"),
    ("b + w * mean(x)", "b - w * mean(x)"),
    ("w * (place - mean(x)) + c", "w * place + c"),
    ("(y1 - y0) / (x1 - x0)", "(x1 - x0) / (y1 - y0)"),
    ("y0 - w * x0", "y0 + w * x0"),
    ("Math.exp(-(r * r) / (2 * scale * scale))", "Math.exp(-(r * r) / (scale * scale))"),
    ("(Math.sqrt(2 * Math.PI) * scale)", "Math.sqrt(2 * Math.PI * scale)"),
    ("Math.log(2 * Math.PI * scale * scale) / 2", "Math.log(2 * Math.PI * scale * scale)"),
    ("+ (r * r) / (2 * scale * scale)", "+ (r * r) / scale"),
    ("Math.sqrt(mean(errors.map((r) => r * r)))", "mean(errors.map((r) => r * r))"),
    ("middle: mean,", "middle: median,"),
    ("(each, i) => each * y[i])", "(each, i) => each + y[i])"),
    ("each * each));", "each));"),
    ("Math.exp(-Math.abs(r) / scale) / (2 * scale)", "Math.exp(-Math.abs(r) / scale) / scale"),
    ("Math.log(2 * scale) +", "Math.log(scale) +"),
    ("+ Math.abs(r) / scale", "+ Math.abs(r) * scale"),
    ("mean(errors.map(Math.abs))", "sum(errors.map(Math.abs))"),
    ("middle: median,", "middle: mean,"),
    ("size(w) < size(best) ? w : best", "size(w) > size(best) ? w : best"),
    ("Math.exp(-nll(", "Math.exp(nll("),
    ("each - w * (x[i] - mean(x))", "each - w * x[i]"),
]  # fmt: skip
