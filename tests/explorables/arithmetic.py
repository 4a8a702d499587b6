"""Runs the arithmetic of the explorables in QuickJS, without a page; compares numbers."""

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import quickjs
import torch

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "docs/assets/explorables"
F64 = torch.float64
Call = Callable[..., object]


def sources(name: str) -> tuple[str, str]:
    """Return data, where there are any, and arithmetic of an explorable."""
    data = FOLDER / f"{name}.data.js"
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
    torch.testing.assert_close(ours, theirs, rtol=5e-10, atol=5e-10 * scale)


def draws(cases: int):
    return (torch.Generator().manual_seed(seed) for seed in range(cases))


def normal(rng: torch.Generator, *shape: int) -> torch.Tensor:
    return torch.randn(*shape, generator=rng, dtype=F64)


def mulberry32(seed: int) -> Iterator[float]:
    """Yield the numbers in [0, 1) that the explorables draw from a seed."""
    word = 2**32
    while True:
        seed = (seed + 0x6D2B79F5) % word
        t = (seed ^ seed >> 15) * (seed | 1) % word
        t = (t + (t ^ t >> 7) * (t | 61)) % word ^ t
        yield (t ^ t >> 14) / word


def printed(page: str) -> str:
    """Return the outputs of a page; both languages have the same."""
    text = (ROOT / "docs/en" / page).read_text("utf-8")
    return "\n".join(re.findall(r"```text\n(.*?)```", text, re.S))
