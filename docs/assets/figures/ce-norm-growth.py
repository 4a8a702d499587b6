import matplotlib.pyplot as plt
import torch

from linearnets import load_iris, one_hot, softmax, standardize

X, labels = load_iris(torch.float64)
X, Y = standardize(X[:, 2:])[0], one_hot((labels > 0).long(), 2, dtype=X.dtype)
marks = sorted({round(10 ** (k / 12)) for k in range(43)})

fig, ax = plt.subplots(figsize=(5.6, 3.1))
for penalty, color in ((0.0, "C0"), (0.01, "C1"), (0.1, "C2")):
    W, b, norms = torch.zeros(2, 2, dtype=X.dtype), torch.zeros(2, dtype=X.dtype), []
    for step in range(1, marks[-1] + 1):
        D = (softmax(X @ W + b) - Y) / len(X)
        W, b = W - 2 * (X.T @ D + penalty * W), b - 2 * D.sum(dim=0)
        if step in marks:
            norms.append(W.norm().item())
    ax.plot(marks, norms, color=color, linewidth=2)
    name = rf"$\lambda = {penalty:g}$"
    ax.text(marks[-1] * 1.15, norms[-1], name, color=color, va="center", fontsize=13)
ax.set(xscale="log", xlim=(1, marks[-1]), ylim=(0, 7.4), yticks=[0, 2, 4, 6], xlabel="$t$")
ax.set_xticks([1, 10, 100, 1000], ["1", "10", "100", "1000"])
ax.set_ylabel(r"$\parallel\!\mathbf{W}\parallel$", rotation=0, labelpad=22)
plt.show()
