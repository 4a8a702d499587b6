import matplotlib.pyplot as plt
import torch

from linearnets import append_ones, load_diabetes, standardize

X, y = load_diabetes(torch.float64)
w = torch.linalg.lstsq(append_ones(X), y).solution[:-1]
std = standardize(X)[2]

fig, (left, right) = plt.subplots(1, 2)
panels = ((left, w, "$w_j$", "C1"), (right, w * std, r"$w_j\,\sigma_j$", "C0"))
features = range(1, 11)
for ax, weights, symbol, color in panels:
    ax.bar(features, weights.tolist(), color=color, width=0.7)
    ax.axhline(0, color="C7", linewidth=1.2)
    ax.set_title(symbol, color=color, fontsize=14)
    ax.set_xticks([1, 3, 5, 9], [f"$x_{{{j}}}$" for j in (1, 3, 5, 9)])
    ax.spines["bottom"].set_visible(False)
    ax.tick_params(axis="x", length=0)
left.set_yticks([-20, 0, 20, 40, 60])
right.set_yticks([-40, -20, 0, 20, 40])
plt.show()
