"""Read a page into its parts, each with the line it stands on.

A page is Markdown, or a lab: a notebook in percent format, whose text cells are read like a page.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import takewhile
from pathlib import Path
from typing import NamedTuple

import yaml

from lecturekit.kept import for_each_page
from lecturekit.lines import FENCE, FOLD, HEADING, IMAGE, ITEM, Line, scan, scan_lab

LABEL = re.compile(r"\\label\{([^}]*)\}")
_DESCRIPTION = re.compile(r"description: *[\"']?(.*?)[\"']?$")
# The words of a line, by its kind; the other kinds have none.
_WORDS: dict[str, Callable[[str], str | None]] = {
    "heading": lambda text: HEADING.match(text)[2],
    "fold": lambda text: FOLD.match(text)[3],
    "figure": lambda text: IMAGE.match(text)[1],
    "item": lambda text: ITEM.match(text)[2],
    "front": lambda text: (_DESCRIPTION.match(text) or ("", ""))[1],
    **dict.fromkeys(("prose", "caption", "table", "html"), lambda text: text),
}


class Heading(NamedTuple):
    line: int
    level: int
    text: str
    id: str | None


class Fence(NamedTuple):
    """A fenced block, or a code cell of a lab. `close` is its last line, None if it never ends."""

    line: int
    end: int
    indent: int
    ticks: str
    info: str
    code: str
    close: str | None


class Equation(NamedTuple):
    """A display formula; `closed` says whether both its `$$` stand alone on their lines."""

    line: int
    end: int
    tex: str
    labels: tuple[str, ...]
    closed: bool


class Figure(NamedTuple):
    line: int
    alt: str
    path: str
    caption: str


class Fold(NamedTuple):
    """A fold (`???`, open `???+`) or an admonition (`!!!`)."""

    line: int
    indent: int
    mark: str
    kind: str
    title: str


class Prose(NamedTuple):
    """The words of one line, and the kind of that line."""

    line: int
    kind: str
    text: str


@dataclass(frozen=True)
class Page:
    """A page and its parts. `path` is from the root, `name` from the language's folder."""

    path: str
    name: str
    language: str
    lines: tuple[Line, ...]

    @classmethod
    def read(cls, root: Path, path: str, language: str) -> "Page":
        """Return the page at `path`, which is from the root."""
        return _read((root / path).read_text("utf-8"), path, language)

    @property
    def is_lab(self) -> bool:
        return self.name.endswith(".py")

    def of_kind(self, *kinds: str) -> list[Line]:
        return [line for line in self.lines if line.kind in kinds]

    @cached_property
    def front(self) -> dict:
        """The front matter, empty if it is no mapping; of a lab, its header without the kernel."""
        texts = [line.raw for line in self.of_kind("front") if line.raw != "---"]
        try:
            front = dict(yaml.safe_load("\n".join(texts)) or {})
        except (yaml.YAMLError, TypeError, ValueError):
            return {}
        return {key: value for key, value in front.items() if key != "jupyter"}

    @cached_property
    def headings(self) -> list[Heading]:
        found = [(line.number, HEADING.match(line.text)) for line in self.of_kind("heading")]
        return [Heading(number, len(match[1]), match[2], match[3]) for number, match in found]

    @cached_property
    def fences(self) -> list[Fence]:
        return list(_fences(self.lines))

    @cached_property
    def equations(self) -> list[Equation]:
        return list(_equations(self.of_kind("equation")))

    @cached_property
    def figures(self) -> list[Figure]:
        captions = {line.number: line.text for line in self.of_kind("caption")}
        found = [(line.number, IMAGE.match(line.text)) for line in self.of_kind("figure")]
        return [Figure(n, match[1], match[2], captions.get(n + 1, "")) for n, match in found]

    @cached_property
    def folds(self) -> list[Fold]:
        found = [(line, FOLD.match(line.text)) for line in self.of_kind("fold")]
        return [Fold(line.number, line.indent, *match.groups("")) for line, match in found]

    @cached_property
    def exercises(self) -> list[tuple[Line, list[Line]]]:
        """Each numbered item below the heading `exercises`, and the lines up to the next."""
        heads = [heading for heading in self.headings if heading.id == "exercises"]
        found: list[tuple[Line, list[Line]]] = []
        for line in self._section(heads[0]) if heads else ():
            if line.kind == "item" and line.raw[0].isdigit():
                found.append((line, []))
            elif found:
                found[-1][1].append(line)
        return found

    def _section(self, head: Heading) -> Iterator[Line]:
        others = (each for each in self.headings if each.line > head.line)
        end = next((each.line for each in others if each.level <= head.level), len(self.lines) + 1)
        return (line for line in self.lines if head.line < line.number < end)

    @cached_property
    def prose(self) -> list[Prose]:
        """The words of each line that has any."""
        words = [(line, _WORDS[line.kind](line.text)) for line in self.of_kind(*_WORDS)]
        return [Prose(line.number, line.kind, text) for line, text in words if text]


@for_each_page
def _read(text: str, path: str, language: str) -> Page:
    read = scan_lab if path.endswith(".py") else scan
    lines = read(text.removesuffix("\n").split("\n"))
    return Page(path, path.removeprefix(f"docs/{language}/"), language, tuple(lines))


def _fences(lines: tuple[Line, ...]) -> Iterator[Fence]:
    at = 0
    while at < len(lines):
        first, at = lines[at], at + 1
        if first.kind not in ("fence", "cell"):
            continue
        body = list(takewhile(lambda line: line.kind == "code", lines[at:]))
        at += len(body)
        close = lines[at] if at < len(lines) and first.kind == "fence" else None
        at += close is not None
        ticks, info = FENCE.match(first.text).groups() if first.kind == "fence" else ("", "python")
        code = "".join(line.raw[min(first.indent, line.indent) :] + "\n" for line in body)
        end = close.number if close else first.number + len(body)
        yield Fence(first.number, end, first.indent, ticks, info, code, close and close.raw)


def _equations(lines: list[Line]) -> Iterator[Equation]:
    rest = iter(lines)
    for first in rest:
        body = []
        # A `$$` with something behind it opens no block: the scanner takes it for a whole one.
        last = next(rest, None) if first.text == "$$" else first
        while last and "$$" not in last.text:
            body.append(last.text)
            last = next(rest, None)
        tex = "\n".join(body)
        end = last.number if last else first.number + len(body)
        closed = last is not None and last.text == "$$"
        yield Equation(first.number, end, tex, tuple(LABEL.findall(tex)), closed)
