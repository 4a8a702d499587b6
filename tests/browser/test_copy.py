"""The code of a page as a reader takes it: whole, in its lines, by a button that hides none of it."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from .sources import DOCS, FIGURE, HOMES, LECTURES, LONGEST, fences, pages

CLIPBOARD = ["clipboard-read", "clipboard-write"]
SNIPPETS = ".language-python.highlight:not(.figure-program *)"
PROGRAM = ".figure-program .language-python.highlight"

# How high an element's first and last line of text stand.
ENDS = """(part) => {
  const text = document.createRange();
  text.selectNodeContents(part);
  const tops = [...text.getClientRects()].map((line) => line.top);
  return [Math.min(...tops), Math.max(...tops)];
}"""


def copied(block: Locator) -> str:
    """Return what the clipboard holds after a press of the block's copy button."""
    block.page.evaluate("() => navigator.clipboard.writeText('')")
    block.hover()
    block.locator("button[data-md-type=copy]").click()
    return block.page.evaluate("() => navigator.clipboard.readText()")


def open_folds(page: Page) -> None:
    page.evaluate(
        "() => document.querySelectorAll('details').forEach((fold) => (fold.open = true))"
    )


@pytest.mark.parametrize("language", HOMES)
def test_copy_gives_each_snippet_of_a_lecture(open_page: Callable[..., Page], language):
    page = open_page(HOMES[language] + LONGEST, permissions=CLIPBOARD)
    open_folds(page)
    expected = [code.rstrip("\n") for code in fences(pages(language)[LONGEST])]
    assert [copied(block).rstrip("\n") for block in page.locator(SNIPPETS).all()] == expected


@pytest.mark.parametrize("language", HOMES)
def test_copy_gives_the_programs_of_the_figures(open_page: Callable[..., Page], language):
    path = next(path for path in LECTURES if FIGURE.search(pages(language)[path]))
    page = open_page(HOMES[language] + path, permissions=CLIPBOARD)
    open_folds(page)
    names = FIGURE.findall(pages(language)[path])
    programs = [
        (DOCS / "assets/figures" / f"{name}.py").read_text("utf-8").rstrip("\n") for name in names
    ]
    assert [copied(block).rstrip("\n") for block in page.locator(PROGRAM).all()] == programs


@pytest.mark.parametrize("language", HOMES)
def test_the_button_covers_no_code_of_a_phone_until_it_is_touched(
    open_page: Callable[..., Page], language
):
    page = open_page(HOMES[language] + LONGEST, width=390, has_touch=True, is_mobile=True)
    block = page.locator(SNIPPETS).first
    buttons = block.locator(".md-code__nav")
    expect(buttons).to_have_css("opacity", "0")
    block.tap()
    expect(buttons).to_have_css("opacity", "1")


@pytest.mark.parametrize("language", HOMES)
def test_the_first_and_last_line_of_a_source_stand_beside_their_numbers(
    open_page: Callable[..., Page], language
):
    page = open_page(f"{HOMES[language]}reference/optim/")
    open_folds(page)
    sources = page.locator(".highlighttable")
    assert sources.count()
    for source in sources.all():
        numbers, code = (source.locator(part).evaluate(ENDS) for part in (".linenodiv pre", "code"))
        assert code == pytest.approx(numbers, abs=2)
