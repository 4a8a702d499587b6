import matplotlib.pyplot as plt
import torch

from linearnets import least_squares, load_diabetes

X, y = load_diabetes(torch.float64)
X, y = X[:5, 2:3], y[:5]
w, b, _ = least_squares(X, y)
x = X[:, 0]
ends = torch.tensor([20.5, 33.5], dtype=torch.float64)

fig, ax = plt.subplots(figsize=(5.6, 3.1))
ax.plot(ends, 10 * ends - 118, color="C7", linewidth=1.4)
ax.plot(ends, w * ends + b, color="C0", linewidth=2.6)
for x_i, y_i in zip(x, y):
    ax.plot([x_i, x_i], [y_i, w[0] * x_i + b], color="C3", linewidth=1.4)
ax.plot(x, y, "o", color="C1", markersize=7, zorder=4)
ax.plot(x.mean(), y.mean(), "o", color="C0", markerfacecolor="none", markersize=11)
ax.text(31.6, 206, "$10x - 118$", color="C7", ha="right", fontsize=13)
ax.text(33.5, 176, "$wx + b$", color="C0", ha="right", fontsize=13)
ax.annotate(
    r"$(26.5,\, 141.6)$",
    (x.mean().item(), y.mean().item()),
    (36, -22),
    textcoords="offset points",
    color="C0",
    ha="center",
    fontsize=13,
)
ax.set(xlabel="$x$", xticks=[20, 25, 30], yticks=[100, 150, 200], xlim=(19.5, 34), ylim=(65, 225))
ax.set_ylabel("$y$", rotation=0, labelpad=14)
plt.show()
