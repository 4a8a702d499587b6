import matplotlib.pyplot as plt
import torch

from linearnets import append_ones, load_diabetes

X, y = load_diabetes(torch.float64)
A = append_ones(X)
a, c = torch.randn(2, 11, generator=torch.Generator().manual_seed(1), dtype=y.dtype)
t = torch.linspace(-0.15, 1.15, 66, dtype=y.dtype)
way = a + t[:, None] * (c - a)
losses = (way @ A.T - y).square().mean(dim=1) / 2
m = 0.3
low, start, end = (((a + s * (c - a)) @ A.T - y).square().mean().item() / 2 for s in (m, 0, 1))
slope = A.T @ (A @ (a + m * (c - a)) - y) / len(y) @ (c - a)

fig, ax = plt.subplots(figsize=(5.6, 3))
ax.plot(t, losses, color="C0", linewidth=2.2)
ax.plot(t, low + slope * (t - m), "--", color="C2", linewidth=1.4)
ax.plot([0, 1], [start, end], "o-", color="C1")
ax.plot([m, m], [low, (1 - m) * start + m * end], color="C3", linewidth=2.4)
ax.plot(m, low, "o", color="C0")
ax.set_xticks([0, m, 1], [r"$\mathbf{a}$", r"$\mathbf{m}$", r"$\mathbf{c}$"])
ax.set_yticks([])
ax.set_ylabel("$L$", rotation=0, labelpad=12)
plt.show()
