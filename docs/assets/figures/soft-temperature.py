import matplotlib.pyplot as plt
import torch

from linearnets import softmax

o = torch.tensor([-3.06, 1.22, 1.84], dtype=torch.float64)
T = torch.logspace(-1.3, 2, 61, dtype=torch.float64)
probs = softmax(o / T[:, None])

fig, ax = plt.subplots()
ax.axhline(1 / 3, color="C7", linewidth=1.2, linestyle=":")
ax.axvline(1, color="C7", linewidth=1.2, linestyle=":")
places = ((4.6, 0.07), (0.33, 0.26), (0.33, 0.77))
for j, (color, place) in enumerate(zip(("C0", "C1", "C2"), places, strict=True)):
    ax.semilogx(T, probs[:, j], color=color, linewidth=2.2)
    name = rf"$\hat{{y}}_{j}$"
    ax.text(*place, name, color=color, ha="right" if j else "left", va="center", fontsize=14)
ax.set(xlabel="$T$", yticks=[0, 1 / 3, 1], yticklabels=["0", "1/3", "1"], ylim=(-0.03, 1.03))
ax.set(xlim=(0.05, 100), xticks=[0.1, 1, 10, 100], xticklabels=["0.1", "1", "10", "100"])
ax.minorticks_off()
plt.show()
