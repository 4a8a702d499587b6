"""What pytest-codeblocks runs is what a reader sees: form, outputs, style. It runs them by itself."""

import re
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from pages import FENCE, PAGES, Page, dedented, emptied, every_page, report

from lecturekit.outputs import MARK

KINDS = ("python", "text", "console", "py")
LONGEST = 15
# A line that counts: not empty, and no import.
_LINE = re.compile(r"^(?! *(?:import|from) ) *\S", re.M)
# A snippet is read before it is run: its names, its spaces and its lambdas are a matter of taste.
RULES = "E4,E501,E7,E9,F,B,UP"
TASTE = "E731,E741,B905,B018,B007,B023,B008,E702"


def fences(page: Page) -> Iterator[str]:
    for fence in FENCE.finditer(page.text):
        if fence[2] not in KINDS:
            yield f"{page.at(fence.start())}: expected ```{', ```'.join(KINDS)}, not ```{fence[2]}"
    for tick in re.finditer(r"^ *(?:```|~~~)", emptied(page.text, FENCE), re.M):
        yield f"{page.at(tick.start())}: expected a fence of ``` that ends at its own indent"
    for mark in re.finditer(r"<!-- ?pytest.*", page.text):  # others skip, or expect a failure
        if mark[0] != MARK:
            yield f"{page.at(mark.start())}: expected no mark for pytest but {MARK}"


def outputs(page: Page) -> Iterator[str]:
    """A snippet that prints is followed by its output, and it is short."""
    for fence in FENCE.finditer(page.text):
        indent, info, code = fence.groups()
        if info != "python" or page.name.endswith(".py"):
            continue
        where = page.at(fence.start())
        shown = page.text.startswith(f"\n\n{indent}{MARK}\n{indent}```text\n", fence.end())
        if "print(" in code and not shown:
            yield f"{where}: it prints, but no {MARK} and ```text follow: `make update` writes them"
        if len(_LINE.findall(code)) > LONGEST:
            yield f"{where}: expected at most {LONGEST} lines besides imports"


def style(pages: Iterable[Page], folder: Path) -> Iterator[str]:
    """Hold the snippets of some pages to ruff's rules, in one run, each at its line of a file."""
    for page in pages:
        for fence in FENCE.finditer(page.text):
            if fence[2] == "python" and page.name.endswith(".md"):
                above = page.text.count("\n", 0, fence.start()) + 1
                file = folder / f"docs/{page.language}/{page.name}/{above}.py"
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_text("\n" * above + dedented(fence[1], fence[3]), "utf-8")
    options = ["--isolated", "--line-length=100", f"--select={RULES}", f"--ignore={TASTE}"]
    command = [sys.executable, "-m", "ruff", "check", *options, "--output-format=concise", "."]
    found = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False).stdout
    for fault in re.findall(r"^docs.*", found, re.M):
        yield re.sub(r"/\d+\.py(:\d+):\d+", r"\1", fault)


@every_page
def test_form_of_snippets(page):
    report([*fences(page), *outputs(page)])


def test_style_of_snippets(tmp_path):
    report(style(PAGES["en"].values(), tmp_path))
