"""A page becomes a notebook that any viewer shows and any kernel runs."""

import nbformat
import pytest

from lecturekit.ipynb import Context, has_code, notebook
from lecturekit.lines import scan
from lecturekit.math import Equation
from lecturekit.pages import Page

HOME = "https://a.org/en/"
REFERENCES = {"boyd2004": {"author": ["Boyd, S.", "Vandenberghe, L."], "year": 2004, "title": "C"}}
EQUATIONS = {
    "eq:here": Equation("part/page.md", "Page", 1),
    "eq:there": Equation("other.md", "Other", 4),
}


@pytest.fixture
def context(tmp_path):
    (tmp_path / "plot.py").write_text("print('plot')\n")
    return Context(HOME, EQUATIONS, REFERENCES, tmp_path, "%pip install -q thing")


@pytest.fixture
def cells(context):
    def cells(text, name="part/page.md"):
        page = Page(f"docs/en/{name}", name, "en", tuple(scan(text.split("\n"))))
        made = notebook(page, text, context)
        nbformat.validate(made)
        return [(cell.cell_type, cell.source) for cell in made.cells[1:]]

    return cells


def words(text):
    return [("markdown", text)]


def test_the_first_cell_installs_the_package(context):
    page = Page("docs/en/a.md", "a.md", "en", tuple(scan(["# A {#a}"])))
    made = notebook(page, "# A {#a}", context)

    assert made.cells[0].cell_type == "code"
    assert made.cells[0].source == "%pip install -q thing"


def test_front_matter_ids_and_marks_go(cells):
    text = "---\ndescription: D\n---\n\n# A {#a}\n\n<!-- check: eq:here -->\n\nWords."
    assert cells(text) == words("# A\n\nWords.")


def test_a_snippet_is_a_cell_with_the_output_that_the_page_shows(context):
    text = "```python\nprint(1)\n```\n\n<!--pytest-codeblocks:expected-output-->\n```text\n1\n```"
    page = Page("docs/en/a.md", "a.md", "en", tuple(scan(text.split("\n"))))
    [_, cell] = notebook(page, text, context).cells

    assert cell.source == "print(1)"
    assert [output.text for output in cell.outputs] == ["1\n"]


def test_other_fences_stay_words(cells):
    text = "```console\n$ make\n```\n\n```text\nas it is {#x}\n```"
    assert cells(text) == words(text)


def test_a_fold_becomes_its_title_and_its_content(cells):
    text = (
        '1. Why?\n\n    ??? success "Solution"\n        Because:\n\n        ```python\n'
        "        if True:\n            print(1)\n        ```\n\n        $$\n        a\n        $$\n"
        "\n2. And?"
    )
    assert cells(text) == [
        ("markdown", "1. Why?\n\n**Solution**\n\nBecause:"),
        ("code", "if True:\n    print(1)"),
        ("markdown", "$$\na\n$$\n\n2. And?"),
    ]


def test_what_follows_a_fold_keeps_its_own_indent(cells):
    text = '1. Why?\n\n    ??? note "So"\n        Because.\n\n    - and\n'
    assert cells(text) == words("1. Why?\n\n**So**\n\nBecause.\n\n    - and")


def test_a_list_keeps_its_indents(cells):
    assert cells("- a\n    - b") == words("- a\n    - b")


def test_a_figure_becomes_the_program_that_draws_it(cells):
    text = "Look:\n\n![A plot.](../assets/figures/plot.svg)\nThe caption."
    assert cells(text) == [
        ("markdown", "Look:"),
        ("code", "print('plot')"),
        ("markdown", "The caption."),
    ]


def test_a_label_becomes_the_number_of_its_equation(cells):
    assert cells("$$\na\n\\label{eq:here}\n$$") == words("$$\na\n\\tag{1}\n$$")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("by $\\eqref{eq:here}$", f"by [(1)]({HOME}part/page/#eq:here)"),
        ("by $\\eqref{eq:there}$", f"by [Other (4)]({HOME}other/#eq:there)"),
        ("[@boyd2004]", f"[Boyd and Vandenberghe 2004]({HOME}references/#boyd2004)"),
        ("[@boyd2004, §9]", f"[Boyd and Vandenberghe 2004, §9]({HOME}references/#boyd2004)"),
        ("[x](b.md#c)", f"[x]({HOME}part/b/#c)"),
        ("[x](../labs/d.py)", f"[x]({HOME}labs/d/)"),
        ("[x](../index.md)", f"[x]({HOME})"),
        ("[x](#here)", f"[x]({HOME}part/page/#here)"),
        ("[`x`](../reference/d.md)", f"[`x`]({HOME}reference/d/)"),
        ("[x](https://b.org/c.md)", "[x](https://b.org/c.md)"),
        ("$\\E[g]$, $\\Eta$", "$\\mathbb{E}[g]$, $\\Eta$"),
        ("`[@boyd2004]` and `\\E`", "`[@boyd2004]` and `\\E`"),
    ],
)
def test_what_only_the_site_knows_becomes_what_all_know(cells, text, expected):
    assert cells(text) == words(expected)


def test_a_lab_keeps_its_cells(context):
    text = (
        "# ---\n# description: D\n# ---\n\n# %% [markdown]\n# # Lab {#lab}\n#\n# By [@boyd2004].\n\n"
        '# %% alt="A plot."\nx = 1\nprint(x)\n'
    )
    page = Page("docs/en/labs/a.py", "labs/a.py", "en", ())
    made = notebook(page, text, context)
    nbformat.validate(made)

    assert [(cell.cell_type, cell.source) for cell in made.cells[1:]] == [
        ("markdown", f"# Lab\n\nBy [Boyd and Vandenberghe 2004]({HOME}references/#boyd2004)."),
        ("code", "x = 1\nprint(x)"),
    ]


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("a.md", "```python\nx = 1\n```", True),
        ("a.md", "```text\nx = 1\n```", False),
        ("labs/a.py", "", True),
    ],
)
def test_a_page_has_code_or_not(name, text, expected):
    assert has_code(Page(name, name, "en", tuple(scan(text.split("\n"))))) == expected


def test_equal_pages_give_equal_notebooks(context):
    text = "# A {#a}\n\n```python\nx = 1\n```"
    page = Page("docs/en/a.md", "a.md", "en", tuple(scan(text.split("\n"))))

    assert nbformat.writes(notebook(page, text, context)) == nbformat.writes(
        notebook(page, text, context)
    )
