"""Slips that the reference works really have, made on a page of ours: a check finds each.

Where a slip is made in one language, the other gives it away; where the formula is wrong in both,
the lock does, since nobody has confirmed that.
"""

from pathlib import Path

import pytest

from lecturekit import confirmed
from lecturekit.terms import TERMS

GLOSSARY = (Path(__file__).parents[2] / TERMS).read_text("utf-8")
NLL = (
    r"-\sum_{i=1}^{n} \left( \frac{1}{2} \log(2 \pi \sigma^2)"
    r" + \frac{1}{2\sigma^2} (y_i - \hat{y}_i)^2 \right)"
)
ZH = f"""
预测的类别是 $\\argmax_j \\hat{{y}}_j$，不是 $\\hat{{y}}_j$；噪声的方差是 $0.01$，标准差是 0.1。

$$
{NLL}
\\label{{eq:nll}}
$$

"""
EN = (
    ZH.replace("预测的类别是", "The class is")
    .replace("，不是", ", not")
    .replace("；噪声的方差是", "; the variance is")
)
EN = EN.replace("，标准差是 0.1。", ", the standard deviation 0.1.")


@pytest.fixture
def site(project):
    """The project, with the formulas of the slips and the real glossary."""
    project.swap("## 练习", f"{ZH.lstrip()}## 练习")
    project.swap("## Exercises", f"{EN.lstrip()}## Exercises", "docs/en/constant.md")
    project.write(TERMS, GLOSSARY)
    project.write("tests/test_a.py", 'def test_nll():\n    """check: eq:nll"""\n')
    confirmed.confirm(project.root, ["eq:nll", "constant.md", TERMS])
    assert project.problems("parity") == project.problems("locked") == []
    return project


FORMULAS = {
    "brackets lost, so that only the first term is summed (d2l 3.1.15)": (
        NLL,
        NLL.replace(r"\left( ", "").replace(r" \right)", ""),
    ),
    "the minus of the cross-entropy lost (d2l-en)": ("-\\sum", "\\sum"),
    "n terms summed from 0 to n (MLU-Explain)": (
        "\\sum_{i=1}^{n} \\left(",
        "\\sum_{i=0}^{n} \\left(",
    ),
    "the half lost (d2l 3.2 and 3.3)": ("\\frac{1}{2} \\log", "\\log"),
    "the hat on the label (李宏毅)": ("(y_i - \\hat{y}_i)", "(\\hat{y}_i - y_i)"),
}


@pytest.mark.parametrize("slip", FORMULAS)
def test_a_wrong_formula_in_one_language_is_out_of_step(site, slip):
    line = site.swap(*FORMULAS[slip])
    (problem,) = site.problems("parity")
    assert problem.startswith(f"docs/zh/constant.md:{line}: equation: ")


@pytest.mark.parametrize("slip", FORMULAS)
def test_a_wrong_formula_in_both_languages_is_not_confirmed(site, slip):
    site.swap_both(*FORMULAS[slip])
    assert site.problems("parity") == []
    assert "eq:nll changed since it was last confirmed" in site.problems("locked")[0]


@pytest.mark.parametrize(
    ("old", "new", "check", "fragment"),
    [
        ("\\argmax_j \\hat{y}_j", "\\argmax_j y_j", "parity", "formulas: "),  # d2l, a hat lost
        (
            "标准差是 0.1。",
            "标准差是 0.01。",
            "parity",
            "numbers: ",
        ),  # d2l-en, variance for deviation
        ("方差是 $0.01$", "方差是 0.011", "numbers", "0.011 stands in no output"),
        ("录错", "$L_2$ 正则录错", "avoided", "write 范数, not 正则"),  # d2l, notation
        ("录错", "极大似然录错", "avoided", "write 最大似然, not 极大似然"),  # d2l 3.1 and 3.4
        ("录错", "一个迭代周期录错", "avoided", "write 轮, not 迭代周期"),
        ("录错", "精度录错", "avoided", "write 准确率, not 精度"),
        ("录错", "矢量化录错", "avoided", "write 向量化, not 矢量化"),
        ("学习率", "学习速率", "translated", "expected 学习率"),
        ("2. 均值是多少？", "均值是多少？", "parity", "is of kind prose"),  # d2l, an exercise lost
        ("b - value", "value - b + 1", "parity", "code: "),  # the solutions manual, code changed
    ],
)
def test_another_slip_in_one_language_is_found(site, old, new, check, fragment):
    line = site.swap(old, new)
    problems = site.problems(check)
    assert any(p.startswith(f"docs/zh/constant.md:{line}: ") and fragment in p for p in problems)
