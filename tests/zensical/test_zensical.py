"""The lectures as Zensical builds them have all that they have on the site: `make zensical`."""

import re
from pathlib import Path

import pytest

from lecturekit.zensical import ROOT

SITE, OTHER = Path("site"), ROOT / "site"
PAGES = [path.relative_to(OTHER) for path in sorted(OTHER.rglob("index.html"))]
PARTS = {
    "inline formulas": r"<tex-math\b",
    "display formulas": r"<tex-display\b",
    "figures": r"<figure-drawing>",
    "headings and equations": r'<(?:h\d|tex-display)\b[^>]* id="([^"]+)"',
    "code blocks": r"<pre\b",
    "references to equations": r'class="eqref"',
    "citations": r'class="citation"',
    "folds": r"<details\b(?! class=.contents)",  # those of the theme are not in the lecture
    "questions": r"<form\b",
}


def test_all_lectures_are_there():
    built = {path.relative_to(SITE) for path in SITE.rglob("index.html")}
    left_out = re.compile(r"(en/)?(labs|reference)/")
    assert {path for path in built if not left_out.match(str(path))} == set(PAGES)


@pytest.mark.parametrize("page", PAGES, ids=str)
def test_a_lecture_has_the_same_parts(page):
    here, there = (
        re.search(r"<article\b.*</article>", (root / page).read_text("utf-8"), re.S)[0]
        for root in (SITE, OTHER)
    )
    for part, pattern in PARTS.items():
        assert re.findall(pattern, there) == re.findall(pattern, here), part
