"""Every built page, wide and narrow, light and dark: it loads whole, fits, and all can use it.

Each width is a class, so that `--dist loadscope` gives its crawl to one process.
"""

from urllib.parse import unquote, urldefrag

import pytest

from .crawl import Crawl, Visit, expect_none
from .host import Host


class EveryPage:
    width: int

    @pytest.fixture
    def visits(self, crawl: Crawl) -> list[Visit]:
        return crawl.at(self.width)

    def test_nothing_comes_from_another_origin(self, visits, host: Host):
        own = (host.root, "data:", "blob:")
        expect_none(visits, lambda v: [url for url in v.requests if not url.startswith(own)])

    def test_every_request_is_answered(self, visits):
        expect_none(visits, lambda visit: visit.broken)

    def test_the_console_stays_silent(self, visits):
        expect_none(visits, lambda visit: visit.console)

    def test_no_page_is_wider_than_the_window(self, visits):
        def overflow(visit: Visit) -> list[str]:
            wide = visit.facts["overflow"]
            return [f"{wide} px too wide: {', '.join(visit.facts['wide'])}"] if wide else []

        expect_none(visits, overflow)

    def test_a_number_lies_beside_its_formula(self, visits):
        assert sum(visit.facts["numbers"] for visit in visits) > 50
        expect_none(visits, lambda visit: visit.facts["covered"])

    def test_code_in_a_table_stays_whole(self, visits):
        expect_none(visits, lambda visit: visit.facts["split"])

    def test_no_line_begins_with_the_punctuation_of_a_formula(self, visits):
        expect_none(visits, lambda visit: visit.facts["strays"])

    def test_every_image_says_what_it_shows(self, visits):
        expect_none(visits, lambda visit: visit.facts["nameless"])

    def test_formulas_need_no_script(self, visits):
        expect_none(visits, lambda visit: visit.facts["mathScripts"])

    def test_every_link_leads_to_a_page_and_an_anchor_that_exist(self, visits, host: Host):
        ids = {host.file(visit.page): {"", *visit.facts["ids"]} for visit in visits}

        def is_dead(link: str) -> bool:
            address, anchor = urldefrag(link)
            path = host.local(address.partition("?")[0])
            if path is None:
                return False
            file = host.file(path)
            return file is None or unquote(anchor) not in ids.get(file, {anchor})

        expect_none(visits, lambda visit: filter(is_dead, visit.facts["links"]))

    def test_axe_finds_nothing(self, visits):
        """Neither what is serious or critical nor a breach of best practice."""

        def violations(visit: Visit) -> list[str]:
            return [
                f"{scheme}: {each['impact']} {each['id']}: {node['target']} {node['failureSummary']}"
                for scheme, violations in visit.axe.items()
                for each in violations
                for node in each["nodes"]
            ]

        expect_none(visits, violations)


class TestWide(EveryPage):
    width = 1280


class TestNarrow(EveryPage):
    width = 390
