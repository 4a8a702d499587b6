"""Numbers, Chinese spacing and English spelling: each slip is reported at its line."""

import pytest

# Written so that typos does not find it here.
MISSPELT = "recie" + "ve"
TYPOS = '[tool.typos.default.extend-identifiers]\narange = "arange"\n'


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("均值是 141.6", "均值是 141.7"),  # prose
        ("最低点在 141.6", "最低点在 4.16"),  # a caption; 4.16 is part of no number
        ("| 1736.8 |", "| 736.8 |"),  # a table cell; 736.8 is part of 1736.8
        ("一条开口向上的抛物线", "最低点 1.5"),  # alt text
        ("陷阱", "陷阱 1.5"),  # a title
        ("代价是多少", "0.51 是多少"),  # an exercise
        ("五个数之和除以五", "五个数之和除以 5.0"),  # a solution
        ("只许用一个数", "只许用 1.5"),  # the description
        ("均值是 141.6", "均值是 $141.7$"),  # a number alone is no formula
        ("均值是 141.6 ", "均值是 141.60 "),  # not the digits that are printed
        ("均值是 141.6", "均值是 142"),  # whole numbers from 10 on are counted as well
        ("均值是 141.6", "均值是 2030"),  # also what could be a year
        ("均值是 141.6", "均值约 2 万"),  # 2 stands in the code, but 20000 does not
        ("均值是 141.6", "均值约 95%"),
    ],
)
def test_a_number_that_nothing_prints_is_reported(project, old, new):
    line = project.swap(old, new)
    project.expect("numbers", line, "stands in no output, formula or code")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("均值是 141.6", "均值是 −141.6"),  # a sign is no part of a number
        ("均值是 141.6", "均值是 1,736.8"),  # nor are separators of thousands
        ("均值是 141.6", "均值是 865.28%"),  # an output in a solution
        ("均值是 141.6", "均值是 151.0"),  # a number in code
        ("均值是 141.6", "均值是 `0.123`"),  # code is no claim
        ("均值是 141.6", "见[第 3.1 节](https://d2l.ai)"),  # nor is the name of a link
        ("均值是 141.6", "按 CC BY-SA 4.0 发布"),  # nor a name in the list
        ("均值是 141.6", "用 0.18.1 版"),  # nor a version
        ("均值是 141.6", "均值是 100"),  # a whole number need not have the digits of the code
        ("均值是 141.6", "均值是 206"),
        ("均值是 141.6", "均值是 7"),  # nobody prints the number of his fingers
        ("均值是 141.6", "用 float32"),  # nor is a name a number
    ],
)
def test_what_is_no_number_or_is_printed_is_allowed(project, old, new):
    project.swap(old, new)
    assert project.problems("numbers") == []


def test_a_decimal_of_a_formula_is_known(project):
    project.swap("均值是 141.6", "均值是 2.5")
    project.swap("$\\eta = 1$", "$\\eta = 2.5$")
    assert project.problems("numbers") == []


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("12000", "n = 12_000"),
        ("1.2 万", "n = 12000"),
        ("95%", "n = 0.95"),
        ("12 万", "n = 120000.0"),
    ],
)
def test_a_number_is_known_by_its_value(project, said, code):
    project.swap("均值是 141.6", f"均值是 {said}")
    project.swap("b = 100.0", f"b = 100.0\n{code}")
    assert project.problems("numbers") == []


def test_the_program_of_a_figure_bears_out_a_whole_number_but_no_decimal(project):
    project.write("docs/assets/figures/constant.py", "n, m = 60, 2.5  # 70\n")
    project.swap("最低点在 141.6", "共 60 个点")
    assert project.problems("numbers") == []
    line = project.swap("共 60 个点", "共 70 个点")
    project.expect("numbers", line, "70 stands in no output")
    project.swap("共 70 个点", "最低点在 2.5")
    project.expect("numbers", line, "2.5 stands in no output")


@pytest.mark.parametrize(
    "text", ["b = 100.0  # 2.5", "b = 100.0\n```\n\n```text\n2.5\n```\n\n```python"]
)
def test_a_decimal_in_a_comment_or_in_a_fence_that_is_no_output_is_not_known(project, text):
    line = project.swap("均值是 141.6", "均值是 2.5")
    project.swap("b = 100.0", text)
    project.expect("numbers", line, "2.5 stands in no output")


def test_the_numbers_of_a_lab_are_not_in_its_source(project):
    project.write("docs/zh/labs/a.py", "# %% [markdown]\n# 均值是 2.5。\n")
    assert project.problems("numbers", "labs/a.py") == []


@pytest.mark.parametrize(
    "text",
    [
        "取$\\eta = 1$，录错",
        "用`numpy`画，录错",
        "用numpy画，录错",
        "这一步，,录错",
        "这一步,录错",
        "这一步: 录错",
        "$x$, 录错",
        "这一步(见下文)录错",
        "交叉熵 (cross-entropy) 录错",
        '所谓"陷阱"录错',
        "系数½录错",
        "步长η录错",
        "一步 ，录错",
        "这是[记号x](notation.md)的，录错",
        "一步（x），**录错x**",
        "据 [@legendre1805] ，录错",
    ],
)
def test_wrong_spaces_and_punctuation_of_chinese_are_reported(project, text):
    line = project.swap("录错", text)
    problems = project.problems("spacing")
    assert problems and all(f"constant.md:{line}: expected" in problem for problem in problems)


@pytest.mark.parametrize(
    "text",
    [
        "取 $\\eta=1$，再取 `a,b`，录错",
        "**录错**一个，系数 ½ 和 $(0, 1)$，录错",
        "交叉熵（cross-entropy）、“陷阱”，录错",
        "形状是 (n, d) 的 (a) 和 (b)，录错",
        "见[记号](notation.md)、[@legendre1805]，录错",
        "增加 50%，录错",
    ],
)
def test_right_chinese_passes(project, text):
    project.swap("录错", text)
    assert project.problems("spacing") == []


def test_the_spacing_of_comments_in_code_is_checked(project):
    line = project.swap("# 五位病人", "# 五位病人,x与y")
    problems = project.problems("spacing")
    assert problems and all(f"constant.md:{line}:" in problem for problem in problems)


def test_the_spacing_of_outputs_is_left_alone(project):
    project.swap("loss 1736.8", "# 一,二x\nloss 1736.8")
    assert project.problems("spacing") == []


def test_wrong_spacing_is_shown_where_it_is(project):
    line = project.swap("录错", "这句话说了很多之后才用numpy画图，录错")
    project.expect("spacing", line, "expected '多之后才用 nump', but it is '多之后才用numpy'")


def test_the_spacing_of_english_is_left_alone(project):
    project.swap("whose mean", 'whose "mean", 均值,', "docs/en/constant.md")
    assert project.problems("spacing") == []


@pytest.mark.parametrize(
    "path", ["docs/en/constant.md", "docs/assets/figures/constant.py", "src/a.py", "README.md"]
)
def test_misspelt_english_is_reported(project, path):
    project.write(path, f"# One\n\n# We {MISSPELT} data.\n")
    assert project.problems("spelling") == [f"{path}:3: write receive, not {MISSPELT}"]


def test_spelling_heeds_the_settings_of_the_project(project):
    project.write("README.md", "torch.arange(3)\n")
    assert project.problems("spelling") == ["README.md:1: write arrange, not arange"]
    project.write("pyproject.toml", TYPOS)
    assert project.problems("spelling") == []


def test_what_is_no_text_is_not_spelled(project):
    project.write("src/a.bin", "")
    (project.root / "src/a.bin").write_bytes(bytes(range(256)))
    assert project.problems("spelling") == []


def test_a_failure_of_typos_is_not_taken_for_good_spelling(project):
    project.write("pyproject.toml", "[tool.typos.default]\nextend-ignore-re = 3\n")
    with pytest.raises(RuntimeError, match="expected typos to check"):
        project.problems("spelling")


@pytest.mark.parametrize("new", ["也许的的确", "看了了", "the the 录错", "The the 录错"])
def test_a_word_that_stands_there_twice_is_reported(project, new):
    line = project.swap("录错", new)
    project.expect("doubled", line, "expected no ")


def test_words_that_only_look_doubled_are_allowed(project):
    project.swap("录错", "bmi bmi2 现在在哪里")
    assert project.problems("doubled") == []
