"""Citations: a Python-Markdown extension for `[@key]` and the list of what is cited.

`[@boyd2004]` becomes the link "Boyd and Vandenberghe 2004" to the entry in references.md, and
`[@boyd2004, §9.3]` says where to look. A line `[references]` becomes the whole bibliography. An
unknown key raises a PageError that names the file and the line.

Options:
    references: Path of the bibliography: YAML, key -> author (a list of "Surname, Initials"), year,
        title, and, where they are known, venue, doi, arxiv.
    page: The page's source path, from the folder of sources, e.g. `linear-regression/model.md`.
    source: The page's text as it is in the file, to find lines in; the converted text if empty.
"""

import functools
import posixpath
import re
from pathlib import Path
from xml.etree import ElementTree as etree

from markdown import Markdown
from markdown.blockprocessors import BlockProcessor
from markdown.extensions import Extension
from markdown.inlinepatterns import InlineProcessor
from markdown.util import AtomicString

from lecturekit.errors import PageError
from lecturekit.schema import TEXTS, read
from lecturekit.written import Written

PAGE = "references.md"
_LINKS = {"doi": ("doi", "https://doi.org/"), "arxiv": ("arXiv", "https://arxiv.org/abs/")}
_ENTRY = {
    "required": ["author", "year", "title"],
    "properties": {
        "author": TEXTS,
        "year": {"type": "integer"},
        # In quotes: the number 2006.07320 is 2006.0732.
        **dict.fromkeys(("title", "venue", "doi", "arxiv"), {"type": "string"}),
    },
    "additionalProperties": False,
}
_SCHEMA = {"type": "object", "additionalProperties": _ENTRY}
_CITATION = re.compile(r"@(?P<key>[\w-]+)(?:, *(?P<locator>\S.*))?")


def load(path: Path | str) -> dict[str, dict]:
    """Return the bibliography, key -> entry, sorted as it is printed.

    Raises:
        ValueError: If an entry lacks author, year or title, has anything else than the options say,
            or a number for doi or arxiv.
    """
    return _load(str(path), Path(path).stat().st_mtime_ns)


@functools.lru_cache(maxsize=1)
def _load(path: str, _changed: int) -> dict[str, dict]:
    entries = read(Path(path).read_text("utf-8"), path, _SCHEMA)
    return dict(sorted(entries.items(), key=lambda item: (_surnames(item[1]), item[1]["year"])))


def label(entry: dict) -> str:
    """Return how an entry is cited in running text.

    Examples:
        >>> label({"author": ["Legendre, A.-M."], "year": 1805})
        'Legendre 1805'
        >>> label({"author": ["Boyd, S.", "Vandenberghe, L."], "year": 2004})
        'Boyd and Vandenberghe 2004'
        >>> label({"author": ["Efron, B.", "Hastie, T.", "Johnstone, I."], "year": 2004})
        'Efron et al. 2004'
    """
    names = _surnames(entry)
    who = f"{names[0]} et al." if len(names) > 2 else " and ".join(names)
    return f"{who} {entry['year']}"


def _surnames(entry: dict) -> list[str]:
    return [author.partition(",")[0] for author in entry["author"]]


class CitationsExtension(Extension):
    def __init__(self, **kwargs) -> None:
        self.config = {
            "references": ["docs/references.yml", "path of the bibliography"],
            "page": ["", "source path of the page"],
            "source": ["", "text of the page's file, to find lines in"],
        }
        super().__init__(**kwargs)

    def extendMarkdown(self, md: Markdown) -> None:
        # After code spans and escapes (190, 180), before links (170), which have brackets as well.
        md.inlinePatterns.register(_Citation(md, self.getConfigs()), "lecturekit-cite", 175)
        # After indented code (80), before paragraphs (10).
        references = _References(md.parser, self.getConfig("references"))
        md.parser.blockprocessors.register(references, "lecturekit-references", 20)


class _Citation(InlineProcessor):
    def __init__(self, md: Markdown, config: dict[str, str]) -> None:
        super().__init__(r"\[(@[^\]]*)\]", md)
        self.references, self.page = config["references"], config["page"]
        self.written = Written(md, config["source"])

    def handleMatch(self, m: re.Match, data: str) -> tuple[etree.Element, int, int]:
        cited = _CITATION.fullmatch(m[1])
        if not cited:
            self._fail(m[0], "[@key] or [@key, where]")
        entry = load(self.references).get(cited["key"])
        if not entry:
            self._fail(m[0], f"a key of {self.references}")
        path = posixpath.relpath(PAGE, posixpath.dirname(self.page) or ".")
        link = etree.Element("a", {"class": "citation", "href": f"{path}#{cited['key']}"})
        where = f", {cited['locator']}" if cited["locator"] else ""
        link.text = AtomicString(label(entry) + where)
        return link, m.start(0), m.end(0)

    def _fail(self, citation: str, expected: str) -> None:
        line = self.written.line_of(citation)
        raise PageError(self.page, line, f"expected {expected}, but the citation is {citation}")


class _References(BlockProcessor):
    """Turns a line `[references]` into the bibliography."""

    def __init__(self, parser, references: str) -> None:
        super().__init__(parser)
        self.references = references

    def test(self, parent: etree.Element, block: str) -> bool:
        return block.strip() == "[references]"

    def run(self, parent: etree.Element, blocks: list[str]) -> None:
        blocks.pop(0)
        entries = etree.SubElement(parent, "ul", {"class": "references"})
        for key, entry in load(self.references).items():
            _item(etree.SubElement(entries, "li", {"id": key}), entry)


def _item(item: etree.Element, entry: dict) -> None:
    """Fill an item: authors, year, title, venue, links."""
    *before, last = entry["author"]
    who = f"{', '.join(before)} and {last}" if before else last
    item.text = AtomicString(f"{who} ({entry['year']}). ")
    title = etree.SubElement(item, "cite")
    title.text = AtomicString(entry["title"])
    title.tail = AtomicString(f". {entry['venue']}. " if "venue" in entry else ". ")
    for field, (shown, address) in _LINKS.items():
        if field in entry:
            link = etree.SubElement(item, "a", {"href": address + entry[field]})
            link.text = AtomicString(f"{shown}:{entry[field]}")
            link.tail = " "


def makeExtension(**kwargs) -> CitationsExtension:
    return CitationsExtension(**kwargs)
