"""Fashion-MNIST is found, fetched, kept, and never wrong. A small one: four pictures."""

import gzip
import hashlib
import http.server
import os
import threading

import pytest
import torch

from linearnets import _fashion, load_fashion_mnist

IMAGES = {"train": 3, "t10k": 1}


def content(name):
    """Return a file as the publisher makes it, with pixels and labels that count up."""
    n = IMAGES[name.split("-")[0]]
    images = "images" in name
    body = bytes(range(256)) * (n * 784 // 256 + 1)
    return b"\0" * 16 + body[: n * 784] if images else b"\0" * 8 + bytes(range(n))


FILES = {name: content(name) for name in _fashion.SHA256}


@pytest.fixture(autouse=True)
def small(monkeypatch, tmp_path):
    checksums = {name: hashlib.sha256(data).hexdigest() for name, data in FILES.items()}
    monkeypatch.setattr(_fashion, "SHA256", checksums)
    monkeypatch.setattr(_fashion, "SOURCE", "http://127.0.0.1:9/")  # where nobody answers
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


@pytest.fixture
def network(monkeypatch):
    """Serves the files; returns what it serves, what was asked for, and lengths to pretend."""
    served = {f"/{name}.gz": gzip.compress(data) for name, data in FILES.items()}
    asked, lengths = [], {}

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            self.send_response(200)
            self.send_header("Content-Length", lengths.get(self.path, len(served[self.path])))
            self.end_headers()
            self.wfile.write(served[self.path])

        def log_message(self, *_):
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        monkeypatch.setattr(_fashion, "SOURCE", f"http://127.0.0.1:{server.server_port}/")
        yield served, asked, lengths
        server.shutdown()


def laid_out(folder, suffix=".gz", pack=gzip.compress):
    folder.mkdir(parents=True)
    for name, data in FILES.items():
        (folder / f"{name}{suffix}").write_bytes(pack(data))


def check(X, labels):
    assert X.shape == (4, 784)
    assert X[0, :3].tolist() == [0, pytest.approx(1 / 255), pytest.approx(2 / 255)]
    assert X.max() == 1
    assert labels.tolist() == [0, 1, 2, 0]


def test_it_is_fetched_once_and_kept(network, tmp_path):
    _, asked, _ = network
    check(*load_fashion_mnist())
    assert len(asked) == 4
    check(*load_fashion_mnist())
    assert len(asked) == 4
    kept = tmp_path / "cache/linearnets"
    assert sorted(path.name for path in kept.iterdir()) == sorted(f"{name}.gz" for name in FILES)


@pytest.mark.parametrize("below", ["", "FashionMNIST/raw"])
@pytest.mark.parametrize(("suffix", "pack"), [(".gz", gzip.compress), ("", bytes)])
def test_a_folder_of_the_publisher_or_of_torchvision_needs_no_network(
    tmp_path, below, suffix, pack
):
    laid_out(tmp_path / "root" / below, suffix, pack)

    check(*load_fashion_mnist(folder=tmp_path / "root"))


@pytest.mark.parametrize("dtype", [None, torch.float64])
def test_the_dtype_is_the_one_asked_for(tmp_path, dtype):
    laid_out(tmp_path / "root")

    X, labels = load_fashion_mnist(dtype, folder=tmp_path / "root")
    assert X.dtype == (dtype or torch.float32)
    assert labels.dtype == torch.int64


@pytest.mark.parametrize("broken", [b"", b"\x1f\x8b", gzip.compress(b"other", mtime=0), b"other"])
def test_a_file_that_is_broken_is_fetched_anew(network, tmp_path, broken):
    laid_out(tmp_path / "root")
    name = next(iter(FILES))
    (tmp_path / f"root/{name}.gz").write_bytes(broken)

    check(*load_fashion_mnist(folder=tmp_path / "root"))
    assert network[1] == [f"/{name}.gz"]
    assert gzip.decompress((tmp_path / f"root/{name}.gz").read_bytes()) == FILES[name]


@pytest.mark.bad_input
@pytest.mark.parametrize(
    "answer", [b"", b"<html>", gzip.compress(FILES["train-images-idx3-ubyte"], mtime=0)[:-9]]
)
def test_an_answer_that_is_not_the_data_is_refused_and_not_kept(network, tmp_path, answer):
    network[0]["/train-images-idx3-ubyte.gz"] = answer

    with pytest.raises(
        OSError, match=r"expected SHA-256 \w{64}, but http\S+ has \w{64} in \d+ bytes"
    ):
        load_fashion_mnist(folder=tmp_path)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.bad_input
def test_a_download_that_breaks_off_is_refused_and_not_kept(network, tmp_path):
    _, _, lengths = network
    lengths["/train-images-idx3-ubyte.gz"] = 1_000_000

    with pytest.raises(
        OSError, match=r"train-images\S+ in .* has IncompleteRead.*: pass the folder"
    ):
        load_fashion_mnist(folder=tmp_path)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.bad_input
def test_without_network_it_says_in_one_line_what_to_do(tmp_path):
    with pytest.raises(OSError) as caught:
        load_fashion_mnist(folder=tmp_path)

    message = str(caught.value)
    assert f"in folder {tmp_path} or at http" in message
    assert message.endswith(
        "pass the folder that has it, or take load_digits, which needs no network"
    )
    assert "\n" not in message


@pytest.mark.bad_input
def test_without_network_a_damaged_file_is_named(tmp_path):
    laid_out(tmp_path / "root")
    file = tmp_path / f"root/{next(iter(FILES))}.gz"
    file.write_bytes(file.read_bytes()[:-9])

    with pytest.raises(OSError, match=rf"in folder .*/root, where {file} is damaged, or at http"):
        load_fashion_mnist(folder=tmp_path / "root")


@pytest.mark.bad_input
def test_a_folder_that_cannot_be_written_to_is_named(network, tmp_path):
    (tmp_path / "file").write_text("")

    with pytest.raises(
        OSError, match=r"expected a folder to write to, but .*/file/root has .*another"
    ):
        load_fashion_mnist(folder=tmp_path / "file/root")


def test_nothing_half_written_takes_the_place_of_a_file(network, tmp_path, monkeypatch):
    def interrupted(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "replace", interrupted)
    with pytest.raises(KeyboardInterrupt):
        load_fashion_mnist(folder=tmp_path)
    assert not list(tmp_path.glob("*.gz"))


@pytest.mark.bad_input
def test_a_dtype_of_integers_is_named():
    with pytest.raises(ValueError, match="expected a floating-point dtype, but dtype has"):
        load_fashion_mnist(torch.int64)
