"""What axe finds on every built page, wide and narrow, light and dark: nothing of any weight."""

from .crawl import Crawl, Visit, each_view, faults


def violations(visit: Visit) -> list[str]:
    """Return what axe found: weight, rule, and the elements with what to mend."""
    return [
        f"{each['impact']} {each['id']}: {node['target']} {node['failureSummary']}"
        for each in visit.axe
        for node in each["nodes"]
    ]


@each_view
def test_axe_finds_nothing(crawl: Crawl, view):
    assert not faults(crawl.view(*view), violations)
