"""What is kept is what was made from the same sources, and whole; what cannot be kept is told."""

import pytest
from mkdocs.exceptions import BuildError

from lecturekit import kept


def test_digest_tells_contents_and_boundaries_apart(tmp_path):
    file = tmp_path / "file"
    file.write_bytes(b"ab")
    same = kept.digest("ab", "c")
    assert kept.digest(b"ab", "c") == kept.digest(file, "c") == same
    assert len({same, kept.digest("a", "bc"), kept.digest("abc"), kept.digest("c", "ab")}) == 4


def test_environment_changes_with_a_package(monkeypatch):
    class Installed:
        name, version = "torch", "2.9.0"

    kept.environment.cache_clear()
    monkeypatch.setattr(kept, "distributions", lambda: [Installed])
    before = kept.environment()
    Installed.version = "2.9.1"
    kept.environment.cache_clear()
    assert kept.environment() != before
    kept.environment.cache_clear()


def test_a_file_is_whole_or_as_it_was(tmp_path, monkeypatch):
    path = tmp_path / "folder/file.json"
    kept.keep(path, b"old")
    monkeypatch.setattr(
        "pathlib.Path.replace", lambda *_: (_ for _ in ()).throw(OSError(28, "full"))
    )
    with pytest.raises(BuildError, match="full"):
        kept.keep(path, b"new")
    assert path.read_bytes() == b"old"


def test_a_folder_that_cannot_be_written_is_named(tmp_path):
    (tmp_path / "cache").write_text("no folder")
    with pytest.raises(BuildError, match=r"expected to write .*cache/labs/x, .*Make .*cache/labs"):
        kept.keep(tmp_path / "cache/labs/x", b"")


def test_a_check_that_passed_is_not_run_again_and_one_that_failed_is(tmp_path):
    ran = []

    def check():
        ran.append(1)
        assert len(ran) > 1

    with pytest.raises(AssertionError):
        kept.once(tmp_path / "key", check)
    kept.once(tmp_path / "key", check)
    kept.once(tmp_path / "key", check)
    assert len(ran) == 2
