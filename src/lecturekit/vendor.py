"""KaTeX's files, kept in this repository: which they are, and how they are renewed."""

import hashlib
import json
import shutil
import subprocess
import tarfile
import tempfile
from pathlib import Path

KATEX = Path(__file__).parent / "katex"
CHECKSUMS = "SHA256SUMS"
# File of the npm package -> file here. Only woff2: every browser that the site supports reads it.
FILES = {
    "LICENSE": "LICENSE",
    "package.json": "package.json",
    "dist/katex.min.js": "katex.min.js",
    "dist/katex.min.css": "katex.min.css",
    "dist/contrib/copy-tex.min.js": "copy-tex.min.js",
}


def version() -> str:
    """Return the version of the vendored KaTeX, e.g. `0.19.1`."""
    return json.loads((KATEX / "package.json").read_text("utf-8"))["version"]


def checksums(folder: Path = KATEX) -> str:
    """Return one line `sha256  path` for each file below folder but the list itself."""
    files = sorted(p for p in folder.rglob("*") if p.is_file() and p.name != CHECKSUMS)
    lines = (
        f"{hashlib.sha256(p.read_bytes()).hexdigest()}  {p.relative_to(folder).as_posix()}\n"
        for p in files
    )
    return "".join(lines)


def renew(release: str = "latest", folder: Path = KATEX) -> str:
    """Replace the vendored files by those of an npm release and return its version.

    The old files stay until the new ones are complete, so a failed download loses nothing.
    """
    with tempfile.TemporaryDirectory() as tmp:
        new = _unpack(_download(release, Path(tmp)), Path(tmp) / "new")
        (new / CHECKSUMS).write_text(checksums(new), "utf-8")
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(new, folder)
    return version()


def _download(release: str, folder: Path) -> Path:
    command = ["npm", "pack", f"katex@{release}", "--silent", "--pack-destination", str(folder)]
    name = subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()
    return folder / name.splitlines()[-1]


def _unpack(package: Path, target: Path) -> Path:
    (target / "fonts").mkdir(parents=True)
    with tarfile.open(package) as tar:
        for member in tar.getmembers():
            name = member.name.removeprefix("package/")
            if name.startswith("dist/fonts/") and name.endswith(".woff2"):
                (target / name.removeprefix("dist/")).write_bytes(tar.extractfile(member).read())
            elif name in FILES:
                (target / FILES[name]).write_bytes(tar.extractfile(member).read())
    missing = [name for name in FILES.values() if not (target / name).is_file()]
    if missing:
        raise RuntimeError(
            f"expected KaTeX's package to hold {missing}, but {package.name} has not"
        )
    return target
