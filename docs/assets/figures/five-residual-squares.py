import matplotlib.pyplot as plt
import torch

from linearnets import load_diabetes

X, y = load_diabetes(torch.float64)
# Tenths of bmi across: one step to the right is then one step up the line, and squares look square.
across, y = 10 * X[:5, 2], y[:5]

fig, ax = plt.subplots()
for left, bottom, top in zip(across.tolist(), y.tolist(), (across - 118).tolist()):
    # To the left of targets above the line and to the right of the others, clear of the line.
    right = left + top - bottom
    corners = [left, right, right, left], [bottom, bottom, top, top]
    ax.fill(*corners, facecolor="C3", edgecolor="C3", alpha=0.25)
ax.plot(across, y, "o", color="C1")
ax.set_aspect("equal", adjustable="datalim")
ends = torch.tensor([180.0, 360.0])
ax.plot(ends, ends - 118, color="C0", linewidth=2.4)
ax.text(322, 213, "$10 x_i - 118$", color="C0", ha="right", va="center", fontsize=14)
# The middle of the fourth square, whose side is 71.
middle = across[3] - 71 / 2, y[3] - 71 / 2
ax.text(*middle, "$r_4^2$", color="C3", ha="center", va="center", fontsize=14)
ax.set_xticks([200, 250, 300, 350], ["20", "25", "30", "35"])
ax.set(xlabel="$x_i$", ylabel="$y_i$", yticks=[100, 150, 200], ylim=(60, 225))
plt.show()
