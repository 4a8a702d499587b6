import matplotlib.pyplot as plt
import torch

from linearnets import append_ones, half_squared_error, load_diabetes, minibatches, standardize

X, y = load_diabetes(torch.float64)
X, n = standardize(X[:, 2:4])[0], len(y)
A = append_ones(X)
lowest = half_squared_error(A @ torch.linalg.lstsq(A, y).solution, y)

fig, ax = plt.subplots()
for B, color in ((2, "C0"), (26, "C2"), (442, "C1")):
    generator, excess = torch.Generator().manual_seed(0), []
    w = torch.zeros(3, dtype=A.dtype)
    for _ in range(50):
        for A_B, y_B in minibatches(A, y, B, generator=generator):
            w -= 0.1 / len(y_B) * (A_B.T @ (A_B @ w - y_B))
            excess.append(half_squared_error(A @ w, y) - lowest)
    # About as many points in every decade.
    steps = torch.logspace(0, torch.tensor(len(excess)).log10(), 70).round().int().unique() - 1
    ax.loglog(B * (steps + 1), torch.stack(excess)[steps], color=color)
    ax.text(B, 1.5 * excess[0], f"$B = {B}$", color=color)
ax.minorticks_off()
ax.set(xlabel=r"$B\,t$", xticks=[n, 10 * n], xticklabels=["$n$", r"$10\,n$"])
ax.set(ylabel="$L - L^*$", yticks=[1, 100, 10_000], ylim=(None, 50_000))
plt.show()
