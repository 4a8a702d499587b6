"""Every `python` fence of a page is a test: a pytest plugin on top of pytest-codeblocks.

pytest-codeblocks decides which files and fences are tests; here a fence is run as a program of its
own, from the same clean state whatever ran before, and a failure is reported at its line of the
page. What pytest-codeblocks would skip in silence or hand to a shell fails.

Options in pytest's configuration:
    snippet_timeout: Seconds that one snippet may take; 10 by default, 0 is no limit.
"""

import ast
import contextlib
import importlib
import io
import os
import unittest
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_codeblocks.plugin import MarkdownFile

from lecturekit import reports
from lecturekit.errors import PageError
from lecturekit.fences import Block, blocks_of, refused
from lecturekit.state import clean_state, run_as_main

# Threads of products as small as the pages have only wait for one another, and their number would
# change last digits. Said here, before a snippet imports what reads it.
os.environ.setdefault("OMP_NUM_THREADS", "1")
_SKIPS = (pytest.skip.Exception, pytest.xfail.Exception, unittest.SkipTest)
_KEPT = 2000  # characters of a failed snippet's output; an endless loop prints millions


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addini("snippet_timeout", "seconds that one snippet may take; 0: no limit", default="10")


@pytest.hookimpl(wrapper=True)
def pytest_collect_file(parent: pytest.Collector) -> Iterator[None]:
    files = yield
    return [
        Page.from_parent(parent, path=file.path) if isinstance(file, MarkdownFile) else file
        for file in files
    ]


class OutputError(AssertionError):
    """A snippet printed something else than its page shows."""


class Page(MarkdownFile):
    """A Markdown file: its snippets, and what it has that nothing would test."""

    def collect(self) -> Iterator[pytest.Item]:
        text = self.path.read_text("utf-8")
        try:
            refusals = refused(text)
            blocks = [] if refusals else blocks_of(text)
        except RuntimeError as error:
            raise self.CollectError(f"{self.nodeid}: {error}") from None
        for line, why in refusals:
            yield Refusal.from_parent(self, name=f"line {line}", line=line, why=why)
        for block in blocks:
            if block.code.info == "python":
                line = block.code.line
                yield Snippet.from_parent(self, name=f"line {line}", line=line, block=block)


class _PageItem(pytest.Item):
    def __init__(self, *, line: int, **kwargs) -> None:
        super().__init__(**kwargs)
        self.line = line

    def reportinfo(self) -> tuple[Path, int, str]:
        return self.path, self.line - 1, f"{self.parent.nodeid}:{self.line}"


class Refusal(_PageItem):
    """A part of a page that nothing would test; it always fails."""

    def __init__(self, *, why: str, **kwargs) -> None:
        super().__init__(**kwargs)
        self.why = why

    def runtest(self) -> None:
        raise PageError(self.parent.nodeid, self.line, self.why)

    def repr_failure(self, excinfo: pytest.ExceptionInfo) -> str:
        return str(excinfo.value)


class Snippet(_PageItem):
    """One `python` fence, run as a program.

    Attributes:
        block: The fence, and the output that the page shows.
        output: What the program printed, once it has run to its end.
    """

    def __init__(self, *, block: Block, **kwargs) -> None:
        super().__init__(**kwargs)
        self.block, self.output = block, ""
        limit = float(self.config.getini("snippet_timeout"))
        self.add_marker(pytest.mark.timeout(limit, func_only=True))

    def setup(self) -> None:
        # The first import of torch takes seconds, on a cold machine more than a snippet's limit.
        with contextlib.suppress(Exception):  # the snippet itself raises it again, at its line
            for name in _imported(self.block.code.code):
                importlib.import_module(name)

    def runtest(self) -> None:
        printed = io.StringIO()
        try:
            with clean_state(), contextlib.redirect_stdout(printed):
                # The empty lines give each line of code its number in the page.
                run_as_main("\n" * self.line + self.block.code.code, str(self.path))
        except BaseException as error:
            self.add_report_section("call", "stdout", printed.getvalue()[-_KEPT:])
            if isinstance(error, _SKIPS):  # which pytest would count as neither passed nor failed
                why = f"expected a snippet that runs to its end, but it skips: {error}"
                raise AssertionError(why).with_traceback(error.__traceback__) from None
            raise
        self.output = printed.getvalue()
        if self.output and not self.output.endswith("\n"):
            self.output += "\n"  # a fence has no way to show an unfinished line
        if self.output != self.block.expected:
            raise OutputError

    def repr_failure(self, excinfo: pytest.ExceptionInfo) -> str:
        if excinfo.errisinstance(OutputError):
            return reports.difference(self.parent.nodeid, self.block, self.output)
        return reports.failure(self.parent.nodeid, self.block, excinfo.value, str(self.path))


def _imported(code: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            yield node.module
