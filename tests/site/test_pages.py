"""Every built page loads whole, and fits a phone; one of each kind: all can use it."""

import functools
import gzip
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote, urldefrag, urlsplit

import pytest
from conftest import HEIGHT, HOMES, LECTURE, SITE, violations
from fontTools.ttLib import TTFont
from playwright.sync_api import Browser

# The theme's script has placed the sidebars, and given each code block its button, and the focus if it scrolls.
FINISHED = """() => !document.querySelector(".md-sidebar:not([style])") && [...document.querySelectorAll("pre > code")].every((code) =>
  code.parentElement.querySelector(".md-code__nav") && (code.scrollWidth <= code.clientWidth || code.tabIndex === 0))"""
# The theme's search index, 280 and 370 KB, comes after the page, and is not counted.
MAX_BYTES = 180 * 1024
KINDS = ["", LECTURE, "en/labs/diabetes/", "en/reference/optim/", "glossary/", "404.html"]
# Spaces, and what KaTeX_Main never had: hats, tildes, bars, norms and a sum sign in figures.
NO_GLYPH = r"[\s\u200b\u2016\u2061\u0302-\u0304\u2211]"
FONTS = SITE / "assets/katex/fonts"
# Open every fold, and let nothing wait until it is near.
UNFOLD = """() => {
  for (const fold of document.querySelectorAll("details")) fold.open = true;
  const style = document.createElement("style");
  style.textContent = "* { transition: none !important; content-visibility: visible !important }";
  document.head.append(style);
}"""
FACTS = """() => {
  const all = (selector) => [...document.querySelectorAll(selector)];
  const inScroller = (element) => element && element !== document.scrollingElement &&
    (getComputedStyle(element).overflowX !== "visible" || inScroller(element.parentElement));
  const glyphs = {};
  for (const element of all(".katex-html *, figure-drawing text, figure-drawing tspan")) {
    const style = getComputedStyle(element);
    const fonts = style.fontFamily.match(/KaTeX_\\w+/g);
    if (!fonts) continue;
    const key = `${fonts} ${style.fontWeight >= 600 ? "Bold" : ""}${style.fontStyle === "normal" ? "" : "Italic"}`;
    for (const child of element.childNodes)
      if (child.nodeType === 3) (glyphs[key] ??= new Set()) && [...child.data].forEach((c) => glyphs[key].add(c));
  }
  return {
    links: all("a[href]").map((link) => link.href + (link.dataset.moved ? "#" + link.dataset.moved : "")),
    wide: all("body *:not([clip-path], [clip-path] *)")
      .filter((element) => element.getBoundingClientRect().right > innerWidth + 1)
      .filter((element) => !inScroller(element.parentElement))
      .map((element) => `${element.tagName}.${element.className} is too wide`).slice(0, 3),
    covered: all("tex-display .katex-tag").filter((tag) => {
      const ends = [...tag.parentElement.querySelectorAll(".katex-base")].map((part) => part.getBoundingClientRect().right);
      return Math.max(...ends) > tag.getBoundingClientRect().left;
    }).map((tag) => `${tag.textContent} lies on its formula`),
    strays: all("article tex-math").flatMap((formula) => {
      const next = formula.nextSibling ?? formula.parentElement.nextSibling;
      if (!/^[，。、；：！？）》”’,.;:!?)]/.test(next?.data)) return [];
      const range = document.createRange();
      range.setStart(next, 0);
      range.setEnd(next, 1);
      const [end, mark] = [[...formula.getClientRects()].at(-1), range.getBoundingClientRect()];
      return end && mark.left < end.left && mark.top > end.top ? [`${next.data.slice(0, 9)} begins a line`] : [];
    }),
    nameless: all("img:not([alt]), figure svg:not([role=img][aria-label]), figure svg[aria-label='']").map((element) => element.outerHTML.slice(0, 80)),
    unthemed: all("figure-drawing [style*=': #']").map((element) => `${element.tagName} of a figure has a colour of its own`).slice(0, 3),
    unset: all("script[type^='math/'], .arithmatex").map((element) => element.textContent),
    tiny: all("figure-drawing :is(text, tspan)").filter((letters) => {
      const { a, b } = letters.getScreenCTM() ?? { a: 9, b: 9 };
      return letters.firstChild?.data?.trim() && parseFloat(getComputedStyle(letters).fontSize) * Math.hypot(a, b) < 10;
    }).map((letters) => `${letters.textContent} in a figure is too small`).slice(0, 3),
    glyphs: Object.fromEntries(Object.entries(glyphs).map(([font, set]) => [font, [...set].join("")])),
  };
}"""


@dataclass
class Visit:
    """What one page showed and asked for."""

    path: str
    facts: dict = field(default_factory=dict)
    requests: list[str] = field(default_factory=list)
    size: int = 0
    faults: list[str] = field(default_factory=list)


def crawl(browser: Browser, host: str, language: str) -> Iterator[Visit]:
    """Visit every page of a language in one window, as narrow as a phone."""
    phone = {"width": 390, "height": HEIGHT[390]}
    page = browser.new_context(viewport=phone).new_page()
    network = page.context.new_cdp_session(page)
    network.send("Network.enable")
    network.send("Network.setCacheDisabled", {"cacheDisabled": True})  # each visit is a first one
    visit = Visit("")
    page.on("request", lambda request: visit.requests.append(request.url))
    page.on("console", lambda it: visit.faults.append(f"the console says: {it.text}"))
    page.on("pageerror", lambda error: visit.faults.append(f"the console says: {error}"))
    page.on(
        "response", lambda it: it.status < 400 or visit.faults.append(f"is not there: {it.url}")
    )
    # What the theme asks for last may not have been asked for when a visit ends.
    home = SITE / HOMES[language]
    last = [home / "sitemap.xml", *home.glob("assets/javascripts/workers/search.*.js")]
    late = [file.relative_to(SITE).as_posix() for file in last]
    files = sorted(file.relative_to(SITE).as_posix() for file in SITE.rglob("*.html"))
    for file in files:
        if file.startswith("en/") == (language == "en"):
            visit = Visit(file.removesuffix("index.html"))
            page.goto(host + visit.path)
            page.evaluate("() => document.fonts.ready")
            visit.size = weight([*visit.requests, *late])
            page.evaluate(UNFOLD)
            visit.facts = page.evaluate(FACTS)
            yield visit
    page.context.close()


def weight(requests: list[str]) -> int:
    """Return how many bytes a first visit takes, with nothing in the cache."""
    paths = {urlsplit(url).path.lstrip("/") for url in requests}
    return sum(sent(path) for path in paths if "search_index" not in path)


@functools.cache
def sent(path: str) -> int:
    """Return how many bytes a host that compresses sends for a file."""
    file = SITE / unquote(path)
    file = file / "index.html" if file.is_dir() else file
    content = file.read_bytes() if file.is_file() else b""
    return len(content) if file.suffix == ".woff2" else len(gzip.compress(content, 6))


def font_files(face: str) -> list[Path]:
    """Return the files of a face, such as "KaTeX_Math,KaTeX_Main Italic", where they are."""
    families, _, style = face.partition(" ")
    names = [f"{family}-{style or 'Regular'}" for family in families.split(",")]
    names += [f"{family}-Regular" for family in families.split(",")[1:]]
    return [path for name in names if (path := FONTS / f"{name}.woff2").is_file()]


@functools.cache
def names(path: str) -> set[str]:
    """Return what a link can name on a built page, of whichever language; the page itself, too."""
    file = SITE / path
    file = file / "index.html" if file.is_dir() else file
    html = file.read_text("utf-8") if file.suffix == ".html" and file.is_file() else ""
    return {"", *re.findall(r'\sid="?([^"\s>]+)', html)}


def faults(visit: Visit, host: str) -> Iterator[str]:
    """Yield what is wrong with a page."""
    own = (host, "data:", "blob:")
    yield from (f"comes from elsewhere: {url}" for url in visit.requests if not url.startswith(own))
    yield from visit.faults
    if visit.size > MAX_BYTES:
        yield f"a first visit takes {visit.size} bytes, more than {MAX_BYTES}"
    for fact in ("wide", "covered", "strays", "tiny", "nameless", "unthemed", "unset"):
        yield from visit.facts[fact]
    for link in visit.facts["links"]:
        address, anchor = urldefrag(link)
        path = unquote(address.removeprefix(host).partition("?")[0])
        leads = (SITE / path).exists() and unquote(anchor) in names(path)
        if address.startswith(host) and not leads:
            yield f"a link leads nowhere: {link}"


def missing_glyphs(visits: list[Visit]) -> Iterator[str]:
    """KaTeX's fonts are cut: src/lecturekit/theme/assets/katex/README.md says how."""
    drawn = defaultdict(set)
    for visit in visits:
        for face, glyphs in visit.facts["glyphs"].items():
            drawn[face].update(re.sub(NO_GLYPH, "", glyphs))
    for face, glyphs in drawn.items():
        known = set().union(*(TTFont(file).getBestCmap() for file in font_files(face)))
        if missing := "".join(sorted(glyph for glyph in glyphs if ord(glyph) not in known)):
            yield f"the fonts of {face} lack {missing}"


@pytest.mark.parametrize("language", HOMES)
def test_every_page_is_whole_and_fits(browser, host, language):
    visits = list(crawl(browser, host, language))
    found = [f"/{visit.path}: {fault}" for visit in visits for fault in faults(visit, host)]
    found += missing_glyphs(visits)
    if found:
        pytest.fail("\n".join(found), pytrace=False)


@pytest.mark.parametrize("path", KINDS)
def test_axe_finds_nothing(open_page, path):
    """One page of each kind, wide and light, narrow and dark: what axe knows comes from templates and styles."""
    page = open_page(path)
    page.evaluate(UNFOLD)
    found = []
    for width, scheme in ((1280, "light"), (390, "dark")):
        page.emulate_media(color_scheme=scheme)
        # So high a window that all is seen: the theme's script finishes each code block that is.
        height = page.evaluate("() => document.documentElement.scrollHeight")
        page.set_viewport_size({"width": width, "height": height})
        page.wait_for_function(FINISHED)
        found += violations(page)
    assert found == []
