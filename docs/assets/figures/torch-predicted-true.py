import matplotlib.pyplot as plt
import torch

from linearnets import load_diabetes, predict, ridge, standardize

X, y = load_diabetes(torch.float64)
order = torch.randperm(442, generator=torch.Generator().manual_seed(8))
train, _, test = order.split([266, 88, 88])
Z, mean, std = standardize(X[train])
y_hat = predict((X[test] - mean) / std, *ridge(Z, y[train], penalty=0.3))

fig, ax = plt.subplots(figsize=(5.6, 4.2))
ends = [30, 330]
ax.plot(ends, ends, color="C7", linewidth=1.4)
ax.plot([y[train].mean()] * 2, ends, ":", color="C1", linewidth=1.8)
ax.plot(y_hat, y[test], "o", color="C0", markersize=4.5, alpha=0.75, markeredgewidth=0)
# In two parts: a hat finds its letter only where the letter stands alone.
ax.text(282, 318, "$y =$", color="C7", ha="right", fontsize=13)
ax.text(286, 318, r"$\hat{y}$", color="C7", fontsize=13)
ax.set(xlabel=r"$\hat{y}$", xticks=[100, 200, 300], yticks=[100, 200, 300], aspect="equal")
ax.set_ylabel("$y$", rotation=0, labelpad=14)
plt.show()
