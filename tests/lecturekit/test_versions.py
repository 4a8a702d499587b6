"""The versions that ran the snippets: tried in environments of their own, and shown as a table."""

import datetime
from pathlib import Path

import pytest
import yaml
from markdown import Markdown

from lecturekit import versions

REPORT = '<testsuites><testsuite tests="9" failures="{}" errors="1" /></testsuites>'


@pytest.fixture
def commands(monkeypatch, tmp_path):
    """Stands in for every program that is run; returns their commands."""
    ran = []

    class Done:
        stdout = ""

    def run(command, **_):
        ran.append([str(part) for part in command])
        if "pytest" in ran[-1]:
            report = next(part for part in ran[-1] if part.startswith("--junitxml="))
            Path(report.partition("=")[2]).parent.mkdir(parents=True, exist_ok=True)
            Path(report.partition("=")[2]).write_text(REPORT.format(len(ran) // 6))
        done = Done()
        if command[0] == "git":
            done.stdout = "abc1234\n"
        elif "-c" in command:  # the environment is named after both versions
            done.stdout = "{}.7 {}+cpu\n".format(*ran[-1][0].split("/")[-3][6:].split("-"))
        return done

    monkeypatch.setattr(versions.subprocess, "run", run)
    (tmp_path / "docs").mkdir()
    return ran


def test_each_pair_is_tried_in_an_environment_of_its_own(commands, tmp_path):
    versions.try_all(tmp_path, ["python3.11", "python3.12"], ["2.9.0", "2.13.0"])

    made = [command for command in commands if command[1:3] == ["-m", "venv"]]
    assert [command[0] for command in made] == ["python3.11"] * 2 + ["python3.12"] * 2
    assert len({command[3] for command in made}) == 4
    installed = [command for command in commands if "install" in command]
    assert ["torch==2.9.0" in command for command in installed] == [True, False] * 2
    tried = [command for command in commands if "pytest" in command]
    assert all(command[-4:] == [*versions.PAGES] for command in tried)


def test_without_a_new_report_nothing_is_written(commands, tmp_path, monkeypatch):
    versions.try_all(tmp_path, ["python3.11"], ["2.9.0"])
    before = (tmp_path / versions.FILE).read_text()
    run = versions.subprocess.run

    def broken(command, **rest):  # a pytest that ends before it has run anything
        return None if "pytest" in command else run(command, **rest)

    monkeypatch.setattr(versions.subprocess, "run", broken)
    with pytest.raises(RuntimeError, match=r"expected a report of the snippets, but .*report\.xml"):
        versions.try_all(tmp_path, ["python3.11"], ["2.9.0"])
    assert (tmp_path / versions.FILE).read_text() == before


def test_what_was_seen_is_written_with_date_and_commit(commands, tmp_path):
    rows = versions.try_all(tmp_path, ["python3.11"], ["2.9.0", "2.13.0"])

    assert rows[0] == {
        "python": "3.11.7",
        "torch": "2.9.0",
        "passed": "8",
        "failed": "1",
        "date": datetime.date.today().isoformat(),
        "commit": "abc1234",
    }
    assert rows[1]["failed"] == "2"
    assert yaml.safe_load((tmp_path / versions.FILE).read_text()) == rows


def test_what_was_seen_of_other_versions_stays_and_the_newest_is_last(commands, tmp_path):
    for torch in ("2.13.0", "2.9.0", "2.15.0", "2.9.0"):
        versions.try_all(tmp_path, ["python3.11"], [torch])
    kept = yaml.safe_load((tmp_path / versions.FILE).read_text())
    assert [row["torch"] for row in kept] == ["2.9.0", "2.13.0", "2.15.0"]
    assert kept[0]["failed"] != kept[1]["failed"]  # of the later of two


def test_the_table_shows_the_file(tmp_path):
    row = {"python": "3.11.7", "torch": "2.9.0", "passed": "8", "failed": "1"}
    row |= {"date": "2026-01-02", "commit": "abc1234"}
    (tmp_path / "versions.yml").write_text(yaml.safe_dump([row]))
    name = "lecturekit.versions"
    config = {"versions": str(tmp_path / "versions.yml"), "columns": list("ABCDEF")}
    made = Markdown(extensions=[name], extension_configs={name: config}).convert("[versions]")

    assert "".join(made.split()) == (
        "<table><thead><tr><th>A</th><th>B</th><th>C</th><th>D</th><th>E</th><th>F</th></tr>"
        "</thead><tbody><tr><td>3.11.7</td><td>2.9.0</td><td>8</td><td>1</td>"
        "<td>2026-01-02</td><td>abc1234</td></tr></tbody></table>"
    )
