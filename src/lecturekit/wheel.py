"""The wheel of the package, which notebooks and readers install from the site."""

import os
import shutil
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

from lecturekit import cache

SUFFIX = "-py3-none-any.whl"  # of a package of pure Python
# A wheel is a zip, which keeps times: this one makes equal sources give equal bytes.
EPOCH = "1577836800"  # 2020


def name() -> str:
    """Return the name of the wheel's file, which has the package's name and version."""
    project = tomllib.loads(Path("pyproject.toml").read_text("utf-8"))["project"]
    return f"{project['name']}-{project['version']}{SUFFIX}"


def build(package: Path) -> Path:
    """Return the wheel of the package in a folder, from the cache if nothing in it has changed.

    Raises:
        CalledProcessError: If it cannot be built; pip has said why.
    """
    files = [Path("pyproject.toml"), Path("README.md"), Path("LICENSE")]
    files += sorted([*package.rglob("*.py"), *package.rglob("*.txt")])
    folder = cache.path_for("wheel", *(path.read_text("utf-8") for path in files))
    wheel = folder / name()
    if not wheel.is_file():
        # In a copy: setuptools would leave its build in the project.
        with tempfile.TemporaryDirectory() as copy:
            for path in files:
                (Path(copy) / path).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(path, Path(copy) / path)
            pip = [sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "--no-build-isolation"]
            environment = {**os.environ, "SOURCE_DATE_EPOCH": EPOCH}
            subprocess.run([*pip, "-w", folder, copy], env=environment, check=True)
    return wheel
