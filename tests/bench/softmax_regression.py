"""Softmax regression beside its peers: the loss with its slopes, epochs, layouts of the weights."""

import ctypes
import shutil
import subprocess
import tempfile
from pathlib import Path

import torch
from timing import show
from torch import nn
from torch.nn import functional
from torch.utils.data import DataLoader, TensorDataset

from linearnets import append_ones, cross_entropy, one_hot

SIZES = [(n, q) for q in (10, 100, 1000) for n in (32, 1024, 4096, 65536)]
UNDERFLOW = 80  # nats: a probability of e^-80 still has all its digits in float32
CLASSES, FEW, LR = 10, 100, 0.1


def by_rows(logits: torch.Tensor, at: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    """Return each example's loss and its slopes in the scores: softmax, minus one at the label."""
    slopes = logits.softmax(dim=1)
    losses = _losses(logits, slopes.gather(1, at), at)
    return losses, slopes.scatter_add_(1, at, -torch.ones(at.shape))


def by_columns(logits: torch.Tensor, at: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    """Return the same, normalized along the first axis of the transposed scores."""
    slopes = logits.T.contiguous().softmax(dim=0)
    losses = _losses(logits, slopes.gather(0, at.T).T, at)
    return losses, slopes.scatter_add_(0, at.T, -torch.ones(at.T.shape)).T


def _losses(logits: torch.Tensor, right: torch.Tensor, at: torch.Tensor) -> torch.Tensor:
    losses = -right.log()
    return losses if losses.max() < UNDERFLOW else -logits.log_softmax(dim=1).gather(1, at)


def autograd(loss, logits: torch.Tensor, labels: torch.Tensor) -> torch.Tensor:
    """Return the slopes of a loss in the scores."""
    logits = logits.detach().requires_grad_()
    loss(logits, labels).backward()
    return logits.grad


def losses(n: int, q: int) -> None:
    """Time the loss with its slopes at one size, after both have been compared with PyTorch's."""
    logits, labels = 3 * torch.randn(n, q), torch.randint(q, (n,))
    at = labels[:, None]
    expected = autograd(
        lambda *pair: functional.cross_entropy(*pair, reduction="sum"), logits, labels
    )
    assert (by_rows(logits, at)[1] - expected).abs().max() < 1e-6
    runs = {
        "F.cross_entropy, forward and backward": lambda: autograd(
            functional.cross_entropy, logits, labels
        ),
        "the page's slopes, by rows": lambda: by_rows(logits, at),
        "linearnets.cross_entropy and autograd": lambda: autograd(cross_entropy, logits, labels),
    }
    if q <= FEW:  # a sum down a column of a thousand loses a digit, one of a hundred half of it
        off = (by_columns(logits, at)[1] - expected).abs().max()
        assert off < (1e-6 if q == CLASSES else 2e-6)
        runs["the page's slopes, by columns"] = lambda: by_columns(logits, at)
    rounds = 7 if n * q > 2**22 else 50 if n * q > 2**16 else 300
    show(f"loss and slopes, {n} x {q}", runs, rounds)


def page_epoch(X: torch.Tensor, labels: torch.Tensor, batch: int) -> torch.Tensor:
    """An epoch by the page's gradient; W has the shape (features, classes)."""
    W, b = torch.zeros(X.shape[1], CLASSES), torch.zeros(CLASSES)
    order = torch.randperm(len(X))
    X, Y = X[order], one_hot(labels[order], CLASSES)
    for X_B, Y_B in zip(X.split(batch), Y.split(batch), strict=True):
        S = (X_B @ W + b).softmax(dim=1) - Y_B
        W -= LR / len(S) * (X_B.T @ S)
        b -= LR / len(S) * S.sum(dim=0)
    return W


def fused_epoch(A: torch.Tensor, labels: torch.Tensor, batch: int) -> torch.Tensor:
    """The same with the bias folded in and everything transposed: V is (classes, features + 1)."""
    V, order = torch.zeros(CLASSES, A.shape[1]), torch.randperm(len(A))
    A, Y = A[order], one_hot(labels[order], CLASSES).T
    for A_B, Y_B in zip(A.split(batch), Y.split(batch, dim=1), strict=True):
        S = (V @ A_B.T).softmax(dim=0).sub_(Y_B)
        V.addmm_(S, A_B, alpha=-LR / len(A_B))
    return V


def torch_epoch(loader: DataLoader, d: int) -> None:
    """The same epoch by PyTorch's own parts."""
    model, loss = nn.Linear(d, CLASSES), nn.CrossEntropyLoss()
    optimizer = torch.optim.SGD(model.parameters(), lr=LR)
    for X_B, y_B in loader:
        optimizer.zero_grad()
        loss(model(X_B), y_B).backward()
        optimizer.step()


def compiled() -> ctypes.CDLL | None:
    """Return the compiled loops, or None if there is no compiler."""
    if not (compiler := shutil.which("cc")):
        return None
    source = Path(__file__).with_suffix(".c")
    with tempfile.TemporaryDirectory() as folder:
        library = f"{folder}/softmax.so"
        flags = ["-O3", "-march=native", "-ffast-math", "-shared", "-fPIC"]
        subprocess.run([compiler, *flags, "-o", library, source, "-lm"], check=True)
        return ctypes.CDLL(library)


def compiled_epoch(loops: ctypes.CDLL, A: torch.Tensor, labels: torch.Tensor, batch: int):
    """The fused epoch in C."""
    V, order = torch.zeros(CLASSES, A.shape[1]), torch.randperm(len(A))
    arrays = (A, labels, order, V, torch.empty_like(V))
    sizes = (len(A), A.shape[1], CLASSES, batch)
    loops.epoch(
        *(ctypes.c_void_p(array.data_ptr()) for array in arrays),
        *map(ctypes.c_long, sizes),
        ctypes.c_float(LR),
    )
    return V


def epochs(n: int, d: int, batch: int, rounds: int) -> None:
    """Time an epoch at one size, after the forms have been compared with each other."""
    X, labels = torch.randn(n, d), torch.randint(CLASSES, (n,))
    A, loops = append_ones(X), compiled()
    loader = DataLoader(TensorDataset(X, labels), batch_size=batch, shuffle=True)
    runs = {
        "the page's loop": lambda: page_epoch(X, labels, batch),
        "the page's loop, fused": lambda: fused_epoch(A, labels, batch),
    }
    if loops:
        runs["the fused loop in C"] = lambda: compiled_epoch(loops, A, labels, batch)
    results = [seeded(run) for run in runs.values()]
    for V in results[1:]:
        assert (V[:, :-1] - results[0].T).abs().max() < 1e-5
    runs["DataLoader, nn.Linear, optim.SGD"] = lambda: torch_epoch(loader, d)
    show(f"one epoch of softmax regression, n = {n}, d = {d}, batches of {batch}", runs, rounds)


def seeded(run) -> torch.Tensor:
    """Return what a run returns after its shuffle has been fixed."""
    torch.manual_seed(0)
    return run()


def layouts(batch: int, d: int) -> None:
    """Time both products of a step with the weights as (features, classes) and as (classes, features)."""
    X, S = torch.randn(batch, d), torch.randn(batch, CLASSES)
    W, V = torch.randn(d, CLASSES), torch.randn(CLASSES, d)
    show(f"scores and gradient, batches of {batch}, d = {d}", {
        "V of shape (classes, features), as nn.Linear": lambda: (X @ V.T, S.T @ X),
        "W of shape (features, classes)": lambda: (X @ W, X.T @ S),
    }, 100)  # fmt: skip


def main() -> None:
    torch.set_num_threads(1)
    for n, q in SIZES:
        losses(n, q)
    epochs(1000, 10, 32, rounds=30)
    epochs(60_000, 784, 256, rounds=3)
    layouts(32, 10)
    layouts(256, 784)


if __name__ == "__main__":
    main()
