import matplotlib.pyplot as plt
import torch

from linearnets import append_ones, load_iris, standardize

CAP = 2000
X, labels = load_iris(torch.float64)
A, y = append_ones(standardize(X[50:, 2:3])[0]), (labels[50:, None] - 1).double()
RADII = torch.logspace(0, 5, 11, base=2, dtype=A.dtype)
angle = 2 * torch.pi * torch.rand(200, generator=torch.Generator().manual_seed(0)).double()
starts = RADII[:, None, None] * torch.stack([angle.cos(), angle.sin()])

fig, ax = plt.subplots(figsize=(5.6, 3.4), layout="constrained")
for name, lr, colour in (("ce", 4, "C0"), ("a", 12.9, "C1")):
    theta = starts.transpose(0, 1).reshape(2, -1)
    waiting = torch.arange(theta.shape[1])
    steps = torch.full((theta.shape[1],), float(CAP))
    for step in range(CAP):
        p = torch.sigmoid(A @ theta)
        arrived = ((p > 0.5) == (y > 0.5)).sum(dim=0) >= 90
        steps[waiting[arrived]] = float(step)
        theta, waiting, p = theta[:, ~arrived], waiting[~arrived], p[:, ~arrived]
        if not len(waiting):
            break
        theta = theta - lr * A.T @ ((p - y) * (p * (1 - p) if name == "a" else 1)) / 100
    low, middle, high = (
        steps.reshape(len(RADII), -1).clamp(min=1).quantile(torch.tensor([0.25, 0.5, 0.75]), dim=1)
    )
    ax.fill_between(RADII, low, high, color=colour, alpha=0.2, linewidth=0)
    ax.plot(RADII, middle, "o-", color=colour, linewidth=1.8)
ax.text(12, 15, r"$\mathrm{ce}$", color="C0", fontsize=14)
ax.text(6.3, 500, r"$\mathrm{a}$", color="C1", fontsize=14, ha="right")
ax.axhline(CAP, color="C7", linewidth=1.2, linestyle="--")
ax.set(xscale="log", yscale="log", xlabel="$r$", xticks=[1, 2, 4, 8, 16, 32], ylim=(0.7, 3e3))
ax.set_xticklabels(["1", "2", "4", "8", "16", "32"])
ax.minorticks_off()
ax.set_ylabel("$t$", rotation=0, labelpad=14)
plt.show()
