"""Read Python code: its tokens and comments by line, what it does, and whether it prints."""

import ast
import functools
import io
import tokenize
from itertools import chain
from pathlib import Path

_UNSEEN = (tokenize.COMMENT, tokenize.NL, tokenize.ENDMARKER)


def rows(code: str) -> dict[int, tuple[str, ...]]:
    """Return the tokens of each line of Python but for comments; lines without any are absent.

    Raises:
        SyntaxError: If the code is no Python.

    Examples:
        >>> rows("x = 1  # one\\n# two\\n")
        {1: ('x', '=', '1', '\\n')}
    """
    found: dict[int, tuple[str, ...]] = {}
    for token in _tokens(code):
        if token.type not in _UNSEEN:
            found[token.start[0]] = (*found.get(token.start[0], ()), token.string)
    return found


def comments(code: str) -> dict[int, str]:
    """Return the comment of each line that has one, without its sign.

    Examples:
        >>> comments("x = 1  # one\\n# two\\n")
        {1: 'one', 2: 'two'}
    """
    found = (token for token in _tokens(code) if token.type == tokenize.COMMENT)
    return {token.start[0]: token.string.lstrip("# ") for token in found}


def uncommented(code: str) -> str:
    """Return the code without its comments; as it is if it is no Python."""
    try:
        return "\n".join(" ".join(tokens) for tokens in rows(code).values())
    except SyntaxError:
        return code


@functools.cache
def undocumented(code: str) -> str:
    """Return what the code does, without comments, docstrings and layout.

    What is no Python is returned as it is.

    Examples:
        >>> undocumented('x = 1  # one') == undocumented("'One.'\\nx = 1")
        True
    """
    try:
        return ast.dump(_Undocumented().visit(ast.parse(code)))
    except SyntaxError:
        return code


def modules(folder: Path) -> list[str]:
    """Return the names of a folder's Python files and what each does, in turn.

    They are the same for two states that differ in comments and docstrings alone.
    """
    paths = sorted(folder.rglob("*.py"))
    named = (
        (str(path.relative_to(folder)), undocumented(path.read_text("utf-8"))) for path in paths
    )
    return [*chain.from_iterable(named)]


class _Undocumented(ast.NodeTransformer):
    def visit_Expr(self, node: ast.Expr) -> ast.Expr | None:
        return None if isinstance(node.value, ast.Constant) else node


def _tokens(code: str) -> list[tokenize.TokenInfo]:
    try:
        return list(tokenize.generate_tokens(io.StringIO(code).readline))
    except tokenize.TokenError as error:
        raise SyntaxError(str(error)) from None


def length(code: str) -> int:
    """Return the number of lines that are neither empty nor part of an import.

    Raises:
        SyntaxError: If the code is no Python.

    Examples:
        >>> length("import torch\\n\\nx = torch.ones(2)\\n# twice\\nprint(x + x)\\n")
        3
    """
    imports = (
        range(node.lineno, node.end_lineno + 1)
        for node in ast.walk(ast.parse(code))
        if isinstance(node, ast.Import | ast.ImportFrom)
    )
    imported = {number for numbers in imports for number in numbers}
    lines = enumerate(code.splitlines(), 1)
    return sum(bool(line.strip()) and number not in imported for number, line in lines)


def prints(code: str) -> bool:
    """Whether a program calls print.

    Raises:
        SyntaxError: If the code is no Python.
    """
    calls = (node.func for node in ast.walk(ast.parse(code)) if isinstance(node, ast.Call))
    return any(isinstance(func, ast.Name) and func.id == "print" for func in calls)
