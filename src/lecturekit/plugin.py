"""The mkdocs plugin: hands each page to the functions of the press, at mkdocs' public events.

Before mkdocs renders a page, it gets its header, citations and glossary; what a search reads of the
rendered page has links to equations and hints, but no formulas yet. Those are set in the page that the
theme has made, into which figures, explorables and the forms of questions are put as well.
"""

import posixpath
import re
from functools import partial
from itertools import pairwise
from pathlib import Path
from urllib.parse import urljoin

from mkdocs.config import config_options as options
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from lecturekit import (
    cache,
    citations,
    explorables,
    figures,
    glossary,
    lesson,
    located,
    math,
    notebooks,
    questions,
    wheel,
)

ASSETS, FIGURES = Path("docs/assets"), Path("docs/assets/figures")
PROGRAMS = Path("docs/assets/programs")  # that readers download; other programs draw and prepare
EXPLORABLES = Path("docs/assets/explorables")
BIBLIOGRAPHY, TERMS = Path("docs/references.yml"), Path("docs/terms.yml")
EN = "en/"
# Where terms are defined and hinted: lessons, labs, symptoms.
_LESSON = re.compile(r"(?!reference/).*/|when-it-goes-wrong")
# Folder -> rank in search; any other has lessons: 2. A lesson whose title is a word of other titles, too,
# has a little more in its header, and what goes deeper a little less: so the lesson comes first.
BOOST = {"reference": 0.5, "labs": 1.0, "": 1.0}
# A browser places each element around a token of code; these tokens keep the colour of code.
_PLAIN_TOKEN = re.compile(r'<span class="(?:n|o|p|w)">([^<]*)</span>')
# More than 24 lines: what paper may break between pages.
_LONG_CODE = re.compile(r'highlight(?="><pre>(?:(?!.*</pre>).*\n){25})')
_QUESTION = re.compile(r'<details class="question(?: predict)?"')
_SHORT_CODE = re.compile(r"<code>(?=[^<\n]{1,16}</code>)")


class PressConfig(Config):
    package = options.Type(str)  # folder of what figures import and notebooks install


def _titled(nav: str | list | dict, titles: dict[str, str]) -> str | list | dict:
    """Return a nav whose sections have other titles."""
    if isinstance(nav, list):
        return [_titled(part, titles) for part in nav]
    if isinstance(nav, dict):
        return {titles.get(title, title): _titled(part, titles) for title, part in nav.items()}
    return nav


class PressPlugin(BasePlugin[PressConfig]):
    @event_priority(100)  # before the theme's offline plugin, which would take the shim from a CDN
    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Translate the nav; tell the templates the addresses of both languages; make pages work from file://."""
        self.language = config.theme["language"]
        config.nav = _titled(config.nav, config.extra.get("titles", {}))
        root = config.site_url.removesuffix(EN) if self.language == "en" else config.site_url
        config.extra["bases"] = {"zh-Hans": root, "en": root + EN}
        config.extra["stem"] = wheel.stem()
        self.wheel = root + wheel.name()
        if search := config.plugins.get("material/search"):
            search.config.jieba_dict_user = str(self._terms())
        offline = config.plugins.get("material/offline")
        if offline and offline.config.enabled:
            config.extra["polyfills"] = ["assets/iframe-worker/shim.js"]
            # From file:// it fetches nothing, and the theme's `document$` ends before the page is there.
            config.theme["features"].remove("navigation.instant")
        return config

    def _terms(self) -> Path:
        """Return a file with the Chinese terms, none of which search may take apart."""
        terms = "\n".join(term["zh"] for term in glossary.read(TERMS))
        path = cache.path_for("terms.txt", terms)
        path.write_text(terms, "utf-8")
        return path

    @event_priority(-100)  # after the labs, whose plots are figures
    def on_files(self, files: Files, config: MkDocsConfig) -> Files:
        """Add what both languages share, the drawn figures and the wheel."""

        def add(uri: str, path: Path) -> None:
            files.append(File.generated(config, uri, abs_src_path=str(path.resolve())))

        for path in sorted(ASSETS.rglob("*.*")):
            if path.is_file() and (path.suffix != ".py" or path.parent == PROGRAMS):
                add(f"assets/{path.relative_to(ASSETS).as_posix()}", path)
        self.words = explorables.read(Path(config.docs_dir, explorables.WORDS))
        package = Path(self.config.package)
        for name, path in figures.drawn(FIGURES, package).items():
            add(f"assets/figures/{name}.svg", path)
        if self.language == "zh":
            add(wheel.name(), wheel.build(cache.CACHE))
        self.files = files
        return files

    def on_nav(self, nav: Navigation, files: Files, **_) -> None:
        """Number the equations; find where terms are defined, in the order of the nav."""
        # From page to page, past the optional ones, which are in a section within a section.
        main = [page for page in nav.pages if len(page.ancestors) < 2]
        for before, after in pairwise(main):
            before.next_page, after.previous_page = after, before
        self.entries = citations.read(BIBLIOGRAPHY)
        self.equations = math.Equations()
        for file in files.documentation_pages():
            with located(file.abs_src_path):
                self.equations.add(file.content_string, file.page.url)
        sources = {page.file.src_uri: page.file.content_string for page in nav.pages}
        lessons = {uri: text for uri, text in sources.items() if _LESSON.match(uri)}
        self.terms = glossary.read(TERMS)
        self.places = glossary.places(self.terms, self.language, lessons)

    def on_page_markdown(self, markdown: str, page: Page, **_) -> str:
        """Put header, citations, the list of references, glossary and the wheel's address into the page."""
        boost = BOOST.get(posixpath.dirname(page.file.src_uri), 2.0)
        if page.meta.get("deeper"):
            boost *= 0.95
        page.meta.setdefault("search", {"boost": boost})
        markdown = lesson.headed(markdown, page.meta, self.language)
        with located(page.file.abs_src_path):
            markdown = citations.linked(markdown, page.file.src_uri, self.entries)
        if "\n[glossary]\n" in markdown:
            table = glossary.table(self.terms, self.language, self.places)
            markdown = markdown.replace("[glossary]", table)
        return markdown.replace("{wheel}", self.wheel)

    def on_page_content(self, html: str, page: Page, **_) -> str:
        """Link references to equations, and terms; tell short code and long apart."""
        if _LESSON.match(page.file.src_uri):
            html = glossary.hinted(html, self.terms, self.language, self._hints(page))
        with located(page.file.abs_src_path):
            html = math.linked(html, page.url, self.equations)
        if self.language == "zh":  # docstrings are English
            html = html.replace('class="doc doc-contents', 'lang="en" class="doc doc-contents')
            html = html.replace('class="doc-section-title"', 'lang="zh" class="doc-section-title"')
            html = html.replace("<summary>源代码", '<summary lang="zh">源代码')
        html = _LONG_CODE.sub("highlight long", html)
        # Search would tell the answers.
        html = _QUESTION.sub(r'\g<0> data-search-exclude="true"', html)
        return _SHORT_CODE.sub('<code class="short">', html)

    def _hints(self, page: Page) -> dict[str, str]:
        """Return where the terms are defined that are defined elsewhere, as links of a page."""
        links = {}
        for term, place in self.places.items():
            uri, _, name = place.partition("#")
            if uri != page.file.src_uri:
                links[term] = f"{self.files.src_uris[uri].url_relative_to(page.file)}#{name}"
        return links

    def on_env(self, env, config: MkDocsConfig, files: Files):
        """When all pages are rendered: take out the drawings and a style sheet, add the notebooks."""
        drawings = [file for file in files if re.fullmatch(r"assets/figures/.*\.svg", file.src_uri)]
        self.svgs = {Path(file.src_uri).stem: file.content_string for file in drawings}
        # Every page would load it; what reference pages need of it is in site.css.
        config.extra_css = [css for css in config.extra_css if css != "assets/_mkdocstrings.css"]
        for file in drawings:  # they were there for the checks of links, and are put into the pages
            files.remove(file)
        for file in list(files.documentation_pages()):
            if "```python" in (file.page.markdown or ""):
                self._add_notebook(file.page, config, files)
        return env

    def _add_notebook(self, page: Page, config: MkDocsConfig, files: Files) -> None:
        package = wheel.name().partition("-")[0]
        install = f'%pip install -q "{package}[all] @ {self.wheel}"'
        address = partial(self._address, page, config)
        markdown = questions.for_notebook(page.markdown, self.language)
        stem = Path(page.file.src_uri).stem
        texts = {stem: markdown}
        if "??? success" in markdown:
            solved = notebooks.solved(markdown)
            texts = {stem: notebooks.to_do(markdown), f"{stem}-solved": solved}
        for name, text in texts.items():
            with located(page.file.abs_src_path):
                content = notebooks.notebook(
                    text, install, self.equations, page.url, address, FIGURES, self.language
                )
            uri = posixpath.join(posixpath.dirname(page.file.dest_uri), f"{name}.ipynb")
            files.append(File.generated(config, uri, content=content))
        page.meta["downloads"] = [f"{name}.ipynb" for name in texts]

    def _address(self, page: Page, config: MkDocsConfig, link: str) -> str:
        """Return the web address of what a link of a page names; a `/` is the root."""
        uri = posixpath.normpath(posixpath.join(posixpath.dirname(page.file.src_uri), link))
        file = self.files.src_uris.get(uri) if link else page.file
        return urljoin(config.site_url, file.url if file else link.lstrip("/"))

    def on_post_page(self, output: str, page: Page, **_) -> str:
        """Finish a page: put in figures, explorables and the forms of questions, set its formulas."""
        output = questions.with_forms(output, self.language)
        output = figures.inlined(output, self.svgs, FIGURES, self.language)
        output = _PLAIN_TOKEN.sub(r"\1", output)
        with located(page.file.abs_src_path):
            output = explorables.wrapped(output, self.words, EXPLORABLES)
            return math.typeset(output, self.equations)
