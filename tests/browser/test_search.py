"""Search finds what a page says, typed as a reader types it: Chinese with an input method."""

import json
import re
from collections.abc import Callable

import pytest
import yaml
from playwright.sync_api import Locator, Page

from .host import Host
from .sources import DOCS, HOMES, pages, prose

NOT_YET = re.compile(
    "正在初始化|键入以|Initializing|Type to"
)  # what the theme says before it has searched
TERMS = ["交叉熵", "梯度下降", "softmax 回归", "softmax回归", "似然", "SGD", "gradient"]
HAN = "\u4e00-\u9fff"
CASES = [
    (language, term) for language in HOMES for term in TERMS if language == "zh" or term.isascii()
]


def say(term: str, language: str) -> set[str]:
    """Return the addresses of the pages whose prose has the term, with or without its space."""
    words = rf"(?<![A-Za-z.]){term}"
    pattern = re.compile(re.sub(rf" |(?<=[a-z])(?=[{HAN}])", r"\\s?", words), re.I)
    return {
        HOMES[language] + path
        for path, source in pages(language).items()
        if pattern.search(prose(source))
    }


def type_in(page: Page, term: str) -> None:
    """Type into the search box: Latin letters by key, Chinese through an input method."""
    page.locator(".md-search__input").click()
    method = page.context.new_cdp_session(page)
    for run in re.findall(rf"[{HAN}]+|[^{HAN}]+", term):
        if run.isascii():
            page.keyboard.type(run)
        else:
            method.send(
                "Input.imeSetComposition",
                {"text": run, "selectionStart": 0, "selectionEnd": len(run)},
            )
            method.send("Input.insertText", {"text": run})
            page.keyboard.press("Shift")  # the method's last key comes up
    page.locator(".md-search-result__meta").filter(has_not_text=NOT_YET).wait_for()


def found(page: Page) -> int:
    """Return how many results the search says that it has."""
    number = re.search(r"\d+", page.locator(".md-search-result__meta").inner_text())
    return int(number[0]) if number else 0


def shown(page: Page, host: Host) -> set[str]:
    """Return the addresses of the pages in the list of results, which grows while one scrolls."""
    while page.locator(".md-search-result__item").count() < found(page):
        for place in ("0", "list.scrollHeight"):
            page.locator(".md-search__scrollwrap").evaluate(f"(list) => list.scrollTo(0, {place})")
            page.wait_for_timeout(50)
    links = page.locator(".md-search-result__link").evaluate_all(
        "(links) => links.map((link) => link.href)"
    )
    return {host.local(re.split(r"[?#]", link)[0]) for link in links}


@pytest.mark.parametrize(("language", "term"), CASES)
def test_search_finds_every_page_that_says_it(
    open_page: Callable[..., Page], host: Host, language, term
):
    page = open_page(HOMES[language])
    type_in(page, term)
    expected = say(term, language)
    if expected:
        assert expected <= shown(page, host)
    else:
        assert term not in page.locator(".md-search-result__list").inner_text()


@pytest.mark.parametrize("term", ["softmax 回归", "Hessian 矩阵"])
def test_search_needs_no_space_between_the_scripts(
    open_page: Callable[..., Page], host: Host, term
):
    found = []
    for each in (term, term.replace(" ", "")):
        page = open_page(HOMES["zh"])
        type_in(page, each)
        found.append(shown(page, host))
    assert found[0] == found[1] != set()


def test_the_chinese_index_is_cut_into_words(host: Host):
    index = json.loads((host.folder / "search/search_index.json").read_text("utf-8"))
    texts = [
        entry["text"]
        for entry in index["docs"]
        if re.search(f"[{HAN}]{{6}}", entry["text"].replace("\u200b", ""))
    ]
    assert texts
    assert all("\u200b" in text for text in texts), (
        "expected jieba's separators, but the index has none"
    )


def names(language: str) -> list[str]:
    """Return all terms of the glossary, and the names of PyTorch that occur on a page."""
    terms = yaml.safe_load((DOCS / "terms.yml").read_text("utf-8"))
    forms = {form for term in terms for form in (term[language], *term.get(f"{language}_also", []))}
    said = " ".join(pages(language).values())
    return sorted(forms | set(re.findall(r"\b(?:nn|F)\.[A-Za-z_]*[A-Z_a-z]{3}", said)))


@pytest.mark.parametrize("language", HOMES)
def test_search_knows_every_term_and_every_name_of_pytorch(
    open_page: Callable[..., Page], language
):
    page = open_page(HOMES[language])
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    box, meta = page.locator(".md-search__input"), page.locator(".md-search-result__meta")
    box.click()

    def ask(words: str, answer: Locator) -> None:
        box.fill(words)
        page.keyboard.press("Shift")  # the theme asks when a key comes up
        answer.wait_for()

    missed = []
    for name in names(language):
        page.keyboard.type(name)  # each letter asks anew
        ask("", meta.filter(has_text=NOT_YET))
        ask(name, meta.filter(has_not_text=NOT_YET))
        missed += [] if found(page) else [name]
        ask("", meta.filter(has_text=NOT_YET))
    assert (missed, said) == ([], [])
