import matplotlib.pyplot as plt
import torch

from linearnets import cross_entropy_gradient, load_iris, softmax, standardize

X, labels = load_iris(torch.float64)
Z, mean, std = standardize(X[:, 2:])
W, b = torch.zeros(2, 3, dtype=Z.dtype), torch.zeros(3, dtype=Z.dtype)
for _ in range(500):
    slope_W, slope_b = cross_entropy_gradient(Z, labels, W, b)
    W, b = W - 2 * slope_W, b - 2 * slope_b

x = torch.linspace(0.5, 7.3, 49, dtype=Z.dtype)
y = torch.linspace(-0.2, 2.8, 45, dtype=Z.dtype)
grid = torch.stack(torch.meshgrid(x, y, indexing="xy"), dim=-1).reshape(-1, 2)
probs = softmax((grid - mean) / std @ W + b).reshape(45, 49, 3)

fig, ax = plt.subplots(figsize=(5.6, 3.6))
for j, color in enumerate(("C0", "C1", "C2")):
    rest = probs[..., [k for k in range(3) if k != j]].amax(dim=-1)
    ax.contourf(x, y, probs[..., j] - rest, levels=[0, 1], colors=[color], alpha=0.16)
    ax.contour(x, y, probs[..., j], levels=[0.7, 0.9], colors=color, linewidths=[1.2, 2])
    flowers = X[labels == j, 2:].unique(dim=0)
    ax.plot(*flowers.T, "o", color=color, markersize=4, markeredgewidth=0)
    spots = [(0.9, 1.0), (5.7, 0.2), (6.9, 1.65)]
    ax.text(*spots[j], f"${j}$", color=color, fontsize=17, ha="center", va="center")
ax.set(xlim=(0.5, 7.3), ylim=(-0.2, 2.8), xticks=[1, 3, 5, 7], yticks=[0, 1, 2])
ax.set(xlabel="$x_1$")
ax.set_ylabel("$x_2$", rotation=0, labelpad=10)
plt.show()
