import matplotlib.pyplot as plt
import torch
from scipy.stats import t

from linearnets import append_ones, load_diabetes

X, y = load_diabetes(torch.float64)
A = append_ones(X[:, 2:3])
w = torch.linalg.lstsq(A, y).solution
s = ((A @ w - y).square().sum() / (442 - 2)).sqrt()
x = torch.linspace(17.5, 42.5, 101, dtype=torch.float64)
at = append_ones(x[:, None])
far = (at @ torch.linalg.inv(A.T @ A) * at).sum(dim=1)
line = at @ w

fig, ax = plt.subplots()
for spread, colour, alpha in ((1 + far, "C7", 0.18), (far, "C0", 0.35)):
    half = t.ppf(0.975, 442 - 2) * s * spread.sqrt()
    ax.fill_between(x, line - half, line + half, facecolor=colour, alpha=alpha, linewidth=0)
ax.plot(X[:, 2], y, "o", color="C1", alpha=0.5, markersize=3)
ax.plot(x, line, color="C0", linewidth=2)
ax.set(xlabel="$x$", xticks=[20, 25, 30, 35, 40], yticks=[0, 100, 200, 300, 400])
ax.set(xlim=(17.5, 42.5), ylim=(-70, 440))
ax.set_ylabel("$y$", rotation=0, labelpad=14)
plt.show()
