"""A number in the prose stands in an output, a formula or a snippet of the same page.

A decimal with the same digits, a whole number from 10 on with the same value; then the program of a
figure of the page will do as well. What a formula of numbers comes to is computed. Exempt are
versions, code, the names of licences, the minutes behind the link to a lesson, which `test_form.py`
compares, and the answers of questions, which `test_questions.py` computes.
"""

import math
import re
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from pages import (
    CODE,
    DISPLAY,
    FENCE,
    FIGURE,
    INLINE,
    NUMBER,
    PAGES,
    ROOT,
    Page,
    emptied,
    every_page,
    report,
)

from lecturekit import labs
from lecturekit.questions import SOURCE

_BARE = re.compile(r"\$ *([-+−]?[\d.,]+) *\$")  # a number alone is no formula
_QUANTITY = re.compile(rf"(?<![A-Za-z])({NUMBER.pattern}) ?(%?)")
_ANSWER = re.compile(r"^ {4}- [^:：\n]*(?=: |：)", re.M)
# What TeX writes for numbers -> Python.
_TEX = {
    r"\\cdot": "*",
    r"\\frac\{([^{}]*)\}\{([^{}]*)\}": r"((\1)/(\2))",
    r"\\sqrt\{([^{}]*)\}": r"((\1)**0.5)",
    r"\^\{([^{}]*)\}|\^(\d)": r"**(\1\2)",
    r"\\log ([\d.]+)": r"log(\1)",
}
_NO_CLAIM = re.compile(r"CC BY(?:-SA)? 4\.0|(?<=, )\d+ min|(?<=，)\d+ 分钟|^ *\d+\. ", re.M)


def numbers(page: Page) -> Iterator[str]:
    text = _BARE.sub(r"\1", page.text)
    known = _known(text)
    scripts = [ROOT / f"docs/assets/figures/{name}.py" for _, _, name, _ in FIGURE.findall(text)]
    drawn = {n for path in scripts if path.is_file() for n in _code(path.read_text("utf-8"))}
    values = {float(number) for number in known | drawn if number.count(".") < 2}
    claims = page._replace(text=SOURCE.sub(lambda fold: emptied(fold[0], _ANSWER), text)).words
    for row, line in enumerate(_NO_CLAIM.sub("", claims).split("\n"), 1):
        for quantity in _QUANTITY.finditer(line):
            number = quantity[1].replace(",", "")
            if not _is_borne_out(number, bool(quantity[2]), known, values):
                yield f"{page.line(row)}: {quantity[1]} stands in no output, formula or code"


def arithmetic(page: Page) -> Iterator[str]:
    """Yield formulas that end in a number to which what stands before it does not come.

    What has letters, or a product without a sign, is left to the reader.
    """
    text = emptied(page.text, FENCE, CODE, DISPLAY)
    for formula in INLINE.finditer(text):
        *sides, last = re.split(r"=|\\approx", formula[1])
        number = re.sub(r"\{,\}|\s", "", last).replace("−", "-")
        if re.fullmatch(r"-?\d+(?:\.\d+)?", number):
            for value in map(_value, sides):
                if value is not None and abs(value - float(number)) > 0.51 * 10 ** -len(
                    number.partition(".")[2]
                ):
                    yield f"{page.at(formula.start())}: {formula[1]}: that is {value:.6g}"


def _value(tex: str) -> float | None:
    """Return what a formula of numbers alone comes to."""
    for pattern, code in _TEX.items():
        tex = re.sub(pattern, code, tex)
    if re.fullmatch(r"(?:[\d. +*/()-]|log)+", tex):
        with suppress(Exception):  # a product without a sign is no Python
            return eval(tex.strip(), {"log": math.log})


def _known(text: str) -> set[str]:
    """Return the numbers of code, outputs and formulas."""
    found: set[str] = set()
    for fence in FENCE.finditer(text):
        found |= _numbers(fence[3]) if fence[2] == "text" else _code(fence[3])
    formulas = [*DISPLAY.findall(text), *INLINE.findall(CODE.sub("", emptied(text, FENCE)))]
    return found | _numbers("\n".join(formulas))


def _code(program: str) -> set[str]:
    """Return the numbers of a program without its comments; 3e-4 is 0.0003, too."""
    program = re.sub(r"#.*", "", program)
    powers = re.findall(r"\b\d+(?:\.\d+)?e-\d+", program)
    return _numbers(program) | {f"{float(power):.12f}".rstrip("0") for power in powers}


def _numbers(text: str) -> set[str]:
    text = re.sub(r"(?<=\d)_(?=\d{3})", "", text.replace("{,}", ","))
    found = re.findall(r"(?<![\d.])(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)*", text)
    return {number.replace(",", "") for number in found}


def _is_borne_out(number: str, is_share: bool, known: set[str], values: set[float]) -> bool:
    if number.count(".") > 1:  # a version
        return True
    if "." in number:
        return number in known
    value = float(number)
    return value < 10 or value in values or (is_share and value / 100 in values)


@every_page
def test_arithmetic(page):
    report(arithmetic(page))


@every_page
def test_numbers_are_borne_out(page):
    if page.name.endswith(".md"):
        report(numbers(page))


@pytest.mark.runs_pages
@pytest.mark.parametrize("name", [name for name in PAGES["zh"] if name.endswith(".py")])
def test_numbers_of_a_lab_are_borne_out_by_its_results(name):
    for language in PAGES:
        path = ROOT / "docs" / language / name
        text, _ = labs.markdown(labs.executed(path, ROOT / "src/linearnets"), Path(name).stem)
        report(numbers(Page(language, name, text)))
