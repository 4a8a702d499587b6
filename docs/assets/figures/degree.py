import matplotlib.pyplot as plt
import torch

from linearnets import half_squared_error, least_squares, predict

generator = torch.Generator().manual_seed(3)
x = torch.linspace(-1, 1, 30, dtype=torch.float64)
y = torch.sin(3 * x) + 0.3 * torch.randn(30, generator=generator, dtype=torch.float64)
train, valid = torch.randperm(30, generator=generator).split(15)
places = torch.linspace(-1, 1, 401, dtype=torch.float64)
degrees = range(13)


def powers(x, degree):
    return x[:, None] ** torch.arange(1, degree + 1)


fits = [least_squares(powers(x[train], d), y[train]) for d in degrees]
fig, (left, right) = plt.subplots(1, 2, figsize=(6.4, 3.0))
left.plot(places, torch.sin(3 * places), "--", color="C7", linewidth=1.4)
left.plot(places, predict(powers(places, 12), *fits[12][:2]), color="C3", linewidth=2)
left.plot(x[train], y[train], "o", color="C0", markersize=6)
left.plot(x[valid], y[valid], "o", color="C1", markersize=6, fillstyle="none", markeredgewidth=1.6)
left.set(xlabel="$x$", xticks=[-1, 0, 1], yticks=[-1, 0, 1], ylim=(-2, 2))
left.set_ylabel("$y$", rotation=0, labelpad=4)

for rows, color in ((train, "C0"), (valid, "C1")):
    losses = [
        half_squared_error(predict(powers(x[rows], d), *fit[:2]), y[rows]).item()
        for d, fit in zip(degrees, fits)
    ]
    right.semilogy(degrees, losses, color=color, linewidth=2)
    right.plot(12, losses[12], "o", color=color, markersize=7)
right.set(xlabel="$d$", xticks=[0, 4, 8, 12], yticks=[0.01, 0.1, 1, 10], ylim=(0.001, 10))
right.set_yticklabels(["0.01", "0.1", "1", "10"])
right.set_ylabel("$L$", rotation=0, labelpad=8)
right.minorticks_off()
fig.set_layout_engine("constrained")
plt.show()
