import matplotlib.pyplot as plt
import torch

from linearnets import softmax

corners = torch.tensor([[0.0, 0.0], [1.0, 0.0], [0.5, 3**0.5 / 2]], dtype=torch.float64)
scores = torch.tensor(
    [[-3.06, 1.22, 1.84], [1.5, 1.5, -1.0], [2.0, 1.2, 0.0], [2.0, 0.3, 1.4], [0.5, 1.8, 1.5],
     [-1.0, 0.0, 1.0]],
    dtype=torch.float64,
)  # fmt: skip
T = torch.logspace(2, -1.7, 61, dtype=torch.float64)

fig, ax = plt.subplots(figsize=(5.6, 4.2))
ax.plot(*corners[[0, 1, 2, 0]].T, color="C7", linewidth=1.4)
for o, color in zip(scores, ("C3", "C0", "C0", "C0", "C0", "C0"), strict=True):
    ax.plot(
        *(softmax(o / T[:, None]) @ corners).T, color=color, linewidth=2 + 0.4 * (color == "C3")
    )
    ax.plot(*(softmax(o[None]) @ corners).T, "o", color=color, markersize=6)
ax.plot(*corners.mean(dim=0), "o", color="C7", markersize=7, zorder=5)
for j, (x, y, ha) in enumerate(
    ((-0.03, -0.02, "right"), (1.03, -0.02, "left"), (0.5, 0.93, "center"))
):
    ax.text(x, y, rf"$\mathbf{{e}}_{j}$", ha=ha, va="center", fontsize=14)
ax.set(aspect="equal", xlim=(-0.14, 1.14), ylim=(-0.06, 0.98))
ax.axis("off")
plt.show()
