import matplotlib.pyplot as plt

fig, axes = plt.subplots(3, 1, figsize=(5, 4.2))
n, d, q = 2, 4, 3


def block(ax, left, height, width, color, symbol, shape):
    for i in range(height):
        for j in range(width):
            cell = (left + j, height / 2 - i - 1)
            ax.add_patch(plt.Rectangle(cell, 1, 1, facecolor=color, alpha=0.15))
            ax.add_patch(plt.Rectangle(cell, 1, 1, fill=False, edgecolor=color, linewidth=1.2))
    center = left + width / 2
    ax.text(center, height / 2 + 0.25, symbol, color=color, ha="center", fontsize=15)
    ax.text(center, -height / 2 - 0.25, shape, color=color, ha="center", va="top", fontsize=11)


def signs(ax, *places):
    for x, sign in zip(places, ("$=$", "$+$"), strict=True):
        ax.text(x, 0, sign, ha="center", va="center", fontsize=16)


one, all_, layer = axes
block(one, 0, q, 1, "C2", r"$\mathbf{o}_i$", "$(q,)$")
block(one, 3, q, d, "C0", r"$\mathbf{W}^\top$", "$(q, d)$")
block(one, 8, d, 1, "C1", r"$\mathbf{x}_i$", "$(d,)$")
block(one, 11, q, 1, "C3", r"$\mathbf{b}$", "$(q,)$")
signs(one, 2, 10)

block(all_, 0, n, q, "C2", r"$\mathbf{O}$", "$(n, q)$")
block(all_, 5, n, d, "C1", r"$\mathbf{X}$", "$(n, d)$")
block(all_, 10, d, q, "C0", r"$\mathbf{W}$", "$(d, q)$")
block(all_, 15, 1, q, "C3", r"$\mathbf{b}$", "$(q,)$")
signs(all_, 4, 14)

block(layer, 0, n, q, "C2", r"$\mathbf{O}$", "$(n, q)$")
block(layer, 5, n, d, "C1", r"$\mathbf{X}$", "$(n, d)$")
layer.text(9.7, 0, "$($", ha="center", va="center", fontsize=34)
block(layer, 10.2, q, d, "C0", r"$\mathbf{V}$", "$(q, d)$")
layer.text(14.6, 0, "$)$", ha="center", va="center", fontsize=34)
layer.text(15.1, 1.3, r"$\top$", ha="center", va="center", fontsize=12)
block(layer, 17, 1, q, "C3", r"$\mathbf{b}$", "$(q,)$")
signs(layer, 4, 16.2)

for ax in axes:
    ax.set(xlim=(-0.5, 20.5), ylim=(-2.9, 2.9), aspect="equal")
    ax.set_axis_off()
plt.show()
