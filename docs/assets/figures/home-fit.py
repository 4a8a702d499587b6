import matplotlib.pyplot as plt
import torch

from linearnets import least_squares, load_diabetes, predict

X, y = load_diabetes(torch.float64)
bmi = X[:, 2:3]
ends = torch.tensor([[18.0], [39.0]], dtype=torch.float64)

fig, ax = plt.subplots()
ax.plot(bmi[5:155, 0], y[5:155], "o", color="C7", alpha=0.55, markersize=3, markeredgewidth=0)
for n, colour in ((442, "C7"), (5, "C0")):
    w, b, _ = least_squares(bmi[:n], y[:n])
    ax.plot(ends[:, 0], predict(ends, w, b), color=colour, linewidth=2)
ax.vlines(bmi[:5, 0], y[:5], predict(bmi[:5], w, b), color="C3", linewidth=1.6)
ax.plot(bmi[:5, 0], y[:5], "o", color="C1", markersize=7)

ax.text(36, 198, r"$n = 5$", color="C0")
ax.text(38.9, 300, r"$n = 442$", color="C7", ha="right")
ax.set(xlabel=r"$\mathrm{bmi}$", ylabel="$y$", xticks=[20, 25, 30, 35], yticks=[0, 100, 200, 300])
plt.show()
