import matplotlib.pyplot as plt
import torch

from linearnets import append_ones, load_diabetes, loss_contours

X, y = load_diabetes(torch.float64)
bmi = X[:, 2] - X[:, 2].mean()
w, b = torch.linalg.lstsq(append_ones(bmi[:, None]), y).solution.tolist()


def line_loss(w, b):
    return (w * bmi + b - y).square().mean() / 2


def doubled_loss(w_1, w_2):
    return (w_1 * bmi + w_2 * 2 * bmi + b - y).square().mean() / 2


fig, (left, right) = plt.subplots(1, 2)
loss_contours(left, line_loss, (w - 16, w + 16), (b - 75, b + 75), levels=7)
left.plot(w, b, "o", color="C1", markersize=8)
left.set(xlabel="$w$", ylabel="$b$", xticks=[0, 10, 20], yticks=[100, 150, 200])

loss_contours(right, doubled_loss, (-16, 36), (-16, 16), levels=7)
floor = torch.tensor([w - 32, w + 32], dtype=torch.float64)
right.plot(floor, (w - floor) / 2, color="C1", linewidth=3)
right.set(xlabel="$w_1$", ylabel="$w_2$", xticks=[0, 20], yticks=[-10, 0, 10])
right.set(xlim=(-16, 36), ylim=(-16, 16))
plt.show()
