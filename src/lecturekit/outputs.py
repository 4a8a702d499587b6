"""Rewrite the outputs that the pages show, in both languages at once.

The snippets run as the tests run them, by pytest in this process: same clean state, same warnings,
same time limit. A pair of pages stays as it is if one of its snippets fails or the two disagree.
"""

import contextlib
import difflib
import io
import os
import shutil
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import zip_longest
from pathlib import Path
from typing import NamedTuple

import pytest

from lecturekit import source
from lecturekit.fences import MARKER, Block, blocks_of
from lecturekit.site import LANGUAGES
from lecturekit.snippets import OutputError, Snippet

_RAN = (pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED, pytest.ExitCode.NO_TESTS_COLLECTED)


class Update(NamedTuple):
    """A unified diff of what was rewritten, and `page:line: why` for what was not."""

    diff: str
    problems: list[str]

    def __str__(self) -> str:
        return self.diff + "".join(f"{problem}\n" for problem in self.problems)


def update_outputs(root: Path, pages: Iterable[str | Path] | None = None) -> Update:
    """Rewrite the stale outputs of pages, and return what was done.

    Args:
        root: The folder of pyproject.toml and docs.
        pages: Pages, from `root` or absolute; one language stands for both. None: all pages and
            the READMEs.

    Raises:
        FileNotFoundError: If there is no such page.
    """
    root = root.resolve()
    if pages is None:
        pages = sorted([*root.glob("docs/*/**/*.md"), *root.glob("README*.md")])
    groups = dict.fromkeys(_group(root, root / page) for page in pages)
    run = _run(root, [path for group in groups for path in group])
    diffs, problems = [], []
    for group in groups:
        if found := list(_problems(root, group, run)):
            problems += found
        else:
            diffs += [_rewrite(root, page, run.outputs[page]) for page in group]
    return Update("".join(diffs), problems)


def _group(root: Path, path: Path) -> tuple[str, ...]:
    """Return a page, from the root, in each language."""
    if not path.is_file():
        raise FileNotFoundError(f"expected the path of a page, but there is no {path}")
    page = path.resolve().relative_to(root).as_posix()
    for language in LANGUAGES:
        folder = f"docs/{language}/"
        if page.startswith(folder):
            return tuple(f"docs/{each}/{page.removeprefix(folder)}" for each in LANGUAGES)
    return (page,)


class _Recorder:
    """A pytest plugin that keeps what each snippet printed and what failed, by page."""

    def __init__(self) -> None:
        self.outputs: dict[str, dict[int, str]] = defaultdict(dict)
        self.failures: dict[str, list[str]] = defaultdict(list)

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_makereport(self, item: pytest.Item, call: pytest.CallInfo) -> None:
        if call.excinfo and not call.excinfo.errisinstance(OutputError):
            self.failures[item.parent.nodeid].append(item.repr_failure(call.excinfo))
        elif call.when == "call" and isinstance(item, Snippet):
            self.outputs[item.parent.nodeid][item.line] = item.output

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if report.failed:
            self.failures[report.nodeid].append(str(report.longrepr))


def _run(root: Path, pages: list[str]) -> _Recorder:
    recorder = _Recorder()
    paths = [str(root / page) for page in pages if (root / page).is_file()]
    if not paths:  # pytest would take that for everything below the working folder
        return recorder
    # addopts may ask for several processes, which a recorder in this one would not hear of.
    options = ["--codeblocks", f"--rootdir={root}", "-o", "addopts=", "-p", "no:cacheprovider"]
    # Plain, since pytest warns that it came too late to rewrite the asserts of what runs it here.
    options += ["--assert=plain", "--continue-on-collection-errors"]
    with contextlib.redirect_stdout(io.StringIO()) as said:
        code = pytest.main([*options, *paths], [recorder])
    if code not in _RAN:
        raise RuntimeError(
            f"expected pytest to run the snippets, but it stopped:\n{said.getvalue()}"
        )
    return recorder


def _problems(root: Path, group: tuple[str, ...], run: _Recorder) -> Iterator[str]:
    """Yield why the pages of a group cannot be rewritten."""
    missing = [page for page in group if not (root / page).is_file()]
    failed = [failure for page in group for failure in run.failures[page]]
    if missing or failed:
        yield from (f"{page}:1: expected this page, but there is none" for page in missing)
        yield from failed
        return
    programs = [_programs(root / page) for page in group]
    for page, blocks in zip(group, programs, strict=True):
        for block in blocks:
            where = f"{page}:{block.code.line}"
            yield from _unshowable(where, run.outputs[page].get(block.code.line))
    if len(group) == 2:
        for blocks in zip_longest(*programs):
            yield from _difference(group, blocks, run)


def _programs(path: Path) -> list[Block]:
    return [block for block in blocks_of(path.read_text("utf-8")) if block.code.info == "python"]


def _unshowable(where: str, output: str | None) -> Iterator[str]:
    if output is None:
        yield f"{where}: expected pytest to run this snippet, but it did not"
    elif any(line.lstrip().startswith("```") for line in output.split("\n")):
        yield f"{where}: expected an output that a fence can show, but a line of it starts with ```"


def _difference(
    pages: tuple[str, str], blocks: tuple[Block | None, Block | None], run: _Recorder
) -> Iterator[str]:
    """Yield how the snippet of one page differs from the same snippet of the other."""
    if None in blocks:
        page, block = next(pair for pair in zip(pages, blocks, strict=True) if pair[1])
        yield f"{page}:{block.code.line}: expected this snippet in the other language, too"
        return
    (page, other), (here, there) = pages, (block.code for block in blocks)
    rows, others = source.rows(here.code), source.rows(there.code)
    differing = [n for n in sorted(rows | others) if rows.get(n) != others.get(n)]
    if differing:
        line, twin = here.line + differing[0], there.line + differing[0]
        yield f"{page}:{line}: expected the code of {other}:{twin}, but more than comments differs"
    elif run.outputs[page].get(here.line) != run.outputs[other].get(there.line):
        where = f"{other}:{there.line}"
        yield f"{page}:{here.line}: expected to print the same as {where}, but it does not"


def _rewrite(root: Path, page: str, outputs: dict[int, str]) -> str:
    """Rewrite the outputs of a page whose snippets print `outputs`, by line; return the diff."""
    old = (root / page).read_text("utf-8")
    lines = old.split("\n")
    for block in reversed(_programs(root / page)):
        if outputs[block.code.line] != block.expected:
            _replace(lines, block, outputs[block.code.line])
    new = "\n".join(lines)
    if new != old:
        _write(root / page, new)
    texts = old.splitlines(keepends=True), new.splitlines(keepends=True)
    return "".join(difflib.unified_diff(*texts, page, page))


def _replace(lines: list[str], block: Block, output: str) -> None:
    """Put an output in the place of the one shown, or below the code if there is none."""
    first = last = block.code.end
    if block.output:
        # The marker, and the empty line above it, belong to the output.
        first, last = block.output.line - 2, block.output.end
        first -= not lines[first - 1].strip()
    shown = ["", MARKER, "```text", *output.removesuffix("\n").split("\n"), "```"] if output else []
    indent = " " * block.code.indent
    lines[first:last] = [indent + line if line else "" for line in shown]


def _write(path: Path, text: str) -> None:
    """Replace a file at once: whoever reads it meets the old text or the new."""
    new = path.with_name(f".{path.name}.new")
    try:
        new.write_text(text, "utf-8")
        shutil.copymode(path, new)
        os.replace(new, path)
    finally:
        new.unlink(missing_ok=True)
