import matplotlib.pyplot as plt
import torch

from linearnets import least_squares, load_iris

X, labels = load_iris(torch.float64)
petals = X[:, 2:]
places = ((2.75, 0.12), (5.2, 0.95), (4.4, 2.25))
ends = torch.linspace(0.5, 7.4, 2, dtype=torch.float64)

fig, axes = plt.subplots(1, 2, figsize=(5.0, 3.0), sharey=True)
marks = (((1.3, 0.72), (1.25, 2.3)), ((6.7, 1.45), (1.35, 1.38)))
for ax, numbering, spots in zip(axes, ((0, 1, 2), (1, 0, 2)), marks, strict=True):
    (w1, w2), b, _ = least_squares(petals, torch.tensor(numbering)[labels].double())
    for level, name, spot in zip((0.5, 1.5), ("½", "1½"), spots, strict=True):
        ax.plot(ends, (level - b - w1 * ends) / w2, color="C7", linewidth=2.4)
        ax.text(*spot, name, color="C7", fontsize=15, ha="center", va="center")
    for k, color in enumerate(("C0", "C1", "C2")):
        ax.plot(*petals[labels == k].T, "o", color=color, markersize=3.2, alpha=0.7)
        ax.text(*places[k], str(numbering[k]), color=color, fontsize=17, ha="center", va="center")
    ax.set(xlabel="$x_1$", xticks=[2, 4, 6], xlim=(0.5, 7.4), ylim=(-0.15, 2.75))
axes[0].set(yticks=[0, 1, 2])
axes[0].set_ylabel("$x_2$", rotation=0, labelpad=10)
plt.show()
