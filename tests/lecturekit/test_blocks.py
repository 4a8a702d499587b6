"""Fences, outputs, folds and exercises: each slip is reported at its line."""

import pytest

from lecturekit.blocks import output_of
from lecturekit.pages import Page

CODE = "```python\ny = ["
SOLVED = '    ??? success "解答"\n        五个数之和除以五。'
MARKER = "<!--pytest-codeblocks:expected-output-->"


@pytest.mark.parametrize("info", ['python title="a"', "{.python}", "Python", "bash", "", "pycon"])
def test_a_fence_is_of_one_of_four_kinds_and_has_no_attributes(project, info):
    project.swap(CODE, CODE.replace("python", info))
    assert any("nothing after it" in problem for problem in project.problems("fences"))


def test_a_console_fence_and_an_include_are_allowed(project):
    project.swap(
        "## 练习", '```console\n$ make test\n```\n\n```py\n--8<-- "src/a.py"\n```\n\n## 练习'
    )
    assert project.problems("fences") == []


def test_a_py_fence_only_includes(project):
    line = project.swap("## 练习", "```py\nx = 1\n```\n\n## 练习")
    project.expect("fences", line, "--8<--")


def test_a_fence_of_tildes_is_refused(project):
    line = project.swap("## 练习", "~~~text\na\n~~~\n\n## 练习")
    project.expect("fences", line, "expected a fence of ```")


def test_a_fence_that_never_ends_is_reported_at_its_beginning(project):
    path = project.root / "docs/zh/constant.md"
    text = path.read_text("utf-8") + "\n```text\nlost\n"
    path.write_text(text, "utf-8")
    problems = project.problems("fences")
    assert any(f":{text.count(chr(10)) - 1}: " in p and "page ends first" in p for p in problems)


def test_a_fence_ends_at_the_indent_at_which_it_began(project):
    line = project.swap("        ```python\n", "        ```python\n")
    project.swap('        print(f"{0.5 * 41.6**2:.2f}")\n        ```', "        x = 1\n      ```")
    project.expect("fences", line, "to end as it began")


@pytest.mark.parametrize(
    "mark",
    [
        "<!--pytest-codeblocks:cont-->",
        "<!--pytest-codeblocks:skip-->",
        "<!--pytest-codeblocks:skipif(True)-->",
        "<!--pytest-codeblocks:importorskip(torch)-->",
        "<!--pytest-codeblocks:expect-exception-->",
        "<!--pytest.mark.skip-->",
        "<!-- pytest.mark.xfail -->",
    ],
)
def test_a_mark_that_keeps_a_snippet_from_being_tested_is_refused(project, mark):
    line = project.swap("<!-- check: eq:constant-loss -->", mark)
    assert any(f":{line}: expected no mark" in problem for problem in project.problems("fences"))


def test_a_page_that_is_skipped_as_a_whole_is_refused(project):
    project.swap("---\ndesc", "<!--pytest-codeblocks:skipfile-->\n---\ndesc")
    problems = project.problems("fences")
    assert any("constant.md:1: expected no mark" in problem for problem in problems)
    assert any("not the code that the tests run" in problem for problem in problems)


def test_an_output_that_forgives_whitespace_is_refused(project):
    line = project.swap(MARKER, MARKER.replace("output", "output-ignore-whitespace"))
    project.expect("fences", line, "expected no mark")


def test_code_swallowed_as_an_output_is_not_run_and_reported(project):
    line = project.swap("```text\nloss 17", "```python\nloss = 17  # 17")
    project.expect("fences", line, "not the code that the tests run")


def test_code_in_a_comment_is_run_but_not_shown_and_reported(project):
    line = project.swap("## 练习", "<!--\n```python\n1 / 0\n```\n-->\n\n## 练习")
    project.expect("fences", line + 1, "not the code that the tests run")


def test_a_page_that_pytest_codeblocks_cannot_read_is_reported(project):
    project.swap("# 最好", f"{MARKER}\n\n# 最好")
    assert any("cannot read" in problem for problem in project.problems("fences"))


def test_code_that_prints_shows_its_output(project):
    line = project.swap(CODE, CODE)
    project.swap(f"\n{MARKER}\n", "\n")
    project.expect("outputs", line, "prints, but below it")


@pytest.mark.parametrize("between", ["", "\n\n", "And so:\n", "\nAnd so:\n\n"])
def test_an_output_stands_right_below_its_code(project, between):
    line = project.swap(CODE, CODE)
    project.swap(f"```\n\n{MARKER}", f"```\n{between}{MARKER}")
    project.expect("outputs", line, "prints, but below it")


def test_code_that_prints_nothing_shows_no_output(project):
    line = project.swap(MARKER, MARKER)
    project.swap('print(f"loss', 'text = (f"loss')
    project.expect("outputs", line, "prints nothing")


def test_code_that_prints_in_a_function_or_a_loop_shows_its_output(project):
    project.swap('        print(f"{0.5', '        for _ in range(1):\n            print(f"{0.5')
    assert project.problems("outputs") == []


def test_code_that_cannot_be_parsed_is_reported_at_its_line(project):
    line = project.swap("loss = sum(", "loss = = sum(")
    project.expect("outputs", line, "cannot be parsed")


@pytest.mark.parametrize(("mark", "text"), [(4, 4), (4, 8), (8, 4)])
def test_an_output_is_indented_as_its_code(project, mark, text):
    old = f"        {MARKER}\n        ```text\n        865.28\n        ```"
    new = f"{' ' * mark}{MARKER}\n{' ' * text}```text\n{' ' * text}865.28\n{' ' * text}```"
    line = project.swap(old, new)
    project.expect("outputs", line, "indented as the code")


@pytest.mark.parametrize("mark", ["<!-- so -->", "so"])
def test_a_fence_below_anything_but_the_mark_is_no_output(project, mark):
    line = project.swap(CODE, CODE)
    project.swap(MARKER, mark)
    project.expect("outputs", line, "prints, but below it")


def test_an_output_is_a_text_fence(project):
    line = project.swap(CODE, CODE)
    project.swap("```text\nloss", "```console\nloss")
    project.expect("outputs", line, "prints, but below it")


@pytest.mark.parametrize("between", ["", "\n<!-- so -->", "\nso"])
def test_the_output_of_a_snippet_is_the_fence_that_is_compared(project, between):
    free = f"```python\nx = 1\n```\n{between}\n```text\nfree\n```\n\n## 练习"
    project.swap("## 练习", free)
    page = Page.read(project.root, "docs/zh/constant.md", "zh")
    snippets = [fence for fence in page.fences if fence.info == "python"]
    outputs = [output_of(page, fence) for fence in snippets]
    assert outputs == ["loss 1736.8, mean 141.6\n", "", "865.28\n", ""]


def test_a_fold_has_a_title(project):
    line = project.swap('!!! warning "陷阱"', "!!! warning")
    project.expect("folds", line, "expected a title")


@pytest.mark.parametrize("body", ["录错", "  录错", "        录错"])
def test_a_fold_has_a_body_indented_by_four(project, body):
    line = project.swap('!!! warning "陷阱"', '!!! warning "陷阱"')
    project.swap("    录错", body)
    project.expect("folds", line, "indented by 4")


def test_a_fold_at_the_end_of_a_page_has_a_body_too(project):
    path = project.root / "docs/zh/constant.md"
    text = path.read_text("utf-8") + '\n!!! note "空"\n'
    path.write_text(text, "utf-8")
    project.expect("folds", text.count("\n"), "indented by 4")


def test_an_empty_line_may_stand_between_a_fold_and_its_body(project):
    project.swap("    录错", "\n    录错")
    assert project.problems("folds") == []


def test_an_exercise_has_a_solution(project):
    line = project.swap("2. 均值", "2. 均值")
    project.swap(SOLVED, "    五个数之和除以五。")
    project.expect("exercises", line, "but the exercise has 0")


def test_an_exercise_has_only_one_solution(project):
    line = project.swap("2. 均值", "2. 均值")
    project.swap(SOLVED, f"{SOLVED}\n\n{SOLVED}")
    project.expect("exercises", line, "but the exercise has 2")


@pytest.mark.parametrize("fold", ["???+ success", "!!! success", "??? note"])
def test_a_solution_is_folded_and_is_a_success(project, fold):
    line = project.swap("2. 均值", "2. 均值")
    project.swap(SOLVED, SOLVED.replace("??? success", fold))
    project.expect("exercises", line, "but the exercise has 0")


def test_exercises_are_counted_without_a_gap(project):
    line = project.swap("2. 均值", "3. 均值")
    project.expect("exercises", line, "expected exercise 2")


def test_a_heading_exercises_has_exercises_below_it(project):
    line = project.swap("## 练习 {#exercises}", "## 练习 {#exercises}\n\n## 其他 {#others}")
    project.expect("exercises", line, "expected a numbered list")


def test_a_list_after_the_exercises_is_none_of_them(project):
    path = project.root / "docs/zh/constant.md"
    path.write_text(path.read_text("utf-8") + "\n## 其他 {#others}\n\n1. 一条。\n", "utf-8")
    assert project.problems("exercises") == []


@pytest.mark.parametrize("check", ["fences", "outputs"])
def test_a_lab_shows_what_its_cells_print_when_it_is_built(project, check):
    project.write("docs/zh/labs/a.py", "# %%\nprint(1)\n\n# %% [markdown]\n# ~~~text\n# a\n# ~~~\n")
    assert project.problems(check, "labs/a.py") == []


@pytest.mark.parametrize(("lines", "count"), [(15, 0), (16, 1)])
def test_a_snippet_has_at_most_fifteen_lines_besides_imports(project, lines, count):
    body = "import math\nfrom math import (\n    e,\n    pi,\n)\n\n" + "x = e\n" * lines
    line = project.swap("## 练习", f"```python\n{body}```\n\n## 练习")

    problems = project.problems("short")
    assert len(problems) == count
    assert all(f":{line}: expected at most 15 lines" in problem for problem in problems)
