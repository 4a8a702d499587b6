"""An equation, a page and a docstring have a reader who found them right as they are."""

import pytest

from lecturekit.confirmed import LOCK, confirm

EQUATION = "$$\nx = 1\n\\label{eq:other}\n$$\n\n## 练习"
TEST = 'def {name}():\n    """{text}"""\n    assert 1 + 1 == 2\n'


def test_an_equation_without_a_check_cannot_have_changed(project):
    project.swap("## 练习", EQUATION)
    assert not any("eq:other" in problem for problem in project.problems("locked"))


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
    assert project.problems("locked")[0] == expected
    confirm(project.root, ["eq:constant-loss", "constant.md"])
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
    first, second, third, *_ = project.problems("locked")
    assert "eq:constant-loss is new: read formula and check" in first
    assert "docs/zh/constant.md:1: constant.md" in second and " is new: read it in" in second
    assert "docs/zh/notation.md:1: notation.md" in third


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
        ("越小越好", "越大越好"),
        ("# 五位病人", "# 六位病人"),
        ("0.5 * 41.6**2", "0.5 * 41.6**3"),  # in code that no equation needs
        ("865.28", "866.28"),  # in an output
        ("constant.svg)", "constant.svg) 说明之外的话。"),
        ("{#exercises}", "{#exercises .hidden}"),
        ("\n\n## 练习", "\n## 练习"),  # a blank line
    ],
)
def test_a_change_of_anything_else_on_a_page_must_be_confirmed(project, old, new):
    project.swap(old, new)
    assert project.problems("locked") == [
        "docs/zh/constant.md:1: constant.md changed since it was last confirmed: "
        "read it in both languages, then `lecturekit confirm constant.md`"
    ]
    confirm(project.root, ["constant.md"])
    assert project.problems("locked") == []


def test_a_change_of_a_figure_must_be_confirmed(project):
    project.write("docs/assets/figures/constant.py", "# A hyperbola.\n")
    assert "constant.md changed" in project.problems("locked")[0]


def test_the_order_of_what_a_page_says_counts_in_each_language(project):
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
        f"{LOCK}:8: there is no eq:lost to confirm: delete the line"
    ]
    confirm(project.root, ["eq:constant-loss"])
    assert (project.root / LOCK).read_text("utf-8") == text


def test_the_lock_is_sorted_and_keeps_what_is_not_confirmed(project):
    project.swap("## 练习", EQUATION)
    project.write("tests/test_a.py", TEST.format(name="test_a", text="check: eq:other"))
    before = (project.root / LOCK).read_text("utf-8")
    project.swap("b - y_i", "y_i - b")
    confirm(project.root, ["eq:other"])
    after = (project.root / LOCK).read_text("utf-8").splitlines()
    (new,) = set(after) - set(before.splitlines())
    assert new.startswith("eq:other: ") and len(after) == len(before.splitlines()) + 1
    assert after[1:] == sorted(after[1:])


@pytest.mark.parametrize("label", ["eq:lost", "constant-loss", "nowhere.md"])
def test_only_an_equation_with_a_check_or_a_page_can_be_confirmed(project, label):
    before = (project.root / LOCK).read_text("utf-8")
    with pytest.raises(ValueError, match=f"names has {label}"):
        confirm(project.root, ["eq:constant-loss", label])
    assert (project.root / LOCK).read_text("utf-8") == before


def test_a_change_of_a_documented_module_must_be_confirmed(project):
    code = '"""Averages."""\n\n\ndef mean(y):\n    """Return the mean."""\n    return y.mean()\n'
    project.write("src/nets/average.py", code)
    assert project.problems("locked") == []
    page = "# Averages {#averages}\n\n::: nets.average\n"
    project.write("docs/zh/reference.md", page)
    project.write("docs/en/reference.md", page)
    confirm(project.root, ["reference.md", "src/nets/average.py"])
    for old, new in (("the mean", "the median"), ("y.mean()", "y.median()")):
        project.write("src/nets/average.py", code.replace(old, new))
        assert project.problems("locked") == [
            "src/nets/average.py:1: src/nets/average.py changed since it was last confirmed: "
            "read its docstrings beside the code, then `lecturekit confirm src/nets/average.py`"
        ]


@pytest.mark.parametrize("path", ["docs/terms.yml", "mkdocs.yml"])
def test_a_change_of_another_file_that_readers_see_must_be_confirmed(project, path):
    text = (project.root / path).read_text("utf-8")
    project.write(path, text + "# One line more.\n")
    assert project.problems("locked") == [
        f"{path}:1: {path} changed since it was last confirmed: read it, "
        f"then `lecturekit confirm {path}`"
    ]
    confirm(project.root, [path])
    assert project.problems("locked") == []
