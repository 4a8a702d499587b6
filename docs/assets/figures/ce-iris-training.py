import matplotlib.pyplot as plt
import torch

from linearnets import accuracy, cross_entropy, cross_entropy_gradient, load_iris, standardize

X, labels = load_iris(torch.float64)
X, _, _ = standardize(X[:, 2:])
W, b = torch.zeros(2, 3, dtype=X.dtype), torch.zeros(3, dtype=X.dtype)
losses, shares = [], []
for _ in range(501):
    logits = X @ W + b
    losses.append(cross_entropy(logits, labels).item())
    shares.append(100 * accuracy(logits.argmax(dim=1), labels).item())
    slope_W, slope_b = cross_entropy_gradient(X, labels, W, b)
    W, b = W - 2 * slope_W, b - 2 * slope_b

# On a logarithmic axis nobody sees more than the first steps and every few later ones.
steps = [*range(60), *range(60, 501, 5)]
fig, (top, bottom) = plt.subplots(2, 1, sharex=True, figsize=(5.6, 3.8), layout="constrained")
top.plot([t + 1 for t in steps], [losses[t] for t in steps], color="C0", linewidth=2)
bottom.step(
    [t + 1 for t in steps], [shares[t] for t in steps], where="post", color="C1", linewidth=2
)
top.set(xscale="log", ylim=(0, 1.2), yticks=[0, 0.5, 1], xlim=(0.95, 501))
top.set_ylabel("$L$", rotation=0, labelpad=12)
bottom.set(ylim=(25, 104), yticks=[33, 67, 100], xlabel="$t + 1$")
bottom.set_ylabel("%", rotation=0, labelpad=12)
bottom.set_xticks([1, 10, 100], ["1", "10", "100"])
plt.show()
