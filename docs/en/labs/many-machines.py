# ---
# description: "Data-parallel training as a lab: the mean of unequal shards, two workers started by torchrun, one of them killed, and what an all-reduce costs."
# tags: [DDP, DistributedDataParallel]
# minutes: 30
# needs: "[minibatch descent](../linear-regression/minibatch-sgd.md), [the gradient of cross-entropy](../softmax-regression/cross-entropy.md#gradient), a terminal"
# outcomes:
#   - combine the gradients of several workers so that the training is the same as with one
#   - start a program on several workers, and bring it back after one of them was killed
#   - work out from latency and bandwidth how many workers still make a step faster
# moved:
#   limits: many-machines-report.py
# ---

# %% [markdown]
# # Lab: data parallelism, from one machine to many {#many-machines-lab}
#
# A step of minibatch descent needs the gradients of 256 handwritten digits. Let four processes take 64 digits each and put the results together. This is **data parallelism**: every worker has all parameters and a part of the data. Here a worker is a process on your own machine.
#
# Do it in the notebook of this page: it has the blanks, and no outputs. Whenever there is a question, write down your guess before you go on. Three times a fold called “compare” has the numbers that you should have.
#
# ## The mean of the means {#mean-of-means}
#
# Worker $k$ of $p$ holds a **shard** of $n_k$ examples and computes the mean $\bar{\mathbf{g}}_k$ of their gradients. The shards have no example in common, and their union is the minibatch, with $n = n_1 + \dots + n_p$ examples. What we want is the mean $\mathbf{g}$ of all $n$ gradients. Take softmax regression on the digits, at random parameters, with the bias in their last row. Five digits are shared out among four workers.
#
# ??? question predict "The workers have 2, 1, 1 and 1 of the digits. In the plain mean of the four means, what is the weight of each of the two that share a worker?"
#     - [x] 0.125 ± 0.01: half of the quarter that each worker has.
#     - 0.2: for that all parts must have the same size.
#     - 0.25: that is the share of their worker.
#
#     <!-- answer: 1 / 2 / 4, 1 / 5, 1 / 4 -->
#     Each digit should count for a fifth. Mean gradients should count by the size of their shard, which the plain mean ignores.

# %%
import torch
from linearnets import append_ones, load_digits, one_hot, softmax

X, labels = load_digits(torch.float64)
X = append_ones(X)


def gradient(theta, X, labels):
    return X.T @ (softmax(X @ theta) - one_hot(labels, 10, dtype=X.dtype)) / len(X)


theta = torch.randn(65, 10, dtype=X.dtype, generator=torch.Generator().manual_seed(0))
shards = torch.arange(5).tensor_split(4)
sizes = torch.tensor([len(rows) for rows in shards], dtype=X.dtype)
means = torch.stack([gradient(theta, X[rows], labels[rows]).flatten() for rows in shards])
union = gradient(theta, X[:5], labels[:5]).flatten()
plain, by_size = means.mean(dim=0), (sizes / sizes.sum()) @ means
for name, mean in (("plain mean", plain), ("by size", by_size)):
    print(f"{name:10}  off by {(mean - union).norm() / union.norm():.3f}")

# %% [markdown]
# ??? note "Compare 1"
#     The plain mean is off by 0.288 of the gradient's length. Weighted by size, the means are off by 0.000.
#
# Why by size? The sum of the gradients of worker $k$ is $n_k \bar{\mathbf{g}}_k$, and the sums of all workers add up to $n\mathbf{g}$:
#
# $$
# \mathbf{g} = \frac{1}{n} \sum_{k=1}^{p} n_k \bar{\mathbf{g}}_k.
# $$
#
# Five examples for four workers are nothing unusual: the $7 \cdot 256 + 5 = 1797$ digits leave five for the last minibatch of every epoch. Does the plain mean do harm? If the shards are drawn at random and none is empty, hardly: the plain mean is still an [unbiased](../linear-regression/minibatch-sgd.md#estimate) estimate, only noisier than need be. But often data stay where they were collected, and one hospital sees different patients from the next. What the plain mean does then is in [the report](many-machines-report.py#by-class).
#
# ## The program {#program}
#
# `torchrun` starts $p$ copies of a program and tells each its number, the **rank**. Each copy takes its shard of the minibatch and sends one vector. `all_reduce` carries out an **all-reduce**: it replaces the vector of every worker by the sum of all of them, so from then on all have the same sum. All begin with the same parameters and take the same steps; so during the training no parameters are sent.
#
# What should the vector be? A mean would need its weight $n_k/n$, and a worker knows its own $n_k$, but in general not $n$. Send two things whose sums over the workers give $\mathbf{g}$.
#
# ```py
# import torch
#
# from linearnets.exercises import check
#
#
# def message(theta, X, Y):
#     # theta: (d, q); a shard's X: (n_k, d), and n_k may be 0
#     # Y: (n_k, q), its one-hot labels
#     residuals = torch.softmax(X @ theta, dim=1) - Y
#     total = ...
#     count = torch.tensor([...])
#     return torch.cat([total.flatten(), count])
#
#
# print(check("message", message))
# ```
#
# ??? success "Solution"

# %%
import torch

from linearnets.exercises import check


def message(theta, X, Y):
    # theta: (d, q); a shard's X: (n_k, d), and n_k may be 0
    # Y: (n_k, q), its one-hot labels
    residuals = torch.softmax(X @ theta, dim=1) - Y
    total = X.T @ residuals
    count = torch.tensor([len(X)])
    return torch.cat([total.flatten(), count])


assert check("message", message) == "right"

# %% [markdown]
# ??? note "Why these two are enough"
#     The sum and the count: added up over the workers, the first is $n\,\mathbf{g}$ and the second $n$, and every worker divides the first by the second. This is right for shards of any size, even for an empty one, whose mean would be $0/0$.
#
# The program is in [many_machines.py](../assets/programs/many_machines.py){ download=many_machines.py }. Download it and find the inner loop of `train`: the shard of this worker, the `message`, the `all_reduce` and the step. The rest, such as `if plain`, need not be read. For simplicity every worker loads all the digits and uses only its own part of each minibatch; all shuffle alike, because the seed is the number of the epoch. After each epoch worker 0 saves a **checkpoint**: the number of the next epoch and the parameters. After the last one it deletes the checkpoint.
#
# ## One, two and four workers {#equal}
#
# `torchrun` is in the folder of the Python that has linearnets; `import sys; print(sys.executable)` in the notebook tells where that is. If you installed as on the [first page](../index.md#one-call), put the program into the folder that has `.venv`, and write `.venv/bin/torchrun` for `torchrun` everywhere below. Open a terminal in the folder of the program. Mind four things:
#
# - On Windows, do this in WSL, and install there once more, as on Linux.
# - A warning about `OMP_NUM_THREADS` is not an error.
# - If a run of this section breaks off, delete `many_machines.pt`, or the next one goes on from it.
# - Started by `python` instead of `torchrun`, the program says “environment variable RANK expected, but not set”; a program of your own that lacks `init_process_group` says “Default process group has not been initialized”.
#
# After 8 epochs the program prints the loss over all digits, to six decimals, and the share that is right. First guess: in how many of the six decimals will the losses of one, two and four workers agree? Then start them:
#
# ```console
# $ torchrun --standalone --nproc-per-node=1 many_machines.py
# $ torchrun --standalone --nproc-per-node=2 many_machines.py
# $ torchrun --standalone --nproc-per-node=4 many_machines.py
# ```
#
# ??? note "Compare 2"
#     ```console
#     $ torchrun --standalone --nproc-per-node=1 many_machines.py
#     workers: 1, first epoch: 0
#     loss 0.587444, right 0.8687
#     $ torchrun --standalone --nproc-per-node=2 many_machines.py
#     workers: 2, first epoch: 0
#     loss 0.587444, right 0.8687
#     $ torchrun --standalone --nproc-per-node=4 many_machines.py
#     workers: 4, first epoch: 0
#     loss 0.587444, right 0.8687
#     ```
#
#     It is the same training three times. The losses need not agree to the last of sixteen digits, since two partial sums are rounded differently from one; but between the workers of one run equality is exact: the program compares their parameters at the end and insists on it.
#
# ## A worker dies {#death}
#
# Among a thousand machines it is never long before one fails. Here you kill one of two workers yourself:
#
# 1. Open a second terminal.
# 2. In the first, start the command below. With `--wait 0.2` it rests 0.2 seconds after each step. It begins by printing the numbers of its processes, other ones than here.
# 3. In the second, type `kill -9` and one of these numbers. Press Enter when `epoch 3` appears (the last is 7).
#
# If you are a little late, the next run begins at a later epoch and ends the same; if the run has ended, do it again. The operating system kills in the same way when memory runs out: no farewell, no clean-up.
#
# ```console
# $ torchrun --standalone --nproc-per-node=2 many_machines.py --wait 0.2
# worker 0 is process 4210
# worker 1 is process 4211
# workers: 2, first epoch: 0
# epoch 0
# epoch 1
# epoch 2
# epoch 3
# ```
#
# The other worker cannot go on: its `all_reduce` fails (`Connection … by peer`) or waits for numbers that will not come. `torchrun` ends what still runs, says at the bottom, below `Root Cause`, which worker failed first (`Signal 9 (SIGKILL)`), and exits with an error code; skip the many lines above that.
#
# If the worker died in `epoch 3`, the checkpoint has the parameters after three whole epochs. If you start again from there, how far from the undisturbed run will the new one end? Guess, then start it:
#
# ```console
# $ torchrun --standalone --nproc-per-node=2 many_machines.py
# ```
#
# ??? note "Compare 3"
#     ```console
#     $ torchrun --standalone --nproc-per-node=2 many_machines.py
#     workers: 2, first epoch: 3
#     loss 0.587444, right 0.8687
#     ```
#
#     Again 0.587444, and not only to six decimals: nothing is lost but the work since the checkpoint. A step depends on nothing but the data, the parameters, which step of which epoch it is, and the way in which the sums are added; all of these are the same as before. Whatever else a step depended on, such as the velocity of [momentum](../linear-regression/momentum.md), would have to be in the checkpoint as well.
#
# ## What an all-reduce costs {#cost}
#
# A message takes a fixed time just to be sent, the **latency** $\alpha$, and then its bytes divided by the **bandwidth** $\beta$, in bytes a second.
#
# In a **ring all-reduce** ([@patarasuk2009]) the $p$ workers stand in a circle, and each cuts its vector of $m$ bytes into $p$ equal pieces. In each round all of them send one piece to the right at once. In the first, worker $k$ sends its piece $k$. In every later one it sends the piece that it has just received, after adding its own piece of the same number. After $p - 1$ rounds each piece is complete at one worker. In $p - 1$ more the complete pieces go around in the same way; now each worker keeps a copy instead of adding. A round takes as long as one message of one piece. How long does all of it take?
#
# ```py
# from linearnets.exercises import check
#
#
# def ring_seconds(num_bytes, p, alpha, beta):
#     rounds = 2 * (p - 1)
#     piece = ...  # bytes sent in one round
#     return rounds * (...)
#
#
# print(check("ring-seconds", ring_seconds))
# ```
#
# ??? success "Solution"

# %%
from linearnets.exercises import check


def ring_seconds(num_bytes, p, alpha, beta):
    rounds = 2 * (p - 1)
    piece = num_bytes / p  # bytes sent in one round
    return rounds * (alpha + piece / beta)


assert check("ring-seconds", ring_seconds) == "right"

# %% [markdown]
# ??? note "The formula"
#     Each worker sends $2(p - 1)$ pieces of $m/p$ bytes, so
#
#     $$
#     T(m, p) = 2(p - 1)\, \alpha + \frac{2(p - 1)}{p} \cdot \frac{m}{\beta}.
#     $$
#
#     The first term grows with the number of workers; the second stays below $2m/\beta$.
#
# Now a thousand workers, which we do not have, so this is a model and not a measurement. Its constants are round examples: $\alpha = 50$ µs and $\beta = 1.25$ GB/s, about a network of 10 Gbit/s, and a gradient of 100 MB. For one all-reduce ten workers then need $18 \cdot 0.05 + 1.8 \cdot 80 = 144.9$ ms, nearly all of it for the bytes.
#
# Which is fastest for one step: 1, 10, 100 or 1000 workers? Let the step have 256 examples, each with 3 ms of arithmetic, shared out equally, as if an example could be cut; the all-reduce comes after that. Write down your guess; the table below tells.
#
# ??? question predict "How many milliseconds does the all-reduce of a thousand workers take?"
#     - [x] 260 ± 20: there are $1998$ latencies instead of $18$; the bytes take only a ninth longer.
#     - 14500: about a hundred times as many rounds, but each piece is a hundredth as large.
#     - 160: the bytes, but there are more latencies as well.
#     - 100: the latencies, but the bytes take their time as well.
#
#     <!-- answer: 1e3 * ring_seconds(100e6, 1000, 50e-6, 1.25e9) -->
#     The $2(p - 1) = 1998$ rounds wait $50$ µs each, about 100 ms in all. The bytes take $\frac{2(p - 1)}{p} \cdot 80 \approx 160$ ms, almost $2m/\beta$.

# %%
print("    p  arithmetic  all-reduce    step")
for p in (1, 10, 100, 1000):
    arithmetic = 3 * 256 / p  # milliseconds
    all_reduce = 1e3 * ring_seconds(100e6, p, 50e-6, 1.25e9)
    step = arithmetic + all_reduce
    print(f"{p:5}  {arithmetic:7.1f} ms  {all_reduce:7.1f} ms  {step:3.0f} ms")

# %% [markdown]
# A hundred are fastest, but only a little faster than ten; ten are not even four times as fast as one, and a thousand are slower than ten: with more workers the arithmetic of each shrinks, and the all-reduce grows. With these constants, then, many machines make a small step only a few times as fast. What they make cheap is a large step: if each of a thousand has 256 examples of its own, a step takes $768 + 260 = 1028$ ms, a third more than with one worker, for a thousand times as many examples (see [the report](many-machines-report.py#ring)).
#
# ## What to try {#try}
#
# 1. If the program put the gradients together wrongly, would the losses of one, two and four workers show it? With `--plain` (if a killed run left `many_machines.pt`, delete it first) every worker sends its mean and the count 1. The full minibatches are shared equally, so there the plain mean is right; but the five digits that end each epoch are enough to show it:
#
#     ```console
#     $ torchrun --standalone --nproc-per-node=4 many_machines.py --plain
#     workers: 4, first epoch: 0
#     loss 0.580776, right 0.8759
#     ```
#
#     That this loss is lower than 0.587444 means nothing: it is a different path, and with two workers `--plain` ends above 0.587444. With eight, expect `nan`: some have none of the five digits, the mean of nothing is $0/0$, and the sum hands it to everybody.
#
# 2. Kill a worker of two (with `--wait 0.2`), and start again with four. Expect the same six decimals: the sums are only added up in another order.
#
# 3. Delete `many_machines.pt`, give the program momentum, `velocity = 0.9 * velocity + …` from zero on, and run it once undisturbed. Then kill a worker and go on, with a checkpoint that has no velocity. Expect another loss, until the checkpoint has it.
#
# 4. Your own data: classes numbered 0, 1, 2, …, as in [the lab on digits](digits.py#your-table). Instead of `load_digits` write `X, y, _ = load_table("flowers.csv", "species")` and `X, labels = standardize(X)[0], y.long()`, and import both. Put your number of classes in place of 10, and one more than your number of features in place of 65. Expect the same six decimals with one worker, two and four.
#
# Beyond this lab lies [the report](many-machines-report.py): what the plain mean costs in many random splits when one worker holds the 8s and 9s, how long messages take on your own machine, what PyTorch's `DistributedDataParallel` does, automatic restarts, and what none of this shows. The functions used here: [`data`](../reference/data.md), [`linear`](../reference/linear.md), [`softmax`](../reference/softmax.md). Back to [minibatch stochastic gradient descent](../linear-regression/minibatch-sgd.md).
