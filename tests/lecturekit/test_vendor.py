"""KaTeX is in the repository, whole, unchanged, and with its licence."""

import subprocess

import pytest

from lecturekit import vendor


def test_vendored_files_match_their_checksums():
    assert (vendor.KATEX / vendor.CHECKSUMS).read_text("utf-8") == vendor.checksums()


def test_a_changed_file_changes_the_checksums(tmp_path):
    (tmp_path / "a.js").write_text("one")
    before = vendor.checksums(tmp_path)
    (tmp_path / "a.js").write_text("two")
    assert vendor.checksums(tmp_path) != before


def test_version_and_licence_are_kept():
    assert vendor.version().count(".") == 2
    assert "MIT" in (vendor.KATEX / "LICENSE").read_text("utf-8")


def test_failed_download_leaves_the_old_files(tmp_path, monkeypatch):
    (tmp_path / "katex.min.js").write_text("old")

    def fail(*args, **kwargs):
        raise subprocess.CalledProcessError(1, "npm")

    monkeypatch.setattr(vendor.subprocess, "run", fail)
    with pytest.raises(subprocess.CalledProcessError):
        vendor.renew(folder=tmp_path)
    assert (tmp_path / "katex.min.js").read_text() == "old"
