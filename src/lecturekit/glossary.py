"""The glossary: a line `[glossary]` becomes a table of the terms in `docs/terms.yml`.

A term links to the section that defines it, where it stands in bold, or else to the first that uses
it, in the order of the nav.
"""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import yaml

_HEADING = re.compile(r"^#+ (.*) \{#([\w-]+)\}$", re.M)
_NO_WORDS = re.compile(r"^( *)(```|\$\$).*?^\1\2$|`[^`\n]+`|\$[^$\n]+\$", re.M | re.S)
_LATE = ("summary", "exercises")  # sections that use words and seldom explain them


def read(terms: Path) -> list[dict]:
    """Return the terms of a file, by their English names; the file says what an entry has."""
    entries = yaml.safe_load(terms.read_text("utf-8"))
    return sorted(entries, key=lambda term: term["en"].casefold())


def table(terms: list[dict], language: str, columns: list[str], lectures: Mapping[str, str]) -> str:
    """Return the glossary as a Markdown table.

    Args:
        terms: See `read`.
        language: "zh" or "en".
        columns: What stands above the columns: the term, the other language's, names used elsewhere.
        lectures: Path -> Markdown, in the order of the nav.
    """
    sections = [section for path, text in lectures.items() for section in _sections(path, text)]
    other = "en" if language == "zh" else "zh"
    comma = "、" if language == "zh" else ", "
    rows = [columns, ["---"] * 3]
    for term in terms:
        forms = [term[language], *term.get(f"{language}_also", [])]
        elsewhere = [*forms[1:], *term.get(f"avoid_{language}", [])]
        address = _address(forms, sections)
        name = f"[{forms[0]}]({address})" if address else forms[0]
        rows.append([name, term[other], comma.join(elsewhere)])
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def _sections(path: str, text: str) -> Iterator[tuple[str, str, str]]:
    """Yield address, id and words of each section of a page."""
    _, *parts = _HEADING.split(_NO_WORDS.sub("", text))
    for title, name, words in zip(parts[::3], parts[1::3], parts[2::3], strict=True):
        yield f"{path}#{name}", name, f"{title}\n{words}"


def _address(forms: list[str], sections: list[tuple[str, str, str]]) -> str | None:
    """Return where a term is explained: in bold, or else where it is used first; late ones last."""
    form = "|".join(re.escape(form).replace(r"\ ", "[ -]") for form in forms)
    word = rf"(?<!\w)(?:{form})(?:s|es)?(?!\w)" if forms[0].isascii() else f"(?:{form})"
    bold, used = re.compile(rf"\*\*{word}\*\*", re.I), re.compile(word, re.I)
    ranked = (
        (0 if bold.search(words) else 2 if name in _LATE else 1, address)
        for address, name, words in sections
        if used.search(words)
    )
    return min(ranked, key=lambda found: found[0], default=(0, None))[1]
