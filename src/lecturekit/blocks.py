"""What must hold of a page's blocks: fences and what runs of them, outputs, folds, exercises."""

import re
import warnings
from collections.abc import Iterator

from pytest_codeblocks import extract_from_file

from lecturekit import source
from lecturekit.fences import MARKER
from lecturekit.lines import Line
from lecturekit.pages import Fence, Fold, Page
from lecturekit.site import Problem, Site

LONGEST = 15  # lines of a snippet besides its imports: what a reader takes in at once
KINDS = ("python", "py", "text", "console")
_INCLUDE = re.compile(r'--8<-- "[^"]+"\n')


def fences(site: Site, page: Page) -> Iterator[Problem]:
    """Yield fences that would not be shown or run as they look, and marks that keep one from it."""
    if page.is_lab:
        return
    for fence in page.fences:
        yield from (Problem(page.path, fence.line, message) for message in _faults(fence))
    for line in page.of_kind("comment"):
        if "pytest" in line.text and line.text != MARKER:
            message = f"expected no mark for pytest but {MARKER}, but the line has {line.text}"
            yield Problem(page.path, line.number, message)
    yield from _uncollected(site, page)


def short(site: Site, page: Page) -> Iterator[Problem]:
    """Yield snippets that are too long to be taken in."""
    for fence in page.fences:
        if fence.info != "python" or page.is_lab:
            continue
        try:
            length = source.length(fence.code)
        except SyntaxError:
            continue  # which the test of the snippet reports
        if length > LONGEST:
            message = f"expected at most {LONGEST} lines besides imports, but there are {length}"
            yield Problem(page.path, fence.line, message)


def _faults(fence: Fence) -> Iterator[str]:
    if fence.ticks != "```":
        yield f"expected a fence of ```, but it is of {fence.ticks}"
    if fence.info not in KINDS:
        yield f"expected ```{', ```'.join(KINDS)} and nothing after it, but it is ```{fence.info}"
    if fence.info == "py" and not _INCLUDE.fullmatch(fence.code):
        yield "expected one line that includes a file by --8<-- in ```py, but it has other code"
    if fence.close is None:
        yield "expected a line of ``` that ends the fence, but the page ends first"
    elif fence.close.rstrip() != " " * fence.indent + fence.ticks:
        yield f"expected the fence to end as it began, but line {fence.end} has {fence.close!r}"


def _uncollected(site: Site, page: Page) -> Iterator[Problem]:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            blocks = extract_from_file(site.root / page.path)
    except RuntimeError as error:
        yield Problem(page.path, 1, f"pytest-codeblocks cannot read the page: {error}")
        return
    shown = {fence.line: _dense(fence.code) for fence in page.fences if fence.info == "python"}
    run = {block.lineno: _dense(block.code) for block in blocks if block.syntax == "python"}
    for line in sorted(shown.keys() | run.keys()):
        if shown.get(line) != run.get(line):
            yield Problem(page.path, line, "the code shown here is not the code that the tests run")


def _dense(code: str) -> list[str]:
    # pytest-codeblocks loses the empty lines of an indented fence.
    return [line for line in code.splitlines() if line.strip()]


def outputs(site: Site, page: Page) -> Iterator[Problem]:
    """Yield printing snippets without an output right below, silent ones with one, unreadable ones.

    "Right below" is an empty line, the mark, and a `text` fence on the next line.
    """
    if page.is_lab:
        return
    text = {line.number: line.text for line in page.lines}
    for fence in (fence for fence in page.fences if fence.info == "python"):
        mark = fence.end + 2
        stated = (text.get(mark - 1), text.get(mark)) == ("", MARKER)
        shown = stated and text.get(mark + 1) == "```text"
        yield from _of_output(page, fence, stated, shown)
        if shown and {line.indent for line in page.lines[mark - 1 : mark + 1]} != {fence.indent}:
            yield Problem(page.path, mark, "expected the output to be indented as the code")


def _of_output(page: Page, fence: Fence, stated: bool, shown: bool) -> Iterator[Problem]:
    try:
        printing = source.prints(fence.code)
    except SyntaxError as error:
        line = fence.line + error.lineno
        yield Problem(page.path, line, f"expected Python, but it cannot be parsed: {error.msg}")
        return
    if printing and not shown:
        message = f"prints, but below it stand no empty line, {MARKER} and ```text"
        yield Problem(page.path, fence.line, message)
    if stated and not printing:
        yield Problem(page.path, fence.end + 2, "an output is stated for code that prints nothing")


def output_of(page: Page, fence: Fence) -> str:
    """Return the output that the page shows for a snippet, or nothing."""
    for each in page.fences:
        if each.line == fence.end + 3 and page.lines[each.line - 2].text == MARKER:
            return each.code
    return ""


def folds(site: Site, page: Page) -> Iterator[Problem]:
    """Yield folds and admonitions without a title, or whose body would be shown outside."""
    for fold in page.folds:
        if not fold.title:
            yield Problem(page.path, fold.line, f"expected a title in quotes after {fold.kind}")
        after = page.lines[fold.line : fold.line + 2]
        body = next((line for line in after if line.kind != "blank"), None)
        if body is None or body.indent != fold.indent + 4:
            message = f"expected a body indented by {fold.indent + 4} below it, but there is none"
            yield Problem(page.path, fold.line, message)


def exercises(site: Site, page: Page) -> Iterator[Problem]:
    """Yield exercises that do not have one folded solution, and lists that miscount."""
    for heading in page.headings:
        if heading.id == "exercises" and not page.exercises:
            yield Problem(page.path, heading.line, "expected a numbered list of exercises below it")
    folds = {fold.line: fold for fold in page.folds}
    for count, (item, below) in enumerate(page.exercises, 1):
        if item.raw.split(".")[0] != str(count):
            yield Problem(
                page.path, item.number, f"expected exercise {count}, but it is {item.raw}"
            )
        solutions = [folds[line.number] for line in below if _is_solution(line, folds)]
        if len(solutions) != 1:
            message = f"expected one solution (??? success), but the exercise has {len(solutions)}"
            yield Problem(page.path, item.number, message)


def _is_solution(line: Line, folds: dict[int, Fold]) -> bool:
    fold = folds.get(line.number)
    return bool(fold) and (fold.mark, fold.kind, fold.indent) == ("???", "success", 4)
