"""Stale outputs are rewritten in both languages at once, or the pages stay as they are."""

import os
import stat
import subprocess
import sys

import pytest

from lecturekit.outputs import update_outputs

MARKER = "<!--pytest-codeblocks:expected-output-->"
CONFIG = '[tool.pytest.ini_options]\nfilterwarnings = ["error"]\nsnippet_timeout = "1"\n'


def python(code, output=None, indent=""):
    """Return the Markdown of a snippet and of its output."""
    text = f"```python\n{code}\n```\n"
    if output is not None:
        text += f"\n{MARKER}\n```text\n{output}\n```\n"
    return "".join(indent + line if line.strip() else line for line in text.splitlines(True))


@pytest.fixture
def root(tmp_path):
    (tmp_path / "pyproject.toml").write_text(CONFIG)
    return tmp_path


def write(root, zh, en=None, name="page.md"):
    """Write a page in both languages, the English one as the Chinese one unless it is given."""
    for language, text in (("zh", zh), ("en", zh if en is None else en)):
        path = root / "docs" / language / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")


def read(root, name="page.md"):
    return [(root / "docs" / language / name).read_text("utf-8") for language in ("zh", "en")]


def test_stale_output_is_rewritten_in_both_languages_and_shown_as_a_diff(root):
    write(root, "# 甲\n\n" + python("print(2)  # 二", 1), "# A\n\n" + python("print(2)  # two", 1))
    update = update_outputs(root)
    assert read(root) == [
        "# 甲\n\n" + python("print(2)  # 二", 2),
        "# A\n\n" + python("print(2)  # two", 2),
    ]
    assert update.problems == []
    shown = update.diff.splitlines()
    assert shown[:2] == ["--- docs/zh/page.md", "+++ docs/zh/page.md"]
    assert shown.count("-1") == shown.count("+2") == 2


def test_pages_that_are_right_are_not_touched(root):
    write(root, "# A\n\n" + python("print('a\\n\\n b')", "a\n\n b") + "\nEnd.\n")
    files = sorted((root / "docs").rglob("*.md"))
    before = [(file.read_bytes(), file.stat().st_mtime_ns) for file in files]
    assert update_outputs(root) == ("", [])
    assert [(file.read_bytes(), file.stat().st_mtime_ns) for file in files] == before


def test_output_is_put_below_a_printing_snippet_that_has_none(root):
    write(root, "# A\n\n" + python("print(1)") + "\n" + python("x = 1") + "\nEnd.\n")
    update_outputs(root)
    assert read(root)[0] == "# A\n\n" + python("print(1)", 1) + "\n" + python("x = 1") + "\nEnd.\n"


def test_output_in_a_fold_is_indented_as_its_code(root):
    fold = '1. A?\n\n    ??? success "B"\n        Text.\n\n'
    code = "print(' a\\n\\nb')\n\nx = 1"
    for stale in (None, "c"):
        write(root, fold + python(code, stale, indent=8 * " ") + "\n2. C?\n")
        update_outputs(root)
        right = fold + python(code, " a\n\nb", indent=8 * " ") + "\n2. C?\n"
        assert read(root) == [right, right]


def test_snippet_that_stopped_printing_loses_its_output_and_that_is_shown(root):
    write(root, "# A\n\n" + python("x = 1", "1") + "\nEnd.\n")
    update = update_outputs(root)
    assert read(root)[0] == "# A\n\n" + python("x = 1") + "\nEnd.\n"
    assert update.diff.splitlines().count(f"-{MARKER}") == 2


def test_several_outputs_of_a_page_change_at_once(root):
    write(
        root,
        python("print(1)") + "\n" + python("x = 1", "0") + "\n" + python("print('b\\nc')", "a"),
    )
    update_outputs(root)
    right = python("print(1)", 1) + "\n" + python("x = 1") + "\n" + python("print('b\\nc')", "b\nc")
    assert read(root) == [right, right]
    assert update_outputs(root) == ("", [])


def test_only_the_pages_asked_for_change_but_in_both_languages(root):
    write(root, python("print(2)", 1), name="part/a.md")
    write(root, python("print(2)", 1), name="b.md")
    update_outputs(root, ["docs/en/part/a.md"])
    assert read(root, "part/a.md") == 2 * [python("print(2)", 2)]
    assert read(root, "b.md") == 2 * [python("print(2)", 1)]
    update = update_outputs(root, [root / "docs/zh/b.md", "docs/en/b.md"])
    assert read(root, "b.md") == 2 * [python("print(2)", 2)]
    assert update.diff.count("+++") == 2


def test_readme_is_updated_as_well(root):
    (root / "README.md").write_text(python("print(2)", 1))
    update_outputs(root)
    assert (root / "README.md").read_text() == python("print(2)", 2)


@pytest.mark.parametrize(
    ("zh", "en", "problem", "count"),
    [
        (
            python("print(1)\n# 一\nx = 1", 0),
            python("print(1)\n# one\nx = 2", 0),
            "docs/zh/page.md:4: expected the code of docs/en/page.md:4, but more than comments",
            1,
        ),
        (
            python("print(1)", 0),
            python("print(1)", 0) + "\n" + python("x = 1"),
            "docs/en/page.md:10: expected this snippet in the other language, too",
            1,
        ),
        (
            python("print(1)", 0) + "\n" + python("x = 1"),
            python("print(1)", 0) + "\n" + python("x = y"),
            "docs/en/page.md:11: NameError: name 'y' is not defined",
            1,
        ),
        (
            python("import time\nprint(time.time_ns())", 0),
            python("import time\nprint(time.time_ns())", 0),
            "docs/zh/page.md:1: expected to print the same as docs/en/page.md:1, but it does not",
            1,
        ),
        (
            python("print('```')", 0),
            python("print('```')", 0),
            "docs/zh/page.md:1: expected an output that a fence can show",
            2,
        ),
        (
            python("print(1)", 0) + "\n```bash\nls\n```\n",
            python("print(1)", 0) + "\n```bash\nls\n```\n",
            "docs/zh/page.md:10: expected ```console",
            2,
        ),
        (
            python("print(1)", 0) + "\n```python\n",
            python("print(1)", 0) + "\n```python\n",
            "docs/zh/page.md: Hit end-of-file prematurely",
            2,
        ),
        (
            python("print(1)", 0) + "\n" + python("import warnings\nwarnings.warn('old')"),
            python("print(1)", 0) + "\n" + python("import warnings\nwarnings.warn('old')"),
            "docs/zh/page.md:12: UserWarning: old",
            2,
        ),
        (
            python("print(1)", 0) + "\n" + python("while True: pass"),
            python("print(1)", 0) + "\n" + python("x = 1"),
            "docs/zh/page.md:11: Failed: Timeout (>1.0s)",
            1,
        ),
    ],
    ids=["code", "count", "error", "chance", "fence", "shell", "unclosed", "warning", "endless"],
)
def test_pages_stay_as_they_are_when_one_fails_or_they_differ(root, zh, en, problem, count):
    write(root, zh, en)
    write(root, python("print(1)", 0), name="other.md")
    update = update_outputs(root)
    assert read(root) == [zh, en]
    assert update.problems[0].startswith(problem) and len(update.problems) == count
    assert str(update).endswith(f"{update.problems[-1]}\n")
    assert read(root, "other.md") == 2 * [python("print(1)", 1)]


def test_page_without_its_twin_stays_as_it_is(root):
    write(root, python("print(1)", 0))
    (root / "docs/en/page.md").unlink()
    update = update_outputs(root)
    assert update == ("", ["docs/en/page.md:1: expected this page, but there is none"])
    assert (root / "docs/zh/page.md").read_text() == python("print(1)", 0)


def test_snippets_start_from_the_clean_state_of_the_tests(root):
    code = "import os, random\n\nprint(os.listdir(), f'{random.random():.4f}', __name__)"
    write(root, python("import random\n\nrandom.seed(9)") + "\n" + python(code))
    update_outputs(root)
    assert "[] 0.8444 __main__" in read(root)[0]


def test_options_of_the_project_for_several_processes_do_no_harm(root):
    (root / "pyproject.toml").write_text(CONFIG + 'addopts = "-n 2"\n')
    write(root, python("print(1)", 0))
    update_outputs(root)
    assert read(root) == 2 * [python("print(1)", 1)]


def test_file_keeps_its_mode_and_is_replaced_at_once(root, monkeypatch):
    write(root, python("print(1)", 0))
    path = root / "docs/zh/page.md"
    path.chmod(0o640)
    seen = []

    def replace(new, old):
        seen.append((old.read_text(), new.read_text()))
        raise OSError("full disk")

    with monkeypatch.context() as context:
        context.setattr(os, "replace", replace)
        with pytest.raises(OSError, match="full disk"):
            update_outputs(root)
    assert seen == [(python("print(1)", 0), python("print(1)", 1))]
    assert [file.name for file in path.parent.iterdir()] == ["page.md"]
    update_outputs(root)
    assert path.read_text() == python("print(1)", 1)
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


def test_page_that_does_not_exist_is_an_error(root):
    with pytest.raises(
        FileNotFoundError, match="expected the path of a page, but there is no .*no.md"
    ):
        update_outputs(root, ["docs/zh/no.md"])


@pytest.mark.parametrize("pages", [None, []])
def test_nothing_is_run_when_there_is_no_page(root, monkeypatch, pages):
    (root / "test_a.py").write_text("import pathlib; pathlib.Path('trace').touch()\n")
    monkeypatch.chdir(root)
    assert update_outputs(root, pages) == ("", [])
    assert not (root / "trace").exists()


def test_pages_are_updated_outside_of_the_tests_as_well(root):
    # Here pytest runs already; there, what it runs was imported before it.
    write(root, python("print(1)", 0))
    code = "from lecturekit.outputs import *; print(update_outputs(Path()).problems)"
    result = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True)
    assert (result.returncode, result.stdout, result.stderr) == (0, "[]\n", "")
    assert read(root) == 2 * [python("print(1)", 1)]
