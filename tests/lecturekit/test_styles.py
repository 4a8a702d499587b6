"""Style sheets keep what the pages of the site and its scripts can show, and no more."""

import colorsys
import re
from pathlib import Path

import pytest

from lecturekit import styles

ROOT = Path(__file__).parents[2]


@pytest.fixture
def site(tmp_path):
    files = {
        "index.html": '<p class="seen also">x</p>',
        "en/index.html": '<p class="foreign">x</p>',
        "assets/javascripts/bundle.js": 'e.classList.add("added"),x("nav",{class:`made ${a}`})',
        "assets/stylesheets/main.css": ".seen{a:b}.added{a:b}.made{a:b}.foreign{a:b}.never{a:b}",
        "assets/katex/katex.min.css": "@font-face{src:url(x)}.also .never{a:b}",
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    return tmp_path


def test_what_pages_and_scripts_name_is_kept_and_the_rest_goes(site):
    styles.cut(site, skip=site / "en")
    main = (site / "assets/stylesheets/main.css").read_text("utf-8")
    assert main == ".seen{a:b}.added{a:b}.made{a:b}"
    assert (site / "assets/katex/katex.min.css").read_text("utf-8") == "@font-face{src:url(x)}"


@pytest.mark.parametrize(
    ("css", "kept"),
    [
        ("p{a:b}", "p{a:b}"),
        (".u .v{a:b}", ""),
        (".u:not(.v){a:b}", ".u:not(.v){a:b}"),
        (".u,.v,:is(.u,p){a:b}", ".u,:is(.u,p){a:b}"),
        ("@media print{.v{a:b}.u{a:b}}", "@media print{.u{a:b}}"),
        ("@media print{.v{a:b}}", ""),
        ("[data-md-color-switching] *,p{a:b}", "p{a:b}"),
        ("@supports (a:b){@media print{.u{a:b}}}", "@supports (a:b){@media print{.u{a:b}}}"),
        ("@keyframes k{0%{a:b}}", "@keyframes k{0%{a:b}}"),
        ('.u::after{content:".v}"}', '.u::after{content:".v}"}'),
        (
            ":root{--icon:url('data:image/svg+xml;,<svg>');}",
            ":root{--icon:url('data:image/svg+xml;,<svg>');}",
        ),
    ],
)
def test_a_selector_goes_when_a_class_that_it_needs_is_not_used(css, kept):
    assert (
        styles.without_unused(css, frozenset("u"))
        .replace('"data', "'data")
        .replace('svg>")', "svg>')")
        == kept
    )


HUES = {"blue": (205, 230), "orange": (20, 40), "teal": (160, 180), "rose": (335, 350)}


@pytest.mark.parametrize("name", HUES)
def test_a_colour_of_the_figures_is_what_the_captions_call_it(name):
    css = (ROOT / "docs/assets/stylesheets/site.css").read_text("utf-8")
    found = re.findall(rf"--figure-{name}: #(..)(..)(..);", css)
    assert len(found) == 2  # light and dark
    for parts in found:
        hue = 360 * colorsys.rgb_to_hsv(*(int(part, 16) / 255 for part in parts))[0]
        assert HUES[name][0] < hue < HUES[name][1]
