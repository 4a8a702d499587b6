"""The parts of a page, with the lines they stand on."""

import pytest

from lecturekit.pages import Equation, Figure, Fold, Heading, Page, Prose

LAB = """\
# ---
# description: A lab.
# jupyter: {kernelspec: {name: python3}}
# ---

# %% [markdown]
# # A lab {#lab}
#
# Take $\\\\eta$:

# %%
x = 1
print(x)

# %% [markdown]
# Done.
"""


@pytest.fixture
def read(tmp_path):
    """Return a function that makes a page of a text."""

    def read(text, name="a.md"):
        path = tmp_path / "docs" / "en" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
        return Page.read(tmp_path, f"docs/en/{name}", "en")

    return read


def test_a_page_knows_its_name_and_whether_it_is_a_lab(read):
    page, lab = read("", "a/b.md"), read("", "labs/c.py")
    assert (page.path, page.name, page.is_lab) == ("docs/en/a/b.md", "a/b.md", False)
    assert (lab.path, lab.name, lab.is_lab) == ("docs/en/labs/c.py", "labs/c.py", True)


def test_front_matter_is_read(read):
    assert read("---\ndescription: A page.\n---\n").front == {"description": "A page."}
    assert read("# A\n").front == read("---\na: b: c\n---\n").front == {}
    assert read("---\nhello\n---\n").front == read("---\n- 1\n---\n").front == {}


def test_headings_have_level_text_and_id(read):
    page = read("# A `b` {#a-b}\n\n### C\n\n```text\n# D\n```\n")
    assert page.headings == [Heading(1, 1, "A `b`", "a-b"), Heading(3, 3, "C", None)]


def test_a_fence_has_lines_word_and_code_without_its_indent(read):
    page = read("1. a\n\n    ```python\n    if a:\n\n        b\n    ```\n\n```text\n```\n")
    first, second = page.fences
    assert first == (3, 7, 4, "```", "python", "if a:\n\n    b\n", "    ```")
    assert second == (9, 10, 0, "```", "text", "", "```")


def test_a_fence_that_never_ends_has_no_close(read):
    assert read("```text\na\n").fences == [(1, 2, 0, "```", "text", "a\n", None)]


def test_equations_have_tex_and_labels(read):
    page = read("$$\nx\n\\label{eq:x}\n$$\n\n$$\ny\n$$\n")
    assert page.equations == [
        Equation(1, 4, "x\n\\label{eq:x}", ("eq:x",), True),
        Equation(6, 8, "y", (), True),
    ]


@pytest.mark.parametrize("text", ["$$ x $$", "$$\nx $$", "$$\nx", "$$ x"])
def test_an_equation_whose_dollars_do_not_stand_alone_is_not_closed(read, text):
    assert [equation.closed for equation in read(text).equations] == [False]


def test_an_equation_of_one_line_ends_on_it(read):
    page = read("$$ x $$\n\n$$\ny\n$$\n")
    assert [(equation.line, equation.end) for equation in page.equations] == [(1, 1), (3, 5)]


def test_figures_have_alt_path_and_caption(read):
    page = read("![one](a.svg)\nThe caption.\n\n![two](b.svg)\n\nWords.\n")
    assert page.figures == [
        Figure(1, "one", "a.svg", "The caption."),
        Figure(4, "two", "b.svg", ""),
    ]


def test_folds_have_mark_kind_and_title(read):
    page = read('!!! warning "A"\n    b\n\n    ???+ note "C"\n        d\n\n??? note\n    e\n')
    assert page.folds == [
        Fold(1, 0, "!!!", "warning", "A"),
        Fold(4, 4, "???+", "note", "C"),
        Fold(7, 0, "???", "note", ""),
    ]


def test_exercises_run_to_the_next_heading_of_their_level(read):
    page = read(
        "# A {#a}\n\n1. no\n\n## Exercises {#exercises}\n\n1. one\n\n    1. nested\n\n"
        "### More {#more}\n\n2. two\n\n- a\n\n## Next {#next}\n\n1. no\n"
    )
    assert [item.text for item, _ in page.exercises] == ["1. one", "2. two"]
    assert [line.number for line in page.exercises[0][1]] == [8, 9, 10, 11, 12]


def test_prose_is_every_line_of_words(read):
    page = read(
        "---\ndescription: 'D'\nother: x\n---\n# H {#h}\n\nP\n\n- I\n| T |\n![A](a.svg)\nC\n"
        '??? note "F"\n    B\n<b>X</b>\n```text\nno\n```\n$$\nno\n$$\n<!-- no -->\n'
    )
    assert page.prose == [
        Prose(2, "front", "D"),
        Prose(5, "heading", "H"),
        Prose(7, "prose", "P"),
        Prose(9, "item", "I"),
        Prose(10, "table", "| T |"),
        Prose(11, "figure", "A"),
        Prose(12, "caption", "C"),
        Prose(13, "fold", "F"),
        Prose(14, "prose", "B"),
        Prose(15, "html", "<b>X</b>"),
    ]


def test_the_cells_of_a_lab_are_read_like_a_page(read):
    page = read(LAB, "labs/a.py")
    assert page.front == {"description": "A lab."}
    assert page.headings == [Heading(7, 1, "A lab", "lab")]
    assert [line for line, _, _ in page.prose] == [2, 7, 9, 16]
    assert page.fences == [(11, 14, 0, "", "python", "x = 1\nprint(x)\n\n", None)]
