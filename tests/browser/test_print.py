"""A lecture on paper: all of it, with the fonts in the file."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from .sources import HOMES, LONGEST

FOLDS = "article details:not(.figure-program)"
UNSEEN = "(all) => all.filter((one) => !one.checkVisibility() || !one.getBoundingClientRect().height).map((one) => one.outerHTML.slice(0, 120))"

each_language = pytest.mark.parametrize("language", HOMES)


@each_language
def test_a_pdf_holds_its_pages_and_its_fonts(open_page: Callable[..., Page], language):
    pdf = open_page(HOMES[language] + LONGEST).pdf(format="A4").decode("latin-1")
    fonts = re.findall(r"/Type /FontDescriptor\b.*?endobj", pdf, re.S)
    names = {re.search(r"/FontName /(?:[A-Z]{6}\+)?([\w-]+)", font)[1] for font in fonts}
    assert len(re.findall(r"/Type /Page\b", pdf)) > 3
    assert {"KaTeX_Main-Regular", "KaTeX_Math-Italic"} <= names, "expected the fonts of formulas"
    assert all("/FontFile" in font for font in fonts)


@each_language
def test_every_solution_and_formula_is_printed(open_page: Callable[..., Page], language):
    page = open_page(HOMES[language] + LONGEST)
    page.emulate_media(media="print")
    inside = page.locator(f"{FOLDS} > :not(summary)")
    assert inside.count() >= page.locator(FOLDS).count() > 0
    assert not inside.evaluate_all(UNSEEN)
    assert page.locator("tex-display .katex-html").count() > 3
    assert not page.locator("tex-display .katex-html").evaluate_all(UNSEEN)


@each_language
def test_nothing_for_the_screen_alone_is_printed(open_page: Callable[..., Page], language):
    page = open_page(HOMES[language] + LONGEST)
    page.emulate_media(media="print")
    for selector in (".md-header", ".md-sidebar", ".figure-program", ".headerlink", ".md-code__nav", ".md-footer__inner"):
        assert not any(each.is_visible() for each in page.locator(selector).all()), selector
