import matplotlib.pyplot as plt
import torch

from linearnets import append_ones, gradient_descent, half_squared_error, load_diabetes

X, y = load_diabetes(dtype=torch.float64)
X = (X[:, [2]] - 20) / 5
X_tilde = append_ones(X)
lowest = half_squared_error(X_tilde @ torch.linalg.lstsq(X_tilde, y).solution, y)

fig, ax = plt.subplots()
curves = ((0.03, 40, "C7"), (0.3, 40, "C0"), (0.55, 40, "C2"), (0.7, 17, "C3"))
for lr, num_steps, color in curves:
    excess = gradient_descent(X, y, lr, num_steps).history.losses - lowest
    ax.semilogy(excess, color=color)
    end = (num_steps, excess[-1])
    ax.annotate(
        rf"$\eta = {lr}$", end, (7, 0), textcoords="offset points", va="center", color=color
    )
ax.set(xlabel="$t$", xticks=[0, 20, 40], yticks=[1e-2, 1, 1e2, 1e4, 1e6])
ax.set_ylabel("$L - L^*$")
ax.minorticks_off()
plt.show()
