"""Prove that a check can fail: slip an error into its code and see that somebody notices.

A mutant is the code of a snippet with one slip (see lecturekit.slips). A mutant that neither raises
nor prints anything else survives: the snippet does not check what it seems to check.
"""

import ast
import contextlib
import io
import sys
import time
from collections.abc import Collection, Iterator
from typing import NamedTuple

from lecturekit.slips import slips
from lecturekit.state import clean_state, run_as_main

# A mutant that loops for ever is stopped after a few times its original's time, or after 2 s.
_SLACK, _TIMES, _MOST = 0.5, 3, 2.0
_FILE = "<mutant>"
_IMPORT = "from lecturekit.mutants import transposed\n"


class Mutant(NamedTuple):
    """Changed code: the line of the change in the original, what was changed, the whole code."""

    line: int
    change: str
    code: str


def mutants(code: str, given: Collection[str] = ()) -> list[Mutant]:
    """Return the mutants of a snippet, in the order of its lines.

    Examples:
        >>> [mutant.change for mutant in mutants("b = f()\\nprint(0.5 * b)")]
        ['0.5 * b -> 0.5 / b', '0.5 -> 1.0']
    """
    tree = ast.parse(code)
    found = []
    for old, new in slips(tree, given):
        change = f"{ast.unparse(old)} -> {ast.unparse(new)}"
        lead = _IMPORT if "transposed(" in change else ""
        _replace(tree, old, new)
        found.append(Mutant(old.lineno, change, lead + ast.unparse(tree)))
        _replace(tree, new, old)
    return sorted(found, key=lambda mutant: mutant.line)


def _replace(tree: ast.AST, old: ast.AST, new: ast.AST) -> None:
    for parent in ast.walk(tree):
        for field, value in ast.iter_fields(parent):
            if value is old:
                setattr(parent, field, new)
                return
            if isinstance(value, list) and any(item is old for item in value):
                value[:] = [new if item is old else item for item in value]
                return


def transposed(matrix):
    """Return a transpose that differs; what has none, such as a Hessian, raises."""
    other = matrix.mT
    if other.shape == matrix.shape and abs(matrix - other).max() <= 1e-9 * abs(matrix).max():
        raise ValueError("expected a matrix that is not symmetric")
    return other


def survivors(code: str, expected: str, given: Collection[str] = ()) -> list[Mutant]:
    """Return the mutants of a snippet that run and print what is expected of the snippet.

    Each runs from a clean state, and is stopped after 2 s or sooner.

    Raises:
        ValueError: If the snippet itself does not print what is expected.
    """
    start = time.monotonic()
    if not _passes(code, expected, 10 * _MOST):
        raise ValueError(f"expected code that prints {expected!r}, but code does not")
    seconds = min(_SLACK + _TIMES * (time.monotonic() - start), _MOST)
    return [mutant for mutant in mutants(code, given) if _passes(mutant.code, expected, seconds)]


def needless(code: str, expected: str, given: Collection[str]) -> list[str]:
    """Return the givens that need not be named: without them no further mutant survives."""
    kept = set(survivors(code, expected, given))
    return [
        name
        for name in sorted(given)
        if not set(survivors(code, expected, set(given) - {name})) - kept
    ]


def idle(code: str, expected: str) -> bool:
    """Whether a snippet shows nothing: it prints nothing, and none of its asserts can fail.

    A snippet that prints may assert a type or a constant, where there is nothing to slip in.

    Examples:
        >>> idle("x = 1 + 2", ""), idle("x = 1 + 2\\nassert x == x", ""), idle("x = 1", "1")
        (True, True, False)
    """
    if not any(isinstance(node, ast.Assert) for node in ast.walk(ast.parse(code))):
        return not expected
    found = mutants(code)
    return not (expected and len(found) < 5) and not any(_asserts(each.code) for each in found)


def _asserts(code: str) -> bool:
    """Whether an assert of the code fails."""
    try:
        with clean_state(), contextlib.redirect_stdout(io.StringIO()), _deadline(_MOST):
            run_as_main(code, _FILE)
    except AssertionError:
        return True
    except (Exception, SystemExit):
        pass
    return False


def _passes(code: str, expected: str, seconds: float) -> bool:
    printed = io.StringIO()
    try:
        with clean_state(), contextlib.redirect_stdout(printed), _deadline(seconds):
            run_as_main(code, _FILE)
    except (Exception, SystemExit):
        return False
    return printed.getvalue().removesuffix("\n") == expected.removesuffix("\n")


@contextlib.contextmanager
def _deadline(seconds: float) -> Iterator[None]:
    """Raise TimeoutError in the running program when its time is up, also on Windows."""
    end, before = time.monotonic() + seconds, sys.gettrace()

    def trace(frame, event, arg):
        if time.monotonic() > end:
            raise TimeoutError(f"expected an end within {seconds} s")
        return trace if frame.f_code.co_filename == _FILE else None

    sys.settrace(trace)
    try:
        yield
    finally:
        sys.settrace(before)
