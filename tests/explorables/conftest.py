"""A browser and the built site on a port of 127.0.0.1, each once a session.

SITE_DIR names the built site; `site` of the repository where it is not set.
"""

import functools
import os
import threading
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from lecturekit.release import CHROMIUM, QUIET

ROOT = Path(__file__).parents[2]
SITE = Path(os.environ.get("SITE_DIR", ROOT / "site"))


class Silent(SimpleHTTPRequestHandler):
    def log_message(self, *_) -> None:
        pass


@pytest.fixture(scope="session")
def root():
    """The address of the built site."""
    if not (SITE / "en/sitemap.xml").is_file():
        pytest.fail(f"expected the site in both languages (make build), but SITE_DIR is {SITE}")
    handler = functools.partial(Silent, directory=str(SITE))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


@pytest.fixture(scope="session")
def browser() -> Browser:
    if not CHROMIUM:
        pytest.skip("no browser: apt install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield browser
        browser.close()


@pytest.fixture
def window(browser: Browser):
    """Opens a page in a window of its own; what its console complains of fails the test."""
    contexts, faults = [], []

    def opened(address: str, width: int = 1280, **options):
        context = browser.new_context(viewport={"width": width, "height": 900}, **options)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on(
            "console", lambda said: said.type in ("error", "warning") and faults.append(said.text)
        )
        page.goto(address)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert not faults
