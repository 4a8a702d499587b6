"""A language of the built site as one PDF: title page, contents, page numbers, links, bookmarks.

All lectures and labs are put into one HTML file, whose links lead within it, and printed by a
browser; twice, because the contents need the page numbers, which are known after the first time.
"""

import html
import posixpath
import re
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from pypdf import PdfReader

ROUNDS = 4  # of printing, until the numbers in the contents are those of the pages
_ARTICLE = re.compile(r"<article [^>]*>(.*?)</article>", re.S)
_STYLES = re.compile(r'<link rel="stylesheet" href="(?:\.\./)*([^"]*)">')
_BODY = re.compile(r"<body[^>]*>")
_HEADING = re.compile(r'<h([12]) id="([^"]*)"[^>]*>(.*?)</h\1>', re.S)
_DROPPED = re.compile(
    r'<a class="headerlink".*?</a>|<details class="figure-program".*?</details>'
    r'|<a [^>]*class="md-content__button.*?</a>|<script.*?</script>',
    re.S,
)
_NAMES = re.compile(r'(?<=\s)(id="|for="|aria-labelledby="|(?:xlink:)?href="#)|(url\(#)')
_LINK = re.compile(r'href="(?!#|[a-z]+:)([^"#]*)(#[^"]*)?"')
_TAG = re.compile(r"<[^>]*>")
STYLE = """
@page { size: A4; margin: 20mm 18mm; }
body { font-size: 10pt; }
.chapter { break-before: page; }
* { content-visibility: visible !important; }
figure-drawing { display: block; max-width: 125mm; margin: auto; }
.title { display: flex; flex-direction: column; justify-content: center; height: 230mm; }
.title h1 { font-size: 40pt; margin: 0 0 6mm; }
.contents { break-before: page; }
.contents ol { columns: 2; column-gap: 10mm; }
.md-typeset :is(details, .admonition) { break-inside: auto !important; }
.md-typeset :is(summary, .admonition-title) { break-after: avoid; }
.contents ol { list-style: none; margin: 0 !important; padding: 0; }
.contents li { display: flex; align-items: baseline; margin: 0 !important; }
.contents li::before { content: ""; order: 1; flex: 1; border-bottom: 1px dotted; margin: 0 1mm; }
.contents .number { order: 2; }
.contents .of-1 { font-weight: bold; margin-top: 3mm !important; }
.contents .of-2 { padding-left: 6mm; }
"""
FOOTER = """<div style="width: 100%; text-align: center; font-size: 8pt">
<span class="pageNumber"></span></div>"""


class Text(NamedTuple):
    """What a book says beside its pages, in its language."""

    lang: str
    title: str
    lines: tuple[str, ...]
    contents: str


class Heading(NamedTuple):
    """An entry of the contents."""

    level: int
    id: str
    text: str


def book(site: Path, names: list[str], home: str, text: Text, numbers: dict[str, int]) -> str:
    """Return the HTML of a book, to lie in the folder of the site.

    Args:
        site: Folder of the language's built site.
        names: Sources of the pages from the folder of sources, in order.
        home: Address of the site, for links to pages that are not in the book.
        text: The words of the title page.
        numbers: Page number of each heading's id, as far as it is known.
    """
    places = [_place(name) for name in names]
    whole = [(site / place / "index.html").read_text("utf-8") for place in places]
    pages = [_page(page, place, places, home) for page, place in zip(whole, places, strict=True)]
    headings = [_heading(*match.groups()) for page in pages for match in _HEADING.finditer(page)]
    styles = "".join(
        f'<link rel="stylesheet" href="{path}">' for path in _STYLES.findall(whole[-1])
    )
    lines = "".join(f"<p>{html.escape(line)}</p>" for line in text.lines)
    entries = "".join(_entry(heading, numbers) for heading in headings)
    return f"""<!doctype html><html lang="{text.lang}"><head><meta charset="utf-8">
<title>{text.title}</title>{styles}<style>{STYLE}</style></head>{_BODY.search(whole[-1])[0]}
<div class="md-content"><div class="md-typeset">
<div class="title"><h1>{text.title}</h1>{lines}</div>
<div class="contents"><h1>{text.contents}</h1><ol>{entries}</ol></div>
{"".join(pages)}</div></div></body></html>"""


def _place(name: str) -> str:
    path = re.sub(r"\.(md|py)$", "", name)
    return "" if path == "index" else path


def _prefix(place: str) -> str:
    return (place or "home").replace("/", "-") + "--"


def _page(page: str, place: str, places: list[str], home: str) -> str:
    """Return a page's article with names of its own and links within the book."""
    article = _DROPPED.sub("", _ARTICLE.search(page)[1])
    prefix = _prefix(place)
    article = _NAMES.sub(lambda match: match[0] + prefix, article)
    article = _LINK.sub(lambda match: _link(match, place, places, home), article)
    return f'<section class="chapter" id="{prefix}top">{article}</section>'


def _link(match: re.Match, place: str, places: list[str], home: str) -> str:
    target, anchor = html.unescape(match[1]), match[2] or ""
    path = posixpath.normpath(posixpath.join("/", place, target)).strip("/")
    if path in places:
        return f'href="#{_prefix(path)}{anchor.lstrip("#") or "top"}"'
    slash = "/" if target.endswith("/") else ""
    return f'href="{home}{path}{slash if path else ""}{anchor}"'


def _heading(level: str, name: str, content: str) -> Heading:
    return Heading(int(level), name, " ".join(html.unescape(_TAG.sub("", content)).split()))


def _entry(heading: Heading, numbers: dict[str, int]) -> str:
    number = numbers.get(heading.id, 0)
    link = f'<a href="#{heading.id}">{html.escape(heading.text)}</a>'
    return f'<li class="of-{heading.level}">{link}<span class="number">{number}</span></li>'


def bind(make: Callable[[dict[str, int]], str], target: Path, output: Path, browser) -> int:
    """Print a book as a PDF and return its number of pages.

    Args:
        make: Returns the book's HTML for the page numbers of its headings.
        target: Where the HTML is put for the browser: beside what its links name.
        output: The PDF.
        browser: A running browser of Playwright.
    """
    numbers: dict[str, int] = {}
    for _ in range(ROUNDS):
        target.write_text(make(numbers), "utf-8")
        try:
            _print(target, output, browser)
        finally:
            target.unlink()
        reader = PdfReader(output)
        before, numbers = numbers, _numbers(reader)
        if numbers == before:
            return len(reader.pages)
    raise RuntimeError(
        f"expected the contents of {output} to settle, but page numbers still change"
    )


def _numbers(reader: PdfReader) -> dict[str, int]:
    """Return the page number of each heading's id."""
    return {
        name.lstrip("/"): reader.get_destination_page_number(place) + 1
        for name, place in reader.named_destinations.items()
    }


def _print(page: Path, output: Path, browser) -> None:
    context = browser.new_context(color_scheme="light")
    tab = context.new_page()
    tab.goto(page.resolve().as_uri())
    tab.evaluate("() => document.fonts.ready")
    tab.pdf(
        path=output,
        prefer_css_page_size=True,
        print_background=True,
        display_header_footer=True,
        header_template="<span></span>",
        footer_template=FOOTER,
        outline=True,
        tagged=True,
    )
    context.close()
