"""What must hold of the pages: every check there is, and one function that runs them all."""

from collections.abc import Callable, Iterable
from pathlib import Path

from lecturekit import (
    arithmetic,
    blocks,
    confirmed,
    equations,
    outline,
    parity,
    prompt,
    prose,
    terms,
)
from lecturekit.pages import Page
from lecturekit.site import Problem, Site

# What must hold of each page and lab.
PAGE_CHECKS: dict[str, Callable[[Site, Page], Iterable[Problem]]] = {
    "front": outline.front,
    "headings": outline.headings,
    "fences": blocks.fences,
    "outputs": blocks.outputs,
    "pasted": prompt.pasted,
    "short": blocks.short,
    "folds": blocks.folds,
    "exercises": blocks.exercises,
    "figures": outline.figures,
    "following": outline.following,
    "assets": outline.assets,
    "equations": equations.equations,
    "parity": parity.in_step,
    "numbers": prose.numbers,
    "arithmetic": arithmetic.arithmetic,
    "spacing": prose.spacing,
    "doubled": prose.doubled,
    "avoided": terms.avoided,
    "translated": terms.translated,
}
# What must hold of all pages together.
SITE_CHECKS: dict[str, Callable[[Site], Iterable[Problem]]] = {
    "twins": outline.twins,
    "nav": outline.nav,
    "used_figures": outline.used_figures,
    "tests": equations.tests,
    "locked": confirmed.locked,
    "spelling": prose.spelling,
}
# What must hold of a README, which has snippets but is no page.
README_CHECKS = ("fences", "outputs", "pasted", "short", "folds", "assets")


def check_site(root: Path) -> list[Problem]:
    """Return what is wrong with the sources of a site, by file and line.

    Everything but what takes long: the snippets run under pytest, and so do their mutants.

    Args:
        root: The folder of mkdocs.yml and docs.
    """
    site = Site(root)
    found = [problem for check in SITE_CHECKS.values() for problem in check(site)]
    for check in PAGE_CHECKS.values():
        found += [problem for page in site.all_pages for problem in check(site, page)]
    for path in root.glob("README*.md"):
        readme = Page.read(root, path.name, "en")
        found += [p for name in README_CHECKS for p in PAGE_CHECKS[name](site, readme)]
    return sorted(set(found))
