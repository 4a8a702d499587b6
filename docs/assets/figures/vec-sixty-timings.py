from statistics import median

import matplotlib.pyplot as plt

# Recorded by tests/bench/vectorization.py on a 2-core Intel Xeon, one thread, PyTorch 2.13: milliseconds
# of torch.add(x, 1, out=out) with five million numbers in float64, sixty times in a row.
times = [
    *(17.34, 6.02, 5.85, 5.43, 6.07, 5.91, 5.82, 5.50, 4.99, 5.26, 5.18, 5.41, 4.90, 4.63, 4.10),
    *(4.31, 4.13, 4.00, 3.56, 3.42, 3.38, 3.44, 3.12, 3.02, 2.95, 3.00, 2.97, 2.91, 3.02, 3.01),
    *(3.19, 3.26, 3.21, 2.98, 2.97, 3.05, 2.95, 2.98, 3.04, 3.34, 3.12, 3.24, 3.02, 3.10, 3.24),
    *(3.05, 3.10, 3.09, 3.13, 3.10, 3.07, 3.12, 3.06, 2.98, 3.03, 3.13, 3.22, 3.15, 3.20, 3.17),
]

fig, ax = plt.subplots()
for level, name, color, side in (
    (median(times), "median", "C2", "bottom"),
    (min(times), "min", "C1", "top"),
):
    ax.plot([1, 61], [level, level], color=color)
    ax.text(62, level, name, color=color, va=side)
ax.plot(range(2, 61), times[1:], "o", color="C0", markersize=5)
ax.plot(1, times[0], "o", color="C3", markersize=8)
ax.set(xlabel="$k$", ylabel="$t$ (ms)", yscale="log", xticks=[1, 20, 40, 60], xlim=(-1, 72))
ax.set(yticks=[2, 5, 10, 20], yticklabels=["2", "5", "10", "20"], ylim=(2, 25))
ax.minorticks_off()
plt.show()
