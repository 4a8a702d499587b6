import matplotlib.pyplot as plt
import torch

from linearnets import calibration, fit_digits, softmax, split_digits

_, valid, test = split_digits(torch.float64)
fig, ax = plt.subplots(figsize=(5.2, 4.1))
ax.plot([0.4, 1], [0.4, 1], color="C7", linewidth=1.4)
runs = ((0.01, valid, "C1", -8, 5, "right"), (3e-5, test, "C0", 7, -13, "left"))
for penalty, part, color, dx, dy, side in runs:
    W, b = fit_digits(penalty)
    confidence, share, count = calibration(softmax(part.X @ W + b), part.labels, 5)
    there = count > 0
    spread = (confidence * (1 - confidence) / count).sqrt()[there]
    ax.errorbar(
        confidence[there], share[there], spread, fmt="o", color=color, capsize=3, markersize=6
    )
    ax.plot(confidence[there], share[there], color=color)
    for x, y, number in zip(confidence[there], share[there], count[there]):
        place = {"xytext": (dx, dy), "textcoords": "offset points", "ha": side}
        ax.annotate(f"{number}", (x, y), color=color, **place)
ax.set(xlim=(0.25, 1.05), ylim=(0.4, 1.05), aspect="equal")
ax.set(xlabel=r"$\hat{y}$", xticks=[0.4, 0.6, 0.8, 1], yticks=[0.4, 0.6, 0.8, 1])
plt.show()
