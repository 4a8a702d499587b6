"""A page as a notebook to download: plain Markdown and code cells that run from first to last.

What only this site understands becomes what every notebook viewer does: a fold becomes its title in
bold and its content, but stays folded if it has words only; a figure becomes the program that draws
it, a label the number of its equation, a link an address on the web. The first cell installs the
package. A page with solutions is two notebooks: one to do, one solved.
"""

import re
from collections.abc import Callable
from pathlib import Path
from textwrap import dedent

import jupytext
import nbformat
from nbformat.v4 import new_code_cell, new_notebook, new_output

from lecturekit.math import EQREF, LABEL, MACROS, Equations

# What a notebook says of itself.
WORDS = {
    "zh": {
        "install": "# 每个环境只需一次；已经装好 linearnets，就跳过。PyTorch 在 Linux 上可能要下载 3 GB，见",
        "program": "# 画出此图的程序：运行即可，不必读懂。",
        "moves": "这张图在[网页]({})上可以动手操作。",
        "licence": "出自 [linearnets]({})。文字与图：[CC BY-SA 4.0](https://creativecommons.org/licenses/by-sa/4.0/deed.zh-hans)；代码：MIT 许可证。",
    },
    "en": {
        "install": "# Once in each environment; skip it where linearnets is installed. On Linux PyTorch may be 3 GB: see",
        "program": "# The program that draws this figure: run it, you need not read it.",
        "moves": "On [its page]({}) this figure moves.",
        "licence": "From [linearnets]({}). Text and figures: [CC BY-SA 4.0](https://creativecommons.org/licenses/by-sa/4.0/); code: MIT licence.",
    },
}
KERNEL = {"display_name": "Python 3", "language": "python", "name": "python3"}
_FOLD = re.compile(r'( *)\?\?\? +[\w-]+ "(.*)"$')
_WHOLE_FOLD = r'^( *)\?\?\? +%s "(.*)"\n((?:\n|\1 {4}.*(?:\n|\Z))+)'
_ANY_FOLD = re.compile(_WHOLE_FOLD % r"[\w-]+", re.M)
_SOLUTION = re.compile(_WHOLE_FOLD % "success", re.M)
_BLANKS = re.compile(_WHOLE_FOLD % "example", re.M)
_BLANKS_OF_LAB = re.compile(r"^```py\n.*?^```\n", re.M | re.S)
_ANY_OUTPUT = re.compile(r"^( *)```text\n.*?^\1```\n", re.M | re.S)
_FIGURE = re.compile(r"^!\[.*\]\(\S*assets/figures/([\w-]+)\.svg\)(\{[^}]*\})?$", re.M)
_FENCE = re.compile(r"(^```.*?^```$)", re.M | re.S)
_OUTPUT = re.compile(r"```text\n(.*?\n)```\n*", re.S)
_COMMENT = re.compile(r"^ *<!--.*?-->\n?", re.M)
_ATTRIBUTES = re.compile(
    r"^(#.*?) *\{#[^{}]*\}$|\[\]\([^)]*\)\{[^}]*\}|(?<=\))\{ (?:\.\w+|download=\S+) \}|^\{ [.#][\w:-]+ \}\n",
    re.M,
)
# Code spans come first: what is in them stays as it is.
_LINK = re.compile(r"(`+.+?`+)|\]\((?!https?:|mailto:)([^)#\s]*)(#[^)\s]*)?\)")


def to_do(markdown: str) -> str:
    """Return a page as it is taken home: with blanks to fill in, without solutions and results.

    Examples:
        >>> to_do('1. Add.\\n\\n    ??? success "Solution"\\n        2\\n')
        '1. Add.\\n\\n\\n'
    """
    return _ANY_OUTPUT.sub("", _SOLUTION.sub("\n", markdown))


def solved(markdown: str) -> str:
    """Return a page with its solutions and results, without the blanks.

    Examples:
        >>> solved('1. Add.\\n\\n    ??? example "Fill in"\\n        ...\\n')
        '1. Add.\\n\\n\\n'
    """
    return _BLANKS_OF_LAB.sub("", _BLANKS.sub("\n", markdown))


def notebook(
    markdown: str,
    install: str,
    equations: Equations,
    url: str,
    address: Callable[[str], str],
    figures: Path,
    language: str,
) -> str:
    """Return a page as the text of a notebook.

    Args:
        markdown: The page without front matter, its citations as links.
        install: What installs the package.
        equations: Those of all pages.
        url: The page's own, from the root of the language.
        address: Returns the web address of a page that a link names relative to this one.
        figures: Folder of the figures' scripts.
        language: "zh" or "en".
    """
    says = {key: text.format(address("")) for key, text in WORDS[language].items()}
    markdown = f"{markdown}\n\n---\n\n{says['licence']}\n"
    markdown = markdown.replace("```py\n", "```python\n")  # blanks to fill in, which no test runs
    text = _ANY_FOLD.sub(_details, markdown)
    text = _FIGURE.sub(lambda figure: _program(figure, figures, says), _unfolded(text))
    parts = _FENCE.split(text)  # words and fences in turn
    parts[::2] = [_plain(words, equations, url, address) for words in parts[::2]]
    cells = [new_code_cell(f"{says['install']} {address('/')}#one-call\n{install}")]
    for cell in jupytext.reads("".join(parts), "md").cells:
        shown = _OUTPUT.match(cell.source)
        if shown and cells[-1].cell_type == "code":
            cells[-1].outputs.append(new_output("stream", name="stdout", text=shown[1]))
            cell.source = cell.source[shown.end() :]
        if cell.source:
            cells.append(cell)
    for number, cell in enumerate(cells):
        cell["id"], cell["metadata"] = f"cell-{number}", {}
    return nbformat.writes(new_notebook(cells=cells, metadata={"kernelspec": KERNEL})) + "\n"


def _program(figure: re.Match, figures: Path, says: dict[str, str]) -> str:
    """Return the fence of a figure's script; nothing for a plot of a lab, whose code stands above."""
    script = figures / f"{figure[1]}.py"
    if not script.is_file():
        return ""
    moves = f"{says['moves']}\n\n" if "explorable=" in (figure[2] or "") else ""
    return f"{moves}```python\n{says['program']}\n{script.read_text('utf-8')}```\n"


def _details(fold: re.Match) -> str:
    """Return a fold as HTML; unchanged if it has code, which needs a cell of its own.

    Examples:
        >>> _ANY_FOLD.sub(_details, '??? note "A"\\n    a\\n\\nb')
        '<details><summary>A</summary>\\n\\na\\n\\n</details>\\n\\nb'
    """
    words = dedent(fold[3]).strip()
    if "```python" in words or _FIGURE.search(words):
        return fold[0]
    return f"<details><summary>{fold[2]}</summary>\n\n{words}\n\n</details>\n\n"


def _unfolded(markdown: str) -> str:
    """Return Markdown with the content of each fold at the left margin, below its title in bold.

    Examples:
        >>> _unfolded('??? note "A"\\n    ??? tip "B"\\n        b\\n    a').split("\\n")
        ['**A**', '', '**B**', '', 'b', 'a']
    """
    lines, margins = [], [0]
    for line in markdown.split("\n"):
        while line.strip() and not line.startswith(" " * margins[-1]):
            margins.pop()
        if fold := _FOLD.match(line):
            margins.append(len(fold[1]) + 4)
            lines += [f"**{fold[2]}**", ""]
        else:
            lines.append(line[margins[-1] :])
    return "\n".join(lines)


def _plain(words: str, equations: Equations, url: str, address: Callable[[str], str]) -> str:
    """Return Markdown without what only this site understands."""

    def reference(match: re.Match) -> str:
        equation = equations[match[1]]
        title = "" if equation.url == url else f"{equation.title} "
        return f"[{title}({equation.number})]({address('/' + equation.url)}#{match[1]})"

    words = _ATTRIBUTES.sub(r"\1", _COMMENT.sub("", words))
    words = LABEL.sub(lambda match: rf"\tag{{{equations[match[1]].number}}}", words)
    words = re.sub(rf"\${EQREF.pattern}\$", reference, words)
    for macro, tex in MACROS.items():
        words = re.sub(re.escape(macro) + r"(?![A-Za-z])", lambda _, tex=tex: tex, words)
    words = _LINK.sub(lambda match: match[1] or f"]({address(match[2])}{match[3] or ''})", words)
    return re.sub(r"\n{3,}", "\n\n", words)
