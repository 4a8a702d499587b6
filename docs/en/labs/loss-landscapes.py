# ---
# description: "A lab of half an hour: cross-entropy and two squared errors on one plane, thousands of descents from far starts, and who arrives."
# minutes: 30
# needs: "[why cross-entropy](../softmax-regression/why-cross-entropy.md), [the limit of the learning rate](../linear-regression/learning-rate.md#limit)"
# outcomes:
#   - write the slope of a loss, and a step that a thousand runs take at once
#   - compare losses by a rule for their rates that does not know the results
#   - say when a descent on squared errors of probabilities does not arrive, and whether a larger rate helps
# moved:
#   plateaus: loss-landscapes-report.py
#   ten: loss-landscapes-report.py
#   random-weights: loss-landscapes-report.py
#   end: loss-landscapes-report.py
#   wrong-labels: loss-landscapes-report.py
#   limits: loss-landscapes-report.py
# ---

# %% [markdown]
# # Lab: three losses, thousands of descents {#loss-landscapes-lab}
#
# One model, three losses: cross-entropy, the squared error (a) on probabilities, the squared error (b) on scores. From a random start, which of them makes a descent most certain to arrive, that is, to get 85% of the images right? Write down which; it may be more than one. In half an hour thousands of descents will have answered, with three functions that you write.
#
# Do it in the notebook of this page: it has the blanks, and no outputs. Whenever there is a question above a cell, guess before you run it; three times a fold called “compare” has the numbers that you should have.
#
# ## A pair of digits {#pair}
#
# Two parameters suffice, so that everything can be seen. A 3 is open on the left, where an 8 is closed. So one number nearly tells them apart: the ink in twelve pixels on the left, standardized, our feature $x$.

# %%
import torch

from linearnets import load_digits, standardize

torch.set_num_threads(1)  # many small products: more threads would only wait for each other
X, labels = load_digits(torch.float64)
pair = (labels == 3) | (labels == 8)
images, y = X[pair].reshape(-1, 8, 8), (labels[pair] == 8).double()
x = standardize(images[:, 2:6, 1:4].mean(dim=(1, 2))[:, None])[0][:, 0]

best = max(((x > border) == (y == 1)).double().mean().item() for border in x)
print(f"{len(y)} images, {y.sum():.0f} of them an 8")
print(f"the best border gets {best:.3f} right")

# %% [markdown]
# ## Three slopes {#slopes}
#
# The model is logistic regression: $z = wx + b$ is the score for an 8, the label $y$ is 0 or 1, and with $\sigma = \sigma(z)$ the losses of one image are
#
# $$
# \begin{aligned}
# \ell_{\mathrm{ce}} &= \log(1 + e^z) - y z, \\
# \ell_{\mathrm{a}} &= \tfrac{1}{2} (\sigma - y)^2, \\
# \ell_{\mathrm{b}} &= \tfrac{1}{2} \bigl( z - (2 y - 1) \bigr)^2.
# \end{aligned}
# $$
#
# For (b) the targets are 1 and $-1$, so that the border is at 0. The slopes in $z$ of the first and the third are $\sigma - y$ and $z - (2y - 1)$. Write that of (a):
#
# ```py
# import torch
# from linearnets.exercises import check
#
#
# def slope_a(z, y):
#     p = torch.sigmoid(z)
#     return ...
#
#
# print(check("slope-a", slope_a))
# ```
#
# ??? success "Solution"

# %%
import torch
from linearnets.exercises import check


def slope_a(z, y):
    p = torch.sigmoid(z)
    return (p - y) * p * (1 - p)


assert check("slope-a", slope_a) == "right"

# %% [markdown]
# ## A fair rate {#rates}
#
# A comparison needs learning rates, and whoever sets them can decide it. Our rule knows no results: each loss gets half of the largest rate that its curvature makes safe.
#
# The curvature is how fast the slope grows, and for cross-entropy and (a) it differs from place to place. If it nowhere exceeds $c$, no step with a rate below $2 / c$ raises the loss; [an optional page](../softmax-regression/no-minimum.md#step) proves this for cross-entropy, and its proof uses only such a bound. It is enough to bound the curvature in $z$: a step of length 1 in $(w, b)$ moves $z = wx + b$ by numbers whose mean square is 1, since $x$ is standardized; so no curvature in $(w, b)$ exceeds the largest in $z$.
#
# For cross-entropy the slope $\sigma - y$ has itself the slope $\sigma (1 - \sigma)$ in $z$, at most ¼, so $c$ is ¼. For (a) see $\eqref{eq:why-curvature}$ on another optional page: the maximum is just below 0.0771. For (b) the slope is $z$ less a constant, so $c$ is 1. The limits $2 / c$ are 8, $2 / 0.0771 > 25.9$ and 2, and we take 4, 12.9 and 1.
#
# Now one step of many runs at once. `theta` has a row $(w, b)$ for each run, `s` a row with the slopes of its images, and the gradient of the mean loss is the mean of $s x$ and of $s$.
#
# ```py
# import torch
# from linearnets.exercises import check
#
#
# def step(theta, s, x, lr):
#     grad_w = (...).mean(dim=1)
#     grad_b = ...
#     return theta - lr * torch.stack([grad_w, grad_b], dim=1)
#
#
# print(check("plane-step", step))
# ```
#
# ??? success "Solution"

# %%
import torch
from linearnets.exercises import check


def step(theta, s, x, lr):
    grad_w = (s * x).mean(dim=1)
    grad_b = s.mean(dim=1)
    return theta - lr * torch.stack([grad_w, grad_b], dim=1)


assert check("plane-step", step) == "right"

# %% [markdown]
# And the measure: the share of the images that each run gets right. The model says 8 if that is more probable than a 3. Above which score is that so?
#
# ```py
# import torch
# from linearnets.exercises import check
#
#
# def share_right(theta, x, y):
#     w, b = theta[:, :1], theta[:, 1:]
#     says_8 = w * x + b > ...
#     right = says_8 == (y == 1)
#     return right.double().mean(dim=...)
#
#
# print(check("share-right", share_right))
# ```
#
# ??? success "Solution"

# %%
import torch
from linearnets.exercises import check


def share_right(theta, x, y):
    w, b = theta[:, :1], theta[:, 1:]
    says_8 = w * x + b > 0
    right = says_8 == (y == 1)
    return right.double().mean(dim=1)


assert check("share-right", share_right) == "right"

# %% [markdown]
# ## Eight starts {#surfaces}
#
# Eight starts on a circle around zero, 12 away from it; 256 steps each, on all images. A run has arrived when 85% of its images are right.
#
# ??? question predict "How many of the eight arrive on (a)?"
#     - 8: that is so for the other two losses.
#     - [x] 4: those that begin with $w > 0$.
#     - 0: on (a) the gradient is small, but half of the starts have $w > 0$ already.
#
#     <!-- answer: arrived["a"] -->
#     The four others have $w < 0$: ink counts against an 8. Only images near the border pull: elsewhere $\sigma$ is near 0 or 1, so the factor $\sigma (1 - \sigma)$ in your slope is near zero. For $w < 0$ the border starts outside the images, or the nearest ones push it there: then all are called one digit, half of them wrongly and far from the border, and (a) hardly pulls at all.

# %%
import math


def slope_ce(z, y):
    return torch.sigmoid(z) - y


def slope_b(z, y):
    return z - (2 * y - 1)


def way(slope, lr, theta, x, y, num_steps):
    """Return the states of all runs, from the start to the last step."""
    states = [theta]
    for _ in range(num_steps):
        w, b = theta[:, :1], theta[:, 1:]
        theta = step(theta, slope(w * x + b, y), x, lr)
        states.append(theta)
    return states


def circle(turns, radius):
    """Return the points at some angles on a circle, turns from 0 to 1."""
    angles = 2 * math.pi * turns
    return radius * torch.stack([angles.cos(), angles.sin()], dim=1)


LOSSES = {"ce": (slope_ce, 4), "a": (slope_a, 12.9), "b": (slope_b, 1)}
starts = circle((torch.arange(8).double() + 0.5) / 8, 12)
images = x.expand(8, -1), y.expand(8, -1)  # all of them for each run
paths, arrived = {}, {}
print("arrived; right from each start")
for loss, (slope, lr) in LOSSES.items():
    paths[loss] = way(slope, lr, starts, *images, 256)
    shares = share_right(paths[loss][-1], *images)
    arrived[loss] = (shares >= 0.85).sum().item()
    print(f"{loss:2} {arrived[loss]}:", *(f"{s:.2f}" for s in shares))

# %% [markdown]
# ??? note "Compare 1"
#     You have 8, 4 and 8. The lost four get about half of the images right, as if they were guessing.
#
# ## Thousands of starts {#arrivals}
#
# Eight starts are an anecdote. We make 1000 runs at each of four distances; a run draws its direction and its own 100 images, with replacement, so that the runs are independent. How many have 85% of their images right within 300 steps? All losses get the same starts and images.
#
# ??? question predict "At the distance 4, what share of the runs arrives on (a)?"
#     - [x] 1 ± 0.1: from so near, (a) brings back $w < 0$, too.
#     - 0.5: that is from 8, where mostly those with $w > 0$ arrive.
#
#     <!-- answer: table["a", 4] -->
#     The plane has an edge. Within it all runs arrive, and beyond it almost only those that begin with $w > 0$; farther out not even all of these.

# %%
def arrivals(slope, lr, theta, x, y, num_steps=300):
    """Return the share of the runs that arrive; who has arrived takes no more steps."""
    num_runs = len(theta)
    for _ in range(num_steps):
        late = share_right(theta, x, y) < 0.85
        if not late.any():
            break
        theta, x, y = theta[late], x[late], y[late]
        w, b = theta[:, :1], theta[:, 1:]
        theta = step(theta, slope(w * x + b, y), x, lr)
    late = share_right(theta, x, y) < 0.85
    return 1 - late.sum().item() / num_runs


def draw(radius, generator):
    """Return starts at a distance, and features and labels for each run."""
    rows = torch.randint(len(y), (1000, 100), generator=generator)
    turns = torch.rand(1000, generator=generator).double()
    return circle(turns, radius), standardize(x[rows].T)[0].T, y[rows]


table, generator = {}, torch.Generator().manual_seed(0)
tried = {radius: draw(radius, generator) for radius in (4, 8, 16, 32)}
print("distance      " + "".join(f"{radius:8}" for radius in tried))
for loss, (slope, lr) in LOSSES.items():
    for radius, runs in tried.items():
        table[loss, radius] = arrivals(slope, lr, *runs)
    row = "".join(f"{table[loss, radius]:8.3f}" for radius in tried)
    print(f"{loss:12}  {row}")

# %% [markdown]
# ??? note "Compare 2"
#     On cross-entropy and (b) all of your runs arrive. On (a) all do at 4, about half at 8, and then fewer and fewer. Each entry is made of 1000 runs, so a share near a half is accurate to about $2 \sqrt{0.5 \cdot 0.5 / 1000} = 0.03$.
#
# ## A larger rate {#larger-rate}
#
# On flat ground, who would not take longer steps? Let (a) run once more with eight times its rate, four times the safe limit.
#
# ??? question predict "At which distance do the longer steps help most?"
#     - 4: there all arrive already.
#     - [x] 8: that is at the edge, and they move it outwards.
#     - 32: out there the slope is so small that eight times as much is still nearly nothing.
#
#     <!-- answer: max(gains, key=gains.get) -->
#     The slope dies like $e^{-|z|}$. Twice as far out it is not half as large, but as small as the square of what it was. A factor of 8 makes up for $\log 8 = 2.1$ in the score.

# %%
gains = {}
for radius, runs in tried.items():
    fast = arrivals(slope_a, 8 * 12.9, *runs)
    gains[radius] = fast - table["a", radius]
    print(f"{radius:2}   {table['a', radius]:.3f} -> {fast:.3f}, gain {gains[radius]:.3f}")

# %% [markdown]
# ??? note "Compare 3"
#     The gain is 0.352 at 8, and then 0.029 and 0.021. The larger rate moves the edge outwards, and beyond the edge it helps few.
#
# This is where the eight starts of the circle went, at the usual rates:
#
# ??? note "The drawing"

# %% alt="Three planes with level lines and eight paths each, from a ring of starts. Left, all run to one place right of the centre. Middle, four are still on the left. Right, level lines are circles and each path is one straight step to the centre."
import matplotlib.pyplot as plt
from torch.nn.functional import softplus

from linearnets import descent_path


def loss_at(loss, z, y):
    if loss == "ce":
        return softplus(z) - y * z
    if loss == "a":
        return (torch.sigmoid(z) - y).square() / 2
    return (z - (2 * y - 1)).square() / 2


side = torch.linspace(-16, 16, 33, dtype=x.dtype)
plane = torch.cartesian_prod(side, side)
fig, axes = plt.subplots(1, 3, figsize=(5.6, 2.3), sharey=True)
for ax, loss, color in zip(axes, LOSSES, ("C0", "C1", "C2"), strict=True):
    L = loss_at(loss, plane[:, :1] * x + plane[:, 1:], y).mean(dim=1).reshape(33, 33).T
    levels = L.min() + torch.linspace(0, 1, 9)[1:8].square() * (L.max() - L.min())
    ax.contour(side, side, L, levels=levels, colors="C7", linewidths=1)
    ax.set(title=loss, xlabel="$w$", xticks=[-12, 0, 12], yticks=[-12, 0, 12])
    shown = [paths[loss][t] for t in (0, 1, 2, 4, 8, 16, 32, 64, 128, 256)]
    for each in torch.stack(shown, dim=1):
        descent_path(ax, each, color=color, markersize=2, linewidth=1.2)
axes[0].set_ylabel("$b$", rotation=0, labelpad=8)
plt.show()

# %% [markdown]
# Level lines of the three losses; rings are starts, and dots mark the states after 0, 1, 2, 4, 8 and so on up to 256 steps. A path whose dots coincide stands still. On cross-entropy all eight run towards one place; under (b) the Hessian is the identity, and a step with the rate 1 lands at the minimum.
#
# So the answer depends on how far out we start. Near zero, where training does start, all three losses arrive. From far out, cross-entropy and (b) always did, and on (a) most runs did not: where the model is sure and wrong, (a) no longer pulls.
#
# ## What to try {#try}
#
# 1. Let the eight starts be 4 away instead of 12. Expect 8, 8 and 8.
# 2. Patience instead of speed: in a cell of its own, `arrivals(slope_a, 12.9, *tried[8], num_steps=3000)`, then the same for `tried[16]` and `tried[32]`. Expect that at 8 nearly all arrive, and farther out fewer than half.
# 3. Give (b) the rate 2, its limit. Expect that the eight runs jump to and fro, as far from the minimum as they began.
# 4. Try two classes of your own, about equally frequent, in a column of 0 and 1, with a feature that is larger where the class is 1. Import `load_table` as well. Below the line that begins with `x =`, write `X_own, y, _ = load_table("flats.csv", "sold")`, with your file and your target, and `x = standardize(X_own[:, :1])[0][:, 0]`, which takes the first column; then run all cells again. The rates hold for this feature, too, since it is standardized. The bar, 0.85 in three places, must be well below what the best border gets right, and above the share of the larger class. Expect that (a) loses half of the eight.
#
# Beyond this half hour lies [the report](loss-landscapes-report.py): how flat the plateaus are, in the plane and in a small network; softmax regression on ten digits from random weights; which loss is best in the end, on twelve splits; and wrong labels. The functions used here: [`data`](../reference/data.md), [`plots`](../reference/plots.md). Back to [why cross-entropy](../softmax-regression/why-cross-entropy.md); another lab asks [how the rate depends on the batch](digits.py).
