import time
from statistics import median

import matplotlib.pyplot as plt
import torch

torch.set_num_threads(1)
# Larger than what the system keeps at hand, so that the first run has to wait for its memory.
x = torch.ones(5_000_000, dtype=torch.float64)
out = torch.empty_like(x)

times = []
for _ in range(60):
    start = time.perf_counter()
    torch.add(x, 1, out=out)
    times.append(time.perf_counter() - start)

fig, ax = plt.subplots()
for level, name, color, side in (
    (median(times), "median", "C2", "bottom"),
    (min(times), "min", "C1", "top"),
):
    ax.plot([1, 61], [level, level], color=color)
    ax.text(62, level, name, color=color, va=side)
ax.plot(range(2, 61), times[1:], "o", color="C0", markersize=5)
ax.plot(1, times[0], "o", color="C3", markersize=8)
ax.set(xlabel="$k$", ylabel="$t$ (s)", yscale="log", xticks=[1, 20, 40, 60], xlim=(-1, 72))
ax.set(yticks=[1e-3, 1e-2, 1e-1], ylim=(min(times) / 2, max(times) * 2))
ax.minorticks_off()
plt.show()
