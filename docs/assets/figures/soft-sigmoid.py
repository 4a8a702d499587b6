import matplotlib.pyplot as plt
import torch

z = torch.linspace(-6, 6, 61, dtype=torch.float64)

fig, ax = plt.subplots(figsize=(5.6, 2.9))
ax.axhline(0.5, color="C7", linewidth=1.2, linestyle=":")
ax.plot(z, torch.sigmoid(z), color="C1", linewidth=2.2)
ax.plot(z, torch.sigmoid(-z), color="C0", linewidth=2.2)
ax.plot(0, 0.5, "o", color="C7", markersize=6)
ax.text(2.9, 0.80, r"$\sigma(z)$", color="C1", ha="left", va="center", fontsize=14)
ax.text(2.9, 0.20, r"$\sigma(-z)$", color="C0", ha="left", va="center", fontsize=14)
ax.set(xlabel="$z = o_1 - o_0$", xticks=[-6, -3, 0, 3, 6], yticks=[0, 0.5, 1], ylim=(-0.03, 1.03))
plt.show()
