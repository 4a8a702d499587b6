"""Exercises with blanks: a reader's function is run on random data, and a known slip is named.

    >>> from linearnets.exercises import check
    >>> check("half-squared-error", lambda y_hat, y: (y_hat - y).square().sum() / 2)
    'not yet: the mean is missing: divide by the number of examples'

Each exercise has a right function whose keywords make the slips that readers make, one at a time.
A wrong answer that agrees with one of them on every case has made that slip.
"""

from collections.abc import Callable
from typing import Any

import torch
from torch import Generator, Tensor

from linearnets._checks import fail
from linearnets.exercises import labs, linear_regression, softmax_regression
from linearnets.exercises.form import Exercise, Text

EXERCISES = linear_regression.EXERCISES | softmax_regression.EXERCISES | labs.EXERCISES
CASES = 20  # random inputs of one check
LANGUAGES = ("en", "zh")

RIGHT = Text("right", "对")
NOT_YET = Text("not yet: ", "还不对：")
BLANK = Text("a blank is left: replace each ... by code", "还有空没填：把每处 ... 换成代码")
POWER = Text("a power is written **, not ^", "乘方写作 **，不是 ^")
CLASS_COUNT = Text(
    "there may be more classes than that: take their number from a shape, such as W.shape[1]",
    "类别可能不止这么多：个数要从形状得到，例如 W.shape[1]",
)
NOTHING = Text("it returns nothing: is the return missing?", "没有返回值：漏了 return？")
CHANGED = Text(
    "it changes its arguments in place: make new tensors, w = w - …, not w -= …",
    "参数被就地改动了：应当生成新的张量，写 w = w - …，不写 w -= …",
)
RAISES = Text("it raises {}: {}", "运行出错，{}：{}")
KIND = Text("it returns {}, not a tensor", "返回的是 {}，不是张量")
PART = Text("it returns {} as {}, not a tensor", "返回的 {} 是 {}，不是张量")
SHAPE = Text("it returns the shape {}, expected is {}", "返回值的形状是 {}，应当是 {}")
HALF = Text("{} is right, look at {}", "{} 对了，再看 {}")


def check(name: str, answer: Callable, *, language: str = "en") -> str:
    """Return `right` (对), or in one sentence what is wrong with a reader's function.

    Args:
        name: The exercise, as its lesson writes it, such as `half-squared-error`; any other name
            is refused with the list of all.
        answer: The reader's function, which is called with random arguments.
        language: `en` or `zh`, the language of the sentence.

    Raises:
        ValueError: If there is no such exercise or language.
        TypeError: If `answer` is what the function returns, or anything else that cannot be called.

    Examples:
        >>> check("predict", lambda X, w, b: X @ w, language="zh")
        '还不对：预测里漏了偏置 b'
        >>> check("predict", lambda X, w, b: X @ w + ...)
        'not yet: a blank is left: replace each ... by code'
    """
    if language not in LANGUAGES:
        fail("en or zh", "language", f"value {language!r}")
    if name not in EXERCISES:
        fail(f"one of {', '.join(EXERCISES)}", "name", f"value {name!r}")
    if not callable(answer) and answer is not ...:
        fail("a function", "answer", f"type {type(answer).__name__}", TypeError)
    wrong = _wrong(EXERCISES[name], answer, language)
    return _said(NOT_YET, language) + wrong if wrong else _said(RIGHT, language)


def _said(text: Text, language: str) -> str:
    return getattr(text, language)


def _wrong(exercise: Exercise, answer: Callable, language: str) -> str:
    """Return what is wrong with an answer, or nothing."""
    cases = _cases(exercise)
    inputs = _cases(exercise)
    try:
        ours = [answer(*case) for case in inputs]
    except Exception as error:  # whatever a reader's code may raise
        if "ellipsis" in str(error).lower() and "einsum" not in str(error):
            return _said(BLANK, language)
        if "bitwise_xor" in str(error) or "for ^" in str(error):
            return _said(POWER, language)
        if "expected classes from" in str(error) or "smaller than num_classes" in str(error):
            return _said(CLASS_COUNT, language)
        first = (str(error).splitlines() or [""])[0]
        return _said(RAISES, language).format(type(error).__name__, first)
    theirs = [exercise.right(*case) for case in cases]
    for each, right in zip(ours, theirs):
        if text := _misshapen(each, right, exercise.parts, language):
            return text
    if not _agree(inputs, cases):
        return _said(CHANGED, language)
    if _agree(ours, theirs):
        return ""
    for text, slip in exercise.slips:
        if _agree(ours, [slip(*case) for case in cases]):
            return _said(text, language)
    return _half(exercise.parts, ours, theirs, language) or _said(exercise.ask, language)


def _cases(exercise: Exercise) -> list[tuple]:
    generator = Generator().manual_seed(0)
    return [exercise.draw(generator) for _ in range(CASES)]


def _misshapen(ours: Any, theirs: Any, parts: tuple[str, ...], language: str) -> str:
    """Return what is wrong with the kind or the shape of what was returned, or nothing."""
    if ours is None:
        return _said(NOTHING, language)
    if isinstance(ours, tuple | list) and not isinstance(theirs, tuple):
        return _said(KIND, language).format("tuple" if isinstance(ours, tuple) else "list")
    values = _values(ours)
    if any(value is ... for value in values):
        return _said(BLANK, language)
    for k, value in enumerate(values):
        if not isinstance(value, Tensor | int | float):
            kind = type(value).__name__
            if len(values) == len(parts):
                return _said(PART, language).format(parts[k], kind)
            return _said(KIND, language).format(kind)
    if (got := _shapes(ours)) != (wanted := _shapes(theirs)):
        if len(values) != len(parts) > 0:
            wanted += f" = {', '.join(parts)}"
        return _said(SHAPE, language).format(got, wanted)
    return ""


def _half(parts: tuple[str, ...], ours: list, theirs: list, language: str) -> str:
    """Return which part is right, if one of them is."""
    good = [
        part
        for k, part in enumerate(parts)
        if _agree([value[k] for value in ours], [value[k] for value in theirs])
    ]
    rest = [part for part in parts if part not in good]
    return _said(HALF, language).format(good[0], rest[0]) if good else ""


def _values(result: Any) -> tuple:
    return tuple(result) if isinstance(result, tuple | list) else (result,)


def _shapes(result: Any) -> str:
    return ", ".join(str(tuple(torch.as_tensor(value).shape)) for value in _values(result))


def _agree(ours: list, theirs: list) -> bool:
    """Whether all results are the same, also where they are infinite or no numbers."""
    pairs = [pair for a, b in zip(ours, theirs) for pair in zip(_values(a), _values(b))]
    return all(_same(torch.as_tensor(a), torch.as_tensor(b)) for a, b in pairs)


def _same(a: Tensor, b: Tensor) -> bool:
    if a.shape != b.shape or a.is_complex():
        return False
    return torch.allclose(a.double(), b.double(), rtol=1e-4, atol=1e-5, equal_nan=True)
