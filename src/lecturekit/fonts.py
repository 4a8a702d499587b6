"""KaTeX's fonts, cut to the characters that the formulas of a site use."""

import html
import re
import tempfile
from collections.abc import Mapping
from pathlib import Path

from fontTools import subset as fonttools

from lecturekit import kept

CACHE = kept.CACHE / "fonts"
_FORMULA = re.compile(r"<(tex-math|tex-display)\b.*?</\1>", re.S)
_DRAWING = re.compile(r"<svg role=\"img\".*?</svg>", re.S)
_MATHML = re.compile(r"<span class=\"katex-mathml\">.*?</math></span>", re.S)
_TEXT = re.compile(r"<(?:span class=\"([^\"]*)\")?[^>]*>([^<]+)")
# The fonts of letters, by the class that asks for each; figures are drawn in the first two.
_LETTERS = {
    "mathnormal": "KaTeX_Math-Italic",
    "mathbf": "KaTeX_Main-Bold",
    "textbf": "KaTeX_Main-Bold",
    "mathcal": "KaTeX_Caligraphic-Regular",
    "mathbb": "KaTeX_AMS-Regular",
    "textbb": "KaTeX_AMS-Regular",
    "amsrm": "KaTeX_AMS-Regular",
}
_OF_FIGURES = ("KaTeX_Math-Italic", "KaTeX_Main-Bold", "")
_FONTS = (*_LETTERS.values(), "")


@kept.for_each_page
def characters(page: str) -> Mapping[str, frozenset[str]]:
    """Return what the formulas and figures of an HTML page draw: name of a font -> characters.

    What any other font may draw is under "".

    Examples:
        >>> found = characters('<tex-math><span class="mord mathnormal">η</span>&gt;0</tex-math>')
        >>> {font: sorted(drawn) for font, drawn in found.items() if drawn}
        {'KaTeX_Math-Italic': ['η'], '': ['0', '>']}
    """
    found: dict[str, set[str]] = {font: set() for font in _FONTS}
    for formula in _FORMULA.finditer(page):
        for classes, text in _TEXT.findall(_MATHML.sub("", formula[0])):
            font = next((_LETTERS[name] for name in classes.split() if name in _LETTERS), "")
            found[font].update(html.unescape(text))
    for drawing in _DRAWING.finditer(page):
        for _, text in _TEXT.findall(drawing[0]):
            for font in _OF_FIGURES:
                found[font].update(html.unescape(text))
    return {font: frozenset(drawn) for font, drawn in found.items()}


def subset(site: Path, skip: Path | None = None) -> None:
    """Cut each font in site/assets/katex/fonts to what the pages of site need.

    Args:
        site: A built site.
        skip: A folder in it whose pages belong to another site.
    """
    used: dict[str, set[str]] = {font: set() for font in _FONTS}
    for page in site.rglob("*.html"):
        if skip is None or not page.is_relative_to(skip):
            for font, drawn in characters(page.read_text("utf-8")).items():
                used[font] |= drawn
    used["KaTeX_Main-Regular"] = used[""]
    everything = set().union(*used.values())
    for file in (site / "assets/katex/fonts").glob("*.woff2"):
        drawn = used.get(file.stem, everything)
        file.write_bytes(_cut(file.read_bytes(), "".join(sorted(drawn))))


def _cut(font: bytes, text: str) -> bytes:
    """Return the font with the glyphs of text only; kept, since pages change more than symbols."""
    path = CACHE / kept.digest(font, text)
    if not path.is_file():
        with tempfile.TemporaryDirectory() as folder:
            whole, cut = Path(folder) / "whole", Path(folder) / "cut"
            whole.write_bytes(font)
            fonttools.main([
                str(whole), f"--text={text}", "--flavor=woff2", "--layout-features=*",
                "--no-hinting", f"--output-file={cut}",
            ])  # fmt: skip
            kept.keep(path, cut.read_bytes())
    return path.read_bytes()
