import math

import matplotlib.pyplot as plt
import torch

from linearnets import accuracy, cross_entropy, load_digits, softmax

X, labels = load_digits(torch.float64)
X_valid, y_valid = X[1200:], labels[1200:]
X, y = X[:1200], labels[:1200]
# On a logarithmic axis nobody sees more than some forty steps a decade.
marks = sorted({round(10 ** (k / 24)) for k in range(73)})

fig, (top, bottom) = plt.subplots(2, 1, sharex=True, figsize=(5.6, 4.2), layout="constrained")
for last, color in ((lambda logits: logits, "C0"), (softmax, "C1")):

    def loss(W, last=last):
        return cross_entropy(last(X @ W), y)

    W, losses, shares, eights = X.new_zeros(64, 10), [], [], []
    for step in range(1, marks[-1] + 1):
        W = W - 0.5 * torch.func.grad(loss)(W)
        if step in marks:
            labels_hat = (X_valid @ W).argmax(dim=1)
            losses.append(loss(W).item())
            shares.append(100 * accuracy(labels_hat, y_valid).item())
            eights.append(100 * (labels_hat[y_valid == 8] == 8).double().mean().item())
    top.plot(marks, losses, color=color, linewidth=2)
    bottom.plot(marks, shares, color=color, linewidth=2)
bottom.plot(marks, eights, color="C3", linewidth=2)

floor = math.log(1 + 9 / math.e)
top.axhline(floor, color="C7", linewidth=1.4, linestyle=":")
top.set(xscale="log", xlim=(1, 1000), ylim=(0, 2.45), yticks=[0, 1, 2])
top.set_ylabel("$L$", rotation=0, labelpad=12)
top.text(1.15, floor + 0.06, "1.4612", color="C7", va="bottom")
for ax, a, b in ((top, (40, 0.95), (300, 1.85)), (bottom, (60, 93), (60, 50))):
    ax.text(*a, "A", color="C0", ha="center")
    ax.text(*b, "B", color="C1", ha="center")
bottom.text(38, 14, r"$y=8$", color="C3", fontsize=13)
bottom.set(ylim=(0, 104), yticks=[0, 50, 100], xlabel="$t$")
bottom.set_ylabel("%", rotation=0, labelpad=12)
bottom.set_xticks([1, 10, 100, 1000], ["1", "10", "100", "1000"])
plt.show()
