import matplotlib.pyplot as plt
import torch

from linearnets import (
    append_ones,
    descent_path,
    gradient_descent,
    half_squared_error,
    half_squared_error_hessian,
    load_diabetes,
    loss_contours,
    predict,
)

X, y = load_diabetes(dtype=torch.float64)
X = (X[:, [2]] - 20) / 5
best = torch.linalg.lstsq(append_ones(X), y).solution
_, V = torch.linalg.eigh(half_squared_error_hessian(X))


def loss(w, b):
    return half_squared_error(predict(X, w.reshape(1), b), y)


fig, ax = plt.subplots()
loss_contours(ax, loss, (-130, 230), (-15, 185), levels=6)
history = gradient_descent(X, y, 0.55, 20).history
descent_path(ax, torch.column_stack([history.w[:, 0], history.b]), color="C0", linewidth=1.4)
for k, name, color in ((0, r"\min", "C2"), (1, r"\max", "C1")):
    arrow = 75 * V[:, k] * V[1, k].sign()  # an eigenvector may come with either sign
    ax.annotate("", best + arrow, best, arrowprops={"arrowstyle": "->", "color": color, "lw": 2.2})
    ax.annotate(
        rf"$\mathbf{{v}}_{{{name}}}$", best + 1.2 * arrow, color=color, ha="center", va="center"
    )
ax.plot(*best, "o", color="C3", markersize=6)
ax.set(xticks=[0, 100], yticks=[0, 100], aspect="equal", xlabel="$w$")
ax.set_ylabel("$b$", rotation=0, labelpad=14)
plt.show()
