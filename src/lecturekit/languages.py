"""Two languages from one build: the mkdocs plugin that ties the press together.

The Chinese site is the one that mkdocs is asked to build or serve; when it is done, it builds the
English one below it. Both share `docs/assets` and KaTeX's style sheet and fonts. Before each page
the Markdown extensions are told which page it is, so that they can name it in an error and link
equations of other pages.

Options:
    translation: The configuration of the other language, built into `en/`; empty there.
    assets: The shared folder, published as `assets/`.
    package: The package that labs depend on; a change in it runs them anew.
"""

import re
from pathlib import Path

import jinja2
from mkdocs.commands.build import build
from mkdocs.config import config_options as options
from mkdocs.config import load_config
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import BasePlugin, CombinedEvent, event_priority
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from lecturekit import content, fonts, notebooks, recall, styles
from lecturekit.math import Equation, labels_of
from lecturekit.vendor import HERE, KATEX, SHIM

TOLD_OF_PAGE = ("lecturekit.math", "lecturekit.figures", "lecturekit.citations")
UNPUBLISHED = {".py", ".md"}
EN = "en/"
# A page that is made of other pages, or with what plugins learn while they render.
_OF_OTHERS = re.compile(r"^(\[glossary\]|::: .*)$", re.M)


class LanguagesConfig(Config):
    translation = options.Type(str, default="")
    assets = options.Dir(default="docs/assets")
    package = options.Dir(default="src/linearnets")


class LanguagesPlugin(BasePlugin[LanguagesConfig]):
    def on_startup(self, *, command: str, **_) -> None:
        """Learn whether the site is built or served."""
        self.command = command

    @event_priority(100)  # before the theme's offline plugin, which would take the shim from a CDN
    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Make the pages work from file://, if the site is built for that."""
        offline = config.plugins.get("material/offline")
        if offline and offline.config.enabled:
            # It fetches pages, which file:// forbids.
            config.theme["features"].remove("navigation.instant")
            config.extra["polyfills"] = ["assets/iframe-worker/shim.js"]
        return config

    def on_files(self, files: Files, config: MkDocsConfig) -> Files:
        """Add what both languages share, and learn where each numbered equation stands."""
        root = Path(self.config.assets)
        for path in sorted(p for p in root.rglob("*") if p.is_file()):
            if path.suffix not in UNPUBLISHED:
                files.append(_asset(f"assets/{path.relative_to(root).as_posix()}", path, config))
        for path in [
            *KATEX.glob("fonts/*.woff2"),
            KATEX / "katex.min.css",
            KATEX / "copy-tex.min.js",
            *([SHIM / "shim.js"] if "polyfills" in config.extra else []),
        ]:
            files.append(_asset(f"assets/{path.relative_to(HERE).as_posix()}", path, config))
        equations = _equations(files)
        _extension(config, "lecturekit.math")["equations"] = equations
        if "mkdocstrings" in config.plugins:
            handler = config.plugins["mkdocstrings"].get_handler("python")
            handler.env.bytecode_cache = recall.Templates()
            recall.remember_documentation(handler, config.theme["language"])
        recall.end()
        if self.command == "serve":
            root = Path(config.config_file_path).parent
            recall.begin(root, config.site_url, repr(equations), *sorted(files.src_uris))
        return files

    # Before mkdocs-jupyter's own on_pre_page has replaced the page's render, nothing can be done;
    # on_page_markdown comes after it.
    def on_page_markdown(self, markdown: str, page: Page, config: MkDocsConfig, **_) -> str:
        """Tell the extensions which page comes; turn a lab into the Markdown of its results."""
        source = Path(page.file.abs_src_path).read_text("utf-8")
        for name in TOLD_OF_PAGE:
            _extension(config, name).update(page=page.file.src_uri, source=source)
        if not notebooks.is_lab(page.file.src_uri):
            if not _OF_OTHERS.search(markdown):
                recall.remember(page)
            return markdown
        # mkdocs-jupyter makes the file a page; the page itself is rendered like every other.
        page.__dict__.pop("render", None)
        lab = notebooks.Lab(Path(page.file.abs_src_path), page.file.src_uri, self.config.package)
        ran = recall.with_surroundings(source)
        meta, text = recall.recalled(f"{lab.path} run", ran, lab.markdown)
        page.meta.update(meta)
        recall.remember(page)
        return text

    def on_env(self, env: jinja2.Environment, config: MkDocsConfig, **_) -> jinja2.Environment:
        """Spare a later build of this process what this one does."""
        env.bytecode_cache = recall.Templates()
        recall.remember_entries(config.plugins["material/search"].search_index)
        return env

    def on_page_content(self, html: str, **_) -> str:
        """Take out what the browser would work at and no reader sees; keep short code on its line."""
        return content.shown(html)

    def on_template_context(self, context: dict, config: MkDocsConfig, **_) -> dict:
        """Give the sitemap and the 404 page the addresses of both languages."""
        return {**context, "bases": bases(config)}

    @event_priority(100)  # before the search plugin reads the page
    def _hide_from_search(self, context: dict, page: Page, **_) -> dict:
        context["whole_content"] = page.content
        page.content = content.searchable(page.content)
        return context

    @event_priority(-100)  # and after it has
    def _show_again(self, context: dict, page: Page, **_) -> dict:
        page.content = context.pop("whole_content")
        return context

    on_page_context = CombinedEvent(_hide_from_search, _show_again)

    @event_priority(-100)  # after the search index and everything else of this language
    def on_post_build(self, config: MkDocsConfig) -> None:
        """Cut fonts and style sheets to what the site uses; then build the other language."""
        site = Path(config.site_dir)
        fonts.subset(site, skip=site / EN)
        styles.cut(site, skip=site / EN)
        if self.config.translation:
            translation = load_config(
                self.config.translation,
                site_dir=str(site / EN),
                site_url=config.site_url + EN,
                strict=config.strict,
            )
            translation.plugins.on_startup(command=self.command, dirty=False)
            build(translation)


def _asset(uri: str, path: Path, config: MkDocsConfig) -> File:
    return File.generated(config, uri, abs_src_path=str(path.resolve()))


def _extension(config: MkDocsConfig, name: str) -> dict:
    return config.mdx_configs.setdefault(name, {})


def bases(config: MkDocsConfig) -> dict[str, str]:
    """Return language -> address of its home page."""
    root = config.site_url
    if config.theme["language"] == "en":
        root = root.removesuffix(EN)
    return {"zh-Hans": root, "en": root + EN}


def _equations(files: Files) -> dict[str, Equation]:
    """Return label -> Equation for every page; the first of two equal labels counts here.

    The page that repeats a label is the one whose conversion fails.
    """
    found: dict[str, Equation] = {}
    for file in files.documentation_pages():
        text = (
            notebooks.prose(file.content_string)
            if notebooks.is_lab(file.src_uri)
            else file.content_string
        )
        title = next((line[2:] for line in text.splitlines() if line.startswith("# ")), file.name)
        for number, label in enumerate(labels_of(text), 1):
            found.setdefault(label, Equation(file.src_uri, title.split(" {#")[0], number))
    return found
