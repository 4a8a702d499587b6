"""A line `[name]` of a page that becomes a table: what extensions that list things share."""

from collections.abc import Callable, Iterable
from typing import NamedTuple
from xml.etree import ElementTree as etree

from markdown import Markdown
from markdown.blockprocessors import BlockProcessor
from markdown.util import AtomicString


class Link(NamedTuple):
    """A cell that leads somewhere."""

    text: str
    address: str


Row = Iterable[str | Link]


class Table(BlockProcessor):
    """Turns a line of a page into a table, whose rows are made when the line is met."""

    def __init__(
        self, md: Markdown, line: str, columns: list[str], rows: Callable[[], Iterable[Row]]
    ) -> None:
        super().__init__(md.parser)
        self.line, self.columns, self.rows = line, columns, rows
        # After indented code (80), before paragraphs (10).
        md.parser.blockprocessors.register(self, f"lecturekit-table-{line}", 20)

    def test(self, parent: etree.Element, block: str) -> bool:
        return block.strip() == self.line

    def run(self, parent: etree.Element, blocks: list[str]) -> None:
        blocks.pop(0)
        table = etree.SubElement(parent, "table")
        _row(etree.SubElement(table, "thead"), "th", self.columns)
        body = etree.SubElement(table, "tbody")
        for row in self.rows():
            _row(body, "td", row)


def _row(parent: etree.Element, tag: str, cells: Row) -> None:
    row = etree.SubElement(parent, "tr")
    for cell in cells:
        element = etree.SubElement(row, tag)
        if isinstance(cell, Link):
            element = etree.SubElement(element, "a", {"href": cell.address})
        element.text = AtomicString(cell.text if isinstance(cell, Link) else cell)
