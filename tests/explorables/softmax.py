"""Softmax of three scores: what the explorable computes, and slips that the check must notice."""

import math

import torch
from arithmetic import F64, Call, close, draws, normal, printed

from linearnets import cross_entropy, softmax


def check(call: Call, cases: int = 200) -> None:
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


SLIPS = [
    ("FLOWER = [-3.06", "FLOWER = [3.06"),
    ("Math.max(...scores)) / T", "Math.max(...scores)) * T"),
    ("weight / sum(weights)", "weight / Math.max(...weights)"),
    ("- reduced[label]", "- scores[label]"),
    ("(j === label ? 1 : 0)", "(j === label ? 0 : 1)"),
    ("(rate * r) / T", "rate * r"),
    ("T * Math.log(each)", "Math.log(each)"),
    ("+ mean)", "- mean)"),
    ("[p[1] + p[2] / 2,", "[p[1] + p[2],"),
    ("x - top / 2", "x - top"),
    ("Math.max(p, least)", "p"),
]  # fmt: skip
