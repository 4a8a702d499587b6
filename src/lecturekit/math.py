r"""Formulas: a Python-Markdown extension that renders TeX with KaTeX when the page is built.

`$…$` and `$$…$$` (parsed by pymdownx.arithmatex) become HTML with MathML; the page needs KaTeX's
style sheet and fonts, but no script. A `\label{eq:x}` numbers its display formula within the page
and is its anchor; `$\eqref{eq:x}$` links to it, also from another page. Bad TeX, an unknown or a
duplicate label raises a PageError that names the file, the line and the formula.

Options:
    page: The page's source path, from the folder of sources, e.g. `linear-regression/model.md`.
    source: The page's text as it is in the file, to find lines in; the converted text if empty.
    equations: Label -> Equation of every page, for references between pages.
    macros: TeX macros, name -> definition.
"""

import functools
import html
import json
import posixpath
import re
from typing import NamedTuple
from xml.etree import ElementTree as etree

import quickjs
from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

from lecturekit.errors import PageError
from lecturekit.tied import TiedPunctuation, breakable
from lecturekit.vendor import KATEX
from lecturekit.written import Written

MACROS = {
    r"\argmin": r"\operatorname*{arg\,min}",
    r"\argmax": r"\operatorname*{arg\,max}",
    r"\E": r"\mathbb{E}",
    r"\Var": r"\operatorname{Var}",
}
INLINE, DISPLAY = "tex-math", "tex-display"
LONG = 40  # characters of TeX; a longer formula may be broken on a phone, between its terms
_LABEL = re.compile(r"\\label\{([^}]*)\}")
_EQREF = re.compile(r"\\eqref\{([^}]*)\}")
_FENCE = re.compile(r"^ *(`{3,}).*?^ *\1`*[ \t]*$", re.M | re.S)
_BLOCK = re.compile(r"^ *\$\$(.+?)\$\$[ \t]*$", re.M | re.S)


class Equation(NamedTuple):
    """Where a numbered equation stands."""

    page: str
    title: str
    number: int


def labels_of(text: str) -> list[str]:
    """Return the equation labels of a page's source, in order; the n-th has number n."""
    blocks = _BLOCK.findall(_FENCE.sub("", text))
    return [label for block in blocks for label in _LABEL.findall(block)]


@functools.cache
def _katex():
    context = quickjs.Context()
    context.eval((KATEX / "katex.min.js").read_text("utf-8"))
    # JSON flattens the rope strings of quickjs-ng, which cannot be converted otherwise.
    return context.eval(
        "(tex, options) => JSON.stringify(katex.renderToString(tex, JSON.parse(options)))"
    )


@functools.cache
def render(tex: str, *, display: bool = False, macros: tuple[tuple[str, str], ...] = ()) -> str:
    r"""Return the HTML and MathML of a TeX formula.

    Raises:
        ValueError: If KaTeX cannot read the formula; the text is KaTeX's own.

    Examples:
        >>> render(r"\eta > 0").startswith('<span class="katex">')
        True
    """
    options = {
        "displayMode": display,
        "strict": "error",
        "output": "htmlAndMathml",
        "macros": dict(macros),
    }
    try:
        return json.loads(_katex()(tex, json.dumps(options)))
    except quickjs.JSException as error:
        raise ValueError(str(error).splitlines()[0]) from None


class MathExtension(Extension):
    def __init__(self, **kwargs) -> None:
        self.config = {
            "page": ["", "source path of the page"],
            "source": ["", "text of the page's file, to find lines in"],
            "equations": [{}, "label -> Equation, of every page"],
            "macros": [MACROS, "TeX macros, name -> definition"],
        }
        super().__init__(**kwargs)

    def extendMarkdown(self, md: Markdown) -> None:
        arithmatex = {
            "generic": True,
            "inline_tag": INLINE,
            "block_tag": DISPLAY,
            "tex_inline_wrap": ["", ""],
            "tex_block_wrap": ["", ""],
            "inline_syntax": ["dollar"],
            "block_syntax": ["dollar"],
        }
        md.registerExtensions(["pymdownx.arithmatex"], {"pymdownx.arithmatex": arithmatex})
        md.block_level_elements.append(DISPLAY)
        # After the inline patterns (20), before ids are collected and links are checked (5, 0).
        md.treeprocessors.register(_Formulas(md, self.getConfigs()), "lecturekit-math", 15)
        md.treeprocessors.register(TiedPunctuation(md, INLINE), "lecturekit-math-tied", 14)


class _Formulas(Treeprocessor):
    def __init__(self, md: Markdown, config: dict) -> None:
        super().__init__(md)
        self.page, self.equations = config["page"], config["equations"]
        self.written = Written(md, config["source"])
        self.macros = tuple(sorted(config["macros"].items()))

    def run(self, root: etree.Element) -> None:
        numbers = self._number(root)
        for element in [*root.iter(INLINE), *root.iter(DISPLAY)]:
            tex = _tex(element)
            if reference := _EQREF.fullmatch(tex):
                self._link(element, reference[1], numbers)
            else:
                self._formula(element, tex, numbers)

    def _number(self, root: etree.Element) -> dict[str, int]:
        numbers: dict[str, int] = {}
        for element in root.iter(DISPLAY):
            for label in _LABEL.findall(_tex(element)):
                other = self.equations.get(label)
                if label in numbers or (other and other.page != self.page):
                    self._fail(_tex(element), f"duplicate label {label}", f"\\label{{{label}}}")
                numbers[label] = len(numbers) + 1
        return numbers

    def _formula(self, element: etree.Element, tex: str, numbers: dict[str, int]) -> None:
        label = _LABEL.search(tex)
        display = element.tag == DISPLAY
        plain = tex.replace(",)", "{,})")  # (n,) is a shape: no space after its comma
        if label and display:
            plain = _LABEL.sub("", plain) + rf"\tag{{{numbers[label[1]]}}}"
            element.set("id", label[1])
        try:
            output = render(plain, display=display, macros=self.macros)
        except ValueError as error:
            self._fail(tex, str(error))
        element.attrib.pop("class", None)
        if not display and len(tex) > LONG:
            element.set("class", "long")
            output = breakable(output)
        element.text = self.md.htmlStash.store(output)

    def _link(self, element: etree.Element, label: str, numbers: dict[str, int]) -> None:
        equation = self.equations.get(label)
        if label in numbers:
            href, text = f"#{label}", f"({numbers[label]})"
        elif equation:
            path = posixpath.relpath(equation.page, posixpath.dirname(self.page) or ".")
            href, text = f"{path}#{label}", f"{equation.title} ({equation.number})"
        else:
            self._fail(_tex(element), f"unknown label {label}")
        tail = element.tail
        element.clear()
        element.tag, element.text, element.tail = "a", text, tail
        element.set("class", "eqref")
        element.set("href", href)

    def _fail(self, tex: str, why: str, needle: str | None = None) -> None:
        first = needle or tex.strip().splitlines()[0]
        line = self.written.line_of(first, last=needle is not None)
        raise PageError(self.page, line, f"{why}\n  in: {tex}")


def _tex(element: etree.Element) -> str:
    return html.unescape(element.text or "").strip()


def makeExtension(**kwargs) -> MathExtension:
    return MathExtension(**kwargs)
