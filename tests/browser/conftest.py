"""A browser, the built site and the crawl of its pages, each once a process.

SITE_DIR names the built site; `site` of the repository where it is not set.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from lecturekit import kept
from lecturekit.release import CHROMIUM as NAMES
from lecturekit.release import QUIET

from .crawl import Crawl, load, open_context
from .host import Host

ROOT = Path(__file__).parents[2]
SITE = Path(os.environ.get("SITE_DIR", ROOT / "site"))
CHROMIUM = next(filter(None, map(shutil.which, NAMES)), None)
NO_BROWSER = f"no browser: expected one of {', '.join(NAMES)} on the PATH (apt install chromium)"


def pytest_terminal_summary(terminalreporter) -> None:
    if not CHROMIUM:
        terminalreporter.section("the browser tests did not run")
        terminalreporter.line(NO_BROWSER)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if not CHROMIUM:
        pytest.skip(NO_BROWSER)
    with sync_playwright() as playwright:  # its profile is a new, empty folder
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def host() -> Iterator[Host]:
    if not (SITE / "sitemap.xml").is_file():
        pytest.fail(f"expected a built site (mkdocs build --strict), but SITE_DIR has {SITE}")
    with Host(SITE) as host:
        yield host
        host.shutdown()


@pytest.fixture(scope="session")
def crawl(browser: Browser, host: Host) -> Crawl:
    return Crawl(browser, host, ROOT / kept.CACHE / "crawl")


@pytest.fixture
def open_page(browser: Browser, host: Host) -> Iterator[Callable[..., Page]]:
    """Opens a page of the site in a window of its own; an error in its script fails the test."""
    contexts, errors = [], []

    def opened(path: str, width: int = 1280, scheme: str = "light", **options) -> Page:
        contexts.append(open_context(browser, width, scheme, **options))
        page = contexts[-1].new_page()
        page.on("pageerror", lambda error: errors.append(f"{path}: {error}"))
        load(page, host.root + path)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert not errors
