"""What stands within a line."""

import pytest

from lecturekit.inline import normal_tex, numbers, parse, quantities


def test_formulas_code_links_and_citations_are_taken_apart():
    parts = parse(
        "By `a_b` and $x_1$, [see $y$](a.md#b) [@gauss1809; @legendre1805] <https://a.org>."
    )
    assert parts.codes == ("a_b",)
    assert parts.formulas == ("x_1", "y")
    assert parts.links == ("a.md#b", "https://a.org")
    assert parts.citations == ("gauss1809", "legendre1805")
    assert parts.text == "By x and x, see x x x."
    assert parts.unlinked == "By x and x,   ."


def test_a_dollar_that_is_escaped_or_in_code_begins_no_formula():
    assert parse("`$a` costs \\$3 and $b$").formulas == ("b",)


def test_markup_is_no_text():
    assert parse("**bold** *it* <b>x</b> {#id}{: .c } \\$").text == "bold it x  $"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("a + b", "a+b"),
        ("\\eta  x", "\\eta x"),
        ("\\text{ for }", "\\text{ 对 }"),
        ("\\textbf{a}", "\\text{b}"),
        ("x\n+ y", "x + y"),
    ],
)
def test_tex_that_looks_the_same_is_the_same(one, other):
    assert normal_tex(one) == normal_tex(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("a - b", "a + b"), ("\\eta x", "\\etax"), ("x_i", "x_j"), ("\\mathbf{x}", "x")],
)
def test_tex_that_looks_different_is_different(one, other):
    assert normal_tex(one) != normal_tex(other)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("10.53", ["10.53"]),
        ("-0.5, +2", ["0.5", "2"]),
        ("1,234.5 and 10,000", ["1234.5", "10000"]),
        ("10{,}000", ["10000"]),
        ("It is 41.6. Then", ["41.6"]),
        ("10_000, x_1", ["10000", "1"]),
        ("3×4", ["3", "4"]),
        ("1,23", ["1", "23"]),
        ("v0.18.1", ["0.18.1"]),
    ],
)
def test_numbers_are_whole_tokens(text, expected):
    assert numbers(text) == expected


def test_a_quantity_has_its_unit_and_a_name_is_none():
    assert quantities("0.5 %, 10 万, 3 and float32") == [("0.5", "%"), ("10", "万"), ("3", "")]
