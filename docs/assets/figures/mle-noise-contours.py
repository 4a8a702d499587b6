import math

import matplotlib.pyplot as plt
import torch

from linearnets import least_squares, load_diabetes, loss_contours

X, y = load_diabetes(torch.float64)
bmi = X[:, 2] - X[:, 2].mean()
fit = least_squares(bmi[:, None], y)
w_hat, b = fit.w.item(), fit.b


def mean_square(w):
    return (w * bmi + b - y).square().mean()


def nll(w, std):
    return len(y) / 2 * (torch.log(2 * math.pi * std**2) + mean_square(w) / std**2)


w = torch.linspace(-3, 23.5, 28, dtype=torch.float64)
best_std = torch.stack([mean_square(w_k) for w_k in w]).sqrt()
std_hat = mean_square(w_hat).sqrt()
lowest = nll(w_hat, std_hat).item()

fig, ax = plt.subplots()
levels = [lowest + rise for rise in (3, 12, 27, 48, 75)]
loss_contours(ax, nll, (-3, 23.5), (43, 105), levels=levels)
ax.axvline(w_hat, color="C0", linewidth=2)
ax.plot(w, best_std, color="C2", linewidth=2)
ax.plot(w_hat, std_hat, "o", color="C1", markersize=8, zorder=5)
ax.text(w_hat + 0.7, 96, r"$\hat{w}$", color="C0", ha="left", va="center", fontsize=14)
ax.text(23.3, 70, r"$\sigma^2 = 2L$", color="C2", ha="right", va="center", fontsize=13)
ax.set(xlabel="$w$", xticks=[0, 5, 10, 15, 20], yticks=[60, 80, 100], ylim=(43, 105))
ax.set_ylabel(r"$\sigma$", rotation=0, labelpad=10)
plt.show()
