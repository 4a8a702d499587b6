import matplotlib.pyplot as plt
import torch

from linearnets import cross_entropy, fit_digits, split_digits

train, valid, _ = split_digits(torch.float64)
penalties = [*torch.logspace(-6, -1.5, 19, dtype=torch.float64).tolist(), 3e-5]
losses = {}
for penalty in sorted(penalties):
    W, b = fit_digits(penalty)
    losses[penalty] = [cross_entropy(part.X @ W + b, part.labels) for part in (train, valid)]

fig, ax = plt.subplots(figsize=(5.6, 3.1))
for k, color in enumerate(("C0", "C1")):
    ax.plot(losses.keys(), [pair[k] for pair in losses.values()], color=color, linewidth=2)
ax.plot(3e-5, losses[3e-5][1], "o", color="C1", markersize=8)
for k, color, place in ((0, "C0", (3e-4, 0.01)), (1, "C1", (2e-6, 0.16))):
    ax.text(*place, f"$n = {len((train, valid)[k].X)}$", color=color)
ax.set(xscale="log", xlabel=r"$\lambda$", ylim=(0, 0.55), yticks=[0, 0.1, 0.2, 0.3, 0.4, 0.5])
ax.set_xticks([1e-6, 1e-5, 1e-4, 1e-3, 1e-2])
ax.minorticks_off()
ax.set_ylabel("$L$", rotation=0, labelpad=10)
plt.show()
