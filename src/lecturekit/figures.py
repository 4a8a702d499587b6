"""Figures: a Python-Markdown extension that draws them from their scripts when the page is built.

    ![alt text](../assets/figures/NAME.svg)
    The caption, on the next line of the same paragraph.

becomes a <figure> with the SVG that `NAME.py` draws, inline and in the page's colours, the caption,
and the script, folded. Drawn figures are cached by the content of their script and of what they
depend on. A script that fails stops the build with its traceback.

Options:
    folder: The folder of the scripts.
    depends: Folders whose Python files a figure depends on beside its script.
    cache: The folder of the drawn figures.
    summary: The label of the folded script, in the page's language.
    page, source: As for lecturekit.math.
"""

import re
import tempfile
from pathlib import Path
from xml.etree import ElementTree as etree

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor
from mkdocs.plugins import get_plugin_logger
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import PythonLexer

from lecturekit import accents, kept, source
from lecturekit.draw import RC, draw_all
from lecturekit.errors import PageError

_log = get_plugin_logger("lecturekit")
SOURCE = re.compile(r"(?:.*/)?assets/figures/([\w-]+)\.svg")
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


def themed(svg: str, name: str) -> str:
    """Return matplotlib's SVG fit to stand inside a page.

    No prolog and no size of its own, colours from the theme, fonts from the page, and ids that
    cannot clash with those of another figure: only ids that are referred to stay, led by name.
    """
    svg = re.sub(
        r"<\?xml.*?\?>|<!DOCTYPE.*?>|<metadata>.*?</metadata>|<!--.*?-->", "", svg, flags=re.S
    )
    svg = re.sub(r'(<svg[^>]*?) width="[^"]*"| height="[^"]*pt"', r"\1", svg)
    svg = re.sub(r"font:([^;\"]*?)(\d[\d.]*px) [^;\"]*", r"font-size:\2;font-style:\1", svg)
    svg = re.sub(r"font-family:[^;\"]*;?|<style.*?</style>", "", svg, flags=re.S)
    # The letters of formulas get KaTeX's fonts, which are smaller than those that matplotlib knows.
    svg = re.sub(
        r"(<tspan[^>]*font-size:) ?([\d.]+)px", lambda m: f"{m[1]}{float(m[2]) * 1.2:.1f}px", svg
    )
    svg = accents.placed(svg)
    used = set(re.findall(r"(?:url\(#|href=\"#)([^)\"]+)", svg))
    svg = re.sub(r' id="([^"]*)"', lambda m: m[0] if m[1] in used else "", svg)
    svg = re.sub(r'( id="|url\(#|href="#)', rf"\g<1>{name}-", svg)
    for ink, value in COLOURS.items():
        svg = svg.replace(ink, value)
    svg = re.sub(r"<[^>]*>", lambda tag: _rounded(tag[0]), svg)
    return re.sub(r"\s*\n\s*", " ", svg).strip()


def _rounded(tag: str) -> str:
    """Cut a tag's coordinates to hundredths of a point: a third of a figure's weight is digits."""
    return tag if "scale(" in tag else re.sub(r"(\.\d\d)\d+", r"\1", tag)


def drawing(svg: str, alt: str) -> str:
    """Return a themed SVG with its alt text, in a tag of our own."""
    label = alt.replace("&", "&amp;").replace('"', "&quot;")
    svg = svg.replace("<svg ", f'<svg role="img" aria-label="{label}" ', 1)
    return f"<figure-drawing>{svg}</figure-drawing>"


class Gallery:
    """The figures of a folder, drawn when they are needed and kept."""

    def __init__(self, folder: Path, cache: Path, depends: list[Path]) -> None:
        self.folder, self.cache, self.depends = Path(folder), Path(cache), depends

    def svg(self, name: str) -> str:
        """Return the SVG of a figure as matplotlib wrote it, after drawing all that are stale.

        Raises:
            FileNotFoundError: If there is no script of that name.
            RuntimeError: If its script fails; the text is the traceback.
        """
        script = self.folder / f"{name}.py"
        if not script.is_file():
            raise FileNotFoundError(f"expected the script of the figure, but there is no {script}")
        drawn = self._path(script)
        if not drawn.is_file():
            # All stale ones at once: starting the process takes longer than drawing.
            paths = {each: self._path(each) for each in sorted(self.folder.glob("*.py"))}
            stale = {each: path for each, path in paths.items() if not path.is_file()}
            _log.info("Drawing %d figures", len(stale))
            trouble = self._draw(stale)
            if not drawn.is_file():
                raise RuntimeError(f"the figure could not be drawn:\n{trouble}")
        return drawn.read_text("utf-8")

    def _path(self, script: Path) -> Path:
        inputs = [script, RC, Path(__file__).with_name("draw.py")]
        inputs += [module for folder in self.depends for module in source.modules(Path(folder))]
        return self.cache / f"{script.stem}-{kept.digest(kept.environment(), *inputs)}.svg"

    def _draw(self, paths: dict[Path, Path]) -> str:
        """Draw figures from scripts to paths; return what went wrong."""
        with tempfile.TemporaryDirectory() as tmp:
            trouble = draw_all(list(paths), Path(tmp))
            for script, path in paths.items():
                new = Path(tmp) / f"{script.stem}.svg"
                if new.is_file():
                    kept.keep(path, new.read_bytes())
        return trouble


class FiguresExtension(Extension):
    def __init__(self, **kwargs) -> None:
        self.config = {
            "folder": ["docs/assets/figures", "folder of the scripts"],
            "depends": [[], "folders whose Python files the figures depend on"],
            "cache": [".cache/figures", "folder of the drawn figures"],
            "summary": ["The program that draws this figure", "label of the folded script"],
            "page": ["", "source path of the page"],
            "source": ["", "text of the page's file, to find lines in"],
        }
        super().__init__(**kwargs)

    def extendMarkdown(self, md: Markdown) -> None:
        md.treeprocessors.register(_Figures(md, self.getConfigs()), "lecturekit-figures", 14)


class _Figures(Treeprocessor):
    def __init__(self, md: Markdown, config: dict) -> None:
        super().__init__(md)
        self.config = config
        self.gallery = Gallery(config["folder"], config["cache"], config["depends"])

    def run(self, root: etree.Element) -> None:
        for paragraph in list(root.iter("p")):
            image = paragraph.find("img")
            if image is not None and (match := SOURCE.fullmatch(image.get("src", ""))):
                self._figure(paragraph, image, match[1])

    def _figure(self, figure: etree.Element, image: etree.Element, name: str) -> None:
        caption = etree.Element("figcaption")
        caption.text = (image.tail or "").lstrip()
        caption.extend(child for child in list(figure) if child is not image)
        for child in list(figure):
            figure.remove(child)
        alt = image.get("alt", "")
        figure.tag, figure.text = "figure", self.md.htmlStash.store(self._drawing(name, alt))
        figure.set("class", "figure")
        figure.append(caption)
        figure.append(self._program(name))

    def _drawing(self, name: str, alt: str) -> str:
        try:
            svg = themed(self.gallery.svg(name), name)
        except (FileNotFoundError, RuntimeError) as error:
            at = max(self.config["source"].find(f"figures/{name}.svg"), 0)
            line = self.config["source"].count("\n", 0, at) + 1
            raise PageError(self.config["page"], line, str(error)) from None
        return drawing(svg, alt)

    def _program(self, name: str) -> etree.Element:
        code = (Path(self.config["folder"]) / f"{name}.py").read_text("utf-8")
        fold = etree.Element("details", {"class": "figure-program"})
        etree.SubElement(fold, "summary").text = self.config["summary"]
        formatter = HtmlFormatter(cssclass="language-python highlight", wrapcode=True)
        program = etree.SubElement(fold, "div")
        program.text = self.md.htmlStash.store(highlight(code, PythonLexer(), formatter))
        return fold


def makeExtension(**kwargs) -> FiguresExtension:
    return FiguresExtension(**kwargs)
