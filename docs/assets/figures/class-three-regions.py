import matplotlib.pyplot as plt
import torch

from linearnets import load_iris

X, labels = load_iris(torch.float64)
petals = X[:, 2:]
means = torch.stack([petals[labels == k].mean(dim=0) for k in range(3)])
W, b = means.T, -means.square().sum(dim=1) / 2
colors = ("C0", "C1", "C2")
x1, x2 = torch.meshgrid(
    torch.linspace(0, 7.6, 153).double(), torch.linspace(-0.4, 3, 69).double(), indexing="xy"
)
logits = torch.stack([x1, x2], dim=-1) @ W + b

fig, ax = plt.subplots(figsize=(5.0, 2.75))
for k, color in enumerate(colors):
    margin = logits[..., k] - logits[..., [j for j in range(3) if j != k]].amax(dim=-1)
    ax.contourf(x1, x2, margin, levels=[0, 1e3], colors=[color], alpha=0.14)
for j, k in ((0, 1), (0, 2), (1, 2)):
    w, c = W[:, j] - W[:, k], b[j] - b[k]
    t = torch.linspace(-0.4, 3, 200, dtype=torch.float64)
    line = torch.stack([-(c + w[1] * t) / w[0], t], dim=1)
    decides = (line @ W + b).argmax(dim=1)
    on = (decides == j) | (decides == k)
    for part, style in ((on, "-"), (~on, "--")):
        ax.plot(*line[part].T, style, color="C7", linewidth=2.2 if style == "-" else 1.3)
    ax.plot(*means[[j, k]].T, color="C7", linewidth=1.2)
for k, color in enumerate(colors):
    ax.plot(*petals[labels == k].T, "o", color=color, markersize=3.2, alpha=0.55)
    ax.plot(*means[k], "s", color=color, markersize=8)
    name = rf"$\mathbf{{m}}_{k}$"
    place = {"xytext": (10, -20) if k < 2 else (24, -30), "textcoords": "offset points"}
    ax.annotate(name, means[k], color=color, fontsize=14, **place)
ax.set(xlabel="$x_1$", xticks=[0, 2, 4, 6], yticks=[0, 1, 2, 3], xlim=(0, 7.6), ylim=(-0.4, 3))
ax.set_aspect("equal")
ax.set_ylabel("$x_2$", rotation=0, labelpad=10)
plt.show()
