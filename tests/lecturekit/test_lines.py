"""Every line of a page has a kind, whatever stands in a fence, an equation or a comment."""

import pytest

from lecturekit.lines import scan, scan_lab


def kinds(text):
    return [line.kind for line in scan(text.split("\n"))]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("", "blank"),
        ("   ", "blank"),
        ("Words.", "prose"),
        ("## A {#a}", "heading"),
        ("#hash", "prose"),
        ("- one", "item"),
        ("12. twelve", "item"),
        ("    1. nested", "item"),
        ("1805 was a year.", "prose"),
        ("| a | b |", "table"),
        ("![alt](a.svg)", "figure"),
        ("[link](a.md)", "prose"),
        ('    ??? success "A"', "fold"),
        ('!!! note "A"', "fold"),
        ("::: linearnets.losses", "directive"),
        ('--8<-- "a"', "directive"),
        ("<div>", "html"),
        ("<!-- a -->", "comment"),
        ("```python", "fence"),
        ("~~~", "fence"),
        ("$$", "equation"),
        ("$x$ is", "prose"),
    ],
)
def test_a_line_alone_has_a_kind(text, kind):
    assert kinds(text) == [kind]


def test_a_block_runs_to_its_own_end():
    assert kinds("```text\n# a\n$$\n~~~\n```\n# b") == ["fence", *["code"] * 3, "fence", "heading"]
    assert kinds("````text\n```\n````\nb") == ["fence", "code", "fence", "prose"]
    assert kinds("$$\n# a\n```\n$$\nb") == [*["equation"] * 4, "prose"]
    assert kinds("<!--\n# a\n```\n-->\nb") == [*["comment"] * 4, "prose"]
    assert kinds("---\n# a\n---\n---") == [*["front"] * 3, "prose"]


def test_a_fence_in_a_fold_is_one():
    assert kinds('??? note "A"\n    ```text\n    a\n    ```') == ["fold", "fence", "code", "fence"]


def test_what_stands_right_below_a_figure_is_its_caption():
    assert kinds("![a](a.svg)\nA caption.\n\nWords.") == ["figure", "caption", "blank", "prose"]
    assert kinds("![a](a.svg)\n| a |") == ["figure", "table"]


def test_the_options_of_a_directive_belong_to_it():
    assert kinds("::: a\n    options:\n\n    b") == ["directive", "directive", "blank", "prose"]
    assert kinds("::: a\nWords.") == ["directive", "prose"]


def test_a_formula_with_dollars_in_its_line_is_an_equation_of_one_line():
    assert kinds("$$ x $$\nWords.") == ["equation", "prose"]


def test_the_lines_of_a_lab_keep_their_numbers():
    lab = "# ---\n# a: 1\n# ---\n\n# %% [markdown]\n# # A {#a}\n#\n# Words.\n\n# %%\nx = 1\n# y\n"
    lines = list(scan_lab(lab.removesuffix("\n").split("\n")))
    assert [line.number for line in lines] == list(range(1, 13))
    assert [line.kind for line in lines] == [
        *["front"] * 3,
        "blank",
        *["marker", "heading", "blank", "prose", "blank"],
        *["cell", "code", "code"],
    ]
    assert [line.text for line in lines[5:8]] == ["# A {#a}", "", "Words."]
