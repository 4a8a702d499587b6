import time

import matplotlib.pyplot as plt
import torch

torch.set_num_threads(1)
sizes = [2**exponent for exponent in range(12, 29)]
source, target = torch.ones(2, sizes[-1] // 2, dtype=torch.uint8)


def seconds(dtype, size):
    x, out = (memory[: size // 2].view(dtype) for memory in (source, target))
    calls = max(1, 2**20 // size)
    torch.add(x, 1, out=out)  # fills the caches
    start = time.perf_counter()
    for _ in range(calls):
        torch.add(x, 1, out=out)
    return (time.perf_counter() - start) / calls


best = {(dtype, size): 1.0 for dtype in (torch.float64, torch.float32) for size in sizes}
# In turns, so that an interruption spoils one round only.
for _ in range(10):
    for key, fastest in best.items():
        best[key] = min(fastest, seconds(*key))

fig, ax = plt.subplots()
for dtype, color, height in ((torch.float64, "C0", 0.9), (torch.float32, "C1", 0.78)):
    rates = [size / best[dtype, size] / 1e9 for size in sizes]
    ax.semilogx(sizes, rates, "o-", color=color, markersize=4)
    ax.text(0.04, height, f"{dtype}".removeprefix("torch."), color=color, transform=ax.transAxes)
ax.set(xlabel="B", ylabel="GB/s", xticks=[1e4, 1e6, 1e8], ylim=(0, None))
ax.locator_params(axis="y", nbins=4)
ax.minorticks_off()
plt.show()
