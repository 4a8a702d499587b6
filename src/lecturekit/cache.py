"""The one cache, `.cache`: what a build makes, such as figures and labs, by a hash of its sources."""

import ast
import functools
import hashlib
from importlib.metadata import version
from pathlib import Path

from lecturekit import PageError, located

CACHE = Path(".cache")
# A figure or a lab is drawn anew with another version of one of these.
VERSIONS = [version(name) for name in ("torch", "numpy", "scikit-learn", "matplotlib")]


def path_for(name: str, *sources: str) -> Path:
    """Return where a thing is kept: another path for other sources, or other VERSIONS of libraries.

    Examples:
        >>> path_for("fit.svg", "plot(x)") == path_for("fit.svg", "plot(y)")
        False
    """
    digest = hashlib.sha256("\0".join([*sources, *VERSIONS]).encode()).hexdigest()[:16]
    CACHE.mkdir(exist_ok=True)
    return CACHE / f"{Path(name).stem}-{digest}{Path(name).suffix}"


@functools.cache
def behaviour(code: str) -> str:
    """Return what a program does: its syntax without comments, layout and docstrings.

    Raises:
        PageError: If it is no Python.

    Examples:
        >>> behaviour("def f():\\n    'Doc.'\\n    return 1  # one") == behaviour("def f(): return 1")
        True
    """
    try:
        tree = ast.parse(code)
    except SyntaxError as error:
        raise PageError((error.text or "").strip(), f"SyntaxError: {error.msg}") from None
    for node in ast.walk(tree):
        match node:
            case ast.AST(body=[ast.Expr(value=ast.Constant(value=str())), *rest]):
                node.body = rest
    return ast.dump(tree)


def package_behaviour(folder: Path) -> str:
    """Return what the modules below a folder do, and the texts that they read."""
    parts = [path.read_text("utf-8") for path in sorted(folder.rglob("*.txt"))]
    for path in sorted(folder.rglob("*.py")):
        with located(path):
            parts.append(behaviour(path.read_text("utf-8")))
    return "\0".join(parts)
