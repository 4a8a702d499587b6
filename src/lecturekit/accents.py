"""Accents of the letters in figures, where KaTeX's fonts put them.

matplotlib places a hat by its own fonts and writes a character that KaTeX's do not have.
"""

import re
from functools import cache

from fontTools.ttLib import TTFont

from lecturekit.vendor import KATEX

_ACCENTS = {"\u0302": "\u02c6", "\u0303": "\u02dc", "\u0304": "\u02c9"}  # hat, tilde, bar
_PAIR = re.compile(
    r'<tspan x="[^"]*" y="[^"]*" style="([^"]*)">\s*([\u0302-\u0304])\s*</tspan>'
    r'\s*(<tspan x="([^"]*)" y="([^"]*)" style="([^"]*?font-size: ?([\d.]+)px[^"]*)">\s*(\w)\s*</tspan>)'
)
_X_HEIGHT = 0.431  # of the letters over which an accent stands as the font has it


def placed(svg: str) -> str:
    """Return a drawing with each accent in the middle over its letter."""
    return _PAIR.sub(_placed, svg)


def _placed(pair: re.Match[str]) -> str:
    style, accent, letter, x, y, letter_style, size, character = pair.groups()
    bold, italic = "700" in letter_style, "oblique" in letter_style
    font = f"KaTeX_{'Math' if italic else 'Main'}-{'Italic' if italic else 'Bold' if bold else 'Regular'}"
    width, height = _extent(font, character)
    slant = 0.05 if italic else 0.0
    left = float(x) + (width / 2 + slant - (0.2875 if bold else 0.25)) * float(size)
    top = float(y) - max(0.0, height - _X_HEIGHT) * float(size)
    weight = "font-weight: 700; " if bold else ""
    return (
        f'<tspan x="{left:.2f}" y="{top:.2f}" style="{weight}{style}">{_ACCENTS[accent]}</tspan> '
        f"{letter}"
    )


@cache
def _extent(font: str, character: str) -> tuple[float, float]:
    """Return the width and height of a letter, in units of the size of the font."""
    file = TTFont(KATEX / f"fonts/{font}.woff2")
    glyph = file.getBestCmap().get(ord(character))
    if glyph is None:  # the browser takes another font, whose letters are about as wide
        return 0.5, _X_HEIGHT
    return file["hmtx"][glyph][0] / 1000, file["glyf"][glyph].yMax / 1000
