"""Every check passes on a good project, and the one function that runs them all runs each."""

import pytest

from lecturekit.checks import PAGE_CHECKS, SITE_CHECKS, check_site
from lecturekit.site import Problem


def test_a_good_project_has_no_problems(project):
    assert check_site(project.root) == []


@pytest.mark.parametrize("check", [*PAGE_CHECKS, *SITE_CHECKS])
def test_a_good_project_passes(project, check):
    assert project.problems(check) == []


def test_check_site_reports_problems_of_pages_of_the_site_and_of_the_readme_by_file(project):
    project.swap("## 损失 {#loss}", "## 损失")
    project.write("docs/assets/figures/unused.py", "")
    project.write("README.md", "# linearnets\n\n```python\nprint(1)\n```\n")
    found = check_site(project.root)
    assert [problem.path for problem in found] == sorted(problem.path for problem in found)
    assert {problem.path for problem in found} == {
        "README.md",
        "docs/assets/figures/unused.py",
        "docs/zh/constant.md",
    }


def test_a_problem_prints_as_path_line_message():
    assert str(Problem("docs/zh/x.md", 3, "why")) == "docs/zh/x.md:3: why"
