import matplotlib.pyplot as plt
import torch

from linearnets import accuracy, cross_entropy, cross_entropy_gradient, load_iris, standardize

X, labels = load_iris(torch.float64)
Z, mean, std = standardize(X[:, 2:])
W, b = torch.zeros(2, 3, dtype=Z.dtype), torch.zeros(3, dtype=Z.dtype)
for _ in range(500):
    slope_W, slope_b = cross_entropy_gradient(Z, labels, W, b)
    W, b = W - 2 * slope_W, b - 2 * slope_b
logits = Z @ W + b
costs = torch.stack([cross_entropy(row[None], y[None]) for row, y in zip(logits, labels)])
wrong = logits.argmax(dim=1) != labels
W, b = W / std[:, None], b - mean / std @ W  # the same scores, from centimetres
steep = W[1, 2] - W[1, 1]
slope = -(W[0, 2] - W[0, 1]) / steep
height = -(b[2] - b[1]) / steep + 5 * slope

x = torch.linspace(0.5, 7.3, 35, dtype=Z.dtype)
y = torch.linspace(-0.2, 2.8, 31, dtype=Z.dtype)
grid = torch.stack(torch.meshgrid(x, y, indexing="xy"), dim=-1) @ W + b
layout = [["plane", "loss"], ["plane", "accuracy"]]
fig, axes = plt.subplot_mosaic(layout, figsize=(5.6, 3.2), width_ratios=(3, 2))
plane, valley, stairs = axes.values()
spots = [(0.9, 1.0), (5.7, 0.1), (6.9, 2.5)]
for j, color in enumerate(("C0", "C1", "C2")):
    rest = grid[..., [k for k in range(3) if k != j]].amax(dim=-1)
    plane.contourf(x, y, grid[..., j] - rest, levels=[0, 100], colors=[color], alpha=0.16)
    plane.plot(
        *X[labels == j, 2:].unique(dim=0).T, "o", color=color, markersize=3.5, markeredgewidth=0
    )
    plane.text(*spots[j], f"${j}$", color=color, fontsize=15, ha="center", va="center")
ends = torch.tensor([2.4, 7.3], dtype=Z.dtype)
for odds, style in ((1, {"color": "C7"}), (9, {"color": "C7", "linestyle": ":"})):
    for side in {odds, 1 / odds}:
        above = torch.tensor(side).log() / steep
        plane.plot(ends, height + slope * (ends - 5) + above, **style)
for is_wrong, edge in ((False, 0), (True, 1)):
    some = (wrong == is_wrong) & (costs > 0.02)
    disc = {"facecolor": ("C3", 0.35), "edgecolor": "C3", "linewidths": edge}
    plane.scatter(*X[some, 2:].T, s=150 * costs[some], **disc)
plane.set(xlim=(0.5, 7.3), ylim=(-0.2, 2.8), xticks=[1, 3, 5, 7], yticks=[0, 1, 2])
plane.set_xlabel("$x_1$", fontsize=14)
plane.set_ylabel("$x_2$", rotation=0, labelpad=8, fontsize=14)

heights = torch.linspace(1.2, 2, 161, dtype=Z.dtype)
losses, shares = [], []
for h in heights:
    moved = b + torch.tensor([0, 0, 1]) * steep * (height - h)
    logits = X[:, 2:] @ W + moved
    losses.append(cross_entropy(logits, labels).item())
    shares.append(accuracy(logits.argmax(dim=1), labels).item())
at = (heights - height).abs().argmin()
for ax, values, color in ((valley, losses, "C0"), (stairs, shares, "C3")):
    ax.plot(
        heights,
        values,
        color=color,
        linewidth=2,
        drawstyle="steps-mid" if ax is stairs else "default",
    )
    ax.plot(height, values[at], "o", color=color, markersize=7)
valley.set(
    xlim=(1.2, 2), ylim=(0.055, 0.256), xticks=[1.2, 1.6, 2], xticklabels=[], yticks=[0.1, 0.2]
)
stairs.set(xlim=(1.2, 2), ylim=(0.84, 1), xticks=[1.2, 1.6, 2], yticks=[0.9, 1], xlabel="$h$")
plt.show()
