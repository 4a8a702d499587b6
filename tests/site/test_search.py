"""Search finds what a page says, typed as a reader types it; Chinese with or without spaces.

`queries.tsv` has what readers ask in forums, collected before the pages had words for it.
"""

import csv
import re
import string
from pathlib import Path

import pytest
import yaml
from conftest import HOMES, ROOT, SITE
from playwright.sync_api import Page

# Puts words into the search box, one after the other, and tells where the first three results of each lead.
ASK = """async (all) => {
  const box = document.querySelector(".md-search__input");
  const meta = document.querySelector(".md-search-result__meta");
  const shown = (result) => [...result.querySelectorAll("a:not(details a)")].map((link) => link.href);
  const first = () => [...document.querySelectorAll(".md-search-result__list > li")].slice(0, 3);
  const answered = () => new Promise((done) => {
    const watcher = new MutationObserver(() => { watcher.disconnect(); done(); });
    watcher.observe(meta, { childList: true, characterData: true, subtree: true });
  });
  const found = {};
  for (const words of all) {
    const answer = answered();
    box.value = words;
    box.dispatchEvent(new InputEvent("input", { bubbles: true })); // when ours puts spaces in
    box.dispatchEvent(new KeyboardEvent("keyup", { bubbles: true })); // when the theme asks
    await answer;
    found[words] = first().flatMap(shown);
  }
  return found;
}"""


def ask(page: Page, words: list[str]) -> dict[str, list[str]]:
    """Return for each where the first three results lead."""
    page.locator(".md-search__input").click()
    page.keyboard.type("x")  # the first word waits for the index
    page.locator(".md-search-result__meta").filter(has_text=re.compile(r"\d|No |没有")).wait_for()
    page.locator(".md-search__input").fill("")
    page.keyboard.press("Shift")
    page.locator(".md-search-result__meta").filter(
        has_not_text=re.compile(r"\d|No |没有")
    ).wait_for()
    # A late answer to the empty box would be taken for that to the first word.
    page.wait_for_timeout(500)
    return page.evaluate(ASK, words)


def names(language: str) -> list[str]:
    """Return all terms of the glossary, and the names of PyTorch that occur on a page."""
    terms = yaml.safe_load((ROOT / "docs/terms.yml").read_text("utf-8"))
    forms = {form for term in terms for form in (term[language], *term.get(f"{language}_also", []))}
    pages = (ROOT / "docs" / language).rglob("*.*")
    said = " ".join(page.read_text("utf-8") for page in pages)
    return sorted(forms | set(re.findall(r"\b(?:nn|F)\.[A-Za-z_]*[A-Z_a-z]{3}", said)))


@pytest.mark.parametrize("language", HOMES)
def test_search_knows_every_term_and_every_name_of_pytorch(open_page, language):
    """Their first letters and each digit, too: the console stays silent as one types; no answer is told."""
    assert "<li>[x]" not in (SITE / HOMES[language] / "search/search_index.json").read_text("utf-8")
    page = open_page(HOMES[language], search=True)
    starts = {name[:end] for name in names(language) if name.isascii() for end in (1, 2, 3)}
    ask(page, sorted(starts | {*string.digits}))
    answers = ask(page, names(language))
    assert [name for name, links in answers.items() if not links] == []


@pytest.mark.parametrize("language", HOMES)
def test_what_readers_ask_leads_to_its_section(open_page, host, language):
    """One that answers is among the first three results, and no fold hides it."""
    with (Path(__file__).parent / "queries.tsv").open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        right = {
            row["query"]: row["leads to any of"].split()
            for row in rows
            if row["language"] == language
        }
    home = host + HOMES[language]
    found = ask(open_page(HOMES[language], search=True), list(right))
    missed = {}
    for query, answers in right.items():
        links = [re.sub(r"\?[^#]*", "", link).removeprefix(home) for link in found[query]]
        if not {*links} & {*answers}:
            missed[query] = links
    assert missed == {}


def test_a_result_on_a_phone_leads_to_its_section(open_page):
    """Pasted, on the page where the reader is: the theme would scroll back."""
    phone = {"width": 390, "has_touch": True, "is_mobile": True}
    page = open_page("linear-regression/learning-rate/", search=True, **phone)
    page.locator(".md-header__button[for=__search]").click()
    page.wait_for_timeout(1000)  # when it gets the focus the theme asks once
    page.locator(".md-search__input").fill("学习率的上限")
    page.locator(".md-search-result__link[href*='learning-rate/'][href$='#limit']").first.tap()
    page.wait_for_url(re.compile("#limit$"))
    page.wait_for_timeout(500)
    assert 0 < page.locator("#limit").bounding_box()["y"] < 300
