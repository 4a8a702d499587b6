"""Linear regression beside its peers: descent, gradients, epochs and closed forms."""

import torch
from sklearn.linear_model import LinearRegression, SGDRegressor
from sklearn.preprocessing import StandardScaler
from timing import show
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

from linearnets import (
    append_ones,
    gradient_descent,
    half_squared_error_gradient,
    least_squares,
    minibatch_sgd,
    minibatches,
    standardize,
    synthetic_regression,
)

STEPS, LR, BATCH = 100, 0.1, 32


def torch_descent(X: torch.Tensor, y: torch.Tensor) -> None:
    """The same steps by autograd and an optimizer; on MSELoss, which has no ½, with half the rate."""
    model = nn.Linear(X.shape[1], 1)
    optimizer, loss = torch.optim.SGD(model.parameters(), lr=LR / 2), nn.MSELoss()
    for _ in range(STEPS):
        optimizer.zero_grad()
        loss(model(X)[:, 0], y).backward()
        optimizer.step()


def autograd_gradient(X: torch.Tensor, y: torch.Tensor, w: torch.Tensor, b: torch.Tensor) -> None:
    """What half_squared_error_gradient returns, differentiated by autograd."""
    w, b = w.clone().requires_grad_(), b.clone().requires_grad_()
    (0.5 * (X @ w + b - y).square().mean()).backward()


def page_epoch(X: torch.Tensor, y: torch.Tensor) -> None:
    """The loop of the page minibatch-sgd."""
    w, b = torch.zeros(X.shape[1]), torch.zeros(())
    order = torch.randperm(len(y))
    for X_B, y_B in zip(X[order].split(BATCH), y[order].split(BATCH), strict=True):
        r = X_B @ w + b - y_B
        w -= LR / len(r) * (X_B.T @ r)
        b -= LR / len(r) * r.sum()


def fused_epoch(A: torch.Tensor, y: torch.Tensor) -> None:
    """The same loop on features with the ones appended: two operations a step."""
    w, order = torch.zeros(A.shape[1]), torch.randperm(len(y))
    A, y = A[order], y[order]
    slices = zip(A.split(BATCH), A.T.split(BATCH, dim=1), y.split(BATCH), strict=True)
    for A_B, A_T, y_B in slices:
        r = torch.addmv(y_B, A_B, w, beta=-1)
        w.addmv_(A_T, r, alpha=-LR / len(r))


def torch_epoch(loader: DataLoader, d: int) -> None:
    """The same epoch by PyTorch's own parts; on MSELoss, which has no ½, with half the rate."""
    model, loss = nn.Linear(d, 1), nn.MSELoss()
    optimizer = torch.optim.SGD(model.parameters(), lr=LR / 2)
    for X_B, y_B in loader:
        optimizer.zero_grad()
        loss(model(X_B)[:, 0], y_B).backward()
        optimizer.step()


def closed_forms(n: int, d: int, dtype: torch.dtype, condition: float, rounds: int) -> None:
    """Time each closed form on features of mean 0 and a condition number, and print its error."""
    generator = torch.Generator().manual_seed(0)
    Q, _ = torch.linalg.qr(torch.randn(n, d + 1, generator=generator, dtype=torch.float64))
    Q, _ = torch.linalg.qr(Q - Q.mean(dim=0))
    singular = torch.logspace(0, -torch.tensor(condition).log10().item(), d, dtype=torch.float64)
    rotation, _ = torch.linalg.qr(torch.randn(d, d, generator=generator, dtype=torch.float64))
    X = (n**0.5 * Q[:, :d] * singular @ rotation).to(dtype)
    w = torch.randn(d, generator=generator, dtype=dtype)
    y = (X.double() @ w.double()).to(dtype)
    A = append_ones(X)
    solvers = {
        "linearnets.least_squares": lambda: least_squares(X, y).w,
        "torch.linalg.lstsq": lambda: torch.linalg.lstsq(A, y).solution[:d],
        "torch.linalg.lstsq, gelsd": lambda: torch.linalg.lstsq(A, y, driver="gelsd").solution[:d],
        "sklearn LinearRegression": lambda: LinearRegression().fit(X.numpy(), y.numpy()).coef_,
    }
    show(f"closed form, n = {n}, d = {d}, {dtype}, condition number {condition:g}", solvers, rounds)
    for name, solve in solvers.items():
        error = (torch.as_tensor(solve()) - w).norm() / w.norm()
        print(f"          {name:44} {error:8.1e} relative error")


def main() -> None:
    torch.set_num_threads(1)
    w, b = torch.arange(10.0), torch.tensor(1.0)
    X, y = synthetic_regression(w, b, 1000, noise_std=0.1)
    loader = DataLoader(TensorDataset(X, y), batch_size=BATCH, shuffle=True)
    A = append_ones(X)
    sgd = SGDRegressor(penalty=None, learning_rate="constant", eta0=LR / BATCH)
    show(f"gradient descent, {STEPS} steps, n = 1000, d = 10, float32", {
        "linearnets.gradient_descent, with history": lambda: gradient_descent(X, y, LR, STEPS),
        "nn.Linear, MSELoss, optim.SGD": lambda: torch_descent(X, y),
    })  # fmt: skip
    show("one gradient, n = 1000, d = 10", {
        "linearnets.half_squared_error_gradient": lambda: half_squared_error_gradient(X, y, w, b),
        "autograd": lambda: autograd_gradient(X, y, w, b),
    })  # fmt: skip
    show(f"one epoch of minibatches of {BATCH}, n = 1000, nothing computed", {
        "linearnets.minibatches": lambda: sum(1 for _ in minibatches(X, y, BATCH)),
        "DataLoader": lambda: sum(1 for _ in loader),
    })  # fmt: skip
    show(f"one epoch of SGD, batches of {BATCH}, n = 1000, d = 10, float32", {
        "the page's loop": lambda: page_epoch(X, y),
        "the page's loop, fused": lambda: fused_epoch(A, y),
        "linearnets.minibatch_sgd": lambda: minibatch_sgd(X, y, LR, 1, batch_size=BATCH),
        "DataLoader, nn.Linear, optim.SGD": lambda: torch_epoch(loader, 10),
        "SGDRegressor, a step an example": lambda: sgd.partial_fit(X.numpy(), y.numpy()),
    })  # fmt: skip
    closed_forms(100_000, 100, torch.float64, 10.0, rounds=3)
    closed_forms(10_000, 10, torch.float32, 1e3, rounds=5)
    show("standardizing 1000 x 10", {
        "linearnets.standardize": lambda: standardize(X),
        "sklearn StandardScaler": lambda: StandardScaler().fit_transform(X.numpy()),
    })  # fmt: skip


if __name__ == "__main__":
    main()
