"""Tie every labelled equation to the code that checks it."""

import re
from collections.abc import Iterable, Iterator

from lecturekit import inline, marks
from lecturekit.marks import MARK
from lecturekit.pages import Page
from lecturekit.site import Problem, Site

_LABEL = re.compile(r"eq:[a-z0-9]+(-[a-z0-9]+)*")
_EQREF = re.compile(r"\\eqref\{([^}]*)\}")
_LAST = re.compile(r"\n\\label\{[^}]*\}$")


def equations(site: Site, page: Page) -> Iterator[Problem]:
    """Yield equations badly labelled or without a check, references to none, marks of none."""
    known = marks.labels(site, page.language)
    for line, message in [
        *_of_form(page),
        *_of_labels(page, known, marks.checked(site, page.language).keys()),
        *_of_references(page, known),
        *_of_marks(page, known),
    ]:
        yield Problem(page.path, line, message)


def _of_form(page: Page) -> Iterator[tuple[int, str]]:
    for equation in page.equations:
        if not equation.closed:
            yield equation.line, "expected $$ alone on a line before and after a display formula"
        if len(equation.labels) > 1:
            yield equation.line, f"expected one label, but there are {equation.labels}"
        if equation.labels and not _LAST.search(equation.tex):
            yield equation.line, r"expected \label on the last line before the closing $$"


def _of_labels(page: Page, known: dict, evident: Iterable[str]) -> Iterator[tuple[int, str]]:
    for equation in page.equations:
        for label in equation.labels:
            first = known[label][0]
            if not _LABEL.fullmatch(label):
                yield equation.line, f"expected a label eq:in-kebab-case, but it is {label}"
            if first != (page.path, equation.line):
                yield (
                    equation.line,
                    f"expected a label of its own, but {label} is taken by {first[0]}",
                )
            if label not in evident:
                yield equation.line, f"no snippet and no test is marked as a check of {label}"


def _of_references(page: Page, known: dict) -> Iterator[tuple[int, str]]:
    texts = [(line, tex) for line, _, text in page.prose for tex in inline.parse(text).formulas]
    texts += [(equation.line, equation.tex) for equation in page.equations]
    for line, tex in texts:
        for label in _EQREF.findall(tex):
            if label not in known:
                yield line, f"there is no equation {label}"


def _of_marks(page: Page, known: dict) -> Iterator[tuple[int, str]]:
    for line in page.of_kind("comment"):
        if "check" in line.text and not MARK.fullmatch(line.text):
            yield line.number, f"expected <!-- check: eq:a eq:b -->, but the mark is {line.text}"
    for check in marks.checks_of(page):
        if not check.fence:
            yield check.line, "expected ```python on the line below the mark, indented as the mark"
        for label in check.labels:
            if label not in known:
                yield check.line, f"there is no equation {label}"


def tests(site: Site) -> Iterator[Problem]:
    """Yield tests that say they check an equation which is on no page."""
    known = marks.labels(site, "zh").keys() | marks.labels(site, "en").keys()
    for path, test, named in marks.tests_of(site.root):
        for label in named:
            if label not in known:
                yield Problem(path, test.lineno, f"there is no equation {label}")
