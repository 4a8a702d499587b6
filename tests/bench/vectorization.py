"""The recorded times of the pages vectorization and memory: loops, one operation, bytes, layouts.

The pages and their figures show what this printed on one machine, which they name.
"""

import statistics
import time
from collections.abc import Callable

import torch
from timing import medians, show

from linearnets import one_hot

ROUNDS = 25


def seconds(run: Callable[[], object], calls: int) -> float:
    """Return the seconds of a call, the mean of many between two readings of the clock."""
    start = time.perf_counter()
    for _ in range(calls):
        run()
    return (time.perf_counter() - start) / calls


def predictions() -> None:
    """The 442 predictions: a loop over tensors, a loop over lists, a matrix product."""
    X, w, b = torch.ones(442, 10), torch.linspace(-1, 1, 10), torch.tensor(5.0)
    as_lists = X.tolist(), w.tolist(), b.item()

    def loops(X, w, b):
        return [sum(x_j * w_j for x_j, w_j in zip(x, w, strict=True)) + b for x in X]

    runs = {
        "two loops over tensors": lambda: loops(X, w, b),
        "two loops over lists": lambda: loops(*as_lists),
        "X @ w + b": lambda: [X @ w + b for _ in range(100)],
    }
    for name, each in medians(runs, ROUNDS).items():
        print(f"  {name:24} {each / (100 if '@' in name else 1) * 1e6:10.1f} µs")


def sixty() -> None:
    """One operation, sixty times; larger than what the system keeps at hand."""
    x = torch.ones(5_000_000, dtype=torch.float64)
    out = torch.empty_like(x)
    times = [seconds(lambda: torch.add(x, 1, out=out), 1) for _ in range(60)]
    print([round(t * 1e3, 2) for t in times], "ms")


def per_call() -> None:
    """Add 1 to n numbers: element by element of a tensor, of a list, and as one operation."""

    def elements(n):
        x = torch.ones(n)
        return lambda: [x[i] + 1 for i in range(n)]

    def numbers(n):
        values = [1.0] * n
        return lambda: [v + 1 for v in values]

    def operation(n):
        x, out = torch.ones(2, n)
        return lambda: torch.add(x, 1, out=out)

    for make, stop in ((elements, 5), (numbers, 6), (operation, 8)):
        found = []
        for n in (10**k for k in range(1, stop)):
            run = make(n)
            run()
            calls = max(1, 2000 // n)
            found.append(statistics.median(seconds(run, calls) for _ in range(ROUNDS)))
        print(f"  {make.__name__:10}", [float(f"{t:.3g}") for t in found], "s")


def bandwidth() -> None:
    """Bytes of x + 1 a second, from what fits into the first cache to what fits into none."""
    sizes = [2**exponent for exponent in range(12, 30)]
    source, target = torch.ones(2, sizes[-1] // 2, dtype=torch.uint8)
    for dtype in (torch.float64, torch.float32):
        rates = []
        for size in sizes:
            x, out = (memory[: size // 2].view(dtype) for memory in (source, target))
            calls = max(1, 2**20 // size)
            seconds(lambda: torch.add(x, 1, out=out), calls)  # noqa: B023
            times = [seconds(lambda: torch.add(x, 1, out=out), calls) for _ in range(ROUNDS)]  # noqa: B023
            rates.append(round(size / statistics.median(times) / 1e9, 1))
        print(f"  {dtype}", rates, "GB/s")


def intensity() -> None:
    """Bytes a second of a copy and of X @ w, operations a second of X @ w and A @ A, float64."""
    X, w = torch.ones(3000, 3000, dtype=torch.float64), torch.ones(3000, dtype=torch.float64)
    A, copy = torch.ones(500, 500, dtype=torch.float64), torch.empty_like(X)
    runs = {"copy": lambda: copy.copy_(X), "X @ w": lambda: X @ w, "A @ A": lambda: A @ A}
    copied, vector, matrix = medians(runs, ROUNDS).values()
    print(f"  copy   {2 * X.nbytes / copied / 1e9:6.1f} GB/s")
    print(
        f"  X @ w  {X.nbytes / vector / 1e9:6.1f} GB/s, {2 * X.numel() / vector / 1e9:6.1f} G operations/s"
    )
    print(f"  A @ A  {2 * 500**3 / matrix / 1e9:29.1f} G operations/s")


def layouts() -> None:
    """A row and a column, both axes of a sum, softmax by rows and by columns, weights."""
    X = torch.ones(8192, 8192)
    show("8192 x 8192, float32", {
        "X[k].sum(), 64 rows": lambda: [X[k].sum() for k in range(0, 8192, 128)],
        "X[:, k].sum(), 64 columns": lambda: [X[:, k].sum() for k in range(0, 8192, 128)],
        "X.sum(dim=1)": lambda: X.sum(dim=1),
        "X.sum(dim=0)": lambda: X.sum(dim=0),
        "X.T.contiguous()": lambda: X.T.contiguous(),
        "X.clone()": lambda: X.clone(),
    }, 7)  # fmt: skip
    for n, q in ((32, 10), (8192, 10), (1024, 1000)):
        scores, Y = torch.randn(n, q), one_hot(torch.randint(q, (n,)), q)
        show(f"softmax of {n} x {q}", {
            "by rows": lambda: scores.softmax(dim=1) - Y,  # noqa: B023
            "by columns": lambda: (scores.T.contiguous().softmax(dim=0) - Y.T).T,  # noqa: B023
        }, 50)  # fmt: skip
    for n, d, q in ((256, 784, 10), (256, 10, 10)):
        X, R, W = torch.randn(n, d), torch.randn(n, q), torch.randn(d, q)
        V = W.T.contiguous()
        show(f"scores and gradient, n = {n}, d = {d}, q = {q}", {
            "weights (d, q)": lambda: (X @ W, X.T @ R),  # noqa: B023
            "weights (q, d)": lambda: (X @ V.T, R.T @ X),  # noqa: B023
        }, 50)  # fmt: skip


def main() -> None:
    torch.set_num_threads(1)
    for part in (predictions, sixty, per_call, bandwidth, intensity, layouts):
        print(f"\n{part.__doc__}")
        part()


if __name__ == "__main__":
    main()
