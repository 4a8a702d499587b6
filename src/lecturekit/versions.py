"""With which versions the snippets run: a command that tries them, and a table of what it saw.

`lecturekit versions` runs every snippet of both languages, in an environment of its own for each
pair of Python and PyTorch, and writes `docs/versions.yml`. A line `[versions]` of a page becomes
the table.

Options of the extension:
    versions: Path of the file.
    columns: What stands above Python, PyTorch, snippets that passed, that failed, date and commit.
"""

import datetime
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from xml.etree import ElementTree

import yaml
from markdown import Markdown
from markdown.extensions import Extension
from packaging.version import Version

from lecturekit.tables import Row, Table

FILE = "docs/versions.yml"
CACHE = Path(".cache/versions")
PAGES = ("docs/zh", "docs/en", "README.md", "README.zh.md")
_HEAD = "# Written by `lecturekit versions`: which versions ran the snippets of both languages.\n"


def try_all(root: Path, pythons: Iterable[str], torches: Iterable[str]) -> list[dict[str, str]]:
    """Run the snippets with each pair of versions and write what came of it; return the rows.

    What the file says of other pairs stays.

    Args:
        root: The folder of mkdocs.yml and docs.
        pythons: Commands of Python, such as `python3.11`.
        torches: Versions of PyTorch as pip reads them, such as `2.9.0`.

    Raises:
        CalledProcessError: If an environment cannot be made.
        RuntimeError: If the snippets could not be tried in one.
    """
    commit = _output(["git", "describe", "--always", "--dirty"], root)
    rows = []
    for python in pythons:
        for torch in torches:
            seen = _try(root, _environment(root, python, torch))
            rows.append({**seen, "date": datetime.date.today().isoformat(), "commit": commit})
    path = root / FILE
    before = yaml.safe_load(path.read_text("utf-8")) if path.is_file() else []
    table = {(row["python"], row["torch"]): row for row in (*before, *rows)}
    text = yaml.safe_dump([table[pair] for pair in sorted(table, key=_numbers)], sort_keys=False)
    path.write_text(_HEAD + text, "utf-8")
    return rows


def _numbers(pair: tuple[str, str]) -> list[Version]:
    return [Version(version) for version in pair]


def _environment(root: Path, python: str, torch: str) -> Path:
    """Return the Python of an environment with these versions and what the snippets need."""
    folder = root / CACHE / f"{Path(python).name}-{torch}"
    here = folder / "bin/python"
    if not here.is_file():
        subprocess.run([python, "-m", "venv", folder], check=True)
    wanted = [f"torch=={torch}", "-e", f"{root}[test]", "-e", root / "src/lecturekit[release]"]
    subprocess.run([here, "-m", "pip", "install", "--quiet", *wanted], check=True)
    return here


def _try(root: Path, python: Path) -> dict[str, str]:
    report = python.parent / "report.xml"
    command = [python, "-m", "pytest", "-q", "-n", "auto", f"--junitxml={report}", *PAGES]
    report.unlink(missing_ok=True)
    subprocess.run(command, cwd=root, stdout=sys.stderr)
    if not report.is_file():
        raise RuntimeError(f"expected a report of the snippets, but there is no {report}")
    suite = ElementTree.parse(report).find("testsuite")
    total, bad = int(suite.get("tests")), int(suite.get("failures")) + int(suite.get("errors"))
    say = "import platform, torch; print(platform.python_version(), torch.__version__)"
    found = _output([python, "-c", say], root).split()
    return {
        "python": found[0],
        "torch": found[1].partition("+")[0],
        "passed": str(total - bad),
        "failed": str(bad),
    }


def _output(command: list, root: Path) -> str:
    done = subprocess.run(command, cwd=root, check=True, capture_output=True, text=True)
    return done.stdout.strip()


class VersionsExtension(Extension):
    def __init__(self, **kwargs) -> None:
        self.config = {
            "versions": [FILE, "path of the file"],
            "columns": [[""] * 6, "what stands above the columns"],
        }
        super().__init__(**kwargs)

    def extendMarkdown(self, md: Markdown) -> None:
        path = Path(self.getConfig("versions"))
        Table(md, "[versions]", self.getConfig("columns"), lambda: _rows(path))


def _rows(path: Path) -> Iterator[Row]:
    for row in yaml.safe_load(path.read_text("utf-8")):
        yield [str(row[key]) for key in ("python", "torch", "passed", "failed", "date", "commit")]


def makeExtension(**kwargs) -> VersionsExtension:
    return VersionsExtension(**kwargs)
