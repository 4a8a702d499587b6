import doctest
import importlib
import inspect
import re
import subprocess
import sys
from pathlib import Path

import pytest

import linearnets

ROOT = Path(__file__).parents[2]
FUNCTIONS = [name for name in linearnets.__all__ if inspect.isroutine(getattr(linearnets, name))]
MODULES = sorted(path.stem for path in Path(linearnets.__file__).parent.glob("[a-z]*.py"))


def test_the_public_list_is_sorted_and_complete():
    modules = [importlib.import_module(f"linearnets.{name}") for name in MODULES]
    public = {name for module in modules for name in public_names(module)}

    assert linearnets.__all__ == sorted(linearnets.__all__)
    assert set(linearnets.__all__) == public | {"DIABETES_FEATURES"}


def public_names(module):
    """What a module defines and does not hide."""
    own = [
        name for name, v in vars(module).items() if getattr(v, "__module__", "") == module.__name__
    ]
    return [name for name in own if not name.startswith("_")]


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("name", MODULES)
def test_the_reference_begins_with_a_line_on_each_name(name, language):
    module = importlib.import_module(f"linearnets.{name}")
    page = Path("docs", language, "reference", f"{name.replace('_', '-')}.md")
    row = rf"^\| \[`(\w+)`\]\[linearnets\.{name}\.\1\] \| .+ \|$"

    wanted = f"{page}:1: expected rows like the others, in the order of {name}.py"
    assert re.findall(row, (ROOT / page).read_text("utf-8"), re.M) == public_names(module), wanted


def test_import_needs_neither_scikit_learn_nor_matplotlib():
    program = (
        "import sys; sys.modules.update(sklearn=None, matplotlib=None); "
        f"sys.path.insert(0, {str(Path(linearnets.__file__).parents[1])!r}); import linearnets"
    )

    subprocess.run([sys.executable, "-c", program], check=True)


@pytest.mark.parametrize("name", FUNCTIONS)
def test_a_docstring_tells_every_argument_and_its_result(name):
    function = getattr(linearnets, name)
    text = inspect.getdoc(function)

    for argument in inspect.signature(function).parameters:
        assert f"\n    {argument}: " in text.replace("**", "")
    assert ("\nReturns:\n" in text) == (inspect.signature(function).return_annotation is not None)


@pytest.mark.parametrize("name", FUNCTIONS)
def test_what_is_returned_is_not_read_as_its_type(name):
    """The reference would take what stands before a colon in the first line for the type."""
    text = inspect.getdoc(getattr(linearnets, name))
    _, _, returns = text.partition("\nReturns:\n")
    assert ": " not in returns.partition("\n")[0]


@pytest.mark.parametrize("name", FUNCTIONS)
def test_a_docstring_has_an_example_that_doctest_finds(name):
    function = getattr(linearnets, name)
    module = sys.modules[function.__module__]
    found = {test.name: test.examples for test in doctest.DocTestFinder().find(module)}

    assert found[f"{module.__name__}.{name}"]
