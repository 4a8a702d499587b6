"""What the press makes of a figure that has an explorable."""

import json
import re
from html import unescape

import pytest

from lecturekit import PageError, explorables, figures

PAGE = '<p><img alt="A line." explorable="tilt" src="../assets/figures/line.svg" />\nIts slope is 1.</p>'
WORDS = {"tilt": {"caption": "Tilt it: is it <b>steep</b>?", "slope": 'the "slope"'}}


@pytest.fixture
def folder(tmp_path):
    for name in ("tilt.js", "tilt.css", "tilt.math.js", "tilt.py", "tilted.js"):
        (tmp_path / name).touch()
    return tmp_path


def figure(folder) -> str:
    return figures.inlined(PAGE, {"line": "<svg ></svg>"}, folder, "Program")


def test_a_figure_gets_its_element_words_and_files(folder):
    page = explorables.wrapped(figure(folder), WORDS, folder)
    start, end = page.index("<figure class="), page.index("</figure></explore-tilt>")
    assert page.startswith("<explore-tilt ") and start < page.index("<svg ") < end
    assert 'data-files="tilt.css tilt.math.js tilt.js"' in page
    assert json.loads(unescape(re.search(r'data-words="([^"]*)"', page)[1])) == {
        "slope": 'the "slope"'
    }
    assert "Its slope is 1.</figcaption>" in page and "is it &lt;b&gt;steep&lt;/b&gt;?</p>" in page


def test_other_attributes_reach_the_element(folder):
    page = figure(folder).replace(
        'explorable="tilt"', 'data-compact="1" explorable="tilt" data-rate="2"'
    )
    assert '<explore-tilt data-compact="1" data-rate="2" data-files=' in explorables.wrapped(
        page, WORDS, folder
    )


@pytest.mark.parametrize("words", [{}, {"tilted": WORDS["tilt"]}])
def test_an_explorable_without_words_stops_the_build(folder, words):
    with pytest.raises(PageError, match="expected words and tilt.js for tilt"):
        explorables.wrapped(figure(folder), words, folder)


def test_a_figure_without_an_explorable_stays_as_it_is(folder):
    plain = figures.inlined(
        PAGE.replace('explorable="tilt" ', ""), {"line": "<svg ></svg>"}, folder, "Program"
    )
    assert "explor" not in plain and explorables.wrapped(plain, WORDS, folder) == plain
