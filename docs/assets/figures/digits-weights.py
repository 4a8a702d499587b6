import matplotlib.pyplot as plt
from matplotlib.patches import PathPatch
from matplotlib.path import Path

from linearnets import fit_digits

W, _ = fit_digits()


def squares(w, full=5.0):
    """Return a path with a square for each positive weight; a weight of `full` fills its cell."""
    corners, codes = [], []
    for row, column in (w > 0.06 * full).nonzero().tolist():
        h = (w[row, column] / full).sqrt().item() / 2
        corners += [(column + dx * h, row + dy * h) for dx, dy in ((-1, -1), (1, -1), (1, 1))]
        corners += [(column - h, row + h), (0, 0)]
        codes += [Path.MOVETO, Path.LINETO, Path.LINETO, Path.LINETO, Path.CLOSEPOLY]
    return Path(corners, codes)


fig, axes = plt.subplots(2, 5, figsize=(5.6, 2.75))
for digit, (ax, w) in enumerate(zip(axes.flat, W.T.reshape(10, 8, 8))):
    ax.add_patch(PathPatch(squares(w), facecolor="C0", edgecolor="none"))
    ax.add_patch(PathPatch(squares(-w), facecolor="C1", edgecolor="none"))
    ax.set(xlim=(-0.6, 7.6), ylim=(7.6, -0.6), aspect="equal", xticks=[], yticks=[])
    ax.set_title(f"${digit}$", fontsize=12, pad=3)
    ax.spines[:].set_visible(True)
    ax.spines[:].set(color="C7", linewidth=0.6)
plt.show()
