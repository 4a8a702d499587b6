"""The form of a page: front matter, headings, figures, folds, exercises, the next page.

The strict build refuses a page that the nav lacks, and a figure that no program draws.
"""

import re
from collections.abc import Iterator
from itertools import zip_longest

import pytest
from mkdocs.utils.yaml import yaml_load
from pages import FENCE, FIGURE, HEADING, LANGUAGES, PAGES, ROOT, Page, emptied, every_page, report

DESCRIPTION = range(25, 156)  # characters; search engines cut what is longer
# The pages of the nav, in order.
NAV = re.findall(r"[\w./-]+\.(?:md|py)$", (ROOT / "mkdocs.yml").read_text("utf-8"), re.M)
LESSONS = ("before-you-start/", "linear-regression/", "softmax-regression/")
MINUTES = range(5, 61)
EVERY = {  # a page that one language lacks is read in the other
    "zh": PAGES["en"] | PAGES["zh"],
    "en": PAGES["zh"] | PAGES["en"],
}
_EXERCISES = re.compile(r"^## .* \{#exercises\}\n(.*?)(?=^## |\Z)", re.M | re.S)
_ITEM = re.compile(r"^\d+\. ", re.M)
_MAPPED = re.compile(r"\]\((\S*/\S*\.md)\)(?:, |，)(\d+) (?:min|分钟)")


def described(page: Page) -> Iterator[str]:
    description = page.front.get("description", "")
    if len(description) not in DESCRIPTION:
        wanted = f"{DESCRIPTION.start} to {DESCRIPTION.stop - 1}"
        yield f"{page.at(0)}: expected a description of {wanted} characters, not {len(description)}"


def lesson(page: Page) -> Iterator[str]:
    """The header of a lesson is whole: minutes, what it needs, three outcomes."""
    if not page.name.startswith((*LESSONS, "labs/")):
        return
    minutes, needs, outcomes = map(page.front.get, ("minutes", "needs", "outcomes"))
    if minutes not in MINUTES:
        yield f"{page.at(0)}: expected minutes from {MINUTES[0]} to {MINUTES[-1]}, not {minutes}"
    if not (isinstance(needs, str) and needs):
        yield f"{page.at(0)}: expected what the lesson needs, as one text, not {needs}"
    if [type(outcome) for outcome in outcomes or ()] != [str] * 3:
        yield f"{page.at(0)}: expected three outcomes, each one text, not {outcomes}"


def headings(page: Page) -> Iterator[str]:
    found = list(HEADING.finditer(emptied(page.text, FENCE)))
    levels = [len(heading[1]) for heading in found]
    names = [heading[3] or "" for heading in found]
    for heading, above, level, name in zip(found, [0, *levels], levels, names):
        where = page.at(heading.start())
        if level > above + 1 or (level == 1 and above):
            yield f"{where}: expected one title, and no level left out, not {level} below {above}"
        if not re.fullmatch(r"[a-z0-9-]+", name) or names.count(name) > 1:
            yield f"{where}: expected an id of its own, as {{#in-kebab-case}}"
        if "$" in heading[2]:
            yield f"{where}: a formula is not shown in the table of contents"


def figures(page: Page) -> Iterator[str]:
    for figure in FIGURE.finditer(page.text):
        if not (figure[1] and figure[4].strip()):
            yield f"{page.at(figure.start())}: expected an alt text, and a caption on the next line"


def folds(page: Page) -> Iterator[str]:
    for fold in re.finditer(r"^( *)\?\?\? .*$", page.text, re.M):
        if not re.match(rf'.* "[^"]+"\n\n?{fold[1]}    \S', page.text[fold.start() :]):
            where = page.at(fold.start())
            yield f"{where}: expected a title in quotes, and a body indented by 4 below it"


def exercises(page: Page) -> Iterator[str]:
    """Each exercise has one folded solution; a hint or blanks, if it has them, stand above it."""
    for section in _EXERCISES.finditer(page.text):
        for exercise in _ITEM.split(section[1])[1:]:
            where = page.at(page.text.index(exercise, section.start()))
            kinds = " ".join(re.findall(r'^    \?\?\? (\w+) "', exercise, re.M))
            if not re.fullmatch("(tip )?(example )?success", kinds):
                yield f"{where}: expected one solution (success) below hint and blanks, not {kinds or 'none'}"


def next_page(page: Page) -> Iterator[str]:
    """A lesson leads to the next lesson, past the deeper pages; a deeper page to the next of all."""
    if page.name not in NAV:  # which the build says
        return
    pages = EVERY[page.language]
    for link in re.finditer(r"^(?:Next:|下一页：).*?\]\(([^)#]*)", page.text, re.M):
        later = NAV[NAV.index(page.name) + 1 :]
        deeper = page.front.get("deeper")
        after = next(name for name in later if deeper or not pages[name].front.get("deeper"))
        if link[1].split("/")[-1] != after.split("/")[-1]:
            yield f"{page.at(link.start())}: expected a link to {after}, which is next in the nav"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_home_page_names_every_lesson_in_order_with_its_minutes(language):
    lessons = [name for name in NAV if name.startswith(LESSONS)]
    minutes = [str(EVERY[language][name].front.get("minutes")) for name in lessons]
    home = PAGES[language]["index.md"]
    for mapped, lesson in zip_longest(_MAPPED.finditer(home.text), zip(lessons, minutes)):
        if not mapped or mapped.groups() != lesson:
            where = home.at(mapped.start() if mapped else home.text.index("{#path}"))
            what = " and ".join(lesson) if lesson else "no more lessons"
            pytest.fail(
                f"{where}: expected {what} here, as in the nav and its header", pytrace=False
            )


def test_every_figure_is_on_a_page():
    shown = {figure[3] for page in PAGES["en"].values() for figure in FIGURE.finditer(page.text)}
    drawn = {path.stem for path in (ROOT / "docs/assets/figures").glob("*.py")}
    report(f"docs/assets/figures/{name}.py:1: no page shows it" for name in sorted(drawn - shown))


def test_every_section_of_the_nav_has_an_english_title():
    nav = (ROOT / "mkdocs.yml").read_text("utf-8").partition("\nnav:")[2]
    sections = {title for title in re.findall(r"^ +- ([^:\n]+):", nav, re.M) if not title.isascii()}
    with (ROOT / "mkdocs.en.yml").open(encoding="utf-8") as file:
        titles = yaml_load(file)["extra"]["titles"]
    alone = sections ^ titles.keys()
    assert not alone, (
        f"mkdocs.en.yml:1: extra.titles: {alone} is a section without a title, or the reverse"
    )


CHECKS = (described, lesson, headings, figures, folds, exercises, next_page)


@every_page
def test_form(page):
    report(problem for check in CHECKS for problem in check(page))
