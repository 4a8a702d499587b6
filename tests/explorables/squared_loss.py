"""Five patients and a line: what the explorable computes, and slips that the check must notice."""

import torch
from arithmetic import F64, Call, close, draws, normal, printed
from scipy.optimize import linprog

from linearnets import half_squared_error, least_squares, load_diabetes, predict


def check(call: Call, cases: int = 200) -> None:
    for rng in draws(cases):
        x, y = 25 + 5 * normal(rng, 5), 150 + 40 * normal(rng, 5)
        w, b = 10 * normal(rng, 1), 100 * normal(rng, 1)[0]
        data, c = (x.tolist(), y.tolist()), (b + w * x.mean()).item()
        line = (w.item(), c)
        close(call("heightAtMean", data[0], w.item(), b.item()), c, scale=100)
        close(call("bias", data[0], *line), b, scale=100)
        r = predict(x[:, None], w, b) - y
        close(call("residuals", *data, *line), r, scale=100)
        ends = [[bmi, call("predict", data[0], *line, bmi)] for bmi in (20, 34)]
        close(list(call("through", data[0], *ends).values()), line, scale=100)
        close(
            call("halfSquaredError", *data, *line), half_squared_error(r, torch.zeros(5, dtype=F64))
        )
        close(call("rootMeanSquaredError", *data, *line), r.square().mean().sqrt())
        close(call("meanAbsoluteError", *data, *line), r.abs().mean())
        best_w, best_b, _ = least_squares(x[:, None], y)
        best = call("leastSquares", *data)
        close(
            [best["w"], call("bias", data[0], best["w"], best["c"])],
            torch.hstack([best_w, best_b]),
            scale=100,
        )
        lowest = call("halfSquaredError", *data, best["w"], best["c"])
        half = call("ellipse", data[0], 50)
        for dw, dc in ((half["w"], 0), (0, half["c"])):
            above = call("halfSquaredError", *data, best["w"] + dw, best["c"] + dc)
            close(above - lowest, 50, scale=lowest)
        least = call("leastAbsolute", *data)
        error = call("meanAbsoluteError", *data, least["w"], least["c"])
        close(error, least_absolute_error(x, y))
        for point in call("polygon", *data, 7, 6):
            close(call("meanAbsoluteError", *data, *point), error + 7)
        close(call("median", data[1]), y.median())
    X, y = load_diabetes(F64)
    close(call("BMI"), X[:5, 2]), close(call("PROGRESSION"), y[:5])
    x, y = X[:5, 2].tolist(), y[:5].tolist()
    output = printed("linear-regression/squared-loss.md")
    line = call("halfSquaredError", x, y, 10, call("heightAtMean", x, 10, -118))
    constant = call("halfSquaredError", x, y, 0, call("mean", y))
    assert f"5 patients: line {line:.1f}, constant {constant:.1f}" in output
    assert f"loss {call('halfSquaredError', x, y, 0, 100):.1f}, slope" in output
    for name, targets in (
        ("measured", y),
        ("typo", [2060 if value == 206 else value for value in y]),
    ):
        assert (
            f"{name:8}  mean {call('mean', targets):5.1f}  median {call('median', targets):5.1f}"
            in output
        )


def least_absolute_error(x: torch.Tensor, y: torch.Tensor) -> float:
    """Return the least mean absolute error of a line, as a linear program says."""
    X = torch.column_stack([x, torch.ones_like(x)]).numpy()
    bounds = [(None, None)] * 2 + [(0, None)] * 5
    eye = torch.eye(5).numpy()
    rows = [[*row, *-each] for row, each in zip(X, eye)] + [
        [*-row, *-each] for row, each in zip(X, eye)
    ]
    return linprog([0, 0] + [0.2] * 5, rows, [*y.tolist(), *(-y).tolist()], bounds=bounds).fun


SLIPS = [
    ("BMI = [32.1", "BMI = [31.2"),
    ("PROGRESSION = [151", "PROGRESSION = [115"),
    ("c - w * mean(x)", "c + w * mean(x)"),
    ("b + w * mean(x)", "b - w * mean(x)"),
    ("w * (place - mean(x)) + c", "w * place + c"),
    ("(r * r) / 2", "r * r"),
    ("Math.sqrt(2 * halfSquaredError", "Math.sqrt(halfSquaredError"),
    ("w, c).map(Math.abs))", "w, c))"),
    ("(each - mean(x)) ** 2", "each ** 2"),
    ("/ variance(x);", "/ mean(x);"),
    ("Math.sqrt((2 * above) / variance(x))", "Math.sqrt(2 * above * variance(x))"),
    ("c: Math.sqrt(2 * above)", "c: Math.sqrt(above)"),
    ("(y1 - y0) / (x1 - x0)", "(x1 - x0) / (y1 - y0)"),
    ("y0 - w * x0", "y0 + w * x0"),
    ("if (error < best.error)", "if (best.error === Infinity)"),
    ("start.map(Math.abs)) + above", "start.map(Math.abs)) - above"),
    ("r + t * speeds[k]", "r - t * speeds[k]"),
    ("sort((a, b) => a - b)", "sort()"),
]  # fmt: skip
