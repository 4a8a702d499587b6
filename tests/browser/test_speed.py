"""The first visit to each lecture: little to fetch, and nothing moves while it arrives.

A page that passed is visited again when it changes, or anything that it loads.
"""

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from lecturekit import kept

from .crawl import HEIGHT, Crawl, load, open_context
from .host import Host
from .sources import HOMES, LECTURES

MAX_BYTES = 180_000
MAX_SHIFT = 0.02
QUIET = 0.3  # seconds without an answer, after which a page has all that it asks for
SHIFT = """() => new Promise((done) => {
  let shift = 0;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) if (!entry.hadRecentInput) shift += entry.value;
  }).observe({ type: "layout-shift", buffered: true });
  setTimeout(() => done(shift), 100);
})"""

PAGES = [home + lecture for home in HOMES.values() for lecture in LECTURES]


@pytest.fixture(autouse=True)
def phone(host: Host, monkeypatch) -> None:
    """Answer as late as on a phone: else all is there before the first frame, and nothing moves."""
    monkeypatch.setattr(host, "delay", lambda size: 0.06 + size / 1.2e6)


def first_visit(
    browser: Browser, host: Host, path: str, width: int
) -> tuple[float, list[tuple[str, int]]]:
    """Return how much moves, and what is sent, on a visit with nothing in the cache."""
    context = open_context(browser, width, "light")
    page = context.new_page()
    page.set_default_timeout(60_000)  # the tests beside this one want the machine, too
    host.sent.clear()
    load(page, host.root + path)
    answers = 0
    while answers < len(host.sent):
        answers = len(host.sent)
        page.wait_for_timeout(1000 * QUIET)
    shift = page.evaluate(SHIFT)
    context.close()
    return shift, list(host.sent)


@pytest.mark.parametrize("width", HEIGHT)
@pytest.mark.parametrize("path", PAGES)
def test_a_first_visit_is_light_and_steady(crawl: Crawl, path, width):
    place = crawl.place(path, f"speed {width}", Path(__file__))
    kept.once(place, lambda: is_light_and_steady(crawl.browser, crawl.host, path, width))


def is_light_and_steady(browser: Browser, host: Host, path: str, width: int) -> None:
    # A busy machine may paint before the fonts are there; a page at fault moves at each visit.
    visits = (first_visit(browser, host, path, width) for _ in range(3))
    shift, sent = next((visit for visit in visits if visit[0] <= MAX_SHIFT), (None, []))
    size = sum(size for _, size in sent)
    assert shift is not None, (
        f"expected a layout shift of at most {MAX_SHIFT}, but three visits had more"
    )
    print(f"{path} at {width}: {size / 1000:.0f} KB, layout shift {shift:.4f}")
    assert size <= MAX_BYTES, "\n".join(f"{size:7} {path}" for path, size in sent)
