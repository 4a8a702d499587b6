"""Everything that readers can take with them, into `dist/`: wheel, offline site, PDFs, checksums."""

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import tomllib
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from mkdocs.config import load_config

from lecturekit import outline, wheel
from lecturekit.book import Text, bind, book
from lecturekit.site import LANGUAGES

CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
QUIET = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync"]  # fmt: skip
SUMS = "SHA256SUMS"
EPOCH = (2020, 1, 1, 0, 0, 0)  # of every file in the zip, so that equal sites give equal bytes
WORDS = {
    "zh": ("zh-Hans", "目录", "版本 {}", "文字与图：CC BY-SA 4.0；代码：MIT 许可证"),
    "en": ("en", "Contents", "Version {}", "Text and figures: CC BY-SA 4.0; code: MIT licence"),
}


def release(root: Path) -> list[Path]:
    """Make all files of a release in `dist/`, and return them; what was there is replaced.

    Raises:
        CalledProcessError: If the site cannot be built.
        FileNotFoundError: If there is no Chromium to print with.
    """
    with tempfile.TemporaryDirectory() as folder, chromium() as browser:
        new = Path(folder) / "dist"
        new.mkdir()
        stem = wheel.name(root).removesuffix(wheel.SUFFIX)
        shutil.copyfile(wheel.build(root), new / wheel.name(root))
        offline = _build(root, Path(folder) / stem, OFFLINE="true")
        for page in offline.rglob("404.html"):  # for a host, whose addresses it has
            page.unlink()
        archive(offline, new / f"{stem}-site.zip")
        site = _build(root, Path(folder) / "site", OFFLINE="false")
        for language in LANGUAGES:
            _print(root, site, language, new / f"{stem}-{language}.pdf", browser)
        files = sorted(new.iterdir())
        (new / SUMS).write_text("".join(map(_sum, files)), "utf-8")
        shutil.rmtree(root / "dist", ignore_errors=True)
        shutil.copytree(new, root / "dist")
    return [root / "dist" / file.name for file in [*files, new / SUMS]]


@contextmanager
def chromium() -> Iterator:
    """Give a browser with an empty profile, and close it in the end."""
    from playwright.sync_api import sync_playwright

    path = next(filter(None, map(shutil.which, CHROMIUM)), None)
    if not path:
        raise FileNotFoundError(
            f"expected one of {', '.join(CHROMIUM)} on the PATH (apt install chromium), but there is none"
        )
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=QUIET)
        yield browser
        browser.close()


def _build(root: Path, folder: Path, **environment: str) -> Path:
    # Not --quiet: what mkdocs does not say does not count for --strict.
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "-d", folder]
    subprocess.run(command, cwd=root, env={**os.environ, **environment}, check=True)
    return folder


def archive(folder: Path, output: Path) -> None:
    """Pack a folder, with its name, into a zip that has the same bytes for the same files."""
    with zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as packed:
        for path in sorted(path for path in folder.rglob("*") if path.is_file()):
            entry = zipfile.ZipInfo(path.relative_to(folder.parent).as_posix(), EPOCH)
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
            packed.writestr(entry, path.read_bytes())


def _print(root: Path, site: Path, language: str, output: Path, browser) -> None:
    config = load_config(str(root / outline.CONFIGS[language]))
    home = config.site_url
    names = [
        n for n in outline.nav_of(root / outline.CONFIGS["zh"]) if not n.startswith("reference/")
    ]
    folder = site if language == "zh" else site / language
    text = _text(root, language, config.site_name, config.site_description)
    bind(lambda n: book(folder, names, home, text, n), folder / "book.html", output, browser)


def _text(root: Path, language: str, title: str, description: str) -> Text:
    lang, contents, version, licence = WORDS[language]
    project = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["project"]
    log = ["git", "log", "-1", "--format=%cs, %h"]
    commit = subprocess.run(log, cwd=root, check=True, capture_output=True, text=True).stdout
    lines = (description, version.format(f"{project['version']} ({commit.strip()})"), licence)
    return Text(lang, title, lines, contents)


def _sum(file: Path) -> str:
    return f"{hashlib.sha256(file.read_bytes()).hexdigest()}  {file.name}\n"
