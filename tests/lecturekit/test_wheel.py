"""The wheel holds the package and nothing else, and equal sources give equal bytes."""

import zipfile

import pytest

from lecturekit import wheel

PROJECT = """\
[build-system]
requires = ["setuptools>=77"]
build-backend = "setuptools.build_meta"

[project]
name = "thing"
version = "1.2"
readme = "README.md"
license-files = ["LICENSE"]

[tool.setuptools.packages.find]
where = ["src"]
"""


@pytest.fixture
def root(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for path, text in {
        "pyproject.toml": PROJECT,
        "README.md": "A thing.",
        "LICENSE": "Free.",
        "src/thing/__init__.py": "x = 1\n",
        "src/press/__init__.py": "",
    }.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text)
    return tmp_path


def test_the_wheel_holds_the_package_alone(root):
    made = wheel.build(root)

    assert made.name == "thing-1.2-py3-none-any.whl" == wheel.name(root)
    with zipfile.ZipFile(made) as archive:
        assert archive.read("thing/__init__.py") == b"x = 1\n"
        assert {entry.date_time[:3] for entry in archive.infolist()} == {(2020, 1, 1)}
        assert {name.partition("/")[0] for name in archive.namelist()} == {
            "thing",
            "thing-1.2.dist-info",
        }
    assert sorted(path.name for path in (root / "src").iterdir()) == ["press", "thing"]


def test_it_is_built_anew_after_a_change_and_only_then(root):
    made = wheel.build(root)
    made.write_bytes(b"kept")
    assert wheel.build(root).read_bytes() == b"kept"

    (root / "src/thing/__init__.py").write_text("x = 2\n")
    changed = wheel.build(root)
    with zipfile.ZipFile(changed) as archive:
        assert archive.read("thing/__init__.py") == b"x = 2\n"

    first = changed.read_bytes()
    changed.unlink()
    assert wheel.build(root).read_bytes() == first


def test_what_cannot_be_built_says_why(root):
    (root / "pyproject.toml").write_text(PROJECT + "no-such-table = 1\n")

    with pytest.raises(
        RuntimeError, match="(?s)but the build failed: .*`tool.setuptools.packages`"
    ):
        wheel.build(root)
