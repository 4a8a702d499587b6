"""What must hold of a page's words: numbers, the spacing of Chinese, the spelling of English."""

import json
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import autocorrect_py

from lecturekit import inline, outline, source
from lecturekit.blocks import output_of
from lecturekit.pages import Page
from lecturekit.site import Problem, Site

# Names that contain a decimal number.
NAMES = ("CC BY-SA 4.0", "CC BY 4.0")
SPELLED = ("docs/en", "docs/assets/figures", "src", "tests", "README.md")
# A number alone is a claim, also between dollars.
_BARE = re.compile(r"\$ *([-+−]?[\d.,]+) *\$")
_MYRIADS = {"万": 1e4, "亿": 1e8}
_HAN = r"[\u4e00-\u9fff]"
_HALF = re.compile(rf"(?<={_HAN}) *[,;!?:\"']|[,;!?:\"'] *(?={_HAN})")
# Brackets around words; (a) and (n, d) are left alone.
_BRACKETS = re.compile(rf"\((?=[^()]*(?:{_HAN}|[A-Za-z]{{2}}))[^(),]*\)")
_DOUBLED = re.compile(r"\b([A-Za-z]{2,}) \1\b|的的|了了|是是|和和", re.I)
_TIGHT = re.compile(rf"{_HAN}[½\u0391-\u03c9]|[½\u0391-\u03c9]{_HAN}")
_EXPECTED = {
    _HALF: "full-width punctuation beside 汉字",
    _BRACKETS: "full-width brackets around words",
    _TIGHT: "a space between 汉字 and a sign",
}


def numbers(site: Site, page: Page) -> Iterator[Problem]:
    """Yield numbers of the prose that no output, formula or code of the page contains.

    A decimal must stand there with the same digits; a whole number from 10 on with the same value,
    and then the program of one of the page's figures will do as well. Exempt are code spans, links,
    versions, and the names in `NAMES`; and labs, which the build looks at when it has their outputs.
    """
    if page.is_lab:
        return
    outputs = [output_of(page, fence) for fence in page.fences]
    for line, message in unborne(
        page, outputs, map(source.uncommented, outline.scripts(site, page))
    ):
        yield Problem(page.path, line, message)


def unborne(
    page: Page, outputs: Iterable[str], programs: Iterable[str]
) -> Iterator[tuple[int, str]]:
    """Yield line and message for each number of the prose that nothing bears out."""
    known = _known(page) | {number for output in outputs for number in inline.numbers(output)}
    drawn = {number for code in programs for number in inline.numbers(code)}
    values = {float(number) for number in known | drawn if number.count(".") < 2}
    for line, _, text in page.prose:
        text = _BARE.sub(r"\1", text)
        for name in NAMES:
            text = text.replace(name, "")
        for number, unit in inline.quantities(inline.parse(text).unlinked):
            if not _is_borne_out(number, unit, known, values):
                yield line, f"{number} stands in no output, formula or code of this page"


def _is_borne_out(number: str, unit: str, known: set[str], values: set[float]) -> bool:
    if number.count(".") > 1:  # a version
        return True
    if "." in number and unit not in _MYRIADS:
        return number in known
    value = float(number) * _MYRIADS.get(unit, 1)
    is_share = unit == "%" and round(value / 100, 9) in values
    return value < 10 or value in values or is_share


def _known(page: Page) -> set[str]:
    texts = [_BARE.sub("", text) for _, _, text in page.prose]
    formulas = [tex for text in texts for tex in inline.parse(text).formulas]
    formulas += [equation.tex for equation in page.equations]
    snippets = [fence for fence in page.fences if fence.info == "python"]
    code = [source.uncommented(fence.code) for fence in snippets]
    return {number for text in (*formulas, *code) for number in inline.numbers(text)}


def spacing(site: Site, page: Page) -> Iterator[Problem]:
    """Yield Chinese with wrong spaces or punctuation; a formula counts as a Latin word."""
    if page.language != "zh":
        return
    texts = list(words(page))
    found = autocorrect_py.lint_for("\n".join(text for _, text in texts), "text").lines
    for result in found:
        line, change = texts[result.line - 1][0], _change(result.old, result.new)
        yield Problem(page.path, line, f"expected {change[1]!r}, but it is {change[0]!r}")
    for line, text in texts:
        for pattern, expected in _EXPECTED.items():
            for match in pattern.finditer(text):
                near = text[max(match.start() - 5, 0) : match.end() + 5]
                yield Problem(page.path, line, f"expected {expected}, but it is {near!r}")


def _change(old: str, new: str) -> tuple[str, str]:
    """Return the part of two texts where they begin to differ."""
    same = next((n for n, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), 0)
    return old[max(same - 5, 0) : same + 5], new[max(same - 5, 0) : same + 5]


def doubled(site: Site, page: Page) -> Iterator[Problem]:
    """Yield words that stand there twice."""
    for line, text in words(page):
        if found := _DOUBLED.search(text):
            yield Problem(page.path, line, f"expected no {found[0]!r}")


def words(page: Page) -> Iterator[tuple[int, str]]:
    """Yield what is read as words, comments of the code included, without formulas and code."""
    for line, _, text in page.prose:
        yield line, inline.parse(text).text.strip()
    for fence in page.fences:
        if fence.info == "python":
            for row, comment in source.comments(fence.code).items():
                yield fence.line + row, comment


def spelling(site: Site) -> Iterator[Problem]:
    """Yield misspelt English, by typos and its settings in pyproject.toml."""
    command = Path(sys.executable).with_name("typos")
    paths = [path for path in SPELLED if (site.root / path).exists()]
    done = subprocess.run(
        [command, "--format", "json", "--sort", *paths],
        cwd=site.root,
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    if done.returncode not in (0, 2):
        raise RuntimeError(f"expected typos to check {paths}, but it failed: {done.stderr}")
    for found in map(json.loads, done.stdout.splitlines()):
        if found["type"] == "typo":
            message = f"write {' or '.join(found['corrections'])}, not {found['typo']}"
            yield Problem(found["path"], found["line_num"], message)
