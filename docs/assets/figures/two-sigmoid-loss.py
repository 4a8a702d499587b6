import matplotlib.pyplot as plt
import torch

z = torch.linspace(-6, 6, 121, dtype=torch.float64)

fig, (left, right) = plt.subplots(1, 2)
left.axhline(0.5, color="C7", linewidth=1.2, linestyle=":")
left.axvline(0, color="C7", linewidth=1.2, linestyle=":")
left.plot(z, torch.sigmoid(z), color="C0", linewidth=2.2)
left.set(xlabel="$z$", xticks=[-5, 0, 5], yticks=[0, 0.5, 1], ylim=(-0.03, 1.03))
left.text(-5.6, 0.9, "$p$", fontsize=14)
right.plot(z, torch.log(1 + torch.exp(z)) - z, color="C0", linewidth=2.2)
right.plot(z, torch.log(1 + torch.exp(z)), color="C1", linewidth=2.2)
right.text(-3.6, 4.6, "$y = 1$", color="C0")
right.text(1.4, 4.6, "$y = 0$", color="C1")
right.set(xlabel="$z$", xticks=[-5, 0, 5], yticks=[0, 2, 4], ylim=(-0.2, 6))
plt.show()
