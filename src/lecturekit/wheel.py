"""The wheel of the package, which notebooks and readers install from the site."""

import tomllib
from pathlib import Path

from hatchling.build import build_wheel


def stem() -> str:
    """Return the package's name and version, with which the name of each file of a release begins."""
    project = tomllib.loads(Path("pyproject.toml").read_text("utf-8"))["project"]
    return f"{project['name']}-{project['version']}"


def name() -> str:
    """Return the name of the wheel's file: the package is pure Python."""
    return f"{stem()}-py3-none-any.whl"


def build(folder: Path) -> Path:
    """Build the wheel of the project into a folder: equal sources give equal bytes."""
    return folder / build_wheel(str(folder))
