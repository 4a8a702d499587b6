"""A page as a notebook to download: plain Markdown and code cells, from the page's own source.

What only this site understands becomes what every notebook viewer does: a fold becomes its title in
bold and its content, a figure the program that draws it, a label the number of its equation, a link
an address on the web. Marks go. The first cell installs the package.
"""

import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import jupytext
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from lecturekit import citations, inline
from lecturekit.lines import FOLD, HEADING, IMAGE, Line, scan
from lecturekit.math import MACROS, Equation
from lecturekit.pages import LABEL, Page

KERNEL = {"display_name": "Python 3", "language": "python", "name": "python3"}
_EQREF = re.compile(r"\$\\eqref\{([^}]*)\}\$")
_CITATION = re.compile(r"\[@([\w-]+)(?:, *([^\]]+))?\]")
_TARGET = re.compile(r"\]\((?!https?:|mailto:)([^)#\s]*)(#[^)\s]*)?\)")
_MACRO = {re.compile(re.escape(name) + r"(?![A-Za-z])"): tex for name, tex in MACROS.items()}


class Context(NamedTuple):
    """What a notebook needs to know beside its page.

    Attributes:
        home: Address of the language's home page, with a slash at the end.
        equations: Label -> Equation of every page.
        references: The bibliography, key -> entry.
        figures: Folder of the figures' scripts.
        install: The line that installs the package in a notebook.
    """

    home: str
    equations: Mapping[str, Equation]
    references: Mapping[str, dict]
    figures: Path
    install: str


def has_code(page: Page) -> bool:
    """Whether there is anything in a page to run."""
    return page.is_lab or any(fence.info == "python" for fence in page.fences)


def notebook(page: Page, source: str, context: Context) -> NotebookNode:
    """Return a page, or a lab, as a notebook that runs from its first cell to its last."""
    cells = [new_code_cell(context.install)]
    if page.is_lab:
        for cell in jupytext.reads(source, "py:percent").cells:
            cells += _of_lab(cell, page.name, context)
    else:
        cells += _cells(page.lines, page.name, context)
    for number, cell in enumerate(cells):
        cell["id"] = f"cell-{number}"
    return new_notebook(cells=cells, metadata={"kernelspec": KERNEL})


def _of_lab(cell: NotebookNode, name: str, context: Context) -> Iterator[NotebookNode]:
    if cell.cell_type == "markdown":
        yield from _cells(scan(cell.source.split("\n"), first=2), name, context)
    elif cell.cell_type == "code":
        yield new_code_cell(cell.source)


def _cells(lines: Iterable[Line], name: str, context: Context) -> Iterator[NotebookNode]:
    words: list[str] = []
    last = None
    for kind, text in _parts(lines, name, context):
        if kind == "output" and last:
            last.outputs = [new_output("stream", name="stdout", text=text)]
        elif kind == "words":
            words.append(text)
        else:
            yield from _written(words)
            words, last = [], new_code_cell(text.rstrip("\n"))
            yield last
    yield from _written(words)


def _written(words: list[str]) -> Iterator[NotebookNode]:
    text = re.sub(r"\n{3,}", "\n\n", "\n".join(words)).strip("\n")
    if text:
        yield new_markdown_cell(text)


def _parts(lines: Iterable[Line], name: str, context: Context) -> Iterator[tuple[str, str]]:
    """Yield what a notebook is made of: lines of words, programs, and what they print."""
    folds: list[int] = []  # where the content of each fold around a block begins
    shown = False  # whether the block is what a program prints
    for first, *rest in _blocks(lines):
        while folds and first.text and first.indent < folds[-1]:
            folds.pop()
        if rest:
            yield _fence(first, rest, shown)
        elif first.kind == "fold":
            folds.append(first.indent + 4)
            yield "words", f"**{FOLD.match(first.text)[3]}**\n"
        elif first.kind == "figure":
            script = Path(IMAGE.match(first.text)[2]).stem
            yield "code", (context.figures / f"{script}.py").read_text("utf-8")
        elif first.kind not in ("front", "comment"):
            text = first.raw[min(first.indent, folds[-1] if folds else 0) :]
            yield "words", _plain(text, first.kind, name, context)
        shown = first.kind == "comment" and "expected-output" in first.text


def _blocks(lines: Iterable[Line]) -> Iterator[list[Line]]:
    """Yield the lines of each fence together, and every other line alone."""
    fence: list[Line] = []
    for line in lines:
        if line.kind not in ("fence", "code"):
            yield [line]
            continue
        fence.append(line)
        if line.kind == "fence" and len(fence) > 1:
            yield fence
            fence = []


def _fence(first: Line, rest: list[Line], shown: bool) -> tuple[str, str]:
    body = "".join(line.raw[min(line.indent, first.indent) :] + "\n" for line in rest[:-1])
    if first.text == "```python":
        return "code", body
    return ("output", body) if shown else ("words", f"{first.text}\n{body}```")


def _plain(text: str, kind: str, name: str, context: Context) -> str:
    """Return a line without what only the site understands."""
    if kind == "heading":
        mark = HEADING.match(text)
        text = f"{mark[1]} {mark[2]}"
    parts = inline.CODE.split(text)
    # Every third part is a code span's signs, and the one after it its content.
    for n in range(0, len(parts), 3):
        parts[n] = _linked(parts[n], name, context)
    spans = zip(parts[1::3], parts[2::3], strict=True)
    codes = [f"{signs}{code}{signs}" for signs, code in spans]
    return "".join(part + code for part, code in zip(parts[::3], [*codes, ""], strict=True))


def _linked(text: str, name: str, context: Context) -> str:
    text = LABEL.sub(lambda m: rf"\tag{{{context.equations[m[1]].number}}}", text)
    text = _EQREF.sub(lambda m: _reference(m[1], name, context), text)
    text = _CITATION.sub(lambda m: _citation(m, context), text)
    for macro, tex in _MACRO.items():
        text = macro.sub(lambda _, tex=tex: tex, text)
    return _TARGET.sub(lambda m: f"]({_address(m[1], name, context)}{m[2] or ''})", text)


def _reference(label: str, name: str, context: Context) -> str:
    equation = context.equations[label]
    title = "" if equation.page == name else f"{equation.title} "
    return f"[{title}({equation.number})]({_address(f'/{equation.page}', name, context)}#{label})"


def _citation(match: re.Match, context: Context) -> str:
    label = citations.label(context.references[match[1]])
    where = f", {match[2]}" if match[2] else ""
    return f"[{label}{where}]({_address(f'/{citations.PAGE}', '', context)}#{match[1]})"


def _address(target: str, name: str, context: Context) -> str:
    """Return the web address of a page that a link names relative to its own, or from the root."""
    path = posixpath.join("/", posixpath.dirname(name), target) if target else f"/{name}"
    path = re.sub(r"\.(md|py)$", "", posixpath.normpath(path).lstrip("/"))
    path = re.sub(r"(^|/)index$", r"\1", path)
    return context.home + (f"{path}/" if path and not path.endswith("/") else path)
