import matplotlib.pyplot as plt

P, beta = 80, 24  # 10⁹ operations and 10⁹ bytes a second
edge = P / beta

fig, ax = plt.subplots(figsize=(5.6, 2.9))
ax.loglog([0.03, edge, 20], [0.03 * beta, P, P], color="C0", linewidth=2.2)
ax.loglog([edge, edge], [0.6, P], ":", color="C7", linewidth=1.4)
for name, intensity, shift in (
    ("x + 1", 1 / 16, (10, -12)),
    ("X @ w", 0.2268, (10, -12)),
    ("A @ B", 4, (4, -20)),
):
    point = intensity, min(P, beta * intensity)
    ax.plot(*point, "o", color="C1", markersize=7)
    ax.annotate(name, point, shift, textcoords="offset points", color="C1")
ax.text(0.3, 14, r"$\beta I$", color="C0", ha="right", fontsize=14)
ax.text(15, 95, "$P$", color="C0", ha="right", fontsize=14)
ax.set(xlabel="$I$", ylabel="G/s", xlim=(0.03, 20), ylim=(0.6, 160))
ax.set_xticks([0.1, 1, edge, 10], ["0.1", "1", r"$P\,/\,\beta$", "10"])
ax.set_yticks([1, 10, 80], ["1", "10", "80"])
ax.minorticks_off()
plt.show()
