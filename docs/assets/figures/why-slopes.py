import math

import matplotlib.pyplot as plt
import torch

z = torch.linspace(-6, 4, 121, dtype=torch.float64)
p = torch.sigmoid(z)
turn = -math.log(2)

fig, (left, right) = plt.subplots(1, 2, figsize=(5.6, 3.1), layout="constrained")
curves = (
    (-p.log(), 1 - p, "C0"),
    (0.5 * (1 - p) ** 2, p * (1 - p) ** 2, "C1"),
    (0.5 * (1 - z) ** 2, (1 - z).abs(), "C2"),
)
for loss, slope, color in curves:
    left.plot(z, loss, color=color, linewidth=2)
    right.plot(z, slope, color=color, linewidth=2)
left.plot([-6, 0, 0, 4], [1, 1, 0, 0], color="C7", linewidth=1.4, linestyle="--")
right.plot(turn, 4 / 27, "o", color="C1", markersize=6)
right.text(turn - 0.4, 0.22, r"$\frac{4}{27}$", color="C1", fontsize=15, ha="right")
for ax in (left, right):
    ax.axvspan(-6, turn, facecolor="C1", alpha=0.12)
    ax.set(xlim=(-6, 4), xticks=[-5, 0], xlabel="$z$")
left.text(-3.9, 4.6, r"$\mathrm{ce}$", color="C0", fontsize=15)
left.text(-4.6, 0.08, r"$\mathrm{a}$", color="C1", fontsize=15)
left.text(-0.9, 3.2, r"$\mathrm{b}$", color="C2", fontsize=15)
left.set(ylim=(-0.15, 6), yticks=[0, 1, 2, 4, 6])
right.text(-5.7, 1.35, r"$|\,\mathrm{d}\ell\,/\,\mathrm{d}z\,|$", fontsize=14)
right.set(ylim=(-0.04, 1.6), yticks=[0, 0.5, 1, 1.5])
plt.show()
