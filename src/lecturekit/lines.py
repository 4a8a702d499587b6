"""Tell for each line of a page what kind of line it is.

A scanner of lines and no Markdown parser, because parsers drop what the checks report: the source
line of every part, also of a fence inside a fold. The kinds are `blank`, `front` (matter),
`heading`, `prose`, `item`, `table`, `figure`, `caption`, `fold`, `fence` (its first and last line),
`code`, `equation`, `comment`, `directive`, `html`, and in a lab `marker` and `cell`.
"""

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

HEADING = re.compile(r"(#{1,6}) +(.*?)(?: *\{ *#([^ }]*)[^}]*\})?$")
FENCE = re.compile(r"(`{3,}|~{3,})(.*)")
FOLD = re.compile(r'(\?\?\?\+?|!!!) +([\w-]+)(?: +"(.*)")?$')
IMAGE = re.compile(r"!\[(.*?)\]\((\S*?)\)(.*)$")
ITEM = re.compile(r"(\d+\.|[-*+]) +(.*)")
# What one line alone tells; the first that matches. Anything else is prose.
_SINGLE = {
    "heading": HEADING,
    "fold": FOLD,
    "figure": IMAGE,
    "directive": re.compile(r":::|--8<--"),
    "item": ITEM,
    "table": re.compile(r"\|"),
    "html": re.compile(r"</?[a-zA-Z]"),
}


class Line(NamedTuple):
    """A source line; `raw` is as written, but in a text cell without the leading `# `."""

    number: int
    kind: str
    raw: str

    @property
    def indent(self) -> int:
        """The number of spaces before the text."""
        return len(self.raw) - len(self.raw.lstrip())

    @property
    def text(self) -> str:
        """The line without the spaces around it."""
        return self.raw.strip()


def scan(texts: list[str], first: int = 1) -> Iterator[Line]:
    """Yield the lines of a Markdown text, of which the first has the number `first`."""
    inside, ends, last = "", None, ""
    for number, raw in enumerate(texts, first):
        if ends:
            closed = ends(raw.strip())
            kind = "fence" if closed and inside == "code" else inside
            ends = None if closed else ends
        else:
            inside, ends = _opening(raw, number)
            kind = "fence" if inside == "code" else inside or _single(raw, last)
        last = kind
        yield Line(number, kind, raw)


def _opening(raw: str, number: int) -> tuple[str, Callable[[str], bool] | None]:
    """Return the kind of the block that a line opens, and what tells the block's last line."""
    text = raw.strip()
    if number == 1 and raw == "---":
        return "front", lambda line: line == "---"
    if fence := FENCE.match(text):
        return "code", lambda line: line.startswith(fence[1])
    if text.startswith("<!--"):
        return "comment", None if "-->" in text else lambda line: "-->" in line
    if text.startswith("$$"):
        return "equation", (lambda line: "$$" in line) if text == "$$" else None
    return "", None


def _single(raw: str, last: str) -> str:
    text = raw.strip()
    if not text:
        return "blank"
    if last == "directive" and raw.startswith(" "):
        return "directive"
    kind = next((kind for kind, pattern in _SINGLE.items() if pattern.match(text)), "prose")
    return "caption" if last == "figure" and kind == "prose" else kind


def scan_lab(texts: list[str]) -> Iterator[Line]:
    """Yield the lines of a percent-format notebook; the marker of a code cell is a `cell`."""
    starts = [n for n, text in enumerate(texts) if text.startswith("# %%")] + [len(texts)]
    yield from scan([text[2:] for text in texts[: starts[0]]])
    for start, end in zip(starts, starts[1:], strict=False):
        cell = texts[start + 1 : end]
        if "[markdown]" in texts[start]:
            yield Line(start + 1, "marker", texts[start])
            yield from scan([text.removeprefix("#").removeprefix(" ") for text in cell], start + 2)
        else:
            yield Line(start + 1, "cell", texts[start])
            yield from (Line(n, "code", text) for n, text in enumerate(cell, start + 2))
