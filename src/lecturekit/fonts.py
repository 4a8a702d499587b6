"""KaTeX's fonts, cut to the characters that the formulas of a site use."""

import hashlib
import html
import re
from pathlib import Path

from fontTools import subset as fonttools

CACHE = Path(".cache/fonts")
_FORMULA = re.compile(r"<(tex-math|tex-display)\b.*?</\1>|<svg role=\"img\".*?</svg>", re.S)
_NOT_DRAWN = re.compile(r"<span class=\"katex-mathml\">.*?</math></span>|<[^>]*>", re.S)


def characters(page: str) -> set[str]:
    """Return the characters that the formulas and figures of an HTML page draw.

    Examples:
        >>> sorted(characters("<p>prose <tex-math><span>η</span>&gt;0</tex-math></p>"))
        ['0', '>', 'η']
    """
    found: set[str] = set()
    for match in _FORMULA.finditer(page):
        found.update(html.unescape(_NOT_DRAWN.sub("", match[0])))
    return found


def subset(site: Path, skip: Path | None = None) -> None:
    """Cut each font in site/assets/katex/fonts to what the pages of site need.

    Args:
        site: A built site.
        skip: A folder in it whose pages belong to another site.
    """
    used: set[str] = set()
    for page in site.rglob("*.html"):
        if skip is None or not page.is_relative_to(skip):
            used |= characters(page.read_text("utf-8"))
    for font in (site / "assets/katex/fonts").glob("*.woff2"):
        font.write_bytes(_cut(font.read_bytes(), "".join(sorted(used))))


def _cut(font: bytes, text: str) -> bytes:
    """Return the font with the glyphs of text only; kept, since pages change more than symbols."""
    kept = CACHE / hashlib.sha256(font + text.encode()).hexdigest()[:16]
    if not kept.is_file():
        kept.parent.mkdir(parents=True, exist_ok=True)
        whole = kept.with_suffix(".whole")
        whole.write_bytes(font)
        fonttools.main([
            str(whole), f"--text={text}", "--flavor=woff2", "--layout-features=*",
            "--no-hinting", f"--output-file={kept}",
        ])  # fmt: skip
        whole.unlink()
    return kept.read_bytes()
