import time

import matplotlib.pyplot as plt
import torch

torch.set_num_threads(1)


def seconds(run, calls):
    run()  # warms up
    start = time.perf_counter()
    for _ in range(calls):
        run()
    return (time.perf_counter() - start) / calls


def elements(n):
    x = torch.ones(n)
    return lambda: [x[i] + 1 for i in range(n)]


def numbers(n):
    values = [1.0] * n
    return lambda: [v + 1 for v in values]


def operation(n):
    x, out = torch.ones(2, n)
    return lambda: torch.add(x, 1, out=out)


curves = ((elements, 5), (numbers, 6), (operation, 8))
runs = {(make, 10**k): make(10**k) for make, stop in curves for k in range(1, stop)}
best = dict.fromkeys(runs, float("inf"))
# In turns, so that an interruption spoils one round only; short calls many times, for the clock.
for _ in range(10):
    for (make, n), run in runs.items():
        best[make, n] = min(best[make, n], seconds(run, max(1, 2000 // n)))

fig, ax = plt.subplots()
for make, color, code, shift, side in (
    (elements, "C1", "x[i] + 1", (-10, 2), "right"),
    (numbers, "C2", "v + 1", (10, -4), "left"),
    (operation, "C0", "x + 1", (-10, 2), "right"),
):
    points = [(n, t) for (made, n), t in best.items() if made is make]
    ax.loglog(*zip(*points, strict=True), "o-", color=color, markersize=5)
    ax.annotate(code, points[-1], shift, textcoords="offset points", color=color, ha=side)
# Near the crossing the list's time is nearly a multiple of n, the operation's nearly constant.
level = best[operation, 100]
crossover = level * 1000 / best[numbers, 1000]
ax.plot([crossover, crossover], [1e-7, level], ":", color="C7", linewidth=1.4)
ax.plot(crossover, level, "o", color="C3", markersize=7)
ax.text(crossover * 1.25, 1.6e-7, "$n^*$", color="C3", fontsize=13)
ax.set(xlabel="$n$", ylabel="$t$ (s)", xticks=[10, 10**3, 10**5, 10**7], ylim=(1e-7, 1e-1))
ax.set_yticks([1e-6, 1e-4, 1e-2])
ax.minorticks_off()
plt.show()
