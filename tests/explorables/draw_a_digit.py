"""Ten scores of 64 pixels: what the explorable computes, and slips that the check must notice."""

import json
import re
import runpy

import torch
from arithmetic import F64, FOLDER, Call, close, draws, printed, sources

from linearnets import load_digits, softmax


def check(call: Call, cases: int = 200) -> None:
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
        assert f"{name:12}  {accuracy:.3f}     {p.amax(dim=1).mean():.3f}" in output
    empty = call("probabilities", call("empty"))
    assert f"empty page: {empty.index(max(empty))} with probability {max(empty):.4f}" in output


SLIPS = [
    ("pixel * CLASSES + digit", "pixel + CLASSES * digit"),
    ("DIGITS.b[digit] / 1000", "DIGITS.b[digit] / 100"),
    ("count / 16", "count / 15"),
    ("ink * weight(pixel, digit)", "ink + weight(pixel, digit)"),
    ("part, bias(digit))", "part, 0)"),
    ("each / sum", "each"),
    ("(pixel % SIDE) - right", "(pixel % SIDE) + right"),
    ("Math.floor(pixel / SIDE) - down", "Math.floor(pixel / SIDE) + down"),
    ("row * SIDE + column", "column * SIDE + row"),
    ("1 - ink", "ink"),
    ("fill(0)", "fill(1)"),
    ("(pixel % SIDE) + 0.5 - x", "(pixel % SIDE) - x"),
    ("1.4 - distance", "2.4 - distance"),
    ("Math.min(ink, 1 - touch)", "Math.min(ink, touch)"),
    ("Math.max(ink, touch)", "touch"),
]  # fmt: skip
