import matplotlib.pyplot as plt

fig, ax = plt.subplots()
rows, columns, row = 8, 4, 2


def block(left, top, height, width, color, symbol, shape, marked=()):
    for i in range(height):
        for j in range(width):
            strength = 0.6 if i in marked else 0.12
            cell = (left + j, top - i - 1)
            fill = {"facecolor": color, "edgecolor": "none", "alpha": strength}
            ax.add_patch(plt.Rectangle(cell, 1, 1, **fill))
            ax.add_patch(plt.Rectangle(cell, 1, 1, fill=False, edgecolor=color, linewidth=1.2))
    center = left + width / 2
    ax.text(center, top + 0.35, symbol, color=color, ha="center", va="bottom", fontsize=16)
    ax.text(center, top - height - 0.35, shape, color=color, ha="center", va="top", fontsize=12)


def sign(x, symbol):
    ax.text(x, rows / 2, symbol, ha="center", va="center", fontsize=20)


block(0, rows, rows, 1, "C2", r"$\hat{\mathbf{y}}$", "$(n,)$", {row})
sign(2, "$=$")
block(3, rows, rows, columns, "C0", r"$\mathbf{X}$", "$(n, d)$", {row})
block(8.2, rows / 2 + columns / 2, columns, 1, "C1", r"$\mathbf{w}$", "$(d,)$", range(columns))
sign(10.4, "$+$")
block(11.6, rows / 2 + 0.5, 1, 1, "C3", "$b$", "$()$", {0})
ax.text(-0.3, rows - row - 0.5, "$i$", color="C2", ha="right", va="center", fontsize=13)
ax.set(xlim=(-1, 13.4), ylim=(-1.3, rows + 1.5), aspect="equal")
ax.set_axis_off()
plt.show()
