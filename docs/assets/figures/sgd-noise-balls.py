import matplotlib.pyplot as plt
import torch

from linearnets import append_ones, half_squared_error, load_diabetes, loss_contours, standardize

X, y = load_diabetes(torch.float64)
A, n, lr = append_ones(standardize(X[:, [2]])[0]), len(y), 0.1
best = torch.linalg.lstsq(A, y).solution
generator = torch.Generator().manual_seed(0)


def loss(w, b):
    return half_squared_error(w * A[:, 0] + b, y)


fig, ax = plt.subplots()
loss_contours(ax, loss, (21, 69), (131, 173), levels=3)
for B, color, mark in ((4, "C0", "o"), (16, "C2", "^"), (64, "C1", "s")):
    w = torch.zeros(30, 2, dtype=A.dtype)  # 30 runs at once, all from zero
    for _ in range(200):
        batch = torch.randint(n, (30, B), generator=generator)
        r = (A[batch] @ w[:, :, None])[:, :, 0] - y[batch]
        w = w - lr / B * (r[:, None] @ A[batch])[:, 0]
    ax.plot(*w.T, mark, color=color, markersize=4.5, markeredgewidth=0, label=f"$B = {B}$")
ax.plot(*best, "+", color="#010203", markersize=13, markeredgewidth=2.4)
ax.legend(loc="center left", bbox_to_anchor=(1, 0.5), markerscale=1.6, handletextpad=0.1)
ax.set(xlabel="$w$", xticks=[30, 45, 60], yticks=[140, 150, 160], aspect="equal")
ax.set(xlim=(21, 69), ylim=(131, 173))
ax.set_ylabel("$b$", rotation=0, labelpad=14)
plt.show()
