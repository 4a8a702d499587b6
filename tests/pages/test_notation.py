"""The notation page claims to have all letters of all formulas. It has; what they mean, no test tells."""

import re
from collections.abc import Iterator

from pages import DISPLAY, FENCE, INLINE, PAGES, Page, emptied, report

_GREEK = "alpha beta gamma delta varepsilon zeta eta theta kappa lambda mu nu xi pi rho sigma tau"
_GREEK += " varphi phi chi psi omega Gamma Delta Theta Lambda Xi Pi Sigma Phi Psi Omega"
# Words, names and spaces; then a bold letter, a Greek one, the name of a function, a plain letter.
_NO_LETTER = re.compile(
    r"\\(?:label|eqref|text|operatorname|mathrm|begin|end)\{[^}]*\}|\\\\\[.*?\]"
)
# A letter with a mark does not list the letter alone.
_MARKED = re.compile(r"\\(?:hat|tilde|bar)\{(?:\\\w+\{\w\}|\\?\w+)\}")
_LETTER = re.compile(
    r"(\\(?:mathbf|boldsymbol|mathcal)\{\\?\w+\})"
    rf"|(\\(?:{'|'.join(_GREEK.split())}))(?![A-Za-z])|\\[A-Za-z]+|([A-Za-z])"
)


def letters(page: Page) -> Iterator[tuple[str, int]]:
    """Yield the letters of a page's formulas, and where each stands."""
    text = emptied(page.text, FENCE)
    for formula in [*DISPLAY.finditer(text), *INLINE.finditer(emptied(text, DISPLAY))]:
        for letter in _LETTER.finditer(emptied(formula[0], _NO_LETTER)):
            if letter.lastindex:
                yield letter[0], formula.start() + letter.start()


def unlisted(page: Page, notation: Page) -> Iterator[str]:
    symbols = notation.text.partition("{#symbols}")[2].partition("{#gradient-shape}")[0]
    listed = {letter for letter, _ in letters(notation._replace(text=_MARKED.sub("", symbols)))}
    first = {letter: at for letter, at in reversed(list(letters(page)))}
    for letter in sorted(first.keys() - listed):
        yield f"{page.at(first[letter])}: {letter} stands in no table of notation.md"


def test_every_letter_is_listed():
    # The two languages have the same formulas. What other books write, the page itself says.
    pages = PAGES["en"].copy()
    notation = pages.pop("notation.md")
    report(problem for page in pages.values() for problem in unlisted(page, notation))
