import math

import matplotlib.pyplot as plt
import torch

from linearnets import log_sum_exp

z = torch.linspace(-4, 4, 81, dtype=torch.float64)
scores = torch.stack([torch.zeros_like(z), z], dim=1)
largest = scores.amax(dim=1)

fig, ax = plt.subplots()
ax.plot(z, largest + math.log(2), color="C7", linewidth=1.6, linestyle="--")
ax.plot(z, largest, color="C1", linewidth=2.2)
ax.plot(z, log_sum_exp(scores), color="C0", linewidth=2.2)
ax.annotate(
    "", (0, math.log(2)), (0, 0), arrowprops={"arrowstyle": "<->", "color": "C3", "lw": 1.6}
)
ax.text(0.6, 0.2, r"$\log 2$", color="C3", ha="left", va="center", fontsize=12)
ax.text(-1.1, 1.35, r"$\mathrm{L\,S\,E}\,(0, z)$", color="C0", ha="right", va="center", fontsize=13)
ax.annotate(
    "", (-0.75, 0.42), (-1.4, 1.2), arrowprops={"arrowstyle": "->", "color": "C0", "lw": 1.2}
)
ax.text(2.3, 1.4, r"$\max(0, z)$", color="C1", ha="left", va="center", fontsize=13)
ax.set(xlabel="$z$", xticks=[-4, -2, 0, 2, 4], yticks=[0, 2, 4], ylim=(-0.15, 4.8))
plt.show()
