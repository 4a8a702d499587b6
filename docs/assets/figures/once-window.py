import matplotlib.pyplot as plt
import torch

q = torch.logspace(torch.tensor(2.0).log10().item(), 4, 80, dtype=torch.float64)
floor = torch.log1p((q - 1) / torch.e)

fig, ax = plt.subplots(figsize=(5.6, 3.3))
ax.fill_between(q, floor, floor + 1, color="C7", alpha=0.18, linewidth=0)
ax.plot(q, floor, color="C0", linewidth=2)
ax.plot(q, floor + 1, color="C3", linewidth=2)
ax.plot(q, q.log(), color="C7", linewidth=2, linestyle=(0, (4, 2)))
ax.text(25, 1.25, r"$\log\left(1+\frac{q-1}{e}\right)$", color="C0", fontsize=14)
ax.text(3, 4.6, r"$\log(q-1+e)$", color="C3", fontsize=14)
ax.set(xscale="log", xlim=(2, 10000), ylim=(0, 10), yticks=[0, 2, 4, 6, 8, 10], xlabel="$q$")
ax.set_xticks([2, 10, 100, 1000, 10000], ["2", "10", "100", "1000", "10000"])
ax.minorticks_off()
ax.set_ylabel(r"$\ell_{\,2}$", rotation=0, labelpad=12)
plt.show()
