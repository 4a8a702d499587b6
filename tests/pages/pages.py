"""The pages as the checks of this folder read them: both languages, labs as Markdown.

A check is a function that takes a page and yields problems, each `file:line: why`; its test hands
it every page. `test_seeded_errors.py` hands it pages with an error.
"""

import re
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

import pytest
import yaml

ROOT = Path(__file__).parents[2]
LANGUAGES = ("zh", "en")
FRONT = re.compile(r"\A\s*---\n(.*?)^---$", re.M | re.S)
FENCE = re.compile(r"^( *)```([^\n]*)\n(.*?)^\1```$", re.M | re.S)
DISPLAY = re.compile(r"^ *\$\$\n(.*?)^ *\$\$$", re.M | re.S)
INLINE = re.compile(r"(?<!\\)\$([^$\n]+?)(?<!\\)\$")
CODE = re.compile(r"`+[^`\n]+`+")
COMMENT = re.compile(r"<!--.*?-->", re.S)
HEADING = re.compile(r"^(#{1,6}) (.*?)(?: \{#([^}]*)\})?$", re.M)
FIGURE = re.compile(
    r"^ *!\[(.*)\]\((\S*/)([\w-]+)\.svg\)(?:\{ explorable=[\w-]+(?: data-[\w-]+=\S+)* \})?\n(.*)$",
    re.M,
)
LINK = re.compile(r"!?\[((?:[^\[\]]|\[[^\[\]]*\])*)\]\(([^)\s]*)\)")
NUMBER = re.compile(r"(?<![\w.])\d+(?:,\d{3})*(?:\.\d+)*")
# What stands around words: a fold's mark, an id, an explorable's name, a key of the front matter.
_AROUND = re.compile(
    r'^(?: *\?\?\?(?: [\w-]+)+|(?:description|needs):| +-(?= ")) *"?(.*?)"?$'
    r"|^(?:mentions|minutes|search|tags):.*|^:::.*|^  [\w:-]+: [\w./-]+\.(?:md|py)$| *\{ ?(?:#|explorable=)[^}]*\}$",
    re.M,
)


class Page(NamedTuple):
    """A page; `name` is its path from the folder of its language."""

    language: str
    name: str
    text: str

    def at(self, position: int) -> str:
        """Return `file:line` of a position."""
        return self.line(self.text.count("\n", 0, position) + 1)

    def line(self, number: int) -> str:
        return f"docs/{self.language}/{self.name}:{number}"

    @property
    def front(self) -> dict:
        block = FRONT.match(self.text)
        try:
            return yaml.safe_load(block[1]) if block else {}
        except yaml.MarkedYAMLError as error:
            line = self.text.count("\n", 0, block.start(1)) + error.problem_mark.line + 1
            why = f"{self.line(line)}: {error.problem}: a text with a colon stands in quotes"
        pytest.fail(why, pytrace=False)

    @property
    def words(self) -> str:
        """The page, each line in its place, without code, formulas, addresses and comments."""
        text = emptied(self.text, FENCE, DISPLAY, COMMENT)
        text = LINK.sub(r"\1", INLINE.sub("x", CODE.sub("x", text)))
        return _AROUND.sub(r"\1", re.sub(r"\[@[^\]]*\]|(?<=\])\[[\w.]+\]", "x", text)).replace(
            "**", ""
        )


def emptied(text: str, *patterns: re.Pattern) -> str:
    """Return a text with spaces for some blocks, so that all else stays in its place."""
    for pattern in patterns:
        text = pattern.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), text)
    return text


def dedented(indent: str, code: str) -> str:
    return re.sub(rf"^{indent}", "", code, flags=re.M)


def from_lab(program: str) -> str:
    """Return a percent-format program as Markdown; each line stays in its place."""
    lines: list[str] = []
    in_code, margin = False, ""
    for line in program.split("\n"):
        if line.startswith("# %%"):
            if in_code:  # the empty line above a cell
                lines[-1] = f"{margin}```"
            in_code = "[markdown]" not in line
            margin = " " * 4 if "".join(lines[-2:]).startswith("???") else ""  # in a fold
            lines.append(f"{margin}```python" if in_code else "")
        elif in_code:
            lines.append(margin + line if line else "")
        else:
            lines.append(line.removeprefix("#").removeprefix(" "))
    return "\n".join(lines) + (f"{margin}```\n" if in_code else "")


def read(path: Path) -> Page:
    language, _, name = path.relative_to(ROOT / "docs").as_posix().partition("/")
    text = path.read_text("utf-8")
    return Page(language, name, from_lab(text) if path.suffix == ".py" else text)


PAGES = {
    language: {
        page.name: page
        for page in map(read, sorted((ROOT / "docs" / language).rglob("*.*")))
        if page.name.endswith((".md", ".py"))
    }
    for language in LANGUAGES
}
TERMS = yaml.safe_load((ROOT / "docs/terms.yml").read_text("utf-8"))
every_page = pytest.mark.parametrize(
    "page",
    [page for pages in PAGES.values() for page in pages.values()],
    ids=lambda page: f"{page.language}/{page.name}",
)


def report(problems: Iterable[str]) -> None:
    """Fail with all problems, one a line."""
    if found := list(problems):
        pytest.fail("\n".join(found), pytrace=False)
