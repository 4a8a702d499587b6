"""All pages become one: names of their own, links that lead within it, contents with page numbers."""

import re

import pytest

from lecturekit.book import ROUNDS, Text, bind, book

TEXT = Text("en", "Title & co", ("A line < two",), "Contents")
PAGE = """<html><head><link rel="stylesheet" href="{up}assets/a.css"></head>
<body data-scheme="default"><nav><a href="x">menu</a></nav>
<article class="md-content__inner md-typeset">
<a href="edit" class="md-content__button md-icon">edit</a>
{content}
</article><script>1</script></body></html>"""
FIRST = """<h1 id="first">First<a class="headerlink" href="#first">¶</a></h1>
<h2 id="part">A &amp; <code>b</code></h2>
<p><a href="#part">here</a> <a href="../second/#there">there</a> <a href="../second/">top</a>
<a href="../../reference/c/#d">reference</a> <a href="../../">home</a> <a href="https://b.org/">out</a></p>
<figure><svg aria-labelledby="t"><clipPath id="clip"/><path clip-path="url(#clip)"/>
<use xlink:href="#clip"/></svg></figure>
<details class="figure-program"><summary>Program</summary></details>
<script>2</script><details class="success"><summary>Solution</summary></details>"""


@pytest.fixture
def site(tmp_path):
    for path, content in {
        "": '<h1 id="home">Home</h1>',
        "part/first/": FIRST,
        "part/second/": '<h1 id="second">Second</h1><p id="there"></p>',
    }.items():
        (tmp_path / path).mkdir(parents=True, exist_ok=True)
        text = PAGE.format(up="../" * path.count("/"), content=content)
        (tmp_path / path / "index.html").write_text(text, "utf-8")
    return tmp_path


@pytest.fixture
def made(site):
    names = ["index.md", "part/first.md", "part/second.md"]
    return book(site, names, "https://a.org/", TEXT, {"part-first--part": 12})


@pytest.mark.parametrize(
    ("text", "href"),
    [
        ("here", "#part-first--part"),
        ("there", "#part-second--there"),
        ("top", "#part-second--top"),
        ("home", "#home--top"),
        ("reference", "https://a.org/reference/c/#d"),
        ("out", "https://b.org/"),
    ],
)
def test_a_link_leads_within_the_book_or_to_the_site(made, text, href):
    assert f'<a href="{href}">{text}</a>' in made


def test_every_link_within_the_book_has_its_place_once(made):
    ids = re.findall(r'\sid="([^"]*)"', made)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#([^"]*)"', made)) <= set(ids)


def test_names_inside_drawings_are_those_of_their_page(made):
    assert 'id="part-first--clip"' in made
    assert "url(#part-first--clip)" in made
    assert 'xlink:href="#part-first--clip"' in made
    assert 'aria-labelledby="part-first--t"' in made


def test_what_only_a_screen_needs_is_left_out(made):
    assert not re.search("menu|>edit<|headerlink|Program|<script", made)
    assert "Solution" in made


def test_the_contents_have_the_headings_and_their_pages(made):
    entry = (
        '<li class="of-2"><a href="#part-first--part">A &amp; b</a><span class="number">12</span>'
    )
    assert entry in made
    assert made.count('<li class="of-1">') == 3


def test_the_title_page_is_text_and_the_styles_are_those_of_the_site(made):
    assert "<p>A line &lt; two</p>" in made
    assert made.count('<link rel="stylesheet" href="assets/a.css">') == 1
    assert '<body data-scheme="default">' in made


class Destinations:
    """A PDF whose pages move with what is printed in it."""

    def __init__(self, numbers):
        self.pages = range(9)
        self.named_destinations = {f"/{name}": number for name, number in numbers.items()}

    def get_destination_page_number(self, number):
        return number - 1


@pytest.fixture
def bound(monkeypatch, tmp_path):
    """Binds a book of which each printing finds the headings on the next of these pages."""

    def bound(*found):
        prints, given = iter(found), []
        monkeypatch.setattr("lecturekit.book._print", lambda *_: None)
        monkeypatch.setattr("lecturekit.book.PdfReader", lambda _: Destinations(next(prints)))
        bind(
            lambda numbers: str(given.append(numbers)),
            tmp_path / "a.html",
            tmp_path / "a.pdf",
            None,
        )
        assert not (tmp_path / "a.html").exists()
        return given

    return bound


def test_it_is_printed_until_the_page_numbers_are_right(bound):
    assert bound({"a": 1}, {"a": 2}, {"a": 2}) == [{}, {"a": 1}, {"a": 2}]


def test_page_numbers_that_never_settle_are_reported(bound):
    with pytest.raises(RuntimeError, match="to settle, but page numbers still change"):
        bound(*({"a": n} for n in range(1, ROUNDS + 1)))
