import matplotlib.pyplot as plt
import torch

from linearnets import cross_entropy, softmax

m = torch.linspace(-12, 12, 145, dtype=torch.float64)
logits = torch.zeros(len(m), 1, 10, dtype=m.dtype)
logits[:, 0, 0], logits[:, 0, 1] = m, -m
right = torch.tensor([0])
once = torch.stack([cross_entropy(row, right) for row in logits])
twice = torch.stack([cross_entropy(softmax(row), right) for row in logits])
q = torch.logspace(torch.tensor(2.0).log10().item(), 4, 80, dtype=torch.float64)
floor = torch.log1p((q - 1) / torch.e)

fig, (left, window) = plt.subplots(1, 2, sharey=True, figsize=(6.4, 3.1))
at = 10.0  # classes of the left plot
for ax, x in ((left, m[[0, -1]]), (window, q)):
    low = floor if ax is window else torch.log1p(torch.tensor([9.0, 9.0]) / torch.e)
    ax.fill_between(x, low, low + 1, color="C7", alpha=0.18, linewidth=0)
    ax.plot(x, low, x, low + 1, color="C7", linewidth=1.2)
left.plot(m, once, color="C0", linewidth=2)
left.plot(m, twice, color="C1", linewidth=2)
at_five = (m - 5).abs().argmin()
left.plot(5, once[at_five], "o", color="C0", markersize=7)
for ax, x in ((left, 5), (window, at)):
    ax.plot(x, twice[at_five], "o", color="C1", markersize=7, zorder=5)
left.set(xlabel="$m$", xticks=[-10, -5, 0, 5, 10], ylim=(0, 10.4), yticks=range(0, 11, 2))
left.set_ylabel(r"$\ell$", rotation=0, labelpad=10)
window.plot(q, q.log(), color="C7", linewidth=1.6, linestyle=(0, (1, 1.5)))
window.set(xscale="log", xlim=(2, 10000), xlabel="$q$")
window.set_xticks([2, 10, 100, 1000, 10000], ["2", "10", "100", "1000", "10000"])
window.minorticks_off()
plt.show()
