"""What pytest-codeblocks runs is what a reader sees: form, outputs, style. It runs them by itself."""

import ast
import json
import re
import subprocess
import sys
from collections.abc import Iterator

from pages import FENCE, PAGES, Page, dedented, every_page, report

from lecturekit.outputs import MARK

KINDS = ("python", "text", "console", "py", "mermaid", "yaml")
LONGEST = 15  # lines besides imports
# A snippet is read before it is run: its names, its spaces and its lambdas are a matter of taste.
RULES = "E4,E501,E7,E9,F,B,UP"
TASTE = "E731,E741,B905,B018,B007,B023,B008,E702"


def fences(page: Page) -> Iterator[str]:
    found = list(FENCE.finditer(page.text))
    within = [range(fence.start(), fence.end()) for fence in found]
    for fence in found:
        if fence[2] not in KINDS:
            yield f"{page.at(fence.start())}: expected ```{', ```'.join(KINDS)}, not ```{fence[2]}"
    for tick in re.finditer(r"^ *(?:```|~~~)", page.text, re.M):
        if not any(tick.start() in block for block in within):
            yield f"{page.at(tick.start())}: expected a fence of ``` that ends at its own indent"
    for mark in re.finditer(r"<!-- ?pytest.*", page.text):
        if mark[0] != MARK:
            yield f"{page.at(mark.start())}: expected no mark for pytest but {MARK}"


def outputs(page: Page) -> Iterator[str]:
    """A snippet that prints is followed by its output, one that does not by none."""
    for fence in FENCE.finditer(page.text):
        indent, info, code = fence.groups()
        if info != "python" or page.name.endswith(".py"):
            continue
        where = page.at(fence.start())
        try:
            tree = ast.parse(dedented(indent, code))
        except SyntaxError as error:
            yield f"{page.line(page.text.count(chr(10), 0, fence.start()) + 1 + error.lineno)}: {error.msg}"
            continue
        prints = any(isinstance(node, ast.Name) and node.id == "print" for node in ast.walk(tree))
        below = page.text[fence.end() :]
        shown = below.startswith(f"\n\n{indent}{MARK}\n{indent}```text\n")
        if prints and not shown:
            yield f"{where}: it prints, but no {MARK} and ```text follow: `make update` writes them"
        if not prints and re.match(rf"\n\s*{MARK}", below):
            yield f"{where}: an output is shown, but it prints nothing"
        imports = [node for node in tree.body if isinstance(node, ast.Import | ast.ImportFrom)]
        imported = {row for node in imports for row in range(node.lineno, node.end_lineno + 1)}
        rows = [row for row, line in enumerate(code.split("\n"), 1) if line.strip()]
        if len(set(rows) - imported) > LONGEST:
            yield f"{where}: expected at most {LONGEST} lines besides imports"


def style(pages: dict[str, Page], folder) -> Iterator[str]:
    """Hold the snippets of all pages to ruff's rules, in one run."""
    places = {}
    for page in pages.values():
        for number, fence in enumerate(FENCE.finditer(page.text)):
            if fence[2] == "python" and page.name.endswith(".md"):
                file = folder / f"{page.name.replace('/', '-')}-{number}.py"
                file.write_text(dedented(fence[1], fence[3]), "utf-8")
                above = page.text.count("\n", 0, fence.start()) + 1
                places[file.name] = (page, above)
    options = ["--isolated", "--line-length=100", "--select", RULES, "--ignore", TASTE]
    command = [sys.executable, "-m", "ruff", "check", *options, "--output-format=json", folder]
    found = json.loads(subprocess.run(command, capture_output=True, check=False).stdout)
    for fault in found:
        page, above = places[fault["filename"].replace("\\", "/").split("/")[-1]]
        yield f"{page.line(above + fault['location']['row'])}: {fault['code']} {fault['message']}"


@every_page
def test_form_of_snippets(page):
    report([*fences(page), *outputs(page)])


def test_style_of_snippets(tmp_path):
    report(style(PAGES["en"], tmp_path))
