import matplotlib.pyplot as plt
import torch

from linearnets import (
    append_ones,
    descent_path,
    gradient_descent,
    half_squared_error_hessian,
    load_diabetes,
)

X, y = load_diabetes(dtype=torch.float64)
X = (X[:, [2]] - 20) / 5
best = torch.linalg.lstsq(append_ones(X), y).solution

# A level line of the loss is a circle stretched along each eigenvector by 1 / sqrt(eigenvalue).
lam, V = torch.linalg.eigh(half_squared_error_hessian(X))
angle = torch.linspace(0, 2 * torch.pi, 37, dtype=torch.float64)
ellipse = V / lam.sqrt() @ torch.stack([angle.cos(), angle.sin()])

fig, axes = plt.subplots(2, 2, sharex=True, sharey=True)
panels = ((0.03, 15, "C7"), (0.3, 15, "C0"), (0.55, 15, "C2"), (0.7, 4, "C3"))
for ax, (lr, num_steps, color) in zip(axes.flat, panels, strict=True):
    for radius in (30, 85, 160):
        ax.plot(*(best[:, None] + radius * ellipse), color="C7", linewidth=1.2, alpha=0.5)
    ax.plot(*best, "+", color="C7", markersize=9)
    history = gradient_descent(X, y, lr, num_steps).history
    path = torch.column_stack([history.w[:, 0], history.b])
    descent_path(ax, path, color=color, linewidth=1.4)
    ax.set_title(rf"$\eta = {lr}$", color=color, pad=3)
    ax.set(xlim=(-115, 215), ylim=(-42, 200), xticks=[0, 100], yticks=[0, 100])
for ax in axes[1]:
    ax.set_xlabel("$w$")
for ax in axes[:, 0]:
    ax.set_ylabel("$b$", rotation=0, labelpad=14)
plt.show()
