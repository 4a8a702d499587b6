import matplotlib.pyplot as plt
import torch

from linearnets import load_bigrams

letters, x, y = load_bigrams("alice")
counts = torch.zeros(39, 39, dtype=torch.float64)
for a, b in zip(x, y, strict=True):
    counts[a, b] += 1
row = counts[letters.index("t")]
best = row.argsort(descending=True, stable=True)[:8]
place = torch.arange(8)

fig, ax = plt.subplots()
for k, T in enumerate((0.5, 1, 2)):
    probs = row ** (1 / T) / (row ** (1 / T)).sum()
    ax.bar(place + 0.27 * (k - 1), probs[best], width=0.25, color=f"C{k}")
    ax.text(7.4, 0.62 - 0.08 * k, f"$T = {T}$", color=f"C{k}", ha="right")
names = {" ": "␣", "\n": "↵"}
labels = [names.get(letters[b], letters[b]) for b in best]
ax.set(xticks=place, xticklabels=labels, yticks=[0, 0.5], ylim=(0, 0.72))
plt.show()
