import matplotlib.pyplot as plt
import torch

BITS = 2**32


def face(seed, k):
    """Return throw number k of a seed, by mulberry32: the throws of the figure that moves."""
    a = (seed + k * 0x6D2B79F5) % BITS
    t = (a ^ a >> 15) * (a | 1) % BITS
    t = t ^ (t + (t ^ t >> 7) * (t | 61)) % BITS
    return 1 + 6 * (t ^ t >> 14) // BITS


counts = torch.arange(1, 1025, dtype=torch.float64)
throws = torch.tensor([face(5, k) for k in range(1, 400 * 1024 + 1)]).reshape(400, 1024)
means = throws.cumsum(dim=1) / counts
spread = (35 / 12 / counts).sqrt()

fig, (ways, heap) = plt.subplots(
    1, 2, figsize=(5.6, 3), sharey=True, width_ratios=(2, 1), layout="constrained"
)
for i in range(9, -1, -1):
    color, width = ("C1", 2) if i == 0 else ("C0", 0.6)
    ways.plot(counts, means[i], color=color, linewidth=width)
for sign in (-1, 1):
    ways.plot(counts, 3.5 + sign * 2 * spread, color="C3", linestyle="--")
    heap.axhline(3.5 + sign * 2 * spread[15], color="C3", linestyle="--")
ways.axvline(16, color="C7", linestyle=":")
ways.set(xscale="log", xlabel="$n$", ylim=(0, 7), yticks=[1, 2, 3, 4, 5, 6])
ways.set_xticks([1, 4, 16, 64, 256, 1024], ["1", "4", "16", "64", "256", "1024"])
ways.minorticks_off()
ways.set_ylabel(r"$\overline{X}$", rotation=0, labelpad=14)
values, bars = means[:, 15].unique(return_counts=True)
heap.barh(values, bars, height=0.05, color="C0", alpha=0.75)
heap.set(xlabel="$n = 16$", xticks=[])
plt.show()
