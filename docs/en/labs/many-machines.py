# ---
# description: "Data-parallel training as a lab: the mean of unequal shards, two workers started by torchrun, one of them killed, and what an all-reduce costs."
# tags: [DDP, DistributedDataParallel]
# minutes: 35
# needs: "[minibatch descent](../linear-regression/minibatch-sgd.md), [the gradient of cross-entropy](../softmax-regression/cross-entropy.md#gradient), a terminal"
# outcomes:
#   - Put the gradients of several workers together so that it is still the same training.
#   - Start a program on several workers, and bring it back after one of them was killed.
#   - Say from latency and bandwidth how many workers a step is worth.
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
# A step of minibatch descent needs the gradients of 256 handwritten digits. Let four processes take 64 digits each and put the results together. This is **data parallelism**: every worker has all parameters and a part of the data. Here a worker is a process of your own machine. You put the results together, start workers, kill one, and work out what a thousand of them would gain. Download this page as a notebook: it has the blanks, and no results. Whenever there is a question, write down your guess before you go on. Three times a fold called “compare” has the numbers that you should have.
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
# What is the inner sum on the right, if you know only $n_k$ and $\bar{\mathbf{g}}_k$, and what is $\mathbf{g}$? Fill in the blanks; the last line says whether it is right.
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
# The inner sum is $n_k \bar{\mathbf{g}}_k$, so $\mathbf{g} = \sum_k \frac{n_k}{n} \bar{\mathbf{g}}_k$. Now softmax regression on the digits, the bias in the last row of the parameters. Five digits are shared out among four workers.
#
# ??? question predict "The workers have 2, 1, 1 and 1 of the digits. Is the plain mean of their four means exactly the gradient of the five?"
#     - [x] No: the two digits that share a worker count for an eighth each, the others for a quarter.
#     - Yes: but a mean of means is sure to be the mean of all only if all the parts have the same size.
#
#     <!-- answer: off["plain_mean"] > 0.2 > 0.001 > off["union_gradient"] -->
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
shards = torch.arange(5).tensor_split(4)
sizes = torch.tensor([len(rows) for rows in shards], dtype=X.dtype)
means = torch.stack([gradient(theta, X[rows], labels[rows]).flatten() for rows in shards])
union = gradient(theta, X[:5], labels[:5]).flatten()
off = {}
for rule in (plain_mean, union_gradient):
    off[rule.__name__] = (rule(means, sizes) - union).norm() / union.norm()
    print(f"{rule.__name__:14}  off by {off[rule.__name__]:.3f}")

# %% [markdown]
# ??? note "Compare 1"
#     Your function is off by 0.000, the plain mean by 0.288. Such leftovers are not rare: the $7 \cdot 256 + 5 = 1797$ digits leave five for the last minibatch of every epoch.
#
# Does it matter? If the shards are drawn at random and none is empty, hardly: the plain mean is still an [unbiased](../linear-regression/minibatch-sgd.md#estimate) estimate, only noisier than need be. But often data stay where they were collected, and one hospital sees different patients from the next. What the plain mean does then is in [the report](many-machines-report.py#by-class).
#
# ## The program {#program}
#
# `torchrun` starts $p$ copies of a program and tells each its number, the **rank**. Each copy takes its shard of the minibatch and sends one vector. `all_reduce` is an **all-reduce**: it replaces the vector of every worker by the sum of all of them, so from then on all have the same sum. All begin with the same parameters and take the same steps; so parameters never need to be sent.
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
# The program is in [many_machines.py](../assets/programs/many_machines.py). Download it and find the inner loop of `train`: the shard of this worker, your `message`, the `all_reduce` and the step. The rest may wait. For simplicity every worker loads all the digits and uses only its own part of each minibatch; all shuffle alike, because the seed is the number of the epoch. After each epoch worker 0 saves a **checkpoint**: the number of the next epoch and the parameters. After the last one it deletes the checkpoint.
#
# ## One, two and four workers {#equal}
#
# `torchrun` is in the same folder as the Python that has linearnets. If you installed as on the [first page](../index.md#one-call), put the program into the folder that has `.venv`, and write `.venv/bin/torchrun` for `torchrun` everywhere below. Open a terminal in the folder of the program. (On Windows, use WSL. A warning about `OMP_NUM_THREADS` is not an error. If a run broke off before its end, delete `many_machines.pt`, or the next one goes on from it.) The program prints the loss after 8 epochs to six decimals. First guess: in how many of them will one worker, two and four agree? Then start them:
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
#     A loss of 0.587444 all three times. It is the same training. It need not agree to the last of sixteen digits, since two partial sums are rounded differently from one; but between the workers of one run equality is exact: the program compares their parameters at the end and insists on it.
#
# ## A worker dies {#death}
#
# Among a thousand machines some machine is always about to fail. Slow the run down, with 0.2 seconds of rest after each step. It prints the numbers of its processes. When it has reached epoch 3 of 0 to 7, kill one of them from a second terminal: `kill -9` and its number. That is what the operating system does when memory runs out: no farewell, no clean-up. You have about eight seconds until the end. If you are a little late, the next run begins at a later epoch and ends the same; if the run has ended, do it again.
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
# The other worker cannot go on: its `all_reduce` fails (`Connection … by peer`) or waits for numbers that will not come. `torchrun` ends it, says below `Root Cause` which worker failed first (`Signal 9 (SIGKILL)`), and returns an error. Three whole epochs are in the checkpoint. If you start again from there, how far from the undisturbed run will the new one end? Guess, then start it:
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
# A message takes a fixed time just to be sent, the **latency** $\alpha$, and its $m$ bytes take $m/\beta$ with the **bandwidth** $\beta$. In a **ring all-reduce** ([@patarasuk2009]) the $p$ workers stand in a circle, and the vector is cut into $p$ pieces. In each round all of them send at once: everybody passes one piece to the right, gets another from the left, and adds it to its own piece of that place, which it passes on in the next round. After $p - 1$ rounds each piece is complete at one worker, and in $p - 1$ more the complete pieces go around. A round takes as long as one message of one piece. How long does all of it take?
#
# ```py
# from linearnets.exercises import check
#
#
# def ring_seconds(num_bytes, p, alpha, beta):
#     rounds = 2 * (p - 1)
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
# The first term grows with the number of workers. The second hardly does: for two it is $m/\beta$, and it stays below $2m/\beta$. Now a thousand workers, which we do not have, so this is a model and not a measurement. Its constants are round examples: $\alpha$ = 50 µs and $\beta$ = 1.25 GB/s, about a network of 10 Gbit/s, and a gradient of 100 MB. Ten workers then need $18 \cdot 0.05 + 1.8 \cdot 80 = 144.9$ ms, nearly all of it for the bytes.
#
# ??? question predict "How many milliseconds does the all-reduce of a thousand workers take?"
#     - [x] 260 ± 20: the latencies take a hundred times as long as before, and the bytes hardly longer.
#     - 14500: a hundred times as many workers, but they do not send one after another.
#     - 160: the bytes, but the latencies have grown as well.
#     - 100: the latencies, but the bytes take their time as well.
#
#     <!-- answer: 1e3 * ring_seconds(100e6, 1000, 50e-6, 1.25e9) -->
#     The $2(p - 1) = 1998$ rounds wait $50$ µs each, about 100 ms in all. The bytes take $\frac{2(p - 1)}{p} \cdot 80 = 160$ ms, almost $2m/\beta$. And is it worth it? Let a step have 256 examples, each with 3 ms of arithmetic, shared out equally among the workers; the all-reduce comes after that.

# %%
print("    p  arithmetic  all-reduce    step")
for p in (1, 10, 100, 1000):
    arithmetic = 3 * 256 / p  # milliseconds
    all_reduce = 1e3 * ring_seconds(100e6, p, 50e-6, 1.25e9)
    step = arithmetic + all_reduce
    print(f"{p:5}  {arithmetic:7.1f} ms  {all_reduce:7.1f} ms  {step:3.0f} ms")

# %% [markdown]
# Ten workers are not even four times as fast as one, a hundred are a little faster than ten, and a thousand are slower than ten: the arithmetic of each shrinks with every worker, the all-reduce does not. So many machines do not make a small step fast. They make a large one cheap: [the report](many-machines-report.py#ring) gives every worker 256 examples of its own.
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
# 3. Delete `many_machines.pt`, give the program momentum, `velocity = 0.9 * velocity + …`, and leave the velocity out of the checkpoint. Expect that the killed run no longer equals the undisturbed one, until you put it in.
#
# Beyond this lab lies [the report](many-machines-report.py): what the plain mean costs in many random splits when one worker holds the 8s and 9s, how long messages take on your own machine, what PyTorch's `DistributedDataParallel` does, automatic restarts, and what none of this shows. The functions used here: [`data`](../reference/data.md), [`linear`](../reference/linear.md), [`softmax`](../reference/softmax.md). Back to [minibatch stochastic gradient descent](../linear-regression/minibatch-sgd.md).
