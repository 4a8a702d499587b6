"""The words of the explorables: the same keys and values in both languages, and all of them used."""

import re
from collections.abc import Iterator

import pytest
import yaml
from pages import EXPLORABLES, FIGURE, LANGUAGES, PAGES, ROOT, Page, report
from test_words import avoided, chinese, doubled, translated

FOLDER = ROOT / "docs/assets/explorables"
FACTS = {
    "keys": re.compile(r"^ *[\w-]+:"),
    "values": re.compile(r"\{\w+\}"),
    "numbers": re.compile(r"\d+"),
}


def words(page: Page) -> Page:
    """Return a page with the words alone, each in its line."""
    return page._replace(text=re.sub(r'^ *[\w-]+:(?: "(.*)")?$', r"\1", page.text, flags=re.M))


def in_step(zh: Page, en: Page) -> Iterator[str]:
    """Yield the lines of which the languages have other keys, places for values or numbers."""
    pairs = zip(zh.text.split("\n"), en.text.split("\n"), strict=True)
    for number, (here, there) in enumerate(pairs, 1):
        for what, pattern in FACTS.items():
            facts = sorted(pattern.findall(here)), sorted(pattern.findall(there))
            if facts[0] != facts[1] and not here.startswith("#"):
                yield f"{zh.line(number)}: {what} {facts[0]}, not the {facts[1]} of {en.line(number)}"


def used(page: Page) -> Iterator[str]:
    """Yield words that no script uses, and explorables without words or without a page."""
    explorables = yaml.safe_load(page.text)
    figures = [
        figure[0]
        for other in PAGES[page.language].values()
        for figure in FIGURE.finditer(other.text)
    ]
    for name in sorted(
        explorables.keys() ^ {path.name[: -len(".math.js")] for path in FOLDER.glob("*.math.js")}
    ):
        yield f"{page.at(name)}: {name} has either words or a script, but not both"
    for name, keys in explorables.items():
        if not (FOLDER / f"{name}.js").is_file():
            continue
        if not any(f"explorable={name} " in figure for figure in figures):
            yield f"{page.at(f'{name}:')}: no page of docs/{page.language} shows it"
        script = (FOLDER / f"{name}.js").read_text("utf-8")
        for key in keys.keys() - {"caption"}:
            if not re.search(rf"\b{key}\b", script):
                yield f"{page.at(f'  {key}:')}: {name}.js does not use {key}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_words(language):
    page = EXPLORABLES[language]
    report([*used(page), *avoided(words(page)), *doubled(words(page))])


def test_spaces_and_punctuation_of_chinese():
    report(chinese(words(EXPLORABLES["zh"])))


def test_the_languages_are_in_step():
    zh, en = (EXPLORABLES[language] for language in LANGUAGES)
    report([*in_step(zh, en), *translated(words(zh), words(en))])
