# ---
# description: "Softmax regression on digits as an experiment: learning curves, rate and batch swept with intervals, weight decay, temperature, one test."
# minutes: 60
# deeper: true
# needs: "[the lab](digits.py), [weight decay](../softmax-regression/no-minimum.md), [the noise floor](../linear-regression/gradient-noise.md#noise-floor)"
# outcomes:
#   - say how rate, batch size and penalty act on a run, and where each rule ends
#   - tell the chance of the shuffles from that of the images
#   - fit a temperature, and say when it helps
# ---

# %% [markdown]
# # Report: digits, every dial with its interval {#digits-report}
#
# [The lab](digits.py) turned one dial for half an hour. This is the whole experiment, for reading. Softmax regression has several dials that the training data do not set: the learning rate $\eta$, the batch size $B$, the weight decay $\lambda$, the number of epochs, and after the fact a temperature $T$. [Digits with PyTorch](../softmax-regression/with-pytorch.md) let a solver run to the minimum and looked at what it found. Here we look at the way there, turn each dial, and ask each time whether the difference is larger than chance.
#
# ## The data {#data}
#
# The choice of the data is one line.

# %%
import math
import sys

import matplotlib.pyplot as plt
import torch
from matplotlib.patches import PathPatch
from matplotlib.path import Path
from sklearn.linear_model import LogisticRegression
from threadpoolctl import threadpool_limits
from tqdm import tqdm

from linearnets import (
    accuracy,
    append_ones,
    calibration,
    confusion_matrix,
    cross_entropy,
    cross_entropy_gradient,
    load_digits,
    minibatches,
    one_hot,
    softmax,
)

threadpool_limits(1)  # products as small as these gain nothing from more
DATASET = "digits"  # or "fashion"

X, labels = load_digits(torch.float64)
if DATASET == "fashion":
    from sklearn.datasets import fetch_openml

    try:
        clothes = fetch_openml("Fashion-MNIST", version=1, as_frame=False)
        X, labels = torch.tensor(clothes.data / 255), torch.tensor(clothes.target.astype(int))
    except (ImportError, OSError) as error:
        print(f"{error}; going on with the digits")

q, side = 10, math.isqrt(X.shape[1])
print(f"{len(X)} images of {side} by {side} pixels, from {X.min():.0f} to {X.max():.0f}")
print("of each:", *labels.bincount().tolist())
X = X * 8 / side  # smaller pixels count less, so that the same rates suit both

# %% [markdown]
# The classes are nearly equally frequent. This page was made with the digits, 1797 scans of 8 by 8 pixels.
#
# If you write `"fashion"` instead, the same cells run on 5000 of the $60{,}000 + 10{,}000$ images of Fashion-MNIST, clothes in $28 \times 28$ pixels; they are fetched from the network once (this needs pandas), and the cells then take minutes. If that fails, one line says why, and the digits stay.
#
# ## Three parts {#split}
#
# [Digits with PyTorch](../softmax-regression/with-pytorch.md) has used up its test set, so we split anew at random: three fifths to train, one fifth for all decisions, one fifth to test once. The new test images are not wholly fresh, since the lesson trained on some of them and taught us which penalties are worth trying. With 1797 images there are no others. The lab has the same split, and has tested a model of its own on these images; nothing here was chosen by that.

# %%
order = torch.randperm(len(X), generator=torch.Generator().manual_seed(2))[:5000]
assert X[order].isfinite().all()
print("images that occur twice:", len(order) - len(X[order].unique(dim=0)))

m = len(order) // 5
train, valid, test = order.split([len(order) - 2 * m, m, m])
print(f"train {len(train)}, valid {len(valid)}, test {len(test)}")


# %% alt="Ten images made of grey squares in a grid of eight by eight, one for each digit from 0 to 9. Most are easy to read; the 5 and the 8 are less so."
def ink(image):
    corners, codes = [], []
    for row, column in image.nonzero().tolist():
        h = image[row, column].sqrt().item() / 2  # area in proportion to the ink
        corners += [(column + dx * h, row + dy * h) for dx, dy in ((-1, -1), (1, -1), (1, 1))]
        corners += [(column - h, row + h), (0, 0)]
        codes += [Path.MOVETO, Path.LINETO, Path.LINETO, Path.LINETO, Path.CLOSEPOLY]
    return Path(corners, codes)


def draw_images(rows, titles):
    fig, axes = plt.subplots(2, 5, figsize=(5.6, 2.7))
    for ax in axes.flat:
        ax.set(xlim=(-0.6, side - 0.4), ylim=(side - 0.4, -0.6), aspect="equal")
        ax.set_axis_off()
    for ax, i, title in zip(axes.flat, rows, titles, strict=False):
        image = X[i].reshape(side, side) * side / 8
        ax.add_patch(PathPatch(ink(image), facecolor="C7", edgecolor="none"))
        ax.set_title(title)


draw_images([train[labels[train] == j][0] for j in range(q)], range(q))
plt.show()

# %% [markdown]
# The first training image of each class. The area of a square is the ink of its pixel.
#
# ## The baseline {#baseline}
#
# Two rules that need no gradient: always name the most frequent class, or name the class whose mean image is nearest. Here and in the test at the end, an accuracy comes with [Wilson's interval](digits.py#test) of 95%: which long-run accuracies would fit what was seen on so few images.


# %%
def interval(share, n, z=1.96):
    middle = (share + z**2 / (2 * n)) / (1 + z**2 / n)
    half = z * math.sqrt(share * (1 - share) / n + z**2 / (4 * n**2)) / (1 + z**2 / n)
    return f"{share:.3f}, between {middle - half:.3f} and {middle + half:.3f}"


means = torch.stack([X[train][labels[train] == j].mean(dim=0) for j in range(q)])
frequent = labels[train].bincount().argmax().expand(m)
nearest = torch.cdist(X[valid], means).argmin(dim=1)
for name, labels_hat in (("most frequent", frequent), ("nearest mean", nearest)):
    print(f"{name:13} {interval(accuracy(labels_hat, labels[valid]).item(), m)}")

# %% [markdown]
# The nearest mean is no straw man: its borders are straight too, and it fits $64 \cdot 10 = 640$ numbers where our model fits $65 \cdot 10 = 650$. Descent has to beat 0.922.
#
# ## One run {#training}
#
# Minibatch SGD with nothing hidden: `minibatches` shuffles and cuts, `cross_entropy_gradient` is $\eqref{eq:ce-gradient}$, and one line takes the step. From zero parameters, where the loss is $\log 10 \approx 2.303$:

# %%
W, b = torch.zeros(X.shape[1], q, dtype=X.dtype), torch.zeros(q, dtype=X.dtype)
generator = torch.Generator().manual_seed(0)
for epoch in range(1, 21):
    for X_B, y_B in minibatches(X[train], labels[train], 16, generator=generator):
        grad_W, grad_b = cross_entropy_gradient(X_B, y_B, W, b)
        W, b = W - 0.5 * grad_W, b - 0.5 * grad_b
    if epoch in (1, 2, 5, 10, 20):
        both = [cross_entropy(X[rows] @ W + b, labels[rows]) for rows in (train, valid)]
        right = accuracy((X[valid] @ W + b).argmax(dim=1), labels[valid])
        print(f"epoch {epoch:2}  train {both[0]:.3f} valid {both[1]:.3f} accuracy {right:.3f}")

# %% [markdown]
# One epoch nearly reaches the nearest mean. After ten the accuracy moves by a few images only, while the validation loss goes on falling; from here on the loss decides.
#
# ## Many runs at once {#runs}
#
# One run is an anecdote: another shuffle would give other numbers. We repeat everything with eight shuffles, and train all settings side by side. The scores of several models are one matrix product, if their weights stand next to each other as columns; softmax then acts on each group of ten. `W` holds the biases as its last row, and each setting is a pair $(\eta, \lambda)$.

# %%
SEEDS = 8


def sgd(settings, batch_size, num_epochs):
    """Yield the parameters of all runs after each epoch, shape (settings, seeds, d + 1, q)."""
    A, Y = append_ones(X[train]), one_hot(labels[train], q, dtype=X.dtype)
    lr, penalty = torch.tensor(settings, dtype=X.dtype).T.repeat_interleave(q, dim=1)
    W = torch.zeros(SEEDS, A.shape[1], len(lr), dtype=X.dtype)
    draws = [torch.Generator().manual_seed(seed) for seed in range(SEEDS)]
    for _ in tqdm(range(num_epochs), disable=None, file=sys.stdout, leave=False):
        orders = torch.stack([torch.randperm(len(A), generator=draw) for draw in draws])
        for rows in orders.split(batch_size, dim=1):
            A_B, Y_B = A[rows], Y[rows][:, :, None]
            Y_hat = (A_B @ W).unflatten(2, (-1, q)).softmax(dim=3)
            G = A_B.mT @ (Y_hat - Y_B).flatten(2) / rows.shape[1]
            G[:, :-1] += penalty * W[:, :-1]
            W = W - lr * G
        yield W.unflatten(2, (-1, q)).permute(2, 0, 1, 3)


def losses(W, rows):
    """Return what each image costs under each run, shape (settings, seeds, images)."""
    logits = append_ones(X[rows]) @ W
    return logits.logsumexp(dim=3) - logits[..., range(len(rows)), labels[rows]]


*_, runs = sgd([(0.5, 0.0)], 16, 20)
assert torch.allclose(runs[0, 0, :-1], W) and torch.allclose(runs[0, 0, -1], b)

# %% [markdown]
# The assertion compares the first of the eight with the run above: the same parameters.
#
# ## Learning curves {#curves}
#
# Three rates, no penalty, $B = 16$. What will the large one do: fly off to infinity, as gradient descent on the squared loss [does](../linear-regression/learning-rate.md#limit)?

# %% alt="Three panels of the loss over the epochs, both axes logarithmic. At 1/32 the curves of training and validation fall together and slowly; at 1/2 they part after some ten epochs; at 8 they leap up in a wide band, and later the training curve drops far below the other, which stays level."
marks = [1, 2, 3, 4, 6, 8, 11, 16, 23, 32, 45, 64]
history = [
    torch.stack([losses(W, rows).mean(dim=2) for rows in (train, valid)])
    for epoch, W in enumerate(sgd([(1 / 32, 0.0), (1 / 2, 0.0), (8, 0.0)], 16, 64), 1)
    if epoch in marks
]

fig, axes = plt.subplots(1, 3, sharey=True)
for k, (ax, name) in enumerate(zip(axes, ("1/32", "1/2", "8"), strict=True)):
    for part, color in enumerate(("C0", "C1")):
        runs = torch.stack(history)[:, part, k]
        ax.loglog(marks, runs.mean(dim=1), color=color)
        ax.fill_between(marks, *runs.aminmax(dim=1), color=color, alpha=0.25, linewidth=0)
    ax.set(title=rf"$\eta$ = {name}", xlabel="$E$", xticks=[1, 8, 64], xticklabels=[1, 8, 64])
    ax.minorticks_off()
axes[0].set(yticks=[0.01, 0.1, 1], yticklabels=[0.01, 0.1, 1])
axes[0].set_ylabel("$L$", rotation=0, labelpad=8)
plt.show()

# %% [markdown]
# Loss after $E$ epochs, training set blue, validation set orange; lines are means of the eight runs, bands reach from the lowest to the highest.
#
# At the first rate the loss falls slowly. The second is sound: where its two curves part, the model begins to learn its training images, and not only digits. The third leaps about for some epochs, and chance decides where.
#
# But the third cannot fly off as on the squared loss, where every step multiplies the distance: an entry of the gradient is a mean of pixels times $\hat{y} - y$, with no factor above 1 in size, so one step adds at most $\eta$ to a weight, however large it is already. In the end it fits the training set best of the three, and is worse on new images than the second: large rates have made large weights, and the model is certain even where it is wrong.
#
# ## How large a rate {#limit}
#
# With the full gradient, every step is sure to go down if $\eta < 4/\lambda_{\max}$, by $\eqref{eq:ce-step}$, where $\lambda_{\max}$ is the largest eigenvalue of $\tilde{\mathbf{X}}^\top \tilde{\mathbf{X}} / n$. That bound is made for the worst case, two classes with one half each. At zero parameters all ten have a tenth, the Hessian in the scores is $(\mathbf{I} - \mathbf{1}\mathbf{1}^\top / q) / q$, and the largest curvature is $\lambda_{\max} / q$ instead of $\lambda_{\max} / 2$. So at the start the limit should be near $2q / \lambda_{\max}$. Fifty full steps each:

# %%
A = append_ones(X[train])
top = torch.linalg.eigvalsh(A.T @ A / len(A))[-1].item()
print(f"4 / lambda_max = {4 / top:.2f}, 2 q / lambda_max = {2 * q / top:.2f}")
rates = (0.25, 0.5, 1, 2, 4, 8)
full = sgd([(lr, 0.0) for lr in rates], len(train), 50)
path = torch.stack([losses(W[:, :1], train).mean(dim=(1, 2)) for W in full])
path = torch.cat([torch.full_like(path[:1], math.log(q)), path])
for lr, falls in zip(rates, (path.diff(dim=0) < 0).all(dim=0), strict=True):
    print(f"rate {lr:<4}  lower after every step: {bool(falls)}")

# %% [markdown]
# The bound of 0.35 keeps its promise and is far from tight; up to 2 nothing rises, at 4 something does. The second limit, 1.75, is of the right size, and only that: it holds for the steepest direction at the starting point.
#
# ## Rate and batch {#ratio}
#
# Now the question of the lab, with more settings. An epoch takes $n/B$ steps. As long as the steps are short, they follow nearly the same curve down, and how far they get depends on the sum of the rates: $E n \eta / B$ after $E$ epochs. With fresh minibatches the [noise floor](../linear-regression/gradient-noise.md#noise-floor) also goes as $\eta / B$. Both say that only the ratio counts. The limit above does not depend on $B$, so for a large $\eta$ this must break down.
#
# Twelve rates, five batch sizes, eight shuffles, twenty epochs each. The columns: batch size, validation loss at the rate $B/128$, best rate, and the loss there with its interval over the shuffles:


# %%
def over_seeds(values):
    """Return mean and half confidence interval (95%, t distribution) over the last axis."""
    return values.mean(dim=-1), 2.365 * values.std(dim=-1) / math.sqrt(SEEDS)


rates = [2.0**k for k in range(-7, 5)]
sweep = {}
for batch_size in (4, 16, 64, 256, len(train)):
    *_, W = sgd([(lr, 0.0) for lr in rates], batch_size, 20)
    sweep[batch_size] = losses(W, valid).mean(dim=2)

print("   B   at rate B/128   best rate   there")
for batch_size, runs in sweep.items():
    mean, half = over_seeds(runs)
    best, same = mean.argmin(), batch_size / 128
    at_ratio = f"{mean[rates.index(same)]:.3f}" if same in rates else "-"
    there = f"{mean[best]:.3f} ± {half[best]:.3f}"
    print(f"{batch_size:4}   {at_ratio:13}   {rates[best]:9}   {there}")

# %% alt="Validation loss after 20 epochs, five curves for five batch sizes, both axes logarithmic. Left, against the rate, the curves are shifted copies of each other that turn up at the right, the one for the smallest batch between two vertical lines, the others beyond them. Right, against the rate divided by the batch size, they lie nearly on one curve until the larger batches leave it, one after another, and in the end upwards."
fig, (left, right) = plt.subplots(1, 2, sharey=True)
for (batch_size, runs), color in zip(sweep.items(), ("C3", "C1", "C2", "C0", "C7"), strict=True):
    for ax, unit in ((left, 1), (right, batch_size)):
        x = [lr / unit for lr in rates]
        ax.loglog(x, runs.mean(dim=1), color=color, label=f"${batch_size}$")
        ax.fill_between(x, *runs.aminmax(dim=1), color=color, alpha=0.25, linewidth=0)
for limit, style in ((4 / top, ":"), (2 * q / top, "--")):
    left.axvline(limit, color="C7", linestyle=style, linewidth=1.2)
left.set(xlabel=r"$\eta$", xticks=[0.01, 0.1, 1, 10], xticklabels=[0.01, 0.1, 1, 10])
left.set(yticks=[0.1, 0.3, 1, 3], yticklabels=[0.1, 0.3, 1, 3])
left.set_ylabel("$L$", rotation=0, labelpad=8)
right.set(xlabel=r"$\eta\;/\;B$", xticks=[1e-4, 1e-2, 1])
right.legend(title="$B$", fontsize=9)
for ax in (left, right):
    ax.minorticks_off()
plt.show()

# %% [markdown]
# Validation loss after twenty epochs, against the rate and against the ratio; dotted $4/\lambda_{\max}$, dashed $2q/\lambda_{\max}$.
#
# On the right the five curves nearly become one. They part clearly only where the rate is beyond the dashed line on the left; besides, that of 256 lies about a tenth lower at small rates, since its epoch has five steps and not $1079/256 = 4.2$. At the ratio 1/128 the rate runs from 1/32 to 2, and the loss is 0.207 or 0.200. So four times the batch wants four times the rate, and an epoch does the same work in a quarter of the steps.
#
# The best rate is less certain, since neighbours often cannot be told apart; but for 256 images and for all of them 16 is clearly worse than 8. The first three of the best losses have intervals that overlap; the last two are higher, since the rate cannot grow with the batch any more, and twenty epochs hold too few steps.
#
# Left of the optimum all runs are too slow. Right of it chance takes over, and the bands show how much of a single run would be luck; only with the full batch does a shuffle change nothing.
#
# ## Decay brings back the floor {#floor}
#
# So far no run has come to rest. The training images can be separated, so the loss can fall towards zero [for ever](../softmax-regression/no-minimum.md#separable), and as with [exact data](../linear-regression/gradient-noise.md#decreasing-rate) no floor stops it. With $\lambda = 0.01$ there is a minimum, where the images still pull in different directions. scikit-learn finds it; how far above it does SGD hover, on average over epochs 41 to 60?

# %%
penalty = 0.01
fit = LogisticRegression(C=1 / (len(train) * penalty), tol=1e-10, max_iter=5000)
fit.fit(X[train], labels[train])
minimum = torch.column_stack([torch.tensor(fit.coef_), torch.tensor(fit.intercept_)]).T


def objective(W):
    return losses(W, train).mean(dim=2) + penalty / 2 * W[:, :, :-1].square().sum(dim=(2, 3))


print(" B   rate 1/2            rate 1")
for batch_size in (16, 32, 64):
    values = [objective(W) for W in sgd([(0.5, penalty), (1.0, penalty)], batch_size, 60)]
    excess = torch.stack(values[-20:]).mean(dim=0) - objective(minimum[None, None])
    cells = [f"{mean:.4f} ± {half:.4f}" for mean, half in zip(*over_seeds(excess), strict=True)]
    print(f"{batch_size:2}   {'     '.join(cells)}")

# %% [markdown]
# Again the ratio decides, nearly: 1/2 with 16 and 1 with 32 give 0.0369 and 0.0357, 1/2 with 32 and 1 with 64 give 0.0109 and 0.0130. But twice the batch leaves less than half. The formula $\eqref{eq:sgd-floor-loss}$ is for fresh minibatches and a noise that does not change on the way; here the errors of the minibatches of an epoch partly cancel, and at large rates the runs get so far from the minimum that the noise itself is larger.
#
# ## Which penalty {#penalty}
#
# Seven penalties, 200 epochs. By the rule of the ratio we take the rate 1 with $B = 32$ in place of 1/2 with 16: the same path in half the steps, and still below the limit of the start.
#
# Two kinds of chance must be told apart. The number after $\pm$ is the interval over the shuffles. The last column asks how the comparison would change with 359 other validation images: it draws 359 of ours with replacement, 2000 times, and takes the *differences* from the model with the lowest loss, image by image, since two models find the same images hard.

# %%
penalties = [0, 1e-5, 3e-5, 1e-4, 3e-4, 1e-3, 3e-3]
*_, models = sgd([(1.0, penalty) for penalty in penalties], 32, 200)
on_train, on_valid = losses(models, train).mean(dim=1), losses(models, valid).mean(dim=1)
best = on_valid.mean(dim=1).argmin().item()

draws = torch.randint(m, (2000, m), generator=torch.Generator().manual_seed(0))
ends = torch.tensor([0.025, 0.975], dtype=X.dtype)


def over_images(values):
    """Return the ends of the bootstrap interval of 95% for the mean over the images."""
    return values[draws].mean(dim=1).quantile(ends).tolist()


_, halves = over_seeds(losses(models, valid).mean(dim=2))
print("lambda  train  valid            above the lowest")
for k, penalty in enumerate(penalties):
    low, high = over_images(on_valid[k] - on_valid[best])
    valid_loss = f"{on_valid[k].mean():.3f} ± {halves[k]:.3f}"
    print(f"{penalty:<6.0e}  {on_train[k].mean():.3f}  {valid_loss}    {low:6.3f} to {high:.3f}")

# %% [markdown]
# The lowest is $3 \cdot 10^{-5}$, but nothing up to $3 \cdot 10^{-4}$ can be told from it: those intervals contain zero. The shuffles, with $\pm 0.001$, would have made us far too sure.
#
# That the smallest penalties hardly differ has a simple reason. By itself, the decay multiplies the weights by $1 - \eta\lambda$ in each step. An epoch has 34 steps, and with $\lambda = 10^{-5}$ the $200 \cdot 34 = 6800$ steps leave $(1 - 10^{-5})^{6800} = 0.93$ of them. Such a penalty has hardly had time to act, and it is the end of the training that holds the weights back.
#
# ## Temperature scaling {#temperature}
#
# A penalty does two things: it turns the weights, and it makes them small, hence the probabilities timid. The second can be undone after training. Divide all scores by one [temperature](../softmax-regression/softmax.md#temperature) $T$ ([@guo2017]): no order of scores changes, so the accuracy stays the same, and $T$ is a single number, to be chosen on the validation set.
#
# With $\beta = 1/T$ the probabilities are $\hat{\mathbf{y}}_i = \operatorname{softmax}(\beta\, \mathbf{o}_i)$, the loss is convex in $\beta$, and its slope is
#
# $$
# \frac{\mathrm{d} L}{\mathrm{d} \beta} = \frac{1}{n} \sum_{i=1}^{n} \Bigl( \sum_{j=0}^{q-1} \hat{y}_{i,j}\, o_{i,j} - o_{i, y_i} \Bigr),
# $$
#
# the score that the model expects minus the score of the right class, on average over the images. Where it is positive the model is too sure, and $T$ has to rise; bisection finds the place where it is zero.
#
# What becomes of the seven models? Left of each arrow without the temperature, right of it with; `confidence` is the mean largest probability. The last line is the interval of a difference: the lowest validation loss with a temperature less the lowest without.


# %%
def temperature(logits, labels):
    low, high = -4.0, 4.0  # of log T
    right = logits[range(len(labels)), labels]
    for _ in range(50):
        middle = (low + high) / 2
        expected = (softmax(logits / math.exp(middle)) * logits).sum(dim=1)
        low, high = (middle, high) if (expected - right).mean() > 0 else (low, middle)
    return math.exp(middle)


A = append_ones(X[valid])
T = torch.tensor([[temperature(A @ W, labels[valid]) for W in runs] for runs in models])
scaled = models / T[:, :, None, None]
after = losses(scaled, valid).mean(dim=1)

print("lambda  T     confidence     valid loss")
for k, penalty in enumerate(penalties):
    sure, sure_after = ((A @ W[k]).softmax(dim=2).amax(dim=2).mean() for W in (models, scaled))
    both = f"{on_valid[k].mean():.3f} → {after[k].mean():.3f}"
    print(f"{penalty:<6.0e}  {T[k].mean():.2f}  {sure:.3f} → {sure_after:.3f}  {both}")

chosen = after.mean(dim=1).argmin().item()
low, high = over_images(after[chosen] - on_valid[best])
pair = f"{penalties[chosen]:.0e} with T less {penalties[best]:.0e} without"
print(f"{pair}: {low:.3f} to {high:.3f}")

# %% alt="Three curves of the loss against lambda. Training loss rises from near zero; the validation loss is level at first and rises steeply from the fourth penalty on; with temperature it stays almost level until the last but one."
fig, ax = plt.subplots()
for values, color in ((on_train, "C0"), (on_valid, "C1"), (after, "C2")):
    ax.plot(range(len(penalties)), values.mean(dim=1), "o-", color=color)
names = ["$0$", "$10^{-5}$", "", "$10^{-4}$", "", "$10^{-3}$", ""]
ax.set(xlabel=r"$\lambda$", xticks=range(len(penalties)), xticklabels=names, ylim=0)
ax.set_ylabel("$L$", rotation=0, labelpad=8)
ax.locator_params(axis="y", nbins=4)
plt.show()

# %% [markdown]
# Training loss blue, validation loss orange, with temperature teal.
#
# Most of what a strong penalty cost was timidity: at $10^{-3}$ one number takes the loss from 0.159 to 0.096. Where the loss itself had chosen the penalty, $T$ is 0.90 and changes next to nothing. And the optimum has moved: with temperature it is $3 \cdot 10^{-4}$, at 0.089. This pair has the lowest validation loss of all fourteen candidates, so it is our model; the difference from the best without temperature, however, may well be chance, as the last line says. And $T$ was fitted to the very images on which it is compared.
#
# ## The test, once {#test}
#
# Nothing will be changed after this cell. Besides the nearest mean there are two comparisons, which we name now: our model without its temperature, and the penalty $3 \cdot 10^{-5}$ without temperature. Do you expect the lead, 0.089 against 0.095, to last?

# %%
y, A = labels[test], append_ones(X[test])
nearest = torch.cdist(X[test], means).argmin(dim=1)
labels_hat = (A @ models[chosen]).argmax(dim=2)
shares = [accuracy(run, y).item() for run in labels_hat]
print(f"nearest mean  {interval(accuracy(nearest, y).item(), m)}")
print(f"our model     {interval(shares[0], m)}")
low, high = over_images((labels_hat[0] == y).double() - (nearest == y).double())
print(f"difference between {low:.3f} and {high:.3f}")
print(f"eight shuffles from {min(shares):.3f} to {max(shares):.3f}")

on_test, test_after = losses(models, test).mean(dim=1), losses(scaled, test).mean(dim=1)
low, high = over_images(test_after[chosen])
print(f"loss of our model {test_after[chosen].mean():.3f}, between {low:.3f} and {high:.3f}")
print("                 loss  ours minus it")
for name, k in (("without T", chosen), ("best without T", best)):
    gain = test_after[chosen] - on_test[k]
    low, high = over_images(gain)
    both = f"{on_test[k].mean():.3f}  {gain.mean():6.3f}"
    print(f"{name:14}  {both}, {low:6.3f} to {high:.3f}")

# %% [markdown]
# The first run of our model reads 0.950 of the images, and no other run reads fewer; the nearest mean reads 0.897. The two intervals overlap a little, yet the difference is clear: most images are read by both, and the third line compares the two image by image.
#
# But the lead in the loss is gone; the losses are means over all eight runs. The temperature took 0.015 off the loss of our model, with an interval that still contains zero; and against the weaker penalty our choice is 0.003 *worse*, from $-0.012$ to 0.021. There may be a small gain, or none: 359 images cannot tell. Where the validation images could not tell several candidates apart, the lowest of them looks better, on average, than it is. We do not go back and choose again.
#
# The test also shows which chance is large: the accuracies of the eight shuffles differ by 0.011 at most, while another set of 359 images may move one of them by $2\sqrt{0.95 \cdot 0.05 / 359} \approx 0.023$ either way, and the loss by nearly half (see the interval of 0.129 above).
#
# ## Are the probabilities honest? {#calibration}
#
# From here on nothing is chosen, so we may look at the test set again. Did the temperature at least make the probabilities honest? The figure takes the first run of our model and of the strongest penalty, and shows the share that is right against the confidence, in five bins. Bins with fewer than ten images are left out; bars are one standard error, if the confidence is honest. The last column of the first table counts the images in the five bins. The second table has all seven penalties.

# %% alt="Two reliability diagrams with a grey diagonal. Left, for 0.0003, orange squares and teal circles scatter on both sides of it. Right, for 0.003, the squares lie above the diagonal, most of them far; the two circles lie near it."
print("lambda  T       confidence right  images")
fig, axes = plt.subplots(1, 2, sharey=True)
for ax, k in zip(axes, (chosen, len(penalties) - 1), strict=True):
    ax.plot([0.2, 1], [0.2, 1], color="C7", linewidth=1.2)
    for name, W, color, mark in (("1", models, "C1", "s"), ("fitted", scaled, "C2", "o")):
        probs = softmax(A @ W[k, 0])
        bins = calibration(probs, y, num_bins=5)
        error = (bins.confidence * (1 - bins.confidence) / bins.count).sqrt()
        points = torch.stack([bins.confidence, bins.accuracy, error])[:, bins.count >= 10]
        ax.errorbar(*points, fmt=mark, color=color, linewidth=1.2)
        sure, right = probs.amax(dim=1).mean(), accuracy(probs.argmax(dim=1), y)
        claim = f"{penalties[k]:.0e}   {name:8}{sure:.3f}      {right:.3f}"
        print(f"{claim} ", *bins.count.tolist())
    ax.set(xlabel=r"$\hat{y}$", xticks=[0.2, 0.6, 1], yticks=[0.2, 0.6, 1])
    ax.set_title(rf"$\lambda = {penalties[k]:g}$")
plt.show()

print("lambda  test loss      change by T")
for k, penalty in enumerate(penalties):
    low, high = over_images(test_after[k] - on_test[k])
    both = f"{on_test[k].mean():.3f} → {test_after[k].mean():.3f}"
    print(f"{penalty:<6.0e}  {both}  {low:6.3f} to {high:.3f}")

# %% [markdown]
# Orange is the model as trained, teal with its temperature. Our model claimed 0.925 and was right on 0.950: too timid, by about two standard errors. With the temperature it claims 0.963, and these images cannot tell whether that is too much. The temperature came from the validation images, where the same model had a loss of 0.089 and not 0.129. Its bins say little, for at least 310 images lie in the highest.
#
# The strongest penalty shows what a temperature can do, and the second table says where. Where the timidity is gross, at $10^{-3}$ and $3 \cdot 10^{-3}$, the temperature helps on new images too, and by more than chance. Where the loss had chosen the penalty, it changes nothing. So choose the penalty by the loss first, and use a temperature when the confidence is wrong as a whole.
#
# ## The mistakes {#mistakes}
#
# In the confusion matrix of the first run, a row is the true digit and a column the predicted one. Are the mistakes those of the model, or of the shuffle? Eight runs can tell.

# %%
print("   " + "  ".join("0123456789"))
for digit, row in enumerate(confusion_matrix(labels_hat[0], y, q).tolist()):
    print(digit, " ".join(f"{count:2}" if count else " ." for count in row))

times_wrong = (labels_hat != y).sum(dim=0)
print("images wrong in 0 to 8 runs:", *times_wrong.bincount(minlength=SEEDS + 1).tolist())
hard = (times_wrong == SEEDS).nonzero()[:, 0]
hard = hard[test_after[chosen, hard].argsort(descending=True)]
second = softmax(A @ scaled[chosen, 0]).topk(2).indices[hard, 1] == y[hard]
print(f"wrong in all: {len(hard)}, right class second in the first: {second.sum()}")
share = test_after[chosen, hard].sum() / test_after[chosen].sum()
print(f"their share of the loss: {share:.2f}")

# %% alt="Nine images made of grey squares, each headed by the true digit, an arrow and the predicted digit. Two 8s are taken for a 1, a 9 for a 5, a 6 for a 4."
draw_images(test[hard], [f"{y[i]} → {labels_hat[0, i]}" for i in hard])
plt.show()

# %% [markdown]
# Nine images are wrong in all eight runs, and only twelve are wrong in some but not in all; 338 are right in all. The nine cost 0.64 of the whole loss, and in the first run the right digit is second in five of them. The second 8 is hardly more than a bar; the 6 at the end we read at once. None of the eight shuffles reads them, and no temperature can, since it keeps the order of the scores.
#
# ## What this does not show {#limits}
#
# The intervals over shuffles keep the split; those over images keep the trained models. Neither says what 1079 other training images would have given. The rule of the ratio was seen here for twenty epochs from zero parameters, plain SGD and a convex loss; with momentum, with a rate that falls, or for a network with hidden layers it is a question and not a result. And a random split scatters every writer's hand over all three parts, so that nothing here is about strangers.
#
# ## What to try {#try}
#
# 1. Strangers. Write `order = torch.arange(len(X))` for the split, so that the test set is the end of the file, with hands that the training set [hardly shows](../softmax-regression/with-pytorch.md#exercises). The accuracy falls below nine in ten. What becomes of the temperature that was fitted on the validation images: does it still help our model, or does it harm?
#
#     ??? note "What to expect"
#
#         It harms, by more than chance. It makes our model surer, and on strangers the model is sure enough even without it.
#
# 2. Fresh minibatches. In `sgd`, write `torch.randint(len(A), (len(A),), generator=draw)` for `torch.randperm(len(A), generator=draw)` and take away the assertion. Which entries of the table of floors rise, and which stay?
#
#     ??? note "What to expect"
#
#         The largest stays within its interval. The others rise, the smallest most in proportion: no errors cancel within an epoch any more, and twice the batch comes closer to leaving one half.
#
# 3. Another draw. Change the seed of the split from 2 to 3, 4, 5. Which pair of $\lambda$ and $T$ wins on the validation set, and how often does its lead survive the test?
#
#     ??? note "What to expect"
#
#         The same penalty as here wins all three times, each time with a temperature of its own. In the test its loss is below that of the weaker penalty two times and above it once, each time by no more than chance.
#
# The functions used here: [`softmax`](../reference/softmax.md), [`losses`](../reference/losses.md), [`metrics`](../reference/metrics.md), [`data`](../reference/data.md). Back to [the lab](digits.py) or to [digits with PyTorch](../softmax-regression/with-pytorch.md).
