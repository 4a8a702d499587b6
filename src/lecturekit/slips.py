"""Prove that the checks of equations can fail: `python -m lecturekit.slips [PAGE...]`, in minutes.

In the snippet below each `<!-- check: eq:a -->` one slip at a time is made, of the kind that
textbooks have: a sign turned, a product for a quotient, a transpose too many or too few, a factor
doubled, an exponent off by one, a sum for a mean, a minimum for a maximum. A slip that neither
raises nor changes what is printed is reported. Left alone is what is not the equation: data (drawn,
or read from no value computed before), shapes, subscripts, constants below 1e-4, the `max` of
`(a - b).abs().max()`, and assignments to names that the mark lists behind `given:`.
"""

import ast
import contextlib
import io
import re
import signal
import sys
from collections.abc import Callable, Collection, Iterator
from pathlib import Path

from lecturekit.outputs import MARK

_CHECK = re.compile(
    r"^( *)<!-- check:[^>]*?(?:given:((?: \w+)+))? -->\n\1```python\n(.*?)^\1```$"
    rf"(?:\n\n\1{MARK}\n\1```text\n(.*?)^\1```$)?",
    re.M | re.S,
)
_FLIPS = {ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult}
_PAIRS = (("mean", "sum"), ("max", "min"), ("amax", "amin"), ("argmax", "argmin"))
_SWAPS = {a: b for pair in _PAIRS for a, b in (pair, pair[::-1])}
_TRANSPOSES = ("T", "mT")
_SHAPES = {
    *("zeros", "ones", "full", "empty", "eye", "arange", "linspace", "logspace", "range"),
    *("reshape", "view", "expand", "squeeze", "unsqueeze", "manual_seed"),
}
_DRAWS = {
    *("rand", "randn", "randint", "randperm", "rand_like", "randn_like", "normal", "normal_"),
    *("uniform_", "bernoulli", "multinomial", "poisson"),
}
SMALLEST = 1e-4  # constants below it are tolerances and steps
SECONDS = 10  # a slip that loops for ever is stopped; the first run also imports torch

Slip = tuple[ast.AST, ast.AST]  # a part of a program, and what stands there by mistake


class _Equation:
    """Which parts of a snippet may be the equation."""

    def __init__(self, tree: ast.AST, given: Collection[str]) -> None:
        self.given = set(given)
        self.values = _assigned(tree)

    def parts(self, node: ast.AST) -> Iterator[ast.AST]:
        """Return the children of a node in which a slip would be one of the equation."""
        match node:
            case ast.Assign() | ast.AnnAssign() | ast.AugAssign() if self._is_data(node):
                return iter(())
            case ast.For() if _assigned(node.target) & self.given:
                return iter([*node.body, *node.orelse])
            case ast.Call() if _name(node.func) in _SHAPES:
                return iter([node.func])
            case ast.Subscript() | ast.FormattedValue():
                return iter([node.value])
        return ast.iter_child_nodes(node)

    def _is_data(self, node: ast.Assign | ast.AnnAssign | ast.AugAssign) -> bool:
        targets = node.targets if isinstance(node, ast.Assign) else [node.target]
        if set().union(*map(_assigned, targets)) & self.given:
            return True
        if isinstance(node, ast.AugAssign) or node.value is None:
            return False
        called = {_name(part.func) for part in ast.walk(node.value) if isinstance(part, ast.Call)}
        return bool(called & _DRAWS) or not self._reads(node.value)

    def _reads(self, value: ast.expr) -> set[str]:
        """Return the values that an expression reads, except in shapes and its own loops."""
        parts = [value]
        for part in parts:
            parts += self.parts(part)
        names = {part.id for part in parts if isinstance(part, ast.Name)}
        return (names & self.values) - _assigned(value)


def _assigned(node: ast.AST) -> set[str]:
    """Return the names that a piece of code gives a value to, functions and arguments included."""
    found = set()
    for part in ast.walk(node):
        match part:
            case (
                ast.Name(id=name, ctx=ast.Store()) | ast.arg(arg=name) | ast.FunctionDef(name=name)
            ):
                found.add(name)
            case ast.Subscript(value=ast.Name(id=name), ctx=ast.Store()):
                found.add(name)
    return found


def _name(node: ast.expr) -> str:
    return getattr(node, "attr", getattr(node, "id", ""))


def slips(node: ast.AST, equation: _Equation) -> Iterator[Slip]:
    """Yield the slips of a program, or of a part of it."""
    match node:
        case ast.BinOp() if not _is_text(node):
            yield from _of_operation(node)
        case ast.AugAssign() if type(node.op) in _FLIPS and any(equation.parts(node)):
            yield node, ast.AugAssign(node.target, _FLIPS[type(node.op)](), node.value)
        case ast.UnaryOp(op=ast.USub()) if not isinstance(node.operand, ast.Constant):
            yield node, node.operand
        case ast.Attribute() if node.attr in _TRANSPOSES:
            yield node, node.value
        case ast.Call(func=ast.Attribute(attr=name)) if name in _SWAPS and not _is_distance(node):
            yield node.func, ast.Attribute(node.func.value, _SWAPS[name], ast.Load())
        case ast.Call(func=ast.Name(id="max" | "min" as name)):
            yield node.func, ast.Name(_SWAPS[name], ast.Load())
    for part in equation.parts(node):
        yield from slips(part, equation)


def _of_operation(node: ast.BinOp) -> Iterator[Slip]:
    if type(node.op) in _FLIPS and _name(getattr(node.right, "func", node)) not in (
        "ones",
        "ones_like",
    ):
        yield node, ast.BinOp(node.left, _FLIPS[type(node.op)](), node.right)
    for side in (node.left, node.right):
        match node.op:
            case ast.MatMult() if _name(side) not in _TRANSPOSES:
                yield side, ast.Call(ast.Name("transposed", ast.Load()), [side], [])
            case ast.Pow() if side is node.right:
                yield from _of_factor(side, lambda exponent: exponent + 1)
            case ast.Mult() | ast.Div() | ast.Pow():
                yield from _of_factor(side, lambda factor: 2 * factor)


def _of_factor(side: ast.expr, change: Callable[[float], float]) -> Iterator[Slip]:
    match side:
        case ast.Constant(value=int() | float() as value) if abs(value) >= SMALLEST:
            yield side, ast.Constant(change(value))
        case ast.UnaryOp(op=ast.USub(), operand=ast.Constant()):
            yield side, side.operand


def _is_text(node: ast.BinOp) -> bool:
    return any(
        isinstance(side, ast.List | ast.JoinedStr)
        or (isinstance(side, ast.Constant) and isinstance(side.value, str))
        for side in (node.left, node.right)
    )


def _is_distance(node: ast.Call) -> bool:
    """Whether a call is the `max` of `(a - b).abs()` or `abs(a - b)`."""
    inner = node.func.value
    if node.func.attr != "max" or not isinstance(inner, ast.Call) or _name(inner.func) != "abs":
        return False
    of = inner.args[0] if inner.args else getattr(inner.func, "value", None)
    return isinstance(of, ast.BinOp) and isinstance(of.op, ast.Sub)


def transposed(matrix):
    """Return a transpose that differs; what has none, such as a Hessian, raises."""
    other = matrix.mT
    if other.shape == matrix.shape and abs(matrix - other).max() <= 1e-9 * abs(matrix).max():
        raise ValueError("expected a matrix that is not symmetric")
    return other


def unnoticed(
    code: str, expected: str, given: Collection[str] = ()
) -> Iterator[tuple[int, str, bool]]:
    """Make each slip in a snippet; yield its line, the change, and whether nothing notices it.

    Examples:
        >>> list(unnoticed("x = abs(3)\\ny = x - 1\\nprint(y > 0)", "True\\n"))
        [(2, 'x - 1 -> x + 1', True)]

    Raises:
        ValueError: If the snippet itself does not print what is expected.
    """
    if _printed(code) != expected:
        raise ValueError(f"expected code that prints {expected!r}, but it does not:\n{code}")
    for line, change, program in slipped(code, given):
        yield line, change, _printed(program) == expected


def slipped(code: str, given: Collection[str] = ()) -> Iterator[tuple[int, str, str]]:
    """Yield line, change and program of each slip; a program may call `transposed`."""
    tree = ast.parse(code)
    for old, new in list(slips(tree, _Equation(tree, given))):
        change = f"{ast.unparse(old)} -> {ast.unparse(new)}"
        _replace(tree, old, new)
        program = ast.unparse(tree)
        _replace(tree, new, old)
        yield old.lineno, change, program


def _replace(tree: ast.AST, old: ast.AST, new: ast.AST) -> None:
    for parent in ast.walk(tree):
        for field, value in ast.iter_fields(parent):
            if value is old:
                setattr(parent, field, new)
            elif isinstance(value, list):
                value[:] = [new if item is old else item for item in value]


def _late(*_) -> None:
    raise TimeoutError


def _printed(code: str) -> str | None:
    """Return what a program prints, or None if it fails or is late."""
    printed = io.StringIO()
    signal.signal(signal.SIGALRM, _late)
    signal.alarm(SECONDS)
    try:
        with contextlib.redirect_stdout(printed):
            exec(code, {"__name__": "__main__", "transposed": transposed})
    except (Exception, SystemExit):
        return None
    finally:
        signal.alarm(0)
    return printed.getvalue()


def main(names: list[str]) -> int:
    """Report every slip that nothing notices; return how many there are."""
    checks = made = missed = 0
    for path in map(Path, names or sorted(map(str, Path("docs/zh").rglob("*.md")))):
        text = path.read_text("utf-8")
        for match in _CHECK.finditer(text):
            indent, given, *snippet = match.groups("")
            # Not textwrap.dedent: a column of numbers may begin with spaces in every line.
            code, output = (re.sub(f"^{indent}", "", part, flags=re.M) for part in snippet)
            above = text.count("\n", 0, match.start(3))
            checks += 1
            for line, change, is_missed in unnoticed(code, output, given.split()):
                made += 1
                missed += is_missed
                if is_missed:
                    print(f"{path}:{above + line}: nothing notices {change}", flush=True)
    print(f"{checks} checks, {made} slips, {missed} unnoticed")
    return missed


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]) > 0)
