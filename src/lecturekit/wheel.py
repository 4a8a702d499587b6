"""The wheel of the package, which notebooks and readers install from the site."""

import subprocess
import sys
import tomllib
from pathlib import Path

SUFFIX = "-py3-none-any.whl"  # of a package of pure Python


def name() -> str:
    """Return the name of the wheel's file, which has the package's name and version."""
    project = tomllib.loads(Path("pyproject.toml").read_text("utf-8"))["project"]
    return f"{project['name']}-{project['version']}{SUFFIX}"


def build(folder: Path) -> Path:
    """Build the wheel of the project into a folder: equal sources give equal bytes.

    Raises:
        CalledProcessError: If it cannot be built; hatchling has said why.
    """
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return folder / name()
