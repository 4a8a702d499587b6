import matplotlib.pyplot as plt
import torch

p = torch.logspace(-2.3, 0, 80, dtype=torch.float64)
m = torch.linspace(-6, 6, 81, dtype=torch.float64)

fig, (left, right) = plt.subplots(1, 2, figsize=(5.6, 3.1), layout="constrained")
left.plot(p, -p.log(), color="C0", linewidth=2)
left.plot(1, 0, "o", color="C0", markersize=6, clip_on=False, zorder=5)
left.text(0.22, 2.6, r"$-\log\,\hat{y}$", color="C0", fontsize=14)
left.set(xlim=(0, 1), ylim=(0, 5.4), xticks=[0, 0.5, 1], yticks=[0, 2, 4])
left.set_xlabel(r"$\hat{y}$")

right.axhline(0, color="C7", linewidth=1)
right.plot(m, torch.log1p(torch.exp(-m)), color="C0", linewidth=2)
right.plot(m, -torch.sigmoid(-m), color="C1", linewidth=2)
right.text(-2.4, 4.1, r"$\ell$", color="C0", fontsize=15)
right.text(0.4, -1.0, r"$\mathrm{d}\ell\,/\,\mathrm{d}m$", color="C1", fontsize=14)
right.set(xlim=(-6, 6), ylim=(-1.3, 6.2), xticks=[-5, 0, 5], yticks=[-1, 0, 2, 4, 6])
right.set_xlabel("$m$")
plt.show()
