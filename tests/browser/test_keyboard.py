"""The keyboard alone: Tab reaches everything, and the reader always sees where."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from .sources import HOMES, LONGEST

REACH, STOP = (Path(__file__).with_name(f"{name}.js").read_text("utf-8") for name in ("reach", "stop"))
MENU = ".md-header__button[for=__drawer]"
BACK = ".md-nav--primary .md-nav__toggle:checked ~ .md-nav > .md-nav__title"
LANDMARKS = {
    "skip link": ".md-skip",
    "logo": ".md-logo",
    "colours": ".md-option",
    "language": "[data-language-switch]",
    "search": ".md-search__input",
    "tabs": ".md-tabs__link",
    "pages": ".md-nav--primary a.md-nav__link",
    "sections": ".md-nav--secondary a.md-nav__link",
    "heading": ".headerlink",
    "links": "article p a[href]",
    "copy": "[data-md-type=copy]",
    "folds": "article summary",
    "next page": ".md-footer__link",
    "licence": ".md-copyright a",
}


@pytest.fixture(params=[(language, width) for language in HOMES for width in (1280, 390)], ids="{0[0]}-{0[1]}".format)
def page(request, open_page: Callable[..., Page]) -> Page:
    language, width = request.param
    page = open_page(HOMES[language] + LONGEST, width=width, reduced_motion="reduce")
    page.locator("[data-md-type=copy]").first.wait_for()
    return page


def walk(page: Page, limit: int = 1000) -> list[dict]:
    """Return the stops of Tab from where the focus is to the end of the page."""
    stops = []
    for _ in range(limit):
        page.keyboard.press("Tab")
        stops.append(page.evaluate(STOP))
        if stops[-1]["end"]:
            return stops[:-1]
    raise AssertionError(f"expected an end of the page, but Tab went on for {limit} stops")


def kinds(page: Page) -> set[str]:
    """Return which of LANDMARKS the focus is on."""
    is_on = "(element, selector) => document.activeElement.matches(selector)"
    return {name for name, selector in LANDMARKS.items() if page.evaluate(f"() => ({is_on})(0, {selector!r})")}


def test_tab_reaches_all_that_does_something_and_all_that_scrolls(page: Page):
    wanted = page.evaluate(REACH)
    reached = {stop["reach"] for stop in walk(page)}
    assert not [html for i, html in enumerate(wanted) if str(i) not in reached]


def test_the_focus_is_always_seen(page: Page):
    assert not [stop["html"] for stop in walk(page) if not stop["seen"]]
