"""What a question calls right is what the code of its page computes, and no wrong answer is near it.

    <!-- answer: expression -->        the right answer: its number, or that it is true
    <!-- answer: first, second, … -->  one number for each answer, in their order

The names are those of the snippets above, of a prediction those of the one below, too, in a lab those
of all its cells when they have run; `math` and `torch` are always there.

Each number of the question, but those in code, stands in that expression; of a chosen answer, or with
two decimals and more, it may stand in a snippet or an output of the page instead. Small whole numbers
are words: below 3, and below 10 if the answer is chosen. `test_numbers.py` judges those of labs.
"""

import contextlib
import io
import math
import re
import textwrap
from collections.abc import Iterator

import pytest
import torch
from pages import CODE, FENCE, LINK, PAGES, Page, dedented, every_page, report

from lecturekit.outputs import MARK
from lecturekit.questions import RIGHT, SOURCE, parts

_COMMENT = re.compile(r"^<!-- answer: (.*) -->\n", re.M)


def form(page: Page) -> Iterator[str]:
    found = {fold.start(): fold for fold in SOURCE.finditer(page.text)}
    for start in re.finditer(r"^ *\?\?\? question", page.text, re.M):
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


def given(page: Page) -> Iterator[str]:
    """Yield the numbers of questions that their answers do not know."""
    blocks = "\n".join(fence[3] for fence in FENCE.finditer(page.text))
    for fold in SOURCE.finditer(page.text):
        answers, below = parts(fold[3])
        is_typed = any(each.slack for each in answers)
        expression = "".join(_COMMENT.findall(f"{below}\n"))
        for number in _values(LINK.sub(r"\1", CODE.sub("", fold[2]))):
            is_short = number == round(number, 1)
            known = _values(expression if is_short and is_typed else f"{expression}\n{blocks}")
            if number not in known and number not in range(3 if is_typed else 10):
                where = "" if is_short and is_typed else ", nor in a snippet or an output"
                yield f"{page.at(fold.start())}: {number:g} is not in the answer's expression{where}"


def _values(text: str) -> set[float]:
    text = re.sub(r"(?<=\d)(?:_|,|\{,\}|\\,)(?=\d{3})", "", text)
    return {float(number) for number in re.findall(r"(?<![\w.])\d+(?:\.\d+)?(?:e-?\d+)?", text)}


def answers(*pages: Page) -> Iterator[str]:
    """Run the snippets of a page in one namespace, as its notebook does, and judge each question in turn.

    The questions of another language are judged beside it: the code is the same.
    """
    names = {"__name__": "__main__", "math": math, "torch": torch}
    folds = [
        (needed(page, fold), page, fold) for page in pages for fold in SOURCE.finditer(page.text)
    ]
    for count, snippet in enumerate([None, *snippets(pages[0])]):
        if snippet:
            yield from ran(pages[0], snippet, names)
        for when, page, fold in folds:
            if when == count:
                yield from judged(page, fold, names)
    names.clear()  # so that a lab's temporary folder is removed in this test, not in a later one


def snippets(page: Page) -> list[re.Match]:
    return [fence for fence in FENCE.finditer(page.text) if fence[2] == "python"]


def needed(page: Page, fold: re.Match) -> int:
    """Return how many snippets have run when a question is judged: of a prediction one below, too."""
    above = sum(fence.end() < fold.start() for fence in snippets(page))
    return len(snippets(page)) if page.name.endswith(".py") else above + bool(fold[1])


def ran(page: Page, snippet: re.Match, names: dict) -> Iterator[str]:
    indent, code = snippet[1], dedented(snippet[1], snippet[3]).replace("plt.show()", "plt.close()")
    printed = io.StringIO()
    try:
        with contextlib.redirect_stdout(printed):
            exec(code, names)
    except Exception as error:
        yield f"{page.at(snippet.start())}: {type(error).__name__}: {error}"
        return
    output = textwrap.indent(f"{MARK}\n```text\n{printed.getvalue()}```", indent)
    shown = page.text.startswith(f"\n\n{output}", snippet.end())
    if printed.getvalue() and page.name.endswith(".md") and not shown:
        yield f"{page.at(snippet.start())}: it prints {printed.getvalue()!r}: `make update` writes that below"


def judged(page: Page, fold: re.Match, names: dict) -> Iterator[str]:
    where, (answers, below) = page.at(fold.start()), parts(fold[3])
    right = next((each for each in answers if each.is_right), None)
    comment = _COMMENT.search(f"{below}\n")
    if not (right and comment):  # which the form says
        return
    try:
        values = eval(comment[1], dict(names))
    except Exception as error:
        yield f"{where}: {type(error).__name__}: {error}".replace("\n", " ")
        return
    slack = float(right.slack or 0)
    if right.number is None:
        if not values or type(values) in (int, float, tuple):
            yield f"{where}: {right.text} is not true: {comment[1]}"
        return
    pairs = zip(answers, values) if isinstance(values, tuple) else [(right, values)]
    if isinstance(values, tuple) and len(values) != len(answers):
        yield f"{where}: expected {len(answers)} numbers, one for each answer, not {len(values)}"
    for each, value in pairs:
        # What is typed, to half the slack; what is chosen, to the digits that it shows.
        near = slack / 2 or 0.51 * 10 ** -len(each.text.partition(".")[2])
        if each.number is None or not abs(each.number - value) <= near:
            yield f"{where}: {each.text} should be {value:.6g}"
    for each in answers:
        if (
            slack
            and each.number is not None
            and each is not right
            and abs(each.number - right.number) <= 2 * slack
        ):
            yield f"{where}: {each.text} is less than two slacks from {right.text}"


@every_page
def test_form_of_questions(page):
    report(form(page))


@every_page
def test_numbers_of_questions_are_given(page):
    if page.name.endswith(".md"):
        report(given(page))


@pytest.mark.runs_pages
@pytest.mark.filterwarnings("ignore:Implicitly cleaning up:ResourceWarning")
@pytest.mark.parametrize(
    "name",  # labs without a question run in the build, as all do
    [
        name
        for name, page in PAGES["en"].items()
        if name in PAGES["zh"] and (name.endswith(".md") or SOURCE.search(page.text))
    ],
)
def test_a_page_runs_as_a_notebook_and_bears_out_its_questions(name):
    report(answers(PAGES["en"][name], PAGES["zh"][name]))
