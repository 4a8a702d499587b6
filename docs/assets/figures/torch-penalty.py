import matplotlib.pyplot as plt
import torch
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import PolynomialFeatures, StandardScaler

from linearnets import half_squared_error, load_diabetes, predict, ridge

X, y = load_diabetes(torch.float64)
order = torch.randperm(442, generator=torch.Generator().manual_seed(8))
train, valid, _ = order.split([266, 88, 88])
pairs = PolynomialFeatures(2, include_bias=False)


def losses(steps, penalties):
    prepare = make_pipeline(*steps).fit(X[train].numpy())
    Z = torch.tensor(prepare.transform(X.numpy()))
    fits = (ridge(Z[train], y[train], penalty) for penalty in penalties)
    return [half_squared_error(predict(Z[valid], *fit), y[valid]).item() for fit in fits]


fig, ax = plt.subplots()
penalties = [10 ** (k / 8) for k in range(-24, 9)]
candidates = (([StandardScaler()], "C0"), ([StandardScaler(), pairs, StandardScaler()], "C2"))
for steps, color in candidates:
    ax.semilogx(penalties, losses(steps, penalties), color=color, linewidth=2)
ax.plot(0.3, *losses([StandardScaler()], [0.3]), "o", color="C3", markersize=8)
ax.text(0.0012, 1610, "$d = 10$", color="C0", fontsize=13, va="bottom")
ax.text(0.0012, 1960, "$d = 65$", color="C2", fontsize=13, va="bottom")
ax.set(xlabel=r"$\lambda$", xticks=[0.001, 0.01, 0.1, 1, 10], yticks=[1500, 2000, 2500])
ax.set_ylabel("$L$", rotation=0, labelpad=14)
ax.minorticks_off()
plt.show()
