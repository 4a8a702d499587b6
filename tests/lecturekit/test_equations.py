"""An equation has a label and a check."""

import pytest

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
