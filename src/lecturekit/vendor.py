"""Files of npm packages, kept in this repository: which they are, and how they are renewed."""

import hashlib
import json
import shutil
import subprocess
import tarfile
import tempfile
from pathlib import Path

HERE = Path(__file__).parent
KATEX, SHIM = HERE / "katex", HERE / "iframe-worker"
CHECKSUMS = "SHA256SUMS"
# Package -> its files -> files here. Of the fonts only woff2: every browser that the site supports
# reads it.
FILES = {
    "katex": {
        "LICENSE": "LICENSE",
        "package.json": "package.json",
        "dist/katex.min.js": "katex.min.js",
        "dist/katex.min.css": "katex.min.css",
        "dist/contrib/copy-tex.min.js": "copy-tex.min.js",
    },
    # Lets the search run from file://, where browsers allow no worker.
    "iframe-worker": {
        "LICENSE": "LICENSE",
        "package.json": "package.json",
        "shim/index.js": "shim.js",
    },
}


def version(name: str, here: Path = HERE) -> str:
    """Return the version of a vendored package, e.g. `0.19.1`."""
    return json.loads((here / name / "package.json").read_text("utf-8"))["version"]


def checksums(folder: Path) -> str:
    """Return one line `sha256  path` for each file below folder but the list itself."""
    files = sorted(p for p in folder.rglob("*") if p.is_file() and p.name != CHECKSUMS)
    lines = (
        f"{hashlib.sha256(p.read_bytes()).hexdigest()}  {p.relative_to(folder).as_posix()}\n"
        for p in files
    )
    return "".join(lines)


def renew(name: str, release: str = "latest", here: Path = HERE) -> str:
    """Replace the vendored files of a package by those of an npm release; return its version.

    The old files stay until the new ones are complete, so a failed download loses nothing.

    Raises:
        ValueError: If the package is not one of those that are vendored.
    """
    if name not in FILES:
        raise ValueError(f"expected one of {', '.join(FILES)}, but the package is {name}")
    with tempfile.TemporaryDirectory() as tmp:
        new = _unpack(name, _download(name, release, Path(tmp)), Path(tmp) / "new")
        (new / CHECKSUMS).write_text(checksums(new), "utf-8")
        shutil.rmtree(here / name, ignore_errors=True)
        shutil.copytree(new, here / name)
    return version(name, here)


def _download(name: str, release: str, folder: Path) -> Path:
    command = ["npm", "pack", f"{name}@{release}", "--silent", "--pack-destination", str(folder)]
    packed = subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()
    return folder / packed.splitlines()[-1]


def _unpack(package: str, archive: Path, target: Path) -> Path:
    target.mkdir(parents=True)
    files = FILES[package]
    with tarfile.open(archive) as tar:
        for member in tar.getmembers():
            name = member.name.removeprefix("package/")
            font = name.startswith("dist/fonts/") and name.endswith(".woff2")
            if kept := name.removeprefix("dist/") if font else files.get(name):
                (target / kept).parent.mkdir(exist_ok=True)
                (target / kept).write_bytes(tar.extractfile(member).read())
    missing = [name for name in files.values() if not (target / name).is_file()]
    if missing:
        raise RuntimeError(f"expected {package} to hold {missing}, but {archive.name} has not")
    return target
