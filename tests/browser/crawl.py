"""One visit to every page, in a window of one width and one colour scheme."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import axe_playwright_python
from playwright.sync_api import Browser, BrowserContext, Page

from .host import Host

HEIGHT = {1280: 900, 390: 844}
VIEWS = [(width, scheme) for width in HEIGHT for scheme in ("light", "dark")]
FACTS = Path(__file__).with_name("facts.js").read_text("utf-8")
AXE = Path(axe_playwright_python.__file__).with_name("axe.min.js").read_text("utf-8")
RUN_AXE = "() => axe.run({ resultTypes: ['violations'] }).then((result) => result.violations)"


@dataclass
class Visit:
    """What one page showed: the facts of `facts.js`, the violations of axe, what went wrong."""

    page: str
    facts: dict = field(default_factory=dict)
    axe: list[dict] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)
    console: list[str] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)  # responses >= 400, requests that failed


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

    @cached_property
    def facts(self) -> dict[str, dict]:
        """Page -> facts that depend on no view; of a view that was crawled anyway, if any was."""
        visits = next(iter(self.views.values()), None) or self.view(*VIEWS[0])
        return {visit.page: visit.facts for visit in visits}

    def _visits(self, width: int, scheme: str) -> Iterator[Visit]:
        context = open_context(self.browser, width, scheme)
        page = context.new_page()
        visit = Visit("")
        self._listen(page, lambda: visit)
        for path in self.host.pages:
            visit = Visit(path)
            page.goto(self.host.root + path)
            page.evaluate("() => document.fonts.ready")
            visit.facts = page.evaluate(FACTS)
            page.evaluate(AXE)
            visit.axe = page.evaluate(RUN_AXE)
            yield visit
        context.close()

    def _listen(self, page: Page, visit) -> None:
        page.on("request", lambda request: visit().requests.append(request.url))
        page.on("requestfailed", lambda r: visit().broken.append(f"{r.url}: {r.failure}"))
        page.on("response", lambda r: r.status < 400 or visit().broken.append(f"{r.url}: {r.status}"))
        page.on("console", lambda m: m.type in ("error", "warning") and visit().console.append(m.text))
        page.on("pageerror", lambda error: visit().console.append(str(error)))
