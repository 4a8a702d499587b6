"""Every page with code can be taken home as a notebook that holds it; one with solutions, also to do.

That the snippets of a page run one after the other, `tests/pages/test_questions.py` sees.
"""

import re
from pathlib import Path

import nbformat
import pytest
from conftest import HOMES, ROOT, SITE
from markdown_it import MarkdownIt
from test_reading import fences

PROGRAMS = {path.read_text("utf-8").strip() for path in (ROOT / "docs/assets/figures").glob("*.py")}
ONLY_HERE = re.compile(
    r"\\(label|eqref)\{|\)\{ |\{ ?#|\[@|\]\([^)]*\.md|^\?\?\?|<!--|\{wheel\}", re.M
)
FORMULA = re.compile(r"\$\$.*?\$\$|\$[^$\n]+\$", re.S)
NOTEBOOKS = sorted(SITE.rglob("*.ipynb"))
PAGES = [page for language in HOMES for page in (ROOT / "docs" / language).rglob("*.md")]
WITH_CODE = [page for page in PAGES if fences(page)]


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def notebook_of(page: Path, kind: str = "") -> Path:
    """Return a notebook of a page: that of docs/en/a/b.md is en/a/b/b.ipynb."""
    language, *place = page.relative_to(ROOT / "docs").parts
    folder = Path(SITE, HOMES[language], *place).with_suffix("")
    return (folder.parent if page.stem == "index" else folder) / f"{page.stem}{kind}.ipynb"


@pytest.mark.parametrize("path", NOTEBOOKS, ids=name)
def test_a_notebook_says_nothing_that_only_the_site_understands(path):
    notebook = nbformat.read(path, 4)
    nbformat.validate(notebook)
    assert '\n%pip install -q "linearnets[all] @ http' in notebook.cells[0].source
    words = "\n\n".join(cell.source for cell in notebook.cells if cell.cell_type == "markdown")
    assert ONLY_HERE.findall(words) == []
    # Markdown makes nothing bold that ends with a full stop before a letter: **如此。**字
    runs = [
        run for each in MarkdownIt().parse(FORMULA.sub("@", words)) for run in each.children or []
    ]
    assert [run.content for run in runs if run.type == "text" and "**" in run.content] == []


@pytest.mark.parametrize("page", WITH_CODE, ids=name)
def test_a_page_with_code_has_a_notebook_that_holds_it(page):
    to_do, solved = notebook_of(page), notebook_of(page, "-solved")
    cells = nbformat.read(solved if solved.is_file() else to_do, 4).cells
    snippets = [cell for cell in cells if cell.cell_type == "code"][1:]
    snippets = [cell for cell in snippets if cell.source.partition("\n")[2].strip() not in PROGRAMS]
    assert [cell.source for cell in snippets] == [
        each.rstrip("\n") for each in fences(page, "python")
    ]
    shown = [output.text for cell in snippets for output in cell.outputs]
    assert shown == fences(page, "text")


@pytest.mark.parametrize("page", WITH_CODE, ids=name)
def test_a_notebook_to_do_has_the_blanks_and_tells_nothing(page):
    cells = nbformat.read(notebook_of(page), 4).cells
    sources = [cell.source for cell in cells]
    assert {each.rstrip("\n") for each in fences(page, "py")} <= {*sources}
    if "??? success" in page.read_text("utf-8"):
        assert [cell.outputs for cell in cells if cell.get("outputs")] == []
        assert re.findall(r"Solution|解答|assert check\(", "\n".join(sources)) == []
