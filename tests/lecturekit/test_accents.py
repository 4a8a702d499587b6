"""An accent in a figure stands over its letter, in a character that KaTeX's fonts have."""

import re

import pytest

from lecturekit import accents

SVG = (
    '<tspan x="9.86" y="-2.20" style="font-size:20.0px; fill: red">{accent}</tspan> '
    '<tspan x="1" y="-0.42" style="{style}; font-size:20.0px; fill: red">{letter}</tspan>'
)


def placed(accent, letter, style="font-style: oblique"):
    svg = accents.placed(SVG.format(accent=accent, letter=letter, style=style))
    x, y, drawn = re.search(r'x="([^"]*)" y="([^"]*)"[^>]*>(.)<', svg).groups()
    return float(x), float(y), drawn, svg


@pytest.mark.parametrize(("accent", "drawn"), [("\u0302", "ˆ"), ("\u0303", "˜"), ("\u0304", "ˉ")])
def test_an_accent_becomes_a_character_of_katex(accent, drawn):
    assert placed(accent, "y")[2] == drawn


def test_a_hat_is_centred_over_its_letter():
    x, y, _, svg = placed("\u0302", "y")
    # The letter is 0.49 em wide and begins at 1; the hat is 0.5 em wide, and leans with the letter.
    assert x + 0.25 * 20 == pytest.approx(1 + (0.49 / 2 + 0.05) * 20, abs=0.01)
    assert y == pytest.approx(-0.42 - (0.442 - 0.431) * 20, abs=0.01)
    assert ">y</tspan>" in svg


def test_a_tall_letter_lifts_its_hat():
    assert placed("\u0302", "b")[1] < placed("\u0302", "y")[1] - 4


def test_a_bold_letter_has_a_bold_hat():
    x, _, _, svg = placed("\u0302", "y", "font-weight: 700")
    assert svg.count("font-weight: 700") == 2
    assert x + 0.2875 * 20 == pytest.approx(1 + 0.607 / 2 * 20, abs=0.01)


def test_a_letter_that_the_font_does_not_have_gets_its_hat_all_the_same():
    assert placed("\u0302", "σ", "font-weight: 700")[2] == "ˆ"


def test_what_has_no_accent_stays():
    svg = '<tspan x="1" y="2" style="font-size:20.0px">y</tspan>'
    assert accents.placed(svg) == svg
