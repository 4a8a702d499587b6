"""Tie every labelled equation to the code that checks it, and every formula to a reader.

A check proves its code; that the code is the formula, only a reader can tell. So
`docs/equations.lock` keeps a hash of each labelled formula and its checks as somebody last read
them side by side, and one of what else each page states: its other formulas, its numbers, its links
and the programs of its figures. After a change, `confirm` must be asked anew.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from lecturekit import inline, marks, outline
from lecturekit.marks import MARK
from lecturekit.pages import Equation, Page
from lecturekit.site import Problem, Site

LOCK = "docs/equations.lock"
_HEAD = "# Written by `lecturekit confirm`: hashes of each equation and of what else each page states.\n"
_LABEL = re.compile(r"eq:[a-z0-9]+(-[a-z0-9]+)*")
_EQREF = re.compile(r"\\eqref\{([^}]*)\}")
_LAST = re.compile(r"\n\\label\{[^}]*\}$")


def equations(site: Site, page: Page) -> Iterator[Problem]:
    """Yield equations badly labelled or without a check, references to none, marks of none."""
    known = marks.labels(site, page.language)
    for line, message in [
        *_of_form(page),
        *_of_labels(page, known, marks.checked(site, page.language).keys()),
        *_of_references(page, known),
        *_of_marks(page, known),
    ]:
        yield Problem(page.path, line, message)


def _of_form(page: Page) -> Iterator[tuple[int, str]]:
    for equation in page.equations:
        if not equation.closed:
            yield equation.line, "expected $$ alone on a line before and after a display formula"
        if len(equation.labels) > 1:
            yield equation.line, f"expected one label, but there are {equation.labels}"
        if equation.labels and not _LAST.search(equation.tex):
            yield equation.line, r"expected \label on the last line before the closing $$"


def _of_labels(page: Page, known: dict, evident: Iterable[str]) -> Iterator[tuple[int, str]]:
    for equation in page.equations:
        for label in equation.labels:
            first = known[label][0]
            if not _LABEL.fullmatch(label):
                yield equation.line, f"expected a label eq:in-kebab-case, but it is {label}"
            if first != (page.path, equation.line):
                yield (
                    equation.line,
                    f"expected a label of its own, but {label} is taken by {first[0]}",
                )
            if label not in evident:
                yield equation.line, f"no snippet and no test is marked as a check of {label}"


def _of_references(page: Page, known: dict) -> Iterator[tuple[int, str]]:
    texts = [(line, tex) for line, _, text in page.prose for tex in inline.parse(text).formulas]
    texts += [(equation.line, equation.tex) for equation in page.equations]
    for line, tex in texts:
        for label in _EQREF.findall(tex):
            if label not in known:
                yield line, f"there is no equation {label}"


def _of_marks(page: Page, known: dict) -> Iterator[tuple[int, str]]:
    for line in page.of_kind("comment"):
        if "check" in line.text and not MARK.fullmatch(line.text):
            yield line.number, f"expected <!-- check: eq:a eq:b -->, but the mark is {line.text}"
    for check in marks.checks_of(page):
        if not check.fence:
            yield check.line, "expected ```python on the line below the mark, indented as the mark"
        for label in check.labels:
            if label not in known:
                yield check.line, f"there is no equation {label}"


def tests(site: Site) -> Iterator[Problem]:
    """Yield tests that say they check an equation which is on no page."""
    known = marks.labels(site, "zh").keys() | marks.labels(site, "en").keys()
    for path, test, named in marks.tests_of(site.root):
        for label in named:
            if label not in known:
                yield Problem(path, test.lineno, f"there is no equation {label}")


def locked(site: Site) -> Iterator[Problem]:
    """Yield equations that are not, or not so, in the lock, and entries of no equation."""
    kept, now = _read(site.root), fingerprints(site)
    where = marks.labels(site, "zh")
    for name, found in now.items():
        if found == kept.get(name, (0, ""))[1]:
            continue
        what = "changed since it was last confirmed" if name in kept else "is new"
        if name in where:
            ask = f"read formula and check side by side, then `lecturekit confirm {name}`"
            yield Problem(*where[name][0], f"{name} {what}: {ask}")
        else:
            stated = "what it states (formulas without a label, numbers, links, figures)"
            ask = f"read it in both languages, then `lecturekit confirm {name}`"
            yield Problem(f"docs/zh/{name}", 1, f"{stated} {what}: {ask}")
    for name, (line, _) in kept.items():
        if name not in now:
            yield Problem(LOCK, line, f"there is no {name} to confirm: delete the line")


def fingerprints(site: Site) -> dict[str, str]:
    """Return what `confirm` takes -> hash.

    A label stands for its equation and the checks of it, the name of a page for what else is stated
    there, in both languages.
    """
    checks = marks.checked(site, "zh")
    found = {
        label: _hash(*_tex(equation), *checks[label])
        for page in site.pages["zh"].values()
        for equation in page.equations
        for label in equation.labels
        if label in checks
    }
    for name in site.pages["zh"]:
        stated = [each for page in site.both(name) for each in _stated(site, page)]
        if stated:
            found[name] = _hash(*stated)
    return found


def _tex(equation: Equation) -> tuple[str, ...]:
    return inline.normal_tex(equation.tex), *inline.tex_words(equation.tex)


def _stated(site: Site, page: Page) -> Iterator[str]:
    """Yield what a page states, but for words, code and the equations that have a label."""
    for _, _, text in page.prose:
        parts = inline.parse(text)
        yield from (*parts.formulas, *inline.numbers(parts.text), *parts.links)
    for equation in page.equations:
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
    """Record that these equations have been read beside their checks, or what else pages state.

    Entries of what is no more are dropped.

    Raises:
        ValueError: If a name is neither the label of a checked equation nor a page.
    """
    now, kept = fingerprints(Site(root)), _read(root)
    for name in (names := list(names)):
        if name not in now:
            raise ValueError(
                f"expected the label of a checked equation or a page, but names has {name}"
            )
    entries = {name: kept[name][1] for name in kept.keys() & now.keys()}
    entries |= {name: now[name] for name in names}
    text = "".join(f"{name}: {value}\n" for name, value in sorted(entries.items()))
    (root / LOCK).write_text(_HEAD + text, "utf-8")
