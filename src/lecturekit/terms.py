"""Keep to one word for a concept: the glossary `docs/terms.yml` against the pages.

An entry has `zh` and `en`, the terms to use, and may have
    zh_also, en_also: other forms of the same term;
    avoid_zh, avoid_en: words that stand for it elsewhere and are not used here;
    allow: longer words that contain an avoided one and mean something else;
    must: true if a line that has the English term has the Chinese one in its twin.
A page that is about words lists in its front matter, under `mentions`, those it may name.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

from lecturekit.pages import Page
from lecturekit.prose import words
from lecturekit.schema import TEXTS, read
from lecturekit.site import Problem, Site

TERMS = "docs/terms.yml"
_ENTRY = {
    "required": ["zh", "en"],
    "properties": {
        **dict.fromkeys(("zh", "en"), {"type": "string"}),
        **dict.fromkeys(("zh_also", "en_also", "avoid_zh", "avoid_en", "allow"), TEXTS),
        "must": {"type": "boolean"},
    },
    "additionalProperties": False,
}
_SCHEMA = {"type": "array", "items": _ENTRY}


class Term(NamedTuple):
    """An entry of the glossary."""

    zh: str
    en: str
    zh_also: tuple[str, ...] = ()
    en_also: tuple[str, ...] = ()
    avoid_zh: tuple[str, ...] = ()
    avoid_en: tuple[str, ...] = ()
    allow: tuple[str, ...] = ()
    must: bool = False

    def forms(self, language: str) -> tuple[str, ...]:
        """Return how the term may be written, the usual form first."""
        return (self.zh, *self.zh_also) if language == "zh" else (self.en, *self.en_also)

    def avoided(self, language: str) -> tuple[str, ...]:
        """Return what others write."""
        return self.avoid_zh if language == "zh" else self.avoid_en


@lru_cache(maxsize=2)
def _read(text: str) -> tuple[Term, ...]:
    return tuple(Term(**dict(map(_fixed, each.items()))) for each in read(text, TERMS, _SCHEMA))


def _fixed(item: tuple[str, object]) -> tuple[str, object]:
    """Return an item of an entry; a list as a tuple, so that terms can be keys."""
    key, value = item
    return key, tuple(value) if isinstance(value, list) else value


def glossary(root: Path) -> tuple[Term, ...]:
    """Return the entries of `docs/terms.yml`.

    Raises:
        ValueError: If an entry has a key that is none of a Term, or a text where there may be many.
    """
    return _read((root / TERMS).read_text("utf-8"))


def avoided(site: Site, page: Page) -> Iterator[Problem]:
    """Yield words of a page for which the glossary has another one."""
    mentioned, terms = set(page.front.get("mentions") or ()), glossary(site.root)
    for line, text in words(page):
        for term in terms:
            bad = set(term.avoided(page.language)) - mentioned
            for word in _found(bad, _without(text, term.allow)):
                good = term.forms(page.language)[0]
                yield Problem(page.path, line, f"write {good}, not {word}")


def _found(terms: Iterable[str], text: str) -> list[str]:
    """Return the terms in a text as they are written: "cross entropy" is not "cross-entropy"."""
    return sorted(term for term in terms if pattern(term, "[ ]").search(text))


def _without(text: str, allowed: Iterable[str]) -> str:
    for word in allowed:
        text = text.replace(word, "\0")
    return text


@cache
def pattern(term: str, between: str = "[ -]") -> re.Pattern:
    """Return what finds a term; an English one as whole words, also in the plural."""
    if not term.isascii():
        return re.compile(re.escape(term))
    words = between.join(map(re.escape, term.split(" ")))
    return re.compile(rf"\b{words}(?:s|es)?\b", re.I)


def translated(site: Site, page: Page) -> Iterator[Problem]:
    """Yield lines of a Chinese page without the term that the English line has."""
    twin = site.twin(page)
    if page.language != "zh" or twin is None:
        return
    here, terms = dict(words(page)), glossary(site.root)
    for line, text in words(twin):
        for term in _used(terms, text):
            missing = line in here and not any(word in here[line] for word in term.forms("zh"))
            if term.must and missing:
                message = f"expected {term.zh}, since {twin.path}:{line} has {term.en}"
                yield Problem(page.path, line, message)


def _used(terms: Iterable[Term], text: str) -> Iterator[Term]:
    """Yield the terms of an English text; "root mean squared error" has no "mean squared error"."""
    forms = [(form, term) for term in terms for form in term.forms("en")]
    for form, term in sorted(forms, key=lambda pair: -len(pair[0])):
        if pattern(form).search(text):
            text = pattern(form).sub("\0", text)
            yield term
