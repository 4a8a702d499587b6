"""What stops a build, and where."""

from mkdocs.exceptions import BuildError


class PageError(BuildError):
    """A page cannot be built as it stands; says which page, which line and why."""

    def __init__(self, page: str, line: int, message: str) -> None:
        super().__init__(f"{page}:{line}: {message}")
        self.page, self.line = page, line
