"""Softmax twice: what the explorable computes, and slips that the check must notice."""

import torch
from arithmetic import F64, Call, close, draws, normal, printed

from linearnets import cross_entropy, softmax


def check(call: Call, cases: int = 200) -> None:
    right = torch.tensor([0])
    for rng in draws(cases):
        m = 4 * normal(rng, ()).item()
        q = int(torch.randint(2, 100, (), generator=rng))
        logits = torch.zeros(1, q, dtype=F64)
        logits[0, 0], logits[0, 1] = m, -m
        logits.requires_grad_()
        y_hat = softmax(logits)
        rows = ("inner", y_hat), ("outer", softmax(y_hat))
        for name, row in rows:
            groups = row.detach()[0, [0, 1, -1]]
            close(call(name, m, q)[: min(q, 3)], groups[: min(q, 3)])
        losses = {"once": cross_entropy(logits, right), "twice": cross_entropy(y_hat, right)}
        norms = call("norms", m, q)
        for (name, loss), norm in zip(losses.items(), norms, strict=True):
            close(call(name, m, q), loss.detach())
            (slope,) = torch.autograd.grad(loss, logits, retain_graph=True)
            close(norm, slope.norm())
        sure = torch.eye(q, dtype=F64)[:2]
        close(call("floor", q), cross_entropy(sure[:1], right))
        close(call("ceiling", q), cross_entropy(sure[1:], right))
    output = printed("softmax-regression/softmax-once.md")
    for q in (2, 10, 1000):
        floor, ceiling = call("floor", q), call("ceiling", q)
        start = call("twice", 0, q)
        row = f"{q:4}  {floor:.4f}  {floor:.4f}  {start:.4f}   {ceiling:.4f}  {ceiling:.4f}"
        assert row in output


SLIPS = [
    ("[m, -m, 0]", "[m, m, 0]"),
    ("right + rival + (q - 2) * other", "right + rival + (q - 1) * other"),
    ("part / sum(parts, q)", "part / Math.max(...parts)"),
    ("Math.max(...scores) + Math.log", "Math.log"),
    ("- scores[0]", "- scores[1]"),
    ("softmax(inner(m, q), q)", "softmax(scores(m), q)"),
    ("cost(scores(m), q)", "cost(inner(m, q), q)"),
    ("twice = (m, q) => cost(inner(m, q), q)", "twice = (m, q) => cost(outer(m, q), q)"),
    ("(q - 1) / Math.E", "q / Math.E"),
    ("Math.log(q - 1 + Math.E)", "Math.log(q + Math.E)"),
    ("[right - 1, ...others]", "[right, ...others]"),
    ("minusLabel(inner(m, q))", "minusLabel(outer(m, q))"),
    ("D = minusLabel(outer(m, q))", "D = minusLabel(inner(m, q))"),
    ("(D[k] - mean)", "D[k]"),
    ("p * (D[k]", "(D[k]"),
    ("value * value", "Math.abs(value)"),
    ("Math.sqrt(sum(", "(sum("),
]  # fmt: skip
