"""Every page with code can be taken home as a notebook that holds it and runs.

Each language is a class, so that `--dist loadscope` can run them side by side. A notebook that ran
is not run again until it, the package or anything installed changes; `make clean` forgets it.
"""

import io
import linecache
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import redirect_stdout
from pathlib import Path

import matplotlib
import matplotlib.pyplot as plt
import nbformat
import pytest
from nbformat import NotebookNode
from playwright.sync_api import Page

from lecturekit import kept

from .conftest import ROOT, SITE
from .host import Host
from .sources import DOCS, HOMES, fences, pages

PROGRAMS = {path.read_text("utf-8").rstrip("\n") for path in DOCS.glob("assets/figures/*.py")}
PACKAGE = sorted(ROOT.glob("src/linearnets/*.py"))
WITH_CODE = [
    path for path, source in pages("en").items() if fences(source) or path.startswith("labs/")
]


def notebook_of(path: str) -> Path:
    name = path.rstrip("/").rpartition("/")[2] or "index"
    return SITE / path / f"{'index' if path in HOMES.values() else name}.ipynb"


def snippets(notebook: NotebookNode) -> list[NotebookNode]:
    """Return the code cells but for the first, which installs, and the programs of figures."""
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    return [cell for cell in code[1:] if cell.source not in PROGRAMS]


def test_every_notebook_is_of_a_page_with_code():
    made = {path.relative_to(SITE).as_posix() for path in SITE.rglob("*.ipynb")}
    expected = {
        notebook_of(home + path).relative_to(SITE).as_posix()
        for home in HOMES.values()
        for path in WITH_CODE
    }
    assert made == expected


@pytest.mark.parametrize("path", ["linear-regression/model/", "labs/diabetes/"])
def test_a_page_offers_its_files(open_page: Callable[..., Page], path):
    page = open_page(path)
    links = page.locator("a.md-content__button[download]")
    names = [link.get_attribute("href").rpartition("/")[2] for link in links.all()]
    stem = path.split("/")[1]
    assert names == [f"{stem}.ipynb", *([f"{stem}.py"] if "labs" in path else [])]
    with page.expect_download() as started:
        links.first.click()
    assert started.value.path().read_bytes() == notebook_of(path).read_bytes()


def test_a_page_without_code_offers_nothing(open_page: Callable[..., Page]):
    assert open_page("references/").locator("a[download]").count() == 0


def test_the_package_installs_from_the_site(host: Host, tmp_path):
    """What the home page and each notebook name is there, and is what the pages were tested with."""
    named = (SITE / "index.html").read_text() + notebook_of("").read_text()
    [address] = set(re.findall(r"linearnets\[all\] @ ([^\s\"\\]+)", named))
    [name] = [path.name for path in SITE.glob("*.whl")]
    assert address == host.published + name
    install = ["-m", "pip", "install", "-q", "--no-deps", "--target", tmp_path, host.root + name]
    subprocess.run([sys.executable, *install], check=True)
    for source in DOCS.parent.glob("src/linearnets/*.py"):
        assert (tmp_path / "linearnets" / source.name).read_bytes() == source.read_bytes()
    program = fences(pages("en")[""])[1] + "import linearnets; print(linearnets.__file__)"
    run = [sys.executable, "-c", program]
    env = {**os.environ, "PYTHONPATH": str(tmp_path)}
    done = subprocess.run(run, env=env, capture_output=True, text=True, check=True)
    assert done.stdout.startswith("  5 patients")
    assert done.stdout.endswith(f"{tmp_path}/linearnets/__init__.py\n")


@pytest.fixture
def room(tmp_path, monkeypatch) -> Iterator[None]:
    """A folder to run in, and plots that nobody waits for."""
    monkeypatch.chdir(tmp_path)
    backend = matplotlib.get_backend()
    plt.switch_backend("agg")
    yield
    plt.close("all")
    plt.switch_backend(backend)


def printed_by(cell: NotebookNode, namespace: dict) -> str:
    # As a kernel does, for programs that read their own source.
    linecache.cache[cell.id] = (0, None, cell.source.splitlines(keepends=True), cell.id)
    printed = io.StringIO()
    with redirect_stdout(printed):
        exec(compile(cell.source, cell.id, "exec"), namespace)
    return printed.getvalue()


class EveryNotebook:
    language: str

    @pytest.mark.parametrize("path", WITH_CODE)
    def test_it_holds_the_page_and_runs_from_top_to_bottom(self, path, room):
        notebook = nbformat.read(notebook_of(HOMES[self.language] + path), 4)
        nbformat.validate(notebook)
        source = pages(self.language)[path]
        if not path.startswith("labs/"):
            code = [snippet.rstrip("\n") for snippet in fences(source)]
            assert [cell.source for cell in snippets(notebook)] == code
        assert notebook.cells[0].source.startswith('%pip install -q "linearnets[all] @ http')
        text = "\n".join(cell.source for cell in notebook.cells if cell.cell_type == "markdown")
        assert not re.search(
            r"\\(label|eqref)\{|\{#|\[@|\]\([^)]*\.md|^(\?\?\?|!!!)|<!--|\{wheel\}", text, re.M
        )
        key = kept.digest(kept.environment(), notebook_of(HOMES[self.language] + path), *PACKAGE)
        kept.once(ROOT / kept.CACHE / "notebooks" / key, lambda: self.run(notebook))

    def run(self, notebook: NotebookNode) -> None:
        namespace = {"__name__": "__main__"}
        for cell in snippets(notebook):
            printed, expected = printed_by(cell, namespace), [each.text for each in cell.outputs]
            if "Timer" in cell.source and [printed] != expected:
                # A measurement that lost to the browsers at work beside it gets a second chance.
                printed = printed_by(cell, namespace)
            assert expected in ([], [printed]), cell.source


class TestChinese(EveryNotebook):
    language = "zh"


class TestEnglish(EveryNotebook):
    language = "en"
