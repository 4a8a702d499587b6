"""The words of the explorables: chosen as those of a page, in step line by line, asked for by the scripts."""

import re
from itertools import zip_longest

import pytest
import yaml
from pages import LANGUAGES, ROOT, read, report
from test_languages import ONE_LANGUAGE
from test_words import avoided, chinese, doubled, translated

WORDS = [read(ROOT / "docs" / language / "explorables.yml") for language in LANGUAGES]


def test_words():
    zh, en = (
        page._replace(text=re.sub(r'^ *[\w-]+:(?: "(.*)")?$', r"\1", page.text, flags=re.M))
        for page in WORDS
    )
    problems = [problem for page in (zh, en) for problem in (*avoided(page), *doubled(page))]
    report([*problems, *chinese(zh), *translated(zh, en)])


def test_each_line_has_the_same_key_places_for_values_and_numbers():
    zh, en = WORDS
    lines = [re.sub("^#.*", "", page.text, flags=re.M).split("\n") for page in WORDS]
    for number, pair in enumerate(zip_longest(*lines, fillvalue=""), 1):
        here, there = (sorted(re.findall(r"^ *[\w-]+:|\{\w+\}|\d+", line)) for line in pair)
        if here != there:
            pytest.fail(
                f"{zh.line(number)}: {here}, but {en.line(number)}: {there}; {ONE_LANGUAGE}",
                pytrace=False,
            )


def test_each_word_has_its_place_in_the_script():
    """One that is missing would be drawn as nothing, and so would the key no, which is no word in YAML.

    A key that the script computes is not judged.
    """
    page = WORDS[0]
    for name, words in yaml.safe_load(page.text).items():
        where = page.at(page.text.index(f"\n{name}:") + 1)
        script = (ROOT / f"docs/assets/explorables/{name}.js").read_text("utf-8")
        asked = {*re.findall(r'(?:words\.|\b(?:say|show|tell)\(")(\w+)', script), "caption"}
        report(f"{where}: {name}.js asks for {key}" for key in sorted(asked - words.keys()))
        unused = [key for key in words if not re.search(rf"\b{key}\b", script) and key not in asked]
        report(f"{where}: {name}.js does not ask for {key}" for key in unused)
