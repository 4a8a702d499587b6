import matplotlib.pyplot as plt
import torch

p = torch.linspace(0.02, 1, 200, dtype=torch.float64)
share = torch.linspace(0, 1, 201, dtype=torch.float64)
arch = torch.special.entr(torch.stack([share, 1 - share])).sum(dim=0) / torch.log(torch.tensor(2.0))

fig, (left, right) = plt.subplots(1, 2)
left.plot(p, -p.log2(), color="C0", linewidth=2)
left.plot([1 / 2, 1 / 4, 1 / 8], [1, 2, 3], "o", color="C1", markersize=7)
left.set(xlabel="$p$", xticks=[0, 1 / 8, 1 / 4, 1 / 2, 1], yticks=range(6), xlim=(0, 1.03))
left.set_xticklabels(["0", "⅛", "¼", "½", "1"])
left.set_title(r"$-\log_2\,p$", color="C0", fontsize=14)
left.set_ylim(0, 5.7)
right.plot(share, arch, color="C2", linewidth=2)
right.set(xlabel="$p$", xticks=[0, 1 / 2, 1], yticks=[0, 1 / 2, 1], ylim=(0, 1.08))
right.set_xticklabels(["0", "½", "1"])
right.set_yticklabels(["0", "½", "1"])
right.set_title("$H$", color="C2", fontsize=14)
plt.show()
