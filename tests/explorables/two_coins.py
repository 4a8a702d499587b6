"""Two coins: what the explorable computes, and slips that the check must notice."""

import math

import torch
from arithmetic import F64, ROOT, Call, close, draws

from linearnets import distribution_cross_entropy, entropy, kl_divergence

FAIR, LOADED = 0.5, 0.8


def check(call: Call, cases: int = 200) -> None:
    for rng in draws(cases):
        p, q = torch.rand(2, generator=rng, dtype=F64)
        coins = [torch.stack([1 - heads, heads]) for heads in (p, q)]
        both = p.item(), q.item()
        close(call("entropy", p.item()), entropy(coins[0]) / math.log(2))
        close(call("crossEntropy", *both), distribution_cross_entropy(*coins) / math.log(2))
        close(call("divergence", *both), kl_divergence(*coins) / math.log(2))
    for sure in (0, 1):
        assert call("entropy", sure) == call("divergence", sure, sure) == 0
        assert call("divergence", sure, FAIR) == 1
        assert call("divergence", FAIR, sure) is None  # infinity, which JSON does not know
    page = (ROOT / "docs/en/softmax-regression/information-theory.md").read_text("utf-8")
    for value in (
        call("divergence", LOADED, FAIR),
        call("divergence", FAIR, LOADED),
        call("entropy", LOADED),
    ):
        assert f"{value:.3f}" in page


SLIPS = [
    ("p > 0 ?", "p >= 0 ?"),
    ("-p * Math.log2(q)", "-p * Math.log(q)"),
    ("-p * Math.log2(q)", "p * Math.log2(q)"),
    ("-p * Math.log2(q)", "-q * Math.log2(p)"),
    ("side(1 - p, 1 - q)", "side(1 - p, q)"),
    ("crossEntropy(p, p)", "side(p, p)"),
    ("crossEntropy(p, q) - entropy(p)", "crossEntropy(p, q) - entropy(q)"),
]  # fmt: skip
