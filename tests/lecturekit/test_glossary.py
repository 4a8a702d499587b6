"""Hints stand where a reader meets a term, once, and nowhere else."""

import re

import pytest

from lecturekit import glossary

TERMS = [
    {"zh": "似然", "en": "likelihood", "must": True, "zh_means": "甲。", "en_means": "A."},
    {"zh": "似然比", "en": "likelihood ratio", "must": True, "zh_means": "乙。", "en_means": "B."},
    {"zh": "动量", "en": "momentum", "must": True, "allow": ["移动量"], "zh_means": "丙。", "en_means": "C."},
    {"zh": "均值", "en": "mean", "zh_means": "丁。", "en_means": "D."},
]  # fmt: skip
ADDRESSES = {term["en"]: "a/#b" for term in TERMS}


def hints(page: str, language: str = "en") -> list[str]:
    hinted = glossary.hinted(page, TERMS, language, ADDRESSES)
    assert re.sub(r'<a class="term"[^>]*>(.*?)</a>', r"\1", hinted) == page
    return re.findall(r'<a class="term"[^>]*>(.*?)</a>', hinted)


def test_the_first_use_of_a_term_has_a_hint():
    assert hints("<p>Momentum</p><ul><li>momentum</li></ul>") == ["Momentum"]


def test_the_longest_term_counts():
    assert hints("<p>Likelihood ratio, then likelihoods.</p>") == [
        "Likelihood ratio",
        "likelihoods",
    ]
    assert hints("<p>似然比不是似然。</p>", "zh") == ["似然比", "似然"]


def test_a_word_of_every_day_has_none():
    assert hints("<p>We mean the mean.</p>") == []


def test_a_part_of_another_word_has_none():
    assert hints("<p>移动量</p>", "zh") == []
    assert hints("<p>unlikelihood, likelihoods</p>") == ["likelihoods"]


@pytest.mark.parametrize(
    "page",
    [
        "<h2>Momentum</h2>",
        "<p><code>momentum</code></p>",
        "<p><strong>momentum</strong></p>",
        '<p><a href="#momentum">momentum</a></p>',
        '<p><span><script type="math/tex">\\text{momentum}</script></span></p>',
        '<p><img alt="a"> The momentum.</p>',
        "<details><p>momentum</p></details>",
        "<table><td><p>momentum</p></td></table>",
        '<p class="lesson">momentum</p><p class="outcomes">can</p><ul><li>momentum</li></ul>',
        '<h2 id="summary">Summary</h2><p>momentum</p>',
    ],
)
def test_noise_has_none(page):
    assert hints(page) == []
    assert hints(page + "<p>momentum</p>") == ([] if "summary" in page else ["momentum"])
