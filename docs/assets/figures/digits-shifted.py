import matplotlib.pyplot as plt
import torch
from matplotlib.patches import PathPatch
from matplotlib.path import Path

from linearnets import fit_digits, load_digits, softmax

W, b = fit_digits()
X, _ = load_digits(torch.float64)
image = X[394].reshape(8, 8)
images = torch.stack([image, image.roll(1, dims=1), torch.zeros_like(image)])
probs = softmax(images.reshape(3, 64) @ W + b)


def ink(image):
    """Return one path of a square for each pixel with ink, its area in proportion to the ink."""
    corners, codes = [], []
    for row, column in image.nonzero().tolist():
        h = image[row, column].sqrt().item() / 2
        corners += [(column + dx * h, row + dy * h) for dx, dy in ((-1, -1), (1, -1), (1, 1))]
        corners += [(column - h, row + h), (0, 0)]
        codes += [Path.MOVETO, Path.LINETO, Path.LINETO, Path.LINETO, Path.CLOSEPOLY]
    return Path(corners or [(0, 0)], codes or None)


fig, axes = plt.subplots(2, 3, figsize=(5.6, 3.7), height_ratios=[1.25, 1])
for above, below, picture, row in zip(*axes, images, probs):
    above.add_patch(PathPatch(ink(picture), facecolor="C7", edgecolor="none"))
    above.set(xlim=(-0.6, 7.6), ylim=(7.6, -0.6), aspect="equal", xticks=[], yticks=[])
    above.spines[:].set_visible(True)
    above.spines[:].set(color="C7", linewidth=0.6)
    below.bar(range(10), row, color="C0")
    below.set(ylim=(0, 1), xticks=[0, 2, 4, 6, 8], yticks=[0, 1])
plt.show()
