import matplotlib.pyplot as plt
import torch
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import PolynomialFeatures, StandardScaler

from linearnets import (
    gradient_descent,
    half_squared_error,
    load_diabetes,
    max_learning_rate,
    predict,
)

X, y = load_diabetes(torch.float64)
order = torch.randperm(442, generator=torch.Generator().manual_seed(8))
train, valid, _ = order.split([266, 88, 88])
pairs = PolynomialFeatures(2, include_bias=False)
prepare = make_pipeline(StandardScaler(), pairs, StandardScaler()).fit(X[train].numpy())
Z = torch.tensor(prepare.transform(X.numpy()))
history = gradient_descent(Z[train], y[train], max_learning_rate(Z[train]) / 2, 1000).history

steps = sorted({round(10 ** (k / 20)) for k in range(61)} | {25})
on_train = [history.losses[t].item() for t in steps]
on_valid = [
    half_squared_error(predict(Z[valid], history.w[t], history.b[t]), y[valid]).item()
    for t in steps
]

fig, ax = plt.subplots()
for losses, color, rows in ((on_train, "C0", train), (on_valid, "C1", valid)):
    ax.semilogx(steps, losses, color=color, linewidth=2)
    ax.annotate(
        f"$n = {len(rows)}$",
        (1000, losses[-1]),
        (0, -6 if color == "C0" else 6),
        textcoords="offset points",
        color=color,
        ha="right",
        va="top" if color == "C0" else "bottom",
        fontsize=13,
    )
best = steps.index(25)
ax.plot(25, on_valid[best], "o", color="C1", markersize=7)
ax.set(xlabel="$t$", xticks=[1, 10, 100, 1000], yticks=[1000, 2000, 3000], ylim=(700, 3200))
ax.set_ylabel("$L$", rotation=0, labelpad=14)
ax.set_xlim(6, 1100)
ax.minorticks_off()
plt.show()
