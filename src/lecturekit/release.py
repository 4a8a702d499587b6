"""What readers can take with them, into `dist/`: `python -m lecturekit.release`.

The site to read from a disk, and a PDF of each language without the reference of functions, which
Chromium prints from the built site.
"""

import html
import os
import posixpath
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from playwright.sync_api import Browser, sync_playwright

from lecturekit import CONFIGS, wheel

# The first is Chromium without windows: with it the tests of the site take three quarters of the time.
_NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome",
          "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")  # fmt: skip
CHROMIUM = next(filter(None, map(shutil.which, _NAMES)), None)
QUIET = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync"]  # fmt: skip
_ARTICLE = re.compile(r"<article [^>]*>(.*?)</article>", re.S)
_STYLES = re.compile(r'<link rel="stylesheet" href="[^"]*">|<style>.*?</style>', re.S)
_DROPPED = re.compile(
    r'<a class="headerlink".*?</a>|<details class="figure-program".*?</details>'
    r"|<script.*?</script>",
    re.S,
)
_NAME = re.compile(r'(?<=\s)(?:id="|for="|aria-labelledby="|(?:xlink:)?href="#)|url\(#')
_LINK = re.compile(r'href="(?!#|[a-z]+:)([^"#]*)(?:#([^"]*))?"')
_NAV = re.compile(r"'(?!reference/)([\w/-]+)\.(?:md|py)'")
_PRINT = """@page { size: A4; margin: 20mm 18mm } body { font-size: 10pt } h1 { break-before: page }
* { content-visibility: visible !important } figure-drawing { display: block; max-width: 125mm; margin: auto }
.md-typeset details { break-inside: auto !important } .md-typeset summary { break-after: avoid }
.md-typeset :is(h1, h2, h3) { overflow: clip }"""
_FOOTER = '<p style="width: 100%; text-align: center; font-size: 8pt"><span class="pageNumber"></span></p>'


def book(folder: Path, config: MkDocsConfig) -> str:
    """Return the pages of a built language, without the reference, as one HTML file for its folder."""
    places = ["" if name == "index" else name for name in _NAV.findall(str(config.nav))]
    pages = [(folder / place / "index.html").read_text("utf-8") for place in places]
    articles = (
        _article(page, place, places, config.site_url)
        for page, place in zip(pages, places, strict=True)
    )
    log = ["git", "log", "-1", "--format=%cs, %h"]
    commit = subprocess.run(log, check=False, capture_output=True, text=True).stdout
    return (
        f'<!doctype html><html lang="{config.theme["language"]}" dir="ltr"><meta charset="utf-8">'
        f"<title>{config.site_name}</title>{''.join(_STYLES.findall(pages[0]))}"
        f'<style>{_PRINT}</style><body data-md-color-scheme="default" data-md-color-primary="custom">'
        f'<div class="md-typeset"><p style="font-size: 40pt">{config.site_name}</p>'
        f"<p>{html.escape(config.site_description)}</p><p>{wheel.stem()} {commit} · {config.site_url} · CC BY-SA 4.0; Python: MIT</p>"
        f"{''.join(articles)}</div></body></html>"
    )


def _article(page: str, place: str, places: list[str], home: str) -> str:
    """Return a page's article with names of its own and links within the book."""

    def link(match: re.Match) -> str:
        path = posixpath.normpath(posixpath.join("/", place, html.unescape(match[1]))).strip("/")
        anchor = match[2] or ""
        if path in places:
            return f'href="#{_prefix(path)}{anchor or "top"}"'
        return f'href="{home}{path}{"/#" if anchor else ""}{anchor}"'

    article = _DROPPED.sub("", _ARTICLE.search(page)[1])
    article = _NAME.sub(lambda match: match[0] + _prefix(place), article)
    return f'<section id="{_prefix(place)}top">{_LINK.sub(link, article)}</section>'


def _prefix(place: str) -> str:
    return (place or "home").replace("/", "-") + "--"


def _print(file: Path, output: Path, browser: Browser) -> None:
    page = browser.new_page(color_scheme="light")
    page.goto(file.resolve().as_uri())
    # What is folded on the screen has not asked for its fonts.
    page.evaluate("() => Promise.allSettled([...document.fonts].map((font) => font.load()))")
    page.pdf(
        path=output,
        prefer_css_page_size=True,
        print_background=True,
        outline=True,
        tagged=True,
        display_header_footer=True,
        header_template="<span></span>",
        footer_template=_FOOTER,
    )
    page.close()


def _build_offline(folder: Path) -> None:
    """Build both languages into a folder, to be read from a disk."""
    for config, place in ((CONFIGS["zh"], folder), (CONFIGS["en"], folder / "en")):
        command = [sys.executable, "-m", "mkdocs", "build", "--strict", "-f", config, "-d", place]
        subprocess.run(command, env={**os.environ, "OFFLINE": "true"}, check=True)


def main() -> None:
    if not CHROMIUM:
        sys.exit(
            "expected Chromium to print the PDFs, but there is none: apt install chromium-headless-shell, or Google Chrome"
        )
    dist, stem = Path("dist"), wheel.stem()
    shutil.rmtree(dist, ignore_errors=True)
    dist.mkdir()
    with tempfile.TemporaryDirectory() as folder:
        _build_offline(Path(folder, stem))
        shutil.make_archive(str(dist / f"{stem}-site"), "zip", folder)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        for language, root in (("zh", Path("site")), ("en", Path("site/en"))):
            whole = root / "book.html"
            whole.write_text(book(root, load_config(CONFIGS[language])), "utf-8")
            _print(whole, dist / f"{stem}-{language}.pdf", browser)
            whole.unlink()


if __name__ == "__main__":
    main()
