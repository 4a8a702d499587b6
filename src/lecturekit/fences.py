"""The fences of a page that run: which are programs, what the page shows of their output.

pytest-codeblocks decides what runs; the text of a fence is the page's own, since pytest-codeblocks
drops the empty lines of an indented fence, and with them the line numbers.
"""

import io
import re
from collections.abc import Iterator
from typing import NamedTuple

from pytest_codeblocks.main import extract_from_buffer

from lecturekit.lines import scan
from lecturekit.pages import Fence, Page

MARKER = "<!--pytest-codeblocks:expected-output-->"
_DIRECTIVE = re.compile(r"\s*<!--[-\s]*(pytest-codeblocks:|pytest\.mark\.)")
_TILDES = re.compile(r"\s*~{3,}\s*[{.]?\w")
_LIKE_PYTHON = re.compile(r"[{.\s]*(python|py3|pycon|ipython)", re.I)


class Block(NamedTuple):
    """A fence, and the fence that shows its output, if any; the marker stands right above that."""

    code: Fence
    output: Fence | None

    @property
    def expected(self) -> str:
        """What the page shows that the code prints."""
        return self.output.code if self.output else ""


def blocks_of(text: str) -> list[Block]:
    """Return the blocks of a page, whatever their language.

    Raises:
        RuntimeError: If pytest-codeblocks cannot read the page, or sees a fence that is not shown.
    """
    lines = tuple(scan(text.split("\n")))
    fences = {fence.line: fence for fence in Page("", "", "", lines).fences}
    blocks = []
    for found in extract_from_buffer(io.StringIO(text)):
        if found.lineno not in fences:
            raise RuntimeError(
                f"expected no fence inside another block, but line {found.lineno} is"
            )
        following = (line for line in fences if line > found.lineno)
        shown = min(following) if found.expected_output is not None else None
        blocks.append(Block(fences[found.lineno], fences.get(shown)))
    return blocks


def refused(text: str) -> list[tuple[int, str]]:
    """Return what pytest-codeblocks would skip, join or give to a shell: line and reason."""
    found = list(_refused_lines(text.split("\n")))
    # pytest-codeblocks acts on its own marks while it reads.
    return found or list(_refused_fences(blocks_of(text)))


def _refused_lines(lines: list[str]) -> Iterator[tuple[int, str]]:
    for number, (line, following) in enumerate(zip(lines, [*lines[1:], ""], strict=True), 1):
        if line.strip() == MARKER:
            if following.strip() != "```text":
                yield (
                    number,
                    f"expected ```text on the line below {MARKER}, but it is {following!r}",
                )
        elif _DIRECTIVE.match(line):
            yield number, f"expected no mark but {MARKER}, but the line has {line.strip()}"
        elif _TILDES.match(line):
            yield number, "expected a fence of ```, but ~~~ is never run"


def _refused_fences(blocks: list[Block]) -> Iterator[tuple[int, str]]:
    for code, output in blocks:
        if code.info in ("sh", "bash"):
            yield code.line, f"expected ```console, but pytest-codeblocks would run ```{code.info}"
        elif code.info != "python" and _LIKE_PYTHON.match(code.info):
            yield code.line, f"expected ```python and nothing after it, but it is ```{code.info}"
        elif code.info != "python" and output:
            yield code.line, f"expected an output of ```python only, but it is of ```{code.info}"
