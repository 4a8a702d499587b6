r"""Calculations in formulas: `322.4 / 85.06 = 3.79` must hold, and so must `0.3 < 2 / 5`.

Sides with letters say nothing here; they are the business of the checks of equations.
"""

import math
import re
from collections.abc import Iterator

from lecturekit import inline
from lecturekit.pages import Page
from lecturekit.site import Problem, Site

_PARTS = re.compile(r"\\\\|\\q?quad|(?<![\\{]),(?!\d)|;")
_SIGNS = re.compile(r"(=|<|>|\\(?:approx|leq?|geq?)(?![A-Za-z]))")
_TO_PYTHON = [
    (r"(?<=\d)(?:\\,|\{,\}|,)(?=\d{3}(?!\d))", ""),  # thousands
    (r"\\(?:left|right|[bB]igg?[lr]?)(?![A-Za-z])|\\[,;! ]", ""),
    (r"\\[td]?frac\{([^{}]*)\}\{([^{}]*)\}", r"((\1)/(\2))"),
    (r"\\sqrt\{([^{}]*)\}", r"((\1)**0.5)"),
    (r"\\log\s*\(", "log("),
    (r"\\log\s*(\d+(?:\.\d+)?)(?!\s*\^|[.\d])", r"log(\1)"),  # log 2^3 is the log of 8, and left
    (r"\be(?=\^)", "E"),
    (r"\^\{([^{}]*)\}", r"**(\1)"),
    (r"\^(\d)", r"**\1"),
    (r"\\(?:cdot|times)(?![A-Za-z])", "*"),
    (r"(?<=[\d)])\s*(?=\(|log)", "*"),
]
_CALCULATION = re.compile(r"(?:[-+*/(). \d]|log|E)*\d(?:[-+*/(). \d]|log|E)*")
_NAMES = {"__builtins__": {}, "log": math.log, "E": math.e}


def arithmetic(site: Site, page: Page) -> Iterator[Problem]:
    """Yield calculations of a page that do not hold to the digits that they show."""
    formulas = [(n, tex) for n, _, text in page.prose for tex in inline.parse(text).formulas]
    formulas += [(equation.line, inline.normal_tex(equation.tex)) for equation in page.equations]
    for line, tex in formulas:
        for claim in false_claims(tex):
            yield Problem(page.path, line, f"the calculation {claim} does not hold")


def false_claims(tex: str) -> list[str]:
    r"""Return what a formula claims of numbers and is not so.

    Examples:
        >>> false_claims("w = 322.4 / 85.06 = 3.79, 2 + 3 = 6 < 7")
        ['2 + 3 = 6']
    """
    found = []
    for part in _PARTS.split(tex.replace("&", "")):
        sides = _SIGNS.split(part)
        for left, sign, right in zip(sides[::2], sides[1::2], sides[2::2], strict=False):
            if not _holds(left, sign, right):
                found.append(f"{left.strip()} {sign} {right.strip()}")
    return found


def _holds(left: str, sign: str, right: str) -> bool:
    a, b = _value(left), _value(right)
    if a is None or b is None:
        return True
    slack = max(_slack(side, a, rounded=sign == r"\approx") for side in (left, right))
    if sign in ("<", ">"):
        return a < b if sign == "<" else a > b
    if sign.startswith((r"\le", r"\ge")):
        return (a - b if sign.startswith(r"\le") else b - a) <= slack
    return abs(a - b) <= slack


def _value(tex: str) -> float | None:
    """Return the value of a side, or None where it has letters."""
    for pattern, new in _TO_PYTHON:
        tex = re.sub(pattern, new, tex)
    tex = tex.strip(" .")
    if not _CALCULATION.fullmatch(tex):
        return None
    try:
        return float(eval(tex, _NAMES))
    except (SyntaxError, TypeError, ValueError, ArithmeticError):  # such as log 0
        return None


def _slack(side: str, value: float, *, rounded: bool) -> float:
    """Return half the last digit of a decimal, and of an integer that is said to be rounded."""
    shown = re.fullmatch(r"-?\d+(?:\.(\d+))?", side.strip(" ."))
    if shown and (shown[1] or rounded):
        return 0.5001 * 10 ** -len(shown[1] or "")
    return 1e-9 * abs(value)
