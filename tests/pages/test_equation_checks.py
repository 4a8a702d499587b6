"""Every snippet that is marked as the check of an equation can fail, and no other is idle.

Slips are made in its code, one at a time; see lecturekit.slips for which, and for what is left
alone. A slip that changes nothing is reported by page and line. Then either the check is too weak,
or what it slipped in is not the equation: name the variable behind `given:` in the mark.

This runs thousands of programs, so what passed is not run again until the snippet, the mathematics,
what slips the errors in or an installed package changes; `make clean` forgets it.
"""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
import torch

from lecturekit import kept
from lecturekit.blocks import output_of
from lecturekit.marks import checks_of
from lecturekit.mutants import idle, needless, survivors
from lecturekit.pages import Fence, Page
from lecturekit.site import Site

ROOT = Path(__file__).parents[2]
SLIPPING = [ROOT / f"src/lecturekit/{name}.py" for name in ("mutants", "slips", "state")]
SOURCES = kept.digest(kept.environment(), *SLIPPING, *sorted(ROOT.glob("src/linearnets/**/*.py")))
# The code is the same in both languages.
PAGES = Site(ROOT).pages["zh"].values()
CASES = [
    pytest.param(page, check, id=f"{page.path}:{check.line}")
    for page in PAGES
    for check in checks_of(page)
    if check.fence
]
MARKED = {(page.path, check.fence.line) for page, check in (case.values for case in CASES)}
OTHERS = [
    pytest.param(page, fence, id=f"{page.path}:{fence.line}")
    for page in PAGES
    if not page.is_lab
    for fence in page.fences
    if fence.info == "python" and (page.path, fence.line) not in MARKED
]


@pytest.fixture(autouse=True)
def one_thread():
    """On a busy machine the threads of hundreds of tiny programs wait for each other."""
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)


def once(page: Page, fence: Fence, check: Callable[[], None], *inputs: str) -> None:
    key = kept.digest(SOURCES, fence.code, output_of(page, fence), *inputs)
    kept.once(ROOT / kept.CACHE / "slips" / key, check)


@pytest.mark.parametrize("path", SLIPPING, ids=lambda path: path.stem)
def test_what_slips_errors_in_needs_no_more_of_the_press(path):
    found = re.findall(r"^ *(?:from|import) lecturekit.*", path.read_text("utf-8"), re.M)
    assert {line.split()[1] for line in found} <= {f"lecturekit.{each.stem}" for each in SLIPPING}


@pytest.mark.parametrize(("page", "check"), CASES)
def test_a_check_notices_every_slip_in_its_code(page, check):
    def every_slip() -> None:
        found = survivors(check.fence.code, output_of(page, check.fence), check.given)
        lines = [
            f"{page.path}:{check.fence.line + m.line}: nothing notices {m.change}" for m in found
        ]
        if lines:
            pytest.fail("\n".join(lines), pytrace=False)

    once(page, check.fence, every_slip, "slips", *sorted(check.given))


@pytest.mark.parametrize(("page", "check"), [case for case in CASES if case.values[1].given])
def test_a_given_is_needed(page, check):
    def every_given() -> None:
        names = needless(check.fence.code, output_of(page, check.fence), check.given)
        if names:
            pytest.fail(f"{page.path}:{check.line}: not needed as given: {names}", pytrace=False)

    once(page, check.fence, every_given, "given", *sorted(check.given))


@pytest.mark.parametrize(("page", "fence"), OTHERS)
def test_a_snippet_without_a_mark_prints_or_asserts_something(page, fence):
    def not_idle() -> None:
        if idle(fence.code, output_of(page, fence)):
            pytest.fail(
                f"{page.path}:{fence.line}: prints nothing, and no assert can fail", pytrace=False
            )

    once(page, fence, not_idle, "idle")
