import matplotlib.pyplot as plt
import torch
from matplotlib.patches import PathPatch
from matplotlib.path import Path

from linearnets import fit_digits, softmax, split_digits

W, b = fit_digits()
_, _, (X, labels) = split_digits(torch.float64)
probs = softmax(X @ W + b)
losses = -probs[range(360), labels].log()


def ink(image):
    """Return one path of a square for each pixel with ink, its area in proportion to the ink."""
    corners, codes = [], []
    for row, column in image.nonzero().tolist():
        h = image[row, column].sqrt().item() / 2
        corners += [(column + dx * h, row + dy * h) for dx, dy in ((-1, -1), (1, -1), (1, 1))]
        corners += [(column - h, row + h), (0, 0)]
        codes += [Path.MOVETO, Path.LINETO, Path.LINETO, Path.LINETO, Path.CLOSEPOLY]
    return Path(corners, codes)


fig, axes = plt.subplots(2, 4, figsize=(5.6, 3.8), layout="constrained")
fig.get_layout_engine().set(hspace=0.08)
for ax, i in zip(axes.flat, losses.topk(8).indices.tolist()):
    ax.add_patch(PathPatch(ink(X[i].reshape(8, 8)), facecolor="C7", edgecolor="none"))
    ax.set(xlim=(-0.6, 7.6), ylim=(7.6, -0.6), aspect="equal", xticks=[], yticks=[])
    ax.set_title(f"{labels[i]} → {probs[i].argmax()}", fontsize=12, pad=4)
    ax.set_xlabel(f"{probs[i].max():.2f}", fontsize=11, labelpad=4)
    ax.spines[:].set_visible(True)
    ax.spines[:].set(color="C7", linewidth=0.6)
plt.show()
