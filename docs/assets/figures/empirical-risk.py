import matplotlib.pyplot as plt
import torch

from linearnets import half_squared_error, predict, synthetic_regression

true_w, w = torch.tensor([[2.0, -3.4], [1.0, -3.0]], dtype=torch.float64)
true_b, b = torch.tensor([4.2, 4.0], dtype=torch.float64)

fig, ax = plt.subplots()
sizes = [10, 100, 1_000, 10_000]
for n in sizes:
    losses = []
    for seed in range(20):
        X, y = synthetic_regression(true_w, true_b, n, noise_std=2.0, seed=seed)
        losses.append(half_squared_error(predict(X, w, b), y).item())
    ax.plot([n] * 20, losses, "o", color="C0", markersize=7, alpha=0.4, markeredgewidth=0)
ax.axhline(2.6, color="C1", linewidth=2)
ax.text(28_000, 2.66, "$R$", color="C1", ha="right", va="bottom", fontsize=15)
ax.set_xscale("log")
ax.minorticks_off()
ax.set(xlabel="$n$", ylabel="$L$", xticks=sizes, yticks=[0, 2, 4], xlim=(5, 30_000), ylim=(0, 5))
plt.show()
