# ---
# description: "A lab of half an hour on handwritten digits: a rule without a gradient, an epoch of SGD, a larger batch and its rate, one test with an interval."
# minutes: 30
# needs: "[minibatch SGD](../linear-regression/minibatch-sgd.md), [cross-entropy](../softmax-regression/cross-entropy.md)"
# outcomes:
#   - compare a trained model with a rule that needs no gradient
#   - write an epoch of minibatch SGD, and say how the learning rate changes with the batch size
#   - test once, and say how far the accuracy can be trusted
# moved:
#   split: digits-report.py
#   runs: digits-report.py
#   curves: digits-report.py
#   limit: digits-report.py
#   floor: digits-report.py
#   penalty: digits-report.py
#   temperature: digits-report.py
#   calibration: digits-report.py
#   mistakes: digits-report.py
#   limits: digits-report.py
# ---

# %% [markdown]
# # Lab: digits, from the first look to the one test {#digits-lab}
#
# The minibatch grows from 16 images to 64. Must the learning rate change, and how: not at all, twofold, fourfold? In half an hour you find out, with three functions that you write yourself.
#
# Do it in the notebook of this page: it has the blanks, and no outputs. Whenever there is a question above a cell, write down your guess before you run it. Three times a fold called “compare” has the numbers that you should have.
#
# ## The data {#data}
#
# 1797 scans of handwritten digits, 8 by 8 pixels each, from 0 (white) to 1 (black). We split them at random: three fifths to train; one fifth, the validation set, for all decisions; one fifth, the test set, to test once, at the end.

# %%
import torch

from linearnets import accuracy, cross_entropy, load_digits

torch.set_num_threads(1)  # many small products: more threads would only wait for each other
X, labels = load_digits(torch.float64)
order = torch.randperm(len(X), generator=torch.Generator().manual_seed(2))
train, valid, test = order.split([1079, 359, 359])
print(f"{len(X)} images, {len(train)} to train; of each digit:")
print(*labels[train].bincount().tolist())

# %% [markdown]
# ## A rule without a gradient {#baseline}
#
# What must a model beat to be worth its training? Average the training images of each digit. That gives ten mean images, and a new image gets the digit of the mean that is nearest. Fill in the blanks: `images` has one row per image, `means` one row per digit.
#
# ```py
# import torch
# from linearnets.exercises import check
#
#
# def nearest_mean(images, means):
#     differences = images[:, None] - means
#     # shape of differences: (n, 10, 64)
#     distances = differences.norm(dim=...)
#     return ...
#
#
# print(check("nearest-mean", nearest_mean))
# ```
#
# ??? success "Solution"

# %%
import torch
from linearnets.exercises import check


def nearest_mean(images, means):
    differences = images[:, None] - means
    # shape of differences: (n, 10, 64)
    distances = differences.norm(dim=2)
    return distances.argmin(dim=1)


assert check("nearest-mean", nearest_mean) == "right"

# %% [markdown]
# ??? question predict "What share of the validation images does this rule read?"
#     - [x] 0.92 ± 0.06: the means are blurred, but each still looks like its digit.
#     - 0.1: that is guessing, or naming the most frequent digit each time.
#     - 0.5: images of one digit differ, but those of different digits differ more.
#
#     <!-- answer: share -->
#     A mean image is the place around which the images of a digit lie. Most of them lie nearer to it than to any of the nine others.

# %%
means = torch.stack([X[train][labels[train] == k].mean(dim=0) for k in range(10)])
share = accuracy(nearest_mean(X[valid], means), labels[valid])
print(f"nearest mean: {share:.3f} of {len(valid)} images")

# %% [markdown]
# ??? note "Compare 1"
#     You have 0.922. Softmax regression has to do better; it has about as many numbers to fit, $65 \cdot 10 = 650$ instead of $64 \cdot 10 = 640$.
#
# ## One run {#training}
#
# An epoch takes the training images in a random order, piece by piece, and each piece makes one step against its own gradient. `order` has the numbers of the images in that order; `cross_entropy_gradient` computes $\eqref{eq:ce-gradient}$.
#
# ```py
# from linearnets import cross_entropy_gradient
# from linearnets.exercises import check
#
#
# def epoch(X, labels, W, b, lr, batch_size, order):
#     for rows in order.split(batch_size):
#         X_B, labels_B = X[...], labels[...]
#         grad_W, grad_b = cross_entropy_gradient(X_B, labels_B, W, b)
#         W = ...
#         b = ...
#     return W, b
#
#
# print(check("epoch", epoch))
# ```
#
# ??? success "Solution"

# %%
from linearnets import cross_entropy_gradient
from linearnets.exercises import check


def epoch(X, labels, W, b, lr, batch_size, order):
    for rows in order.split(batch_size):
        X_B, labels_B = X[rows], labels[rows]
        grad_W, grad_b = cross_entropy_gradient(X_B, labels_B, W, b)
        W = W - lr * grad_W
        b = b - lr * grad_b
    return W, b


assert check("epoch", epoch) == "right"

# %% [markdown]
# Twenty epochs from zero parameters, with 16 images per step and the rate ½. At zero each of the ten classes has the probability a tenth, so the loss begins at $\log 10 \approx 2.303$.
#
# ??? question predict "Accuracy and loss on the validation images: which of them still improves clearly from epoch 10 to epoch 20?"
#     - [x] Only the loss: the images that are read right become more certain.
#     - Only the accuracy: a few images change sides, but no more to the right one than away from it.
#     - Both: that holds for the first ten epochs.
#
#     <!-- answer: loss_after[20] < loss_after[10] and share_after[20] <= share_after[10] -->
#     The accuracy counts an image as right or wrong, whatever its probability, and in one run a few images more or less say little. The loss goes on falling while the probabilities of the right classes grow.

# %%
def run(lr, batch_size, seed, num_epochs=20):
    """After each epoch yield its number, the weights and the biases; then go on."""
    W, b = X.new_zeros(64, 10), X.new_zeros(10)
    generator = torch.Generator().manual_seed(seed)
    for t in range(1, num_epochs + 1):
        order = torch.randperm(len(train), generator=generator)
        W, b = epoch(X[train], labels[train], W, b, lr, batch_size, order)
        yield t, W, b


def measure(W, b, rows):
    """Return loss and accuracy on some of the images."""
    logits = X[rows] @ W + b
    loss = cross_entropy(logits, labels[rows]).item()
    return loss, accuracy(logits.argmax(dim=1), labels[rows]).item()


loss_after, share_after = {}, {}
for t, W, b in run(lr=0.5, batch_size=16, seed=0):
    loss_after[t], share_after[t] = measure(W, b, valid)
for t in (1, 2, 5, 10, 20):
    print(f"epoch {t:2}   loss {loss_after[t]:.3f}   accuracy {share_after[t]:.3f}")

# %% [markdown]
# ??? note "Compare 2"
#     After 20 epochs you have the loss 0.135 and the accuracy 0.964. From here on the loss decides: it also sees what the accuracy cannot.
#
# ## Four times the batch {#ratio}
#
# Now the question that we began with. With 64 images instead of 16 an epoch has a quarter of the steps. One run is an anecdote, so each setting is tried with two shuffles, and the table has their mean.
#
# ??? question predict "With 16 images the rate is ½. Which rate gives 64 images the same loss after twenty epochs?"
#     - [x] 2: four times as long a step makes up for a quarter of the steps.
#     - 1: that is twice the rate, for a quarter of the steps.
#     - ½: the gradient is a mean, and does not grow with the batch; a quarter of the steps leads a quarter of the way.
#
#     <!-- answer: 64 * min(ratios, key=lambda ratio: abs(table[64, ratio] - table[16, 1 / 32])) -->
#     As long as the steps are short, they follow nearly the same curve down, and how far they get depends on the sum of the rates: the number of epochs times about $n \eta / B$ (the last, shorter piece of an epoch takes a whole step, too). So it is mostly $\eta / B$ that counts, and the columns of the table are such ratios.

# %%
ratios, table = (1 / 64, 1 / 32, 1 / 16, 1 / 8), {}
print("  B   ratio 1/64    1/32    1/16     1/8")
for batch_size in (16, 64, 256):
    for ratio in ratios:
        ends = [list(run(ratio * batch_size, batch_size, seed))[-1] for seed in range(2)]
        losses = [measure(W, b, valid)[0] for _, W, b in ends]
        table[batch_size, ratio] = sum(losses) / len(losses)
    row = "   ".join(f"{table[batch_size, ratio]:.3f}" for ratio in ratios)
    print(f"{batch_size:3}        {row}")

# %% [markdown]
# ??? note "Compare 3"
#     Your first column is 0.160, 0.159, 0.166. In the first three columns of the first two rows the ratio decides: the same ratio, nearly the same loss. So with SGD four times the batch wants four times the rate, and an epoch does the same work in a quarter of the steps.
#
#     The rule fails in the last two columns of the third row, at the rates 16 and 32: such long steps do not follow the curve but leap across it. The two losses at the rate 8, 0.155 and 0.117, are somewhat higher than those of the first row in their columns, 0.132 and 0.108; two shuffles cannot tell whether by more than chance. Above a [certain rate](digits-report.py#limit) even the full batch leaps.
#
# ## The test, once {#test}
#
# The lowest loss of the table belongs to 16 images and the ratio 1/8, that is the rate 2. This is our model.
#
# The test says on what share $s$ of $n$ images it is right. Other images would give another share; which long-run accuracies $p$ fit what we saw? One answer, 1 if it is right and else 0, has the variance $p - p^2 = p(1 - p)$. If the answers are independent, the share among $n$ of them has the standard deviation $\sqrt{p(1 - p)/n}$. The share among many answers is nearly normally distributed, and a normally distributed quantity lies, with a probability of 95%, at most $z = 1.96$ standard deviations from its mean, here $p$. So those $p$ fit for which
#
# $$
# \lvert s - p \rvert \le z \sqrt{\frac{p\,(1 - p)}{n}}.
# $$
#
# With both sides squared, this is a quadratic inequality in $p$, $(1 + z^2/n)\, p^2 - (2 s + z^2/n)\, p + s^2 \le 0$. Its solutions form **Wilson's interval** ([@wilson1927]), whose two ends are
#
# $$
# \frac{1}{1 + z^2 / n} \left( s + \frac{z^2}{2 n} \pm z \sqrt{\frac{s\,(1 - s)}{n} + \frac{z^2}{4 n^2}} \right).
# $$
#
# ```py
# import math
# from linearnets.exercises import check
#
#
# def wilson(share, n, z=1.96):
#     middle = share + z**2 / (2 * n)
#     half = z * math.sqrt(... / n + z**2 / (4 * n**2))
#     below = 1 + z**2 / n
#     return ..., ...
#
#
# print(check("wilson", wilson))
# ```
#
# ??? success "Solution"

# %%
import math
from linearnets.exercises import check


def wilson(share, n, z=1.96):
    middle = share + z**2 / (2 * n)
    half = z * math.sqrt(share * (1 - share) / n + z**2 / (4 * n**2))
    below = 1 + z**2 / n
    return (middle - half) / below, (middle + half) / below


assert check("wilson", wilson) == "right"

# %% [markdown]
# ??? question predict "On the validation images the model reads a share of 0.967. How will the share on the test set compare with that?"
#     - [x] Half a point to three points off, up or down: 359 images are few, and chance moves both shares.
#     - The same to 0.002: that would take some sixty thousand images.
#     - Lower for certain: the choice favours the validation images, but with only twelve settings to choose from, not by much.
#
#     <!-- answer: 0.005 < abs(test_share - valid_share) < 0.03 -->
#     The lowest of twelve losses is on average a little too good to last. Chance is larger than that. Here the share of the model falls, but so does that of the nearest mean, which nobody has chosen: these test images happen to be harder.

# %%
_, W, b = list(run(lr=2, batch_size=16, seed=0))[-1]
valid_share, test_share = measure(W, b, valid)[1], measure(W, b, test)[1]
rule = accuracy(nearest_mean(X[test], means), labels[test]).item()
print(f"validation   {valid_share:.3f}; test, with 95% intervals:")
for name, share_seen in (("the model", test_share), ("nearest mean", rule)):
    low, high = wilson(share_seen, len(test))
    print(f"{name:12} {share_seen:.3f}, between {low:.3f} and {high:.3f}")

# %% [markdown]
# The model reads 0.953 of the test images, and its long-run accuracy with these writers lies, most likely, between 0.925 and 0.970. That of the rule without a gradient lies between 0.861 and 0.924, so the descent was worth it. Between two models that differ by one percentage point, 359 images cannot decide: one point is fewer than four of them.
#
# ## Your own data {#your-table}
#
# Now the same steps on a table of your own: the split, the rule, twenty epochs, the interval. Your three functions do the work; the features are standardized first, since the columns of a table seldom have the same unit. One line is one case, and the target is a class; the classes are numbered 0, 1, 2, … without a gap. What else a table needs is listed [in the diabetes lab](diabetes.py#your-table).
#
# If the classes have other names, pandas numbers them (`pip install pandas`): with `df = pandas.read_csv("irises.csv")`, write `df["species"], names = pandas.factorize(df["species"])`, after which `names[k]` is the name of class `k`, and then `df.to_csv("numbered.csv", index=False)`.
#
# In the next cell the [150 flowers](../softmax-regression/classification.md) are written to a file, as an example to read.

# %%
import tempfile
from pathlib import Path

from linearnets import load_iris, load_table, standardize


def study(X, y, lr=0.5, seed=1, final=False):
    assert len(y) >= 5, f"expected at least 5 rows, but the table has {len(y)}"
    labels, classes = y.long(), y.unique().tolist()
    are_numbered = len(classes) > 1 and classes == [*range(len(classes))]
    assert are_numbered, f"expected classes 0, 1, 2, … without a gap, but there are {classes[:5]}"
    generator = torch.Generator().manual_seed(seed)
    order = torch.randperm(len(X), generator=generator)
    train, valid, test = order.split([len(X) - 2 * (len(X) // 5), len(X) // 5, len(X) // 5])
    counts = labels[train].bincount(minlength=len(classes))
    assert counts.all(), f"expected lines to train of each class, but there are {counts.tolist()}"
    _, mean, std = standardize(X[train])
    Z = (X - mean) / std
    W, b = Z.new_zeros(Z.shape[1], len(counts)), Z.new_zeros(len(counts))
    for _ in range(20):
        rows = train[torch.randperm(len(train), generator=generator)]
        W, b = epoch(Z, labels, W, b, lr, 16, rows)
    means = [Z[train][labels[train] == k].mean(dim=0) for k in range(len(counts))]
    print(f"{len(X)} lines, {len(train)} to train, of each class: {counts.tolist()}")
    for name, part in [("valid", valid), ("test", test)] if final else [("valid", valid)]:
        rule = accuracy(nearest_mean(Z[part], torch.stack(means)), labels[part])
        share = accuracy((Z[part] @ W + b).argmax(dim=1), labels[part])
        low, high = wilson(share.item(), len(part))
        print(f"{name:5}  rule {rule:.3f}, model {share:.3f} (between {low:.3f} and {high:.3f})")


folder = tempfile.TemporaryDirectory()
example = Path(folder.name) / "flowers.csv"
flowers, species = load_iris(torch.float64)
rows = torch.column_stack([flowers, species]).tolist()
lines = ["sepal length,sepal width,petal length,petal width,species"]
lines += [",".join(map(str, row)) for row in rows]
_ = example.write_text("\n".join(lines), "utf-8")

# %% [markdown]
# Run this as it is, then with the path of your file in place of `example`, and the name of its target in place of `"species"`.

# %%
X_own, y_own, _ = load_table(example, "species")
study(X_own, y_own)

# %% [markdown]
# Of the thirty flowers of the validation set the rule names a share of 0.800 correctly, the model 0.867. Thirty are few: the interval of the model reaches from 0.703 to 0.947, so these thirty cannot tell the two apart.
#
# As long as you still change things, the rate `lr` for example, look at the line `valid` only. Once, in the end, `study(X_own, y_own, final=True)` prints the line `test`, too. If one class is rare, a high share may hide that it is [never found](../softmax-regression/two-classes.md#rare).
#
# ## What to try {#try}
#
# 1. Add the ratio 1/4 to `ratios`, and to the head of the table. Expect a loss above that of the column before, in each row.
# 2. Strangers: write `order = torch.arange(len(X))` in the cell of “The data”, below the line that begins with `order =`. The test images are then the end of the file, written by hands that the training images hardly show. Expect less than nine in ten.
# 3. Draw another split: `manual_seed(3)`. Expect that both test accuracies move, about as far as their intervals say, and that the first three columns of the table still agree in the first two rows.
#
# Beyond this half hour lies [the report](digits-report.py): the same data, five batch sizes and twelve rates with eight shuffles each, the limit of the rate, weight decay and temperature, calibration, and the images that no run reads. The functions used here: [`data`](../reference/data.md), [`softmax`](../reference/softmax.md), [`metrics`](../reference/metrics.md). Another lab asks [on which of three losses a descent arrives](loss-landscapes.py); the lab on regression is [the course of diabetes](diabetes.py).
