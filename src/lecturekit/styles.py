"""The site's style sheets, cut to the classes that its pages and scripts can show.

The theme's own sheet is the largest: most of it is for things that this site does not have. What a
script may add to a page later is kept, since the script spells its name out.
"""

import functools
import re
from collections.abc import Iterable
from pathlib import Path

import tinycss2
from tinycss2.ast import AtRule, Node, QualifiedRule

from lecturekit.kept import for_each_page

SHEETS = ("assets/stylesheets/*.css", "assets/katex/*.css", "assets/_mkdocstrings.css")
_CLASS_LIST = re.compile(r'class="([^"]*)"')
_WORD = re.compile(r"[A-Za-z_][\w-]*")
_CLASS = re.compile(r"\.([A-Za-z_][\w-]*)")
_NEGATION = re.compile(r":not\([^()]*\)")
_GROUPS = ("media", "supports")
# The theme sets this attribute for a moment whenever a page starts, so that nothing fades from one
# colour to another; with a rule for it the browser would style the whole page anew, twice.
_TOO_DEAR = "[data-md-color-switching]"


def cut(site: Path, skip: Path | None = None) -> None:
    """Remove from each style sheet of site the rules that match nothing.

    Args:
        site: A built site.
        skip: A folder in it whose pages belong to another site.
    """
    used: set[str] = set()
    for page in site.rglob("*.html"):
        if skip is None or not page.is_relative_to(skip):
            used |= classes(page.read_text("utf-8"))
    for script in site.glob("assets/**/*.js"):
        used.update(_WORD.findall(script.read_text("utf-8")))
    for pattern in SHEETS:
        for sheet in site.glob(pattern):
            sheet.write_text(without_unused(sheet.read_text("utf-8"), frozenset(used)), "utf-8")


@for_each_page
def classes(page: str) -> frozenset[str]:
    """Return the classes of the elements of an HTML page.

    Examples:
        >>> sorted(classes('<p class="a b">class="c"</p><i class="b">'))
        ['a', 'b', 'c']
    """
    return frozenset(name for names in _CLASS_LIST.findall(page) for name in names.split())


@functools.lru_cache(16)  # a server cuts the same sheets after each edit
def without_unused(css: str, used: frozenset[str]) -> str:
    """Return a style sheet without the selectors that need a class which is not used.

    Examples:
        >>> without_unused("a.b{color:red} .c,.d{margin:0} @media print{.e{top:0}}", frozenset("bd"))
        'a.b{color:red}.d{margin:0}'
    """
    rules = tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True)
    return "".join(_rules(rules, used))


def _rules(rules: Iterable[Node], used: frozenset[str]) -> Iterable[str]:
    for rule in rules:
        if isinstance(rule, QualifiedRule):
            selectors = ",".join(_matching(tinycss2.serialize(rule.prelude), used))
            if selectors:
                yield f"{selectors}{{{tinycss2.serialize(rule.content).strip()}}}"
        elif isinstance(rule, AtRule) and rule.lower_at_keyword in _GROUPS:
            inner = tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True)
            kept = "".join(_rules(inner, used))
            if kept:
                yield f"@{rule.at_keyword}{tinycss2.serialize(rule.prelude)}{{{kept}}}"
        else:
            yield rule.serialize()


def _matching(prelude: str, used: frozenset[str]) -> Iterable[str]:
    """Return the selectors of a list that are wanted; what is negated need not be there."""
    for selector in _split(prelude):
        needed = _CLASS.findall(_NEGATION.sub("", selector))
        if used.issuperset(needed) and _TOO_DEAR not in selector:
            yield selector.strip()


def _split(prelude: str) -> Iterable[str]:
    """Return the parts between commas, but for those in brackets."""
    depth, start = 0, 0
    for i, character in enumerate(prelude):
        depth += (character in "([") - (character in ")]")
        if character == "," and depth == 0:
            yield prelude[start:i]
            start = i + 1
    yield prelude[start:]
