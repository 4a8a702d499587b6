"""What must hold of a page as a whole (description, headings, figures) and of all together."""

import posixpath
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import yaml

from lecturekit import inline
from lecturekit.pages import Heading, Page
from lecturekit.site import LANGUAGES, Problem, Site

FIGURES = "docs/assets/figures"
CONFIGS = {"zh": "mkdocs.yml", "en": "mkdocs.en.yml"}
# A search engine shows about 155 characters; under 50 columns it writes a text of its own.
SHORTEST, LONGEST = 50, 155
_ONWARD = ("Next:", "下一页：")
_KEBAB = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_ASSET = re.compile(r"<(script|iframe|img|object|embed|link|style|video|audio)\b", re.I)
_FOREIGN = re.compile(r"""!\[[^\]]*\]\(\s*(?:https?:)?//|\bsrc\s*=\s*["']?(?:https?:)?//""", re.I)


def front(site: Site, page: Page) -> Iterator[Problem]:
    """Yield a description that is missing, too short or too long.

    The shortest is counted in columns, of which a 汉字 takes two: Chinese says more in one sign.
    """
    text = str(page.front.get("description", ""))
    wide = sum(1 + (unicodedata.east_asian_width(char) in "WF") for char in text)
    if wide < SHORTEST or len(text) > LONGEST:
        expected = f"expected a description of {SHORTEST} columns to {LONGEST} characters"
        message = f"{expected} in front matter that is YAML, but it has {wide} and {len(text)}"
        yield Problem(page.path, 1, message)


def headings(site: Site, page: Page) -> Iterator[Problem]:
    """Yield headings without an id of their own, a second title, a level that is skipped."""
    if sum(heading.level == 1 for heading in page.headings) != 1:
        yield Problem(page.path, 1, "expected one heading of level 1")
    seen, level = set(), 0
    for heading in page.headings:
        for message in _of_heading(heading, seen, level):
            yield Problem(page.path, heading.line, message)
        seen.add(heading.id)
        level = heading.level


def _of_heading(heading: Heading, seen: set, level: int) -> Iterator[str]:
    if not heading.id or not _KEBAB.fullmatch(heading.id):
        yield f"expected an id {{#in-kebab-case}}, but the heading has {heading.id}"
    elif heading.id in seen:
        yield f"expected an id of its own, but {heading.id} is taken on this page"
    if heading.level > level + 1:
        yield f"expected level {level + 1} or less, but the heading has {heading.level}"
    if "$" in heading.text:
        yield "expected no formula in a heading: it is not shown in the table of contents"


def figures(site: Site, page: Page) -> Iterator[Problem]:
    """Yield figures without alt text, caption or script, or whose path leads elsewhere."""
    for figure in page.figures:
        name = posixpath.basename(figure.path).removesuffix(".svg")
        up = "../" * page.name.count("/")
        if not figure.alt.strip():
            yield Problem(page.path, figure.line, "expected alt text in ![…], but there is none")
        if not figure.caption:
            yield Problem(page.path, figure.line, "expected a caption on the next line")
        if figure.path != (path := f"{up}assets/figures/{name}.svg"):
            yield Problem(page.path, figure.line, f"expected {path}, but it is {figure.path}")
        if not (site.root / FIGURES / f"{name}.py").is_file():
            message = f"expected the figure's script, but there is no {FIGURES}/{name}.py"
            yield Problem(page.path, figure.line, message)


def scripts(site: Site, page: Page) -> list[str]:
    """Return the scripts of a page's figures."""
    names = [Path(figure.path).stem for figure in page.figures]
    paths = [site.root / FIGURES / f"{name}.py" for name in names]
    return [path.read_text("utf-8") for path in paths if path.is_file()]


def used_figures(site: Site) -> Iterator[Problem]:
    """Yield scripts of figures that the pages of a language do not use."""
    for script in sorted((site.root / FIGURES).glob("*.py")):
        for language in LANGUAGES:
            pages = site.pages[language].values()
            used = {Path(figure.path).stem for page in pages for figure in page.figures}
            if script.stem not in used:
                path = script.relative_to(site.root).as_posix()
                yield Problem(path, 1, f"no page of docs/{language} uses this figure")


def assets(site: Site, page: Page) -> Iterator[Problem]:
    """Yield raw HTML that loads something, and images from elsewhere."""
    for line in page.lines:
        if line.kind in ("code", "equation"):
            continue
        text = inline.CODE.sub("", line.text)
        if found := _ASSET.search(text) or _FOREIGN.search(text):
            yield Problem(page.path, line.number, f"expected no {found[0]!r}: pages load nothing")


def twins(site: Site) -> Iterator[Problem]:
    """Yield pages that only one language has."""
    for page in site.all_pages:
        if site.twin(page) is None:
            (other,) = set(LANGUAGES) - {page.language}
            yield Problem(page.path, 1, f"there is no docs/{other}/{page.name}")


def nav(site: Site) -> Iterator[Problem]:
    """Yield pages missing in a nav, entries without a page, navs that differ."""
    listed = {language: nav_of(site.root / config) for language, config in CONFIGS.items()}
    for language, config in CONFIGS.items():
        for name, times in Counter(listed[language]).items():
            if times > 1:
                yield Problem(config, 1, f"docs/{language}/{name} is in the nav {times} times")
        for name in sorted(set(listed[language]) ^ set(site.pages[language])):
            what = "is not in" if name in site.pages[language] else "is no page, but in"
            yield Problem(config, 1, f"docs/{language}/{name} {what} the nav")
    if listed["zh"] != listed["en"]:
        message = f"the nav differs from that of {CONFIGS['zh']}: {listed['en']}, {listed['zh']}"
        yield Problem(CONFIGS["en"], 1, message)


def following(site: Site, page: Page) -> Iterator[Problem]:
    """Yield lines that lead on to another page than the next one of the nav."""
    names = nav_of(site.root / CONFIGS[page.language])
    for line, _, text in page.prose:
        links = inline.parse(text).links
        if text.startswith(_ONWARD) and links and page.name in names[:-1]:
            after = names[names.index(page.name) + 1]
            target = posixpath.normpath(posixpath.join(posixpath.dirname(page.name), links[0]))
            if target.partition("#")[0] != after:
                yield Problem(page.path, line, f"expected a link to {after}, which is next")


class _AnyTag(yaml.SafeLoader):
    """Reads YAML whose tags, such as !ENV, only mkdocs knows."""


_AnyTag.add_multi_constructor("", lambda loader, suffix, node: None)


def nav_of(config: Path) -> list[str]:
    """Return the files in a nav, in order."""
    text = config.read_text("utf-8") if config.is_file() else ""
    return list(_leaves((yaml.load(text, _AnyTag) or {}).get("nav")))


def _leaves(nav: object) -> Iterator[str]:
    match nav:
        case str():
            yield nav
        case dict() | list():
            for part in nav.values() if isinstance(nav, dict) else nav:
                yield from _leaves(part)
