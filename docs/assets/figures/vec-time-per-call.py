import matplotlib.pyplot as plt

# Recorded by tests/bench/vectorization.py on a 2-core Intel Xeon, one thread, PyTorch 2.13: median
# seconds for n = 10, 100, 1000, …
elements = [4.24e-05, 0.000412, 0.00426, 0.043]
numbers = [5.64e-07, 3.93e-06, 4.05e-05, 0.0004, 0.00403]
operation = [3.03e-06, 3.07e-06, 3.43e-06, 4.45e-06, 1.32e-05, 0.000302, 0.00304]

fig, ax = plt.subplots()
for times, color, code, shift, side in (
    (elements, "C1", "x[i] + 1", (-10, 2), "right"),
    (numbers, "C2", "v + 1", (10, -4), "left"),
    (operation, "C0", "x + 1", (-10, 2), "right"),
):
    points = [(10**k, t) for k, t in enumerate(times, 1)]
    ax.loglog(*zip(*points, strict=True), "o-", color=color, markersize=5)
    ax.annotate(code, points[-1], shift, textcoords="offset points", color=color, ha=side)
# Near the crossing the list's time is nearly a multiple of n, the operation's nearly constant.
level = operation[1]
crossover = level * 1000 / numbers[2]
ax.plot([crossover, crossover], [1e-7, level], ":", color="C7", linewidth=1.4)
ax.plot(crossover, level, "o", color="C3", markersize=7)
ax.text(crossover * 1.25, 1.6e-7, "$n^*$", color="C3", fontsize=13)
ax.set(xlabel="$n$", ylabel="$t$ (s)", xticks=[10, 10**3, 10**5, 10**7], ylim=(1e-7, 1e-1))
ax.set_yticks([1e-6, 1e-4, 1e-2])
ax.minorticks_off()
plt.show()
