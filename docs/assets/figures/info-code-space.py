import matplotlib.pyplot as plt

words = ["0", "10", "1100", "1101", "111"]
shares = [0.45, 0.25, 0.05, 0.10, 0.15]
colors = ["C0", "C1", "C7", "C3", "C2"]
fig, ax = plt.subplots()
for depth in range(1, 5):
    for k in range(2**depth):
        prefix = f"{k:0{depth}b}"
        if not any(prefix.startswith(word) for word in words):
            ax.broken_barh(
                [(k / 2**depth, 1 / 2**depth)], (-depth, 0.86), fc="none", ec="C7", lw=1.2
            )
            ax.text(
                (k + 0.5) / 2**depth, 0.43 - depth, prefix, color="C7", ha="center", va="center"
            )

start = 0.0
for word, share, color in zip(words, shares, colors):
    depth, left = len(word), int(word, 2) / 2 ** len(word)
    width = 1 / 2**depth
    ax.broken_barh([(left, width)], (-depth, 0.86), fc=color, ec=color, alpha=0.3)
    if depth < 4:
        ax.broken_barh([(left, width)], (-4, 4 - depth - 0.14), fc=color, ec="none", alpha=0.2)
    turn = 90 if depth == 4 else 0
    ax.text(left + width / 2, 0.43 - depth, word, ha="center", va="center", rotation=turn)
    ax.broken_barh([(start, share)], (-5.3, 0.86), fc=color, ec=color, alpha=0.3)
    turn = 90 if share < 0.1 else 0
    label = f"{share:.2f}"[1:]
    ax.text(start + share / 2, -4.87, label, ha="center", va="center", rotation=turn)
    start += share
ax.set(xlim=(-0.005, 1.005), ylim=(-5.4, 0.05), xticks=[], yticks=[])
ax.set_yticks([-0.57, -1.57, -2.57, -3.57, -4.87], ["1", "2", "3", "4", r"$p_j$"])
ax.set_ylabel("$l$", rotation=0, labelpad=14)
ax.tick_params(length=0)
ax.spines[:].set_visible(False)
plt.show()
