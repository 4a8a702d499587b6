import matplotlib.pyplot as plt
import torch

from linearnets import load_diabetes, standardize

X, y = load_diabetes(torch.float64)
Z, _, _ = standardize(X)
n = len(y)
penalties = torch.logspace(-4, 3, 57, dtype=torch.float64)
U, s, Vh = torch.linalg.svd(Z, full_matrices=False)
paths = (s * (U.T @ (y - y.mean())) / (s**2 + n * penalties[:, None])) @ Vh

fig, ax = plt.subplots(figsize=(5.6, 3.6))
# Each weight that stands out: its colour, and where its name stands.
marked = {
    3: ("C0", 0.15, 27),
    4: ("C2", 3e-4, 11.5),
    5: ("C3", 3e-4, -32),
    6: ("C4", 0.016, 10.5),
    9: ("C1", 3e-4, 40),
}
ax.axhline(0, color="C7", linewidth=0.8)
for j in range(1, 11):
    color, *place = marked.get(j, ("C7",))
    ax.semilogx(penalties, paths[:, j - 1], color=color, linewidth=2.2 if place else 1.2)
    if place:
        ax.text(*place, f"$w_{{{j}}}$", color=color, ha="center", va="center", fontsize=14)
ax.set(xlabel=r"$\lambda$", xticks=[1e-4, 1e-2, 1, 1e2], yticks=[-40, -20, 0, 20, 40])
ax.set(xlim=(1e-4, 1e3), ylim=(-42, 43))
ax.minorticks_off()
plt.show()
