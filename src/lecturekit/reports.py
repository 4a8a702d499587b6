"""How a failed snippet reads: the page and the line first, then what a reader of the page sees."""

import difflib
import os
import traceback

from lecturekit.fences import Block


def difference(page: str, block: Block, output: str) -> str:
    """Return the report of a snippet that printed something else than its page shows."""
    line, stated = block.code.line, "no output"
    if block.output:
        line, stated = block.output.line, "another output"
    lines = block.expected.splitlines(), output.splitlines()
    return "\n".join(
        [
            f"{page}:{line}: OutputError: the page shows {stated} of the snippet in line "
            f"{block.code.line}",
            *difflib.unified_diff(*lines, "expected", "printed", lineterm=""),
            f"If what is printed is right: lecturekit update {page}",
        ]
    )


def failure(page: str, block: Block, error: BaseException, filename: str) -> str:
    """Return the report of a snippet that raised; `filename` is what its code was compiled as."""
    frames = [
        (frame.f_code, line)
        for frame, line in traceback.walk_tb(error.__traceback__)
        if not frame.f_locals.get("__tracebackhide__")
    ]
    here = [line for code, line in frames if code.co_filename == filename]
    elsewhere = bool(here) and frames[-1][0].co_filename != filename
    if isinstance(error, SyntaxError) and error.filename == filename:
        here = [error.lineno]
    marked = here[-1] if here else block.code.line
    report = [f"{page}:{marked}: {_describe(error)}", *_listing(block, marked)]
    if elsewhere:
        code, line = frames[-1]
        report.append(f"raised in {_relative(code.co_filename)}:{line}, in {code.co_name}")
    return "\n".join(report)


def _listing(block: Block, marked: int) -> list[str]:
    numbered = enumerate(block.code.code.splitlines(), block.code.line + 1)
    return [f"{'>' if n == marked else ' '} {n:4}  {line}".rstrip() for n, line in numbered]


def _describe(error: BaseException) -> str:
    text = error.msg if isinstance(error, SyntaxError) else str(error)
    first = f"{type(error).__name__}: {text}" if text else type(error).__name__
    return "\n".join([first, *getattr(error, "__notes__", [])])


def _relative(path: str) -> str:
    relative = os.path.relpath(path)
    return path if relative.startswith("..") else relative
