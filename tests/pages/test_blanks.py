"""Exercises with blanks: the solution fills them and is right, and no slip in it is judged right.

??? example "Fill in the blanks"
    ```py
    …each blank is `...`; the last line prints what `linearnets.exercises.check` says
"""

import re
from collections.abc import Iterator

import pytest
from pages import FENCE, PAGES, Page, dedented, every_page, report

from lecturekit.slips import slipped, transposed
from linearnets.exercises import EXERCISES

_CALL = re.compile(r'print\((check\("([\w-]+)", \w+)(?:, language="zh")?\)\)\n\Z')


def blanks(page: Page) -> Iterator[tuple[str, str, str]]:
    """Yield where each program with blanks is, the program, and the first snippet below it."""
    fences = list(FENCE.finditer(page.text))
    for fence in fences:
        if fence[2] == "py":
            below = (one for one in fences if one.start() > fence.end() and one[2] == "python")
            solution = next(below, None)
            yield (
                page.at(fence.start()),
                dedented(fence[1], fence[3]),
                dedented(solution[1], solution[3]) if solution else "",
            )


def filled(page: Page) -> Iterator[str]:
    for where, blank, solution in blanks(page):
        call = _CALL.search(blank)
        zh = ', language="zh"' if page.language == "zh" else ""
        if not call or zh not in call[0] or call[2] not in EXERCISES:
            known = "a name that stands in src/linearnets/exercises"
            yield f'{where}: expected print(check("…", …{zh})) as its last line, with {known}'
            continue
        pattern = re.escape(_CALL.sub(f'assert {call[1]}) == "right"\n', blank))
        if not re.fullmatch(pattern.replace(r"\.\.\.", ".+"), solution):
            yield f"{where}: the first snippet below is not this program, filled in and asserted"


@every_page
def test_solutions_fill_the_blanks(page):
    report(filled(page))


@pytest.mark.runs_pages
@pytest.mark.nightly
@pytest.mark.parametrize(
    ("where", "solution"),
    [(where, code) for page in PAGES["en"].values() for where, _, code in blanks(page)],
    ids=lambda value: value if value.startswith("docs") else "",
)
def test_no_slip_of_a_solution_is_judged_right(where, solution):
    changes = list(slipped(solution))
    assert changes
    for line, change, program in changes:
        try:
            exec(program, {"__name__": "__main__", "transposed": transposed})
        except Exception:
            continue
        pytest.fail(f"{where}, line {line}: {change} is judged right", pytrace=False)
