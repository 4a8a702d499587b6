import matplotlib.pyplot as plt
import torch

from linearnets import distribution_cross_entropy, entropy

p = torch.tensor([0.3, 0.7], dtype=torch.float64)
heads = torch.sigmoid(torch.linspace(-4.2, 9.3, 300, dtype=torch.float64))
cross = torch.stack([distribution_cross_entropy(p, torch.stack([1 - q, q])) for q in heads])
H = entropy(p).item()
at = torch.tensor([0.75, 0.25], dtype=torch.float64)
top = distribution_cross_entropy(p, at).item()

fig, ax = plt.subplots()
ax.axhline(H, color="C7", linewidth=1.6)
ax.plot(heads, cross, color="C0", linewidth=2)
arrow = {"arrowstyle": "<->", "color": "C1", "linewidth": 2, "shrinkA": 0, "shrinkB": 0}
ax.annotate("", (0.25, top), (0.25, H), arrowprops=arrow)
ax.plot(0.7, H, "o", color="C1", markersize=7, zorder=5)
ax.text(0.23, (top + H) / 2, "$D$", color="C1", ha="right", va="center", fontsize=16)
ax.text(0.12, 2.05, r"$H\;(\,\mathbf{p},\;\mathbf{q}\,)$", color="C0", ha="left", fontsize=15)
ax.text(0.02, H - 0.08, r"$H\;(\,\mathbf{p}\,)$", color="C7", ha="left", va="top", fontsize=15)
ax.set(xlabel="$q_1$", xticks=[0, 0.25, 0.7, 1], yticks=[0, 1, 2], xlim=(0, 1.02), ylim=(0, 2.7))
plt.show()
