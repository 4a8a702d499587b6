"""The words of the explorables: chosen as those of a page, and in step line by line."""

import re
from itertools import zip_longest

from pages import LANGUAGES, ROOT, read, report
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
        assert here == there, f"{zh.line(number)} and {en.line(number)}"
