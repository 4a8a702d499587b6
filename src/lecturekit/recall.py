"""While the site is served, what an edit leaves as it was is not made anew.

A build renders each page, and after an edit all but one give what they gave before. So what was made
of a page is remembered, under its text and all else that could change the result.
"""

from collections.abc import Callable, Sequence
from copy import deepcopy
from pathlib import Path
from typing import TypeVar
from xml.etree.ElementTree import Element

import jinja2
from material.plugins.search.plugin import SearchIndex
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page
from mkdocstrings import BaseHandler, CollectorItem, HandlerOptions

from lecturekit import kept

T = TypeVar("T")
# What may change the rendering of a page beside its text, from the root.
_SURROUNDINGS = (
    "mkdocs*.yml",
    "docs/*.yml",
    "docs/assets/figures/*.py",
    "src/**/*.py",
    "src/**/matplotlibrc",
    "src/**/*.jinja",
)
_RENDERED = ("content", "toc", "_title_from_render", "present_anchor_ids")
_seen: dict[str, tuple[str, object]] = {}
_now = {"surroundings": ""}  # of the build that is going on, of a served site


def begin(root: Path, *sources: str) -> None:
    """Begin a build of a served site; sources are what else every page depends on."""
    files = [path for pattern in _SURROUNDINGS for path in sorted(root.glob(pattern))]
    _now["surroundings"] = kept.digest(*sources, *files)


def end() -> None:
    """Make everything anew from here on."""
    _now["surroundings"] = ""


def with_surroundings(text: str) -> str:
    """Return a digest of a text and of what else may change what a build makes of it."""
    return kept.digest(_now["surroundings"], text)


def recalled(name: str, source: str, make: Callable[[], T]) -> T:
    """Return what was last made under a name, if it was from this source; make it otherwise.

    Unless a site is served, it is always made.
    """
    if not _now["surroundings"]:
        return make()
    if name not in _seen or _seen[name][0] != source:
        _seen[name] = source, make()
    return _seen[name][1]


def remember(page: Page) -> None:
    """Let a page take what its last rendering gave, if that was of the same text."""
    render = page.render

    def rendered(config: MkDocsConfig, files: Files) -> None:
        def make() -> tuple[dict, dict]:
            render(config, files)
            links = {file.src_uri: links for file, links in (page.links_to_anchors or {}).items()}
            return {name: getattr(page, name) for name in _RENDERED}, links

        source = with_surroundings(page.markdown)
        results, links = recalled(page.file.abs_src_path, source, make)
        for name, value in results.items():
            setattr(page, name, value)
        page.links_to_anchors = {files.src_uris[uri]: found for uri, found in links.items()}

    page.render = rendered


def remember_entries(index: SearchIndex) -> None:
    """Let a search index take the entries that it last made of a page, if its content is the same."""
    add = index.add_entry_from_context

    def added(page: Page) -> None:
        def make() -> list[dict]:
            before = len(index.entries)
            add(page)
            new = index.entries[before:]
            del index.entries[before:]
            return new

        source = kept.digest(page.content, repr(page.meta))
        index.entries += recalled(f"{page.file.abs_src_path} in the search", source, make)

    index.add_entry_from_context = added


def remember_documentation(handler: BaseHandler, language: str) -> None:
    """Let a handler of mkdocstrings take what it last made of an object, and of its headings."""
    render, headings = handler.render, handler.get_headings

    def rendered(data: CollectorItem, options: HandlerOptions, *, locale: str | None = None) -> str:
        def make() -> tuple[str, Sequence[Element]]:
            return render(data, options, locale=locale), headings()

        source = with_surroundings(repr(options))
        html, found = recalled(f"{data.path} in {language}", source, make)
        handler.get_headings = lambda: deepcopy(found)  # which mkdocstrings asks for next
        return html

    handler.render = rendered


class Templates(jinja2.BytecodeCache):
    """The theme's templates as the last build of this process compiled them."""

    _compiled: dict[str, bytes] = {}

    def load_bytecode(self, bucket: jinja2.bccache.Bucket) -> None:
        if bucket.key in self._compiled:
            bucket.bytecode_from_string(self._compiled[bucket.key])

    def dump_bytecode(self, bucket: jinja2.bccache.Bucket) -> None:
        self._compiled[bucket.key] = bucket.bytecode_to_string()
