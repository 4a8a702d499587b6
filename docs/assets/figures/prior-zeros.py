import matplotlib.pyplot as plt
import torch

penalty, w_hat = 1.0, 0.8
w = torch.linspace(-1, 2, 151)
loss = (w - w_hat) ** 2 / 2

fig, (left, right) = plt.subplots(1, 2)
left.plot(w, loss, color="C7", linewidth=1.4)
left.plot(w, loss + penalty / 2 * w**2, color="C0", linewidth=2)
left.plot(w, loss + penalty * w.abs(), color="C1", linewidth=2)
ridge = w_hat / (1 + penalty)
left.plot(ridge, (ridge - w_hat) ** 2 / 2 + penalty / 2 * ridge**2, "o", color="C0")
left.plot(0, w_hat**2 / 2, "o", color="C1")
left.set(xlabel="$w$", xlim=(-0.6, 1.5), ylim=(-0.08, 1.5), yticks=[0])
left.set_xticks([0, w_hat], ["0", r"$\hat{w}$"])

w_hat = torch.linspace(-3, 3, 151)
right.plot(w_hat, w_hat, color="C7", linewidth=1.4)
right.plot(w_hat, w_hat / (1 + penalty), color="C0", linewidth=2)
right.plot(w_hat, w_hat.sign() * (w_hat.abs() - penalty).clamp(min=0), color="C1", linewidth=2)
right.set(xlabel=r"$\hat{w}$", yticks=[0], xlim=(-3, 3), ylim=(-2.4, 2.4))
right.set_xticks([-1, 0, 1], [r"$-\lambda$", "0", r"$\lambda$"])
right.set_ylabel("$w$", rotation=0, labelpad=10)
plt.show()
