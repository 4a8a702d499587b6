"""The glossary lists every term, and leads to where it is defined."""

import pytest
from markdown import Markdown

from lecturekit.glossary import entries
from lecturekit.site import Site
from lecturekit.terms import TERMS

TERM = "- {zh: 决策区域, en: decision region, zh_also: [判决区域], avoid_zh: [决策域]}\n"


@pytest.fixture
def lectures(project):
    """Moves the page into a folder, where lectures are, below a page that is none."""
    for language in ("zh", "en"):
        text = (project.root / f"docs/{language}/constant.md").read_text("utf-8")
        project.write(f"docs/{language}/part/constant.md", text)
    project.write("mkdocs.yml", "nav: [constant.md, reference/loss.md, part/constant.md]\n")
    project.write(TERMS, (project.root / TERMS).read_text("utf-8") + TERM)
    return project


def address(project, term):
    (found,) = [entry.address for entry in entries(Site(project.root)) if entry.term.en == term]
    return found


def table(project, language):
    name = "lecturekit.glossary"
    config = {"root": str(project.root), "language": language, "columns": ["A", "B", "C"]}
    return Markdown(extensions=[name, "tables"], extension_configs={name: config}).convert(
        "[glossary]"
    )


def test_every_term_is_there_by_its_english_name(lectures):
    names = [entry.term.en for entry in entries(Site(lectures.root))]

    assert names == sorted(names)
    assert len(names) == (lectures.root / TERMS).read_text("utf-8").count("{zh:")


def test_a_term_leads_to_its_first_use_in_a_lecture(lectures):
    assert address(lectures, "loss function") == "part/constant.md#loss"


def test_a_term_leads_to_its_definition_though_it_is_used_before(lectures):
    lectures.swap(
        "## 练习", "## 陷阱 {#trap}\n\n**损失函数**\n\n## 练习", "docs/zh/part/constant.md"
    )

    assert address(lectures, "loss function") == "part/constant.md#trap"


@pytest.mark.parametrize("text", ["`**损失函数**`", "**损失函数的值**"])
def test_code_and_longer_words_in_bold_define_nothing(lectures, text):
    lectures.swap("## 练习", f"## 陷阱 {{#trap}}\n\n{text}\n\n## 练习", "docs/zh/part/constant.md")

    assert address(lectures, "loss function") == "part/constant.md#loss"


def test_an_english_definition_counts_for_both(lectures):
    lectures.swap(
        "## Exercises",
        "## A trap {#trap}\n\nMany **loss functions**\n\n## Exercises",
        "docs/en/part/constant.md",
    )

    assert address(lectures, "loss function") == "part/constant.md#trap"


def test_an_exercise_gives_way_to_a_later_section(lectures):
    lectures.swap("到均值的", "判决区域，到均值的", "docs/zh/part/constant.md")
    assert address(lectures, "decision region") == "part/constant.md#exercises"

    lectures.write("docs/zh/part/later.md", "# 后来 {#later}\n\n决策区域\n")
    lectures.write("mkdocs.yml", "nav: [part/constant.md, part/later.md]\n")
    assert address(lectures, "decision region") == "part/later.md#later"


def test_pages_that_are_no_lectures_explain_nothing(lectures):
    lectures.swap("录错", "决策区域录错")
    lectures.write("docs/zh/reference/loss.md", "# 损失 {#loss}\n\n决策区域\n")

    assert address(lectures, "decision region") is None


def test_the_table_has_the_term_its_twin_and_its_other_names(lectures):
    lectures.swap("录错", "决策区域录错", "docs/zh/part/constant.md")
    link = '<td><a href="part/constant.md#loss">{}</a></td>'

    chinese = table(lectures, "zh").replace("\n", "")
    assert "<th>A</th><th>B</th><th>C</th>" in chinese
    row = "<td>decision region</td><td>判决区域、决策域</td></tr>"
    assert f"<tr>{link.format('决策区域')}{row}" in chinese
    english = table(lectures, "en").replace("\n", "")
    assert f"<tr>{link.format('decision region')}<td>决策区域</td><td></td></tr>" in english


def test_a_term_of_no_lecture_has_no_link(lectures):
    assert "<td>决策区域</td>" in table(lectures, "zh")
