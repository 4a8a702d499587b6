import matplotlib.pyplot as plt

fig, ax = plt.subplots()
n, i, j = 6, 2, 4


def cell(row, column, color, strength):
    corner = (column, -row - 1)
    fill = {"facecolor": color, "edgecolor": "none", "alpha": strength}
    ax.add_patch(plt.Rectangle(corner, 1, 1, **fill))
    ax.add_patch(plt.Rectangle(corner, 1, 1, fill=False, edgecolor=color, linewidth=1.2))


def label(x, y, text, color, size=13):
    ax.text(x, y, text, color=color, ha="center", va="center", fontsize=size)


for row in range(n):
    cell(row, -1.6, "C2", 0.6 if row == i else 0.12)
    cell(-1.6, row, "C1", 0.6 if row == j else 0.12)
    for column in range(n):
        cell(row, column, "C0" if row == column else "C3", 0.55 if row == column else 0.1)
ax.add_patch(plt.Rectangle((j, -i - 1), 1, 1, facecolor="C3", edgecolor="none", alpha=0.6))
ax.plot([-0.6, j], [-i - 0.5] * 2, ":", color="C2", linewidth=1.4)
ax.plot([j + 0.5] * 2, [0.6, -i], ":", color="C1", linewidth=1.4)

label(-2.1, -i - 0.5, r"$\hat{y}_i$", "C2", 15)
label(j + 0.5, 2.1, "$y_j$", "C1", 15)
label(-1.1, -n - 0.6, "$(n, 1)$", "C2")
label(-1.1, 1.1, "$-$", "C7", 18)
label(n + 0.9, 1.1, "$(n{,})$", "C1")
label(n / 2, -n - 0.6, "$(n, n)$", "C3")
# In two parts: a hat finds its letter only where the letter stands alone.
for height, target, color in ((-i - 0.5, r"$-\;y_j$", "C3"), (-n + 0.5, r"$-\;y_i$", "C0")):
    label(n + 0.85, height, r"$\hat{y}_i$", color, 15)
    label(n + 2.0, height, target, color, 15)
ax.set(xlim=(-3, n + 3.2), ylim=(-n - 1.1, 2.6), aspect="equal")
ax.set_axis_off()
plt.show()
