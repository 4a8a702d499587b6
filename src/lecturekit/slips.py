"""Where a slip in a snippet's code would be a slip in the equation that it checks.

A slip is of the kind that textbooks have: a sign turned, a product for a quotient, a transpose too
many or too few, a factor doubled, an exponent off by one, a sum for a mean, a minimum for a
maximum. Left alone is what is not the equation:

- data: an assignment that draws random numbers or reads no value computed before;
- shapes and places: the arguments of `torch.zeros`, `range` and their like, and subscripts;
- tolerances and steps: constants below 1e-4;
- how far two sides are apart: the `max` of `(a - b).abs().max()`;
- givens: assignments to names that the check's mark lists behind `given:`.
"""

import ast
from collections.abc import Callable, Collection, Iterator

_FLIPS = {ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult}
_PAIRS = (("mean", "sum"), ("max", "min"), ("amax", "amin"), ("argmax", "argmin"))
_SWAPS = {a: b for pair in _PAIRS for a, b in (pair, pair[::-1])}
_TRANSPOSES = ("T", "mT")
_SHAPED = {
    *("zeros", "ones", "full", "empty", "eye", "arange", "linspace", "logspace", "range"),
    *("reshape", "view", "expand", "squeeze", "unsqueeze", "manual_seed"),
}
_DRAWS = {
    *("rand", "randn", "randint", "randperm", "rand_like", "randn_like", "normal", "normal_"),
    *("uniform_", "bernoulli", "multinomial", "poisson"),
}
_SMALLEST = 1e-4

Slip = tuple[ast.AST, ast.AST]


def slips(tree: ast.AST, given: Collection[str]) -> list[Slip]:
    """Return the slips of a program: a part of its tree, and what stands there by mistake."""
    return list(_slips(tree, _Fair(tree, given)))


class _Fair:
    """Which parts of a snippet may be the equation."""

    def __init__(self, tree: ast.AST, given: Collection[str]) -> None:
        self.given = set(given)
        self.values = _stored(tree)

    def children(self, node: ast.AST) -> Iterator[ast.AST]:
        """Return the parts of a node in which a slip would be one of the equation."""
        match node:
            case ast.Assign() | ast.AnnAssign() | ast.AugAssign() if self._is_data(node):
                return iter(())
            case ast.For() if _stored(node.target) & self.given:
                return iter([*node.body, *node.orelse])
            case ast.Call() if _name(node.func) in _SHAPED:
                return iter([node.func])
            case ast.Subscript() | ast.FormattedValue():
                return iter([node.value])
        return ast.iter_child_nodes(node)

    def _is_data(self, node: ast.Assign | ast.AnnAssign | ast.AugAssign) -> bool:
        targets = node.targets if isinstance(node, ast.Assign) else [node.target]
        if set().union(*map(_stored, targets)) & self.given:
            return True
        if isinstance(node, ast.AugAssign) or node.value is None:
            return False
        called = {_name(part.func) for part in ast.walk(node.value) if isinstance(part, ast.Call)}
        return bool(called & _DRAWS) or not self._reads(node.value)

    def _reads(self, value: ast.expr) -> set[str]:
        """Return the values that an expression reads, except in shapes and its own loops."""
        own, parts = _stored(value), [value]
        for part in parts:
            parts += self.children(part)
        names = {part.id for part in parts if isinstance(part, ast.Name)}
        return (names & self.values) - own


def _stored(node: ast.AST) -> set[str]:
    """Return the names that a piece of code gives a value to, functions and arguments included."""
    found = set()
    for part in ast.walk(node):
        match part:
            case ast.Name(id=name, ctx=ast.Store()) | ast.arg(arg=name):
                found.add(name)
            case ast.FunctionDef(name=name):
                found.add(name)
            case ast.Subscript(value=ast.Name(id=name), ctx=ast.Store()):
                found.add(name)
    return found


def _name(func: ast.expr) -> str:
    return getattr(func, "attr", getattr(func, "id", ""))


def _slips(node: ast.AST, fair: _Fair) -> Iterator[Slip]:
    match node:
        case ast.BinOp() if not _is_text(node):
            yield from _of_operation(node)
        case ast.AugAssign() if type(node.op) in _FLIPS and any(fair.children(node)):
            yield node, ast.AugAssign(node.target, _FLIPS[type(node.op)](), node.value)
        case ast.UnaryOp(op=ast.USub()) if not isinstance(node.operand, ast.Constant):
            yield node, node.operand
        case ast.Attribute() if node.attr in _TRANSPOSES:
            yield node, node.value
        case ast.Call(func=ast.Attribute(attr=name)) if name in _SWAPS and not _is_distance(node):
            yield node.func, ast.Attribute(node.func.value, _SWAPS[name], ast.Load())
        case ast.Call(func=ast.Name(id="max" | "min" as name)):
            yield node.func, ast.Name(_SWAPS[name], ast.Load())
    for child in fair.children(node):
        yield from _slips(child, fair)


def _of_operation(node: ast.BinOp) -> Iterator[Slip]:
    if type(node.op) in _FLIPS and not _is_one(node.right):
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
        case ast.Constant(value=int() | float() as value) if abs(value) >= _SMALLEST:
            yield side, ast.Constant(change(value))
        case ast.UnaryOp(op=ast.USub(), operand=ast.Constant()):
            yield side, side.operand


def _is_one(side: ast.expr) -> bool:
    """Whether it makes no difference to multiply or to divide by it."""
    return isinstance(side, ast.Call) and _name(side.func) in ("ones", "ones_like")


def _is_text(node: ast.BinOp) -> bool:
    sides = (node.left, node.right)
    return any(
        isinstance(side, ast.List | ast.JoinedStr)
        or isinstance(side, ast.Constant)
        and isinstance(side.value, str)
        for side in sides
    )


def _is_distance(node: ast.Call) -> bool:
    """Whether a call is the `max` of `(a - b).abs()` or `abs(a - b)`."""
    inner = node.func.value
    if node.func.attr != "max" or not isinstance(inner, ast.Call) or _name(inner.func) != "abs":
        return False
    of = inner.args[0] if inner.args else getattr(inner.func, "value", None)
    return isinstance(of, ast.BinOp) and isinstance(of.op, ast.Sub)
