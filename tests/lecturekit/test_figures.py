"""Figures are drawn from their scripts, cached by content, and follow the page."""

import os
import re

import pytest
from markdown import Markdown

from lecturekit.errors import PageError
from lecturekit.figures import Gallery, themed

SCRIPT = (
    "import matplotlib.pyplot as plt\nplt.plot([0, 1], [0, {y}])\nplt.xlabel('$w_1$')\nplt.show()\n"
)
PAGE = "![A line & more](../assets/figures/line.svg)\nThe caption of $w$, *here*.\n"


@pytest.fixture
def folder(tmp_path):
    scripts = tmp_path / "figures"
    scripts.mkdir()
    (scripts / "line.py").write_text(SCRIPT.format(y=1))
    return tmp_path


@pytest.fixture
def gallery(folder):
    (folder / "package").mkdir()
    (folder / "package" / "module.py").write_text("A = 1\n")
    return Gallery(folder / "figures", folder / "cache", [folder / "package"])


def convert(folder, text=PAGE):
    config = {
        "folder": folder / "figures",
        "cache": folder / "cache",
        "summary": "Program",
        "page": "p.md",
        "source": text,
    }
    extensions = ["lecturekit.figures", "lecturekit.math"]
    return Markdown(
        extensions=extensions, extension_configs={"lecturekit.figures": config}
    ).convert(text)


def test_figure_has_the_drawing_the_alt_text_the_caption_and_the_program(folder):
    out = convert(folder)
    assert out.startswith(
        '<figure class="figure"><figure-drawing><svg role="img" aria-label="A line &amp; more"'
    )
    caption = re.search(r"<figcaption>(.*?)</figcaption>", out, re.S)[1]
    assert caption.startswith('The caption of <span class="tied"><tex-math')
    assert caption.endswith("<em>here</em>.")
    program = re.search(r"<details.*?</details>", out, re.S)[0]
    assert "<summary>Program</summary>" in program
    assert re.sub(r"<[^>]+>", "", program).count("plt.show()") == 1


def test_other_images_are_left_alone(folder):
    assert "<figure" not in convert(folder, "![logo](../assets/images/logo.svg)\n")


@pytest.mark.parametrize("changed", ["figures/line.py", "package/module.py"])
def test_drawing_is_stale_after_a_change(gallery, folder, changed):
    old = gallery._path(folder / "figures/line.py")
    (folder / changed).write_text(SCRIPT.format(y=2))
    assert gallery._path(folder / "figures/line.py") != old


def test_drawing_stays_when_the_package_is_only_documented(gallery, folder):
    old = gallery._path(folder / "figures/line.py")
    module = folder / "package/module.py"
    module.write_text('"""What it is for."""\n' + module.read_text())
    assert gallery._path(folder / "figures/line.py") == old


def test_drawing_is_kept_and_the_same_each_time(gallery, folder, monkeypatch):
    first = gallery.svg("line")
    for kept in (folder / "cache").glob("*.svg"):
        kept.unlink()
    assert gallery.svg("line") == first
    monkeypatch.setattr(gallery, "_draw", None)
    assert gallery.svg("line") == first


def test_a_broken_script_stops_the_page_that_shows_it_and_no_other(folder):
    (folder / "figures/bad.py").write_text("1 / 0")
    page = "Text.\n\n![A](../assets/figures/bad.svg)\nIts caption.\n"
    convert(folder)
    for _ in range(2):
        with pytest.raises(PageError, match=r"p\.md:3: (.|\n)*ZeroDivisionError"):
            convert(folder, page)
        assert "<svg" in convert(folder)


def test_one_script_does_not_leak_into_the_next(gallery, folder, monkeypatch):
    monkeypatch.setattr(os, "cpu_count", lambda: 1)  # so that they share a process
    alone = gallery.svg("line")
    for kept in (folder / "cache").glob("*.svg"):
        kept.unlink()
    (folder / "figures/a.py").write_text(
        "import matplotlib as m\nm.rcParams['lines.linewidth'] = 9\n" + SCRIPT.format(y=3)
    )
    gallery.svg("a")
    assert gallery.svg("line") == alone


MEETING = """import pathlib, time
here = pathlib.Path({here!r})
(here / {name!r}).touch()
for _ in range(3000):
    if (here / {other!r}).is_file():
        break
    time.sleep(0.01)
else:
    raise TimeoutError("drawn one after the other")
"""
ALONE = """import pathlib, time
time.perf_counter()
here = pathlib.Path({here!r})
assert all((here / f"{{name}} drawn").is_file() for name in "xy"), "drawn beside others"
(here / "busy").touch(exist_ok=False)
time.sleep(0.3)
(here / "busy").unlink()
"""


def test_scripts_are_drawn_side_by_side_but_alone_if_they_measure_time(
    gallery, folder, monkeypatch
):
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    (folder / "figures/line.py").unlink()
    for name, other in (("x", "y"), ("y", "x")):
        code = MEETING.format(here=str(folder), name=name, other=other) + SCRIPT.format(y=1)
        code += f"time.sleep({0.5 * (name == 'y')})\n(here / '{name} drawn').touch()\n"
        (folder / f"figures/{name}.py").write_text(code)
    for name in ("clock", "watch"):
        code = ALONE.format(here=str(folder)) + SCRIPT.format(y=1)
        (folder / f"figures/{name}.py").write_text(code)
    assert "<svg" in gallery.svg("clock")


def test_failing_script_is_named_with_page_line_and_traceback(folder):
    (folder / "figures/line.py").write_text("x = 1\nraise ValueError('no such patient')\n")
    with pytest.raises(PageError) as caught:
        convert(folder, "Text.\n\n" + PAGE)
    message = str(caught.value)
    assert message.startswith("p.md:3: ")
    assert 'line.py", line 2' in message
    assert "ValueError: no such patient" in message


@pytest.mark.parametrize(
    ("code", "why"),
    [
        ("raise SystemExit(0)", "SystemExit: 0"),
        ("import os; os._exit(0)", r"ends its process: \['line.py'\]"),
    ],
)
def test_a_script_that_ends_its_process_is_an_error(folder, code, why):
    (folder / "figures/line.py").write_text(code)
    with pytest.raises(PageError, match=f"p.md:1: (.|\\n)*{why}"):
        convert(folder)


def test_missing_script_is_named(folder):
    with pytest.raises(PageError, match="p.md:1: .*none.py"):
        convert(folder, PAGE.replace("line.svg", "none.svg"))


def test_script_without_a_figure_is_an_error(folder):
    (folder / "figures/line.py").write_text("x = 1\n")
    with pytest.raises(PageError, match="line.py drew no figure"):
        convert(folder)


def test_svg_follows_the_theme_and_ids_cannot_clash(gallery):
    svg = themed(gallery.svg("line"), "line")
    assert "currentColor" in svg
    assert "var(--figure-blue)" in svg
    assert not re.search(r"#(010203|2563eb)|font-family|<style|<metadata|<\?xml|<!DOCTYPE", svg)
    opening = re.match(r"<svg [^>]*>", svg)[0]
    assert "viewBox" in opening
    assert not re.search(r" (width|height)=", opening)
    ids = re.findall(r' id="([^"]+)"', svg)
    assert ids
    assert len(ids) == len(set(ids))
    assert all(name.startswith("line-") for name in ids)
    assert set(re.findall(r'(?:url\(#|href="#)([^)"]+)', svg)) == set(ids)


def test_coordinates_are_cut_but_not_what_the_figure_says():
    svg = '<svg><path d="M 1.23456 2.5 L 3.00099e-05 4"/><g transform="scale(0.015625)"/><text>0.0001</text></svg>'
    cut = '<svg><path d="M 1.23 2.5 L 3.00e-05 4"/><g transform="scale(0.015625)"/><text>0.0001</text></svg>'
    assert themed(svg, "x") == cut
