import matplotlib.pyplot as plt
import torch
from sklearn.linear_model import QuantileRegressor

from linearnets import least_squares, load_diabetes, predict

X, y = load_diabetes(torch.float64)
x, measured = X[:30, 2:3], y[:30]
typo = measured.clone()
typo[3] = 2060.0
ends = torch.tensor([[18.6], [37.6]], dtype=torch.float64)

fig, (left, right) = plt.subplots(1, 2, gridspec_kw={"width_ratios": [1, 1.5]})
r = torch.linspace(-4, 4, 41)
left.plot(r, r**2 / 2, color="C0", linewidth=2)
left.plot(r, r.abs(), color="C1", linewidth=2)
left.text(-2.7, 6.4, r"$\frac{r^2}{2\sigma^2}$", color="C0", fontsize=18)
left.text(2.5, 0.9, r"$\frac{|r|}{s}$", color="C1", fontsize=18)
left.set(xlabel="$r$", xticks=[0], yticks=[0], xlim=(-4, 4), ylim=(-0.15, 8.4))

right.plot(x[:, 0], measured, "o", color="C7", alpha=0.6, markersize=4)
right.plot(x[3, 0], measured[3], "o", color="C3", markersize=6)
right.annotate(
    "", (x[3, 0], 318), (x[3, 0], 222), arrowprops={"arrowstyle": "->", "color": "C3", "lw": 1.8}
)
right.text(x[3, 0] - 0.6, 296, "2060", color="C3", ha="right", va="center")
for target, style in ((measured, "--"), (typo, "-")):
    squares = least_squares(x, target)
    right.plot(ends[:, 0], predict(ends, squares.w, squares.b), style, color="C0", linewidth=2)
absolute = QuantileRegressor(quantile=0.5, alpha=0).fit(x.numpy(), typo.numpy())
right.plot(ends[:, 0], absolute.predict(ends.numpy()), color="C1", linewidth=2)
right.set(xlabel="$x$", xticks=[20, 25, 30, 35], yticks=[0, 100, 200, 300], ylim=(30, 330))
right.set_ylabel("$y$", rotation=0, labelpad=14)
plt.show()
