"""Text from bigrams: what the explorable computes, and slips that the check must notice."""

import json
import math
import runpy

import torch
from arithmetic import F64, FOLDER, Call, close, draws, printed, sources

from linearnets import entropy, load_bigrams, softmax


def check(call: Call, cases: int = 200) -> None:
    counted = runpy.run_path(str(FOLDER / "sampling.py"))["rows"]()
    data = sources("sampling")[0]
    assert json.loads(data[data.index("[") : data.rindex("]") + 1]) == counted
    letters, x, y = load_bigrams("alice")
    N = torch.zeros(39, 39, dtype=F64)
    for a, b in zip(x, y, strict=True):
        N[a, b] += 1
    for rng in draws(cases):
        a = int(torch.randint(39, (), generator=rng))
        T = math.exp(torch.randn((), generator=rng).item() / 2)
        after = N[a].nonzero()[:, 0]
        p = softmax(N[a, after].log()[None] / T)
        theirs = call("following", letters[a], T)
        assert [letter for letter, _ in theirs] == [letters[b] for b in after]
        close([each for _, each in theirs], p[0])
        close(call("faces", letters[a], T), entropy(p[0]).exp())
        u = torch.rand((), generator=rng).item()
        b = after[(p[0].cumsum(0) <= u).sum().clamp(max=len(after) - 1)]
        assert call("drawn", letters[a], T, u) == letters[b]
        seed = int(torch.randint(1, 10**6, (), generator=rng))
        numbers, state = [], seed
        for _ in range(5):
            state = state * 48271 % (2**31 - 1)
            numbers.append(state / (2**31 - 1))
        close(call("uniforms", seed, 5), numbers)
        text = call("written", letters[a], T, seed, 6)
        assert len(text) == 6 and text[0] == letters[a]
        for before, each, u in zip(text, text[1:], numbers, strict=False):
            assert each == call("drawn", before, T, u)
    p = dict(call("following", "q", 1))["u"]
    assert f"after 'q' comes 'u' with {p:.2f}" in printed("softmax-regression/language-model.md")


SLIPS = [
    ("count / most) / T", "count / most) * T"),
    ("weights[i] / sum", "weights[i] / most"),
    ("sum - (p > 0", "sum + (p > 0"),
    ("sum += p;", "sum = p;"),
    ("u < sum", "u > sum"),
    ("state * 48271", "state * 48270"),
    ("state / 2147483647", "state / 2147483648 / 2"),
    ("drawn(text.at(-1), T, u)", "drawn(first, T, u)"),
    ("uniforms(seed, length - 1)", "uniforms(seed, length)"),
]  # fmt: skip
