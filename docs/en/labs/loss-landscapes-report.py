# ---
# description: "Cross-entropy and two squared errors under thousands of descents: who arrives, how flat it is, who wins in the end, and wrong labels, with intervals."
# minutes: 60
# deeper: true
# needs: "[the lab](loss-landscapes.py), [the true surface](../softmax-regression/proper-scores.md#surface), [conditioning](../linear-regression/learning-rate.md#conditioning)"
# outcomes:
#   - say what a plateau is, by a number that no factor in front of the loss changes
#   - compare losses split by split, for these images and for new ones
#   - say what wrong labels do to each loss, and what stopping in time repairs
# ---

# %% [markdown]
# # Report: three losses, thousands of descents {#loss-landscapes-report}
#
# One model, three losses: cross-entropy, the squared error (a) on probabilities, the squared error (b) on scores. [The lab](loss-landscapes.py) asked who arrives; this is the whole comparison, for reading. [Why cross-entropy](../softmax-regression/why-cross-entropy.md) and [proper scores](../softmax-regression/proper-scores.md) told them apart on 200 starts in one plane, three splits of the digits and a single wrong label.
#
# From a random start, which of them makes a descent most certain to arrive, that is, to get most images right? Which classifies best in the end? Which suffers least from wrong labels? Write down your three answers. Then we let thousands of descents run and keep only what the intervals bear out.
#
# ## A pair of digits {#pair}
#
# We begin with two parameters, where everything can be seen. A 3 is open on the left, where an 8 is closed. So one number nearly tells them apart: the ink in twelve pixels on the left, standardized, our feature $x$.

# %%
import math
import sys

import matplotlib.pyplot as plt
import torch
from torch.nn.functional import softplus
from tqdm import tqdm

from linearnets import append_ones, descent_path, load_digits, one_hot, standardize

torch.set_num_threads(1)  # many small products: more threads would only wait for each other
X, labels = load_digits(torch.float64)
pair = (labels == 3) | (labels == 8)
images, y = X[pair].reshape(-1, 8, 8), (labels[pair] == 8).double()
x = standardize(images[:, 2:6, 1:4].mean(dim=(1, 2))[:, None])[0][:, 0]

right = torch.stack([((x > c) == (y == 1)).double().mean() for c in x])
print(f"{len(y)} images, {y.sum():.0f} of them an 8")
print(f"the best border gets {right.max():.3f} right")

# %% [markdown]
# The model is logistic regression with the score $z = wx + b$ for an 8. The losses are [those of the lesson](../softmax-regression/why-cross-entropy.md#two-squared-errors), here with the label $y$ 0 or 1. In code they are called `ce`, `a` and `b`; for (b) the targets are 1 and $-1$, so that the border is at 0. The assertion in the program compares each slope with autograd.
#
# A comparison needs learning rates, and whoever sets them can decide it. Our rule: each loss gets half of the largest rate that its curvature makes safe. As $x$ is standardized, $\lambda_{\max} = 1$. The curvature in $z$ is at most ¼ for cross-entropy, 0.0771 for (a), by $\eqref{eq:why-curvature}$, and 1 for (b). The limits are 8, $2 / 0.0771 > 25.9$ and 2, and we take 4, 12.9 and 1. The rule knows no results, which makes it fair; it need not be the best for anyone, so we shall also try others.


# %%
def values(loss, z, y):
    if loss == "ce":
        return softplus(z) - y * z
    if loss == "a":
        return (torch.sigmoid(z) - y).square() / 2
    return (z - (2 * y - 1)).square() / 2


def slopes(loss, z, y):
    if loss == "b":
        return z - (2 * y - 1)
    p = torch.sigmoid(z)
    return p - y if loss == "ce" else (p - y) * p * (1 - p)


COLORS = {"ce": "C0", "a": "C1", "b": "C2"}
RATES = {"ce": 4, "a": 12.9, "b": 1}
z = torch.linspace(-12, 12, len(y), dtype=y.dtype, requires_grad=True)
for loss in COLORS:
    (auto,) = torch.autograd.grad(values(loss, z, y).sum(), z)
    assert torch.allclose(auto, slopes(loss, z, y))

# %% [markdown]
# ## Three surfaces {#surfaces}
#
# Eight starts (rings) at the distance 12 from zero, on the loss of all images. Dots mark the states after 0, 1, 2, 4, 8 and so on up to 256 steps: a path whose dots coincide stands still.

# %% alt="Three planes with level lines and eight paths each, from a ring of starts. Left, all run to one place right of the centre. Middle, four are still on the left. Right, level lines are circles and each path is one straight step to the centre."
side = torch.linspace(-16, 16, 33, dtype=x.dtype)
plane = torch.cartesian_prod(side, side)
u, v = plane[:, :1], plane[:, 1:]


def step(loss, lr, theta, x, y):
    """Return the next state (w, b) of each run, shape (runs, 2)."""
    s = slopes(loss, theta[:, :1] * x + theta[:, 1:], y)
    return theta - lr * torch.stack([(s * x).mean(dim=1), s.mean(dim=1)], dim=1)


def draw_slices(scores, names):
    """Draw the three losses for scores on the plane, shape (points, n)."""
    fig, axes = plt.subplots(1, 3, figsize=(5.6, 2.3), sharey=True)
    for ax, loss in zip(axes, COLORS, strict=True):
        L = values(loss, scores, y).mean(dim=1).reshape(33, 33).T
        levels = L.min() + torch.linspace(0, 1, 9)[1:8].square() * (L.max() - L.min())
        ax.contour(side, side, L, levels=levels, colors="C7", linewidths=1)
        ax.set(title=loss, xlabel=f"${names[0]}$", xticks=[-12, 0, 12], yticks=[-12, 0, 12])
    axes[0].set_ylabel(f"${names[1]}$", rotation=0, labelpad=8)
    return zip(axes, COLORS, strict=True)


angle = (torch.arange(8, dtype=x.dtype) + 0.5) * math.pi / 4
ring = 12 * torch.stack([angle.cos(), angle.sin()], dim=1)
for ax, loss in draw_slices(u * x + v, "wb"):
    states = [ring]
    for _ in range(256):
        states.append(step(loss, RATES[loss], states[-1], x, y))
    shown = [states[t] for t in (0, 1, 2, 4, 8, 16, 32, 64, 128, 256)]
    for way in torch.stack(shown, dim=1):
        descent_path(ax, way, color=COLORS[loss], markersize=2, linewidth=1.2)
plt.show()

# %% [markdown]
# On cross-entropy all eight run towards one place. Under (b) the Hessian is the identity, the level lines are circles, and a step with the rate 1 lands at the minimum. On (a) the four starts on the left, where $w < 0$ and ink counts against an 8, are still on the left. But eight starts are an anecdote.
#
# ## How many arrive {#arrivals}
#
# For each distance $r$ we make 1000 runs. A run draws the direction of its start and its own 100 images, with replacement, so the runs are independent and [Wilson's interval](digits.py#test) applies to the share that arrives: 85 of its images right within 300 steps. All losses get the same starts and images.
#
# On flat ground a larger rate is the first thing one would try. So (a) runs once more with eight times its rate, four times the limit; in the last two lines of the output the second `a` is this run.

# %%
RUNS, STEPS, DISTANCES = 1000, 300, (1, 2, 4, 6, 8, 12, 16, 24, 32)


def arrivals(loss, lr, theta, x, y):
    """Return the step after which each run has 85 images right, or STEPS + 1."""
    steps, runs = torch.full((len(theta),), STEPS + 1), torch.arange(len(theta))
    for t in range(STEPS + 1):
        late = ((theta[:, :1] * x + theta[:, 1:] > 0) == (y == 1)).sum(dim=1) < 85
        steps[runs[~late]] = t
        runs, theta, x, y = (part[late] for part in (runs, theta, x, y))
        theta = step(loss, lr, theta, x, y)
    return steps


def wilson(count, n, z=1.96):
    """Return the ends of Wilson's interval of 95% for a share."""
    middle = (count + z**2 / 2) / (n + z**2)
    half = z * math.sqrt(count * (n - count) / n + z**2 / 4) / (n + z**2)
    return middle - half, middle + half


settings = (("ce", 1), ("b", 1), ("a", 1), ("a", 8))
shares, medians = {setting: [] for setting in settings}, {}
draw = torch.Generator().manual_seed(0)
for r in tqdm(DISTANCES, disable=None, file=sys.stdout):
    rows = torch.randint(len(y), (RUNS, 100), generator=draw)
    x_run = standardize(x[rows].T)[0].T
    turn = 2 * math.pi * torch.rand(RUNS, generator=draw).double()
    start = r * torch.stack([turn.cos(), turn.sin()], dim=1)
    for loss, times in settings:
        steps = arrivals(loss, times * RATES[loss], start, x_run, y[rows])
        count = (steps <= STEPS).sum().item()
        shares[loss, times].append((count / RUNS, *wilson(count, RUNS)))
        medians[loss, times] = steps.median()

print(" r  a                     8 x rate")
for r, *cells in zip(DISTANCES, shares["a", 1], shares["a", 8], strict=True):
    row = ("{:.3f} [{:.3f}, {:.3f}]".format(*cell) for cell in cells)
    print(f"{r:2}  {'  '.join(row)}")
gains = [fast[0] - slow[0] for slow, fast in zip(shares["a", 1], shares["a", 8], strict=True)]
far = [gain for r, gain in zip(DISTANCES, gains, strict=True) if r >= 12]
print(f"gain from r = 12 on: between {min(far):.3f} and {max(far):.3f}")
late = {s: sum(round(RUNS * (1 - cell[0])) for cell in cells) for s, cells in shares.items()}
print(f"late of {RUNS * len(DISTANCES)} runs:", *(f"{s[0]} {count}" for s, count in late.items()))
print("median steps at r = 32:", *(f"{s[0]} {median}" for s, median in medians.items()))

# %% alt="The share of arrived runs against the distance. Blue and teal stay at one. The two orange curves are at one as far as the distance 6; the solid one falls to a half at 8, the dashed one somewhat later, and both end close together at a little over a third."
fig, ax = plt.subplots(figsize=(5.6, 2.8))
for loss, times in settings:
    share, low, high = torch.tensor(shares[loss, times]).T
    ax.semilogx(DISTANCES, share, color=COLORS[loss], linestyle="-" if times == 1 else "--")
    ax.fill_between(DISTANCES, low, high, color=COLORS[loss], alpha=0.25, linewidth=0)
ax.set(xlabel="$r$", xticks=[1, 2, 4, 8, 16, 32], xticklabels=[1, 2, 4, 8, 16, 32])
ax.set(ylim=(0, 1.05), yticks=[0, 0.5, 1])
ax.minorticks_off()
plt.show()

# %% [markdown]
# Cross-entropy solid blue (it lies under teal), (b) teal, (a) orange, with eight times the rate dashed.
#
# Up to the distance 6 no difference can be seen: at 6, 0.999 of the runs on (a) still arrive, and the interval goes up to 1.000. Then (a) drops. At 8 half of its runs are late, at 32 about two thirds: 0.341 arrive, between 0.312 and 0.371. On the other two losses not one run of 9000 is late; from 32, cross-entropy takes 12 steps in the median. The larger rate helps at 8, where 0.861 arrive instead of 0.508. From 12 on the gain is between 0.022 and 0.044: the fall only comes a little farther out, and well beyond it the larger rate helps few.
#
# So the answer to the first question depends on how far out we start. Near zero all three arrive.
#
# ## How flat is flat {#plateaus}
#
# A small gradient alone is no plateau: it is small near the minimum too, and half the loss has half the gradient. Let $\boldsymbol{\theta}^*$ be the lowest point of the plane. At the slope underfoot, $(L - L^*) / \lVert \nabla L \rVert$ is the way still to go. Divide it by the true way:
#
# $$
# \rho = \frac{L(\boldsymbol{\theta}) - L(\boldsymbol{\theta}^*)}{\lVert \nabla L(\boldsymbol{\theta}) \rVert \, \lVert \boldsymbol{\theta} - \boldsymbol{\theta}^* \rVert}.
# $$
#
# A convex function is nowhere below any of its tangent planes. Take the plane that touches it at $\boldsymbol{\theta}$, and compare the two at $\boldsymbol{\theta}^*$: $L(\boldsymbol{\theta}) - L(\boldsymbol{\theta}^*) \le \nabla L(\boldsymbol{\theta})^\top (\boldsymbol{\theta} - \boldsymbol{\theta}^*)$. A dot product is at most the product of the lengths, so $\rho \le 1$: judged by the slope, the way never looks longer than it is.
#
# On a plateau the way looks longer than it is, and $\rho$ exceeds 1; a factor in front of the loss does not change $\rho$. We measure the share of a plane, $-16$ to 16 both ways, where $\rho$ exceeds 1, 10 and 100, for 60 samples of 100 images.
#
# The same for a network. The figure that is often shown for this, Figure 5 of [@glorot2010], is about one hidden layer of tanh units and two of its weights, on random inputs and targets. Our network has real inputs, $x$ and the ink $x_2$ of the left half, and four tanh units; in each of the 60 networks all weights are random but two, $u$ from $x$ to the first unit and $v$ from there to the score. So this is a slice of a surface in twelve dimensions, and its lowest point is that of the slice.


# %%
def overstatement(loss, scores, derivatives, y):
    """Return rho at each point of the plane."""
    L = values(loss, scores, y).mean(dim=1)
    gradient = (slopes(loss, scores, y) * derivatives).mean(dim=2).norm(dim=0)
    way = (plane - plane[L.argmin()]).norm(dim=1)
    return torch.nan_to_num((L - L.min()) / (gradient * way), nan=0, posinf=1e9)


def network(draw, x1, x2):
    """Return a random network's scores on the plane, and their derivatives in u and v."""
    W1, W2, a = torch.randn(3, 4, generator=draw).double()
    others = torch.tanh(x1[:, None] * W1[1:] + x2[:, None] * W2[1:]) @ a[1:]
    h = torch.tanh(u * x1 + W2[0] * x2)
    return v * h + others, torch.stack([v * (1 - h**2) * x1, h])


def linear(draw, x1, x2):
    return u * x1 + v, torch.stack([x1.expand(len(plane), -1), torch.ones(len(plane), len(x1))])


SLICES = 60
x2 = standardize(images[:, :, :4].mean(dim=(1, 2))[:, None])[0][:, 0]
parts = {(model, loss): [] for model in (linear, network) for loss in COLORS}
draw = torch.Generator().manual_seed(1)
for _ in tqdm(range(SLICES), disable=None, file=sys.stdout):
    rows = torch.randint(len(y), (100,), generator=draw)
    for model in (linear, network):
        scores = model(draw, x[rows], x2[rows])
        for loss in COLORS:
            ratio = overstatement(loss, *scores, y[rows])
            above = [(ratio > m).double().mean() for m in (1 + 1e-9, 10, 100)]
            parts[model, loss].append(above)

print("% above:      1           10          100")
for (model, loss), runs in parts.items():
    runs = 100 * torch.tensor(runs)
    half = 2.001 * runs.std(dim=0) / math.sqrt(SLICES)
    cells = (f"{m:4.1f} ± {h:.1f}" for m, h in zip(runs.mean(dim=0), half, strict=True))
    print(f"{model.__name__:8} {loss:2} ", "  ".join(cells))

# %% alt="Three slices with level lines, mostly in four quarters. In the middle one, large parts of two opposite quarters are shaded; the other two have no shading."
net = network(torch.Generator().manual_seed(0), x, x2)
for ax, loss in draw_slices(net[0], "uv"):
    flat = overstatement(loss, *net, y).clamp(max=100).reshape(33, 33).T
    ax.contourf(side, side, flat, levels=[10, 101], colors=COLORS[loss], alpha=0.35)
plt.show()

# %% [markdown]
# Shaded: $\rho > 10$, in the slice of one network, for all images. The number after ± is half of the confidence interval of 95% over the 60 samples, by the [t distribution](../linear-regression/uncertainty.md#intervals).
#
# The zeros of cross-entropy and (b) in the linear model are the theorem, and check our code. There (a) has 18.3% beyond 10: a plateau needs no hidden layer. With one it has more, 29.8 ± 1.7%, but beyond 100 no more than without, 12.3 ± 1.7% against 12.7%.
#
# The network makes cross-entropy nonconvex too, and 5.0 ± 1.2% of the plane is beyond 1; but beyond 10 there are 0.0%. In these slices, then, almost nothing is beyond 10 unless the loss is (a). All these percentages, and with them the order of the two models, belong to this square; another square has others.
#
# ## Ten digits {#ten}
#
# Does it matter in practice? Now softmax regression on all ten digits, $65 \cdot 10 = 650$ parameters. The pixels are centred on the mean of all images, those of the later tests included; that uses no label, but a strict split would take the mean of the training images. Again the assertion compares our gradients in the scores with autograd.
#
# The rule for the rate needs the curvature in the scores. It is at most ½ for cross-entropy, by $\eqref{eq:ce-curvature-bound}$, and 1 for (b). For (a) and two classes it is at most $8 \cdot 0.0771 < 0.617$: the Brier score is four times what we had, and in the two scores, of which $z$ is the difference, a curvature counts twice. For ten classes we have no proof and look at random scores:

# %%
A, Y = append_ones(X - X.mean(dim=0)), one_hot(labels, 10, dtype=X.dtype)


def costs(loss, logits, Y):
    if loss == "ce":
        return -(logits.log_softmax(dim=-1) * Y).sum(dim=-1)
    if loss == "a":
        return (logits.softmax(dim=-1) - Y).square().sum(dim=-1)
    return (logits - Y).square().sum(dim=-1) / 2


def pulls(loss, logits, Y):
    if loss == "b":
        return logits - Y
    probs = logits.softmax(dim=-1)
    if loss == "ce":
        return probs - Y
    D = probs * (probs - Y)
    return 2 * (D - probs * D.sum(dim=-1, keepdim=True))


logits = 3 * torch.randn(len(Y), 10, generator=torch.Generator().manual_seed(0)).double()
logits.requires_grad_()
for loss in COLORS:
    (auto,) = torch.autograd.grad(costs(loss, logits, Y).sum(), logits)
    assert torch.allclose(auto, pulls(loss, logits, Y))

with torch.no_grad():  # Hessian of (a), image by image
    probs = logits.softmax(dim=1)
    J = torch.diag_embed(probs) - probs[:, :, None] * probs[:, None]
    D = (probs - Y)[:, :, None]
    p = probs[:, :, None]
    H = 2 * (D - D.mT @ p + p) * J - 2 * p * (J @ (D + p)).mT
    largest = torch.linalg.eigvalsh(H)[:, -1].max()
    print(f"largest curvature of (a) in {len(H)} draws: {largest:.2f}")

# %% [markdown]
# Nothing exceeds 0.617, so we go on with it.
#
# ## From random weights {#random-weights}
#
# All weights start at $s$ times a standard normal number. Each of 15 runs draws such weights and 300 images; it has arrived when 270 of its images are right, and 301 means: not within 300 steps. The rates are first those of the rule. Then we tune: cross-entropy and (a) may each take 1, 4 or 16 times their rate, whichever has the smallest median on the first five runs; (b) may not, since beyond twice its rate it diverges.
#
# We report the other ten runs. Their fifth value, in order, stands for the median. The second and the ninth make an interval that holds the true median with a probability of at least $1 - 22/1024 \approx 0.98$, whatever the distribution: each value is above the median with a probability of at most ½, and below it likewise; the interval misses only if at least nine of the ten are on the same side, with a probability of at most $2 \cdot (1 + 10)/2^{10}$.

# %%
LIMIT, n, SCALES, TIMES = 300, 300, (0.1, 0.3, 1, 3), (1, 4, 16)
BOUNDS = {"ce": 0.5, "b": 1, "a": 0.617}
draw = torch.Generator().manual_seed(2)
rows = torch.stack([torch.randperm(len(X), generator=draw)[:n] for _ in range(15)])
W_unit = torch.randn(15, 65, 10, generator=draw).double()
A_run, Y_run, labels_run = A[rows], Y[rows], labels[rows]
top = torch.linalg.eigvalsh(A_run.mT @ A_run / n)[:, -1, None, None]


def steps_needed(loss, times, W):
    """Return the step after which each of 15 runs has 270 images right, or LIMIT + 1."""
    steps, lr = torch.full((15,), LIMIT + 1), times / (BOUNDS[loss] * top)
    for t in range(LIMIT + 1):
        logits = A_run @ W
        there = (logits.argmax(dim=2) == labels_run).sum(dim=1) >= 270
        steps = torch.where(there, steps.clamp(max=t), steps)
        if steps.max() <= LIMIT:
            break
        W = W - lr / n * (A_run.mT @ pulls(loss, logits, Y_run))
    return steps


jobs = [(s, loss) for s in SCALES for loss in BOUNDS]
needed, table = {}, []
for s, loss in tqdm(jobs, disable=None, file=sys.stdout):
    runs = [steps_needed(loss, times, s * W_unit) for times in (TIMES if loss != "b" else (1,))]
    best = min(range(len(runs)), key=lambda k: runs[k][:5].median())
    needed[s, loss] = [run[5:].sort().values for run in (runs[0], runs[best])]
    cells = ("{:3} [{:3}, {:3}]".format(*run[[4, 1, 8]].tolist()) for run in needed[s, loss])
    table.append(f"{s:<3} {loss:2}  {next(cells)}   x {TIMES[best]:<2} {next(cells)}")

print("s       rule                  tuned", *table, sep="\n")
V = torch.linalg.lstsq(A_run, Y_run, driver="gelsd").solution
closed = ((A_run @ V).argmax(dim=2) == labels_run).sum(dim=1)[5:]
print(f"closed form of (b): {closed.min()} to {closed.max()} of 300 right")

# %% alt="Steps against the scale of the start, both axes logarithmic. Left, blue lies lowest, teal above it, orange highest; orange and teal reach the dashed limit. Right, blue and orange begin close together below ten; at the scale 1 orange has risen, and at 3 it is at the limit, while blue is still below ten."
fig, axes = plt.subplots(1, 2, figsize=(5.6, 2.8), sharey=True)
for k, ax in enumerate(axes):
    for loss in BOUNDS:
        runs = torch.stack([needed[s, loss][k] for s in SCALES]).clamp(max=LIMIT)
        ax.loglog(SCALES, runs[:, 4], "o-", color=COLORS[loss])
        ax.fill_between(SCALES, *runs[:, [1, 8]].T, color=COLORS[loss], alpha=0.25, linewidth=0)
    ax.axhline(LIMIT, color="C7", linestyle="--", linewidth=1.2)
    ax.set(xlabel="$s$", xticks=[0.1, 1], xticklabels=[0.1, 1])
    ax.set(yticks=[1, 10, 100], yticklabels=[1, 10, 100])
    ax.minorticks_off()
axes[0].set_ylabel("$t$", rotation=0, labelpad=8)
plt.show()

# %% [markdown]
# Left: the rule. Right: tuned. Cross-entropy blue, (a) orange, (b) teal. By the rule cross-entropy is fastest from 0.3 on; at 0.1 it cannot be told from (b). Up to 1, tuning brings (a) nearer: at 0.1 cross-entropy takes 2 steps and (a) 4, at 0.3 both take 4, at 1 they take 4 and 20. At 3 cross-entropy takes 6, and on (a) no rate in the list brings the median of the tuning runs home. The best factor was mostly 16, the largest on offer: the safe rate of the rule is timid for both.
#
# And (b), whose gradient never dies? It is slow too, with 110 steps at 1 and more than 300 at 3. Its scores forget the start only at the pace of the [small eigenvalues](../linear-regression/learning-rate.md#error-recursion). That is no objection to the loss: its closed form needs no start at all and has 289 to 297 of the 300 right.
#
# ## In the end {#end}
#
# Now the second question. Twelve splits: 1000 images for training, 300 for validation, 497 for the test. From zero parameters, 150 steps by the rule, with Nesterov's momentum, which takes the gradient a little ahead in the direction of the last step. Is there a minimum to wait for? For cross-entropy not necessarily, since [separable data](../softmax-regression/no-minimum.md#separable) have none. So each loss chooses among eleven of its steps the one that is best on the validation set, by its own measure; we keep the last step as well.
#
# Two measures need probabilities: the log loss, which is the cross-entropy on the test images, and the Brier score. The scores of (b) are not made for softmax, so for these two each loss may divide its scores by one [temperature](../softmax-regression/softmax.md#temperature), from the validation set. The same runs are made with 10, 20 and 40% of wrong labels in training and validation, which comes next.
#
# A hard split is hard for all losses, so we compare the losses split by split. The spread of the twelve differences can answer two questions. What would other splits of these images say? That is the usual confidence interval. What would other images say? Our splits share their images, and the usual interval is far too narrow for this; in its variance, $1/12$ is to be replaced by $1/12 + 497/1000$ ([@nadeau2003]). That is an approximation, and we give both.

# %%
SPLITS, TRAIN, VALID, ROUNDS, LEVELS = 12, 1000, 300, 150, (0, 0.1, 0.2, 0.4)
draw = torch.Generator().manual_seed(3)
rows = torch.stack([torch.randperm(len(X), generator=draw) for _ in range(SPLITS)])
right, chance = labels[rows], torch.rand(rows.shape, generator=draw)
wrong = (right + torch.randint(1, 10, rows.shape, generator=draw)) % 10
given = torch.stack([torch.where(chance < p, wrong, right) for p in LEVELS], dim=2)
Z = torch.nn.functional.one_hot(given, 10).double()

A_train, Z_train = A[rows[:, :TRAIN]], Z[:, :TRAIN]
A_rest, Z_valid = A[rows[:, TRAIN:]], Z[:, TRAIN:][:, :VALID]
y_test = right[:, TRAIN + VALID :]
top = torch.linalg.eigvalsh(A_train.mT @ A_train / TRAIN)[:, -1, None, None]
MARKS = {round(5 * 1.4**k) for k in range(10)} | {ROUNDS}


def fit(loss):
    """Return the scores of the other images, at the chosen step and at the last."""
    W = V = torch.zeros(SPLITS, 65, 10 * len(LEVELS), dtype=X.dtype)
    lowest, chosen = torch.full((SPLITS, 1, len(LEVELS)), math.inf), torch.zeros(())
    for t in tqdm(range(1, ROUNDS + 1), disable=None, file=sys.stdout):
        G = pulls(loss, (A_train @ V).unflatten(2, (-1, 10)), Z_train).flatten(2)
        W, before = V - (A_train.mT @ G) / (BOUNDS[loss] * top * TRAIN), W
        V = W + (t - 1) / (t + 2) * (W - before)
        if t in MARKS:
            logits = (A_rest @ W).unflatten(2, (-1, 10))
            own = costs(loss, logits[:, :VALID], Z_valid).mean(dim=1, keepdim=True)
            chosen = torch.where((own < lowest)[..., None], logits, chosen)
            lowest = torch.minimum(own, lowest)
    return chosen, logits


scores = {loss: fit(loss) for loss in COLORS}


# %%
def paired(difference):
    """Return the mean over the splits and its half-intervals: these images, new ones."""
    width, ratio = 2.201 * difference.std(dim=0), y_test.shape[1] / TRAIN
    narrow, wide = width * SPLITS**-0.5, width * (1 / SPLITS + ratio) ** 0.5
    return difference.mean(dim=0), narrow, wide


def temperature(logits):
    """Return for each split the T of a grid that is best on its validation set."""
    grid = torch.tensor([2 ** (k / 4) for k in range(-24, 9)], dtype=logits.dtype)
    valid, Y = logits[:, :VALID], Z_valid[:, :, 0]
    on_valid = [costs("ce", valid / T, Y).mean(dim=1) for T in grid]
    return grid[torch.stack(on_valid).argmin(dim=0)]


Y_test, measured = one_hot(y_test.flatten(), 10, dtype=X.dtype).unflatten(0, y_test.shape), {}
for loss, (chosen, _) in scores.items():
    logits = chosen[:, :, 0] / temperature(chosen[:, :, 0])[:, None, None]
    hit = (logits[:, VALID:].argmax(dim=2) == y_test).double()
    both = (costs(name, logits[:, VALID:], Y_test) for name in ("ce", "a"))
    measured[loss] = torch.stack([part.mean(dim=1) for part in (hit, *both)], dim=1)
    line = "{:2} accuracy {:.3f}  log loss {:.3f}  Brier {:.3f}"
    print(line.format(loss, *measured[loss].mean(dim=0)))

for loss in ("a", "b"):
    print(f"{loss} minus ce     mean  these images  new images")
    cells = paired(measured[loss] - measured["ce"])
    for row in zip(("accuracy", "log loss", "Brier"), *cells, strict=True):
        print("  {:8} {:8.4f}     ± {:.4f}    ± {:.4f}".format(*row))

# %% [markdown]
# Between cross-entropy and (a) no difference in accuracy or Brier score can be seen, not even for these images. In log loss cross-entropy leads on these images, by 0.0084 ± 0.0073; with new ones this may well be chance. Against (b) it is clear by every measure and both intervals: 2.8 percentage points of accuracy. Pixels are not the best ground for (b); on random features it led in two of the three splits of [the lesson](../softmax-regression/why-cross-entropy.md#raw-scores).
#
# ## Wrong labels {#wrong-labels}
#
# The third question. A share $\varepsilon$ of the labels, in training and validation, is replaced by one of the nine others; the test labels stay right. Differences are in percentage points, with the interval for these images and the one for new images.


# %%
def hit_rate(logits):
    return (logits[:, VALID:].argmax(dim=3) == y_test[:, :, None]).double().mean(dim=1)


hits = {loss: [hit_rate(logits) for logits in both] for loss, both in scores.items()}
for k, name in enumerate(("chosen step", "last step")):
    print(f"{name:11}   ce     a      b")
    for p, *row in zip(LEVELS, *(hits[loss][k].mean(dim=0) for loss in COLORS), strict=True):
        print(f"  {p:9.0%} ", *(f" {share:.3f}" for share in row))
    print("minus ce      a                 b")
    both = (paired(100 * (hits[loss][k] - hits["ce"][k])) for loss in ("a", "b"))
    for p, *row in zip(LEVELS, *(zip(*part, strict=True) for part in both), strict=True):
        print(f"  {p:9.0%} ", *(" {:4.1f} ± {:.1f} ± {:.1f}".format(*cell) for cell in row))

# %% alt="Differences in accuracy from cross-entropy at four shares of wrong labels, with thick and thin bars. Left, orange points are near or a little above zero, teal points below or near. Right, from one tenth of wrong labels on, all points are above zero, teal at the far right by about nine."
fig, axes = plt.subplots(1, 2, figsize=(5.6, 2.8), sharey=True)
for k, ax in enumerate(axes):
    ax.axhline(0, color="C7", linewidth=1.2)
    for loss, shift in (("a", -0.008), ("b", 0.008)):
        mean, narrow, wide = paired(100 * (hits[loss][k] - hits["ce"][k]))
        at = torch.tensor(LEVELS) + shift
        ax.errorbar(at, mean, wide, fmt="none", color=COLORS[loss], linewidth=1.2)
        ax.errorbar(at, mean, narrow, fmt="o", color=COLORS[loss], linewidth=4)
    ax.set(xlabel=r"$\varepsilon$", xticks=LEVELS)
axes[0].set_ylabel(r"$\Delta$", rotation=0, labelpad=8)
plt.show()

# %% [markdown]
# Left: at the chosen step. Right: after the last. (a) orange and (b) teal, minus cross-entropy. Thick bars are for these images, thin ones for new images.
#
# At the last step the answer is clear: with wrong labels both squared errors lead, by 2.4 to 9.1 points, and only one thin bar, that of (a) at 40%, reaches zero. With 40% cross-entropy has fallen to 0.792, and (b), the loser on clean labels, stands at 0.883.
#
# But stopping in time removes that difference: at the chosen step cross-entropy is back at 0.911, and (b) has 0.906. The lead of (a) is 0.9 and 1.4 points at 10 and 20%: for these images the interval excludes zero, for new ones it contains it. At 40% it is 0.8, and the interval for these images just contains zero. And (b) is behind at 0 and 10%, by both intervals, and indistinguishable at 20 and 40% on new images.
#
# ## What it says, and what it does not {#limits}
#
# - Arrival: near zero all three arrive. Far out (a) often does not, with any rate we tried; cross-entropy always did; (b) always did in the plane, but on ten digits from $s = 3$ it mostly needed more than 300 steps.
# - The end: on clean labels, at the chosen step, cross-entropy and (a) cannot be told apart in accuracy; after the last step (a) is behind by 0.3 ± 0.2 points on these images, which may be chance on new ones. On pixels (b) is behind.
# - Wrong labels: after 150 steps the squared errors are ahead; with early stopping the lead of (a) is small and not assured for new images.
#
# All this is one dataset of 1797 small images, linear models, and slices of small networks. Nobody starts softmax regression at $s = 3$; and none of our planes shows what the start of a deep network is like. Wrong labels here are wrong at random, while people rather mistake one digit for a similar one. And the intervals for new images rest on one approximation.
#
# ## What to try {#try}
#
# 1. Draw the plane from $-8$ to 8, or from $-32$ to 32. Which of the shares grow, and which stay zero?
#
#     ??? note "What to expect"
#
#         Those of (a) are larger on the larger square. Where cross-entropy and (b) had zeros, they keep them. On the small square the network has no more beyond 10 than the linear model, on the large one more than twice as much.
#
# 2. Let the wrong labels be those of the next digit, `(right + 1) % 10`. Which loss suffers most now?
#
#     ??? note "What to expect"
#
#         Cross-entropy, and stopping in time no longer saves it: at 20 and 40% both squared errors lead even at the chosen step, by both intervals.
#
# The functions used here: [`data`](../reference/data.md), [`softmax`](../reference/softmax.md), [`plots`](../reference/plots.md). Back to [the lab](loss-landscapes.py) or to [why cross-entropy](../softmax-regression/why-cross-entropy.md).
