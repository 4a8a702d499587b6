"""What a page offers to take home: an mkdocs plugin for notebooks, and the package as a wheel.

Every page with code is published as a notebook beside its HTML, a lab also as the program that it
is. The wheel lies at the root of the Chinese site; a page writes `{wheel}` for its address.

Options:
    requirement: What a notebook installs, such as `linearnets[all]`.
    colab: `owner/name/branch` of the public repository that holds the built site, if there is one.
    release: Address of the folder with the files of `lecturekit release`, if they are published.
"""

import shutil
from functools import partial
from pathlib import Path

import nbformat
from mkdocs.config import config_options as options
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import BasePlugin
from mkdocs.structure.pages import Page

from lecturekit import citations, ipynb, outline, wheel
from lecturekit import pages as sources
from lecturekit.languages import bases
from lecturekit.recall import recalled, with_surroundings


class DownloadsConfig(Config):
    requirement = options.Type(str)
    colab = options.Type(str, default="")
    release = options.Type(str, default="")


class DownloadsPlugin(BasePlugin[DownloadsConfig]):
    def on_page_markdown(self, markdown: str, config: MkDocsConfig, **_) -> str:
        """Put the address of the wheel where a page asks for it."""
        return _with_wheel(markdown, config)

    def on_page_context(self, context: dict, page: Page, config: MkDocsConfig, **_) -> dict:
        """Tell the theme which files lie beside the page, and the home page where the rest is."""
        if page.is_homepage and self.config.release:
            stem = wheel.name(_root(config)).removesuffix(wheel.SUFFIX)
            files = {"pdf": f"{stem}-{_folder(config)}.pdf", "zip": f"{stem}-site.zip"}
            release = {kind: f"{self.config.release}{name}" for kind, name in files.items()}
            context = {**context, "release": release}
        if not ipynb.has_code(_source(page, config)):
            return context
        uri = Path(page.file.src_uri)
        names = [f"{uri.stem}.ipynb", *([uri.name] if uri.suffix == ".py" else [])]
        colab = self._colab(f"{page.url.removeprefix('./')}{names[0]}", config)
        return {**context, "downloads": names, "colab": colab}

    def _colab(self, path: str, config: MkDocsConfig) -> str:
        if not self.config.colab:
            return ""
        owner, name, branch = self.config.colab.split("/")
        within = "en/" if config.theme["language"] == "en" else ""
        address = "https://colab.research.google.com/github"
        return f"{address}/{owner}/{name}/blob/{branch}/{within}{path}"

    def on_post_page(self, output: str, page: Page, config: MkDocsConfig) -> str:
        """Write the files beside the page."""
        source = _source(page, config)
        if ipynb.has_code(source):
            file, to = Path(page.file.abs_src_path), Path(page.file.abs_dest_path).parent
            to.mkdir(parents=True, exist_ok=True)
            text, name = file.read_text("utf-8"), f"{file} as a notebook"
            make = partial(self._notebook, source, text, config)
            notebook = recalled(name, with_surroundings(text), make)
            (to / f"{file.stem}.ipynb").write_text(notebook, "utf-8")
            if source.is_lab:
                shutil.copyfile(file, to / file.name)
        return output

    def _notebook(self, source: sources.Page, text: str, config: MkDocsConfig) -> str:
        notebook = nbformat.writes(ipynb.notebook(source, text, self._context(config)))
        return _with_wheel(notebook, config) + "\n"

    def _context(self, config: MkDocsConfig) -> ipynb.Context:
        extensions = config.mdx_configs
        return ipynb.Context(
            home=config.site_url,
            equations=extensions["lecturekit.math"]["equations"],
            references=citations.load(extensions["lecturekit.citations"]["references"]),
            figures=Path(outline.FIGURES),
            install=f'%pip install -q "{self.config.requirement} @ {_wheel_address(config)}"',
        )

    def on_post_build(self, config: MkDocsConfig) -> None:
        """Put the wheel at the root of the site."""
        if config.theme["language"] == "zh":
            root = _root(config)
            shutil.copyfile(wheel.build(root), Path(config.site_dir) / wheel.name(root))


def _root(config: MkDocsConfig) -> Path:
    return Path(config.config_file_path).parent


def _folder(config: MkDocsConfig) -> str:
    """Return the name of the language's folder: zh or en."""
    return Path(config.docs_dir).name


def _wheel_address(config: MkDocsConfig) -> str:
    return bases(config)["zh-Hans"] + wheel.name(_root(config))


def _with_wheel(text: str, config: MkDocsConfig) -> str:
    return text.replace("{wheel}", _wheel_address(config))


def _source(page: Page, config: MkDocsConfig) -> sources.Page:
    path = f"docs/{_folder(config)}/{page.file.src_uri}"
    return sources.Page.read(_root(config), path, _folder(config))
