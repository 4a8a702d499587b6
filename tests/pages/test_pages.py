"""Every check on every page; a failure lists `path:line: what`."""

from pathlib import Path

import pytest

from lecturekit.checks import PAGE_CHECKS, README_CHECKS, SITE_CHECKS
from lecturekit.pages import Page
from lecturekit.site import Site

ROOT = Path(__file__).parents[2]
SITE = Site(ROOT)
# These compare the languages or read Chinese, and report on the Chinese page.
CHINESE = {"parity", "spacing", "translated"}
# These look at outputs, which a lab has only when it is built.
NOT_OF_LABS = {"fences", "outputs", "numbers"}
CASES = [
    pytest.param(check, page, id=f"{check}-{page.path}")
    for page in SITE.all_pages
    for check in PAGE_CHECKS
    if not (page.language == "en" and check in CHINESE or page.is_lab and check in NOT_OF_LABS)
]


def report(problems):
    if problems := list(problems):
        pytest.fail("\n".join(map(str, problems)), pytrace=False)


@pytest.mark.parametrize(("check", "page"), CASES)
def test_page(check, page):
    report(PAGE_CHECKS[check](SITE, page))


@pytest.mark.parametrize("check", SITE_CHECKS)
def test_site(check):
    report(SITE_CHECKS[check](SITE))


@pytest.mark.parametrize("name", sorted(path.name for path in ROOT.glob("README*.md")))
@pytest.mark.parametrize("check", README_CHECKS)
def test_readme(check, name):
    report(PAGE_CHECKS[check](SITE, Page.read(ROOT, name, "en")))


def test_the_first_pages_exist_in_both_languages():
    section = ("linear-regression/model", "linear-regression/squared-loss")
    first = {
        f"{name}.md"
        for name in ("index", "notation", *section, "linear-regression/gradient-descent")
    }
    assert first <= SITE.pages["zh"].keys() & SITE.pages["en"].keys()
