import matplotlib.pyplot as plt
import torch

z = torch.linspace(-10, 1.5, 116, dtype=torch.float64)
losses = (
    (lambda z: -torch.log(torch.sigmoid(z)), lambda z: torch.sigmoid(z) - 1, "C0"),
    (
        lambda z: (1 - torch.sigmoid(z)) ** 2 / 2,
        lambda z: -torch.sigmoid(z) * (1 - torch.sigmoid(z)) ** 2,
        "C1",
    ),
)
fig, axes = plt.subplot_mosaic([["ce", "way"], ["a", "way"]], figsize=(5.6, 3.2))
for name, (loss, slope, color) in zip(("ce", "a"), losses):
    way = [torch.tensor(-6.0, dtype=torch.float64)]
    while way[-1] < 0:
        way.append(way[-1] - slope(way[-1]))
    way = torch.stack(way)
    axes[name].plot(z, loss(z), color=color, linewidth=1.6)
    axes[name].plot(way, loss(way), "o", color=color, markersize=3)
    axes[name].plot(way[0], loss(way[0]), "o", color=color, markersize=8, fillstyle="none")
    axes[name].set(xlim=(-10, 1.5), xticks=[-10, -6, 0])
    axes["way"].plot(range(1, len(way)), way[1:], color=color, linewidth=2)
    axes["way"].plot(len(way) - 1, way[-1], "o", color=color, markersize=6)
    axes["way"].text(len(way) - 1, 0.6, f"${len(way) - 1}$", color=color, ha="center")
axes["ce"].set(yticks=[0, 5, 10], ylim=(0, 10.5))
axes["a"].set(yticks=[0, 0.5], ylim=(0, 0.62), xlabel="$z$")
axes["way"].axhline(0, color="C7", linewidth=1.2, linestyle="--")
axes["way"].set(xscale="log", xlabel="$t$", ylim=(-10, 1.5), yticks=[-10, -6, 0])
axes["way"].set_ylabel("$z$", rotation=0, labelpad=6)
fig.set_layout_engine("constrained")
plt.show()
