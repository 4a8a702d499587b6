"""The explorables compute what linearnets computes: their arithmetic runs in QuickJS, without a page.

A check takes a caller of a `NAME.math.js` and a number of random cases. `SLIPS` proves that each
check would notice an error in each of its formulas.
"""

import json
import math
import re
import runpy
from collections.abc import Callable
from pathlib import Path

import pytest
import quickjs
import torch
from scipy.optimize import linprog

from linearnets import (
    cross_entropy,
    gradient_descent,
    half_squared_error,
    half_squared_error_gradient,
    half_squared_error_hessian,
    least_squares,
    load_diabetes,
    load_digits,
    max_learning_rate,
    predict,
    softmax,
)

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "docs/assets/explorables"
F64 = torch.float64
Call = Callable[..., object]


def sources(name: str) -> tuple[str, str]:
    """Return data, where there are any, and arithmetic of an explorable."""
    data = FOLDER / f"{name}.weights.js"
    arithmetic = FOLDER / f"{name}.math.js"
    return data.read_text("utf-8") if data.is_file() else "", arithmetic.read_text("utf-8")


def caller(name: str, code: str) -> Call:
    """Return what calls a function of some arithmetic, or gives the value of a constant."""
    context = quickjs.Context()
    context.eval(code)
    math = re.sub(r"-(\w)", lambda letter: letter[1].upper(), name) + "Math"
    run = context.eval(
        f"(name, args) => JSON.stringify(typeof {math}[name] === 'function'"
        f" ? {math}[name](...JSON.parse(args)) : {math}[name])"
    )
    return lambda function, *args: json.loads(run(function, json.dumps(args)))


def close(ours, theirs, scale: float = 1.0) -> None:
    """Compare to 1e-9 of the numbers at hand: a diverging path has losses of 1e8."""
    ours, theirs = torch.as_tensor(ours, dtype=F64), torch.as_tensor(theirs, dtype=F64)
    assert ours.shape == theirs.shape
    assert ((ours - theirs).abs() <= 1e-9 * theirs.abs().clamp(min=scale)).all(), (ours, theirs)


def draws(cases: int):
    return (torch.Generator().manual_seed(seed) for seed in range(cases))


def normal(rng: torch.Generator, *shape: int) -> torch.Tensor:
    return torch.randn(*shape, generator=rng, dtype=F64)


def printed(page: str) -> str:
    """Return the outputs of a page; both languages have the same."""
    text = (ROOT / "docs/en" / page).read_text("utf-8")
    return "\n".join(re.findall(r"```text\n(.*?)```", text, re.S))


def learning_rate(call: Call, cases: int = 200) -> None:
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
    output = printed("linear-regression/gradient-descent.md")
    assert f"limit {floor['limit']:.4f}" in output and f"lowest {floor['lowest']:.1f}" in output
    for rate in (0.03, 0.3, 0.55, 0.7):
        last = floor["lowest"] + call("path", floor, rate, 0, 0, 20)[-1]["excess"]
        assert re.search(rf"^lr {rate} .* {last:.1f}$", output, re.M)


def means(x: torch.Tensor, y: torch.Tensor) -> dict[str, float]:
    products = {"xx": x * x, "x": x, "xy": x * y, "y": y, "yy": y * y}
    return {name: values.mean().item() for name, values in products.items()}


def softmax_of_three(call: Call, cases: int = 200) -> None:
    for rng in draws(cases):
        o = 6 * normal(rng, 3)
        T = torch.exp(2 * normal(rng, ())).item()
        label = int(torch.randint(3, (), generator=rng))
        z, labels = (o / T)[None].requires_grad_(), torch.tensor([label])
        p, value = softmax(z.detach())[0], cross_entropy(z, labels)
        close(call("probabilities", o.tolist(), T), p)
        close(call("loss", o.tolist(), T, label), value.detach())
        (slope,) = torch.autograd.grad(value, z)
        close(call("residual", o.tolist(), T, label), slope[0])
        close(call("step", o.tolist(), T, label, 0.7), o - 0.7 * slope[0] / T)
        q = softmax(normal(rng, 1, 3))[0]
        scores = call("scoresOf", q.tolist(), T, 0.4)
        close(call("probabilities", scores, T), q)
        close(sum(scores) / 3, 0.4)
        corners = torch.tensor([[0, 0], [1, 0], [0.5, math.sqrt(3) / 2]], dtype=F64)
        close(call("place", q.tolist()), q @ corners)
        close(call("probabilitiesAt", *(q @ corners).tolist(), 1e-9), q)
        outside = call("probabilitiesAt", *(3 * normal(rng, 2)).tolist())
        assert min(outside) > 0 and math.isclose(sum(outside), 1)
    output = printed("softmax-regression/softmax.md")
    for T in (0.1, 0.5, 1.0, 2.0, 10.0):
        shown = " ".join(f"{p:.4f}" for p in call("probabilities", call("FLOWER"), T))
        assert f"T = {T:<4} {shown}" in output


def squared_loss(call: Call, cases: int = 200) -> None:
    for rng in draws(cases):
        x, y = 25 + 5 * normal(rng, 5), 150 + 40 * normal(rng, 5)
        w, b = 10 * normal(rng, 1), 100 * normal(rng, 1)[0]
        data, c = (x.tolist(), y.tolist()), (b + w * x.mean()).item()
        line = (w.item(), c)
        close(call("heightAtMean", data[0], w.item(), b.item()), c, scale=100)
        close(call("bias", data[0], *line), b, scale=100)
        r = predict(x[:, None], w, b) - y
        close(call("residuals", *data, *line), r, scale=100)
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


def draw_a_digit(call: Call, cases: int = 200) -> None:
    fitted = runpy.run_path(str(FOLDER / "draw-a-digit.py"))["numbers"]()
    lines = re.findall(r"^  (\w+): (.*),$", sources("draw-a-digit")[0], re.M)
    data = {name: json.loads(row) for name, row in lines}
    assert data.keys() == fitted.keys()
    for name, row in fitted.items():  # solvers of other versions may stop a little elsewhere
        assert all(abs(ours - theirs) <= 2 for ours, theirs in zip(data[name], row, strict=True))
    W, b = (
        torch.tensor(data["W"], dtype=F64).reshape(64, 10) / 1000,
        torch.tensor(data["b"], dtype=F64) / 1000,
    )
    for rng in draws(cases):
        image = torch.rand(64, generator=rng, dtype=F64)
        digit = int(torch.randint(10, (), generator=rng))
        close(call("contributions", image.tolist(), digit), image * W[:, digit])
        close(call("score", image.tolist(), digit), (image @ W + b)[digit])
        close(call("bias", digit), b[digit])
        close(call("probabilities", image.tolist()), softmax((image @ W + b)[None])[0])
        close(call("inverted", image.tolist()), 1 - image)
        right, down = (int(torch.randint(-1, 2, (), generator=rng)) for _ in range(2))
        wide = torch.nn.functional.pad(image.reshape(8, 8), (1, 1, 1, 1))
        theirs = wide[1 - down : 9 - down, 1 - right : 9 - right]
        close(call("moved", image.tolist(), right, down), theirs.flatten())
        row, column = divmod(int(torch.randint(64, (), generator=rng)), 8)
        inked = call("drawn", image.tolist(), column + 0.5, row + 0.5)
        assert inked[8 * row + column] == 1 and all(
            new >= old for new, old in zip(inked, image.tolist())
        )
        wiped = call("drawn", image.tolist(), column + 0.5, row + 0.5, True)
        assert wiped[8 * row + column] == 0 and all(
            new <= old for new, old in zip(wiped, image.tolist())
        )
        assert sum(new != old for new, old in zip(inked, image.tolist())) <= 9
    X, labels = load_digits(F64)
    close(call("example", "eight"), X[394]), close(call("example", "six"), X[362])
    order = torch.randperm(1797, generator=torch.Generator().manual_seed(0))
    output = printed("softmax-regression/with-pytorch.md")
    test = order[-360:]
    for name, right, down in (
        ("in place", 0, 0),
        ("to the left", -1, 0),
        ("to the right", 1, 0),
        ("up", 0, -1),
        ("down", 0, 1),
    ):
        p = torch.tensor(
            [call("probabilities", call("moved", X[i].tolist(), right, down)) for i in test]
        )
        accuracy = (p.argmax(dim=1) == labels[test]).double().mean()
        assert f"{name:12} accuracy {accuracy:.3f}, confidence {p.amax(dim=1).mean():.3f}" in output
    empty = call("probabilities", call("empty"))
    assert f"empty page: {empty.index(max(empty))} with probability {max(empty):.4f}" in output


def two_descents(call: Call, cases: int = 200) -> None:
    losses = {
        "crossEntropy": lambda z: -torch.nn.functional.logsigmoid(z),
        "squared": lambda z: (1 - torch.sigmoid(z)) ** 2 / 2,
    }
    for rng in draws(cases):
        z = 4 * normal(rng, ())
        pair = torch.stack([torch.zeros_like(z), z])[None]
        close(call("value", "crossEntropy", z.item()), cross_entropy(pair, torch.tensor([1])))
        close(call("sigmoid", z.item()), softmax(pair)[0, 1])
        start = -3 * torch.rand((), generator=rng, dtype=F64).item()
        way = torch.linspace(start, 0, 2001, dtype=F64)
        for name, loss in losses.items():
            close(call("value", name, z.item()), loss(z))
            close(call("slope", name, z.item()), torch.func.grad(loss)(z))
            slopes = torch.func.vmap(torch.func.grad(loss))(way)
            close(call("time", name, -start), simpson(1 / slopes.abs(), -start / 2000))
    output = printed("softmax-regression/why-cross-entropy.md")
    for start in (-2, -4, -6):
        for name, loss in losses.items():
            ours, z = call("descent", name, start, 1), torch.tensor(float(start), dtype=F64)
            for each in ours:
                close(each, z)
                z = z - torch.func.grad(loss)(z)
            assert ours[-2] < 0 <= ours[-1]
            shown = f"p {call('sigmoid', start):.4f}  {'cross ' if name == 'crossEntropy' else 'square'}"
            shown += f"  slope {call('slope', name, start):.4f}  steps {len(ours) - 1:3}"
            assert shown in output
    for Z in (2, 6):
        times = (f"{call('time', name, Z):.4f}" for name in losses)
        assert re.search(rf"^Z {Z} .* {' .* '.join(times)}$", output, re.M)


def simpson(values: torch.Tensor, width: float) -> float:
    ends = values[0] + values[-1]
    return ((ends + 4 * values[1::2].sum() + 2 * values[2:-1:2].sum()) * width / 3).item()


CHECKS = {
    "learning-rate": learning_rate,
    "softmax": softmax_of_three,
    "squared-loss": squared_loss,
    "draw-a-digit": draw_a_digit,
    "two-descents": two_descents,
}


@pytest.mark.parametrize("name", CHECKS)
def test_an_explorable_computes_what_linearnets_computes(name):
    CHECKS[name](caller(name, "".join(sources(name))))


def test_every_explorable_is_checked():
    assert {path.name.removesuffix(".math.js") for path in FOLDER.glob("*.math.js")} == set(CHECKS)


# What stands in the arithmetic, and what stands there by mistake.
SLIPS = [
    ("learning-rate", "xx: 2.405054298642534", "xx: 2.405055298642534"),
    ("learning-rate", "(xx + 1) / 2 + Math.hypot", "(xx + 1) / 2 - Math.hypot"),
    ("learning-rate", "(xx - x * x) / high;", "xx / high;"),
    ("learning-rate", "const length = Math.hypot(high - 1, x);", "const length = high - 1 + x;"),
    ("learning-rate", "[(high - 1) / length, x / length]", "[x / length, (high - 1) / length]"),
    ("learning-rate", "flat = [-steep[1], steep[0]]", "flat = [steep[1], steep[0]]"),
    ("learning-rate", "const w = (xy - x * y)", "const w = (xy + x * y)"),
    ("learning-rate", "const b = y - w * x", "const b = y + w * x"),
    ("learning-rate", "(yy - w * xy - b * y) / 2", "yy - w * xy - b * y"),
    ("learning-rate", "limit: 2 / high", "limit: 1 / high"),
    ("learning-rate", "best: 2 / (low + high)", "best: 2 / (high - low)"),
    ("learning-rate", "xx * w + x * b - xy", "xx * w + b - xy"),
    ("learning-rate", "x * w + b - y]", "x * w - b - y]"),
    ("learning-rate", "(low * along(flat) ** 2) / 2", "low * along(flat) ** 2"),
    ("learning-rate", "(high * along(steep) ** 2) / 2", "(low * along(steep) ** 2) / 2"),
    ("learning-rate", "w -= rate * slopeW;", "w += rate * slopeW;"),
    ("learning-rate", "const [slopeW, slopeB] = gradient(floor, w, b);\n      w -= rate * slopeW;", "w -= rate * gradient(floor, w, b)[0];\n      const slopeB = gradient(floor, w, b)[1];"),
    ("learning-rate", "t <= steps", "t < steps"),
    ("learning-rate", "flat: 1 - rate * low", "flat: 1 - rate * high"),
    ("learning-rate", "steep: 1 - rate * high", "steep: Math.abs(1 - rate * high)"),
    ("learning-rate", "Math.sqrt((2 * above) / low)", "Math.sqrt(above / low)"),
    ("softmax", "FLOWER = [-3.06", "FLOWER = [3.06"),
    ("softmax", "Math.max(...scores)) / T", "Math.max(...scores)) * T"),
    ("softmax", "weight / sum(weights)", "weight / Math.max(...weights)"),
    ("softmax", "- reduced[label]", "- scores[label]"),
    ("softmax", "(j === label ? 1 : 0)", "(j === label ? 0 : 1)"),
    ("softmax", "(rate * r) / T", "rate * r"),
    ("softmax", "T * Math.log(each)", "Math.log(each)"),
    ("softmax", "+ mean)", "- mean)"),
    ("softmax", "[p[1] + p[2] / 2,", "[p[1] + p[2],"),
    ("softmax", "x - top / 2", "x - top"),
    ("softmax", "Math.max(p, least)", "p"),
    ("squared-loss", "BMI = [32.1", "BMI = [31.2"),
    ("squared-loss", "PROGRESSION = [151", "PROGRESSION = [115"),
    ("squared-loss", "c - w * mean(x)", "c + w * mean(x)"),
    ("squared-loss", "b + w * mean(x)", "b - w * mean(x)"),
    ("squared-loss", "w * (each - mean(x)) + c - y[i]", "w * each + c - y[i]"),
    ("squared-loss", "(r * r) / 2", "r * r"),
    ("squared-loss", "Math.sqrt(2 * halfSquaredError", "Math.sqrt(halfSquaredError"),
    ("squared-loss", "w, c).map(Math.abs))", "w, c))"),
    ("squared-loss", "(each - mean(x)) ** 2", "each ** 2"),
    ("squared-loss", "/ variance(x);", "/ mean(x);"),
    ("squared-loss", "Math.sqrt((2 * above) / variance(x))", "Math.sqrt(2 * above * variance(x))"),
    ("squared-loss", "c: Math.sqrt(2 * above)", "c: Math.sqrt(above)"),
    ("squared-loss", "(y[i] - y[j]) / (x[i] - x[j])", "(x[i] - x[j]) / (y[i] - y[j])"),
    ("squared-loss", "c = y[i] - w * (x[i] - mean(x))", "c = y[i] - w * x[i]"),
    ("squared-loss", "if (error < best.error)", "if (best.error === Infinity)"),
    ("squared-loss", "start.map(Math.abs)) + above", "start.map(Math.abs)) - above"),
    ("squared-loss", "r + t * speeds[k]", "r - t * speeds[k]"),
    ("squared-loss", "sort((a, b) => a - b)", "sort()"),
    ("draw-a-digit", "pixel * CLASSES + digit", "pixel + CLASSES * digit"),
    ("draw-a-digit", "DIGITS.b[digit] / 1000", "DIGITS.b[digit] / 100"),
    ("draw-a-digit", "count / 16", "count / 15"),
    ("draw-a-digit", "ink * weight(pixel, digit)", "ink + weight(pixel, digit)"),
    ("draw-a-digit", "part, bias(digit))", "part, 0)"),
    ("draw-a-digit", "each / sum", "each"),
    ("draw-a-digit", "(pixel % SIDE) - right", "(pixel % SIDE) + right"),
    ("draw-a-digit", "Math.floor(pixel / SIDE) - down", "Math.floor(pixel / SIDE) + down"),
    ("draw-a-digit", "row * SIDE + column", "column * SIDE + row"),
    ("draw-a-digit", "1 - ink", "ink"),
    ("draw-a-digit", "fill(0)", "fill(1)"),
    ("draw-a-digit", "(pixel % SIDE) + 0.5 - x", "(pixel % SIDE) - x"),
    ("draw-a-digit", "1.4 - distance", "2.4 - distance"),
    ("draw-a-digit", "Math.min(ink, 1 - touch)", "Math.min(ink, touch)"),
    ("draw-a-digit", "Math.max(ink, touch)", "touch"),
    ("two-descents", "1 / (1 + Math.exp(-z))", "1 / (1 + Math.exp(z))"),
    ("two-descents", "Math.max(-z, 0)", "Math.max(z, 0)"),
    ("two-descents", "-sigmoid(-z),", "-sigmoid(z),"),
    ("two-descents", "distance + 1 - Math.exp", "distance - Math.exp"),
    ("two-descents", "sigmoid(-z) ** 2 / 2", "sigmoid(-z) ** 2"),
    ("two-descents", "-sigmoid(z) * sigmoid(-z) ** 2", "-sigmoid(z) * sigmoid(-z)"),
    ("two-descents", "3 * distance", "2 * distance"),
    ("two-descents", "z < 0 &&", "z < 1 &&"),
    ("two-descents", "z -= rate", "z -= 2 * rate"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "right", "slip"), SLIPS)
def test_a_slip_in_a_formula_is_noticed(name, right, slip):
    data, arithmetic = sources(name)
    assert arithmetic.count(right) == 1
    with pytest.raises(AssertionError):
        CHECKS[name](caller(name, data + arithmetic.replace(right, slip)), cases=10)
