"""Fashion-MNIST, from a folder or the network. Public in `data`."""

import gzip
import hashlib
import http.client
import os
import tempfile
import urllib.request
import zlib
from collections.abc import Iterator
from pathlib import Path

import torch
from jaxtyping import Float, Int
from torch import Tensor

from linearnets import _validate

SOURCE = "http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/"
TIMEOUT = 30  # seconds without an answer
# Of the contents: the same data are about in more than one compression.
SHA256 = {
    "train-images-idx3-ubyte": "c59f468a2f672dc815687fe0f83887768d799fd8a3f3276145d20f83aa44d888",
    "train-labels-idx1-ubyte": "bad3541b69d912435c50bb6ba87bec294ff4f6a2e1246121d8633921760443d9",
    "t10k-images-idx3-ubyte": "5b4141f0afbad91edebe8549f8fcffe087ea10ca49f1dbef5c9a5cd8815ce37b",
    "t10k-labels-idx1-ubyte": "0402a96d92fd2663957122ceb108a494c5af83dab82d92729df917d7dec38c34",
}
PIXELS, IMAGE_HEADER, LABEL_HEADER = 28 * 28, 16, 8


def load_fashion_mnist(
    dtype: torch.dtype | None = None, *, folder: str | os.PathLike | None = None
) -> tuple[Float[Tensor, "n 784"], Int[Tensor, " n"]]:
    r"""Return 70,000 images of clothes, 28 by 28 pixels, and what each shows.

    The files are taken from `folder` if they are there, as the publisher, torchvision or Debian's
    `dataset-fashion-mnist` lays them out, and otherwise fetched, 30 MB, and kept there. What is
    not what its checksum says, such as a download that broke off, is fetched anew.

    Args:
        dtype: Floating-point dtype of the pixels. `None` is torch's default dtype.
        folder: Where the files are or will be kept: torchvision's `root`, or a folder of the four
            files. `None` is `linearnets` in the user's cache.

    Returns:
        Pixels, row by row, from 0 to 1, and labels, from 0 to 9 for T-shirt, trousers, pullover,
        dress, coat, sandal, shirt, sneaker, bag and ankle boot. Shapes `(70000, 784)` and
        `(70000,)`; the last 10,000 are the publisher's test set.

    Raises:
        OSError: If the data are neither in the folder nor to be had from the network, or cannot
            be kept.
        ValueError: If `dtype` is not a floating-point dtype.

    Examples:
        `X, labels = load_fashion_mnist(folder="data")` loads them. A dtype for whole numbers is
        refused:

        >>> import torch
        >>> load_fashion_mnist(torch.uint8)
        Traceback (most recent call last):
        ValueError: expected a floating-point dtype, but dtype has value torch.uint8

    References:
        Xiao, Rasul and Vollgraf, "Fashion-MNIST: a Novel Image Dataset for Benchmarking Machine
        Learning Algorithms", arXiv:1708.07747, 2017.
    """
    _validate.floating_dtype(dtype=dtype)
    where = Path(folder) if folder else _cache()
    contents = [_content(name, where) for name in SHA256]
    X = torch.cat([_bytes(content, IMAGE_HEADER).reshape(-1, PIXELS) for content in contents[::2]])
    labels = torch.cat([_bytes(content, LABEL_HEADER) for content in contents[1::2]])
    return X.to(dtype or torch.get_default_dtype()) / 255, labels.long()


def _cache() -> Path:
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "linearnets"


def _bytes(content: bytes, header: int) -> Tensor:
    return torch.frombuffer(bytearray(content), dtype=torch.uint8, offset=header)


def _content(name: str, where: Path) -> bytes:
    """Return what a file holds, from a folder or the network."""
    damaged = ""
    for file in _files(name, where):
        content = _unpacked(file.read_bytes())
        if _is_right(content, name):
            return content
        damaged = f", where {file} is damaged,"
    return _fetched(name, where, damaged)


def _files(name: str, where: Path) -> Iterator[Path]:
    for path in (where / name, where / "FashionMNIST/raw" / name):
        yield from filter(Path.is_file, (path, path.with_name(f"{name}.gz")))


def _unpacked(packed: bytes) -> bytes:
    """Return the content, or what there is of it, which then has another checksum."""
    if packed[:2] != b"\x1f\x8b":
        return packed
    try:
        return gzip.decompress(packed)
    except (OSError, EOFError, zlib.error):
        return packed


def _is_right(content: bytes, name: str) -> bool:
    return hashlib.sha256(content).hexdigest() == SHA256[name]


def _fetched(name: str, where: Path, damaged: str) -> bytes:
    address = f"{SOURCE}{name}.gz"
    try:
        with urllib.request.urlopen(address, timeout=TIMEOUT) as answer:
            packed = answer.read()
    except (OSError, http.client.HTTPException) as error:
        wanted = f"expected {name} in folder {where}{damaged} or at {address}"
        advice = "pass the folder that has it, or take load_digits, which needs no network"
        raise OSError(f"{wanted}, but the network has {error}: {advice}") from error
    content = _unpacked(packed)
    if not _is_right(content, name):
        got = f"{hashlib.sha256(content).hexdigest()} in {len(packed)} bytes"
        raise OSError(f"expected SHA-256 {SHA256[name]}, but {address} has {got}")
    _keep(packed, where / f"{name}.gz")
    return content


def _keep(packed: bytes, path: Path) -> None:
    """Write a file whole or not at all, also if another process writes it too."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as file:
            file.write(packed)
        os.replace(file.name, path)
    except OSError as error:
        advice = "pass another folder"
        raise OSError(
            f"expected a folder to write to, but {path.parent} has {error}: {advice}"
        ) from error
