"""Two losses of one score: what the explorable computes, and slips that the check must notice."""

import re

import torch
from arithmetic import F64, Call, close, draws, normal, printed

from linearnets import cross_entropy, softmax


def check(call: Call, cases: int = 200) -> None:
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
    output = " ".join(printed("softmax-regression/why-cross-entropy.md").split())
    for start in (-2, -4, -6):
        for name, loss in losses.items():
            ours, z = call("descent", name, start, 1), torch.tensor(float(start), dtype=F64)
            for each in ours:
                close(each, z)
                z = z - torch.func.grad(loss)(z)
            assert ours[-2] < 0 <= ours[-1]
            short = {"crossEntropy": "cross", "squared": "square"}[name]
            shown = f"{start} {call('sigmoid', start):.4f} {short} {call('slope', name, start):.4f}"
            assert f"{shown} {len(ours) - 1} " in output
    for Z in (2, 6):
        cross, square = (f"{call('time', name, Z):.4f}" for name in losses)
        assert re.search(rf"Z {Z} cross \S+ = {cross} square \S+ = {square}", output)


def simpson(values: torch.Tensor, width: float) -> float:
    ends = values[0] + values[-1]
    return ((ends + 4 * values[1::2].sum() + 2 * values[2:-1:2].sum()) * width / 3).item()


SLIPS = [
    ("1 / (1 + Math.exp(-z))", "1 / (1 + Math.exp(z))"),
    ("Math.max(-z, 0)", "Math.max(z, 0)"),
    ("-sigmoid(-z),", "-sigmoid(z),"),
    ("distance + 1 - Math.exp", "distance - Math.exp"),
    ("sigmoid(-z) ** 2 / 2", "sigmoid(-z) ** 2"),
    ("-sigmoid(z) * sigmoid(-z) ** 2", "-sigmoid(z) * sigmoid(-z)"),
    ("3 * distance", "2 * distance"),
    ("z < 0; )", "z < 1; )"),
    ("z -= rate", "z -= 2 * rate"),
]  # fmt: skip
