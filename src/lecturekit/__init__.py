"""The press: functions that turn bilingual pages of mathematics and code into a site."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from mkdocs.exceptions import PluginError

CONFIGS = {"zh": "mkdocs.yml", "en": "mkdocs.en.yml"}


class PageError(ValueError):
    """A page cannot be set as it is written; `text` is the part of its source that is at fault."""

    def __init__(self, text: str, why: str) -> None:
        super().__init__(why)
        self.text = text


@contextmanager
def located(path: Path | str) -> Iterator[None]:
    """Turn a PageError into the error that stops the build, whose text begins with file and line."""
    try:
        yield
    except PageError as error:
        source = Path(path).read_text("utf-8")
        # The whole of it, or its first line: in a fold the others are indented.
        place = max(source.find(error.text), source.find(error.text.split("\n")[0]), 0)
        line = source.count("\n", 0, place) + 1
        raise PluginError(f"{os.path.relpath(path)}:{line}: {error}") from None
