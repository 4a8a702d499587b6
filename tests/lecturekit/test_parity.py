"""Whatever the languages share is broken in one of them, and reported at its line."""

import pytest

LAB = """\
# ---
# description: {description}
# ---

# %% [markdown]
# # {title} {{#lab}}
#
# {words} $\\eta$.

# %%
x = 1  # {comment}
print(x)

# %% [markdown]
# {words}
"""


@pytest.mark.parametrize(
    ("old", "new", "fragment"),
    [
        # What a line is made of.
        (
            "取平均：",
            "对 $b$ 取平均：",
            "formulas: only here b, only in docs/en/constant.md:11 nothing",
        ),
        (
            "对全部 $n$ 位",
            "对全部 $N$ 位",
            "formulas: only here N, only in docs/en/constant.md:11 n",
        ),
        ("\\frac{1}{2}", "\\frac{1}{3}", "equation: "),
        ("\\left(b - y", "\\left(b + y", "equation: "),
        ("sum_{i=1}", "sum_{i=0}", "equation: "),
        ("constant-loss}\n$$", "constants-loss}\n$$", "equation: "),
        ("均值是 141.6", "均值是 142.6", "numbers: only here 142.6"),
        ("猜 100，", "猜 1000，", "numbers: only here 1000, only in docs/en/constant.md:46 100"),
        ("| `100` | 1736.8 |", "| `100` | 1736.9 |", "numbers: "),
        ("`100`", "`200`", "code: only here 200"),
        ("[@legendre1805]", "[@gauss1809]", "citations: only here gauss1809"),
        ("notation.md#notation", "notation.md", "links: only here notation.md"),
        ("| `100` | 1736.8 |", "| `100` 1736.8 |", "cells: "),
        # What a block is.
        ("## 损失 {", "### 损失 {", "level: '###'"),
        ("{#loss}", "{#losses}", "is of kind heading {#losses}"),
        ("figures/constant.svg", "figures/other.svg", "figure: 'assets/figures/other.svg'"),
        ("!!! warning", "!!! note", "fold: "),
        ("??? success", "???+ success", "fold: "),
        ("2. 均值", "3. 均值", "item: "),
        ("check: eq:constant-loss", "check: eq:other", "comment: "),
        ("description:", "title:", "key: "),
        # What runs, and what it prints.
        ("b = 100.0", "b = 101.0", "code: "),
        ("(b - value) ** 2", "(b + value) ** 2", "code: "),
        ("y = [151.0, 75.0", "y = [75.0, 151.0", "code: "),
        ("loss 1736.8, mean", "loss 1736.9, mean", "text: "),
        ("loss 1736.8, mean", "loss  1736.8, mean", "text: "),
        ("mean 141.6\n```", "mean 141.6 # so\n```", "text: "),
        ("```python\ny", "```py\ny", "is of kind fence ```py,"),
        ("    录错", "  录错", "indent: "),
    ],
)
def test_a_difference_is_reported_at_its_line(project, old, new, fragment):
    line = project.swap(old, new)
    problems = project.problems("parity")
    assert any(p.startswith(f"docs/zh/constant.md:{line}: ") and fragment in p for p in problems)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("五位病人的指标", "研究里有五位"),
        ("$\\eta = 1$", "$\\eta=1$"),
        ("\\text{越小越好}", "\\text{更小更好}"),
        ("# 五位病人", "# 病人"),
        ("b = 100.0\n", "b = 100.0  # 先猜 `b`，$b$ 在 75 与 206 之间\n"),
        ("均值是 141.6 [@legendre1805]", "[@legendre1805] 说 141.6 是均值"),
        ("2. 均值是多少", "2. 第 3 问：均值是多少"),
    ],
)
def test_words_comments_and_order_in_a_line_may_differ(project, old, new):
    project.swap(old, new)
    assert project.problems("parity") == []


@pytest.mark.parametrize("what", ["\n", "多出的一段。\n\n", "## 多出的 {#more}\n\n", "1. 多出的\n"])
def test_only_the_first_line_out_of_step_is_reported(project, what):
    line = project.swap("## 练习", what + "## 练习")
    (problem,) = project.problems("parity")
    assert problem.startswith(f"docs/zh/constant.md:{line}: is of kind ")
    assert f"but docs/en/constant.md:{line} is of kind heading {{#exercises}}" in problem


def test_a_lost_end_of_a_page_is_reported(project):
    project.swap("        五个数之和除以五。\n", "        五个数之和除以五。\n\n还有。\n")
    (problem,) = project.problems("parity")
    assert "has 71 lines, but docs/en/constant.md has 69" in problem


def test_a_page_without_a_twin_is_not_compared(project):
    (project.root / "docs/en/constant.md").unlink()
    assert project.problems("parity") == []


def test_code_that_is_no_python_is_compared_as_text(project):
    line = project.swap("loss = sum(", "loss = 'sum(")
    assert project.problems("parity")[0].startswith(f"docs/zh/constant.md:{line}: code: ")


def write_labs(project):
    zh = {"description": "一", "title": "实验", "words": "取", "comment": "一个数"}
    en = {"description": "One", "title": "A lab", "words": "Take", "comment": "a number"}
    project.write("docs/zh/labs/a.py", LAB.format(**zh))
    project.write("docs/en/labs/a.py", LAB.format(**en))


def test_labs_in_step_pass(project):
    write_labs(project)
    assert project.problems("parity", "labs/a.py") == []


@pytest.mark.parametrize(
    ("old", "new", "fragment"),
    [
        ("x = 1", "x = 2", "code: "),
        ("{#lab}", "{#labs}", "is of kind heading {#labs}"),
        ("$\\eta$", "$\\lambda$", "formulas: "),
        ("# %%\nx", "# %% [markdown]\nx", "is of kind marker"),
        ("description:", "title:", "key: "),
    ],
)
def test_labs_out_of_step_are_reported_at_the_line_of_the_file(project, old, new, fragment):
    write_labs(project)
    line = project.swap(old, new, "docs/zh/labs/a.py")
    problem = project.problems("parity", "labs/a.py")[0]
    assert problem.startswith(f"docs/zh/labs/a.py:{line}: ") and fragment in problem


def test_links_stand_in_the_same_order(project):
    project.swap_both("notation.md#notation)", "notation.md#notation)[a](a.md)[b](b.md)")
    assert project.problems("parity") == []
    line = project.swap("[a](a.md)[b](b.md)", "[b](b.md)[a](a.md)")
    project.expect("parity", line, "links: ")
