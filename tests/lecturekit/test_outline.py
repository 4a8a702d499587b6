"""Description, headings, figures, foreign things, twins and nav: each slip is reported."""

import pytest


@pytest.mark.parametrize("text", ["太短的说明。", "长" * 156, ""])
def test_a_description_is_neither_missing_nor_too_short_nor_too_long(project, text):
    path = project.root / "docs/zh/constant.md"
    lines = path.read_text("utf-8").split("\n")
    path.write_text("\n".join([lines[0], f"description: {text}", *lines[2:]]), "utf-8")
    project.expect("front", 1, "expected a description of 50 columns")


def test_front_matter_that_is_no_yaml_is_reported(project):
    project.swap("description: 五位", "description: a: b: 五位")
    project.expect("front", 1, "front matter that is YAML")


@pytest.mark.parametrize(
    "head", ["## 损失", "## 损失 {.loss}", "## 损失 {#Loss}", "## 损失 {#the_loss}"]
)
def test_a_heading_has_an_id_in_kebab_case(project, head):
    line = project.swap("## 损失 {#loss}", head)
    project.expect("headings", line, "expected an id")


def test_an_id_is_used_once_on_a_page(project):
    line = project.swap("{#exercises}", "{#loss}")
    project.expect("headings", line, "loss is taken")


@pytest.mark.parametrize("head", ["# 损失 {#loss}", ""])
def test_a_page_has_one_title(project, head):
    old = "## 损失 {#loss}" if head else "# 最好的常数 {#best-constant}\n"
    project.swap(old, head)
    assert any("one heading of level 1" in problem for problem in project.problems("headings"))


def test_no_level_of_headings_is_skipped(project):
    line = project.swap("## 练习 {#exercises}", "#### 练习 {#exercises}")
    project.expect("headings", line, "expected level 3 or less")


def test_a_heading_has_no_formula(project):
    line = project.swap("## 损失 {#loss}", "## 损失 $L$ {#loss}")
    project.expect("headings", line, "no formula")


@pytest.mark.parametrize(
    ("old", "new", "fragment"),
    [
        ("![一条开口向上的抛物线。]", "![]", "alt text"),
        ("assets/figures/constant.svg", "../assets/figures/constant.svg", "expected assets/"),
        (
            "assets/figures/constant.svg",
            "assets/figures/unknown.svg",
            "no docs/assets/figures/unknown.py",
        ),
        ("constant.svg)\n损失是", "constant.svg)\n\n损失是", "expected a caption"),
    ],
)
def test_a_figure_has_alt_text_caption_path_and_script(project, old, new, fragment):
    project.swap(old, new)
    line = project.swap("![", "![")
    project.expect("figures", line, fragment)


def test_a_page_in_a_folder_climbs_to_its_figures(project):
    for language in ("zh", "en"):
        text = (project.root / f"docs/{language}/constant.md").read_text("utf-8")
        project.write(f"docs/{language}/a/b.md", text.replace("(assets", "(../assets"))
    assert project.problems("figures", "a/b.md") == []


def test_a_script_is_used_by_a_page_of_each_language(project):
    project.swap("![一条开口向上的抛物线。](assets/figures/constant.svg)", "没有图。")
    assert project.problems("used_figures") == [
        "docs/assets/figures/constant.py:1: no page of docs/zh uses this figure"
    ]


@pytest.mark.parametrize(
    "html",
    [
        '<script src="a.js"></script>',
        '<iframe src="https://example.org"></iframe>',
        '<img src="a.png">',
        '见 <IMG SRC="a.png">',
        "![图](https://example.org/a.png)",
        "![图](//example.org/a.png)",
        '<a-plot src="https://example.org/a.json"></a-plot>',
    ],
)
def test_a_page_loads_nothing(project, html):
    line = project.swap("录错一个数", f"{html} 录错一个数")
    project.expect("assets", line, "pages load nothing")


def test_html_in_code_and_links_to_other_sites_are_allowed(project):
    project.swap("录错一个数", "`<img>` 与[别处](https://example.org) 录错一个数")
    project.swap("b = 100.0", "b = 100.0  # <script>")
    assert project.problems("assets") == []


def test_a_page_has_a_twin(project):
    (project.root / "docs/en/notation.md").unlink()
    assert project.problems("twins") == ["docs/zh/notation.md:1: there is no docs/en/notation.md"]


def test_every_page_is_in_the_nav(project):
    project.write("docs/zh/labs/diabetes.py", "")
    assert "mkdocs.yml:1: docs/zh/labs/diabetes.py is not in the nav" in project.problems("nav")


@pytest.mark.parametrize("text", ["", "nav: []"])
def test_no_page_is_in_an_empty_nav(project, text):
    project.write("mkdocs.yml", text)
    project.write("mkdocs.en.yml", text)
    assert len(project.problems("nav")) == 4
    (project.root / "mkdocs.yml").unlink()
    assert len(project.problems("nav")) == 4


def test_every_entry_of_the_nav_is_a_page(project):
    project.swap("constant.md", "lost.md", "mkdocs.en.yml")
    problems = project.problems("nav")
    assert "mkdocs.en.yml:1: docs/en/lost.md is no page, but in the nav" in problems
    assert any("the nav differs" in problem for problem in problems)


def test_the_navs_are_in_the_same_order(project):
    project.write("mkdocs.en.yml", "nav:\n  - notation.md\n  - Home: constant.md\n")
    (problem,) = project.problems("nav")
    assert problem.startswith("mkdocs.en.yml:1: the nav differs")


@pytest.mark.parametrize("start", ["下一页：", "接下来读"])
def test_the_way_on_leads_to_the_next_page_of_the_nav(project, start):
    project.swap("## 练习", f"{start}[另一页](notation.md#notation)。\n\n## 练习")
    assert project.problems("following") == []
    line = project.swap("[另一页](notation.md#notation)", "[另一页](constant.md)")
    found = project.problems("following")
    expected = f"docs/zh/constant.md:{line}: expected a link to notation.md, which is next"
    assert found == ([expected] if start == "下一页：" else [])


def test_a_page_that_is_in_a_nav_twice_is_reported(project):
    project.swap("  - 首页: constant.md\n", 2 * "  - 首页: constant.md\n", "mkdocs.yml")
    assert "mkdocs.yml:1: docs/zh/constant.md is in the nav 2 times" in project.problems("nav")
