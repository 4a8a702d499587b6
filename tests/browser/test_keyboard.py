"""The keyboard alone: Tab reaches everything, and the reader always sees where."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from .sources import HOMES, LONGEST, SHORTEST

REACH, STOP = (
    Path(__file__).with_name(f"{name}.js").read_text("utf-8") for name in ("reach", "stop")
)
MENU = ".md-header__button[for=__drawer]"
BACK = ".md-nav--primary .md-nav__title[for^=__nav]"
WIDE = {
    "logo": ".md-header .md-logo",
    "tabs": ".md-tabs__link",
    "pages": ".md-nav--primary a.md-nav__link",
    "sections": ".md-nav--secondary a.md-nav__link",
}
NARROW = {"menu": MENU}
ALWAYS = {
    "skip link": ".md-skip",
    "colours": ".md-option",
    "language": "[data-language-switch]",
    "search": ".md-search__input",
    "headings": ".headerlink",
    "links": "article p a[href]",
    "copy buttons": "[data-md-type=copy]",
    "folds": "article summary",
    "next page": ".md-footer__link",
    "licence": ".md-copyright a",
}


def walk(page: Page, kinds: dict[str, str]) -> list[dict]:
    """Return the stops of Tab from where the focus is to the end of the page."""
    stops = []
    for _ in range(1000):
        page.keyboard.press("Tab")
        stops.append(page.evaluate(STOP, kinds))
        if stops[-1]["end"]:
            return stops[:-1]
    raise AssertionError(f"expected an end of the page, but Tab goes on: {stops[-1]['html']}")


def go_to(page: Page, selector: str, key: str = "Tab") -> None:
    """Press a key until the focus is on an element, and see that it shows there."""
    for _ in range(100):
        page.keyboard.press(key)
        stop = page.evaluate(STOP, {"sought": selector})
        if stop["kinds"]:
            assert stop["seen"], stop["html"]
            return
    raise AssertionError(f"expected {key} to reach {selector}")


@pytest.mark.parametrize(
    ("width", "kinds"), [(1280, ALWAYS | WIDE), (390, ALWAYS | NARROW)], ids=["1280", "390"]
)
@pytest.mark.parametrize("language", HOMES)
def test_tab_reaches_everything_and_shows_where(
    open_page: Callable[..., Page], language, width, kinds
):
    page = open_page(HOMES[language] + LONGEST, width=width, reduced_motion="reduce")
    page.locator("[data-md-type=copy]").first.wait_for()
    wanted = page.evaluate(REACH)
    stops = walk(page, kinds)
    reached = {stop["reach"] for stop in stops}
    assert not [html for number, html in enumerate(wanted) if str(number) not in reached]
    assert not [stop["html"] for stop in stops if not stop["seen"]]
    assert {kind for stop in stops for kind in stop["kinds"]} == set(kinds)


@pytest.mark.parametrize("end", ["afterbegin", "beforeend"])
def test_what_scrolls_sideways_is_reached(open_page: Callable[..., Page], end):
    """A formula and a table wider than the window take the focus, so that arrows move them."""
    page = open_page(
        LONGEST, width=390, reduced_motion="reduce"
    )  # whose end is far from the screen
    wide = "<tex-display><div style='width: 999px'>x</div></tex-display>"
    table = "<div class='md-typeset__scrollwrap'><div style='width: 999px'>x</div></div>"
    page.evaluate(
        "([end, html]) => document.querySelector('article').insertAdjacentHTML(end, html)",
        [end, wide + table],
    )
    if end == "beforeend":  # as a reader who has come down the page
        page.locator("article > p a[href]").last.focus()
    else:
        page.evaluate("() => dispatchEvent(new Event('resize'))")
    for selector in ("tex-display", ".md-typeset__scrollwrap"):
        go_to(page, f"article > {selector}[tabindex='0']")
        page.keyboard.press("ArrowRight")
        page.wait_for_function(
            f"[...document.querySelectorAll('article > {selector}')].some((e) => e.scrollLeft > 0)"
        )


def test_the_menu_of_a_narrow_window_opens_by_keyboard(open_page: Callable[..., Page]):
    page = open_page(SHORTEST, width=390, reduced_motion="reduce")
    # From the list of the page's own section back to the list of all.
    for key, selector in [
        ("Tab", MENU),
        ("Tab", BACK),
        ("Shift+Tab", "a.md-nav__link[href$='/notation/']"),
    ]:
        go_to(page, selector, key)
        page.keyboard.press("Enter")
    page.wait_for_url("**/notation/")


@pytest.mark.parametrize("key", ["/", "s"])
@pytest.mark.parametrize("language", HOMES)
def test_a_key_opens_search_and_escape_closes_it(open_page: Callable[..., Page], language, key):
    page = open_page(HOMES[language])
    page.locator("body").press(key)
    page.wait_for_function("document.activeElement.matches('.md-search__input')")
    page.wait_for_function("document.querySelector('#__search').checked")
    page.keyboard.press("Escape")
    page.wait_for_function("!document.querySelector('#__search').checked")
