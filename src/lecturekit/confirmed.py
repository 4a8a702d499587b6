"""Tie every formula and every sentence to a reader.

A check proves its code; that the code is the formula, and the words true, only a reader can tell. So
`docs/confirmed.lock` keeps a hash of each labelled formula and its checks as somebody last read
them side by side, one of what else each page says in either language and draws, and one of the
docstrings of each module. After a change, `confirm` must be asked anew.
"""

import ast
import hashlib
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import yaml

from lecturekit import inline, marks, outline, source
from lecturekit.pages import Equation, Page
from lecturekit.site import Problem, Site

LOCK = "docs/confirmed.lock"
LISTS = ("docs/references.yml", "docs/terms.yml")
_HEAD = (
    "# Written by `lecturekit confirm`: hashes of each equation, page and module as it was read.\n"
)
_DOCUMENTED = (ast.Module, ast.ClassDef, ast.FunctionDef)
_MODULE = re.compile(r"::: (\w+)(?:\.\w+)*")


def locked(site: Site) -> Iterator[Problem]:
    """Yield what is not, or not so, in the lock, and entries of what is no more."""
    kept, now = _read(site.root), fingerprints(site)
    for name, found in now.items():
        if found != kept.get(name, (0, ""))[1]:
            what = "changed since it was last confirmed" if name in kept else "is new"
            yield _to_confirm(site, name, what)
    for name, (line, _) in kept.items():
        if name not in now:
            yield Problem(LOCK, line, f"there is no {name} to confirm: delete the line")


def _to_confirm(site: Site, name: str, what: str) -> Problem:
    where, subject, ask = (
        (f"docs/zh/{name}", 1),
        "what it says or draws",
        "read it in both languages",
    )
    if equations := marks.labels(site, "zh").get(name):
        where, subject, ask = equations[0], name, "read formula and check side by side"
    elif name.startswith("src/"):
        where, subject, ask = (name, 1), "what its docstrings say", "read them beside the code"
    elif name in LISTS:
        where, subject, ask = (name, 1), "what it says", "read it"
    return Problem(*where, f"{subject} {what}: {ask}, then `lecturekit confirm {name}`")


def fingerprints(site: Site) -> dict[str, str]:
    """Return what `confirm` takes -> hash.

    A label stands for its equation and the checks of it, the name of a page for what else is said
    there in both languages, the path of a module for its docstrings, that of a list for its entries.
    """
    return {name: _hash(*parts) for name, parts in _to_read(site)}


def _to_read(site: Site) -> Iterator[tuple[str, Iterable[str]]]:
    checks = marks.checked(site, "zh")
    for page in site.pages["zh"].values():
        for equation in page.equations:
            for label in checks.keys() & set(equation.labels):
                yield label, (*_tex(equation), *checks[label])
    for name in site.pages["zh"]:
        yield name, (said for page in site.both(name) for said in _said(site, page))
    for path in _modules(site):
        yield path.relative_to(site.root).as_posix(), _docstrings(path)
    for path in filter(Path.is_file, map(site.root.joinpath, LISTS)):
        yield (
            path.relative_to(site.root).as_posix(),
            [repr(yaml.safe_load(path.read_text("utf-8")))],
        )


def _modules(site: Site) -> list[Path]:
    """Return the modules of the packages that reference pages document."""
    lines = (line.text for page in site.pages["zh"].values() for line in page.lines)
    packages = {match[1] for match in map(_MODULE.fullmatch, lines) if match}
    return [path for name in sorted(packages) for path in (site.root / "src" / name).rglob("*.py")]


def _docstrings(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, _DOCUMENTED):
            yield ast.get_docstring(node) or ""


def _tex(equation: Equation) -> tuple[str, ...]:
    return inline.normal_tex(equation.tex), *inline.tex_words(equation.tex)


def _said(site: Site, page: Page) -> Iterator[str]:
    """Yield what a page says and draws, but for code and the equations that have a label."""
    for _, _, text in page.prose:
        yield " ".join(text.split())
    for fence in page.fences:
        yield from source.comments(fence.code).values() if fence.info == "python" else ()
    for equation in page.equations:
        yield from inline.tex_words(equation.tex, shared=False)
        yield from () if equation.labels else _tex(equation)
    yield from outline.programs(site, page)


def _hash(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:12]


def _read(root: Path) -> dict[str, tuple[int, str]]:
    """Return what was confirmed -> line and hash."""
    path = root / LOCK
    texts = path.read_text("utf-8").splitlines() if path.is_file() else []
    entries = ((n, *text.rpartition(": ")) for n, text in enumerate(texts, 1) if text[:1] != "#")
    return {label: (number, value) for number, label, _, value in entries}


def confirm(root: Path, names: Iterable[str]) -> None:
    """Record that equations have been read beside their checks, pages and docstrings as they are.

    Entries of what is no more are dropped.

    Raises:
        ValueError: If a name is no label of a checked equation, no page and no module.
    """
    now, kept = fingerprints(Site(root)), _read(root)
    for name in (names := list(names)):
        if name not in now:
            raise ValueError(
                "expected the label of a checked equation, a page, or a module, but names has"
                f" {name}"
            )
    entries = {name: kept[name][1] for name in kept.keys() & now.keys()}
    entries |= {name: now[name] for name in names}
    text = "".join(f"{name}: {value}\n" for name, value in sorted(entries.items()))
    (root / LOCK).write_text(_HEAD + text, "utf-8")
