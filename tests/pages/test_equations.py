"""Each numbered equation is named by a check: a snippet below a mark, or a test's docstring.

    <!-- check: eq:line-loss -->
    ```python

`make slips` proves that such a snippet notices every slip in its code.
"""

import functools
import re
from collections.abc import Iterator

from pages import DISPLAY, PAGES, ROOT, Page, every_page, report

from lecturekit.math import LABEL

_MARK = re.compile(
    r"^( *)<!-- check:((?: eq:[\w-]+)+)(?: given:(?: \w+)+)? -->\n\1```python$", re.M
)
IN_TESTS = {
    label: path
    for path in sorted((ROOT / "tests/linearnets").glob("test_*.py"))
    for labels in re.findall(r"\bcheck:((?:\s+eq:[\w-]+)+)", path.read_text("utf-8"))
    for label in labels.split()
}


@functools.cache
def labels(page: Page) -> list[str]:
    return [label for tex in DISPLAY.findall(page.text) for label in LABEL.findall(tex)]


@functools.cache
def checked(page: Page) -> set[str]:
    return {label for _, names in _MARK.findall(page.text) for label in names.split()}


def numbered_equations(page: Page) -> Iterator[str]:
    others = [other for other in PAGES[page.language].values() if other.name != page.name]
    elsewhere = [label for other in others for label in labels(other)]
    for label in labels(page):
        where = page.at(rf"\label{{{label}}}")
        if not re.fullmatch(r"eq:[a-z0-9-]+", label):
            yield f"{where}: expected a label eq:in-kebab-case, not {label}"
        if [*labels(page), *elsewhere].count(label) > 1:
            yield f"{where}: the label {label} is there twice"
        if label not in {*checked(page), *IN_TESTS, *(one for o in others for one in checked(o))}:
            yield f"{where}: no snippet and no test is marked as a check of {label}"
    for label in sorted(checked(page) - {*labels(page), *elsewhere}):
        yield f"{page.at(label)}: there is no equation {label}"


def form_of_equations(page: Page) -> Iterator[str]:
    for formula in DISPLAY.finditer(page.text):
        count = len(LABEL.findall(formula[1]))
        if count > 1 or (count and not re.search(LABEL.pattern + r"\n\Z", formula[1])):
            yield f"{page.at(formula.start())}: expected one label, on the last line"
    within = [range(formula.start(), formula.end()) for formula in DISPLAY.finditer(page.text)]
    for dollars in re.finditer(r"^.*\$\$.*$", page.text, re.M):
        if not any(dollars.start() in block or dollars.end() - 1 in block for block in within):
            yield f"{page.at(dollars.start())}: expected $$ alone on a line"
    marks = {mark.start() for mark in _MARK.finditer(page.text)}
    for mark in re.finditer(r"^ *<!-- *check", page.text, re.M):
        if mark.start() not in marks:
            yield f"{page.at(mark.start())}: expected <!-- check: eq:a --> right above ```python"


@every_page
def test_equations(page):
    report([*numbered_equations(page), *form_of_equations(page)])


def test_tests_name_equations():
    known = {label for page in PAGES["en"].values() for label in labels(page)}
    report(f"{path}: there is no equation {la}" for la, path in IN_TESTS.items() if la not in known)
