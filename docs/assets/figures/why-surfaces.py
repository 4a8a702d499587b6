import matplotlib.pyplot as plt
import torch

from linearnets import append_ones, descent_path, load_iris, loss_contours, standardize

X, labels = load_iris(torch.float64)
A, y = append_ones(standardize(X[50:, 2:3])[0]), (labels[50:] - 1).double()
STARTS = torch.tensor([[-8.0, 0.0], [-6.0, 7.0], [1.0, -9.0]], dtype=A.dtype)
SHOWN = [0] + [2**k for k in range(9)]


def cross_entropy(w, b):
    z = A @ torch.stack([w, b])
    return (torch.log1p(torch.exp(-z.abs())) + z.clamp(min=0) - y * z).mean()


def squared_error(w, b):
    return 0.5 * (torch.sigmoid(A @ torch.stack([w, b])) - y).square().mean()


fig, axes = plt.subplots(1, 2, figsize=(5.6, 3.1), layout="constrained", sharey=True)
panels = (
    (cross_entropy, 4, [0.5, 1.5, 3, 5, 7], "C0"),
    (squared_error, 12.9, [0.05, 0.1, 0.2, 0.3, 0.4], "C1"),
)
for ax, (loss, lr, levels, colour) in zip(axes, panels, strict=True):
    loss_contours(ax, loss, (-10, 12), (-11, 11), levels=levels)
    for start in STARTS:
        path = [start]
        for _ in range(SHOWN[-1]):
            p = torch.sigmoid(A @ path[-1])
            slope = (p - y) * (p * (1 - p) if loss is squared_error else 1)
            path.append(path[-1] - lr / 100 * A.T @ slope)
        path = torch.stack(path)
        ax.plot(*path.T, color=colour, linewidth=1.4)
        descent_path(ax, path[SHOWN], color=colour, linestyle="none", markersize=4)
    ax.set(xlim=(-10, 12), ylim=(-11, 11), xticks=[-8, 0, 8], yticks=[-8, 0, 8], xlabel="$w$")
axes[0].set_ylabel("$b$", rotation=0, labelpad=6)
plt.show()
