"""Prove that the checks of equations can fail: `python -m lecturekit.slips [PAGE...]`, in minutes.

In the snippet below each `<!-- check: eq:a -->` one slip at a time is made, of the kind that
textbooks have: a sign turned, a product for a quotient, a transpose too many or too few, a factor
doubled, an exponent off by one, a sum for a mean, a minimum for a maximum. A slip that neither
raises nor changes what is printed is reported. The mark lists behind `given:` to which names a value
is given that is not the equation but data, in which a slip may change nothing.
"""

import ast
import contextlib
import io
import re
import signal
import sys
from collections.abc import Collection, Iterator
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
# Of computing: a slip that loops for ever is stopped. The first run also imports torch.
SECONDS = 10

Slip = tuple[ast.AST, str, object]  # a part of a program, its field, and what that is by mistake


def slips(node: ast.AST, given: set[str]) -> Iterator[Slip]:
    """Yield the slips of a program, or of a part of it, but none of what gives given names a value."""
    match node:
        case ast.Assign(targets=targets) if _names(*targets) & given:
            return
        case ast.AugAssign(target=target) if _names(target) & given:
            return
        case ast.BinOp(right=ast.Call(func=ast.Attribute(attr="ones" | "ones_like"))):
            pass  # divided by ones is as it was
        case ast.BinOp():
            yield from _of_operation(node)
        case ast.AugAssign(op=op) if type(op) in _FLIPS:
            yield node, "op", _FLIPS[type(op)]()
        case ast.UnaryOp(op=ast.USub()) if not isinstance(node.operand, ast.Constant):
            yield node, "op", ast.UAdd()
        case ast.Attribute(attr="T" | "mT"):
            yield node, "value", ast.Attribute(node.value, node.attr)
        case ast.Call(func=ast.Attribute(attr=name)) if name in _SWAPS:
            yield node.func, "attr", _SWAPS[name]
        case ast.Call(func=ast.Name(id="max" | "min" as name)):
            yield node.func, "id", _SWAPS[name]
    for part in ast.iter_child_nodes(node):
        yield from slips(part, given)


def _of_operation(node: ast.BinOp) -> Iterator[Slip]:
    if type(node.op) in _FLIPS:
        yield node, "op", _FLIPS[type(node.op)]()
    is_power = isinstance(node.op, ast.Pow)
    is_product = isinstance(node.op, ast.Mult | ast.Div) or is_power
    for field in ("left", "right"):
        side = getattr(node, field)
        match side:
            case ast.Constant(value=int() | float() as number) if is_product:
                is_exponent = is_power and field == "right"
                yield side, "value", number + 1 if is_exponent else 2 * number
            case ast.UnaryOp(op=ast.USub(), operand=ast.Constant()) if is_product:
                yield side, "op", ast.UAdd()
            case ast.Attribute(attr="T" | "mT"):
                pass  # it has a slip of its own
            case _ if isinstance(node.op, ast.MatMult):
                yield node, field, ast.Call(ast.Name("transposed"), [side], [])


def _names(*nodes: ast.AST) -> set[str]:
    return {part.id for node in nodes for part in ast.walk(node) if isinstance(part, ast.Name)}


def transposed(matrix):
    """Return a transpose that differs; what has none, such as a Hessian, raises."""
    other = matrix.mT
    if other.shape == matrix.shape and abs(matrix - other).max() <= 1e-9 * abs(matrix).max():
        raise ValueError("expected a matrix that is not symmetric")
    return other


def tried(code: str, expected: str, given: Collection[str] = ()) -> Iterator[tuple[int, str, bool]]:
    """Make each slip in a snippet; yield its line, the change, and whether nothing notices it.

    Examples:
        >>> list(tried("x = abs(3)\\ny = x - 1\\nprint(y > 0)", "True\\n"))
        [(2, 'x - 1 -> x + 1', True)]

    Raises:
        ValueError: If the snippet itself does not print what is expected.
    """
    if _printed(code) != expected:
        raise ValueError(f"expected code that prints {expected!r}, but it does not:\n{code}")
    for line, change, program in slipped(code, given):
        yield line, change, _printed(program) == expected


def slipped(code: str, given: Collection[str] = ()) -> Iterator[tuple[int, str, str]]:
    """Yield line, change and program of each slip; a program may call `transposed`.

    Examples:
        >>> [change.split(" -> ")[1] for _, change, _ in slipped("w -= X.T @ r / 2\\nk = p.argmax()")]
        ['w += X.T @ r / 2', 'X.T @ r * 2', '4', 'X.T @ transposed(r)', 'X.T.T', 'p.argmin']
    """
    tree = ast.parse(code)
    for node, field, mistaken in list(slips(tree, set(given))):
        before, right = ast.unparse(node), getattr(node, field)
        setattr(node, field, mistaken)
        change, program = f"{before} -> {ast.unparse(node)}", ast.unparse(tree)
        setattr(node, field, right)
        yield node.lineno, change, program


def _late(*_) -> None:
    raise TimeoutError


def _printed(code: str) -> str | None:
    """Return what a program prints, or None if it fails or is late."""
    printed = io.StringIO()
    signal.signal(signal.SIGVTALRM, _late)
    signal.setitimer(signal.ITIMER_VIRTUAL, SECONDS)
    try:
        with contextlib.redirect_stdout(printed):
            exec(code, {"__name__": "__main__", "transposed": transposed})
    except (Exception, SystemExit):
        return None
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
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
            for line, change, is_missed in tried(code, output, given.split()):
                made += 1
                missed += is_missed
                if is_missed:
                    print(f"{path}:{above + line}: nothing notices {change}", flush=True)
    print(f"{checks} checks, {made} slips, {missed} unnoticed")
    return missed


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]) > 0)
