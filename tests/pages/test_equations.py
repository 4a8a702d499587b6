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


def equations(page: Page) -> Iterator[str]:
    known = checked(page).union(*map(checked, PAGES[page.language].values()))
    for formula in DISPLAY.finditer(page.text):
        for label in set(LABEL.findall(formula[1])) - known:
            where = page.at(formula.start())
            yield f"{where}: expected <!-- check: {label} --> right above a ```python"
    for dollars in re.finditer(r"^.*\$\$", emptied(page.text, DISPLAY), re.M):
        yield f"{page.at(dollars.start())}: expected $$ alone on a line"


@every_page
def test_equations(page):
    report(equations(page))
