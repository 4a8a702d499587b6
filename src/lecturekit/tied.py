"""Where a line may end at a formula: not before the punctuation behind it, nor within its brackets.

A formula is a box to the browser, which may break a line behind it, even before a full stop.
"""

import re
from xml.etree import ElementTree as etree

from markdown.treeprocessors import Treeprocessor

_TERM = '<span class="katex-base">'
_NEXT_TERM = f"</span>{_TERM}"
# A bracket with an exponent is a span of the class within another of the class.
_CLOSE = re.compile(r'class="mclose[^"]*"(?!><span class="mclose)')
_MARKS = re.compile(r"[，。、；：！？）》”’,.;:!?)]+")


class TiedPunctuation(Treeprocessor):
    """Puts each element of a tag and the punctuation behind it into a `<span class="tied">`."""

    def __init__(self, md, tag: str) -> None:
        super().__init__(md)
        self.tag = tag

    def run(self, root: etree.Element) -> None:
        parents = {child: parent for parent in root.iter() for child in parent}
        for element in list(root.iter(self.tag)):
            marks = _MARKS.match(element.tail or "")
            if marks:
                _tie(element, parents[element], marks[0])


def _tie(element: etree.Element, parent: etree.Element, marks: str) -> None:
    span = etree.Element("span", {"class": "tied"})
    span.tail, element.tail = element.tail.removeprefix(marks), marks
    parent[list(parent).index(element)] = span
    span.append(element)


def breakable(html: str) -> str:
    """Return a formula that may be broken between its terms, but not within brackets."""
    first, *rest = html.split(_NEXT_TERM)
    depth = _opened(first)
    for term in rest:
        first += f"</span>{'' if depth else '<wbr>'}{_TERM}{term}"
        depth += _opened(term)
    return first


def _opened(term: str) -> int:
    """Return how many brackets more are opened than closed."""
    return term.count('class="mopen') - len(_CLOSE.findall(term))
