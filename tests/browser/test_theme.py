"""What the theme does beside the pages: the colours a reader chose, the page that is not there."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page

from .crawl import SCRIPTS_RAN, open_context
from .host import Host
from .sources import HOMES, LONGEST

SCHEME = "() => document.body.getAttribute('data-md-color-scheme')"
# When the page was read to its end, and when its scripts were asked for.
TIMES = """() => [
    performance.getEntriesByType("navigation")[0].domContentLoadedEventStart,
    performance.getEntriesByType("resource")
        .filter((each) => each.initiatorType === "script").map((each) => each.startTime),
]"""
CODE_BUTTON = ".md-code__nav"  # which the theme's script adds to code that is seen
NEXT = "[data-md-component=palette] label:not([hidden])"


@pytest.mark.parametrize("language", HOMES)
@pytest.mark.parametrize(
    ("system", "schemes"),
    [("dark", ["slate", "default", "slate"]), ("light", ["default", "default", "slate"])],
)
def test_the_palette_goes_from_automatic_to_light_to_dark(
    open_page: Callable[..., Page], language, system, schemes
):
    page = open_page(HOMES[language], scheme=system)
    for scheme in schemes:
        assert page.evaluate(SCHEME) == scheme
        page.reload()
        assert page.evaluate(SCHEME) == scheme, "expected the choice to be remembered"
        page.wait_for_function(SCRIPTS_RAN)
        page.locator(NEXT).click()
    assert page.evaluate(SCHEME) == schemes[0], "expected automatic after dark"


def test_a_first_visit_in_the_dark_is_dark_before_the_script_of_the_theme(
    browser: Browser, host: Host
):
    context = open_context(browser, 1280, "dark")
    page = context.new_page()
    page.route("**/bundle*.js", lambda route: route.abort())
    page.goto(host.root)
    assert page.evaluate(SCHEME) == "slate"
    context.close()


def test_the_scripts_come_when_the_page_is_there_and_find_their_beginning(
    open_page: Callable[..., Page],
):
    page = open_page(LONGEST)
    parsed, asked_for = page.evaluate(TIMES)
    assert asked_for and parsed <= min(asked_for)
    page.locator("pre").first.scroll_into_view_if_needed()
    page.locator(CODE_BUTTON).first.wait_for(state="attached")


def test_the_theme_works_without_our_own_script(browser: Browser, host: Host):
    context = open_context(browser, 1280, "light")
    page = context.new_page()
    page.route("**/site.js", lambda route: route.abort())
    page.goto(host.root)
    page.locator(CODE_BUTTON).first.wait_for(state="attached")
    context.close()


def test_an_unknown_address_leads_home_in_both_languages(
    open_page: Callable[..., Page], host: Host
):
    page = open_page("en/no/such/page/")
    links = page.locator("article a").evaluate_all("(links) => links.map((link) => link.href)")
    assert [host.local(link) for link in links] == ["", "en/"]
    page.locator(".md-header").wait_for()
    assert (
        page.evaluate("() => getComputedStyle(document.querySelector('.md-header')).position")
        == "sticky"
    )
