import math

import matplotlib.pyplot as plt
import torch


def bases(seed, n=2000, d=4):
    draw = torch.Generator().manual_seed(seed)
    R = torch.randn(n, d, generator=draw, dtype=torch.float64)
    V, _ = torch.linalg.qr(torch.randn(d, d, generator=draw, dtype=torch.float64))
    return torch.linalg.qr(R - R.mean(dim=0))[0], V


def by_cholesky(X, y):
    factor, failed = torch.linalg.cholesky_ex(X.T @ X)
    return torch.cholesky_solve((X.T @ y)[:, None], factor)[:, 0] / (failed == 0)


def by_qr(X, y):
    Q, R = torch.linalg.qr(X)
    return torch.linalg.solve_triangular(R, (Q.T @ y)[:, None], upper=True)[:, 0]


def by_svd(X, y):
    U, s, Vh = torch.linalg.svd(X, full_matrices=False)
    return Vh.T @ (U.T @ y / s)


def by_lstsq(X, y):  # the default driver differs from call to call
    return torch.linalg.lstsq(X, y, driver="gelsd").solution


def error(solve, kappa, dtype):
    errors = []
    for U, V in BASES:
        X = (U * torch.logspace(0, -math.log10(kappa), len(V), dtype=U.dtype) @ V.T).to(dtype)
        y = X.double().sum(dim=1).to(dtype)  # the true weights are ones
        errors.append((solve(X, y).double() - 1).norm().item() / 2)
    return torch.tensor(errors).nan_to_num(math.inf).median().item()


BASES = [bases(seed) for seed in range(15)]
methods = (
    (by_cholesky, "C3", "-", r"$\mathbf{L}\,\mathbf{L}^\top$"),
    (by_lstsq, "C1", "-", "lstsq"),
    (by_qr, "C0", "-", "QR"),
    (by_svd, "C2", ":", "SVD"),
)
kappas = torch.logspace(0.5, 10, 20, dtype=torch.float64).tolist()
fig, axes = plt.subplots(1, 2, sharey=True, figsize=(5.6, 3.5))
for ax, dtype in zip(axes, (torch.float32, torch.float64)):
    for solve, color, style, symbol in methods:
        errors = [error(solve, kappa, dtype) for kappa in kappas]
        shown = [value if value < 3 else math.nan for value in errors]
        width = 2.6 if style == ":" else 1.8
        ax.loglog(kappas, shown, style, color=color, linewidth=width, label=symbol)
    ax.set(xlabel=r"$\kappa\,(\,\mathbf{X}\,)$", xticks=[1e2, 1e6, 1e10], ylim=(1e-17, 10))
    ax.set_yticks([1e-16, 1e-12, 1e-8, 1e-4, 1])
    ax.minorticks_off()
    ax.set_title(str(dtype)[6:])
axes[0].legend(loc="lower right")
plt.show()
