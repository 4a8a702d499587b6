"""The wheel of the package whose pages these are, built from the same sources and kept."""

import functools
import os
import shutil
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

from lecturekit import kept

CACHE = kept.CACHE / "wheel"
SUFFIX = "-py3-none-any.whl"  # of a package of pure Python
# A wheel is a zip, which keeps times: this one makes equal sources give equal bytes.
EPOCH = "1577836800"  # 2020


def name(root: Path) -> str:
    """Return the name of the wheel's file, which has the package's name and version."""
    project = _project((root / "pyproject.toml").read_text("utf-8"))
    return f"{project['name']}-{project['version']}{SUFFIX}"


@functools.lru_cache(1)  # each page asks for the name
def _project(text: str) -> dict:
    return tomllib.loads(text)["project"]


def build(root: Path) -> Path:
    """Return the wheel of the project at `root`, from the cache if nothing in it has changed.

    Raises:
        RuntimeError: If the package cannot be built; the text is that of the build.
    """
    files = [path for path in _sources(root) if path.is_file()]
    names = [str(path.relative_to(root)) for path in files]
    wheel = CACHE / kept.digest(*names, *files) / name(root)
    if not wheel.is_file():
        with tempfile.TemporaryDirectory() as folder:
            kept.keep(wheel, _build(root, files, Path(folder)).read_bytes())
    return wheel


def _sources(root: Path) -> list[Path]:
    """Return what goes into the wheel: the build writes beside it, and the press stays out."""
    project = _project((root / "pyproject.toml").read_text("utf-8"))
    package = root / "src" / project["name"]
    named = ("pyproject.toml", project["readme"], *project["license-files"])
    return [*(root / each for each in named), *sorted(package.rglob("*.py"))]


def _build(root: Path, files: list[Path], folder: Path) -> Path:
    for path in files:
        copy = folder / "project" / path.relative_to(root)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, copy)
    done = subprocess.run(
        [sys.executable, "-c", "import setuptools.build_meta as it; it.build_wheel('..')"],
        cwd=folder / "project",
        env={**os.environ, "SOURCE_DATE_EPOCH": EPOCH},
        capture_output=True,
        text=True,
    )
    if done.returncode:
        raise RuntimeError(f"expected a wheel of {root}, but the build failed: {done.stderr}")
    return folder / name(root)
