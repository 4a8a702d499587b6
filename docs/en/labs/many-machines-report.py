# ---
# description: "Beyond the lab on data parallelism: unequal shards in 20 splits, DistributedDataParallel, a ring drawn, your own messages timed, restarts, limits."
# minutes: 25
# deeper: true
# needs: "[the lab](many-machines.py)"
# outcomes:
#   - say which loss the plain mean of unequal shards minimizes, and what it costs
#   - say how PyTorch's DistributedSampler keeps the shards equal
#   - let torchrun start killed workers again by itself
# ---

# %% [markdown]
# # Report: from one machine to many {#many-machines-report}
#
# This page goes on from the [lab](many-machines.py). There are no blanks here: it shows what we found. With the program of the lab you can time messages and kill workers yourself.
#
# ## Unequal shards in 20 random splits {#by-class}
#
# One worker holds the digits 0 to 7, another the 8s and 9s. We split the digits at random, 20 times, into 1437 to train on and 360 to test on (of all digits 1443 are a 0 to 7 and 354 an 8 or 9), and train each time by both rules: the mean weighted by size, and the plain mean. The plain mean of two means gives every example of the smaller shard more weight: it minimizes the loss in which the two workers, and not the examples, count equally.

# %%
import sys

import matplotlib.pyplot as plt
import torch
from torch.utils.data import DistributedSampler
from tqdm import tqdm

from linearnets import accuracy, append_ones, load_digits, minibatches, one_hot, softmax

torch.set_num_threads(1)  # products as small as these gain nothing from more
X, labels = load_digits(torch.float64)
X = append_ones(X)


def gradient(theta, X, labels):
    return X.T @ (softmax(X @ theta) - one_hot(labels, 10, dtype=X.dtype)) / len(X)


def by_size(sizes):
    return sizes / sizes.sum()


def alike(sizes):
    return torch.full_like(sizes, 1 / len(sizes))


def descend(X, labels, rule, num_epochs=10, lr=0.5):
    theta = X.new_zeros(65, 10)
    for epoch in range(num_epochs):
        generator = torch.Generator().manual_seed(epoch)
        for X_B, labels_B in minibatches(X, labels, 256, generator=generator):
            shards = [labels_B < 8, labels_B >= 8]
            sizes = torch.stack(shards).sum(dim=1).to(X.dtype)
            means = torch.stack([gradient(theta, X_B[rows], labels_B[rows]) for rows in shards])
            theta = theta - lr * (rule(sizes) @ means.flatten(1)).view_as(theta)
    return theta


excess = {by_size: [], alike: []}
correct = {by_size: [], alike: []}
for seed in tqdm(range(20), disable=None, file=sys.stdout):
    order = torch.randperm(len(labels), generator=torch.Generator().manual_seed(seed))
    train, test = order.split([1437, 360])
    truth = one_hot(labels[test], 10, dtype=X.dtype).mean(dim=0)
    for rule in (by_size, alike):
        probs = softmax(X[test] @ descend(X[train], labels[train], rule))
        excess[rule].append(probs.mean(dim=0) - truth)
        correct[rule].append(accuracy(probs.argmax(dim=1), labels[test]))

small = (labels >= 8).sum()
large = len(labels) - small
print(f"plain mean, {large}, {small}: an 8 counts {large / small:.1f} times a 0")
for rule in (by_size, alike):
    right = torch.tensor(correct[rule])
    low, high = right.aminmax()
    print(f"{rule.__name__:7}  right {right.mean():.3f}, from {low:.3f} to {high:.3f}")

# %% alt="Ten digits on the horizontal axis, and by how much the probability given to each exceeds its frequency. The blue intervals are centred near zero. The orange ones lie mostly below zero for 0 to 7, and far above it for 8 and 9."
fig, ax = plt.subplots(figsize=(5.6, 2.9))
for rule, color, shift in ((by_size, "C0", -0.15), (alike, "C1", 0.15)):
    splits = torch.stack(excess[rule])
    low, mid, high = splits.amin(dim=0), splits.median(dim=0).values, splits.amax(dim=0)
    places, bars = torch.arange(10) + shift, [mid - low, high - mid]
    ax.errorbar(places, mid, yerr=bars, fmt="o", color=color, markersize=4)
ax.axhline(0, color="C7", linewidth=1.2, zorder=0)
ax.set(xlabel="$j$", xticks=range(10), yticks=[-0.05, 0, 0.05, 0.1])
plt.show()

# %% [markdown]
# The mean probability of each digit $j$ in the test set minus its frequency there: the median and the whole range of the 20 splits. Blue weights by size. Orange takes the plain mean and believes in far too many 8s and 9s. That has its price: after ten epochs 0.835 are right instead of 0.922, and the best of its 20 splits stays below the worst of the other rule.
#
# And a plain sum instead of a mean? For equal shards $\sum_k \bar{\mathbf{g}}_k$ is $p$ times as long as it should be. So the training has in effect the learning rate $p\eta$, while the [limit](../linear-regression/learning-rate.md#limit) stays where it is.
#
# ## What DistributedDataParallel does {#ddp}
#
# PyTorch's `DistributedDataParallel` (DDP) takes the plain mean. Its partner, `DistributedSampler`, deals out the examples, in the same order in every epoch unless `set_epoch` is called. By default it gives some of them out twice, so that the shards are equal:

# %%
samplers = [DistributedSampler(labels, num_replicas=4, rank=rank) for rank in range(4)]
shards = [list(sampler) for sampler in samplers]
given = sum(shards, [])
print(f"{[len(rows) for rows in shards]} rows, {len(given) - len(set(given))} of them twice")

# %% [markdown]
# DDP also collects the gradients of many layers before it sends, since the time of a small message is mostly latency, and it sends those of the last layers during the computation of the first.
#
# ## The ring, drawn {#ring}
#
# The [model of the lab](many-machines.py#cost) with the same constants: 50 µs, 1.25 GB/s, a gradient of 100 MB, 3 ms an example. Beside it the lab's own message, $8 \cdot (65 \cdot 10 + 1) = 5208$ bytes:

# %%
ALPHA, BETA = 50e-6, 1.25e9  # seconds, bytes a second
GRADIENT, ARITHMETIC = 100e6, 3e-3  # bytes, seconds an example


def ring_seconds(num_bytes, p):
    return 2 * (p - 1) * (ALPHA + num_bytes / p / BETA)


def speedup(p, examples_each):
    arithmetic = ARITHMETIC * examples_each
    return p * arithmetic / (arithmetic + ring_seconds(GRADIENT, p))


for p in (2, 10, 100, 1000):
    small, large = ring_seconds(5208, p), ring_seconds(GRADIENT, p)
    print(f"{p:5} workers  5.2 kB: {1e3 * small:6.2f} ms  100 MB: {1e3 * large:4.0f} ms")
print(f"256 shared by 1000: {speedup(1000, 0.256):.1f}; 256 each: {speedup(1000, 256):.0f}")

# %% alt="Left: the time of an all-reduce against its bytes on logarithmic axes, for 2, 10 and 1000 workers. Each curve is flat for small messages, at a height that grows with the workers, then all bend into nearly the same rising line. Right: the speed-up against the number of workers. With 256 examples a worker it follows the dotted diagonal a little below; with 256 in all it soon turns flat, does not reach 5, and falls again."
fig, (left, right) = plt.subplots(1, 2, figsize=(5.6, 2.9))
num_bytes = torch.logspace(1, 9, 41)
for p, color in ((2, "C0"), (10, "C2"), (1000, "C3")):
    left.loglog(num_bytes, ring_seconds(num_bytes, p), color=color)
    start = (num_bytes[0], ring_seconds(num_bytes[0], p))
    left.annotate(f"$p = {p}$", start, (0, 8), textcoords="offset points", color=color)
left.set(xlabel="$m$", xticks=[1e2, 1e5, 1e8], yticks=[1e-4, 1e-2, 1])
left.set_ylabel("$T$", rotation=0, labelpad=8)
workers = torch.logspace(0, 3, 31)
right.loglog(workers, workers, ":", color="C7", linewidth=1.2)
right.loglog(workers, speedup(workers, 256), color="C2")
right.loglog(workers, speedup(workers, 256 / workers), color="C1")
right.annotate("$n = 256p$", (75, 8), color="C2")
right.annotate("$n = 256$", (75, 1.5), color="C1")
right.set(xlabel="$p$", xticks=[1, 10, 100, 1000], yticks=[1, 10, 100, 1000])
for ax in (left, right):
    ax.minorticks_off()
plt.show()

# %% [markdown]
# Left, the time of an all-reduce; right, how many times as many examples a second as one worker, with a dotted line for $p$ times. Beyond 256 workers the model divides single examples. In reality the other workers have none, and the arithmetic shrinks no further. With 256 examples for each, three quarters of the thousandfold remain. But these are other steps: a minibatch of $1000 \cdot 256 = 256{,}000$, whose gradient is less noisy, and a thousandth of the steps in an epoch.
#
# The flat part on the left speaks against rings for small messages: up and down a tree, the number of rounds grows only like the logarithm of $p$.
#
# ## The messages of your own machine {#time}
#
# How long does an all-reduce take between two processes of your machine? Let them time it, in the folder of [many_machines.py](../assets/programs/many_machines.py); each “message” is one vector that is all-reduced, and its time is the fastest of 20:
#
# ```console
# $ torchrun --standalone --nproc-per-node=2 many_machines.py --time
# 1 message of 8 bytes: 0.075 ms
# 1 message of 800 bytes: 0.130 ms
# 1 message of 80000 bytes: 0.123 ms
# 1 message of 8000000 bytes: 3.357 ms
# 65 messages of 80 bytes: 14.642 ms
# ```
#
# These are the times of one minute on an AMD EPYC with PyTorch 2.13.0; another minute may differ by a factor of two or more. Put yours into the cell below. For two workers the [model](many-machines.py#cost) says $T = 2\alpha + m/\beta$, so the shortest and the longest message give $\alpha$ and $\beta$, roughly:

# %%
shortest, longest = 0.075e-3, 3.357e-3  # seconds for 8 bytes and for 8 MB: yours
alpha = shortest / 2
beta = 8e6 / (longest - shortest)
print(f"latency {1e6 * alpha:.0f} µs, bandwidth {beta / 1e9:.2f} GB/s")
print(f"the 5208 bytes of our message: {1e3 * (2 * alpha + 5208 / beta):.3f} ms")

# %% [markdown]
# A million times the bytes take nowhere near a million times as long: the time of small messages is mostly latency. (The 800 bytes took 0.130 ms, where the model says 0.075: it is rough.) Therefore the program sends the gradient of all $65 \cdot 10$ parameters and the count in one vector, and not row by row; the last of the timings above says how long that would take.
#
# ## An automatic restart {#restart}
#
# `torchrun` can start all workers again by itself, here once. The first line below gives each start a store of its own for the workers' addresses; if the store is shared, as it is by default, the restarted workers may look for dead ones. Kill worker 1 in epoch 3 and watch (the error messages are left out here):
#
# ```console
# $ export TORCH_DISABLE_SHARE_RDZV_TCP_STORE=1
# $ torchrun --standalone --nproc-per-node=2 --max-restarts=1 many_machines.py --wait 0.2
# worker 0 is process 4310
# worker 1 is process 4311
# workers: 2, first epoch: 0
# epoch 0
# epoch 1
# epoch 2
# epoch 3
# worker 0 is process 4352
# worker 1 is process 4353
# workers: 2, first epoch: 3
# epoch 3
# epoch 4
# epoch 5
# epoch 6
# epoch 7
# loss 0.587444, right 0.8687
# ```
#
# Even a worker that dies while it saves does no harm: the program writes a new file and then renames it, which the operating system does as a whole or not at all.
#
# ## What this does not show {#limits}
#
# All workers sat on one machine, where gloo, which comes with PyTorch, sends by TCP to the same machine, and no cable is ever pulled. They share its cores, so the lab tests whether the results are equal, not whether they come faster; the times we took are those of messages within one machine and say nothing about the speed of many. The model has equal machines and no congestion, and it waits for the arithmetic to end before it sends. If the machine itself fails, nothing restarts the run; if a disk fails, the checkpoint is gone. And a thousand workers wait for the slowest one at every step.
