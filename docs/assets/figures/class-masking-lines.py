import matplotlib.pyplot as plt
import torch

from linearnets import append_ones, load_iris, one_hot

X, labels = load_iris(torch.float64)
x = X[:, 2]
means = torch.stack([x[labels == k].mean() for k in range(3)])
squares = torch.linalg.lstsq(append_ones(x[:, None]), one_hot(labels, 3, dtype=x.dtype)).solution
nearest = torch.stack([means, -means.square() / 2])
nearest = nearest - nearest[:, :1]
grid = torch.linspace(0.6, 7.2, 661, dtype=torch.float64)
colors = ("C0", "C1", "C2")

fig, axes = plt.subplots(1, 2, figsize=(5.0, 3.1))
for ax, W, low, high in ((axes[0], squares, -0.85, 1.25), (axes[1], nearest, -15, 11)):
    logits = append_ones(grid[:, None]) @ W
    for k, color in enumerate(colors):
        on_top = logits.argmax(dim=1) == k
        ax.plot(grid[[0, -1]], logits[[0, -1], k], color=color, linewidth=1.2, alpha=0.8)
        if on_top.any():
            ends = on_top.nonzero()[[0, -1], 0]
            ax.plot(grid[ends], logits[ends, k], color=color, linewidth=4, solid_capstyle="butt")
        flowers = x[labels == k].unique()
        height = torch.full_like(flowers, low + (high - low) * (0.03 + 0.055 * k))
        ax.plot(flowers, height, "o", color=color, markersize=3, alpha=0.7)
    ax.set(xlabel="$x$", xticks=[2, 4, 6], ylim=(low, high))
for ax, places in (
    (axes[0], ((1.9, 1.03), (5.9, 0.32), (5.0, 0.85))),
    (axes[1], ((6.0, -2.2), (6.6, 4.7), (4.8, 8.0))),
):
    for k, (across, up) in enumerate(places):
        ax.text(across, up, f"$o_{k}$", color=colors[k], fontsize=14, ha="center")
axes[0].plot(x.mean(), 1 / 3, "o", color="C3", markersize=7, zorder=5)
axes[0].set(yticks=[0, 1 / 3, 1], yticklabels=["0", "1/3", "1"])
axes[1].set(yticks=[-10, 0, 10])
axes[0].set_ylabel("$o_k$", rotation=0, labelpad=6, y=0.73)
plt.show()
