"""What takes long to make is kept: in `.cache` under a digest of what it is made from, or in memory."""

import functools
import hashlib
import os
import sys
from collections.abc import Callable
from importlib.metadata import distributions
from pathlib import Path

from mkdocs.exceptions import BuildError

CACHE = Path(".cache")
# For a function of a page's text: a later call, as of the next build of a served site, is spared.
for_each_page = functools.lru_cache(maxsize=256)


def digest(*sources: bytes | str | Path) -> str:
    """Return 16 hexadecimal digits that change with any source: bytes, a text, or a file.

    Examples:
        >>> digest("ab", "c") == digest("ab", "c"), digest("ab", "c") == digest("a", "bc")
        (True, False)
    """
    total = hashlib.sha256()
    for source in sources:
        content = source.read_bytes() if isinstance(source, Path) else source
        content = content.encode() if isinstance(content, str) else content
        total.update(len(content).to_bytes(8) + content)
    return total.hexdigest()[:16]


@functools.cache
def environment() -> str:
    """Return the digest of this Python and of every package that is installed for it."""
    installed = {f"{each.name} {each.version}" for each in distributions()}
    return digest(sys.version, *sorted(installed))


def keep(path: Path, content: bytes) -> None:
    """Write a file of the cache, whole or not at all.

    Raises:
        BuildError: If it cannot be written; says what to do.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        new = path.with_suffix(f".{os.getpid()}")
        new.write_bytes(content)
        new.replace(path)
    except OSError as error:
        raise BuildError(
            f"expected to write {path}, but: {error.strerror}. Make {path.parent} writable, or"
            " remove it; everything in it is made anew."
        ) from None


def once(path: Path, check: Callable[[], None]) -> None:
    """Call a check and keep that it passed; do nothing where it did before.

    Args:
        path: A file of the cache, with a digest of all that the check depends on in its name.
        check: Raises if it fails.
    """
    if not path.is_file():
        check()
        keep(path, b"")
