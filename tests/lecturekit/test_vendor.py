"""What is vendored is in the repository, whole, unchanged, and with its licence."""

import subprocess
import tarfile

import pytest

from lecturekit import vendor


@pytest.mark.parametrize("name", vendor.FILES)
def test_vendored_files_match_their_checksums(name):
    folder = vendor.HERE / name
    assert (folder / vendor.CHECKSUMS).read_text("utf-8") == vendor.checksums(folder)
    assert all((folder / file).is_file() for file in vendor.FILES[name].values())


def test_a_changed_file_changes_the_checksums(tmp_path):
    (tmp_path / "a.js").write_text("one")
    before = vendor.checksums(tmp_path)
    (tmp_path / "a.js").write_text("two")
    assert vendor.checksums(tmp_path) != before


@pytest.mark.parametrize("name", vendor.FILES)
def test_version_and_licence_are_kept(name):
    assert vendor.version(name).count(".") == 2
    licence = (vendor.HERE / name / "LICENSE").read_text("utf-8")
    assert "MIT" in licence or "Permission is hereby granted, free of charge" in licence


def test_failed_download_leaves_the_old_files(tmp_path, monkeypatch):
    (tmp_path / "katex").mkdir()
    (tmp_path / "katex/katex.min.js").write_text("old")

    def fail(*args, **kwargs):
        raise subprocess.CalledProcessError(1, "npm")

    monkeypatch.setattr(vendor.subprocess, "run", fail)
    with pytest.raises(subprocess.CalledProcessError):
        vendor.renew("katex", here=tmp_path)
    assert (tmp_path / "katex/katex.min.js").read_text() == "old"


def test_renewal_replaces_the_files_and_returns_their_version(tmp_path, monkeypatch):
    (tmp_path / "iframe-worker").mkdir()
    (tmp_path / "iframe-worker/old.js").write_text("old")
    new = {"LICENSE": "L", "package.json": '{"version": "9.9.9"}', "shim/index.js": "new", "x": ""}

    def pack(name, release, folder):
        for path, text in new.items():
            (folder / "package" / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / "package" / path).write_text(text)
        with tarfile.open(folder / "p.tgz", "w:gz") as tar:
            for path in new:
                tar.add(folder / "package" / path, f"package/{path}")
        return folder / "p.tgz"

    monkeypatch.setattr(vendor, "_download", pack)
    assert vendor.renew("iframe-worker", here=tmp_path) == "9.9.9"
    files = sorted(path.name for path in (tmp_path / "iframe-worker").iterdir())
    assert files == ["LICENSE", "SHA256SUMS", "package.json", "shim.js"]
    assert (tmp_path / "iframe-worker/shim.js").read_text() == "new"


def test_a_package_that_is_not_vendored_is_refused():
    with pytest.raises(ValueError, match="expected one of katex, iframe-worker, but .* left-pad"):
        vendor.renew("left-pad")
