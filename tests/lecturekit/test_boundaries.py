"""The mathematics knows nothing of the press, and the press nothing of the mathematics."""

import ast
from pathlib import Path

import pytest

SRC = Path(__file__).parents[2] / "src"
FORBIDDEN = {"linearnets": {"lecturekit"}, "lecturekit": {"linearnets", "torch", "jaxtyping"}}


def imported(code):
    """Return the top-level packages that code imports, wherever in it."""
    found = set()
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and not node.level:
            found.add(node.module)
        elif isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "import_module":
            found |= {arg.value for arg in node.args if isinstance(arg, ast.Constant)}
    return {name.split(".")[0] for name in found}


@pytest.mark.parametrize("package", FORBIDDEN)
def test_neither_package_imports_the_other(package):
    paths = sorted((SRC / package).rglob("*.py"))
    assert paths
    for path in paths:
        assert not imported(path.read_text("utf-8")) & FORBIDDEN[package], path.name


@pytest.mark.parametrize(
    "code",
    [
        "import torch",
        "import torch.nn as nn",
        "from torch.nn import Linear",
        "def f():\n    from torch import Tensor",
        "import importlib\nimportlib.import_module('torch')",
    ],
)
def test_an_import_is_found_wherever_it_stands(code):
    assert "torch" in imported(code)
