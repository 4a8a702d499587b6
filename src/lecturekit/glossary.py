"""The glossary: a Python-Markdown extension that turns a line `[glossary]` into a table.

It lists the terms of `docs/terms.yml` by their English names. A term links to the section that
defines it, where it stands in bold (`**term**`) in either language, or else to the first that uses
it, in the order of the nav. One that no lecture has yet is there for translators, without a link.

Options:
    root: Folder of the project.
    language: "zh" or "en".
    columns: What stands above the columns: the term, the other language's, names used elsewhere.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import NamedTuple

from markdown import Markdown
from markdown.extensions import Extension

from lecturekit import inline, kept, outline, terms
from lecturekit.pages import Page
from lecturekit.prose import words
from lecturekit.recall import recalled
from lecturekit.site import LANGUAGES, Site
from lecturekit.tables import Link, Row, Table
from lecturekit.terms import Term

_BOLD = re.compile(r"\*\*([^*]+)\*\*")
_LATE = ("#summary", "#exercises")  # sections that use words and seldom explain them


class Entry(NamedTuple):
    """A term, and the address of its explanation from the folder of either language, or None."""

    term: Term
    address: str | None


class _Place(NamedTuple):
    address: str
    language: str
    text: str


def entries(site: Site) -> list[Entry]:
    """Return the terms of the site, by their English names."""
    lectures = [page for name in _lectures(site) for page in site.both(name)]
    defined = list(_places(lectures, _bold))
    used = sorted(_places(lectures, words), key=lambda place: place.address.endswith(_LATE))
    found = [
        Entry(
            term,
            _first(term, defined, re.Pattern.fullmatch) or _first(term, used, re.Pattern.search),
        )
        for term in terms.glossary(site.root)
    ]
    return sorted(found, key=lambda entry: entry.term.en.casefold())


def _lectures(site: Site) -> list[str]:
    names = outline.nav_of(site.root / outline.CONFIGS["zh"])
    return [name for name in names if "/" in name and not name.startswith("reference/")]


def _places(pages: Iterable[Page], read) -> Iterator[_Place]:
    for page in pages:
        text = "\n".join(line.raw for line in page.lines)
        make = partial(_read, page, read)
        yield from recalled(f"{page.path} for the glossary, {read.__name__}", text, make)


def _read(page: Page, read) -> list[_Place]:
    return [_Place(_address(page, line), page.language, text) for line, text in read(page)]


def _bold(page: Page) -> Iterator[tuple[int, str]]:
    """Yield what stands in bold, which on a page is a term where it is defined."""
    for line, _, text in page.prose:
        for match in _BOLD.finditer(inline.CODE.sub("", text)):
            yield line, match[1]


def _address(page: Page, line: int) -> str:
    """Return the address of the section around a line; of the page for its front matter."""
    above = [heading.id for heading in page.headings if heading.line <= line]
    return f"{page.name}#{above[-1] if above else page.headings[0].id}"


def _first(term: Term, places: list[_Place], fits: Callable) -> str | None:
    """Return the address of the first place whose text fits a form of the term."""
    forms = {language: list(map(terms.pattern, term.forms(language))) for language in LANGUAGES}
    found = (
        place.address
        for place in places
        if any(fits(form, place.text) for form in forms[place.language])
    )
    return next(found, None)


class GlossaryExtension(Extension):
    def __init__(self, **kwargs) -> None:
        self.config = {
            "root": [".", "folder of the project"],
            "language": ["zh", "language of the page"],
            "columns": [["", "", ""], "what stands above the columns"],
        }
        super().__init__(**kwargs)

    def extendMarkdown(self, md: Markdown) -> None:
        root, language = Path(self.getConfig("root")), self.getConfig("language")
        Table(md, "[glossary]", self.getConfig("columns"), lambda: _rows(root, language))


def _rows(root: Path, language: str) -> Iterator[Row]:
    docs = (path for kind in ("md", "py", "yml") for path in (root / "docs").rglob(f"*.{kind}"))
    source = kept.digest(*sorted(docs))
    for term, address in recalled("glossary", source, lambda: entries(Site(root))):
        name, *also = (*term.forms(language), *term.avoided(language))
        other = term.en if language == "zh" else term.zh
        elsewhere = ("、" if language == "zh" else ", ").join(also)
        yield Link(name, address) if address else name, other, elsewhere


def makeExtension(**kwargs) -> GlossaryExtension:
    return GlossaryExtension(**kwargs)
