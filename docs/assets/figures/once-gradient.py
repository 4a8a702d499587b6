import matplotlib.pyplot as plt
import torch

from linearnets import cross_entropy, softmax

m = torch.linspace(-8, 8, 129, dtype=torch.float64)
logits = torch.zeros(len(m), 10, dtype=m.dtype)
logits[:, 0], logits[:, 1] = m, -m
labels = torch.zeros(len(m), dtype=torch.long)

fig, ax = plt.subplots(figsize=(5.6, 3.3))
for last, color in ((lambda o: o, "C0"), (softmax, "C1")):
    # The sum of the losses, so that each row of the gradient belongs to one example alone.
    slopes = torch.func.grad(lambda o, f=last: len(m) * cross_entropy(f(o), labels))(logits)
    ax.plot(m, slopes.norm(dim=1), color=color, linewidth=2)
ax.axhline(2**0.5, color="C7", linewidth=1.2, linestyle=":")
ax.text(7.8, 2**0.5 - 0.03, "$1.414$", color="C7", fontsize=13, ha="right", va="top")
ax.text(-2.1, 1.2, "A", color="C0", fontsize=15)
ax.text(-2.1, 0.08, "B", color="C1", fontsize=15)
ax.set(xlim=(-8, 8), ylim=(0, 1.5), xticks=[-8, -4, 0, 4, 8], yticks=[0, 0.5, 1, 1.5])
ax.set_xlabel("$m$")
plt.show()
