"""Keep the two languages in step: what each line of a page shares with the same line of its twin.

Line n of a page is line n of its twin: of the same kind and with the same formulas, links, numbers
and so on; only the words differ. So a difference is reported with the line it stands on.
"""

import re
from collections import Counter
from collections.abc import Iterator

from lecturekit import inline, lines, source
from lecturekit.lines import Line
from lecturekit.pages import Fence, Page
from lecturekit.site import Problem, Site

_KEY = re.compile(r"\s*[\w-]+(?=:)|\s*- ")
_WORDED = ("heading", "prose", "item", "table", "caption", "fold", "html")


def in_step(site: Site, page: Page) -> Iterator[Problem]:
    """Yield where a page and its twin differ in more than words; the twin is not reported again."""
    twin = site.twin(page)
    if twin is None or page.language == "en":
        return
    if line := _first_misfit(page, twin):
        yield Problem(page.path, *line)
        return
    there = {**_facts(twin), **_code(twin)}
    for (line, what), fact in {**_facts(page), **_code(page)}.items():
        if fact != there[line, what]:
            where = f"{twin.path}:{line}"
            yield Problem(page.path, line, f"{what}: {_difference(fact, there[line, what], where)}")


def _first_misfit(page: Page, twin: Page) -> tuple[int, str] | None:
    """Return the first line that is something else there; all later ones may be off by it."""
    for here, there in zip(map(_shape, page.lines), map(_shape, twin.lines), strict=False):
        if here != there:
            line, what = here
            return line, f"is of kind {what}, but {twin.path}:{line} is of kind {there[1]}"
    if len(page.lines) != len(twin.lines):
        count = f"has {len(page.lines)} lines, but {twin.path} has {len(twin.lines)}"
        return min(len(page.lines), len(twin.lines)), count
    return None


def _shape(line: Line) -> tuple[int, str]:
    """Return what a line is made of, apart from its content; of a heading also whose it is."""
    match line.kind:
        case "heading":
            return line.number, f"heading {{#{lines.HEADING.match(line.text)[3]}}}"
        case "fence":
            return line.number, f"fence {line.text}"
    return line.number, line.kind


def _facts(page: Page) -> dict[tuple[int, str], object]:
    """Return (line, what) -> what must be equal there in both languages, outside code."""
    found = {}
    for line in page.lines:
        for what, fact in _of_line(line).items():
            found[line.number, what] = fact
    return found


def _of_line(line: Line) -> dict[str, object]:
    text = line.text
    match line.kind:
        case "front":
            return {"key": _KEY.match(line.raw)[0] if _KEY.match(line.raw) else ""}
        case "equation":
            return {"equation": inline.normal_tex(text)}
        case "comment" | "directive" | "fence":
            return {line.kind: text, "indent": line.indent}
        case "figure":
            return {"figure": lines.IMAGE.match(text)[2]}
        case kind if kind in _WORDED:
            return {"indent": line.indent, **_of_words(text), **_of_block(kind, text)}
    return {}


def _of_block(kind: str, text: str) -> dict[str, object]:
    match kind:
        case "heading":
            return {"level": lines.HEADING.match(text)[1]}
        case "fold":
            return {"fold": " ".join(lines.FOLD.match(text).groups()[:2])}
        case "item":
            return {"item": lines.ITEM.match(text)[1]}
        case "table":
            return {"cells": inline.parse(text).text.count("|")}
    return {}


def _of_words(text: str) -> dict[str, object]:
    parts = inline.parse(text)
    return {
        "formulas": Counter(parts.formulas),
        "links": list(parts.links),
        "citations": Counter(parts.citations),
        "code": set(parts.codes),
        "numbers": Counter(n for n in inline.numbers(parts.text) if len(n) > 1),
    }


def _code(page: Page) -> dict[tuple[int, str], object]:
    """Return (line, what) -> the code there without comments, or the output."""
    return {
        (fence.line + row, "code" if fence.info == "python" else "text"): code
        for fence in page.fences
        for row, code in _rows(fence).items()
    }


def _rows(fence: Fence) -> dict[int, object]:
    texts = dict(enumerate(fence.code.splitlines(), 1))
    if fence.info != "python":
        return texts
    try:
        tokens = source.rows(fence.code)
    except SyntaxError:
        return texts
    return {row: " ".join(tokens.get(row, ())).strip() for row in texts}


def _difference(here: object, there: object, where: str) -> str:
    if isinstance(here, list) and Counter(here) != Counter(there):
        here, there = Counter(here), Counter(there)
    if isinstance(here, Counter | set):
        more, less = here - there, there - here
        return f"only here {_listed(more)}, only in {where} {_listed(less)}"
    return f"{here!r} here, but {there!r} in {where}"


def _listed(items) -> str:
    return ", ".join(map(str, Counter(items).elements())) or "nothing"
