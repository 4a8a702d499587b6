import matplotlib.pyplot as plt
import torch

from linearnets import load_diabetes

X, y = load_diabetes(torch.float64)
x, y = X[:5, 2], y[:5]
std, height = 60.0, 1.25  # height: of a density's peak, in units of x
offsets = torch.linspace(-2.9 * std, 2.9 * std, 41, dtype=torch.float64)


def curve(e):
    return height * torch.exp(-((e / std) ** 2) / 2)


fig, ax = plt.subplots()
ends = torch.tensor([19.0, 34.0], dtype=torch.float64)
ax.plot(ends, 10 * ends - 118, color="C0", linewidth=2)
for x_i, y_i in zip(x.tolist(), y.tolist(), strict=True):
    centre = 10 * x_i - 118
    ax.fill(x_i + curve(offsets), centre + offsets, facecolor="C2", alpha=0.2, lw=0)
    ax.plot(x_i + curve(offsets), centre + offsets, color="C2", linewidth=1.4)
    ax.plot([x_i, x_i], [centre + offsets[0], centre + offsets[-1]], color="C7", linewidth=1.2)
    length = curve(torch.tensor(y_i - centre)).item()
    ax.plot([x_i, x_i + length], [y_i, y_i], color="C1", linewidth=2.6, solid_capstyle="butt")
    ax.plot(x_i, y_i, "o", color="C1", markersize=6)

ax.text(19.0, 98, "$wx + b$", color="C0", va="bottom", fontsize=13)
ax.text(26.75, 206, "$p(y_i)$", color="C1", va="center", fontsize=13)
ax.set(xlabel="$x$", ylabel="$y$", xticks=[20, 25, 30], yticks=[0, 100, 200, 300])
ax.set(xlim=(18.8, 34.2), ylim=(-80, 385))
plt.show()
