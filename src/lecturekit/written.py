"""The text of a page as its author wrote it, in which an error finds its line."""

from markdown import Markdown
from markdown.preprocessors import Preprocessor


class Written(Preprocessor):
    """Keeps a page's text: that of its file if it is given, else what is converted."""

    def __init__(self, md: Markdown, source: str) -> None:
        super().__init__(md)
        self.source, self.text = source, source
        md.preprocessors.register(self, f"lecturekit-written-{id(self)}", 100)

    def run(self, lines: list[str]) -> list[str]:
        self.text = self.source or "\n".join(lines)
        return lines

    def line_of(self, text: str, *, last: bool = False) -> int:
        """Return the line where a text stands first, or last; 1 if it is nowhere."""
        at = self.text.rfind(text) if last else self.text.find(text)
        return self.text.count("\n", 0, max(at, 0)) + 1
