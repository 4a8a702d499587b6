import matplotlib.pyplot as plt
import torch

from linearnets import (
    append_ones,
    descent_path,
    half_squared_error,
    half_squared_error_hessian,
    load_diabetes,
    loss_contours,
    predict,
)

X, y = load_diabetes(dtype=torch.float64)
X = (X[:, [2]] - 20) / 5
A = append_ones(X)
best = torch.linalg.lstsq(A, y).solution
lam = torch.linalg.eigvalsh(half_squared_error_hessian(X))
lr, beta = 0.3, 0.6

w, v = torch.zeros_like(best), torch.zeros_like(best)
path = [w]
for _ in range(20):
    v = beta * v + A.T @ (A @ w - y) / len(y)
    w = w - lr * v
    path.append(w)

fig, (valley, sizes) = plt.subplots(2, 1, height_ratios=(1, 1))


def loss(w, b):
    return half_squared_error(predict(X, w.reshape(1), b), y)


loss_contours(valley, loss, (-115, 215), (-42, 200), levels=9)
descent_path(valley, torch.stack(path), color="C0", linewidth=1.4)
valley.plot(*best, "o", color="C3", markersize=6)
valley.set(xticks=[0, 100], yticks=[0, 100], xlabel="$w$")
valley.set_ylabel("$b$", rotation=0, labelpad=14)

rates = torch.linspace(0, 1.3, 1301, dtype=torch.float64)
for curvature, color, name, place in (
    (lam[0], "C2", r"$\lambda_{\min}$", (0.14, 1.07)),
    (lam[1], "C1", r"$\lambda_{\max}$", (0.98, 1.07)),
):
    half = (1 + beta - rates * curvature) / 2
    size = (half.abs() + (half**2 - beta).clamp(min=0).sqrt()).clamp(min=beta**0.5)
    sizes.plot(rates, size, color=color)
    sizes.text(*place, name, color=color, ha="right" if color == "C1" else "left")
limit = 2 * (1 + beta) / lam[1].item()
sizes.plot([0, 1.3], [1, 1], ":", color="C7", linewidth=1.2)
sizes.plot([limit, limit], [0.5, 1], ":", color="C3", linewidth=1.2)
sizes.plot([lr], [beta**0.5], "o", color="C0", markersize=6)
sizes.set_xticks([0, lr, limit], ["0", "0.3", r"$2(1 + \beta)\,/\,\lambda_{\max}$"])
sizes.set_yticks([beta**0.5, 1], [r"$\beta^{1/2}$", "1"])
sizes.set(xlim=(0, 1.3), ylim=(0.5, 1.25), xlabel=r"$\eta$")
plt.show()
