"""The pages as they are written: what the built site is compared with."""

import re
from pathlib import Path
from textwrap import dedent

DOCS = Path(__file__).parents[2] / "docs"
HOMES = {"zh": "", "en": "en/"}  # language -> address of its home page
FENCE = re.compile(r"^( *)```(\w+)\n(.*?)^\1```$", re.M | re.S)
FIGURE = re.compile(r"!\[[^\]]*\]\(\S*assets/figures/([\w-]+)\.svg\)")
HIDDEN = (  # what is no prose, in this order
    re.compile(r"\A---\n.*?^---\n", re.M | re.S),
    FENCE,
    re.compile(r"<!--.*?-->", re.S),
    re.compile(r"\$\$.*?\$\$|\$[^$]*\$|`[^`\n]*`", re.S),
    re.compile(r"\{#[\w-]+\}|\]\([^)]*\)|!\[[^\]]*"),
    re.compile(r"^(?![#\n]).*", re.M),  # of labs alone: their code
)


def pages(language: str) -> dict[str, str]:
    """Return address within the language's site -> source."""
    folder = DOCS / language
    files = sorted([*folder.rglob("*.md"), *folder.rglob("*.py")])
    paths = {file: file.relative_to(folder).with_suffix("").as_posix() for file in files}
    return {
        ("" if path == "index" else f"{path}/"): file.read_text("utf-8")
        for file, path in paths.items()
    }


def prose(source: str) -> str:
    """Return what a page says outside code, formulas and addresses."""
    is_lab = source.startswith("# ")
    for pattern in HIDDEN if is_lab else HIDDEN[:-1]:
        source = pattern.sub("", source)
    return source


def fences(source: str, word: str = "python") -> list[str]:
    return [dedent(code) for _, kind, code in FENCE.findall(source) if kind == word]


# A lecture is a page with exercises. The longest one shows all that a page can have; where any one
# of a section will do, the shortest one is quicker.
LECTURES = [path for path, source in pages("en").items() if "{#exercises}" in source]
LONGEST = max(LECTURES, key=lambda path: len(pages("en")[path]))
SHORTEST = min(
    (path for path in LECTURES if path.count("/") == 2), key=lambda path: len(pages("en")[path])
)
