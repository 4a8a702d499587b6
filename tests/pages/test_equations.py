"""Each numbered equation is named by a check, a snippet below a mark.

    <!-- check: eq:line-loss -->
    ```python

`make slips` proves that such a snippet notices every slip in its code.
"""

import functools
import re
from collections.abc import Iterator

from pages import DISPLAY, PAGES, Page, emptied, every_page, report

from lecturekit.math import LABEL

_MARK = re.compile(
    r"^( *)<!-- check:((?: eq:[\w-]+)+)(?: given:(?: \w+)+)? -->\n\1```python$", re.M
)


@functools.cache
def checked(page: Page) -> set[str]:
    return {label for _, names in _MARK.findall(page.text) for label in names.split()}


@functools.cache
def labels(page: Page) -> set[str]:
    return {label for formula in DISPLAY.findall(page.text) for label in LABEL.findall(formula)}


def equations(page: Page) -> Iterator[str]:
    others = PAGES[page.language].values()
    known = checked(page).union(*map(checked, others))
    for formula in DISPLAY.finditer(page.text):
        for label in set(LABEL.findall(formula[1])) - known:
            where = page.at(formula.start())
            if label.startswith("eq:"):
                yield f"{where}: expected <!-- check: {label} --> right above a ```python"
            else:
                yield f"{where}: expected a label that begins with eq:, not {label}"
    for label in checked(page) - labels(page).union(*map(labels, others)):
        mark = re.search(rf"<!-- check:[^\n]* {label}(?![\w-])", page.text)
        yield f"{page.at(mark.start())}: no equation has the label {label}"
    for dollars in re.finditer(r"^.*\$\$", emptied(page.text, DISPLAY), re.M):
        yield f"{page.at(dollars.start())}: expected $$ alone on a line"


@every_page
def test_equations(page):
    report(equations(page))
