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
_KIND = re.compile(
    r"""(?P<description>description:)
    |(?P<heading>\#+[ ].*?(?:\{\#(?P<id>.*)\})?$)
    |(?P<fence>```(?P<info>.*))
    |(?P<figure>!\[.*\]\((?P<address>.*)\)(?P<explorable>\{.*\})?$)
    |(?P<fold>(?:\?\?\?\+?|!!!)[ ]\w+)
    |(?P<item>\d+\.[ ]|[-*+][ ])
    |(?P<row>\|)
    |(?P<formula>\$\$)
    |(?P<comment><!--.*-->$)
    |(?P<directive>:::[ ].*|\[\w+\]$)""",
    re.X,
)
_TEXT = re.compile(r"\\(?:text|mbox)\w*\s*\{[^{}]*\}")


def same_pages() -> Iterator[str]:
    for here, there in (("zh", "en"), ("en", "zh")):
        for name in sorted(PAGES[here].keys() - PAGES[there].keys()):
            yield f"docs/{there}/{name}:1: missing: docs/{here}/{name} has no page here. {ONE_LANGUAGE}"


def in_step(zh: Page, en: Page) -> Iterator[str]:
    """Yield the first place where the lines part, or else every line whose facts differ."""
    for key in ("minutes", "deeper", "moved"):
        if zh.front.get(key) != en.front.get(key):
            yield f"{zh.at(key)}: {key} {zh.front.get(key)}, not the {en.front.get(key)} of {en.at(key)}"
    lines = {page.language: _comparable(page.text).split("\n") for page in (zh, en)}
    kinds = [list(map(_kind, lines[language])) for language in ("zh", "en")]
    if kinds[0] != kinds[1]:
        changes = difflib.SequenceMatcher(None, *kinds, autojunk=False).get_opcodes()
        _, i, i_end, j, j_end = next(change for change in changes if change[0] != "equal")
        longer, start, stop = (zh, i, i_end) if i_end - i > j_end - j else (en, j, j_end)
        shorter, at = (en, j) if longer is zh else (zh, i)
        kind = next(filter(None, map(_kind, lines[longer.language][start:stop])), "empty line")
        kind = re.sub(r" \d+$", "", kind)  # without its indent
        yield (
            f"{shorter.line(at + 1)}: missing: {kind} of {longer.line(start + 1)}. {ONE_LANGUAGE}"
        )
        return
    for number, pair in enumerate(zip(lines["zh"], lines["en"], strict=True), 1):
        here, there = map(_facts, pair)
        for what, fact in here.items():
            if fact != there[what]:
                yield f"{zh.line(number)}: {what} {_shown(fact, there[what])} of {en.line(number)}"


def _comparable(text: str) -> str:
    """Return a page with each program and each display formula as one comparable line."""
    text = DISPLAY.sub(lambda m: f"$${_normal(m[1])}" + "\n" * m[0].count("\n"), text)
    return FENCE.sub(lambda m: _program(*m.groups()), text)


def _program(indent: str, info: str, code: str) -> str:
    if info not in ("python", "py"):
        return f"{indent}```{info}\n" + re.sub("[`$]", "'", code) + "```"
    code = code.replace(', language="zh"', "")  # of the sentences that judge an exercise
    try:
        does = behaviour(dedented(indent, code))
    except PageError:
        does = " ".join(code.split())
    return f"{indent}```{info} {does!a}" + "\n" * (code.count("\n") + 1)


def _normal(tex: str) -> str:
    return re.sub(r"\s+", "", _TEXT.sub("", tex))


def _kind(line: str) -> str:
    """Return what a line is, and its place: an id, a fence's kind, a figure."""
    indent = len(line) - len(line.lstrip())
    found = _KIND.match(line.strip())
    if not found:
        return "paragraph" if line.strip() else ""
    name = (
        found["id"]
        or (found["info"] or "").split(" ")[0]
        or (found["address"] or "") + (found["explorable"] or "")
    )
    level = line.strip().split(" ")[0] if found["heading"] else ""
    return " ".join(filter(None, (found.lastgroup and _group(found), level, name, str(indent))))


def _group(found: re.Match) -> str:
    places = ("id", "info", "address", "explorable")
    return next(key for key, text in found.groupdict().items() if text and key not in places)


def _facts(line: str) -> dict[str, object]:
    """Return what a line has in either language."""
    if line.lstrip().startswith(("```", "$$", "<!--")):
        return {"code or formula": line}
    if line.startswith("description:"):
        return {}
    code = Counter(CODE.findall(line))
    words = CODE.sub("", line)
    formulas = Counter(map(_normal, INLINE.findall(words)))
    words = INLINE.sub("", words)
    item = re.match(r" *(\d+\.|[-*+]) ", words)
    return {
        "list mark": item and item[1],
        "fold": re.findall(r"^ *((?:\?\?\?\+?|!!!)(?: \w+)+)", words),
        "right answer": words.lstrip().startswith("- [x] "),
        "cells": words.count("|"),
        "code": set(code),
        "formulas": formulas,
        "links": [address for _, address in LINK.findall(words)],
        "citations": Counter(re.findall(r"@[\w-]+", LINK.sub(r"\1", words))),
        "numbers": Counter(
            number.replace(",", "")
            for number in NUMBER.findall(LINK.sub(r"\1", words)[item.end() if item else 0 :])
            if len(number) > 1
        ),
    }


def _shown(here: object, there: object) -> str:
    if isinstance(here, Counter | set):
        return f"{sorted(here - there)}, not the {sorted(there - here)}"
    return f"{here!r}, not the {there!r}"


def test_both_languages_have_the_same_pages():
    report(same_pages())


@pytest.mark.parametrize("name", sorted(PAGES["zh"].keys() & PAGES["en"].keys()))
def test_the_languages_are_in_step(name):
    report(in_step(PAGES["zh"][name], PAGES["en"][name]))
