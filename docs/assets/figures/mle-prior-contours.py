import matplotlib.pyplot as plt
import torch

from linearnets import least_squares, load_diabetes, ridge, standardize

X, y = load_diabetes(torch.float64)
Z, _, _ = standardize(X[:, 4:6])
std, prior_std = 75.0, 8.0
penalty = std**2 / (len(y) * prior_std**2)
free = least_squares(Z, y)
w, _ = ridge(Z, y, penalty)

angle = torch.linspace(0, 2 * torch.pi, 53, dtype=torch.float64)
circle = torch.stack([angle.cos(), angle.sin()])
# The columns of `half` take the unit circle to the ellipse on which the likelihood has lost 1/2.
half = torch.linalg.inv(torch.linalg.cholesky(Z.T @ Z / std**2)).T


def ellipse(radius):
    return free.w[:, None] + radius * half @ circle


fig, ax = plt.subplots(figsize=(5.6, 3.9))
for k in (1, 2, 3):
    ax.plot(*ellipse(k), color="C7", linewidth=1.2)
for k in (0.5, 1, 2):
    ax.plot(*(k * prior_std * circle), color="C2", linewidth=1.2)
distance = (torch.linalg.inv(half) @ (w - free.w)).norm()
ax.plot(*ellipse(distance), color="C0", linewidth=2.2)
ax.plot(*(w.norm() * circle), color="C2", linewidth=2.2)

path = torch.stack([ridge(Z, y, penalty * 10 ** (k / 10))[0] for k in range(-30, 31)])
ax.plot(*path.T, ":", color="C3", linewidth=1.8)
ax.plot(0, 0, "o", color="C2", markersize=7)
ax.plot(*free.w, "o", color="C0", markersize=8)
ax.plot(*w, "o", color="C1", markersize=9, zorder=5)
ax.set(xlabel="$w_1$", xticks=[0, 10, 20, 30], yticks=[-20, -10, 0, 10], aspect="equal")
ax.set(xlim=(-18, 40), ylim=(-25, 17.5))
ax.set_ylabel("$w_2$", rotation=0, labelpad=14)
plt.show()
