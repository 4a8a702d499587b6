"""Explorables: figures that a reader can move.

    ![alt text](../assets/figures/FIGURE.svg){ explorable=NAME }
    The caption, on the next line of the same paragraph.

becomes the figure as ever, inside an element `<explore-NAME>` that carries its words and says which
files move it: those of `docs/assets/explorables` whose names begin with `NAME.`. A loader fetches
them when the figure nears the screen. What prints, and what is there without a script, is the figure
with its caption; where it moves, it has the caption of the words. The words of a language stand in
`explorables.yml` beside its pages: name -> key -> words.
"""

import html
import json
import re
from pathlib import Path

import yaml

from lecturekit import PageError

WORDS = "explorables.yml"
_FIGURE = re.compile(
    r'<figure class="figure"([^>]*) explorable="([\w-]+)"([^>]*)>(.*?)</figure>', re.S
)


def read(words: Path) -> dict[str, dict[str, str]]:
    """Return the words of a language: name of an explorable -> key -> words."""
    return yaml.safe_load(words.read_text("utf-8"))


def wrapped(page: str, words: dict[str, dict[str, str]], folder: Path) -> str:
    """Return a page's HTML with each figure that has an explorable inside its element.

    Raises:
        PageError: If an explorable has no words or no script.
    """

    def element(match: re.Match) -> str:
        before, name, after, content = match.groups()
        files = _files(folder, name)
        if name not in words or f"{name}.js" not in files:
            raise PageError(f"explorable={name}", f"expected words and {name}.js for {name}")
        caption = html.escape(words[name]["caption"])
        others = {key: text for key, text in words[name].items() if key != "caption"}
        data = html.escape(json.dumps(others, ensure_ascii=False, separators=(",", ":")))
        moving = f'</figcaption><p class="explorable-caption">{caption}</p>'
        return (
            f'<explore-{name}{before}{after} data-files="{" ".join(files)}" data-words="{data}">'
            f'<figure class="figure">{content.replace("</figcaption>", moving, 1)}</figure>'
            f"</explore-{name}>"
        )

    return _FIGURE.sub(element, page)


def _files(folder: Path, name: str) -> list[str]:
    """Return what a browser loads for an explorable; the script that defines the element is last."""
    names = [path.name for path in folder.glob(f"{name}.*") if path.suffix in (".css", ".js")]
    return sorted(names, key=lambda each: (each == f"{name}.js", each))
