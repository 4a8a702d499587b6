"""A border on the plane of petals: what the explorable computes, and slips that the check must notice."""

import math

import torch
from arithmetic import F64, Call, close, draws, printed

from linearnets import (
    accuracy,
    cross_entropy,
    cross_entropy_gradient,
    load_iris,
    log_softmax,
    standardize,
)

X, LABELS = load_iris(F64)
PETALS = X[:, 2:]
STEPS = (5, 100, 500)


def trained() -> dict[int, tuple[torch.Tensor, torch.Tensor]]:
    """Return steps -> weights and bias for petals in centimetres, as the page trains them."""
    Z, mean, std = standardize(PETALS)
    W, b = torch.zeros(2, 3, dtype=F64), torch.zeros(3, dtype=F64)
    models = {}
    for step in range(max(STEPS) + 1):
        if step in STEPS:
            models[step] = W / std[:, None], b - mean / std @ W
        slope_W, slope_b = cross_entropy_gradient(Z, LABELS, W, b)
        W, b = W - 2 * slope_W, b - 2 * slope_b
    return models


TRAINED = trained()


def logits_of(model: dict, factor: float, x: torch.Tensor) -> torch.Tensor:
    """Return the scores of a model of the explorable, written with its weights."""
    a, b, c = model["setosa"]
    steep, h, g = model["steep"], model["h"], model["g"]
    W = torch.tensor([[a, 0, -steep * g], [b, 0, steep]], dtype=F64)
    bias = torch.tensor([c, 0, steep * (5 * g - h)], dtype=F64)
    return factor * (x @ W + bias)


def check(call: Call, cases: int = 200) -> None:
    flowers = call("FLOWERS")
    x = torch.tensor([flower["x"] for flower in flowers], dtype=F64)
    labels = torch.tensor([flower["label"] for flower in flowers])
    counts = torch.tensor([flower["count"] for flower in flowers])
    every = torch.column_stack([x, labels]).repeat_interleave(counts, dim=0)
    ours, theirs = (sorted(rows.tolist()) for rows in (every, torch.column_stack([PETALS, LABELS])))
    close(ours, theirs)
    assert call("ALL") == len(X)
    square = [[0.5, -0.2], [7.3, -0.2], [7.3, 2.8], [0.5, 2.8]]
    for rng in draws(cases):
        u = torch.rand(6, generator=rng, dtype=F64).tolist()
        model = dict(call("MODELS")[str(STEPS[int(3 * u[0])])])
        model |= {"h": 1 + u[1], "g": 0.5 - u[2], "steep": 1 + 9 * u[3]}
        factor = 4 ** (2 * u[4] - 1)
        logits = logits_of(model, factor, PETALS)
        mean, right = call("lossAndRight", model, factor)
        close(mean, cross_entropy(logits, LABELS))
        assert right == round(150 * accuracy(logits.argmax(dim=1), LABELS).item())
        costs = [call("judged", model, factor, flower)["cost"] for flower in flowers]
        logs = log_softmax(logits_of(model, factor, x))
        close(costs, -logs[torch.arange(len(x)), labels])
        x1 = 7 * u[5]
        above = call("distance", model, factor, 9)
        place = [x1, call("height", model, x1) + above]
        close(call("scores", model, factor, place)[2], math.log(9))
        regions = [call("region", model, species, square) for species in range(3)]
        close(sum(area(polygon) for polygon in regions), 6.8 * 3.0)
        for polygon, species in zip(regions, range(3), strict=True):
            if polygon:
                lead = logits_of(model, 1, torch.tensor(polygon, dtype=F64))
                close(lead[:, species], lead.amax(dim=1))
    for step, (W, b) in TRAINED.items():
        model = call("MODELS")[str(step)]
        differences = logits_of(model, 1, PETALS) - (PETALS @ W + b)
        assert (differences - differences[:, 1:2]).abs().max() < 1e-4
        mean, right = call("lossAndRight", model, 1)
        row = f"{step:3}  {mean:.4f}  {right / 150:.4f}"
        assert row in printed("softmax-regression/cross-entropy.md")
    model = call("MODELS")["500"]
    best = call("lossAndRight", model | call("MOST_RIGHT"), 1)
    assert best[1] == 147 and best[0] > 0.085


def area(polygon: list[list[float]]) -> float:
    x, y = torch.tensor(polygon or [[0, 0]], dtype=F64).T
    return ((x.roll(1) * y - x * y.roll(1)).sum() / 2).item()


SLIPS = [
    ("69,23", "69,24"),
    ("14,2,8", "14,2,7"),
    ("count = 1", "count = 0"),
    ("5: { setosa: [-0.874659,", "5: { setosa: [0.874659,"),
    ("steep: 6.235032", "steep: 6.325032"),
    ("h: 1.592028", "h: 1.952028"),
    ("h: 1.49, g", "h: 1.59, g"),
    ("h + g * (x1 - 5)", "h + g * x1"),
    ("a * x1 + b * x2 + c", "a * x1 + b * x2"),
    ("factor * model.steep * (x2", "model.steep * (x2"),
    ("x2 - height(model, x1)", "x2 + height(model, x1)"),
    ("top + Math.log(sum)", "Math.log(sum)"),
    ("- logits[label], right", "- logits[2], right"),
    ("logits[label] === top", "logits[label] > 0"),
    ("flower.count * judgement.cost", "judgement.cost"),
    ("costs / ALL", "costs / FLOWERS.length"),
    ("? flower.count : 0", "? 1 : 0"),
    ("sum + count, 0", "sum + 1, 0"),
    ("logits[species] - logits[other]", "logits[other] - logits[species]"),
    ("before / (before - now)", "before / (before + now)"),
    ("Math.log(times) / (factor * model.steep)", "Math.log(times) / model.steep"),
]  # fmt: skip
