"""A new page passes the tests as it is, and is in both navs, comments and all."""

import pytest
import yaml

from lecturekit.blocks import output_of
from lecturekit.marks import checks_of
from lecturekit.mutants import survivors
from lecturekit.outputs import update_outputs
from lecturekit.pages import Page
from lecturekit.scaffold import new_page

NAV = """\
site_name: A # kept
nav: # the order of the lecture
  - Home: index.md
  - Part:
      - part/a.md
      - B: part/b.md # the last
  - other/part/a.md
# kept as well
plugins:
  - part/c.md
"""


@pytest.fixture
def root(tmp_path):
    for name in ("mkdocs.yml", "mkdocs.en.yml"):
        (tmp_path / name).write_text(NAV)
    return tmp_path


def pages(root, name):
    return [Page.read(root, f"docs/{language}/{name}.md", language) for language in ("zh", "en")]


def test_skeleton_has_the_parts_of_a_page_in_both_languages(root):
    new_page(root, "part/new-page", "新页", "New page")
    zh, en = pages(root, "part/new-page")
    assert [heading.text for heading in zh.headings][0] == "新页"
    assert [heading.text for heading in en.headings][0] == "New page"
    ids = [heading.id for heading in zh.headings]
    assert ids == ["new-page", "answer", "summary", "exercises"]
    assert ids == [heading.id for heading in en.headings]
    for page in (zh, en):
        assert (
            50 <= len(page.front["description"].encode()) and len(page.front["description"]) <= 155
        )
        assert [fold.mark for fold in page.folds] == ["???"]
        assert len(page.exercises) == 1
        assert "](../index.md)" in page.lines[-1].raw and "](../notation.md)" in page.lines[-1].raw


def test_languages_of_the_skeleton_have_the_same_lines(root):
    new_page(root, "part/new-page", "新页", "New page")
    zh, en = pages(root, "part/new-page")
    assert [line.kind for line in zh.lines] == [line.kind for line in en.lines]
    assert [fence.code for fence in zh.fences] == [fence.code for fence in en.fences]


def test_snippets_of_the_skeleton_pass_and_show_what_they_print(root):
    new_page(root, "part/new-page", "新页", "New page")
    page = pages(root, "part/new-page")[0]
    assert [fence.info for fence in page.fences] == 2 * ["python", "text"]
    assert update_outputs(root) == ("", [])


def test_the_check_of_the_skeletons_equation_notices_every_slip(root):
    new_page(root, "part/new-page", "新页", "New page")
    for page in pages(root, "part/new-page"):
        assert [equation.labels for equation in page.equations] == [("eq:new-page-mean",)]
        [check] = checks_of(page)
        assert check.labels == ("eq:new-page-mean",)
        assert survivors(check.fence.code, output_of(page, check.fence)) == []


def test_page_at_the_top_links_beside_itself(root):
    new_page(root, "top", "顶", "Top")
    assert all("](index.md)" in page.lines[-1].raw for page in pages(root, "top"))


def test_page_follows_the_last_of_its_folder_in_both_navs_and_nothing_else_changes(root):
    said = new_page(root, "part/new", "新", "New")
    last = "      - B: part/b.md # the last\n"
    for name in ("mkdocs.yml", "mkdocs.en.yml"):
        assert (root / name).read_text() == NAV.replace(last, last + "      - part/new.md\n")
        assert yaml.safe_load((root / name).read_text())["nav"][1]["Part"][-1] == "part/new.md"
    assert said.splitlines() == [
        "docs/zh/part/new.md",
        "docs/en/part/new.md",
        "added to the nav: mkdocs.yml:7",
        "added to the nav: mkdocs.en.yml:7",
    ]


@pytest.mark.parametrize("name", ["fresh/new", "new", "index/new"])
def test_line_to_add_is_said_where_the_nav_has_no_such_folder(root, name):
    said = new_page(root, name, "新", "New").splitlines()
    assert said[2:] == [
        f"add to the nav of {config}: - {name}.md" for config in ("mkdocs.yml", "mkdocs.en.yml")
    ]
    assert (root / "mkdocs.yml").read_text() == (root / "mkdocs.en.yml").read_text() == NAV


@pytest.mark.parametrize("language", ["zh", "en"])
def test_nothing_is_overwritten(root, language):
    file = root / "docs" / language / "part/new.md"
    file.parent.mkdir(parents=True)
    file.write_text("mine")
    with pytest.raises(
        FileExistsError, match="expected the path of a new page, but .*new.md exists"
    ):
        new_page(root, "part/new", "新", "New")
    assert [path for path in root.rglob("*.md")] == [file] and file.read_text() == "mine"
    assert (root / "mkdocs.yml").read_text() == NAV


@pytest.mark.parametrize("path", ["New", "a b", "../a", "/a", "a//b", "a/", "a_b", "新", "", ".md"])
def test_path_is_in_kebab_case(root, path):
    with pytest.raises(
        ValueError, match="expected a path in kebab-case such as softmax-regression/odds, but path"
    ):
        new_page(root, path, "新", "New")
    assert not (root / "docs").exists()
