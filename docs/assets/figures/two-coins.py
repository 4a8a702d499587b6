import matplotlib.pyplot as plt
import torch

heads = torch.sigmoid(torch.linspace(-9, 16, 400, dtype=torch.float64))


def cross_entropy(p, q):
    return -(p * q.log2() + (1 - p) * (1 - q).log2())


fig, axes = plt.subplots(1, 2, sharey=True, figsize=(5.6, 2.9))
pair = torch.tensor([0.7, 0.05], dtype=torch.float64)
for ax, coins, names in ((axes[0], pair, "pq"), (axes[1], pair.flip(0), "qp")):
    truth, belief = coins
    H, cost = cross_entropy(truth, truth), cross_entropy(truth, belief)
    ax.axhline(H, color="C7", linewidth=1.6)
    ax.plot(heads, cross_entropy(truth, heads), color="C0", linewidth=2)
    ax.plot([belief, belief], [H, cost], color="C1", linewidth=3, solid_capstyle="butt")
    ax.plot(truth, H, "o", color="C1", markersize=7, zorder=5)
    ax.plot(belief, cost, "o", color="C0", markersize=7, markerfacecolor="none", zorder=5)
    side = 1 if belief < 0.5 else -1
    gap = rf"$D\;(\,\mathbf{{{names[0]}}}\,\parallel\,\mathbf{{{names[1]}}}\,)$"
    ax.text(
        belief + 0.05 * side, cost, gap, color="C1", ha=["right", "left"][belief < 0.5], fontsize=14
    )
    ax.set(xticks=[0.05, 0.7], xlim=(0, 1), ylim=(0, 4), yticks=range(5))
    ax.set_xticklabels([r"$q_1$", r"$p_1$"], fontsize=14)
plt.show()
