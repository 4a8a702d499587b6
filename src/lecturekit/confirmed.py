"""Tie every formula and every sentence to a reader.

A check proves its code; that the code is the formula, and the words true, only a reader can tell. So
`docs/confirmed.lock` keeps a hash of each labelled formula and its checks as somebody last read
them side by side, one of each page in both languages with the programs of its figures, one of each
module, whose docstrings are pages too, and one of each other file that readers see. After a change,
`confirm` must be asked anew.
"""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from lecturekit import inline, kept, marks, outline
from lecturekit.site import Problem, Site

LOCK = "docs/confirmed.lock"
FILES = (
    "README.md",
    "README.zh.md",
    "docs/references.yml",
    "docs/terms.yml",
    "mkdocs.en.yml",
    "mkdocs.yml",
)
_HEAD = (
    "# Written by `lecturekit confirm`: hashes of each equation, page and module as it was read.\n"
)
_MODULE = re.compile(r"::: (\w+)(?:\.\w+)*")


def locked(site: Site) -> Iterator[Problem]:
    """Yield what is not, or not so, in the lock, and entries of what is no more."""
    before, now = _read(site.root), fingerprints(site)
    for name, found in now.items():
        if found != before.get(name, (0, ""))[1]:
            what = "changed since it was last confirmed" if name in before else "is new"
            yield _to_confirm(site, name, what)
    for name, (line, _) in before.items():
        if name not in now:
            yield Problem(LOCK, line, f"there is no {name} to confirm: delete the line")


def _to_confirm(site: Site, name: str, what: str) -> Problem:
    where, ask = (f"docs/zh/{name}", 1), "read it in both languages"
    if equations := marks.labels(site, "zh").get(name):
        where, ask = equations[0], "read formula and check side by side"
    elif name.startswith("src/"):
        where, ask = (name, 1), "read its docstrings beside the code"
    elif name in FILES:
        where, ask = (name, 1), "read it"
    return Problem(*where, f"{name} {what}: {ask}, then `lecturekit confirm {name}`")


def fingerprints(site: Site) -> dict[str, str]:
    """Return what `confirm` takes -> hash.

    A label stands for its equation and the checks of it, the name of a page for its files in both
    languages and its figures; other files stand for themselves.
    """
    return {name: kept.digest(*parts) for name, parts in _to_read(site)}


def _to_read(site: Site) -> Iterator[tuple[str, Iterable[str]]]:
    """Yield name and texts; whole files, since whatever is left out is where a mistake gets by."""
    checks = marks.checked(site, "zh")
    for page in site.pages["zh"].values():
        for equation in page.equations:
            for label in checks.keys() & set(equation.labels):
                tex = inline.normal_tex(equation.tex), *inline.tex_words(equation.tex)
                yield label, (*tex, *checks[label])
    for name, page in site.pages["zh"].items():
        texts = [(site.root / each.path).read_text("utf-8") for each in site.both(name)]
        yield name, [*texts, *outline.scripts(site, page)]
    for path in (*_modules(site), *filter(Path.is_file, map(site.root.joinpath, FILES))):
        yield path.relative_to(site.root).as_posix(), [path.read_text("utf-8")]


def _modules(site: Site) -> list[Path]:
    """Return the modules of the packages that reference pages document."""
    lines = (line.text for page in site.pages["zh"].values() for line in page.lines)
    packages = {match[1] for match in map(_MODULE.fullmatch, lines) if match}
    return [path for name in sorted(packages) for path in (site.root / "src" / name).rglob("*.py")]


def _read(root: Path) -> dict[str, tuple[int, str]]:
    """Return what was confirmed -> line and hash."""
    path = root / LOCK
    texts = path.read_text("utf-8").splitlines() if path.is_file() else []
    entries = ((n, *text.rpartition(": ")) for n, text in enumerate(texts, 1) if text[:1] != "#")
    return {label: (number, value) for number, label, _, value in entries}


def confirm(root: Path, names: Iterable[str]) -> None:
    """Record that equations have been read beside their checks, pages and other files as they are.

    Entries of what is no more are dropped.

    Raises:
        ValueError: If a name is no label of a checked equation, no page and no such file.
    """
    now, before = fingerprints(Site(root)), _read(root)
    for name in (names := list(names)):
        if name not in now:
            raise ValueError(
                f"expected the label of a checked equation, a page, or a file, but names has {name}"
            )
    entries = {name: before[name][1] for name in before.keys() & now.keys()}
    entries |= {name: now[name] for name in names}
    text = "".join(f"{name}: {value}\n" for name, value in sorted(entries.items()))
    (root / LOCK).write_text(_HEAD + text, "utf-8")
