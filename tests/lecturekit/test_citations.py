"""Citations link to the bibliography, and the bibliography is what the project says it is."""

import os
from pathlib import Path

import pytest
import yaml
from markdown import Markdown
from mkdocs.commands.build import build
from mkdocs.config import load_config

from lecturekit import citations
from lecturekit.errors import PageError

REFERENCES = Path(__file__).parents[2] / "docs" / "references.yml"
ENTRIES = """\
zhao2001: {author: ["Zhao, A."], year: 2001, title: Later}
two2004: {author: ["Boyd, S.", "Vandenberghe, L."], year: 2004, title: "*B* <b>", venue: "A 1:2"}
three2004:
  author: ["Efron, B.", "Hastie, T.", "Johnstone, I."]
  year: 2004
  title: C
  doi: 10.1/x
  arxiv: "1702.0560"
zhao1999: {author: ["Zhao, A."], year: 1999, title: Earlier}
"""


@pytest.fixture
def references(tmp_path):
    path = tmp_path / "references.yml"
    path.write_text(ENTRIES)
    return path


@pytest.fixture
def convert(references):
    def convert(text, page="part/page.md", source=""):
        config = {"references": str(references), "page": page, "source": source}
        name = "lecturekit.citations"
        return Markdown(extensions=[name], extension_configs={name: config}).convert(text)

    return convert


def link(href, text):
    return f'<p><a class="citation" href="{href}">{text}</a></p>'


@pytest.mark.parametrize(
    ("key", "text"),
    [
        ("zhao2001", "Zhao 2001"),
        ("two2004", "Boyd and Vandenberghe 2004"),
        ("three2004", "Efron et al. 2004"),
    ],
)
def test_citation_names_the_authors_and_the_year(convert, key, text):
    assert convert(f"[@{key}]") == link(f"../references.md#{key}", text)


@pytest.mark.parametrize(
    ("page", "path"),
    [
        ("page.md", "references.md"),
        ("a/page.md", "../references.md"),
        ("a/b/page.py", "../../references.md"),
    ],
)
def test_link_is_relative_to_the_page(convert, page, path):
    assert convert("[@zhao2001]", page) == link(f"{path}#zhao2001", "Zhao 2001")


def test_locator_follows_a_comma_and_is_no_markdown(convert):
    out = convert("[@two2004, §9.3, *p.* 12]")
    assert out == link("../references.md#two2004", "Boyd and Vandenberghe 2004, §9.3, *p.* 12")


def test_citations_stand_in_a_sentence_and_code_has_none(convert):
    out = convert("A [@zhao2001]，B [@zhao1999] `[@no]` \\[@no].\n\n    [@no]\n")
    assert out.count('class="citation"') == 2 and out.count("[@no]") == 3


def test_unknown_key_names_file_and_line(convert, references):
    with pytest.raises(PageError) as error:
        convert("# A\n\ntext [@zhao2001]\n\ntext [@no2000, p. 1]\n")
    expected = (
        f"part/page.md:5: expected a key of {references}, but the citation is [@no2000, p. 1]"
    )
    assert str(error.value) == expected


def test_line_is_that_of_the_file_with_its_front_matter(convert):
    source = "---\ndescription: a\n---\n\ntext\n[@no]\n"
    with pytest.raises(PageError, match=r"^part/page\.md:6: "):
        convert("text\n[@no]\n", source=source)


@pytest.mark.parametrize("citation", ["[@]", "[@a b]", "[@zhao2001; p. 1]", "[@zhao2001,]"])
def test_malformed_citation_is_an_error(convert, citation):
    with pytest.raises(
        PageError, match=r"part/page\.md:1: expected \[@key\] or \[@key, where\], but"
    ):
        convert(citation)


def test_references_are_a_list_by_author_and_year(convert):
    out = convert("Intro.\n\n[references]\n\nEnd.", "references.md").splitlines()
    assert out == [
        "<p>Intro.</p>",
        '<ul class="references">',
        '<li id="two2004">Boyd, S. and Vandenberghe, L. (2004). '
        "<cite>*B* &lt;b&gt;</cite>. A 1:2. </li>",
        '<li id="three2004">Efron, B., Hastie, T. and Johnstone, I. (2004). <cite>C</cite>. '
        '<a href="https://doi.org/10.1/x">doi:10.1/x</a> '
        '<a href="https://arxiv.org/abs/1702.0560">arXiv:1702.0560</a> </li>',
        '<li id="zhao1999">Zhao, A. (1999). <cite>Earlier</cite>. </li>',
        '<li id="zhao2001">Zhao, A. (2001). <cite>Later</cite>. </li>',
        "</ul>",
        "<p>End.</p>",
    ]


def test_references_within_a_line_or_code_are_text(convert):
    assert "<ul" not in convert("see [references]\n\n    [references]\n")


def test_changed_bibliography_is_read_anew(convert, references):
    convert("[@zhao2001]")
    references.write_text(ENTRIES.replace("Zhao", "Zhang"))
    # The file system may not tell apart two changes within one tick.
    stamp = references.stat().st_mtime_ns + 1_000_000
    os.utime(references, ns=(stamp, stamp))
    assert "Zhang 2001" in convert("[@zhao2001]")


@pytest.mark.parametrize(
    ("entry", "why"),
    [
        ("a: {author: [], year: 1, title: T}", r"at \$\.a\.author: \[\] "),
        (
            "a: {author: 'A, B.', year: 1, title: T}",
            r"\$\.a\.author: 'A, B\.' is not of type 'array'",
        ),
        ("a: {author: [A], title: T}", "'year' is a required property"),
        ("a: {author: [A], year: 1}", "'title' is a required property"),
        ("a: {author: [A], year: 1, title: T, url: U}", "'url' was unexpected"),
        (
            "a: {author: [A], year: 1, title: T, arxiv: 1702.0560}",
            r"\$\.a\.arxiv: 1702\.056 is not",
        ),
        ("", r"at \$: None is not of type 'object'"),
        ("a: [", "r.yml: while parsing"),
    ],
)
def test_entry_that_lacks_what_every_entry_has_is_an_error(tmp_path, entry, why):
    path = tmp_path / "r.yml"
    path.write_text(entry)
    with pytest.raises(ValueError, match=why):
        citations.load(path)


@pytest.mark.parametrize(("key", "warnings"), [("zhao2001", 0), ("missing", 1)])
def test_mkdocs_checks_and_rewrites_the_link(tmp_path, references, caplog, key, warnings):
    docs = tmp_path / "docs"
    docs.mkdir()
    (docs / "index.md").write_text("# A\n\n[@zhao2001]\n")
    text = "# R\n\n[references]\n" if not warnings else "# R\n"
    (docs / "references.md").write_text(text)
    config = {
        "site_name": "A",
        "markdown_extensions": [{"lecturekit.citations": {"references": str(references)}}],
        "validation": {"anchors": "warn"},
    }
    (tmp_path / "mkdocs.yml").write_text(yaml.safe_dump(config))
    build(load_config(str(tmp_path / "mkdocs.yml")))
    page = (tmp_path / "site" / "index.html").read_text()
    assert 'class="citation" href="references/#zhao2001"' in page
    assert sum("does not contain an anchor" in each.message for each in caplog.records) == warnings


def test_bibliography_of_the_project_has_the_keys_that_pages_may_cite():
    keys = (
        "legendre1805 gauss1809 golub1996 robbins1951 bottou2010 boyd2004 bishop2006 goodfellow2016"
    )
    entries = citations.load(REFERENCES)
    assert set(entries) >= {*keys.split(), "prince2023", "zhang2023", "efron2004"}
    for key, entry in entries.items():
        surname = entry["author"][0].partition(",")[0].lower()
        assert key == f"{surname}{entry['year']}"
