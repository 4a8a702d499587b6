"""An equation has a label, a check, and a reader who compared the two."""

import pytest

from lecturekit.equations import LOCK, confirm
from lecturekit.marks import checks_of
from lecturekit.pages import Page

MARK = "<!-- check: eq:constant-loss -->"
LABEL = "\\label{eq:constant-loss}"
EQUATION = "$$\nx = 1\n\\label{eq:other}\n$$\n\n## 练习"
TEST = 'def {name}():\n    """{text}"""\n    assert 1 + 1 == 2\n'


@pytest.mark.parametrize("label", ["constant-loss", "eq:Constant", "eq:constant_loss", "eq:a-"])
def test_a_label_is_eq_and_kebab_case(project, label):
    line = project.swap(LABEL, f"\\label{{{label}}}") - 2
    problems = project.problems("equations")
    assert any(f":{line}: expected a label eq:in-kebab-case" in problem for problem in problems)


def test_a_label_stands_on_the_last_line(project):
    line = project.swap(f"\n{LABEL}", f" {LABEL}")
    project.expect("equations", line - 1, "on the last line")


def test_an_equation_has_one_label(project):
    line = project.swap(LABEL, f"\\label{{eq:constant-loss}}\n{LABEL}") - 2
    problems = project.problems("equations")
    assert any(f":{line}: expected one label" in problem for problem in problems)


@pytest.mark.parametrize("formula", ["$$ x = 1 $$", "$$ x = 1\n$$", "$$\nx = 1 $$"])
def test_the_dollars_of_a_display_formula_stand_alone(project, formula):
    line = project.swap("## 练习", f"{formula}\n\n## 练习")
    problems = project.problems("equations")
    assert any(f":{line}: expected $$ alone" in problem for problem in problems)


def test_a_label_is_taken_once_in_a_language(project):
    project.write("docs/zh/a.md", f"$$\nx = 1\n{LABEL}\n$$\n")
    line = project.swap(LABEL, LABEL) - 2
    project.expect("equations", line, "eq:constant-loss is taken by docs/zh/a.md")
    assert project.problems("equations", "a.md") == []


def test_an_equation_without_a_label_needs_no_check(project):
    project.swap("## 练习", "$$\nx = 1\n$$\n\n## 练习")
    assert project.problems("equations") == []


def test_an_equation_without_a_check_is_reported(project):
    project.swap(MARK, "<!-- eq:constant-loss -->")
    line = project.swap("$$", "$$")
    project.expect("equations", line, "no snippet and no test is marked as a check")


def test_an_equation_without_a_check_cannot_have_changed(project):
    project.swap("## 练习", EQUATION)
    assert project.problems("locked") == []


def test_a_check_may_be_a_test_that_names_the_equation(project):
    line = project.swap("## 练习", EQUATION)
    project.expect("equations", line, "no snippet and no test")
    project.write("tests/test_a.py", TEST.format(name="test_other", text="check: eq:other"))
    assert project.problems("equations") == []


@pytest.mark.parametrize(
    "text",
    [
        TEST.format(name="other", text="check: eq:other"),
        TEST.format(name="test_other", text="checks eq:other"),
        TEST.format(name="test_other", text="") + "# check: eq:other\n",
    ],
)
def test_only_the_docstring_of_a_test_makes_it_a_check(project, text):
    line = project.swap("## 练习", EQUATION)
    project.write("tests/test_a.py", text)
    project.expect("equations", line, "no snippet and no test")


def test_a_test_of_an_equation_that_is_nowhere_is_reported(project):
    text = TEST.format(
        name="test_other", text="A sum.\n\n    check: eq:constant-loss eq:lost\n    "
    )
    project.write("tests/a/test_a.py", "\n" + text)
    assert project.problems("tests") == ["tests/a/test_a.py:2: there is no equation eq:lost"]


def test_a_reference_to_an_equation_that_is_nowhere_is_reported(project):
    line = project.swap("\\eqref{eq:constant-loss}", "\\eqref{eq:lost}")
    project.expect("equations", line, "there is no equation eq:lost")


def test_a_reference_to_an_equation_of_another_page_is_allowed(project):
    project.write("docs/zh/notation.md", "见 $\\eqref{eq:constant-loss}$。\n")
    assert project.problems("equations", "notation.md") == []


def test_a_mark_that_names_an_equation_that_is_nowhere_is_reported(project):
    line = project.swap(MARK, "<!-- check: eq:constant-loss eq:lost -->")
    project.expect("equations", line, "there is no equation eq:lost")


@pytest.mark.parametrize(
    "mark", ["<!--check: eq:constant-loss-->", "<!-- check: constant-loss -->", "<!-- check: -->"]
)
def test_a_mark_that_is_not_understood_is_reported(project, mark):
    line = project.swap(MARK, mark)
    problems = project.problems("equations")
    assert any(f":{line}: expected <!-- check: eq:a eq:b -->" in problem for problem in problems)


@pytest.mark.parametrize(
    "below", ["\n\n```python\ny", "\n```text\ny", "\n  ```python\ny", "\n文字\n```python\ny"]
)
def test_a_mark_stands_right_above_its_snippet(project, below):
    line = project.swap(f"{MARK}\n```python\ny", MARK + below)
    problems = project.problems("equations")
    assert any(f":{line}: expected ```python on the line below" in problem for problem in problems)


def test_a_mark_may_name_givens(project):
    project.swap(MARK, MARK.replace(" -->", " given: b y -->"))
    (check,) = checks_of(Page.read(project.root, "docs/zh/constant.md", "zh"))
    assert check.labels == ("eq:constant-loss",) and check.given == ("b", "y")
    assert check.fence.code.startswith("y = [151.0")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("\\frac{1}{2}", ""),
        ("b - y_i", "y_i - b"),
        ("sum_{i=1}", "sum_{i=0}"),
        ("/ (2 * len(y))", "/ len(y)"),
        (" -->", " given: b -->"),
    ],
)
def test_a_change_of_formula_or_check_must_be_confirmed(project, old, new):
    project.swap_both(old, new)
    line = project.swap("$$", "$$")
    expected = (
        f"docs/zh/constant.md:{line}: eq:constant-loss changed since it was last confirmed: "
        "read formula and check side by side, then `lecturekit confirm eq:constant-loss`"
    )
    assert project.problems("locked") == [expected]
    confirm(project.root, ["eq:constant-loss"])
    assert project.problems("locked") == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("# 五位病人", "# 病人"),
        ("L(b) = ", "L(b)  =  "),
        ("越小越好", "越小"),
        ("猜 100", "猜测 100"),
    ],
)
def test_a_change_of_words_comments_or_spaces_needs_no_confirmation(project, old, new):
    project.swap(old, new)
    assert project.problems("locked") == []


def test_a_change_of_a_test_that_checks_must_be_confirmed(project):
    text = TEST.format(name="test_loss", text="check: eq:constant-loss")
    project.write("tests/test_a.py", text)
    confirm(project.root, ["eq:constant-loss"])
    project.write("tests/test_a.py", text + "\n\n# A comment.\n")
    assert project.problems("locked") == []
    project.write("tests/test_a.py", text.replace("== 2", "> 1"))
    assert "changed" in project.problems("locked")[0]


def test_a_new_equation_must_be_confirmed(project):
    (project.root / LOCK).unlink()
    first, second = project.problems("locked")
    assert "eq:constant-loss is new: read formula and check" in first
    assert "docs/zh/constant.md:1: what it states" in second and " is new: read it in" in second


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("$\\eta = 1$", "$\\eta = 2$"),  # within a line
        ("对全部 $n$ 位", "对全部 $b$ 位"),  # by one that is elsewhere on the page
        ("猜 100，", "猜 99，"),
        ("均值是 141.6", "均值是 1736.8"),
        ("notation.md#notation", "notation.md"),
        ("是 $b$ 的", "是 $w$ 的"),  # in a caption
        ("| $b$ |", "| $w$ |"),  # in a table
        ("## 练习", "$$\nb = 0\n$$\n\n## 练习"),
    ],
)
def test_a_change_of_what_else_a_page_states_must_be_confirmed(project, old, new):
    project.swap(old, new)
    assert project.problems("locked") == [
        "docs/zh/constant.md:1: what it states (formulas without a label, numbers, links, figures) "
        "changed since it was last confirmed: read it in both languages, then "
        "`lecturekit confirm constant.md`"
    ]
    confirm(project.root, ["constant.md"])
    assert project.problems("locked") == []


def test_a_change_of_a_figure_must_be_confirmed_but_none_of_its_comments(project):
    project.write("docs/assets/figures/constant.py", "# A parabola.\n")
    assert project.problems("locked") == []
    project.write("docs/assets/figures/constant.py", "x = 1\n")
    assert "constant.md" in project.problems("locked")[0]


def test_the_order_of_what_a_page_states_counts_in_each_language(project):
    old, new = "By $\\eqref{eq:constant-loss}$, a step", "By $\\eta = 1$, a step"
    project.swap(old, new, "docs/en/constant.md")
    old, new = "rate $\\eta = 1$", "rate $\\eqref{eq:constant-loss}$"
    project.swap(old, new, "docs/en/constant.md")
    assert project.problems("parity") == []
    assert "changed" in project.problems("locked")[0]


def test_an_entry_of_an_equation_that_is_no_more_is_reported_and_dropped(project):
    text = (project.root / LOCK).read_text("utf-8")
    project.write(LOCK, text + "eq:lost: 0123456789ab\n")
    assert project.problems("locked") == [
        f"{LOCK}:4: there is no eq:lost to confirm: delete the line"
    ]
    confirm(project.root, ["eq:constant-loss"])
    assert (project.root / LOCK).read_text("utf-8") == text


def test_the_lock_is_sorted_and_keeps_what_is_not_confirmed(project):
    project.swap("## 练习", EQUATION)
    project.write("tests/test_a.py", TEST.format(name="test_a", text="check: eq:other"))
    before = (project.root / LOCK).read_text("utf-8")
    project.swap("b - y_i", "y_i - b")
    confirm(project.root, ["eq:other"])
    *first, last = (project.root / LOCK).read_text("utf-8").splitlines()
    assert first == before.splitlines() and last.startswith("eq:other: ")


@pytest.mark.parametrize("label", ["eq:lost", "constant-loss", "notation.md"])
def test_only_an_equation_with_a_check_or_a_page_can_be_confirmed(project, label):
    before = (project.root / LOCK).read_text("utf-8")
    with pytest.raises(ValueError, match=f"names has {label}"):
        confirm(project.root, ["eq:constant-loss", label])
    assert (project.root / LOCK).read_text("utf-8") == before
