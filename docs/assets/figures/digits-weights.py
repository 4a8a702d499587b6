import matplotlib.pyplot as plt
import torch
from matplotlib.patches import PathPatch
from matplotlib.path import Path
from sklearn.linear_model import LogisticRegression
from threadpoolctl import threadpool_limits

from linearnets import load_digits

threadpool_limits(1)
X, labels = load_digits(torch.float64)
train = torch.randperm(1797, generator=torch.Generator().manual_seed(0))[:1077]
fit = LogisticRegression(C=1 / (1077 * 3e-5), tol=1e-8, max_iter=5000)
W = torch.tensor(fit.fit(X[train], labels[train]).coef_).reshape(10, 8, 8)


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
for digit, (ax, w) in enumerate(zip(axes.flat, W)):
    ax.add_patch(PathPatch(squares(w), facecolor="C0", edgecolor="none"))
    ax.add_patch(PathPatch(squares(-w), facecolor="C1", edgecolor="none"))
    ax.set(xlim=(-0.6, 7.6), ylim=(7.6, -0.6), aspect="equal", xticks=[], yticks=[])
    ax.set_title(f"${digit}$", fontsize=12, pad=3)
    ax.spines[:].set_visible(True)
    ax.spines[:].set(color="C7", linewidth=0.6)
plt.show()
