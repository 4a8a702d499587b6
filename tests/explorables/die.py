"""Throws of a die: what the explorable computes, and slips that the check must notice."""

from itertools import islice

import torch
from arithmetic import F64, Call, close, draws, mulberry32, normal, printed

FACES = torch.arange(1, 7, dtype=F64)


def check(call: Call, cases: int = 200) -> None:
    close(call("EXPECTATION"), FACES.mean())
    close(call("SIGMA"), FACES.std(correction=0))
    for rng in draws(cases):
        seed, runs, throws = (int(torch.randint(2, 40, (), generator=rng)) for _ in range(3))
        sums = call("sums", seed, runs, throws)
        thrown = torch.tensor([1 + int(6 * u) for u in islice(mulberry32(seed), runs * throws)])
        close(sums, thrown.reshape(runs, throws).cumsum(dim=1))
        assert call("face", seed, runs * throws) == thrown[-1]
        n = int(torch.randint(1, throws + 1, (), generator=rng))
        means = thrown.reshape(runs, throws)[:, :n].double().mean(dim=1)
        close(call("means", sums, n), means)
        values = FACES.mean() + normal(rng, runs)
        close(call("mean", values.tolist()), values.mean())
        close(call("deviation", values.tolist()), values.std(correction=0))
        close(call("spread", n), FACES.std(correction=0) / n**0.5)
        inside = ((values - FACES.mean()).abs() <= 0.7).sum()
        assert call("within", values.tolist(), 0.7) == inside
        bars, sizes = (values / 0.3).round().unique(return_counts=True)
        close(call("histogram", values.tolist(), 0.3), torch.column_stack([0.3 * bars, sizes]))
    output = printed("before-you-start/chance.md")
    for n in (2, 3, 4, 5):
        assert f"{call('spread', n) ** 2:.4f}   {call('spread', n) ** 2:.4f}\n" in output


SLIPS = [
    ("EXPECTATION = 3.5", "EXPECTATION = 3"),
    ("Math.sqrt(35 / 12)", "35 / 12"),
    ("seed + Math.imul", "seed - Math.imul"),
    ("a ^ (a >>> 15)", "a ^ (a >>> 14)"),
    ("t ^= t + Math.imul", "t ^= Math.imul"),
    ("t ^ (t >>> 7), 61 | t", "t ^ (t >>> 7), 60 | t"),
    ("(t ^ (t >>> 14)) >>> 0", "(t ^ (t >>> 14)) >>> 1"),
    ("1 + Math.floor((6 * bits)", "Math.floor((6 * bits)"),
    ("run * throws + i + 1", "run * throws + i"),
    ("(sum += face", "(sum = face"),
    ("run[n - 1] / n", "run[n] / n"),
    ("(sum, value) => sum + value, 0) / values.length", "(sum, value) => sum + value, 0)"),
    ("(value - centre) ** 2", "value ** 2"),
    ("SIGMA / Math.sqrt(n)", "SIGMA / n"),
    ("Math.abs(value - EXPECTATION)", "value - EXPECTATION"),
    ("value / width + 0.5", "value / width"),
    ("?? 0) + 1", "?? 1) + 1"),
    ("([a], [b]) => a - b", "([a], [b]) => b - a"),
    ("[bar * width, count]", "[bar, count]"),
]  # fmt: skip
