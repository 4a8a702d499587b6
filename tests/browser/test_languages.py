"""The way from one language to the other: the switch on each page, and what search engines read."""

import re
from collections.abc import Callable
from xml.etree import ElementTree

import pytest
from playwright.sync_api import Page, expect

from .host import LOC, Host
from .sources import HOMES, LONGEST

LINK = "{http://www.w3.org/1999/xhtml}link"
SWITCH = "[data-language-switch]"

both_ways = pytest.mark.parametrize(("here", "there"), [("zh", "en"), ("en", "zh")])


def assert_switches(page: Page, host: Host, there: str, path: str) -> None:
    """The switch names the same page and anchor in the other language, and leads there."""
    target = f"{host.root}{HOMES[there]}{path}"
    expect(page.locator(SWITCH)).to_have_js_property("href", target)
    page.locator(SWITCH).click()
    page.wait_for_url(target)
    page.wait_for_function(f"document.documentElement.lang === {there!r}")


@both_ways
@pytest.mark.parametrize("path", ["", LONGEST, f"{LONGEST}#exercises"])
def test_the_switch_keeps_page_and_anchor(
    open_page: Callable[..., Page], host: Host, path, here, there
):
    assert_switches(open_page(HOMES[here] + path), host, there, path)


@both_ways
def test_the_switch_follows_instant_navigation(
    open_page: Callable[..., Page], host: Host, here, there
):
    page = open_page(HOMES[here])
    page.wait_for_load_state("networkidle")  # the theme navigates by the sitemap
    page.evaluate("window.loadedOnce = true")
    page.locator(".md-tabs a[href$='notation/']").click()
    page.wait_for_url("**/notation/")
    assert page.evaluate("window.loadedOnce"), (
        "the page was loaded anew: this was no instant navigation"
    )
    assert_switches(page, host, there, "notation/")


@both_ways
def test_the_switch_follows_steps_within_the_page(
    open_page: Callable[..., Page], host: Host, here, there
):
    page = open_page(HOMES[here] + LONGEST)
    page.locator(".md-sidebar--secondary a[href$='#exercises']").click()
    page.wait_for_url("**#exercises")
    expect(page.locator(SWITCH)).to_have_js_property(
        "href", f"{host.root}{HOMES[there]}{LONGEST}#exercises"
    )
    page.go_back()
    assert_switches(page, host, there, LONGEST)


def test_every_page_names_its_language(host: Host):
    named = {
        page: re.search(r'<html lang="(.*?)"', host.file(page).read_text("utf-8"))[1]
        for page in host.pages
    }
    assert named == {page: "en" if page.startswith("en/") else "zh" for page in host.pages}


@pytest.mark.parametrize("language", HOMES)
def test_the_sitemap_names_every_page_in_both_languages(host: Host, language):
    """Each entry has the address of the page and of its two languages; no page is left out."""
    root = ElementTree.parse(host.folder / HOMES[language] / "sitemap.xml").getroot()
    named = set()
    for entry in root:
        loc = entry.find(LOC)
        path = host.local(loc.text).removeprefix(HOMES[language])
        links = {link.get("hreflang"): host.local(link.get("href")) for link in entry.iter(LINK)}
        assert links == {"zh-Hans": path, "en": f"en/{path}"}
        assert all(host.file(each) for each in links.values())
        named.add(HOMES[language] + path)
    english = {page for page in host.pages if page.startswith("en/")}
    built = english if language == "en" else set(host.pages) - english
    assert named == {page for page in built if not page.endswith("404.html")}
