"""Each command does its work in the project around the working folder, and says how it went."""

import subprocess
import sys
from types import ModuleType

import pytest

from lecturekit import cli

MARKER = "<!--pytest-codeblocks:expected-output-->"
STALE = f"```python\nprint(2)\n```\n\n{MARKER}\n```text\n1\n```\n"


@pytest.fixture
def root(tmp_path, monkeypatch):
    """A project with one page whose output is stale; we stand in a folder of it."""
    (tmp_path / "mkdocs.yml").write_text("nav:\n  - index.md\n")
    for language in ("zh", "en"):
        (tmp_path / "docs" / language).mkdir(parents=True)
        (tmp_path / "docs" / language / "page.md").write_text(STALE)
    monkeypatch.chdir(tmp_path / "docs" / "zh")
    return tmp_path


@pytest.fixture
def module(monkeypatch):
    """Return a function that puts a function into a module of lecturekit, and keeps its calls."""

    def module(name, function, result=None):
        calls = []
        stand_in = ModuleType(f"lecturekit.{name}")
        setattr(stand_in, function, lambda *args: calls.append(args) or result)
        monkeypatch.setitem(sys.modules, f"lecturekit.{name}", stand_in)
        return calls

    return module


def test_check_prints_the_problems_and_fails(root, module, capsys):
    calls = module("checks", "check_site", ["docs/zh/page.md:1: a", "docs/zh/page.md:2: b"])
    assert cli.main(["check"]) == 1
    assert calls == [(root,)]
    assert capsys.readouterr().out == "docs/zh/page.md:1: a\ndocs/zh/page.md:2: b\n"


def test_a_broken_configuration_is_told_in_words(root, capsys):
    (root / "mkdocs.yml").write_text("nav: [\n")
    assert cli.main(["check"]) == 1
    assert capsys.readouterr().err.startswith("lecturekit: while parsing")


def test_check_succeeds_in_silence_when_there_is_no_problem(root, module, capsys):
    module("checks", "check_site", [])
    assert cli.main(["check"]) == 0
    assert capsys.readouterr().out == ""


def test_update_rewrites_all_pages_and_shows_the_diff(root, capsys):
    assert cli.main(["update"]) == 0
    assert (root / "docs/en/page.md").read_text() == STALE.replace("\n1\n", "\n2\n")
    assert "\n-1\n+2\n" in capsys.readouterr().out


def test_update_takes_pages_as_seen_from_the_working_folder(root):
    (root / "docs/zh/other.md").write_text(STALE)
    assert cli.main(["update", "page.md"]) == 0
    assert (root / "docs/zh/page.md").read_text() != STALE
    assert (root / "docs/zh/other.md").read_text() == STALE


def test_update_fails_when_a_page_stays_as_it_is(root, capsys):
    (root / "docs/en/page.md").write_text("```python\n1 / 0\n```\n")
    assert cli.main(["update"]) == 1
    assert "docs/en/page.md:2: ZeroDivisionError" in capsys.readouterr().out


def test_new_begins_a_page(root, capsys):
    assert cli.main(["new", "part/a", "--zh", "甲", "--en", "A"]) == 0
    assert (root / "docs/zh/part/a.md").read_text("utf-8").count("# 甲 {#a}") == 1
    assert (root / "docs/en/part/a.md").read_text("utf-8").count("# A {#a}") == 1
    assert capsys.readouterr().out.startswith("docs/zh/part/a.md\ndocs/en/part/a.md\n")


def test_confirm_hands_on_the_names(root, module):
    calls = module("confirmed", "confirm")
    assert cli.main(["confirm", "eq:a", "eq:b"]) == 0
    assert calls == [(root, ["eq:a", "eq:b"])]


def test_vendor_prints_the_version_it_brought(root, module, capsys):
    calls = module("vendor", "renew", "0.16.0")
    assert cli.main(["vendor", "katex"]) == 0
    assert cli.main(["vendor", "katex", "0.15.0"]) == 0
    assert calls == [("katex", "latest"), ("katex", "0.15.0")]
    assert capsys.readouterr().out == "0.16.0\n0.16.0\n"


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["update", "no.md"], "lecturekit: expected the path of a page, but there is no "),
        (["new", "A", "--zh", "a", "--en", "a"], "lecturekit: expected a path in kebab-case"),
        (["new", "page", "--zh", "a", "--en", "a"], "lecturekit: expected the path of a new page"),
    ],
)
def test_wrong_argument_is_one_line_on_stderr(root, capsys, args, said):
    assert cli.main(args) == 1
    error = capsys.readouterr().err
    assert error.startswith(said) and error.count("\n") == 1


def test_folder_outside_a_project_is_an_error(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert cli.main(["check"]) == 1
    assert capsys.readouterr().err.startswith("lecturekit: expected to run inside a project")


@pytest.mark.parametrize("command", ["", "check", "update", "new", "confirm", "vendor"])
def test_help_tells_what_a_command_does(command, capsys):
    with pytest.raises(SystemExit) as left:
        cli.main([*command.split(), "--help"])
    said = capsys.readouterr().out
    assert left.value.code == 0
    assert f"usage: lecturekit {command}".strip() in said
    names = {"": "check update new confirm vendor", "new": "PATH TITLE", "update": "PAGE"}
    assert all(word in said for word in names.get(command, "").split())


@pytest.mark.parametrize("args", [["no-such-command"], ["new", "a"], ["confirm"]])
def test_missing_or_unknown_arguments_are_refused(args, capsys):
    with pytest.raises(SystemExit) as left:
        cli.main(args)
    assert left.value.code == 2 and "usage: lecturekit" in capsys.readouterr().err


def test_no_command_shows_the_commands(capsys):
    with pytest.raises(SystemExit) as left:
        cli.main([])
    assert left.value.code == 0 and "confirm" in capsys.readouterr().out


def test_help_waits_for_no_import_of_pytest_or_mkdocs():
    code = (
        "import sys; from lecturekit import cli\n"
        "try: cli.main(['--help'])\n"
        "except SystemExit: print({'pytest', 'mkdocs', 'torch'} & set(sys.modules))\n"
    )
    result = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert result.stdout.endswith("\nset()\n")
