import matplotlib.pyplot as plt
import torch

x = torch.arange(101, dtype=torch.float64)


def hump(centre, width):
    return torch.softmax(-((x - centre) ** 2) / (2 * width**2), dim=-1)


p = 0.6 * hump(35, 4) + 0.4 * hump(62, 4)
widths = torch.arange(3, 31, dtype=x.dtype)
q = hump(x[:, None, None], widths[:, None])
cases = (
    (p * (p / q).log(), "C0", r"$D\;(\,\mathbf{p}\,\parallel\,\mathbf{q}\,)$"),
    (q * (q / p).log(), "C1", r"$D\;(\,\mathbf{q}\,\parallel\,\mathbf{p}\,)$"),
)
fig, axes = plt.subplots(1, 2, sharey=True)
for ax, (gaps, color, title) in zip(axes, cases):
    i, k = divmod(gaps.sum(dim=-1).argmin().item(), len(widths))
    ax.fill_between(x, p, color="C7", alpha=0.35, linewidth=0)
    ax.plot(x, q[i, k], color=color, linewidth=2)
    ax.set_title(title, color=color, fontsize=14)
    ax.set(xlim=(0, 100), ylim=(0, 0.108), xticks=[0, 35, 62], yticks=[0, 0.05, 0.1])
    ax.set_xlabel("$x$")
plt.show()
