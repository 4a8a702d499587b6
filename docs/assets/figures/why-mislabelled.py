import matplotlib.pyplot as plt
import torch

from linearnets import append_ones, load_iris, standardize

X, labels = load_iris(torch.float64)
x, y = X[50:, 2], (labels[50:] - 1).double()
Z, mean, std = standardize(x[:, None])
A, wrong = append_ones(Z), int(x.argmax())
grid = torch.linspace(2.8, 7.1, 81, dtype=x.dtype)

fig, ax = plt.subplots(figsize=(5.6, 3.3), layout="constrained")
for lr, colour, name in ((4, "C0", "ce"), (12.9, "C1", "a")):
    for clean in (True, False):
        t = y.clone()
        t[wrong] = float(clean)
        theta = torch.zeros(2, dtype=x.dtype)
        for _ in range(5000):
            p = torch.sigmoid(A @ theta)
            theta = theta - lr * A.T @ ((p - t) * (p * (1 - p) if name == "a" else 1)) / 100
        curve = torch.sigmoid(append_ones((grid[:, None] - mean) / std) @ theta)
        style = {"linestyle": "--", "linewidth": 1.5, "zorder": 3} if clean else {"linewidth": 2.2}
        ax.plot(grid, curve, color=colour, **style)
for label in (0, 1):
    there = x[y == label].unique()
    ax.plot(there, torch.full_like(there, label), "o", color="C7", markersize=4, clip_on=False)
ax.plot(x[wrong], 0, "o", color="C3", markersize=8, clip_on=False, zorder=5)
ax.annotate("", (x[wrong], 0.1), (x[wrong], 0.9), arrowprops={"arrowstyle": "->", "color": "C3"})
ax.text(3.75, 0.2, r"$\mathrm{ce}$", color="C0", fontsize=14)
ax.text(4.62, 0.85, r"$\mathrm{a}$", color="C1", fontsize=14)
ax.set(xlim=(2.8, 7.1), ylim=(-0.04, 1.04), xticks=[3, 4, 5, 6, 7], yticks=[0, 0.5, 1])
ax.set_ylabel(r"$\hat{p}$", rotation=0, labelpad=14)
plt.show()
