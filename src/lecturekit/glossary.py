"""The glossary, from `docs/terms.yml`: a table of all terms, and a hint at the first use of a term.

A line `[glossary]` becomes the table. A hint is a link to the section that defines the term; its
title, which the theme shows under the pointer and under the focus, says what the term means.

A term is defined where it stands in bold, first in the order of the nav, unless the file says where.
"""

import functools
import html
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import yaml

_HEADING = re.compile(r"^#+ (.*) \{#([\w-]+)\}$", re.M)
_NO_WORDS = re.compile(r"^( *)(```|\$\$).*?^\1\2$|`[^`\n]+`|\$[^$\n]+\$", re.M | re.S)
_TAG = re.compile(r"(<!--.*?-->|<script.*?</script>|<[^>]*>)", re.S)
_NAME = re.compile(r"<(/?)(\w+)")
# Where a hint would be noise, or a link is one already: only words of paragraphs and lists have any.
_NO_HINT = {"a", "code", "pre", "strong", "table", "details"}
COLUMNS = {
    "zh": ["术语", "英文", "含义", "又叫"],
    "en": ["Term", "Chinese", "Meaning", "Also called"],
}
_LATE = '<h2 id="summary"'  # from there on a lesson repeats itself


def read(terms: Path) -> list[dict]:
    """Return the terms of a file, by their English names; the file says what an entry has."""
    entries = yaml.safe_load(terms.read_text("utf-8"))
    return sorted(entries, key=lambda term: term["en"].casefold())


def places(terms: list[dict], language: str, lessons: Mapping[str, str]) -> dict[str, str]:
    """Return `path#id` of the section that defines a term, by the term's English name.

    Args:
        terms: See `read`.
        language: "zh" or "en".
        lessons: Path -> Markdown, in the order of the nav.
    """
    sections = [section for path, text in lessons.items() for section in _sections(path, text)]
    found = {}
    for term in terms:
        bold = re.compile(rf"\*\*(?:{'|'.join(forms(term, language))})\*\*", re.I)
        defining = (address for address, words in sections if bold.search(words))
        if place := term.get("at") or next(defining, None):
            found[term["en"]] = place
    return found


def table(terms: list[dict], language: str, places: Mapping[str, str]) -> str:
    """Return the glossary as a Markdown table: term, in the other language, meaning, other names."""
    other = "en" if language == "zh" else "zh"
    comma = "、" if language == "zh" else ", "
    rows = [COLUMNS[language], ["---"] * 4]
    for term in terms:
        name = term[language]
        place = places.get(term["en"])
        keys = ("short", f"{language}_also", f"avoid_{language}")
        elsewhere = [form for key in keys for form in term.get(key, [])]
        linked = f"[{name}]({place})" if place else name
        foreign = f'<span lang="{other}">{term[other]}</span>'
        rows.append([linked, foreign, term.get(f"{language}_means", ""), comma.join(elsewhere)])
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def hinted(page: str, terms: list[dict], language: str, addresses: Mapping[str, str]) -> str:
    """Return a page's HTML with a hint at the first use of each term that has an address.

    Terms that must be translated have hints, and those with `hint`: the others are words of every day.

    Examples:
        >>> terms = [{"en": "norm", "must": True, "en_means": "A length."}]
        >>> hinted("<p>The norm. A norm.</p>", terms, "en", {"norm": "a/#b"})
        '<p>The <a class="term" href="a/#b" title="A length.">norm</a>. A norm.</p>'
    """
    # The longest is tried first: ridge regression is no regression, and a longer word no term at all.
    words = [(word, term) for term in terms for word in forms(term, language)]
    words += [(re.escape(word), {}) for term in terms for word in term.get("allow", [])]
    words.sort(key=lambda pair: -len(pair[0]))
    any_word = re.compile("|".join(word for word, _ in words), re.I)
    left = {term["en"] for term in terms if term.get("must") or term.get("hint")} & addresses.keys()

    @functools.cache  # a group for each word would tell the term, and take ten times as long
    def meant(found: str) -> dict:
        return next(term for word, term in words if re.fullmatch(word, found, re.I))

    def hint(found: re.Match) -> str:
        term = meant(found[0])
        if term.get("en") not in left:
            return found[0]
        left.remove(term["en"])
        means = html.escape(term[f"{language}_means"])
        return f'<a class="term" href="{addresses[term["en"]]}" title="{means}">{found[0]}</a>'

    # Below the title and the header of a lesson, above its summary.
    first = page.find("</ul>", page.find('class="outcomes"')) if 'class="outcomes"' in page else 0
    last = page.find(_LATE) if _LATE in page else len(page)
    parts = _TAG.split(page[first:last])
    prose = barred = 0
    is_caption = False
    for place, part in enumerate(parts):
        if place % 2 == 0:
            if prose and not barred and not is_caption:
                parts[place] = any_word.sub(hint, part)
        elif name := _NAME.match(part):
            step = -1 if name[1] else 1
            prose += step * (name[2] in ("p", "li"))
            barred += step * (name[2] in _NO_HINT)
            is_caption = name[2] == "img" or (is_caption and name[2] != "p")
    return page[:first] + "".join(parts) + page[last:]


def forms(term: dict, language: str) -> list[str]:
    """Return patterns of the forms of a term: English ones are whole words, also in the plural."""
    words = [re.escape(word) for word in (term[language], *term.get(f"{language}_also", []))]
    if language == "zh":
        return words
    return [rf"(?<!\w){word.replace(chr(92) + ' ', '[ -]')}(?:s|es)?(?!\w)" for word in words]


def _sections(path: str, text: str) -> Iterator[tuple[str, str]]:
    """Yield the address and the words of each section of a page."""
    _, *parts = _HEADING.split(_NO_WORDS.sub("", text))
    for title, name, words in zip(parts[::3], parts[1::3], parts[2::3], strict=True):
        yield f"{path}#{name}", f"{title}\n{words}"
