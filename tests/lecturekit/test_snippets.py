"""Snippets run as programs of their own, and say at which line of the page they fail."""

import os
import re
import subprocess
import sys
import time

import pytest

pytest_plugins = ["pytester"]
MARKER = "<!--pytest-codeblocks:expected-output-->"
# The plugin of hypothesis would import itself anew in each run.
CONFIG = """
[tool.pytest.ini_options]
addopts = "--codeblocks --assert=plain -p no:cacheprovider -p no:hypothesispytest"
filterwarnings = ["error"]
pythonpath = ["src"]
"""


def python(code, output=None):
    """Return the Markdown of a snippet and of its output."""
    text = f"```python\n{code}\n```\n\n"
    return text if output is None else f"{text}{MARKER}\n```text\n{output}\n```\n\n"


@pytest.fixture
def run(pytester):
    """Return a function that runs a page, docs/zh/page.md, and returns pytest's result."""

    def run(page, *options, config=CONFIG):
        pytester.makefile(".toml", pyproject=config)
        folder = pytester.path / "docs" / "zh"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "page.md").write_text(page, "utf-8")
        return pytester.runpytest(*options)

    return run


@pytest.fixture
def report(run):
    """Return a function that runs a page of one failing snippet, and returns what is said."""

    def report(page, *options, **kwargs):
        result = run(page, *options, **kwargs)
        result.assert_outcomes(failed=1)
        said = result.stdout.str()
        return re.search(r"^_+ docs/zh/page\.md:\d+ _+\n(.*?)\n(?:=|-{20})", said, re.S | re.M)[1]

    return report


def test_snippet_passes_that_prints_what_the_page_shows(run):
    page = "# A\n\n" + python("print('a')", "a") + python("x = 1") + python("print(2, end='')", "2")
    result = run(page, "-v")
    result.assert_outcomes(passed=3)
    result.stdout.fnmatch_lines(["docs/zh/page.md::line 3 PASSED*"])


def test_other_output_is_reported_as_a_diff_at_the_line_of_the_output(report):
    said = report("# A\n\n" + python("for n in (1, 2): print(n)", "1\n3"))
    assert said.splitlines() == [
        "docs/zh/page.md:8: OutputError: the page shows another output of the snippet in line 3",
        "--- expected",
        "+++ printed",
        "@@ -1,2 +1,2 @@",
        " 1",
        "-3",
        "+2",
        "If what is printed is right: lecturekit update docs/zh/page.md",
    ]


def test_output_that_the_page_does_not_show_is_reported_at_the_snippet(report):
    said = report("# A\n\n" + python("print(1)"))
    assert said.startswith("docs/zh/page.md:3: OutputError: the page shows no output")
    assert "+1" in said.splitlines()


def test_output_that_is_not_printed_is_reported(report):
    said = report(python("x = 1", "1"))
    assert said.startswith("docs/zh/page.md:6: OutputError") and "-1" in said.splitlines()


def test_empty_lines_count_in_the_code_and_output_of_a_fold(run):
    code = python("print(1)\n\nprint('\\n2')", "1\n\n2")
    fold = "".join("    " + line if line.strip() else line for line in code.splitlines(True))
    run('??? success "Solution"\n\n' + fold).assert_outcomes(passed=1)


def test_failure_names_the_line_and_marks_it(report):
    code = "    ```python\n    import math\n\n    x = -1\n    math.sqrt(x)\n    ```\n"
    assert report('# A\n\n??? note "B"\n' + code).splitlines() == [
        "docs/zh/page.md:8: ValueError: math domain error",
        "     5  import math",
        "     6",
        "     7  x = -1",
        ">    8  math.sqrt(x)",
    ]


def test_failure_in_a_library_is_reported_at_the_line_of_the_page(report, pytester):
    (pytester.path / "src").mkdir()
    (pytester.path / "src" / "library.py").write_text("def fit(x):\n    raise ValueError(x)\n")
    said = report(python("from library import fit\n\ndef g():\n    fit('bad x')\n\ng()"))
    assert said.startswith("docs/zh/page.md:5: ValueError: bad x\n")
    assert said.endswith("\nraised in src/library.py:2, in fit")
    assert re.findall(r"^>.*", said, re.M) == [">    5      fit('bad x')"]


def test_syntax_error_names_its_line(report):
    said = report(python("x = 1\ny = = 2"))
    assert said.startswith("docs/zh/page.md:3: SyntaxError: invalid syntax\n")
    assert ">    3  y = = 2" in said.splitlines() and "raised in" not in said


@pytest.mark.parametrize("code", ["raise SystemExit", "import sys; sys.exit(0)"])
def test_leaving_the_program_early_is_a_failure(report, code):
    assert report(python(code)).startswith("docs/zh/page.md:2: SystemExit")


@pytest.mark.parametrize(
    "code",
    [
        "import pytest\npytest.skip('no')",
        "import pytest\npytest.importorskip('no_such_package')",
        "import pytest\npytest.xfail('no')",
        "import unittest\nraise unittest.SkipTest('no')",
    ],
)
def test_skipping_is_a_failure(report, code):
    said = report(python(code))
    assert said.startswith("docs/zh/page.md:3: AssertionError: expected a snippet that runs to its")


def test_note_of_an_exception_is_shown(report):
    code = "error = ValueError('a')\nerror.add_note('try b')\nraise error"
    assert report(python(code)).startswith("docs/zh/page.md:4: ValueError: a\ntry b\n")


def test_endless_loop_is_stopped_at_its_line(report):
    said = report(python("x = 0\nwhile True:\n    x += 1"), "-o", "snippet_timeout=0.2")
    assert re.match(r"docs/zh/page.md:[34]: Failed: Timeout \(>0.2s\)", said)
    assert re.search(r"^> ", said, re.M) and "raised in" not in said


def test_endless_loop_in_a_library_is_stopped_at_the_line_of_the_page(report, pytester):
    (pytester.path / "src").mkdir()
    (pytester.path / "src" / "library.py").write_text("def fit():\n    while True: pass\n")
    page = python("import library\n\nlibrary.fit()")
    said = report(page, "-o", "snippet_timeout=0.2")
    assert said.startswith("docs/zh/page.md:4: Failed: Timeout (>0.2s)")
    assert said.endswith("raised in src/library.py:2, in fit")


def test_time_limit_is_ten_seconds_and_does_not_count_the_first_import(run, pytester):
    (pytester.path / "src").mkdir()
    for name in ("slow", "slower"):
        (pytester.path / "src" / f"{name}.py").write_text("import time; time.sleep(0.7)\n")
    page = python("import slow") + python("from slower import time")
    result = run(page, "-o", "snippet_timeout=0.6")
    result.assert_outcomes(passed=2)
    items, _ = pytester.inline_genitems("docs")
    assert [item.get_closest_marker("timeout").args for item in items] == [(10.0,), (10.0,)]


def test_import_that_fails_is_reported_at_its_line(report):
    said = report(python("x = 1\nimport no_such_module"))
    assert said.startswith(
        "docs/zh/page.md:3: ModuleNotFoundError: No module named 'no_such_module'"
    )


def test_what_a_failed_snippet_printed_is_shown_but_not_millions_of_lines(run):
    result = run(python("print('a' * 10**6, 'last words')\nraise ValueError"))
    result.stdout.fnmatch_lines(["*Captured stdout call*", "a*a last words"])
    assert len(result.stdout.str()) < 10_000


def test_snippet_starts_with_an_empty_main_module(run):
    first = "import pickle\n\nclass A: pass\n\nx = pickle.loads(pickle.dumps(A()))\nprint(__name__)"
    second = "print('x' in globals(), 'A' in dir(__import__('__main__')))"
    run(python(first, "__main__") + python(second, "False False")).assert_outcomes(passed=2)


def test_snippet_starts_from_the_clean_state_in_a_folder_of_its_own(run):
    first = "import pathlib, random\n\nrandom.random()\npathlib.Path('left.txt').touch()"
    second = "import os, random\n\nprint(os.listdir(), f'{random.random():.4f}')"
    run(python(first) + python(second, "[] 0.8444")).assert_outcomes(passed=2)


def test_warning_is_an_error_where_the_configuration_says_so(run, report):
    page = python("import warnings\nwarnings.warn('old')")
    assert report(page).startswith("docs/zh/page.md:3: UserWarning: old")
    milder = CONFIG.replace('["error"]', '["error", "ignore:old"]')
    run(page, config=milder).assert_outcomes(passed=1)


@pytest.mark.parametrize("shell", ["sh", "bash"])
def test_shell_fence_is_refused_and_not_run(report, pytester, shell):
    trace = pytester.path / "trace"
    said = report(f"# A\n\n```{shell}\ntouch {trace}\n```\n")
    assert said == (
        f"docs/zh/page.md:3: expected ```console, but pytest-codeblocks would run ```{shell}"
    )
    assert not trace.exists()


@pytest.mark.parametrize(
    ("page", "line"),
    [
        ("<!--pytest-codeblocks:skipfile-->\n\n" + python("1 / 0"), 1),
        (python("x = 1") + "<!--pytest-codeblocks:cont-->\n\n" + python("print(x)", "1"), 5),
        ("<!--pytest.mark.skip-->\n" + python("1 / 0"), 1),
        ("<!-- pytest-codeblocks:importorskip(no_such_module) -->\n" + python("1 / 0"), 1),
        (f"<!--{MARKER[4:-3]}-ignore-whitespace-->\n", 1),
        ("# A\n\n~~~python\n1 / 0\n~~~\n", 3),
        ('```python title="A"\n1 / 0\n```\n', 1),
        ("```pycon\n>>> 1 / 0\n```\n", 1),
        (python("print(1)") + f"{MARKER}\n\n" + python("1 / 0"), 5),
        (f"{python('print(1)')}```console\nls\n```\n\n{MARKER}\n```text\n2\n```\n", 5),
    ],
    ids=[
        "skipfile",
        "cont",
        "skip",
        "import",
        "ignore",
        "tildes",
        "title",
        "pycon",
        "marker",
        "shell",
    ],
)
def test_what_would_be_left_out_in_silence_is_refused(report, page, line):
    assert report(page).startswith(f"docs/zh/page.md:{line}: expected ")


def test_other_fences_are_no_tests(run):
    page = "```console\nls\n```\n\n```py\n1 / 0\n```\n\n```text\n   ~~~^^\n```\n"
    run(page).assert_outcomes()


@pytest.mark.parametrize(
    ("page", "why"),
    [
        ("```python\nx = 1\n", "Hit end-of-file prematurely"),
        ("<!--\n```python\nx = 1\n```\n-->\n", "expected no fence inside another block"),
    ],
    ids=["unclosed", "comment"],
)
def test_page_that_cannot_be_read_is_named(run, page, why):
    result = run(page)
    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines([f"docs/zh/page.md: {why}*"])


def test_readme_is_collected_as_well(run, pytester):
    (pytester.path / "README.md").write_text(python("print(1)", "2"))
    result = run(python("x = 1"))
    result.assert_outcomes(passed=1, failed=1)
    result.stdout.fnmatch_lines(["README.md:6: OutputError*"])


def test_snippets_run_in_several_processes(run):
    page = "".join(python(f"print({n})", n) for n in range(8)) + python("1 / 0")
    result = run(page, "-n", "2")
    result.assert_outcomes(passed=8, failed=1)
    result.stdout.fnmatch_lines(["docs/zh/page.md:74: ZeroDivisionError*", ">   74  1 / 0"])


def test_trivial_snippet_costs_less_than_20_milliseconds(run):
    import matplotlib.pyplot  # noqa: F401
    import torch  # noqa: F401

    start = time.process_time()  # of this process: a busy machine costs nothing
    run(150 * python("print(1)", "1")).assert_outcomes(passed=150)
    assert (time.process_time() - start) / 150 < 0.020


@pytest.mark.parametrize(("given", "seen"), [({}, "1"), ({"OMP_NUM_THREADS": "3"}, "3")])
def test_one_thread_is_enough_unless_more_are_asked_for(pytester, given, seen):
    page = python("import os\nprint(os.environ['OMP_NUM_THREADS'])", seen)
    pytester.makefile(".toml", pyproject=CONFIG)
    pytester.makefile(".md", page=page)
    env = {k: v for k, v in os.environ.items() if k != "OMP_NUM_THREADS"} | given
    command = [sys.executable, "-m", "pytest", "-q", "page.md"]
    subprocess.run(command, env=env, check=True, stdout=subprocess.DEVNULL)
