"""The copy for reading without a network: it works from file://, and asks for nothing else."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from lecturekit import kept

from .conftest import ROOT
from .crawl import SCRIPTS_RAN, load

CODE = "softmax-regression/cross-entropy.html"


@pytest.fixture(scope="module")
def folder() -> Path:
    """Build the copy, or take the last one if nothing in the repository has changed since."""
    sources = [*ROOT.glob("mkdocs*.yml"), ROOT / "pyproject.toml"]
    sources += [each for name in ("docs", "src") for each in (ROOT / name).rglob("*.*")]
    files = sorted(each for each in sources if each.is_file() and each.suffix != ".pyc")
    names = [str(each) for each in files]
    folder = ROOT / kept.CACHE / "offline" / kept.digest(kept.environment(), *names, *files)
    if not folder.is_dir():
        shutil.rmtree(folder.parent, ignore_errors=True)
        new = folder.with_suffix(".part")
        command = [sys.executable, "-m", "mkdocs", "build", "--strict", "-d", new]
        subprocess.run(command, cwd=ROOT, env={**os.environ, "OFFLINE": "true"}, check=True)
        new.rename(folder)
    return folder


@pytest.fixture
def page(browser: Browser, folder: Path) -> Iterator[Page]:
    """A page from the disk; what it asks for elsewhere, or complains of, fails the test."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, offline=True)
    page = context.new_page()
    faults = []
    page.on("console", lambda said: said.type in ("error", "warning") and faults.append(said.text))
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("requestfailed", lambda it: it.failure != "net::ERR_ABORTED" and faults.append(it.url))
    page.on("request", lambda it: it.url.startswith("http") and faults.append(it.url))
    load(page, (folder / CODE).as_uri())
    yield page
    context.close()
    assert not faults


def test_formulas_have_their_fonts(page: Page):
    page.wait_for_function("() => document.fonts.status === 'loaded'")
    assert page.evaluate("() => document.fonts.check('16px KaTeX_Main')")
    assert page.evaluate("() => [...document.fonts].some((font) => font.status === 'loaded')")


@pytest.mark.parametrize(("start", "word"), [("", "softmax"), ("en/", "entropy")])
def test_search_finds_a_word(page: Page, folder: Path, start, word):
    load(page, (folder / f"{start}{CODE}").as_uri())
    page.locator(".md-search__input").click()
    page.keyboard.type(word, delay=20)
    first = page.locator(".md-search-result__link").first
    first.wait_for()
    assert word in first.inner_text().lower()
    first.click()
    page.wait_for_url(re.compile(rf"^file:.*\bh={word}"))
    assert page.locator("h1").count() == 1


def test_the_language_switch_keeps_page_and_anchor(page: Page, folder: Path):
    page.evaluate("() => { location.hash = 'gradient' }")
    page.locator("[data-language-switch]").click()
    page.wait_for_url((folder / f"en/{CODE}").as_uri() + "#gradient")
    page.wait_for_function(SCRIPTS_RAN)
    page.locator("[data-language-switch]").click()
    page.wait_for_url((folder / CODE).as_uri() + "#gradient")


def test_a_link_leads_to_a_page(page: Page):
    page.locator("article a[href*='.html']").first.click()
    page.wait_for_load_state()
    assert page.url.startswith("file:")
    assert page.locator("article h1").count() == 1
