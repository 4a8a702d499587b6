"""One visit to every page, in a window of one width: by day, and then by night.

What a visit saw is kept, and seen again only after a change of the page, of anything that pages
load, of the browser or of this code; `make clean` forgets it. The tests judge what was seen each
time.
"""

import json
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path

import axe_playwright_python
import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, Response

from lecturekit import kept

from .host import Host

HEIGHT = {1280: 900, 390: 844}
UNFOLD, FACTS, FOLD = (
    Path(__file__).with_name(f"{name}.js").read_text("utf-8")
    for name in ("unfold", "facts", "fold")
)
HERE = "http://here/"  # in what is kept: the site gets another port each time
AXE = Path(axe_playwright_python.__file__).with_name("axe.min.js").read_text("utf-8")
RUN_AXE = """(rules) => axe.run({ resultTypes: ["violations"], ...rules })
    .then((result) => result.violations)"""
FINISHED = """() => document.querySelectorAll("pre > code").length
    === document.querySelectorAll("pre > .md-code__nav").length"""
# Of the last script; the scripts come after the first frame, which "load" does not wait for.
SCRIPTS_RAN = "() => typeof switchLanguage === 'function'"
SCHEMES = {"light": "default", "dark": "slate"}  # as the theme calls them
# All that axe knows of a page is the same in the dark, but for what depends on colours.
RULES = {"light": {}, "dark": {"runOnly": ["color-contrast", "link-in-text-block"]}}


@dataclass
class Visit:
    """What one page showed: the facts of facts.js, the violations of axe, what went wrong."""

    page: str
    facts: dict = field(default_factory=dict)
    axe: dict[str, list[dict]] = field(default_factory=dict)  # by colour scheme
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

    @property
    def complains(self) -> bool:
        """Whether the browser or axe found fault with the page."""
        return bool(self.console or self.broken or any(self.axe.values()))


def expect_none(visits: list[Visit], found: Callable[[Visit], list]) -> None:
    """Fail with one line for each fault: the page, and what was found there."""
    lines = [f"/{visit.page} → {each}" for visit in visits for each in found(visit)]
    if lines:
        pytest.fail("\n".join(lines), pytrace=False)


def open_context(browser: Browser, width: int, scheme: str, **options) -> BrowserContext:
    size = {"width": width, "height": HEIGHT[width]}
    context = browser.new_context(viewport=size, color_scheme=scheme, **options)
    context.set_default_timeout(30_000)  # a busy machine is slow; what never comes still fails
    return context


def load(page: Page, address: str) -> None:
    """Open an address, and wait until the scripts of its page have run."""
    page.goto(address)
    page.wait_for_function(SCRIPTS_RAN)


class Crawl:
    """The visits of one browser to one site; each width is crawled when it is first asked for."""

    def __init__(self, browser: Browser, host: Host, cache: Path) -> None:
        self.browser, self.host, self.cache = browser, host, cache
        self.widths: dict[int, list[Visit]] = {}
        files = sorted(each for each in host.folder.rglob("*") if each.is_file())
        names = [str(each.relative_to(host.folder)) for each in files]
        loaded = [each for each in files if each.suffix in (".css", ".js", ".svg", ".woff2")]
        code = sorted(Path(__file__).parent.glob("*.js"))
        self.surroundings = kept.digest(
            browser.version, AXE, Path(__file__), *code, *names, *loaded
        )

    def at(self, width: int) -> list[Visit]:
        if width not in self.widths:
            self.widths[width] = list(self._visits(width))
        return self.widths[width]

    def place(self, path: str, *sources: str | Path) -> Path:
        """Return where to keep what was seen of a page, as long as it and the sources are the same."""
        return self.cache / kept.digest(self.surroundings, path, self.host.file(path), *sources)

    def _visits(self, width: int) -> Iterator[Visit]:
        context = open_context(self.browser, width, "light")
        context.add_init_script(AXE)
        page, visit = context.new_page(), Visit("")
        self._listen(page, lambda: visit)
        for path in self.host.pages:
            seen = self.place(path, str(width))
            if seen.is_file():
                text = seen.read_text("utf-8").replace(HERE, self.host.root)
                yield Visit(**json.loads(text))
                continue
            visit = Visit(path)
            self._look(page, visit, width)
            if not visit.complains:  # a complaint may be of a busy machine
                text = json.dumps(asdict(visit), ensure_ascii=False)
                kept.keep(seen, text.replace(self.host.root, HERE).encode())
            yield visit
        context.close()

    def _look(self, page: Page, visit: Visit, width: int) -> None:
        """Visit a page and write down what is seen there."""
        load(page, self.host.root + visit.page)
        page.evaluate("() => document.fonts.ready")
        # So high a window that all is seen; then the theme's script finishes each code block.
        page.set_viewport_size({"width": width, "height": page.evaluate(UNFOLD)})
        page.wait_for_function(FINISHED)
        visit.facts = page.evaluate(FACTS)
        page.evaluate(FOLD)
        for scheme, rules in RULES.items():
            page.emulate_media(color_scheme=scheme)
            page.locator(f"body[data-md-color-scheme={SCHEMES[scheme]}]").wait_for()
            visit.axe[scheme] = page.evaluate(RUN_AXE, rules)
        page.emulate_media(color_scheme="light")

    def _listen(self, page: Page, visit: Callable[[], Visit]) -> None:
        """Have what happens on the page written down by the visit that is going on."""
        page.on("request", lambda request: visit().requests.append(request.url))
        page.on("requestfailed", lambda request: visit().failed(request))
        page.on("response", lambda response: visit().answered(response))
        page.on("console", lambda message: visit().said(message))
        page.on("pageerror", lambda error: visit().console.append(str(error)))
