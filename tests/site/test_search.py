"""Search finds what a page says, typed as a reader types it; Chinese with or without spaces."""

import re

import pytest
import yaml
from conftest import HOMES, ROOT
from playwright.sync_api import Page

# Puts words into the search box, one after the other, and tells what the theme says of each.
ASK = """async (all) => {
  const box = document.querySelector(".md-search__input");
  const meta = document.querySelector(".md-search-result__meta");
  const answer = () => new Promise((done) => {
    const watcher = new MutationObserver(() => { watcher.disconnect(); done(meta.textContent); });
    watcher.observe(meta, { childList: true, characterData: true, subtree: true });
  });
  const ask = (words) => {
    const answered = answer();
    box.value = words;
    box.dispatchEvent(new InputEvent("input", { bubbles: true })); // when ours puts spaces in
    box.dispatchEvent(new KeyboardEvent("keyup", { bubbles: true })); // when the theme asks
    return answered;
  };
  const found = {};
  for (const words of all) {
    found[words] = await ask(words);
    await ask("");
  }
  return found;
}"""


def ask(page: Page, words: list[str]) -> dict[str, int]:
    """Return how many results there are for each."""
    page.locator(".md-search__input").click()
    page.keyboard.type("x")  # the first word waits for the index
    page.locator(".md-search-result__meta").filter(has_text=re.compile(r"\d|No |没有")).wait_for()
    page.locator(".md-search__input").fill("")
    page.keyboard.press("Shift")
    page.locator(".md-search-result__meta").filter(
        has_not_text=re.compile(r"\d|No |没有")
    ).wait_for()
    found = page.evaluate(ASK, words)
    return {each: int(re.search(r"\d+|$", said)[0] or 0) for each, said in found.items()}


def names(language: str) -> list[str]:
    """Return all terms of the glossary, and the names of PyTorch that occur on a page."""
    terms = yaml.safe_load((ROOT / "docs/terms.yml").read_text("utf-8"))
    forms = {form for term in terms for form in (term[language], *term.get(f"{language}_also", []))}
    pages = (ROOT / "docs" / language).rglob("*.*")
    said = " ".join(page.read_text("utf-8") for page in pages)
    return sorted(forms | set(re.findall(r"\b(?:nn|F)\.[A-Za-z_]*[A-Z_a-z]{3}", said)))


@pytest.mark.parametrize("language", HOMES)
def test_search_knows_every_term_and_every_name_of_pytorch(open_page, language):
    """Their first letters, too: the console stays silent as one types."""
    page = open_page(HOMES[language])
    starts = {name[:end] for name in names(language) if name.isascii() for end in (1, 2, 3)}
    ask(page, sorted(starts))
    missed = [name for name, count in ask(page, names(language)).items() if not count]
    assert missed == []


def test_search_needs_no_space_between_the_scripts(open_page):
    spaced = ["softmax 回归", "Hessian 矩阵"]
    found = ask(open_page(""), [*spaced, *(term.replace(" ", "") for term in spaced)])
    for term in spaced:
        assert found[term] == found[term.replace(" ", "")] > 0
