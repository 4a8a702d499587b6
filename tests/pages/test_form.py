"""The form of a page: front matter, headings, figures, folds, exercises, the nav, the next page."""

import posixpath
import re
from collections.abc import Iterator
from itertools import pairwise

import pytest
from pages import (
    CODE,
    FENCE,
    FIGURE,
    HEADING,
    LANGUAGES,
    PAGES,
    ROOT,
    Page,
    emptied,
    every_page,
    report,
)

from lecturekit.math import LABEL
from lecturekit.release import CONFIGS

SCRIPTS = {path.stem for path in (ROOT / "docs/assets/figures").glob("*.py")}
DESCRIPTION = range(25, 156)  # characters; search engines cut what is longer
LESSONS = ("before-you-start/", "linear-regression/", "softmax-regression/")
MINUTES = range(5, 61)
_EXERCISES = re.compile(r"^## .* \{#exercises\}\n(.*?)(?=^## |\Z)", re.M | re.S)
_BODY = r".*\n(?: {5}.*\n|\n)*    \?\?\?"
_LOST_HINT = re.compile(rf"^    \?\?\? tip (?!{_BODY}(?: example {_BODY})? success)", re.M)
_ITEM = re.compile(r"^(\d+)\. ", re.M)
_MAPPED = re.compile(r"\]\((\S*/\S*\.md)\)(?:, |，)(\d+) (?:min|分钟)")
_LOADED = re.compile(
    r"<(?:script|iframe|img|object|embed|link|style|video)\b|<[^>]* src=|!\[[^\]]*\]\(\s*(?:https?:)?//",
    re.I,
)


def nav(language: str) -> list[str]:
    """Return the pages of a language's nav, in order."""
    return re.findall(r"[\w./-]+\.(?:md|py)$", (ROOT / CONFIGS[language]).read_text("utf-8"), re.M)


def in_nav(language: str) -> Iterator[str]:
    listed = nav(language)
    for name in sorted({*PAGES[language], *listed}):
        if listed.count(name) != 1 or name not in PAGES[language]:
            there = "there" if name in PAGES[language] else "no such page"
            count = listed.count(name)
            yield f"{CONFIGS[language]}:1: docs/{language}/{name}: {there}, and {count} times in the nav"
    if listed != nav("zh"):
        yield f"{CONFIGS[language]}:1: the nav has another order than that of {CONFIGS['zh']}"


def described(page: Page) -> Iterator[str]:
    try:
        description = page.front.get("description", "")
    except Exception as error:
        yield f"{page.at(0)}: front matter that is no YAML: {error}".replace("\n", " ")
        return
    if len(description) not in DESCRIPTION:
        wanted = f"{DESCRIPTION.start} to {DESCRIPTION.stop - 1}"
        yield f"{page.at(0)}: expected a description of {wanted} characters, not {len(description)}"


def lesson(page: Page) -> Iterator[str]:
    """The header of a lesson is whole: minutes, what it needs, three outcomes."""
    front = page.front
    if not page.name.startswith((*LESSONS, "labs/")):
        return
    minutes, needs, outcomes = map(front.get, ("minutes", "needs", "outcomes"))
    if minutes not in MINUTES:
        yield f"{page.at(0)}: expected minutes from {MINUTES[0]} to {MINUTES[-1]}, not {minutes}"
    if not (isinstance(needs, str) and needs):
        yield f"{page.at(0)}: expected what the lesson needs, as one text, not {needs}"
    if [type(outcome) for outcome in outcomes or ()] != [str] * 3:
        yield f"{page.at(0)}: expected three outcomes, each one text, not {outcomes}"
    if front.get("deeper") not in (None, True):
        yield f"{page.at(0)}: expected deeper: true or no such line, not {front['deeper']}"


def moved(page: Page) -> Iterator[str]:
    """What an old address names is not here any more, and stands where the header says."""
    for name, path in page.front.get("moved", {}).items():
        where = page.at(f"{name}: {path}")
        uri = posixpath.normpath(posixpath.join(posixpath.dirname(page.name), path))
        target = PAGES[page.language].get(uri)
        if not target or name not in places(target):
            yield f"{where}: expected {name} on the page {uri}, but there is none"
        if name in places(page):
            yield f"{where}: {name} still stands on this page"


def places(page: Page) -> set[str]:
    """Return the ids of headings and the labels of equations."""
    text = emptied(page.text, FENCE)
    return {heading[3] for heading in HEADING.finditer(text)} | set(LABEL.findall(text))


def headings(page: Page) -> Iterator[str]:
    found = list(HEADING.finditer(emptied(page.text, FENCE)))
    levels = [len(heading[1]) for heading in found]
    if levels.count(1) != 1:
        yield f"{page.at(0)}: expected one title, but there are {levels.count(1)}"
    for heading, (above, level) in zip(found, pairwise([0, *levels]), strict=True):
        if level > above + 1:
            yield f"{page.at(heading.start())}: expected level {above + 1} or less, not {level}"
    seen: set[str] = set()
    for heading in found:
        if not re.fullmatch(r"[a-z0-9-]+", heading[3] or "") or heading[3] in seen:
            yield f"{page.at(heading.start())}: expected an id of its own, as {{#in-kebab-case}}"
        if "$" in heading[2]:
            yield f"{page.at(heading.start())}: a formula is not shown in the table of contents"
        seen.add(heading[3] or "")


def figures(page: Page) -> Iterator[str]:
    found = {figure.start(): figure for figure in FIGURE.finditer(page.text)}
    folder = "../" * page.name.count("/") + "assets/figures/"
    shown = [figure[3] for figure in found.values()]
    for image in re.finditer(r"^.*?!\[(?=.*\]\()", emptied(page.text, FENCE), re.M):
        figure = found.get(image.start())
        if not (figure and figure[1] and figure[2] == folder and figure[4].strip()):
            yield (
                f"{page.at(image.start())}: expected ![alt text]({folder}NAME.svg), and the caption "
                "on the next line"
            )
        elif figure[3] not in SCRIPTS:
            yield f"{page.at(image.start())}: there is no docs/assets/figures/{figure[3]}.py"
        elif shown.count(figure[3]) > 1:
            yield f"{page.at(image.start())}: expected each figure once, not {figure[3]} again"


def mapped(language: str) -> Iterator[str]:
    """The home page names every lesson, in the order of the nav, with its minutes."""
    home, pages = PAGES[language]["index.md"], PAGES[language]
    listed = [(name, int(minutes)) for name, minutes in _MAPPED.findall(home.text)]
    lessons = [name for name in nav(language) if name.startswith(LESSONS)]
    wanted = [(name, pages[name].front.get("minutes")) for name in lessons]
    for lesson in wanted:
        if lesson not in listed:
            yield f"{home.at(f'({lesson[0]})')}: expected {lesson[0]}, {lesson[1]} minutes"
    if sorted(listed) == sorted(wanted) and listed != wanted:
        yield f"{home.at(0)}: the lessons have another order than in the nav"


def unused_scripts(language: str) -> Iterator[str]:
    used = {figure[2] for page in PAGES[language].values() for figure in FIGURE.findall(page.text)}
    for name in sorted(SCRIPTS - used):
        yield f"docs/assets/figures/{name}.py:1: no page of docs/{language} shows it"


def folds(page: Page) -> Iterator[str]:
    for fold in re.finditer(r"^( *)(?:\?\?\?\+?|!!!) .*$", page.text, re.M):
        if not re.match(rf'.* "[^"]+"\n\n?{fold[1]}    \S', page.text[fold.start() :]):
            where = page.at(fold.start())
            yield f"{where}: expected a title in quotes, and a body indented by 4 below it"


def exercises(page: Page) -> Iterator[str]:
    """Exercises count from 1, and each has one folded solution, perhaps with a hint above it."""
    for section in _EXERCISES.finditer(page.text):
        _, *parts = _ITEM.split(section[1])
        if not parts:
            yield f"{page.at(section.start())}: expected a numbered list of exercises"
        for count, (number, exercise) in enumerate(zip(parts[::2], parts[1::2], strict=True), 1):
            where = page.at(page.text.index(exercise, section.start()))
            solutions = len(re.findall(r'^    \?\?\? success "', exercise, re.M))
            if number != str(count):
                yield f"{where}: expected exercise {count}, not {number}"
            if solutions != 1:
                yield f"{where}: expected one solution (??? success), but there are {solutions}"
            if _LOST_HINT.search(exercise):
                yield f"{where}: expected one hint (??? tip), directly above blanks or solution"


def next_page(page: Page) -> Iterator[str]:
    """A lesson leads to the next lesson, past the deeper pages; a deeper page to the next of all."""
    names = nav(page.language)
    pages = PAGES[page.language]
    for link in re.finditer(r"^(?:Next:|下一页：).*?\]\(([^)#]*)", page.text, re.M):
        later = names[names.index(page.name) + 1 :]
        deeper = page.front.get("deeper")
        after = next(name for name in later if deeper or not pages[name].front.get("deeper"))
        if link[1].split("/")[-1] != after.split("/")[-1]:
            yield f"{page.at(link.start())}: expected a link to {after}, which is next in the nav"


def loads_nothing(page: Page) -> Iterator[str]:
    text = CODE.sub(lambda match: "x" * len(match[0]), emptied(page.text, FENCE))
    for loaded in _LOADED.finditer(text):
        line = page.line(text.count("\n", 0, loaded.start()) + 1)
        yield f"{line}: {loaded[0]}: a page loads nothing but figures"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_nav_has_every_page_once_in_the_same_order(language):
    report(in_nav(language))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_home_page_maps_the_lessons(language):
    report(mapped(language))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_script_is_shown(language):
    report(unused_scripts(language))


CHECKS = (described, lesson, moved, headings, figures, folds, exercises, next_page, loads_nothing)


@every_page
def test_form(page):
    report(problem for check in CHECKS for problem in check(page))
