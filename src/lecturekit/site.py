"""The pages of a project, in both languages, and what is found wrong with them."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from lecturekit.pages import Page

LANGUAGES = ("zh", "en")


class Problem(NamedTuple):
    """Something that must be repaired, and where; prints as `path:line: message`."""

    path: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.message}"


# eq=False: what is computed once for a site must not be taken for that of a later reading.
@dataclass(frozen=True, eq=False)
class Site:
    """The sources below `root`: `docs/zh` and `docs/en`, each with the same pages and labs."""

    root: Path

    @cached_property
    def pages(self) -> dict[str, dict[str, Page]]:
        """Language -> name -> page."""
        return {language: dict(self._read(language)) for language in LANGUAGES}

    def _read(self, language: str) -> Iterator[tuple[str, Page]]:
        folder = self.root / "docs" / language
        for path in sorted([*folder.rglob("*.md"), *folder.rglob("labs/*.py")]):
            page = Page.read(self.root, path.relative_to(self.root).as_posix(), language)
            yield page.name, page

    @property
    def all_pages(self) -> list[Page]:
        """The pages of both languages, Chinese first."""
        return [page for pages in self.pages.values() for page in pages.values()]

    def both(self, name: str) -> list[Page]:
        """Return the page of a name in each language that has it."""
        return [pages[name] for pages in self.pages.values() if name in pages]

    def twin(self, page: Page) -> Page | None:
        """Return the same page in the other language."""
        (other,) = set(LANGUAGES) - {page.language}
        return self.pages[other].get(page.name)
