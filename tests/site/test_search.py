"""Search finds what a page says, typed as a reader types it; Chinese with or without spaces."""

import re

import pytest
import yaml
from conftest import HOMES, ROOT
from playwright.sync_api import Page

# What the theme says before it has searched.
NOT_YET = re.compile("正在初始化|键入以|Initializing|Type to")
META = ".md-search-result__meta"


def ask(page: Page, words: str) -> int:
    """Put words into the search box, empty it again, and return how many results there were."""
    meta = page.locator(META)
    page.locator(".md-search__input").fill(words)
    page.keyboard.press("Shift")  # the theme asks when a key comes up
    meta.filter(has_not_text=NOT_YET).wait_for()
    number = re.search(r"\d+", meta.inner_text())
    page.locator(".md-search__input").fill("")
    page.keyboard.press("Shift")
    meta.filter(has_text=NOT_YET).wait_for()
    return int(number[0]) if number else 0


def names(language: str) -> list[str]:
    """Return all terms of the glossary, and the names of PyTorch that occur on a page."""
    terms = yaml.safe_load((ROOT / "docs/terms.yml").read_text("utf-8"))
    forms = {form for term in terms for form in (term[language], *term.get(f"{language}_also", []))}
    pages = (ROOT / "docs" / language).rglob("*.*")
    said = " ".join(page.read_text("utf-8") for page in pages)
    return sorted(forms | set(re.findall(r"\b(?:nn|F)\.[A-Za-z_]*[A-Z_a-z]{3}", said)))


@pytest.mark.parametrize("language", HOMES)
def test_search_knows_every_term_and_every_name_of_pytorch(open_page, language):
    page = open_page(HOMES[language])  # whose console must stay silent
    page.locator(".md-search__input").click()
    missed = [name for name in names(language) if not ask(page, name)]
    assert missed == []


@pytest.mark.parametrize("language", HOMES)
def test_search_answers_at_every_letter(open_page, language):
    page = open_page(HOMES[language])
    page.locator(".md-search__input").click()
    letters = {
        name[:end].lower() for name in names(language) for end in (1, 2, 3) if name.isascii()
    }
    for start in sorted(letters):
        ask(page, start)


@pytest.mark.parametrize("term", ["softmax 回归", "Hessian 矩阵"])
def test_search_needs_no_space_between_the_scripts(open_page, term):
    page = open_page("")
    page.locator(".md-search__input").click()
    assert ask(page, term) == ask(page, term.replace(" ", "")) > 0
