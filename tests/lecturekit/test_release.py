"""A release is whole or not made, and the same sources give the same files."""

import contextlib
import hashlib
import os
import zipfile

import pytest

from lecturekit import release


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "site/a").mkdir(parents=True)
    (tmp_path / "site/index.html").write_text("home")
    (tmp_path / "site/a/b.html").write_text("b")
    return tmp_path / "site"


def test_the_archive_holds_every_file_below_one_folder(folder, tmp_path):
    release.archive(folder, tmp_path / "site.zip")

    with zipfile.ZipFile(tmp_path / "site.zip") as packed:
        assert packed.namelist() == ["site/a/b.html", "site/index.html"]
        assert packed.read("site/a/b.html") == b"b"
        assert {entry.external_attr >> 16 for entry in packed.infolist()} == {0o644}


def test_equal_folders_give_equal_archives(folder, tmp_path):
    release.archive(folder, tmp_path / "one.zip")
    os.utime(folder / "index.html", (1e9, 1e9))
    release.archive(folder, tmp_path / "two.zip")

    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes()


def test_without_a_browser_it_says_what_to_install(monkeypatch):
    monkeypatch.setattr(release.shutil, "which", lambda name: None)

    with pytest.raises(
        FileNotFoundError, match=r"expected one of chromium.* \(apt install chromium\)"
    ):
        with release.chromium():
            pass


def test_a_failed_release_leaves_the_last_one(tmp_path, monkeypatch):
    (tmp_path / "dist").mkdir()
    (tmp_path / "dist/old.whl").write_text("old")

    def fail(root):
        raise RuntimeError("no wheel")

    monkeypatch.setattr(release, "chromium", contextlib.nullcontext)
    monkeypatch.setattr(release.wheel, "name", lambda root: "a-1-py3-none-any.whl")
    monkeypatch.setattr(release.wheel, "build", fail)
    with pytest.raises(RuntimeError, match="no wheel"):
        release.release(tmp_path)
    assert (tmp_path / "dist/old.whl").read_text() == "old"


def test_a_release_has_wheel_site_and_both_books_and_no_page_for_hosts(tmp_path, monkeypatch):
    def build(root, folder, **_):
        for name in ("index.html", "404.html", "en/404.html"):
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(name)
        return folder

    (tmp_path / "a.whl").write_text("wheel")
    monkeypatch.setattr(release, "chromium", contextlib.nullcontext)
    monkeypatch.setattr(release.wheel, "name", lambda root: "a-1-py3-none-any.whl")
    monkeypatch.setattr(release.wheel, "build", lambda root: tmp_path / "a.whl")
    monkeypatch.setattr(release, "_build", build)
    monkeypatch.setattr(
        release, "_print", lambda root, site, language, pdf, browser: pdf.write_text(language)
    )

    made = release.release(tmp_path)

    books = ["a-1-en.pdf", "a-1-py3-none-any.whl", "a-1-site.zip", "a-1-zh.pdf"]
    assert [file.name for file in made] == [*books, release.SUMS]
    assert all(name in made[-1].read_text() for name in books)
    with zipfile.ZipFile(tmp_path / "dist/a-1-site.zip") as packed:
        assert packed.namelist() == ["a-1/index.html"]


def test_a_line_of_checksums_is_one_that_sha256sum_reads(tmp_path):
    (tmp_path / "a.whl").write_bytes(b"wheel")

    assert release._sum(tmp_path / "a.whl") == f"{hashlib.sha256(b'wheel').hexdigest()}  a.whl\n"
