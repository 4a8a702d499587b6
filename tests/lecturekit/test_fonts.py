"""Fonts carry the characters of the site's formulas and no others."""

from io import BytesIO
from shutil import copy

import pytest
from fontTools.ttLib import TTFont

from lecturekit import fonts
from lecturekit.math import render
from lecturekit.vendor import KATEX

NAME = "KaTeX_Math-Italic.woff2"
LETTERS = {"KaTeX_Math-Italic": {"x"}, "KaTeX_Main-Bold": {"w"}, "KaTeX_Main-Regular": {"2", "="}}


@pytest.fixture
def site(tmp_path, monkeypatch):
    monkeypatch.setattr(fonts, "CACHE", tmp_path / "cache")
    target = tmp_path / "site/assets/katex/fonts"
    target.mkdir(parents=True)
    copy(KATEX / "fonts" / NAME, target / NAME)
    return tmp_path / "site"


def write(page, tex):
    page.parent.mkdir(parents=True, exist_ok=True)
    page.write_text(f"<p>prose z</p><tex-math>{render(tex)}</tex-math>", "utf-8")


def drawn_by(site):
    font = (site / "assets/katex/fonts" / NAME).read_bytes()
    return {chr(code) for code in TTFont(BytesIO(font)).getBestCmap()}


def test_font_keeps_what_formulas_use_and_drops_the_rest(site):
    write(site / "index.html", r"\eta w")
    fonts.subset(site)
    assert {"η", "w"} <= drawn_by(site)
    assert not {"z", "x", "θ"} & drawn_by(site)


def test_characters_of_every_page_count_but_those_of_the_other_site(site):
    write(site / "a/index.html", "a")
    write(site / "en/index.html", "q")
    fonts.subset(site, skip=site / "en")
    assert "a" in drawn_by(site)
    assert "q" not in drawn_by(site)


def test_cut_font_is_smaller_and_the_same_when_kept(site):
    write(site / "index.html", r"\eta w")
    fonts.subset(site)
    first = (site / "assets/katex/fonts" / NAME).read_bytes()
    assert len(first) < (KATEX / "fonts" / NAME).stat().st_size / 2
    copy(KATEX / "fonts" / NAME, site / "assets/katex/fonts" / NAME)
    fonts.subset(site)
    assert (site / "assets/katex/fonts" / NAME).read_bytes() == first


@pytest.mark.parametrize("name", LETTERS)
def test_italic_and_bold_letters_are_in_their_own_font_alone(site, name):
    folder = site / "assets/katex/fonts"
    copy(KATEX / f"fonts/{name}.woff2", folder)
    write(site / "index.html", r"2 = x \mathbf{w}")
    fonts.subset(site)
    drawn = {chr(code) for code in TTFont(folder / f"{name}.woff2").getBestCmap()}
    assert drawn & {"x", "w", "2", "="} == LETTERS[name]


def test_figures_draw_their_symbols_with_the_fonts_of_the_style_sheet():
    found = fonts.characters('<svg role="img" aria-label="q"><text>λ</text></svg>')
    fonts_of_figures = {"KaTeX_Math-Italic", "KaTeX_Main-Bold", ""}
    assert {font for font, drawn in found.items() if drawn == {"λ"}} == fonts_of_figures


def test_letters_are_cut_for_the_font_that_their_class_asks_for():
    formula = render(r"\blacksquare \mathbb{E} \mathcal{B} \textbf{a}")
    found = fonts.characters(f"<tex-math>{formula}</tex-math>")
    assert found["KaTeX_AMS-Regular"] == {"■", "E"}
    assert found["KaTeX_Caligraphic-Regular"] == {"B"}
    assert found["KaTeX_Main-Bold"] == {"a"}
