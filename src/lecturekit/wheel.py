"""The wheel of the package, which notebooks and readers install from the site."""

import tomllib
from pathlib import Path

from hatchling.build import build_wheel

SUFFIX = "-py3-none-any.whl"  # of a package of pure Python


def name() -> str:
    """Return the name of the wheel's file, which has the package's name and version."""
    project = tomllib.loads(Path("pyproject.toml").read_text("utf-8"))["project"]
    return f"{project['name']}-{project['version']}{SUFFIX}"


def build(folder: Path) -> Path:
    """Build the wheel of the project into a folder: equal sources give equal bytes."""
    return folder / build_wheel(str(folder))
