import math

import matplotlib.pyplot as plt
import torch
from matplotlib.patches import Polygon

HEIGHT = 3**0.5 / 2
CORNERS = [(0.5, HEIGHT), (0, 0), (1, 0)]


def band(ax, lines, colour, level):
    """Fill between two level lines and draw the upper of them, both inside the triangle."""
    inside = Polygon(CORNERS, transform=ax.transData)
    u, v = (torch.cat([lines[0][k], lines[1][k].flip(0)]) for k in range(2))
    ax.fill(u, v, color=colour, alpha=0.1 + 0.09 * level, linewidth=0)[0].set_clip_path(inside)
    ax.plot(*lines[0], color=colour, linewidth=1.2)[0].set_clip_path(inside)


def row(height):
    return torch.tensor([0.0, 1.0]), torch.tensor([height, height])


def arc(radius):
    # The corner is an angle of 60 degrees.
    angle = torch.linspace(-2 * math.pi / 3, -math.pi / 3, 15)
    return 0.5 + radius * angle.cos(), HEIGHT + radius * angle.sin()


fig, axes = plt.subplots(2, 2, figsize=(5.6, 5.1), layout="constrained")
losses = [0.25, 0.5, 1, 1.5, 2, 3]
rows = [row(HEIGHT * math.exp(-c)) for c in losses] + [row(0)]
brier_arcs = [arc((c / 2) ** 0.5) for c in (0.25, 0.5, 0.75, 1, 1.25, 1.5, 1.75, 2)]
slope_arcs = [arc(g / 2**0.5) for g in (0.2, 0.4, 0.6, 0.8, 1, 1.2, 1.42)]
for ax, lines, colour in (
    (axes[0, 0], rows, "C0"),
    (axes[0, 1], brier_arcs, "C1"),
    (axes[1, 0], slope_arcs, "C0"),
):
    for k in range(len(lines) - 1):
        band(ax, lines[k : k + 2], colour, k)

x, y = torch.meshgrid(torch.linspace(0, 1, 29), torch.linspace(0, HEIGHT, 25), indexing="xy")
right = y / HEIGHT
probs = torch.stack([right, 1 - x - right / 2, x - right / 2], dim=-1)
D = probs - torch.tensor([1, 0, 0])
slopes = (2 * probs * (D - (probs * D).sum(dim=-1, keepdim=True))).norm(dim=-1)
ax, levels = axes[1, 1], [0.1, 0.3, 0.5, 0.7, 0.9]
inside = Polygon(CORNERS, transform=ax.transData)
for k in range(4):
    ends = levels[k : k + 2]
    ax.contourf(x, y, slopes, ends, colors="C1", alpha=0.12 + 0.15 * k).set_clip_path(inside)
ax.contour(x, y, slopes, levels, colors="C1", linewidths=1.2).set_clip_path(inside)

for ax in axes.flat:
    ax.add_patch(Polygon(CORNERS, fill=False, edgecolor="C7", linewidth=1.4))
    for j, (u, v) in enumerate(((0.5, 0.95), (-0.07, 0), (1.07, 0))):
        ax.text(u, v, rf"$\mathbf{{e}}_{j}$", ha="center", va="center", fontsize=13)
    ax.set(aspect="equal", xlim=(-0.12, 1.12), ylim=(-0.06, 1))
    ax.axis("off")
axes[0, 0].text(0.06, 0.8, r"$\mathrm{ce}$", color="C0", fontsize=15)
axes[0, 1].text(0.06, 0.8, r"$\mathrm{a}$", color="C1", fontsize=15)
plt.show()
