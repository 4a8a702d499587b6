import matplotlib.pyplot as plt
import numpy as np

fig, ax = plt.subplots(figsize=(5.6, 3.0))
# Where the three axes of space point on paper: to the right, into it, up.
paper = np.array([[1.0, -0.12], [0.62, 0.36], [0.0, 1.0]])


def flat(*point):
    return np.array(point, dtype=float) @ paper


def line(*points, **style):
    ax.plot(*np.array([flat(*point) for point in points]).T, solid_capstyle="round", **style)


def arrow(tail, head, color):
    style = {"arrowstyle": "-|>", "color": color, "lw": 2.2, "shrinkA": 0, "shrinkB": 2}
    ax.annotate("", flat(*head), flat(*tail), arrowprops=style)


def name(point, symbol, color, offset, size=14):
    kind = {"textcoords": "offset points", "ha": "center", "va": "center"}
    ax.annotate(symbol, flat(*point), offset, color=color, fontsize=size, **kind)


origin, foot, y, other = (0, 0, 0), (3.1, 1.5, 0), (3.1, 1.5, 2.6), (4.9, 1.0, 0)
corners = [flat(*corner) for corner in ((-0.9, -0.8, 0), (5.9, -0.8, 0), (5.9, 3, 0), (-0.9, 3, 0))]
ax.add_patch(plt.Polygon(corners, facecolor="C0", edgecolor="none", alpha=0.12))
ax.add_patch(plt.Polygon(corners, fill=False, edgecolor="C0", linewidth=1.0, alpha=0.6))

arrow(origin, (1.9, -0.35, 0), "C0")
arrow(origin, (0.3, 1.75, 0), "C0")
name((1.9, -0.35, 0), r"$\mathbf{x}_1$", "C0", (13, -2))
name((0.3, 1.75, 0), r"$\mathbf{1}$", "C0", (9, 6))

line(other, y, color="C7", linewidth=1.4)
line(foot, other, color="C7", linewidth=1.4)
arrow(origin, foot, "C2")
arrow(origin, y, "C1")
arrow(y, foot, "C3")
# Right angles at the foot: squares in space, slanted on paper.
for end in (origin, other):
    side = 0.32 * (np.array(end) - foot) / np.linalg.norm(np.array(end) - foot)
    up = np.array([0, 0, 0.32])
    line(foot + up, foot + up + side, foot + side, color="C3", linewidth=1.2)

for point, color in ((y, "C1"), (foot, "C2"), (other, "C7"), (origin, "C0")):
    ax.plot(*flat(*point), "o", color=color, markersize=5.5, zorder=5)
name(y, r"$\mathbf{y}$", "C1", (0, 13))
name(foot, r"$\hat{\mathbf{y}}$", "C2", (2, -15))
name(other, r"$\tilde{\mathbf{X}}\,\mathbf{u}$", "C7", (-4, -14))
name((3.1, 1.5, 1.3), r"$\mathbf{r}$", "C3", (-11, 0))
name(origin, r"$\mathbf{0}$", "C0", (-9, -8), 12)

ax.set(aspect="equal")
ax.margins(0.03)
ax.set_axis_off()
plt.show()
