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
from collections.abc import Iterator
from itertools import groupby
from operator import attrgetter
from pathlib import Path
from typing import NamedTuple

from markdown import Markdown
from markdown.extensions import Extension

from lecturekit import inline, kept, outline, terms
from lecturekit.pages import Page
from lecturekit.prose import words
from lecturekit.site import Site
from lecturekit.tables import Link, Row, Table
from lecturekit.terms import Term

_BOLD = re.compile(r"\*\*([^*]+)\*\*")
_LATE = ("#summary", "#exercises")  # sections that use words and seldom explain them


class Entry(NamedTuple):
    """A term, and the address of its explanation from the folder of either language, or None."""

    term: Term
    address: str | None


class _Place(NamedTuple):
    """Where a page explains a term: 0, in bold; 1, by using it; 2, late."""

    rank: int
    address: str


_rank = attrgetter("rank")


def entries(site: Site) -> list[Entry]:
    """Return the terms of the site, by their English names."""
    known = terms.glossary(site.root)
    lectures = [page for name in _lectures(site) for page in site.both(name)]
    found = [_places(page, known) for page in lectures]
    best = {
        term: min((places[term] for places in found if term in places), key=_rank, default=None)
        for term in known
    }
    listed = [Entry(term, place and place.address) for term, place in best.items()]
    return sorted(listed, key=lambda entry: entry.term.en.casefold())


def _lectures(site: Site) -> list[str]:
    names = outline.nav_of(site.root / outline.CONFIGS["zh"])
    return [name for name in names if "/" in name and not name.startswith("reference/")]


@kept.for_each_page
def _places(page: Page, known: tuple[Term, ...]) -> dict[Term, _Place]:
    """Return the best place of each term that a page has; of equal places, the first."""
    defined = list(_bold(page))
    used = [(at, text, text.lower()) for at, text in _sections(page)]
    found = {}
    for term in known:
        forms = [(_start(form), terms.pattern(form)) for form in term.forms(page.language)]
        places = [
            *(_Place(0, at) for at, text in defined if any(it.fullmatch(text) for _, it in forms)),
            *(
                _Place(2 if at.endswith(_LATE) else 1, at)
                for at, text, low in used
                # `in` is much faster than a pattern, and most sections have most terms not.
                if any(start in low and form.search(text) for start, form in forms)
            ),
        ]
        if places:
            found[term] = min(places, key=_rank)
    return found


def _start(form: str) -> str:
    """Return what a text without capitals has if it has the form."""
    return form.split(" ")[0].lower()


def _bold(page: Page) -> Iterator[tuple[str, str]]:
    """Yield address and text of what stands in bold, which is a term where it is defined."""
    for line, _, text in page.prose:
        for match in _BOLD.finditer(inline.CODE.sub("", text)):
            yield _address(page, line), match[1]


def _sections(page: Page) -> Iterator[tuple[str, str]]:
    """Yield address and words of each section, then those of the comments in its code."""
    for address, found in groupby(words(page), key=lambda word: _address(page, word[0])):
        yield address, "\n".join(text for _, text in found)


def _address(page: Page, line: int) -> str:
    """Return the address of the section around a line; of the page for its front matter."""
    above = [heading.id for heading in page.headings if heading.line <= line]
    return f"{page.name}#{above[-1] if above else page.headings[0].id}"


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
    for term, address in entries(Site(root)):
        name, *also = (*term.forms(language), *term.avoided(language))
        other = term.en if language == "zh" else term.zh
        elsewhere = ("、" if language == "zh" else ", ").join(also)
        yield Link(name, address) if address else name, other, elsewhere


def makeExtension(**kwargs) -> GlossaryExtension:
    return GlossaryExtension(**kwargs)
