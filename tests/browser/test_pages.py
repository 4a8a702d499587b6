"""Every built page, wide and narrow, light and dark: it loads whole, fits, and leads somewhere."""

from collections.abc import Callable

import pytest

from .crawl import VIEWS, Crawl, Visit
from .host import Host

IGNORED = ("data:", "blob:")

pytestmark = pytest.mark.filterwarnings("default")
each_view = pytest.mark.parametrize(
    "view",
    [pytest.param(view, marks=pytest.mark.xdist_group(f"{view}"), id="{}-{}".format(*view)) for view in VIEWS],
)


def faults(visits: list[Visit], found: Callable[[Visit], list]) -> str:
    """Return one line for each fault: the page, and what was found there."""
    return "\n".join(f"{visit.page or '(home)'} → {each}" for visit in visits for each in found(visit))


@each_view
def test_nothing_comes_from_another_origin(crawl: Crawl, host: Host, view):
    def foreign(visit: Visit) -> list[str]:
        return [url for url in visit.requests if not url.startswith((host.root, *IGNORED))]

    assert not faults(crawl.view(*view), foreign)
