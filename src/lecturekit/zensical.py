"""The lectures of both languages by Zensical, the successor of Material: into `.cache/zensical/site`.

`python -m lecturekit.zensical` proves that the sources and the functions of the press outlive
mkdocs. Sources get their citations and glossary before Zensical reads them, finished pages their
formulas and figures after it. Labs and the reference are left out: they need plugins of mkdocs.
"""

import shutil
import subprocess
import sys
from pathlib import Path

import yaml
from mkdocs.utils.meta import get_data
from mkdocs.utils.yaml import yaml_load  # understands INHERIT and !ENV

from lecturekit import (
    checks,
    citations,
    explorables,
    figures,
    glossary,
    lesson,
    located,
    math,
    wheel,
)
from lecturekit.plugin import ASSETS, BIBLIOGRAPHY, EXPLORABLES, FIGURES, TERMS
from lecturekit.release import CONFIGS

ROOT = Path(".cache/zensical")
_LEFT_OUT = ("labs/", "reference/")
_KEPT = ("site_name", "site_url", "theme", "extra_css", "extra_javascript", "markdown_extensions")


def build(language: str) -> None:
    """Build a language; a page that cannot be set raises a ValueError: file, line and why."""
    config = yaml_load(Path(CONFIGS[language]).open(encoding="utf-8"))
    press, docs = config["plugins"]["lecturekit"], Path("docs", language)
    folder, site = ROOT / language, ROOT / "site" / ("" if language == "zh" else language)
    pages = {path.relative_to(docs).as_posix(): path for path in sorted(docs.rglob("*.md"))}
    pages = {name: path for name, path in pages.items() if not name.startswith(_LEFT_OUT)}
    texts = {name: path.read_text("utf-8") for name, path in pages.items()}
    lectures = {name: text for name, text in texts.items() if "/" in name}
    terms = glossary.read(TERMS)
    places = glossary.places(terms, language, lectures)
    table = glossary.table(terms, language, press["columns"], places)
    entries, equations = citations.read(BIBLIOGRAPHY), math.Equations()
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(ASSETS, folder / "assets")
    vendored = Path(config["theme"]["custom_dir"], "assets")
    unread = shutil.ignore_patterns("*.md")
    shutil.copytree(vendored, folder / "assets", ignore=unread, dirs_exist_ok=True)
    words = explorables.read(docs / explorables.WORDS)
    for name, text in texts.items():
        with located(pages[name]):
            equations.add(text, _url(name))
            text = lesson.headed(text, get_data(text)[1], language)
            text = citations.linked(text, name, entries).replace("\n[glossary]\n", f"\n{table}\n")
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text.replace("{wheel}", wheel.name()), "utf-8")
    svgs = {}
    for name, path in figures.drawn(FIGURES, Path(press["package"])).items():
        svgs[name] = path.read_text("utf-8")
        shutil.copy(path, folder / f"assets/figures/{name}.svg")
    _run(config, folder, site)
    for name, path in pages.items():
        page = site / _url(name) / "index.html"
        html = checks.asked(page.read_text("utf-8"), language)
        with located(path):
            html = math.linked(html, _url(name), equations)
            html = math.typeset(html, equations)
            html = figures.inlined(html, svgs, FIGURES, press["summary"])
            html = explorables.wrapped(html, words, EXPLORABLES)
        page.write_text(html, "utf-8")


def _url(name: str) -> str:
    return f"{name.removesuffix('.md')}/".removeprefix("index/")


def _run(config: dict, folder: Path, site: Path) -> None:
    """Have Zensical build the prepared sources, by mkdocs' configuration but for its plugins."""
    own = {key: config[key] for key in _KEPT}
    own["theme"].pop("custom_dir")
    own["nav"] = [part for part in config["nav"] if not any(out in str(part) for out in _LEFT_OUT)]
    own |= {"docs_dir": folder.name, "site_dir": str(site.resolve())}
    file = folder.with_suffix(".yml")
    file.write_text(yaml.safe_dump(own, allow_unicode=True), "utf-8")
    # It warns of each link to a page that is left out: only a failure is shown.
    command = [sys.executable, "-m", "zensical", "build", "-f", file]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(done.stdout + done.stderr)


if __name__ == "__main__":
    for each in CONFIGS:
        build(each)
