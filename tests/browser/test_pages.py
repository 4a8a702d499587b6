"""Every built page, wide and narrow, light and dark: it loads whole, fits, and all can use it."""

from urllib.parse import unquote, urldefrag

from .crawl import Crawl, Visit, each_view, expect_none
from .host import Host


@each_view
def test_nothing_comes_from_another_origin(crawl: Crawl, host: Host, view):
    own = (host.root, "data:", "blob:")
    expect_none(crawl.view(*view), lambda v: [url for url in v.requests if not url.startswith(own)])


@each_view
def test_every_request_is_answered(crawl: Crawl, view):
    expect_none(crawl.view(*view), lambda visit: visit.broken)


@each_view
def test_the_console_stays_silent(crawl: Crawl, view):
    expect_none(crawl.view(*view), lambda visit: visit.console)


@each_view
def test_no_page_is_wider_than_the_window(crawl: Crawl, view):
    def overflow(visit: Visit) -> list[str]:
        wide = visit.facts["overflow"]
        return [f"{wide} px too wide: {', '.join(visit.facts['wide'])}"] if wide else []

    expect_none(crawl.view(*view), overflow)


@each_view
def test_a_number_lies_beside_its_formula(crawl: Crawl, view):
    assert sum(visit.facts["numbers"] for visit in crawl.view(*view)) > 50
    expect_none(crawl.view(*view), lambda visit: visit.facts["covered"])


@each_view
def test_code_in_a_table_stays_whole(crawl: Crawl, view):
    expect_none(crawl.view(*view), lambda visit: visit.facts["split"])


@each_view
def test_every_image_says_what_it_shows(crawl: Crawl, view):
    expect_none(crawl.view(*view), lambda visit: visit.facts["nameless"])


@each_view
def test_formulas_need_no_script(crawl: Crawl, view):
    expect_none(crawl.view(*view), lambda visit: visit.facts["mathScripts"])


@each_view
def test_every_link_leads_to_a_page_and_an_anchor_that_exist(crawl: Crawl, host: Host, view):
    ids = {host.file(visit.page): {"", *visit.facts["ids"]} for visit in crawl.view(*view)}

    def is_dead(link: str) -> bool:
        address, anchor = urldefrag(link)
        path = host.local(address.partition("?")[0])
        if path is None:
            return False
        file = host.file(path)
        return file is None or unquote(anchor) not in ids.get(file, {anchor})

    expect_none(crawl.view(*view), lambda visit: filter(is_dead, visit.facts["links"]))


@each_view
def test_axe_finds_nothing(crawl: Crawl, view):
    """Neither what is serious or critical nor a breach of best practice."""

    def violations(visit: Visit) -> list[str]:
        return [
            f"{each['impact']} {each['id']}: {node['target']} {node['failureSummary']}"
            for each in visit.axe
            for node in each["nodes"]
        ]

    expect_none(crawl.view(*view), violations)
