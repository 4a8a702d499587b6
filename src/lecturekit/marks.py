"""Find the equations of a site, and the code that says it checks them.

A check is a snippet below `<!-- check: eq:a eq:b -->`, or a test whose docstring says
`check: eq:a`. What belongs to the snippet and not to the equation, its givens, may be named behind
the labels: `<!-- check: eq:a given: models -->`.
"""

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from lecturekit.pages import Fence, Page
from lecturekit.site import Site

MARK = re.compile(r"<!-- check:((?: eq:[\w-]+)+)(?: given:((?: \w+)+))? -->")
_TESTED = re.compile(r"\bcheck:((?:\s+eq:[\w-]+)+)")


class Check(NamedTuple):
    """A mark of a page: its line, labels and givens, and the snippet that it stands above."""

    line: int
    labels: tuple[str, ...]
    given: tuple[str, ...]
    fence: Fence | None


def checks_of(page: Page) -> list[Check]:
    """Return the well-formed marks of a page; `fence` is None if one stands above no snippet."""
    snippets = {(f.line, f.indent): f for f in page.fences if f.info == "python"}
    marks = [(line, MARK.fullmatch(line.text)) for line in page.of_kind("comment")]
    return [
        Check(
            line.number,
            tuple(mark[1].split()),
            tuple((mark[2] or "").split()),
            snippets.get((line.number + 1, line.indent)),
        )
        for line, mark in marks
        if mark
    ]


def tests_of(root: Path) -> Iterator[tuple[str, ast.FunctionDef, list[str]]]:
    """Yield the tests whose docstring names equations: path, function, labels."""
    for path in sorted((root / "tests").rglob("*.py")):
        text = path.read_text("utf-8")
        for node in ast.walk(ast.parse(text)) if "check: eq:" in text else ():
            if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
                marks = _TESTED.findall(ast.get_docstring(node) or "")
                if labels := [label for mark in marks for label in mark.split()]:
                    yield path.relative_to(root).as_posix(), node, labels


@lru_cache(maxsize=8)
def labels(site: Site, language: str) -> dict[str, list[tuple[str, int]]]:
    """Return label -> where it stands in a language, path and line."""
    found = defaultdict(list)
    for page in site.pages[language].values():
        for equation in page.equations:
            for label in equation.labels:
                found[label].append((page.path, equation.line))
    return found


@lru_cache(maxsize=8)
def checked(site: Site, language: str) -> dict[str, list[str]]:
    """Return label -> the code of its checks, free of comments and layout."""
    found = defaultdict(list)
    for page in site.pages[language].values():
        for check in checks_of(page):
            for label in check.labels if check.fence else ():
                found[label].append(f"{check.given}\n{_plain(check.fence.code)}")
    for _, test, named in tests_of(site.root):
        for label in named:
            found[label].append(ast.unparse(test))
    return found


def _plain(code: str) -> str:
    try:
        return ast.unparse(ast.parse(code))
    except SyntaxError:
        return code
