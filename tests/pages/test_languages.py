"""Line n of a Chinese page is line n of the English one: words differ, and comments in code."""

import difflib
import re
from collections import Counter
from collections.abc import Iterator

import pytest
from pages import CODE, DISPLAY, FENCE, INLINE, LINK, NUMBER, PAGES, Page, dedented, report

from lecturekit import PageError
from lecturekit.cache import behaviour

ONE_LANGUAGE = "Write it there, or open the pull request in one language: a reviewer adds the other"
# What a line begins with, and the name that a heading or a figure ends with.
_MARK = re.compile(
    r" *(?:#+ |```|!\[|\?\?\?(?: \w+)+|\d+\. |- \[x\] |[-*+] |\||\$\$|<!--|:::|description:|)"
)
_NAME = re.compile(r"\{(?:#| explorable=)[^}]*\}$|$")
_TEXT = re.compile(r"\\text\w*\s*\{[^{}]*\}")
# What is equal to the letter: code, formulas, the front matter without its words.
_EXACT = re.compile(
    r" *(?:```|\$\$|<!--|:::)|(?:minutes|deeper|moved):|  [\w:-]+: [\w./-]+\.(?:md|py)$"
)


def in_step(zh: Page, en: Page) -> Iterator[str]:
    """Yield the first place where the lines part, or else every line whose facts differ."""
    lines = [_comparable(page.text).split("\n") for page in (zh, en)]
    if len(lines[0]) != len(lines[1]):
        facts = [[str(_facts(line)) for line in page] for page in lines]
        changes = difflib.SequenceMatcher(None, *facts, autojunk=False).get_opcodes()
        _, i, i_end, j, j_end = next(c for c in changes if c[2] - c[1] != c[4] - c[3])
        longer, start, stop = (zh, i, i_end) if i_end - i > j_end - j else (en, j, j_end)
        where = en.line(j + 1) if longer is zh else zh.line(i + 1)
        text = longer.text.split("\n")
        row = next((row for row in range(start, stop) if text[row].strip()), start)
        what = text[row].strip()[:60] or "an empty line"
        if re.match(r"```py|\$\$", what):
            what = f"a line of what begins with {what}"
        what = f"{what} ({longer.line(row + 1)}), or a line like it beside it"
        yield f"{where}: missing: {what}. {ONE_LANGUAGE}"
        return
    for number, pair in enumerate(zip(*lines), 1):
        here, there = map(_facts, pair)
        for what in here:
            if what in there and here[what] != there[what]:
                if "```py" in pair[0]:
                    yield f"{zh.line(number)}: the code does something else than at {en.line(number)}"
                    continue
                more, less = sorted(here[what] - there[what]), sorted(there[what] - here[what])
                yield f"{zh.line(number)}: {what} {more}, not the {less} of {en.line(number)}"


def _comparable(text: str) -> str:
    """Return a page with each program and each display formula as one comparable line."""
    text = DISPLAY.sub(lambda m: f"$${_normal(m[1])}" + "\n$$" * m[0].count("\n"), text)
    return FENCE.sub(lambda m: _program(*m.groups()), text)


def _program(indent: str, info: str, code: str) -> str:
    if info not in ("python", "py"):
        return f"{indent}```{info}\n" + re.sub("[`$]", "'", code) + "```"
    code = code.replace(', language="zh"', "")  # of the sentences that judge an exercise
    try:
        does = behaviour(dedented(indent, code))
    except PageError:  # which is said where it is run
        does = code
    return f"{indent}```{info} {does!a}" + "\n```" * (code.count("\n") + 1)


def _normal(tex: str) -> str:
    return re.sub(r"\s+", "", _TEXT.sub("", tex))


def _kind(line: str) -> str:
    """Return what a line is, and its place: its indent, its mark, its name."""
    return (_MARK.match(line)[0] or "words") + _NAME.search(line)[0] if line.strip() else ""


def _facts(line: str) -> dict[str, Counter]:
    """Return what a line has in either language."""
    kind = {"kind": Counter([_kind(line)])}
    if _EXACT.match(line):
        return kind | {"line": Counter([line])}
    if line.startswith("description:"):
        return kind
    words = CODE.sub("", line)
    formulas, words = INLINE.findall(words), INLINE.sub("", words)
    links, words = LINK.findall(words), LINK.sub(r"\1", words)
    return kind | {
        "code": Counter(sorted(set(CODE.findall(line)))),
        "formulas": Counter(sorted(map(_normal, formulas))),
        "links": Counter(sorted(address for _, address in links)),
        "citations": Counter(sorted(re.findall(r"@[\w-]+", words))),
        "cells": Counter(re.findall(r"\|", words)),
        "numbers": Counter(sorted(n.replace(",", "") for n in NUMBER.findall(words) if len(n) > 1)),
    }


def test_both_languages_have_the_same_pages():
    for here, there in (("zh", "en"), ("en", "zh")):
        missing = sorted(PAGES[here].keys() - PAGES[there].keys())
        report(f"docs/{there}/{name}:1: missing. {ONE_LANGUAGE}" for name in missing)


@pytest.mark.parametrize("name", sorted(PAGES["zh"].keys() & PAGES["en"].keys()))
def test_the_languages_are_in_step(name):
    report(in_step(PAGES["zh"][name], PAGES["en"][name]))
