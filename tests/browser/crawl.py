"""One visit to every page, in a window of one width and one colour scheme."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import axe_playwright_python
import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, Response

from .host import Host

HEIGHT = {1280: 900, 390: 844}
VIEWS = [(width, scheme) for width in HEIGHT for scheme in ("light", "dark")]
SHOW, FACTS, FOLD = (
    Path(__file__).with_name(f"{name}.js").read_text("utf-8") for name in ("show", "facts", "fold")
)
AXE = Path(axe_playwright_python.__file__).with_name("axe.min.js").read_text("utf-8")
RUN_AXE = """(rules) => axe.run({ resultTypes: ["violations"], ...rules })
    .then((result) => result.violations)"""
# All that axe knows of a page is the same in the dark, but for what depends on colours.
RULES = {"light": {}, "dark": {"runOnly": ["color-contrast", "link-in-text-block"]}}

# Tests of one view share its crawl, so they go to the same process where there are several.
each_view = pytest.mark.parametrize(
    "view",
    [
        pytest.param(view, id=name, marks=pytest.mark.xdist_group(name))
        for view in VIEWS
        for name in ["{}-{}".format(*view)]
    ],
)


@dataclass
class Visit:
    """What one page showed: the facts of facts.js, the violations of axe, what went wrong."""

    page: str
    facts: dict = field(default_factory=dict)
    axe: list[dict] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)
    console: list[str] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)  # responses >= 400, requests that failed

    def answered(self, response: Response) -> None:
        if response.status >= 400:
            self.broken.append(f"{response.url}: {response.status}")

    def failed(self, request: Request) -> None:
        if request.failure != "net::ERR_ABORTED":  # what was under way when the page was left
            self.broken.append(f"{request.url}: {request.failure}")

    def said(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.console.append(message.text)


def expect_none(visits: list[Visit], found: Callable[[Visit], list]) -> None:
    """Fail with one line for each fault: the page, and what was found there."""
    lines = [f"/{visit.page} → {each}" for visit in visits for each in found(visit)]
    if lines:
        pytest.fail("\n".join(lines), pytrace=False)


def open_context(browser: Browser, width: int, scheme: str, **options) -> BrowserContext:
    size = {"width": width, "height": HEIGHT[width]}
    context = browser.new_context(viewport=size, color_scheme=scheme, **options)
    context.set_default_timeout(10_000)
    return context


class Crawl:
    """The visits of one browser to one site; each view is crawled when it is first asked for."""

    def __init__(self, browser: Browser, host: Host) -> None:
        self.browser, self.host = browser, host
        self.views: dict[tuple[int, str], list[Visit]] = {}

    def view(self, width: int, scheme: str) -> list[Visit]:
        if (width, scheme) not in self.views:
            self.views[width, scheme] = list(self._visits(width, scheme))
        return self.views[width, scheme]

    def _visits(self, width: int, scheme: str) -> Iterator[Visit]:
        context = open_context(self.browser, width, scheme)
        context.add_init_script(AXE)
        page, visit = context.new_page(), Visit("")
        self._listen(page, lambda: visit)
        for path in self.host.pages:
            visit = Visit(path)
            page.goto(self.host.root + path)
            page.evaluate("() => document.fonts.ready")
            page.evaluate(SHOW)
            visit.facts = page.evaluate(FACTS)
            page.evaluate(FOLD)
            visit.axe = page.evaluate(RUN_AXE, RULES[scheme])
            yield visit
        context.close()

    def _listen(self, page: Page, visit: Callable[[], Visit]) -> None:
        """Have what happens on the page written down by the visit that is going on."""
        page.on("request", lambda request: visit().requests.append(request.url))
        page.on("requestfailed", lambda request: visit().failed(request))
        page.on("response", lambda response: visit().answered(response))
        page.on("console", lambda message: visit().said(message))
        page.on("pageerror", lambda error: visit().console.append(str(error)))
