import matplotlib.pyplot as plt
import torch

from linearnets import half_squared_error_hessian, load_diabetes

X, _ = load_diabetes(dtype=torch.float64)
low, high = torch.linalg.eigvalsh(half_squared_error_hessian((X[:, [2]] - 20) / 5)).tolist()
lr = torch.tensor([0, 1 / high, 2 / (low + high), 2 / high, 0.7], dtype=torch.float64)
slow, fast = (1 - lr * low).abs(), (1 - lr * high).abs()
best, limit = lr[2].item(), lr[3].item()
rate = slow[2].item()

fig, ax = plt.subplots()
ax.plot(lr, torch.maximum(slow, fast), color="C7", alpha=0.3, linewidth=8)
ax.plot(lr, slow, color="C2")
ax.plot(lr, fast, color="C1")
ax.plot([0, 0.7], [1, 1], ":", color="C7", linewidth=1.2)
ax.plot([best, best, 0], [0, rate, rate], ":", color="C3", linewidth=1.2)
ax.plot([limit, limit], [0, 1], ":", color="C3", linewidth=1.2)
ax.plot([best, limit], [rate, 1], "o", color="C3", markersize=6)
ax.text(0.02, 1.07, r"$|1 - \eta\lambda_{\,\min}|$", color="C2")
ax.text(0.19, 0.5, r"$|1 - \eta\lambda_{\,\max}|$", color="C1")
ax.text(0.31, rate - 0.02, r"$(\kappa - 1)\,/\,(\kappa + 1)$", color="C3", ha="center", va="top")
ax.text(best - 0.008, 0.03, r"$\eta^*$", color="C3", ha="right")
ax.set_xticks([0, 1 / high, limit], ["0", r"$1/\,\lambda_{\,\max}$", r"$2/\,\lambda_{\,\max}$"])
ax.set_yticks([0, 1])
ax.set(xlim=(0, 0.7), ylim=(0, 1.25), xlabel=r"$\eta$")
plt.show()
