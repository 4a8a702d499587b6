import matplotlib.pyplot as plt
import torch

from linearnets import append_ones, load_diabetes, standardize

X, y = load_diabetes(torch.float64)
A, n, lr, B = append_ones(standardize(X[:, [2]])[0]), 442, 0.1, 4
best = torch.linalg.lstsq(A, y).solution
generator = torch.Generator().manual_seed(4)


def batch_gradient(w):
    batch = torch.randperm(n, generator=generator)[:B]
    return A[batch].T @ (A[batch] @ w - y[batch]) / B


def covariance(w):
    g = A * (A @ w - y)[:, None]
    return torch.cov(g.T, correction=0) / B * (n - B) / (n - 1)


fig, axes = plt.subplot_mosaic(
    [["cloud", "path"], ["excess", "excess"]], figsize=(5.6, 4.4), height_ratios=(1.7, 1)
)
place = torch.tensor([30.0, 140.0], dtype=A.dtype)
slopes = torch.stack([batch_gradient(place) for _ in range(60)])
truth = place - best  # the Hessian is the identity
lam, V = torch.linalg.eigh(covariance(place))
angle = torch.linspace(0, 2 * torch.pi, 61, dtype=A.dtype)
ellipse = truth[:, None] + 2 * V * lam.sqrt() @ torch.stack([angle.cos(), angle.sin()])
ax = axes["cloud"]
ax.axhline(0, color="C7", linewidth=0.8)
ax.axvline(0, color="C7", linewidth=0.8)
ax.plot(*slopes.T, "o", color="C0", markersize=3.5, alpha=0.7, markeredgewidth=0)
ax.plot(*ellipse, color="C2")
ax.plot(*truth, "+", color="C1", markersize=13, markeredgewidth=2.4)
ax.set(xlim=truth[0] + torch.tensor([-110, 110]), ylim=truth[1] + torch.tensor([-110, 110]))
ax.set(xticks=[-100, 0], yticks=[-100, 0], aspect="equal", xlabel=r"$\partial L\;/\;\partial\,w$")
ax.set_ylabel(r"$\partial L\;/\;\partial\,b$", rotation=0, labelpad=16)

way = [torch.zeros(2, dtype=A.dtype)]
for _ in range(600):
    way.append(way[-1] - lr * batch_gradient(way[-1]))
way = torch.stack(way)
ax = axes["path"]
for radius in (8, 16, 24, 32, 40):
    ax.plot(
        best[0] + radius * angle.cos(), best[1] + radius * angle.sin(), color="C7", linewidth=0.6
    )
ax.plot(*way.T, color="C0", linewidth=0.9)
ax.plot(*best, "+", color="#010203", markersize=11, markeredgewidth=2.2)
ax.set(
    xlim=best[0] + torch.tensor([-44, 44]), ylim=best[1] + torch.tensor([-44, 44]), aspect="equal"
)
ax.set(xlabel="$w$", xticks=[20, 40, 60, 80], yticks=[120, 140, 160, 180])
ax.set_ylabel("$b$", rotation=0, labelpad=8)

ax = axes["excess"]
ax.semilogy((way - best).square().sum(dim=1) / 2, color="C0", linewidth=0.9)
floor = lr * covariance(best).trace() / (2 - lr) / 2
ax.axhline(floor, color="C1", linestyle="--", linewidth=1.6)
ax.set(
    xlabel="$t$",
    ylabel="$L - L^*$",
    xticks=[0, 200, 400, 600],
    yticks=[1, 100, 10_000],
    ylim=(0.05, 2e4),
)
ax.minorticks_off()
fig.set_layout_engine("constrained")
plt.show()
