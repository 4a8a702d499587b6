"""A lecture on paper: all of it, with the fonts in the file."""

import io
import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page
from pypdf import PdfReader

from .sources import HOMES, LONGEST

FOLDS = "article details:not(.figure-program)"
SCREEN_ONLY = (
    ".md-header, .md-sidebar, .md-code__nav, .headerlink, .figure-program, .md-footer__inner"
)
PAPER = 605  # pixels between the margins of A4
UNSEEN = """(all) => all
  .filter((one) => one.textContent.trim())
  .filter((one) => !one.checkVisibility() || !one.getBoundingClientRect().height)
  .map((one) => one.outerHTML.slice(0, 120))"""
SCROLLERS = "pre > code, tex-display, .md-typeset__scrollwrap"
LOW_ON_A_PAGE = """([lines, height]) => {
  const above = document.createElement("div");
  const code = document.querySelector(`article .highlight${lines > 24 ? ".long" : ":not(.long)"}`);
  above.style.height = `${height}px`; // of the 1123 of A4
  const numbers = Array.from({ length: lines }, (_, number) => `line ${number}`);
  code.querySelector("code").textContent = numbers.join("\\n");
  document.querySelector("article").replaceChildren(above, code);
}"""
CUT_OFF = """(all) => all
  .filter((one) => one.scrollWidth > one.clientWidth + 1)
  .map((one) => one.textContent.slice(0, 80))"""

each_language = pytest.mark.parametrize("language", HOMES)


@each_language
def test_a_pdf_holds_its_pages_and_its_fonts(open_page: Callable[..., Page], language):
    pdf = open_page(HOMES[language] + LONGEST).pdf(format="A4").decode("latin-1")
    objects = dict(re.findall(r"^(\d+) 0 obj\n(.*?)\nendobj", pdf, re.S | re.M))
    assert sum("/Type /Page\n" in each for each in objects.values()) > 3
    # Fonts of type 3 need no file: their glyphs are drawings of the PDF itself.
    fonts = [
        each for each in objects.values() if re.search(r"/Subtype /(CIDFont|TrueType|Type1)", each)
    ]
    descriptors = [objects[re.search(r"/FontDescriptor (\d+)", font)[1]] for font in fonts]
    assert {"KaTeX_Main-Regular", "KaTeX_Math-Italic"} <= set(
        re.findall(r"\+(KaTeX[\w-]+)", " ".join(fonts))
    )
    assert all("/FontFile" in each for each in descriptors)


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
    assert page.locator(SCREEN_ONLY).count() > 10
    assert page.locator(f":is({SCREEN_ONLY}):visible").count() == 0


@each_language
def test_nothing_is_wider_than_the_paper(open_page: Callable[..., Page], language):
    page = open_page(HOMES[language] + LONGEST)
    page.set_viewport_size({"width": PAPER, "height": 900})
    page.emulate_media(media="print")
    assert not page.locator(f"article :is({SCROLLERS})").evaluate_all(CUT_OFF)
    assert page.evaluate("() => document.scrollingElement.scrollWidth") <= PAPER


@pytest.mark.parametrize(
    ("lines", "height", "num_pages"), [(15, 700, 1), (40, 700, 2), (40, 755, 1)]
)
def test_only_long_code_is_broken_and_not_near_its_ends(
    open_page: Callable[..., Page], lines, height, num_pages
):
    page = open_page(LONGEST)
    page.evaluate(LOW_ON_A_PAGE, [lines, height])
    printed = PdfReader(io.BytesIO(page.pdf(format="A4"))).pages
    found = [len(re.findall(r"line \d+", each.extract_text())) for each in printed]
    assert sum(found) == lines
    assert len(found) - found.count(0) == num_pages


def test_a_dark_screen_prints_dark_ink_and_is_dark_again(open_page: Callable[..., Page]):
    page = open_page(LONGEST, scheme="dark")
    page.locator("body[data-md-color-scheme=slate]").wait_for()
    page.evaluate(
        """() => addEventListener("beforeprint", () => {
          window.ink = getComputedStyle(document.querySelector("article p")).color;
        })"""
    )
    page.pdf(format="A4")
    red, green, blue = map(int, re.findall(r"\d+", page.evaluate("ink"))[:3])
    assert max(red, green, blue) < 80
    assert page.locator("body").get_attribute("data-md-color-scheme") == "slate"
