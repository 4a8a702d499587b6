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
ax.semilogx(sizes, float64, "o-", color="C0", markersize=9, fillstyle="none", label="float64")
ax.semilogx(sizes, float32, "o-", color="C1", markersize=4, label="float32")
ax.legend(loc="upper left")
ax.set(xlabel="B", ylabel="GB/s", xticks=[1e4, 1e6, 1e8], ylim=(0, None))
ax.locator_params(axis="y", nbins=4)
ax.minorticks_off()
plt.show()
