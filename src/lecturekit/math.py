r"""Formulas: the TeX that pymdownx.arithmatex leaves in a page becomes KaTeX's HTML with MathML.

`\label{eq:x}` numbers a display formula within its page and is its anchor; `$\eqref{eq:x}$` links to
it from any page. References are linked before a search reads the page, formulas are set after that.
"""

import functools
import html
import json
import re
from pathlib import Path
from typing import NamedTuple

import quickjs
from mkdocs.utils import get_relative_url

from lecturekit import PageError

KATEX = Path(__file__).parent / "katex.min.js"
MACROS = {
    r"\argmin": r"\operatorname*{arg\,min}",
    r"\argmax": r"\operatorname*{arg\,max}",
    r"\E": r"\mathbb{E}",
    r"\Var": r"\operatorname{Var}",
}
LABEL = re.compile(r"\\label\{([^}]*)\}")
EQREF = re.compile(r"\\eqref\{([^}]*)\}")
LONG = 40  # characters of TeX; a longer formula may be broken on a phone, between its terms
_CODE = re.compile(r"^ *(`{3,}).*?^ *\1`*[ \t]*$|`[^`\n]*`", re.M | re.S)
_TITLE = re.compile(r"^# (?:# )?(.*?)(?: *\{#.*)?$", re.M)
# With the bracket before it and the punctuation behind it, which must not end or begin a line.
_FORMULA = re.compile(
    r"([（《“‘(]*)"
    r'<(span|div) class="arithmatex">\s*<script type="math/tex[^>]*>(.*?)</script>\s*</\2>'
    r"([，。、；：！？）》”’,.;:!?)]*)",
    re.S,
)
_TERM = '<span class="katex-base">'
_RUN = '<span class="run">'
# A bracket with an exponent is two spans of this class, of which the inner one counts.
_CLOSING = re.compile(r'class="mclose[^"]*"(?!><span class="mclose)')


class Equation(NamedTuple):
    """Where a numbered equation stands: `url` is its page's, from the root of the language."""

    url: str
    title: str
    number: int


class Equations(dict[str, Equation]):
    """The numbered equations of all pages, by label; who asks for another gets a PageError."""

    def add(self, source: str, url: str) -> None:
        """Number the labels of a page, from its source."""
        title = _TITLE.search(source)
        for number, label in enumerate(LABEL.findall(_CODE.sub("", source)), 1):
            if label in self:
                where = self[label].title
                raise PageError(rf"\label{{{label}}}", f"the label {label} is already on {where!r}")
            self[label] = Equation(url, title[1] if title else url, number)

    def __missing__(self, label: str) -> Equation:
        raise PageError(rf"\eqref{{{label}}}", f"there is no equation {label}")


def linked(page: str, url: str, equations: Equations) -> str:
    """Return a page's HTML with its references to equations as links.

    Raises:
        PageError: If no page has an equation of that label.
    """

    def link(match: re.Match) -> str:
        opening, _, tex, marks = match.groups()
        reference = EQREF.fullmatch(html.unescape(tex).strip())
        if not reference:
            return match[0]
        return _tied(opening, _link(equations[reference[1]], reference[1], url), marks)

    return _FORMULA.sub(link, page)


def _link(equation: Equation, label: str, url: str) -> str:
    if equation.url == url:
        return f'<a class="eqref" href="#{label}">({equation.number})</a>'
    page = get_relative_url(equation.url, url)
    return f'<a class="eqref" href="{page}#{label}">{equation.title}&nbsp;({equation.number})</a>'


def typeset(page: str, equations: Equations) -> str:
    """Return a page's HTML with its formulas set.

    Raises:
        PageError: If KaTeX cannot read a formula.

    Examples:
        >>> page = '(<span class="arithmatex"><script type="math/tex">n</script></span>),'
        >>> typeset(page, Equations()).startswith('<span class="tied">(<tex-math>')
        True
    """
    page = _FORMULA.sub(lambda match: _formula(*match.groups(), equations), page)
    # Firefox would keep two that stand side by side in one line.
    return page.replace('</span><span class="tied">', '</span><wbr><span class="tied">')


def _formula(opening: str, tag: str, tex: str, marks: str, equations: Equations) -> str:
    tex = html.unescape(tex).strip()
    if tag == "span":
        if len(tex) > LONG:
            element = f'<tex-math class="long">{_breakable(render(tex))}</tex-math>'
        else:
            element = f"<tex-math>{render(tex)}</tex-math>"
        return _tied(opening, element, marks)
    anchor = ""
    if label := LABEL.search(tex):
        anchor = f' id="{label[1]}"'
        tex = LABEL.sub("", tex) + rf"\tag{{{equations[label[1]].number}}}"
    return f"{opening}<tex-display{anchor}>{render(tex, display=True)}</tex-display>{marks}"


def _tied(opening: str, element: str, marks: str) -> str:
    together = f"{opening}{element}{marks}"
    return element if together == element else f'<span class="tied">{together}</span>'


def _breakable(formula: str) -> str:
    """Return a formula in runs, between which it may be broken: of terms, but not within brackets."""
    first, *terms = formula.split(f"</span>{_TERM}")
    depth = _opened(first)
    runs = first.replace(_TERM, _RUN + _TERM)
    for term in terms:
        runs += f"</span>{'' if depth else '</span><wbr>' + _RUN}{_TERM}{term}"
        depth += _opened(term)
    return f"{runs}</span>\u2060"  # a word joiner: Chromium would break before a colon


def _opened(term: str) -> int:
    return term.count('class="mopen') - len(_CLOSING.findall(term))


@functools.cache
def render(tex: str, *, display: bool = False) -> str:
    r"""Return the HTML and MathML of a TeX formula.

    Raises:
        PageError: If KaTeX cannot read it; the text is KaTeX's own.

    Examples:
        >>> render(r"\eta > 0").startswith('<span class="katex">')
        True
    """
    options = {"displayMode": display, "strict": "error", "macros": MACROS}
    try:  # (n,) is a shape: no space after its comma
        formula = json.loads(_katex()(tex.replace(",)", "{,})"), json.dumps(options)))
    except quickjs.JSException as error:
        raise PageError(tex.partition(r"\tag")[0].strip(), str(error).splitlines()[0]) from None
    # Invisible, behind the name of a function; in a subscript it is a part too many for MathML.
    formula = formula.replace("<mo>\u2061</mo>", "")
    # In what is not rendered yet, for it is far from the screen, nothing hides it from screen readers.
    return formula.replace("<annotation ", '<annotation aria-hidden="true" ')


@functools.cache
def _katex():
    context = quickjs.Context()
    context.eval(KATEX.read_text("utf-8"))
    # JSON flattens the rope strings of quickjs-ng, which cannot be converted otherwise.
    return context.eval(
        "(tex, options) => JSON.stringify(katex.renderToString(tex, JSON.parse(options)))"
    )
