"""What `make release` makes: the copy for reading without a network, and the PDF of all pages."""

import re
import shutil
from pathlib import Path

import pytest
from conftest import HOMES, SITE
from mkdocs.config import load_config

from lecturekit import CONFIGS
from lecturekit.release import book

PAGE = "softmax-regression/cross-entropy.html"


@pytest.fixture
def folder(tmp_path) -> Path:
    archives = list(Path("dist").glob("*-site.zip"))
    if not archives:
        pytest.fail("expected the offline copy, but there is none: make release", pytrace=False)
    shutil.unpack_archive(archives[0], tmp_path)
    return next(tmp_path.iterdir())


def test_a_page_is_read_searched_and_left_from_the_disk(open_page, folder):
    page = open_page((folder / PAGE).as_uri(), offline=True)
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.reload()
    page.wait_for_function("() => document.fonts.status === 'loaded'")
    assert page.evaluate("() => [...document.fonts].some((font) => font.status === 'loaded')")
    page.locator("[data-language-switch]").click()
    page.wait_for_url((folder / "en" / PAGE).as_uri())
    page.locator("[data-files]").first.scroll_into_view_if_needed()
    page.wait_for_selector("[data-files][ready]")
    page.locator(".md-search__input").click()
    page.keyboard.type("entropy", delay=20)
    page.locator(".md-search-result__link").first.click()
    page.wait_for_url(re.compile(r"^file:.*\bh=entropy"))
    assert page.locator("article h1").count() == 1
    assert [url for url in asked if not url.startswith(("file:", "data:", "blob:"))] == []


@pytest.mark.filterwarnings("ignore:invalid escape sequence")  # in jieba, uncompiled
@pytest.mark.parametrize("language", HOMES)
def test_each_link_within_the_pdf_has_its_place(language):
    html = book(SITE / HOMES[language], load_config(CONFIGS[language]))
    places, links = (set(re.findall(rf'{name}="([^"]*)', html)) for name in (r"\sid", "href"))
    assert {link for link in links if link.startswith("#") and link[1:] not in places} == set()
