import math

import matplotlib.pyplot as plt
import torch

q = 3
m = torch.linspace(0, 8, 161, dtype=torch.float64)

fig, ax = plt.subplots(figsize=(5.6, 3.1))
for eps, color in ((0.0, "C0"), (0.1, "C1"), (0.3, "C2")):
    right = 1 - eps + eps / q
    losses = torch.log(torch.exp(m) + q - 1) - right * m
    ax.plot(m, losses, color=color, linewidth=2.2)
    if eps > 0:
        best = math.log(right / (eps / q))
        ax.plot(best, math.log(math.exp(best) + q - 1) - right * best, "o", color=color)
    ax.text(8.2, losses[-1], rf"$\varepsilon = {eps:g}$", color=color, va="center")
ax.set(xlabel="$m$", xlim=(0, 8), ylim=(0, 1.7), xticks=[0, 2, 4, 6, 8], yticks=[0, 0.5, 1, 1.5])
ax.set_ylabel(r"$\ell$", rotation=0, labelpad=12)
plt.show()
