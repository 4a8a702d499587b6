"""A browser and the built site (`make build`), each once a process."""

import json
import os
import re
import threading
from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Route, sync_playwright

from lecturekit.release import CHROMIUM, QUIET

ROOT = Path(__file__).parents[2]
SITE = ROOT / "site"
HOMES = {"zh": "", "en": "en/"}  # language -> address of its home page
LECTURE = "linear-regression/gradient-descent/"
HEIGHT = {1280: 900, 390: 844}
# How far the page has moved by itself, so far and in the next half second.
SHIFT = """() => new Promise((done) => {
  let sum = 0;
  new PerformanceObserver((list) => list.getEntries().forEach((entry) => (sum += entry.hadRecentInput ? 0 : entry.value)))
    .observe({ type: "layout-shift", buffered: true });
  setTimeout(() => done(sum), 500);
})"""


class Host(SimpleHTTPRequestHandler):
    """The site; its sitemap names this host, for the theme navigates by it, and its search index is empty.

    The theme would read the whole index on every page, for seconds.
    """

    protocol_version = "HTTP/1.1"  # a browser keeps its connections

    def do_GET(self) -> None:
        if not self.path.endswith(("/sitemap.xml", "/search_index.json")):
            return super().do_GET()
        text = (SITE / self.path[1:]).read_text("utf-8")
        if self.path.endswith(".json"):
            text = json.dumps({**json.loads(text), "docs": []})
        else:
            published = re.search("<loc>(.*?)(?:en/)?</loc>", text)[1]
            text = text.replace(published, f"http://{self.headers['Host']}/")
        body = text.encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_) -> None:
        """A failure shows what a test says, and no list of requests."""


@pytest.fixture(scope="session")
def host() -> Iterator[str]:
    """The address of the served site."""
    if not (SITE / "en/sitemap.xml").is_file():
        pytest.fail("expected the built site, but there is none: make build", pytrace=False)
    ThreadingHTTPServer.request_queue_size = 64  # a browser opens six connections at once
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Host, directory=SITE))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if not CHROMIUM:
        missing = "expected Chromium, but there is none: apt install chromium-headless-shell, or Google Chrome"
        pytest.fail(missing, pytrace=False) if os.environ.get("CI") else pytest.skip(missing)
    with sync_playwright() as playwright:  # its profile is a new, empty folder
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield browser
        browser.close()


def whole_index(route: Route) -> None:
    route.fulfill(path=SITE / urlsplit(route.request.url).path[1:])


@pytest.fixture
def open_page(browser: Browser, host: str) -> Iterator[Callable[..., Page]]:
    """Opens a page of the site in a window of its own; what the console says fails the test."""
    contexts, said = [], []

    def opened(
        path: str, width: int = 1280, scheme: str = "light", search: bool = False, **options
    ) -> Page:
        size = {"width": width, "height": HEIGHT[width]}
        context = browser.new_context(viewport=size, color_scheme=scheme, **options)
        if search:
            context.route("**/search_index.json", whole_index)
        contexts.append(context)
        page = context.new_page()
        # "verbose": the theme measures the closed drawer, which is not styled, as one scrolls.
        page.on("console", lambda it: it.type == "verbose" or said.append(it.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.goto(path if path.startswith("file:") else host + path)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert said == []


def violations(page: Page, part: str = "html") -> list[str]:
    """Return what axe finds wrong with a page, or with a part of it; of its formulas the text.

    Axe reads all of a page to judge a part of it, and a lecture has thousands of letters of formulas.
    """
    page.evaluate(
        "document.querySelectorAll('.katex').forEach((it) => it.replaceWith(it.textContent))"
    )
    found = Axe().run(page, part, {"resultTypes": ["violations"]}).response
    return [
        f"{each['id']}: {node['target']} {node['failureSummary']}"
        for each in found["violations"]
        for node in each["nodes"]
    ]
