"""`python -m lecturekit.zensical`: the lectures by Material's successor, into `.cache/zensical/site`.

The plugin prepares and finishes the pages, Zensical renders them; labs and reference are left out.
"""

import shutil
import subprocess
import sys
from pathlib import Path

import yaml
from mkdocs.config import load_config
from mkdocs.structure.files import get_files
from mkdocs.structure.nav import get_navigation
from mkdocs.utils.yaml import yaml_load  # understands INHERIT and !ENV

from lecturekit import CONFIGS

ROOT = Path(".cache/zensical")
_LEFT_OUT = ("labs/", "reference/")
_KEPT = ("site_name", "site_url", "theme", "extra_css", "extra_javascript", "markdown_extensions")


def build(language: str) -> None:
    """Build a language; a page that cannot be set stops it: file, line and why."""
    settings = yaml_load(Path(CONFIGS[language]).open(encoding="utf-8"))
    folder, site = ROOT / language, ROOT / "site" / ("" if language == "zh" else language)
    shutil.rmtree(folder, ignore_errors=True)
    press = {"lecturekit": settings["plugins"]["lecturekit"]}
    config = load_config(CONFIGS[language], site_dir=str(folder), plugins=press)
    plugins = config.plugins
    plugins.on_config(config)
    files, env = get_files(config), config.theme.get_env()
    files.add_files_from_theme(env, config)
    plugins.on_files(files, config=config)
    plugins.on_nav(get_navigation(files, config), config=config, files=files)
    files.copy_static_files()
    pages = [file.page for file in files.documentation_pages()]
    pages = [page for page in pages if not page.file.src_uri.startswith(_LEFT_OUT)]
    for page in pages:
        page.read_source(config)
        text = plugins.on_page_markdown(page.markdown, page=page, config=config, files=files)
        source = folder / page.file.src_uri
        source.parent.mkdir(exist_ok=True)
        source.write_text(f"---\n{yaml.safe_dump(page.meta)}---\n{text}", "utf-8")
    plugins.on_env(env, config=config, files=files)
    _render(settings | {"nav": config.nav}, folder, site)
    for page in pages:
        output = site / page.file.dest_uri
        html = output.read_text("utf-8")
        html = plugins.on_page_content(html, page=page, config=config, files=files)
        output.write_text(plugins.on_post_page(html, page=page, config=config), "utf-8")


def _render(settings: dict, folder: Path, site: Path) -> None:
    """Have Zensical build the prepared sources, by mkdocs' configuration but for its plugins."""
    own = {key: settings[key] for key in _KEPT}
    own["theme"].pop("custom_dir")
    sections = [section for part in settings["nav"] for section in part.items()]
    own["nav"] = [{title: pages} for title, part in sections if (pages := _kept(part))]
    own |= {"docs_dir": folder.name, "site_dir": str(site.resolve())}
    file = folder.with_suffix(".yml")
    file.write_text(yaml.safe_dump(own), "utf-8")
    # It warns of each link to a page that is left out: only a failure is shown.
    command = [sys.executable, "-m", "zensical", "build", "-f", file]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(done.stdout + done.stderr)


def _kept(pages: str | list) -> str | list:
    """Return a part of the nav without what is left out."""
    if isinstance(pages, str):
        return pages
    return [page for page in pages if not any(out in str(page) for out in _LEFT_OUT)]


if __name__ == "__main__":
    for each in CONFIGS:
        build(each)
