"""What a check calls right is what the code of its page computes, and no wrong answer is near it.

    <!-- answer: expression -->        the right answer: its number, or that it is true
    <!-- answer: first, second, … -->  one number for each answer, in their order

The names are those of the snippet above, of a prediction those of the one below, in a lab those of
all its cells when they have run; `math` and `torch` are always there.
"""

import ast
import contextlib
import functools
import io
import math
import re
from collections.abc import Iterator

import pytest
import torch
from pages import FENCE, PAGES, Page, dedented, every_page, report

from lecturekit.checks import RIGHT, SOURCE, parts

_COMMENT = re.compile(r"^<!-- answer: (.*) -->\n", re.M)


def form(page: Page) -> Iterator[str]:
    found = {fold.start(): fold for fold in SOURCE.finditer(page.text)}
    for start in re.finditer(r"^ *\?\?\?\+? question", page.text, re.M):
        where = page.at(start.start())
        if start.start() not in found:
            yield f'{where}: expected ??? question "…" at the left margin, and its answers below'
            continue
        answers, below = parts(found[start.start()][3])
        is_typed = any("±" in each.text for each in answers)
        if sum(each.is_right for each in answers) != 1 or len(answers) < 2:
            yield f"{where}: expected two answers or more, of which one is right, marked {RIGHT}"
        for each in answers:
            if not each.reason:
                yield f"{where}: {each.text} does not say what it comes from"
            is_number = each.number is not None and bool(each.slack) == each.is_right
            if is_typed and not is_number:
                yield f"{where}: expected number ± slack, or of a wrong answer a number, not {each.text}"
        if len(_COMMENT.findall(f"{below}\n")) != 1 or not _COMMENT.sub("", f"{below}\n").strip():
            yield f"{where}: expected one <!-- answer: … -->, and the reason in full"


def numbers(page: Page) -> Iterator[str]:
    for fold in SOURCE.finditer(page.text):
        where, (answers, below) = page.at(fold.start()), parts(fold[3])
        right = next((each for each in answers if each.is_right), None)
        comment = _COMMENT.search(f"{below}\n")
        if not (right and comment):  # which the form says
            continue
        expression = comment[1]
        try:
            values = eval(expression, dict(_names(_snippet(page, fold))))
        except Exception as error:
            yield f"{where}: {type(error).__name__}: {error}".replace("\n", " ")
            continue
        slack = float(right.slack or 0)
        if right.number is None:
            if not values or type(values) in (int, float, tuple):
                yield f"{where}: {right.text} is not true: {expression}"
            continue
        pairs = zip(answers, values) if isinstance(values, tuple) else [(right, values)]
        if isinstance(values, tuple) and len(values) != len(answers):
            yield f"{where}: expected {len(answers)} numbers, one for each answer, not {len(values)}"
        for each, value in pairs:
            # What is typed, to half the slack; what is chosen, to the digits that it shows.
            near = slack / 2 or 0.51 * 10 ** -len(each.text.partition(".")[2])
            if each.number is None or not abs(each.number - value) <= near:
                yield f"{where}: {each.text} should be {value:.6g}"
        for each in answers:
            if slack and each is not right and abs(each.number - right.number) <= 2 * slack:
                yield f"{where}: {each.text} is less than two slacks from {right.text}"


def _snippet(page: Page, fold: re.Match) -> str:
    """Return the snippet that a check is about; no code if there is none above it."""
    fences = [fence for fence in FENCE.finditer(page.text) if fence[2] == "python"]
    below = [fence for fence in fences if fence.start() > fold.end()]
    above = [fence for fence in fences if fence.end() < fold.start()]
    about = below[:1] if fold[1] else above[-1:]
    if page.name.endswith(".py"):
        about = fences
    code = "".join(dedented(fence[1], fence[3]) for fence in about)
    shared = ast.unparse(ast.parse(code))  # without comments both languages have the same
    return shared.replace("plt.show()", "plt.close()")


@functools.cache
def _names(code: str) -> dict[str, object]:
    names = {"__name__": "__main__", "math": math, "torch": torch}
    with contextlib.redirect_stdout(io.StringIO()):
        exec(code, names)
    return names


@every_page
def test_form_of_checks(page):
    report(form(page))


@pytest.mark.runs_pages
@pytest.mark.parametrize("name", sorted(PAGES["zh"].keys() & PAGES["en"].keys()))
def test_numbers_of_checks(name):
    report([*numbers(PAGES["zh"][name]), *numbers(PAGES["en"][name])])  # of the same code
