import matplotlib.pyplot as plt
import torch

y = torch.tensor([151.0, 75.0, 141.0, 206.0, 135.0])
b = torch.linspace(30, 250, 111)
costs = (b[:, None] - y).square() / 2

fig, ax = plt.subplots()
ax.plot(b, costs, color="C7", linewidth=1.2, alpha=0.7)
ax.plot(y, torch.zeros(5), "o", color="C1", markersize=7, clip_on=False, zorder=5)
ax.plot(b, costs.mean(dim=1), color="C0", linewidth=2.8)

mean = y.mean().item()
lowest = (mean - y).square().mean().item() / 2
ax.plot([mean, mean], [0, lowest], ":", color="C0", linewidth=1.4)
ax.plot(mean, lowest, "o", color="C0", markersize=7)
ax.text(218, 4000, r"$L\,(b)$", color="C0", ha="right", fontsize=14)
ax.text(252, 700, r"$\frac{1}{2}(b - 206)^2$", color="C7", fontsize=13)

ax.set_xticks([75, mean, 206], ["75", "141.6", "206"])
ax.set(xlabel="$b$", yticks=[0, 2000, 4000], xlim=(30, 250), ylim=(0, 5600))
plt.show()
