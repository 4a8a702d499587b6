"""Formulas are rendered when the page is built, numbered, linked, and stop the build if wrong."""

import re
from xml.etree import ElementTree

import pytest
from markdown import Markdown

from lecturekit.errors import PageError
from lecturekit.math import Equation, labels_of


def convert(text, **config):
    extensions = ["attr_list", "pymdownx.details", "pymdownx.superfences", "lecturekit.math"]
    return Markdown(extensions=extensions, extension_configs={"lecturekit.math": config}).convert(
        text
    )


LABELLED = (
    "$$\na = b\n\\label{eq:first}\n$$\n\n$$\nc = d\n$$\n\n$$\ne = f\n\\label{eq:second}\n$$\n"
)


def test_formula_becomes_html_and_mathml_without_a_script():
    out = convert("The rate $\\eta > 0$ is small.")
    assert 'class="katex-html"' in out
    assert '<annotation encoding="application/x-tex">\\eta &gt; 0</annotation>' in out
    assert "<script" not in out
    assert "$" not in out


@pytest.mark.parametrize("marks", [",", "。", "），", "."])
def test_punctuation_stays_with_the_formula_before_it(marks):
    out = convert(f"Take $x${marks} then $y$ and **$z$**")
    tied = re.search(r'<span class="tied"><tex-math>.*?</tex-math>([^<]*)</span>([^<]*)', out)

    assert tied.groups() == (marks, " then ")
    assert out.count("tied") == 1
    assert out.count("<tex-math>") == 3


def test_a_long_formula_may_be_broken_between_its_terms_and_a_short_one_nowhere():
    out = convert(f"Take ${' + '.join(['x_1'] * 20)}$, then")

    assert 'class="long"' in out
    assert out.count('</span><wbr><span class="katex-base">') == 19
    assert "<wbr>" not in convert("Take $a + b$, then")


def test_a_long_formula_is_not_broken_within_brackets():
    out = convert(f"Take $a + (b + {' + '.join(['x_1'] * 20)}) + \\left(c + d\\right)$, then")

    assert out.count("<wbr>") == 2


def test_a_bracket_with_an_exponent_is_closed_once():
    out = convert(f"Take $(a)^2 (b + {' + '.join(['x_1'] * 20)}) + \\lVert c \\rVert^2 + d$, then")

    assert out.count("<wbr>") == 2


def test_a_comma_that_ends_a_shape_has_no_space_behind_it():
    assert convert("$(n,)$") == convert("$(n{,})$")
    assert convert("$(n, d)$") != convert("$(n{,} d)$")


@pytest.mark.parametrize(
    ("tex", "shown"),
    [
        (r"\argmin_w L", "arg minwL"),
        (r"\argmax_k z", "arg maxkz"),
        (r"\E[g]", "E[g]"),
        (r"\Var[g]", "Var[g]"),
    ],
)
def test_macros_of_the_site_mean_what_they_say(tex, shown):
    math = re.search("<math.*?<annotation", convert(f"${tex}$"), re.S)[0]
    words = re.sub("<[^>]*>?", "", math).replace("\u2061", "").replace("\u00a0", " ")
    assert " ".join(words.split()) == " ".join(shown.split())


def test_only_labelled_equations_are_numbered_in_order():
    out = convert(LABELLED)
    assert re.findall(r'id="(eq:\w+)"', out) == ["eq:first", "eq:second"]
    assert re.findall(r"\\tag\{(\d)\}", out) == ["1", "2"]


def test_eqref_links_to_the_equation_of_its_page():
    out = convert(LABELLED + "\nBy $\\eqref{eq:second}$ it holds.")
    assert '<a class="eqref" href="#eq:second">(2)</a> it holds.' in out


def test_eqref_links_to_the_equation_of_another_page():
    equations = {"eq:far": Equation("linear-regression/model.md", "Model", 3)}
    out = convert("See $\\eqref{eq:far}$.", page="labs/diabetes.py", equations=equations)
    assert '<a class="eqref" href="../linear-regression/model.md#eq:far">Model (3)</a>.' in out


def test_formulas_in_folds_and_lists_are_numbered_with_the_rest():
    text = '1. Show it.\n\n    ??? success "Solution"\n        $$\n        a\n        \\label{eq:inner}\n        $$\n\n'
    out = convert(text + LABELLED)
    assert re.findall(r'id="(eq:\w+)"', out) == ["eq:inner", "eq:first", "eq:second"]


def test_dollars_in_code_and_escaped_dollars_are_left_alone():
    out = convert("`$x$` costs \\$5 and \\$6.\n\n```text\n$y$\n```\n")
    assert "katex" not in out
    assert "$5 and $6" in out


def test_labels_of_agrees_with_the_numbers_on_the_page():
    text = "```text\n$$\nx\n\\label{eq:code}\n$$\n```\n\n" + LABELLED
    assert labels_of(text) == ["eq:first", "eq:second"]
    assert re.findall(r'id="(eq:\w+)"', convert(text)) == labels_of(text)


BAD = {
    "bad inline TeX": ("Text.\n\nAnd $x^$ here.", 3, "Expected group", "x^"),
    "bad display TeX": ("# A\n\n$$\n\\frac{a}\n$$", 4, "Unexpected end", "\\frac{a}"),
    "unknown macro": ("$\\nosuch$", 1, "Undefined control sequence", "\\nosuch"),
    "unknown label": ("Text.\n\nSee $\\eqref{eq:none}$.", 3, "unknown label eq:none", "eq:none"),
    "duplicate label": (LABELLED + "\n" + LABELLED, 17, "duplicate label eq:first", "a = b"),
}


@pytest.mark.parametrize("text, line, why, formula", BAD.values(), ids=BAD)
def test_wrong_formula_is_named_with_file_line_and_formula(text, line, why, formula):
    with pytest.raises(PageError) as caught:
        convert(text, page="zh/page.md")
    message = str(caught.value)
    assert message.startswith(f"zh/page.md:{line}: ")
    assert why in message
    assert formula in message


def test_label_of_another_page_is_a_duplicate():
    equations = {"eq:first": Equation("other.md", "Other", 1)}
    with pytest.raises(PageError, match="page.md:3: duplicate label eq:first"):
        convert(LABELLED, page="page.md", equations=equations)


def test_line_counts_from_the_top_of_the_file_not_of_the_converted_text():
    body = "Text with $x^$."
    with pytest.raises(PageError, match="page.md:5: "):
        convert(body, page="page.md", source="---\ntitle: A\n---\n\n" + body)


def test_every_formula_is_well_formed_html():
    out = convert(LABELLED + "\n$\\frac{1}{2} \\lVert \\mathbf{X} \\rVert^2$")
    ElementTree.fromstring(f"<div>{out.replace('&nbsp;', ' ')}</div>")


@pytest.mark.parametrize(("tex", "is_long"), [("x + y", False), ("a + b" + " + c" * 12, True)])
def test_a_long_formula_in_the_text_may_be_broken(tex, is_long):
    assert ('<tex-math class="long">' in convert(f"so ${tex}$.")) == is_long
