"""Citations: `[@boyd2004]` becomes a link to its entry in the list of references.

The list stands where a page has a line `[references]`. The bibliography is YAML: key -> author (a
list of "Surname, Initials"), year, title and, where they are known, venue, doi, arxiv.
"""

import posixpath
import re
from html import escape
from pathlib import Path

import yaml

from lecturekit import PageError

PAGE = "references.md"  # which has the line `[references]`
_CITATION = re.compile(r"\[@([^\]]+)\]")
_ADDRESSES = {"doi": ("doi", "https://doi.org/"), "arxiv": ("arXiv", "https://arxiv.org/abs/")}


def read(bibliography: Path) -> dict[str, dict]:
    """Return the entries of a bibliography, by key, in the order in which they are listed."""
    entries = yaml.safe_load(bibliography.read_text("utf-8"))
    return dict(sorted(entries.items(), key=lambda item: (_surnames(item[1]), item[1]["year"])))


def linked(markdown: str, page: str, entries: dict[str, dict]) -> str:
    """Return a page's Markdown with its citations as links, and the list of references in its place.

    Raises:
        PageError: If a key is not in the bibliography.
    """
    target = posixpath.relpath(PAGE, posixpath.dirname(page) or ".")

    def link(match: re.Match) -> str:
        key = match[1]
        if key not in entries:
            raise PageError(match[0], f"docs/references.yml has no {key}")
        return f"[{label(entries[key])}]({target}#{key}){{ .citation }}"

    return _CITATION.sub(link, markdown).replace("\n[references]\n", _list(entries))


def label(entry: dict) -> str:
    """Return how an entry is cited in running text.

    Examples:
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


def _list(entries: dict[str, dict]) -> str:
    items = "\n".join(f'<li id="{key}">{_item(entry)}</li>' for key, entry in entries.items())
    return f'\n<ul class="references">\n{items}\n</ul>\n'


def _item(entry: dict) -> str:
    *before, last = entry["author"]
    who = f"{', '.join(before)} and {last}" if before else last
    venue = f" {escape(entry['venue'])}." if "venue" in entry else ""
    links = "".join(
        f' <a href="{address}{escape(entry[field])}">{shown}:{escape(entry[field])}</a>'
        for field, (shown, address) in _ADDRESSES.items()
        if field in entry
    )
    return f"{escape(who)} ({entry['year']}). <cite>{escape(entry['title'])}</cite>.{venue}{links}"
