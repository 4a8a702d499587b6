"""One word for a concept, by `docs/terms.yml`; Chinese with the right spaces and punctuation."""

import re
from collections.abc import Iterator

import autocorrect_py
import pytest
from pages import FENCE, LANGUAGES, PAGES, TERMS, Page, every_page, report
from test_form import EVERY, NAV

from lecturekit import glossary

_HAN = r"[\u4e00-\u9fff]"
DOUBLED = re.compile(r"\b([A-Za-z]{2,}) \1\b|的的|了了|是是|和和", re.I)
WRONG = {
    "half-width punctuation beside 汉字": rf"(?<={_HAN}) *[,;!?:\"']|[,;!?:\"'] *(?={_HAN})",
    # (a) and (n, d) are left alone.
    "half-width brackets around words": rf"\((?=[^()]*(?:{_HAN}|[A-Za-z]{{2}}))[^(),]*\)",
    "no space between 汉字 and a sign": rf"{_HAN}[½\u0391-\u03c9]|[½\u0391-\u03c9]{_HAN}",
}


def avoided(page: Page, terms: list[dict] = TERMS) -> Iterator[str]:
    """Yield words for which the glossary has another; a page lists in `mentions:` what it quotes."""
    mentioned, words = set(page.front.get("mentions") or ()), page.words
    for term in terms:
        text = words
        for allowed in term.get("allow", []):
            text = text.replace(allowed, "_" * len(allowed))
        for word in set(term.get(f"avoid_{page.language}", [])) - mentioned:
            form = rf"(?<!\w){re.escape(word)}(?:s|es)?(?!\w)" if word.isascii() else word
            for found in re.finditer(form, text, re.I):
                line = page.line(text.count("\n", 0, found.start()) + 1)
                yield f"{line}: write {term[page.language]}, not {word}"


def translated(zh: Page, en: Page, terms: list[dict] = TERMS) -> Iterator[str]:
    """Yield Chinese lines without the term that the English line has; the longest term counts."""
    if zh.text.count("\n") != en.text.count("\n"):
        return  # test_languages says where the lines part: those below do not belong together
    zh_words, en_words = zh.words, en.words
    must = sorted((term for term in terms if term.get("must")), key=lambda term: -len(term["en"]))
    forms_of = [(term, re.compile("|".join(glossary.forms(term, "en")), re.I)) for term in must]
    said = [(term, forms) for term, forms in forms_of if forms.search(en_words)]
    pairs = zip(zh_words.split("\n"), en_words.split("\n"), strict=True)
    for number, (here, there) in enumerate(pairs, 1):
        for term, forms in said:
            there, used = forms.subn("_", there)
            if used and not any(form in here for form in (term["zh"], *term.get("zh_also", []))):
                yield f"{zh.line(number)}: expected {term['zh']}: {en.line(number)} has {term['en']}"


def doubled(page: Page) -> Iterator[str]:
    words = page.words
    for found in DOUBLED.finditer(words):
        yield f"{page.line(words.count(chr(10), 0, found.start()) + 1)}: {found[0]!r} is doubled"


def chinese(page: Page) -> Iterator[str]:
    """Yield wrong spaces and punctuation of a Chinese page, in comments of code as well."""
    if page.language != "zh":
        return
    words = page.words.split("\n")
    for fence in FENCE.finditer(page.text):
        for row, line in enumerate(
            fence[3].split("\n"), page.text.count("\n", 0, fence.start()) + 1
        ):
            if fence[2] == "python" and "#" in line:
                words[row] = line.partition("#")[2]
    text = "\n".join(words)
    for what, expression in WRONG.items():
        for found in re.finditer(expression, text):
            line = page.line(text.count("\n", 0, found.start()) + 1)
            yield f"{line}: {what}: {text[max(found.start() - 5, 0) : found.end() + 5]!r}"
    for line in autocorrect_py.lint_for(text, "text").lines:
        yield f"{page.line(line.line)}: write {line.new.strip()!r}"


def test_every_term_has_a_meaning_and_one_place_in_both_languages():
    zh, en = (
        glossary.places(TERMS, language, {name: EVERY[language][name].text for name in NAV})
        for language in LANGUAGES
    )
    report(
        f"docs/terms.yml: {term['en']}: no section of both languages has it in bold, and no at: names one"
        for term in TERMS
        if term["en"] not in zh.keys() & en.keys()
    )
    assert zh == en
    assert [term for term in TERMS if not (term.get("zh_means") and term.get("en_means"))] == []


@every_page
def test_words(page):
    report([*avoided(page), *doubled(page), *chinese(page)])


@pytest.mark.parametrize("name", sorted(PAGES["zh"].keys() & PAGES["en"].keys()))
def test_terms_are_translated(name):
    report(translated(PAGES["zh"][name], PAGES["en"][name]))
