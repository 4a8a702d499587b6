"""Read what stands within a line: formulas, code, links, citations, and the words between."""

import re
from typing import NamedTuple

CODE = re.compile(r"(`+)(.+?)\1")
_FORMULA = re.compile(r"(?<!\\)\$([^$]+?)(?<!\\)\$")
_CITATION = re.compile(r"\[(@[^\]]+)\]")
_AUTOLINK = re.compile(r"<(https?://[^>]+)>")
_LINK = re.compile(r'!?\[([^\[\]]*)\]\(([^)\s]*)(?:\s+"[^"]*")?\)')
_MARKUP = re.compile(r"<[^<>]*>|\{[:#.][^{}]*\}|\*+|__|\\(?=[$*])")
_NUMBER = re.compile(r"(?<![\d.])(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)*")
_PYTHON_THOUSANDS = re.compile(r"(?<=\d)_(?=\d{3})")
_QUANTITY = re.compile(rf"(?<![A-Za-z])({_NUMBER.pattern}) ?([%万亿]?)")
_TEX_WORDS = re.compile(r"\\(?:text|mbox)\w*\s*\{[^{}]*\}")
_TEX_SPACE = re.compile(r"(\\[A-Za-z]+)\s+(?=[A-Za-z])")

# Stands for a formula, code or citation: a Latin letter, since what holds of a Latin word, such as
# the space between it and 汉字, holds of them.
MASK = "x"


class Inline(NamedTuple):
    """The parts of a line, in order, and its text in two forms.

    In both, each formula and code span is an `x` and markup is gone. `text` keeps the words of
    links and an `x` for each citation; `unlinked` has neither.
    """

    formulas: tuple[str, ...]
    codes: tuple[str, ...]
    links: tuple[str, ...]
    citations: tuple[str, ...]
    text: str
    unlinked: str


def parse(source: str) -> Inline:
    """Return the parts of one line of Markdown.

    Examples:
        >>> parse("Take `lr` as $x$, see [there](a.md) and [@boyd2004].")[:4]
        (('x',), ('lr',), ('a.md',), ('boyd2004',))
    """
    codes, source = _take(CODE, source, 2, MASK)
    formulas, source = _take(_FORMULA, source, 1, MASK)
    cited, source = _take(_CITATION, source, 1, "\0")
    autolinks, source = _take(_AUTOLINK, source, 1, "\0")
    links = [match[2] for match in _LINK.finditer(source)]
    text = _LINK.sub(r"\1", source).replace("\0", MASK)
    unlinked = _LINK.sub("", source).replace("\0", "")
    return Inline(
        tuple(map(normal_tex, formulas)),
        tuple(codes),
        (*links, *autolinks),
        tuple(re.findall(r"@([\w:-]+)", " ".join(cited))),
        _MARKUP.sub("", text),
        _MARKUP.sub("", unlinked),
    )


def _take(pattern: re.Pattern, source: str, group: int, mask: str) -> tuple[list[str], str]:
    return [match[group] for match in pattern.finditer(source)], pattern.sub(mask, source)


def normal_tex(tex: str) -> str:
    r"""Return TeX without the differences that cannot be seen or are words of a language.

    Examples:
        >>> normal_tex(r"b -  y \text{ sonst}") == normal_tex(r"b-y\text{ otherwise}")
        True
        >>> normal_tex(r"\eta x")
        '\\eta x'
    """
    tex = _TEX_WORDS.sub(r"\\text{}", tex)
    return re.sub(r"\s+", "", _TEX_SPACE.sub("\\1\0", tex)).replace("\0", " ")


def tex_words(tex: str) -> list[str]:
    r"""Return the words in a formula that both languages share.

    Examples:
        >>> tex_words(r"\frac{\text{ops}}{\text{字节}}")
        ['\\text{ops}']
    """
    return [word for word in _TEX_WORDS.findall(tex) if word.isascii()]


def numbers(text: str) -> list[str]:
    """Return the numbers of a text as they are written, without signs and thousands separators.

    Examples:
        >>> numbers("from -10.53 to 1,234.5, then 10_000, version 0.18.1")
        ['10.53', '1234.5', '10000', '0.18.1']
    """
    text = _PYTHON_THOUSANDS.sub("", text.replace("{,}", ","))
    return [match[0].replace(",", "") for match in _NUMBER.finditer(text)]


def quantities(text: str) -> list[tuple[str, str]]:
    """Return the numbers of a text, but for names such as float32, and the unit of each, if any.

    Examples:
        >>> quantities("95 % of 1,797 in float32, 10 万")
        [('95', '%'), ('1797', ''), ('10', '万')]
    """
    found = _QUANTITY.finditer(text.replace("{,}", ","))
    return [(match[1].replace(",", ""), match[2]) for match in found]
