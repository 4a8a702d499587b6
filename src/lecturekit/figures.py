"""Figures: drawn by their scripts, and put into the pages in the colours of the theme.

    ![alt text](../assets/figures/NAME.svg)
    The caption, on the next line of the same paragraph.

becomes a <figure> with what `NAME.py` draws, the caption and the script, folded. What attributes
stand after the image, as `{ explorable=NAME }`, the figure has as well. A script is a plain
matplotlib program that ends in `plt.show()`.
"""

import os
import re
import runpy
import traceback
from collections.abc import Mapping
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

from mkdocs.exceptions import PluginError
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import PythonLexer

from lecturekit import cache, located

STYLE = Path(__file__).parent / "matplotlibrc"
# Ink of the matplotlib style -> what the page's style sheet defines for each theme.
COLOURS = {
    "#010203": "currentColor",
    "#2563eb": "var(--figure-blue)",
    "#d97706": "var(--figure-orange)",
    "#0f766e": "var(--figure-teal)",
    "#be123c": "var(--figure-rose)",
    "#7c3aed": "var(--figure-violet)",
    "#6b7280": "var(--figure-grey)",
}
ACCENTS = {"\u0302": "\u02c6", "\u0303": "\u02dc", "\u0304": "\u02c9"}  # hat, tilde, bar
SUMMARY = {"zh": "画出此图的程序", "en": "The program that draws this figure"}
_IMAGE = re.compile(
    r'<p><img alt="([^"]*)" ((?:[\w-]+="[^"]*" )*?)src="[^"]*assets/figures/([\w-]+)\.svg" */?>'
    r"\s*(.*?)</p>",
    re.S,
)
_PROGRAM = HtmlFormatter(cssclass="language-python highlight", wrapcode=True)


def drawn(folder: Path, package: Path) -> dict[str, Path]:
    """Return name -> SVG of each script in a folder, after drawing those that are not in the cache.

    Args:
        folder: Where the scripts are.
        package: What they import; a change of what it does draws all of them anew.

    Raises:
        PluginError: If a script fails: file, line and its error.
    """
    surroundings = cache.package_behaviour(package), STYLE.read_text("utf-8")
    svgs = {}
    for script in sorted(folder.glob("*.py")):
        with located(script):
            behaviour = cache.behaviour(script.read_text("utf-8"))
        svgs[script] = cache.path_for(f"{script.stem}.svg", behaviour, *surroundings)
    stale = [script for script, svg in svgs.items() if not svg.is_file()]
    with ProcessPoolExecutor(os.cpu_count(), get_context("spawn")) as pool:
        list(pool.map(draw, stale, [svgs[script] for script in stale]))
    return {script.stem: svg for script, svg in svgs.items()}


def draw(script: Path, output: Path) -> None:
    """Run a script with matplotlib as it comes but for our style, and save its figure."""
    import matplotlib

    matplotlib.use("svg")
    import matplotlib.pyplot as plt

    plt.close("all")
    matplotlib.rc_file(STYLE)
    plt.show = lambda: None
    new = output.with_suffix(f".{os.getpid()}")
    try:
        runpy.run_path(str(script), run_name="__main__")
        plt.savefig(new, format="svg", metadata={"Date": None, "Creator": None})
    except (Exception, SystemExit) as error:  # for an exit the pool would wait for ever
        frames = traceback.extract_tb(error.__traceback__)
        lines = [frame.lineno for frame in frames if frame.filename == str(script)]
        line = lines[-1] if lines else 1  # a formula that is wrong shows only when it is saved
        why = " ".join(str(error).split())
        raise PluginError(f"{script}:{line}: {type(error).__name__}: {why}") from None
    new.replace(output)


def inlined(page: str, svgs: Mapping[str, str], folder: Path, language: str) -> str:
    """Return a page's HTML with its figures: drawing, caption, folded script.

    Args:
        page: HTML, in which a figure is an image.
        svgs: Name -> drawing, as matplotlib wrote it.
        folder: Where the scripts are. A plot of a lab has none: its code stands above it.
        language: "zh" or "en", of what stands on the fold of a script.
    """

    def figure(match: re.Match) -> str:
        alt, attributes, name, caption = match.groups()
        if name not in svgs:  # of which mkdocs has warned
            return match[0]
        svg = themed(svgs[name], name)
        svg = svg.replace("<svg ", f'<svg role="img" aria-label="{alt}" ', 1)
        parts = [f"<figure-drawing>{svg}</figure-drawing>"]
        if caption:
            parts.append(f"<figcaption>{caption}</figcaption>")
        script = folder / f"{name}.py"
        if script.is_file():
            program = highlight(script.read_text("utf-8"), PythonLexer(), _PROGRAM)
            parts.append(
                f'<details class="figure-program"><summary>{SUMMARY[language]}</summary>'
                f"{program}</details>"
            )
        attributes = f" {attributes}".rstrip()
        return f'<figure class="figure"{attributes}>{"".join(parts)}</figure>'

    return _IMAGE.sub(figure, page)


def themed(svg: str, name: str) -> str:
    """Return matplotlib's SVG fit to stand inside a page.

    No prolog, a size at which its text is as large as the page's, colours and fonts from the page,
    and ids, of which only those that are referred to stay, led by the figure's name.
    """
    svg = re.sub(
        r"<\?xml.*?\?>|<!DOCTYPE.*?>|<metadata>.*?</metadata>|<!--.*?-->", "", svg, flags=re.S
    )
    size = re.compile(r' width="([\d.]+)pt" height="[\d.]+pt"')
    svg = size.sub(lambda m: f' width="{float(m[1]) * 1.1:.0f}"', svg, count=1)
    svg = re.sub(r"font:([^;\"]*?)(\d[\d.]*px) [^;\"]*", r"font-size:\2;font-style:\1", svg)
    svg = re.sub(r"font-family:[^;\"]*;?|<style.*?</style>", "", svg, flags=re.S)
    # The letters of formulas get KaTeX's fonts, which are smaller than those that matplotlib knows.
    svg = re.sub(
        r"(<tspan[^>]*font-size:) ?([\d.]+)px", lambda m: f"{m[1]}{float(m[2]) * 1.2:.1f}px", svg
    )
    # KaTeX's fonts lack the combining accents that matplotlib sets. An accent that stands alone takes
    # the place of each, aligned by its right end.
    for combining, accent in ACCENTS.items():
        found = rf'(style=")([^"]*">){combining}</tspan>\s*'  # a space would stand before the end
        svg = re.sub(found, rf"\1text-anchor: end; \2{accent}</tspan>", svg)
    used = set(re.findall(r"(?:url\(#|href=\"#)([^)\"]+)", svg))
    svg = re.sub(r' id="([^"]*)"', lambda m: m[0] if m[1] in used else "", svg)
    svg = re.sub(r'( id="|url\(#|href="#)', rf"\g<1>{name}-", svg)
    for ink, value in COLOURS.items():
        svg = svg.replace(ink, value)
    # Tenths of a point will do for a line; hundredths for all else, as for markers, which have an id.
    svg = re.sub(r'<path d="[^"]*', lambda m: re.sub(r"(\.\d)\d+", r"\1", m[0]), svg)
    svg = re.sub(r"<(?![^>]*scale\()[^>]*>", lambda m: re.sub(r"(\.\d\d)\d+", r"\1", m[0]), svg)
    return re.sub(r"\s*\n\s*", " ", svg).strip()
