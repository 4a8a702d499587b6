import matplotlib.pyplot as plt

# Recorded by tests/bench/vectorization.py on a 2-core Intel Xeon (48 KiB of first cache and 2 MiB of
# second per core), one thread, PyTorch 2.13: GB per second of torch.add(x, 1, out=out), which fetches
# as much as it stores, for 4 KiB, 8 KiB, …, 512 MiB in all.
sizes = [2**exponent for exponent in range(12, 30)]
float64 = [
    1.4,
    2.9,
    5.3,
    9.9,
    18.1,
    29.5,
    43.4,
    56.1,
    65.6,
    40.7,
    27.5,
    27.0,
    27.1,
    27.5,
    27.4,
    15.8,
    12.9,
    12.7,
]
float32 = [
    1.4,
    2.8,
    5.4,
    10.2,
    17.9,
    29.5,
    43.0,
    56.1,
    65.8,
    40.0,
    26.1,
    26.1,
    26.1,
    26.7,
    26.4,
    16.7,
    12.7,
    12.8,
]

fig, ax = plt.subplots()
for name, rates, style, height in (
    ("float64", float64, "C0", 0.9),
    ("float32", float32, "C1", 0.78),
):
    ax.semilogx(sizes, rates, "o-", color=style, markersize=4)
    ax.text(0.04, height, name, color=style, transform=ax.transAxes)
ax.set(xlabel="B", ylabel="GB/s", xticks=[1e4, 1e6, 1e8], ylim=(0, None))
ax.locator_params(axis="y", nbins=4)
ax.minorticks_off()
plt.show()
