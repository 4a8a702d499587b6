"""Every page with code can be taken home as a notebook that holds it and runs.

The code of both languages is the same, so the notebooks of one are run.
"""

import io
import linecache
import re
from contextlib import redirect_stdout

import matplotlib.pyplot as plt
import nbformat
import pytest
from conftest import ROOT, SITE
from test_reading import fences

PROGRAMS = {path.read_text("utf-8").strip() for path in (ROOT / "docs/assets/figures").glob("*.py")}
ONLY_HERE = re.compile(
    r"\\(label|eqref)\{|\{#|\[@|\]\([^)]*\.md|^(\?\?\?|!!!)|<!--|\{wheel\}", re.M
)
NOTEBOOKS = sorted(path.relative_to(SITE).as_posix() for path in SITE.rglob("*.ipynb"))
ENGLISH = [path for path in NOTEBOOKS if path.startswith("en/") and "/labs/" not in path]


def source(path: str):
    """Return the page of a notebook: en/a/b/b.ipynb is that of docs/en/a/b.md."""
    folder, _, name = path.rpartition("/")
    stem = name.removesuffix(".ipynb")
    return ROOT / "docs" / f"{folder if folder.endswith(stem) else f'{folder}/{stem}'}.md"


def test_every_page_with_code_has_a_notebook():
    pages = [page for page in (ROOT / "docs/en").rglob("*.md") if fences(page)]
    labs = [path.read_text("utf-8") for path in (ROOT / "docs/en/labs").glob("*.py")]
    with_blanks = [lab for lab in labs if "# ```py\n" in lab]
    assert len(ENGLISH) == len(pages)
    assert len(NOTEBOOKS) == 2 * (len(pages) + len(labs) + len(with_blanks))
    assert {source(path) for path in ENGLISH} == set(pages)


@pytest.mark.parametrize("path", NOTEBOOKS)
def test_a_notebook_says_nothing_that_only_the_site_understands(path):
    notebook = nbformat.read(SITE / path, 4)
    nbformat.validate(notebook)
    assert notebook.cells[0].source.startswith('%pip install -q "linearnets[all] @ http')
    words = "\n".join(cell.source for cell in notebook.cells if cell.cell_type == "markdown")
    assert ONLY_HERE.findall(words) == []


@pytest.mark.parametrize("path", ENGLISH)
def test_a_notebook_holds_the_page_and_runs(path, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    plt.switch_backend("agg")
    code = [cell for cell in nbformat.read(SITE / path, 4).cells if cell.cell_type == "code"][1:]
    snippets = [cell for cell in code if cell.source.strip() not in PROGRAMS]
    assert [cell.source for cell in snippets] == [
        each.rstrip("\n") for each in fences(source(path), "py(?:thon)?")
    ]
    namespace = {"__name__": "__main__"}
    for cell in snippets:
        # As a kernel does, for programs that read their own source.
        linecache.cache[cell.id] = (0, None, cell.source.splitlines(keepends=True), cell.id)
        printed = io.StringIO()
        with redirect_stdout(printed):
            exec(compile(cell.source, cell.id, "exec"), namespace)
        if "print(check(" in cell.source:  # blanks, of which it says that they are left
            continue
        assert [output.text for output in cell.outputs] == (
            [printed.getvalue()] if printed.getvalue() else []
        )
    plt.close("all")
