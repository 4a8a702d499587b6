import math

import matplotlib.pyplot as plt

fig, ax = plt.subplots()
output, radius = (6.0, 2.5), 0.4
inputs = [
    (4.6, "$x_1$", "$w_1$", "C0"),
    (3.4, "$x_2$", "$w_2$", "C0"),
    (1.5, "$x_d$", "$w_d$", "C0"),
    (0.3, "$1$", "$b$", "C1"),
]


def node(x, y, symbol, color):
    circle = plt.Circle((x, y), radius, facecolor=color, edgecolor="none", alpha=0.15)
    ring = plt.Circle((x, y), radius, fill=False, edgecolor=color, linewidth=1.8)
    ax.add_patch(circle)
    ax.add_patch(ring)
    ax.text(x, y, symbol, ha="center", va="center", fontsize=16)


for y, feature, weight, color in inputs:
    node(0, y, feature, color)
    length = math.hypot(output[0], output[1] - y)
    dx, dy = output[0] / length, (output[1] - y) / length
    tail = (radius * dx, y + radius * dy)
    head = (output[0] - radius * dx, output[1] - radius * dy)
    arrow = {"arrowstyle": "-|>", "color": color, "linewidth": 1.6, "shrinkA": 0, "shrinkB": 0}
    ax.annotate("", head, tail, arrowprops=arrow)
    # Beside the edge at the same abscissa, always on its upper side.
    label = {"color": color, "ha": "center", "va": "bottom", "fontsize": 15}
    ax.text(2.2 * dx, y + 2.2 * dy + 0.12, weight, **label)

ax.text(0, 2.45, r"$\vdots$", ha="center", va="center", fontsize=18)
node(*output, r"$\hat{y}$", "C2")
ax.set(xlim=(-0.6, 6.6), ylim=(-0.3, 5.2), aspect="equal")
ax.set_axis_off()
plt.show()
