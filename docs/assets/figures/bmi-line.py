import matplotlib.pyplot as plt
import torch

from linearnets import append_ones, load_diabetes

X, y = load_diabetes(torch.float64)
bmi = X[:, 2]
w, b = torch.linalg.lstsq(append_ones(X[:, 2:3]), y).solution.tolist()

fig, ax = plt.subplots()
# One path of round-ended strokes of almost no length: half the size of 442 markers.
gap = torch.full_like(bmi, torch.nan)
dots = torch.stack([bmi, bmi + 0.02, gap], dim=1).ravel(), torch.stack([y, y, gap], dim=1).ravel()
ax.plot(*dots, color="C7", alpha=0.5, linewidth=3.2, solid_capstyle="round")
at_30 = bmi == 30
ax.plot(bmi[at_30], y[at_30], "o", color="C1", markersize=7)

ends = torch.tensor([17.5, 43.0])
ax.plot(ends, w * ends + b, color="C0", linewidth=2.4)
ax.text(43.4, 272, "$wx + b$", color="C0", ha="right", va="top", fontsize=13)

left, right = 31.5, 36.5
ax.plot([left, right, right], [w * left + b, w * left + b, w * right + b], color="C2")
ax.text((left + right) / 2, w * left + b - 9, "$5$", color="C2", ha="center", va="top", fontsize=13)
ax.text(right + 0.3, w * (left + right) / 2 + b - 6, "$5w$", color="C2", va="center", fontsize=13)

ax.set(xlabel="$x$", ylabel="$y$", xticks=[20, 25, 30, 35, 40], yticks=[0, 100, 200, 300])
ax.set(xlim=(17, 43.5), ylim=(0, 360))
plt.show()
