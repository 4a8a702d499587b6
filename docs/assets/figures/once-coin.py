import matplotlib.pyplot as plt
import torch

t = torch.linspace(0.001, 0.999, 400, dtype=torch.float64)
inner = (0.5 + torch.logit(t) / 2).clamp(0, 1)
outer = torch.sigmoid(2 * inner - 1)

fig, ax = plt.subplots(figsize=(5.6, 3.5))
ax.plot([0, 1], [0, 1], color="C7", linewidth=1.4, linestyle=":")
ax.plot(t, inner, color="C1", linewidth=2.2, clip_on=False)
ax.plot(t, outer, color="C0", linewidth=2.2)
ax.text(0.6, 0.9, r"$\hat{y}_1$", color="C1", fontsize=15, ha="right")
ax.text(0.9, 0.66, r"$r_{\,1}$", color="C0", fontsize=15, va="top")
ax.set(xlim=(0, 1), ylim=(0, 1), xlabel="$t$")
ax.set_xticks([0, 0.27, 0.5, 0.73, 1], ["0", "0.27", "0.5", "0.73", "1"])
ax.set_yticks([0, 0.27, 0.5, 0.73, 1], ["0", "0.27", "0.5", "0.73", "1"])
plt.show()
