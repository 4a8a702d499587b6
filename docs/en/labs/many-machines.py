# ---
# description: "Data-parallel training as a lab: the mean of unequal shards, two workers started by torchrun, one of them killed, and what an all-reduce costs."
# tags: [DDP, DistributedDataParallel]
# minutes: 30
# needs: "[minibatch descent](../linear-regression/minibatch-sgd.md), [the gradient of cross-entropy](../softmax-regression/cross-entropy.md#gradient), a terminal"
# outcomes:
#   - Put the gradients of several workers together so that it is still the same training.
#   - Start a program on several workers, and bring it back after one of them was killed.
#   - Say from latency and bandwidth how many workers are worth having.
# moved:
#   limits: many-machines-report.py
# jupyter:
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # Lab: from one machine to many {#many-machines-lab}
#
# A step of minibatch descent needs the gradients of 256 handwritten digits. Let four processes take 64 digits each and put the results together. This is **data parallelism**: every worker has all parameters and a part of the data. In half an hour you put the results together, start workers on your own machine, kill one, and work out what a thousand of them would gain. Download this page as a notebook: it has the blanks, and no results. Whenever there is a question, write down your guess before you go on. Three times a fold called “compare” has the numbers that you should have.
#
# ## The mean of the means {#mean-of-means}
#
# Worker $k$ of $p$ holds a **shard** $\mathcal{S}_k$ of $n_k$ examples and computes the mean of their gradients $\mathbf{g}_i$. The minibatch is the union of the shards, and it has $n = n_1 + \dots + n_p$ examples:
#
# $$
# \bar{\mathbf{g}}_k = \frac{1}{n_k} \sum_{i \in \mathcal{S}_k} \mathbf{g}_i,
# \qquad
# \mathbf{g} = \frac{1}{n} \sum_{k=1}^{p} \sum_{i \in \mathcal{S}_k} \mathbf{g}_i.
# $$
#
# What is the inner sum on the right, if you know only $n_k$ and $\bar{\mathbf{g}}_k$? Fill in the blanks; the last line says whether it is right.
#
# ```py
# import torch
#
# from linearnets.exercises import check
#
#
# def union_gradient(means, sizes):
#     # means: (p, d), a mean gradient a row; sizes: (p,), the examples of each worker
#     weights = ...
#     return ...
#
#
# print(check("union-gradient", union_gradient))
# ```
#
# ??? success "Solution"

# %%
import torch

from linearnets.exercises import check


def union_gradient(means, sizes):
    # means: (p, d), a mean gradient a row; sizes: (p,), the examples of each worker
    weights = sizes / sizes.sum()
    return weights @ means


assert check("union-gradient", union_gradient) == "right"

# %% [markdown]
# The inner sum is $n_k \bar{\mathbf{g}}_k$, so $\mathbf{g} = \sum_k \frac{n_k}{n} \bar{\mathbf{g}}_k$. Now softmax regression on the digits, the bias in the last row of the parameters. First 256 digits are shared out among the four workers, and then only five digits.
#
# ??? question predict "Four workers have 2, 1, 1 and 1 of five digits. Is the plain mean of their four means the gradient of the five?"
#     - [x] No: the two digits that share a worker count for an eighth each, the others for a quarter.
#     - Yes: but a mean of means is sure to be the mean of all only if all the parts have the same size.
#     - Nearly: the weights are 1/4 instead of 2/5 and 1/5, and the gradients differ a lot from digit to digit.
#
#     <!-- answer: off["plain_mean", 5] > 0.2 > 0.001 > off["plain_mean", 256] -->
#     Each digit should count for a fifth. Mean gradients should count by the size of their shard, which the plain mean ignores.

# %%
from linearnets import append_ones, load_digits, one_hot, softmax

X, labels = load_digits(torch.float64)
X = append_ones(X)


def gradient(theta, X, labels):
    return X.T @ (softmax(X @ theta) - one_hot(labels, 10, dtype=X.dtype)) / len(X)


def plain_mean(means, sizes):
    return means.mean(dim=0)


theta = torch.randn(65, 10, dtype=X.dtype, generator=torch.Generator().manual_seed(0))
off = {}
for n in (256, 5):
    shards = torch.arange(n).tensor_split(4)
    sizes = torch.tensor([len(rows) for rows in shards], dtype=X.dtype)
    means = torch.stack([gradient(theta, X[rows], labels[rows]).flatten() for rows in shards])
    union = gradient(theta, X[:n], labels[:n]).flatten()
    print(f"shards {[len(rows) for rows in shards]}")
    for rule in (plain_mean, union_gradient):
        off[rule.__name__, n] = (rule(means, sizes) - union).norm() / union.norm()
        print(f"    {rule.__name__:14}  off by {off[rule.__name__, n]:.3f}")

# %% [markdown]
# ??? note "Compare 1"
#     Your function is off by 0.000 both times, the plain mean by 0.000 and by 0.288. Such leftovers are not rare: the $7 \cdot 256 + 5 = 1797$ digits leave five for the last minibatch of every epoch.
#
# Does it matter? If the shards are drawn at random and none is empty, hardly: the plain mean is still an [unbiased](../linear-regression/minibatch-sgd.md#estimate) estimate, only noisier than need be. But often data stay where they were collected, and one hospital sees different patients from the next. In [the report](many-machines-report.py#by-class) one worker holds all the 8s and 9s, and no other digit: with the plain mean the model believes in far too many of them. It minimizes a different loss, in which the two workers count equally, rather than the examples.
#
# ## The program {#program}
#
# `torchrun` starts $p$ copies of a program and tells each its number, the **rank**. Each copy takes its shard of the minibatch and sends one vector. `all_reduce` is an **all-reduce**: it replaces the vector of every worker by the sum of all of them, so from then on all have the same numbers and take the same step; parameters never need to be sent.
#
# What should the vector be? A mean would need the weights, and for them the sizes of all shards, which a worker in general does not know. Send two things whose plain sums over the workers are what everybody needs.
#
# ```py
# import torch
#
# from linearnets.exercises import check
#
#
# def message(theta, X, Y):
#     # theta: (d, q); a shard: X: (m, d), Y: (m, q), its labels one-hot
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
    # theta: (d, q); a shard: X: (m, d), Y: (m, q), its labels one-hot
    residuals = torch.softmax(X @ theta, dim=1) - Y
    total = X.T @ residuals
    count = torch.tensor([len(X)])
    return torch.cat([total.flatten(), count])


assert check("message", message) == "right"

# %% [markdown]
# The sum and the count: added up over the workers, the first is $n\,\mathbf{g}$ and the second $n$, and everybody divides. This is right for shards of any size, even for an empty one, whose mean would be $0/0$.
#
# The program is in [many_machines.py](../assets/programs/many_machines.py). Download it, open it beside this page, and find your two blanks, the `all_reduce` and the step. All workers shuffle alike, because the seed is the number of the epoch. After each epoch worker 0 saves a **checkpoint**: the number of the next epoch and the parameters. It writes a new file and then renames it, which the operating system does as a whole or not at all.
#
# ## One, two and four workers {#equal}
#
# `torchrun` is in the same folder as the Python that has linearnets. If you installed as on the [first page](../index.md#one-call), put the program into the folder that has `.venv`, and write `.venv/bin/torchrun` for `torchrun` everywhere below. Open a terminal in the folder of the program. (The workers talk through gloo, which comes with PyTorch on Linux and macOS; on Windows use WSL. A warning about `OMP_NUM_THREADS` is not an error: one thread per worker is what we want. If a run broke off before its end, delete `many_machines.pt`, or the next one goes on from it.) First guess: to how many digits will the losses of one worker, of two and of four agree after 8 epochs? Then start them:
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
#     A loss of 0.587444 all three times. It is the same training. It need not agree to the last of sixteen digits, since two partial sums are rounded differently from one; but between the workers of one run equality is exact, and the program insists on it. Had one of them rounded differently, nothing would bring it back.
#
# ## A worker dies {#death}
#
# Among a thousand machines some machine is always about to fail. Slow the run down, with 0.2 seconds of rest after each step, and when it has reached epoch 3 of 0 to 7, kill a worker from a second terminal: `kill -9` and the number of its process. That is what the operating system does when memory runs out: no farewell, no clean-up. From epoch 3 to the end it takes only eight seconds, so have the command typed; if you are a little late, the next run begins at a later epoch and ends the same.
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
# The other worker cannot go on: its `all_reduce` fails (`Connection reset by peer`) or waits for numbers that will not come. `torchrun` ends it, says which worker failed first (`Signal 9 (SIGKILL)`), and returns an error. Three whole epochs are in the checkpoint. If you start again from there, how far from the undisturbed run will the new one end? Guess, then start it:
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
#     Again 0.587444, and not only to six digits: nothing is lost but the work since the checkpoint. A step depends on nothing but the data, the parameters, the number of its epoch, its own number within it, and the way in which the sums are added, and all of these are the same as before. Whatever else a step depended on, such as the velocity of [momentum](../linear-regression/momentum.md), would have to be in the checkpoint as well.
#
# ## What an all-reduce costs {#cost}
#
# A message takes a fixed time just to be sent, the **latency** $\alpha$, and its $m$ bytes take $m/\beta$ with the **bandwidth** $\beta$. In a **ring all-reduce** ([@patarasuk2009]) each worker talks only to its neighbours. The vector is cut into $p$ pieces. In $p - 1$ rounds every worker passes one piece on to the right, and adds what comes from the left to its own; then each piece is complete at one worker. In $p - 1$ more rounds the complete pieces go around. How long does it take?
#
# ```py
# from linearnets.exercises import check
#
#
# def ring_seconds(num_bytes, p, alpha, beta):
#     rounds = ...
#     piece = ...  # bytes that a worker sends in one round
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
    piece = num_bytes / p  # bytes that a worker sends in one round
    return rounds * (alpha + piece / beta)


assert check("ring-seconds", ring_seconds) == "right"

# %% [markdown]
# Each worker sends $2(p - 1)$ pieces of $m/p$ bytes, so
#
# $$
# T(m, p) = 2(p - 1)\, \alpha + \frac{2(p - 1)}{p} \cdot \frac{m}{\beta}.
# $$
#
# However many workers there are, the second term is less than twice what it is for two: it stays below $2m/\beta$. The first grows with their number. Now a thousand workers, which we do not have, so this is a model and not a measurement. Its constants are round examples: $\alpha$ = 50 µs and $\beta$ = 1.25 GB/s, about a network of 10 Gbit/s; a gradient of 100 MB; 3 ms of arithmetic per example. A step takes the arithmetic of one shard and then the all-reduce.
#
# ??? question predict "A thousand workers share out the 256 examples of a step. How many times as fast as one worker are they?"
#     - [x] 3 ± 1: one worker needs 768 ms of arithmetic, and the all-reduce alone takes about a third of that.
#     - 1000: that would be so without the all-reduce, and if an example could be divided.
#     - 256: one example for each of 256 workers would be as fast as that, if messages cost nothing.
#     - 0.5: the all-reduce takes time, but less than the arithmetic of 256 examples by one worker.
#
#     <!-- answer: speedup(1000, 256 / 1000) -->
#     The arithmetic of each worker shrinks to nearly nothing, and what is left is the all-reduce: 160 ms for the bytes, and 100 ms for the latencies of $2(p - 1)$ messages.

# %%
def speedup(p, examples_each):
    arithmetic = 3e-3 * examples_each
    step = arithmetic + ring_seconds(100e6, p, 50e-6, 1.25e9)
    return p * arithmetic / step


print(f"one worker: {1e3 * 3e-3 * 256:.0f} ms a step")
print("    p  latency   bytes  256 shared  256 each")
for p in (2, 10, 100, 1000):
    latency = 1e3 * ring_seconds(0, p, 50e-6, 1.25e9)
    num_bytes = 1e3 * ring_seconds(100e6, p, 0, 1.25e9)
    shared, each = speedup(p, 256 / p), speedup(p, 256)
    print(f"{p:5}  {latency:4.0f} ms  {num_bytes:3.0f} ms  {shared:10.1f}  {each:8.1f}")

# %% [markdown]
# With 256 examples in all, ten workers are not even four times as fast, and a thousand are slower than ten: the arithmetic of each shrinks with every worker, the all-reduce does not. With 256 for each, three quarters of the thousandfold remain. But these are other steps: a minibatch of $1000 \cdot 256 = 256{,}000$, whose gradient is less noisy, and a thousandth of the steps in an epoch. Many machines make large steps cheap; a small step becomes, with these constants, at best a few times as fast.
#
# ## What to try {#try}
#
# 1. Would one, two and four workers have shown a mistake by their losses? With `--plain` every worker sends its mean and the count 1, and the five digits at the end of each epoch are enough to show it:
#
#     ```console
#     $ torchrun --standalone --nproc-per-node=4 many_machines.py --plain
#     workers: 4, first epoch: 0
#     loss 0.580776, right 0.8759
#     ```
#
#     That this loss is lower than 0.587444 means nothing: it is a different path, and with two workers `--plain` ends above 0.587444. With eight, expect `nan`: some have none of the five digits, the mean of nothing is $0/0$, and the sum hands it to everybody.
# 2. Kill a worker of two, and start again with four. Expect the same six digits: the sums are only added up in another order.
# 3. Give the program momentum, `velocity = 0.9 * velocity + …`, and leave the velocity out of the checkpoint. Expect that the killed run no longer equals the undisturbed one, until you put it in.
#
# Beyond this lab lies [the report](many-machines-report.py): what the plain mean costs in many random splits when one worker holds the 8s and 9s, how long messages take on your own machine, what PyTorch's `DistributedDataParallel` does, automatic restarts, and what none of this shows. The functions used here: [`data`](../reference/data.md), [`linear`](../reference/linear.md), [`softmax`](../reference/softmax.md). Back to [minibatch stochastic gradient descent](../linear-regression/minibatch-sgd.md).
