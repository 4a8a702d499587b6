"""The copy button gives exactly what the page's source has."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page

from .sources import DOCS, FIGURE, HOMES, LECTURES, LONGEST, fences, pages

CLIPBOARD = ["clipboard-read", "clipboard-write"]
SNIPPETS = ".language-python.highlight:not(.figure-program *)"
PROGRAM = ".figure-program .language-python.highlight"


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
