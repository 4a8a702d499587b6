import matplotlib.pyplot as plt
import torch

from linearnets import append_ones, load_diabetes, standardize

X, y = load_diabetes(torch.float64)
A = append_ones(standardize(X)[0])


def losses(forgets):
    w = torch.zeros(11, dtype=X.dtype, requires_grad=True)
    optimizer = torch.optim.SGD([w], lr=0.15)
    for _ in range(41):
        if not forgets:
            optimizer.zero_grad()
        loss = torch.nn.functional.mse_loss(A @ w, y)
        loss.backward()
        optimizer.step()
        yield loss.item() / 2


fig, ax = plt.subplots()
runs = ((True, "C3", r"$\sum_{s \leq t} \nabla\,L_{\,\,s}$"), (False, "C0", r"$\nabla\,L_{\,\,t}$"))
for forgets, color, label in runs:
    curve = list(losses(forgets))
    ax.plot(curve, color=color, marker="o", markersize=3.5, linewidth=1.4)
    ax.annotate(
        label, (40, curve[-1]), (8, 0), textcoords="offset points", color=color, va="center"
    )
ax.set(xlabel="$t$", xticks=[0, 10, 20, 30, 40], yticks=[0, 5000, 10000, 15000], ylim=(0, 16500))
ax.set_ylabel("$L$", rotation=0, labelpad=14)
plt.show()
