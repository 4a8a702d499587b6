import matplotlib.pyplot as plt
import torch

from linearnets import append_ones, load_diabetes, standardize

X, y = load_diabetes(torch.float64)
A, n = append_ones(standardize(X[:, [2]])[0]), len(y)
g = A * (A @ torch.tensor([30.0, 140.0], dtype=A.dtype) - y)[:, None]
generator = torch.Generator().manual_seed(1)

# Two standard deviations of the mean of B examples drawn without replacement.
lam, V = torch.linalg.eigh(torch.cov(g.T, correction=0))
angle = torch.linspace(0, 2 * torch.pi, 37, dtype=A.dtype)
ellipse = 2 * V * lam.sqrt() @ torch.stack([angle.cos(), angle.sin()])

fig, axes = plt.subplots(1, 3, sharex=True, sharey=True, figsize=(5.6, 2.5))
for ax, B in zip(axes, (4, 16, 64), strict=True):
    sets = torch.rand(40, n, generator=generator).argsort(dim=1)[:, :B]
    ax.axhline(0, color="C7", linewidth=0.8)
    ax.axvline(0, color="C7", linewidth=0.8)
    ax.plot(*g[sets].mean(dim=1).T, "o", color="C0", markersize=3.5, alpha=0.7, markeredgewidth=0)
    radius = ((n - B) / (n - 1) / B) ** 0.5
    ax.plot(*(g.mean(dim=0)[:, None] + radius * ellipse), color="C2")
    ax.plot(*g.mean(dim=0), "+", color="C1", markersize=13, markeredgewidth=2.4)
    ax.set_title(f"$B = {B}$", pad=3)
    ax.set(
        xlabel=r"$\partial L\;/\;\partial\,w$", xlim=(-100, 100), ylim=(-100, 100), aspect="equal"
    )
    ax.set(xticks=[-50, 0, 50], yticks=[-50, 0, 50])
axes[0].set_ylabel(r"$\partial L\;/\;\partial\,b$", rotation=0, labelpad=16)
plt.show()
