# ---
# description: "Data-parallel training for real: two and four processes equal one, what an all-reduce costs, and a worker that is killed and comes back."
# tags: [DDP, DistributedDataParallel]
# jupyter:
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # Lab: from one machine to many {#many-machines-lab}
#
# A step of [minibatch descent](../linear-regression/minibatch-sgd.md) needs the gradients of 256 handwritten digits. Let four processes take 64 digits each and put the results together. This is **data parallelism**: every worker has all parameters and a part of the data.
#
# Three questions; decide before you read on. Is it still the same training, to the last decimal? With a thousand workers, is it a thousand times as fast? And if one of them is killed in the middle of an epoch, what is lost? We run it on two and on four processes of this machine, and kill one.
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
# The inner sum on the right is $n_k \bar{\mathbf{g}}_k$, by the left equation. So
#
# $$
# \mathbf{g} = \sum_{k=1}^{p} \frac{n_k}{n}\, \bar{\mathbf{g}}_k.
# $$
#
# If all shards are equal, every weight $n_k/n$ is $1/p$, and the gradient of the union is the plain mean of the workers' gradients. If they are not, the plain mean counts an example of shard $k$ with $1/(p\,n_k)$ instead of $1/n$: those in small shards count for more. And the plain sum $\sum_k \bar{\mathbf{g}}_k$ is $p$ times too long even for equal shards. It trains with the learning rate $p\eta$, and the [limit](../linear-regression/learning-rate.md#limit) stays where it is.
#
# The remedy is to send no means at all. Each worker sends the sum $n_k \bar{\mathbf{g}}_k$ and the count $n_k$; both are added up over the workers, and everybody divides. This is right for all shards, even for an empty one, whose mean would be $0/0$.
#
# Unequal shards are no rarity. The $7 \cdot 256 + 5 = 1797$ digits make seven minibatches of 256, and five are left for the last. Softmax regression on the digits, the bias in the last row of the parameters, one gradient by each rule:

# %%
import inspect
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import matplotlib.pyplot as plt
import torch
import torch.distributed as dist
from torch.utils.data import DistributedSampler
from tqdm import tqdm

from linearnets import accuracy, append_ones, load_digits, minibatches, one_hot, softmax

torch.set_num_threads(1)  # products as small as these gain nothing from more
X, labels = load_digits(torch.float64)
X = append_ones(X)


def gradient(theta, X, labels):
    return X.T @ (softmax(X @ theta) - one_hot(labels, 10, dtype=X.dtype)) / len(X)


theta = torch.randn(65, 10, dtype=X.dtype, generator=torch.Generator().manual_seed(0))
for n in (256, 5):
    union = gradient(theta, X[:n], labels[:n])
    shards = torch.arange(n).tensor_split(4)
    sizes = [len(rows) for rows in shards]
    means = [gradient(theta, X[rows], labels[rows]) for rows in shards]
    plain = sum(means) / 4
    weighted = sum(size * mean for size, mean in zip(sizes, means)) / n
    assert torch.allclose(weighted, union, rtol=0, atol=1e-12)
    print(f"shards {sizes}: plain mean off by {(plain - union).norm() / union.norm():.3f}")

# %% [markdown]
# Sums and counts give the gradient of the union both times, the plain mean only the first. Does it matter? If the shards are drawn at random, not much: no example is more likely than another to land in a small one, so the plain mean is still an [unbiased](../linear-regression/minibatch-sgd.md#estimate) estimate, only noisier than need be.
#
# But often data lie where they arose: one hospital sees other patients than the next. Let one worker hold the digits 0 to 7 and another the 8s and 9s. We train on four fifths of the digits and look at the rest, by both rules and for 20 random splits. A worker without an example in the minibatch sits it out.

# %%
def by_size(sizes):
    return [size / sum(sizes) for size in sizes]


def alike(sizes):
    return [1 / len(sizes)] * len(sizes)


def descend(X, labels, cut, rule, num_epochs=10, lr=0.5):
    theta = X.new_zeros(65, 10)
    for epoch in range(num_epochs):
        generator = torch.Generator().manual_seed(epoch)
        for X_B, labels_B in minibatches(X, labels, 256, generator=generator):
            shards = [rows for rows in cut(labels_B) if len(rows)]
            weights = rule([len(rows) for rows in shards])
            means = [gradient(theta, X_B[rows], labels_B[rows]) for rows in shards]
            theta = theta - lr * sum(weight * mean for weight, mean in zip(weights, means))
    return theta


def by_class(labels):
    return [(labels < 8).nonzero()[:, 0], (labels >= 8).nonzero()[:, 0]]


shares, correct = {by_size: [], alike: []}, {by_size: [], alike: []}
for seed in tqdm(range(20), disable=None, file=sys.stdout):
    order = torch.randperm(len(labels), generator=torch.Generator().manual_seed(seed))
    train, test = order.split([1437, 360])
    truth = one_hot(labels[test], 10, dtype=X.dtype).mean(dim=0)
    for rule in (by_size, alike):
        probs = softmax(X[test] @ descend(X[train], labels[train], by_class, rule))
        shares[rule].append(probs.mean(dim=0) - truth)
        correct[rule].append(accuracy(probs.argmax(dim=1), labels[test]))

sizes = [len(rows) for rows in by_class(labels)]
print(f"shards {sizes}: with the plain mean an 8 counts {sizes[0] / sizes[1]:.1f} times a 0")
for rule in (by_size, alike):
    right = torch.tensor(correct[rule])
    low, high = right.aminmax()
    print(f"{rule.__name__:7}  right {right.mean():.3f}, from {low:.3f} to {high:.3f}")

# %% alt="Ten digits on the horizontal axis, and by how much the probability given to each exceeds its frequency. The blue intervals are centred near zero. The orange ones lie mostly below zero for 0 to 7, and far above it for 8 and 9."
fig, ax = plt.subplots(figsize=(5.6, 2.9))
for rule, color, shift in ((by_size, "C0", -0.15), (alike, "C1", 0.15)):
    excess = torch.stack(shares[rule])
    low, mid, high = excess.amin(dim=0), excess.median(dim=0).values, excess.amax(dim=0)
    places, bars = torch.arange(10) + shift, [mid - low, high - mid]
    ax.errorbar(places, mid, yerr=bars, fmt="o", color=color, markersize=4)
ax.axhline(0, color="C7", linewidth=1.2, zorder=0)
ax.set(xlabel="$j$", xticks=range(10), yticks=[-0.05, 0, 0.05, 0.1])
plt.show()

# %% [markdown]
# The mean probability of each digit $j$ in the test set less its frequency there: the median and the whole range of the 20 splits. Blue weights by size. Orange takes the plain mean and believes in far too many 8s and 9s: it minimises another loss, one in which the two workers count alike and not the examples. It has its price: 0.835 right instead of 0.922, and the best of its 20 splits stays below the worst of the other rule.
#
# PyTorch's `DistributedDataParallel` takes the plain mean. Its partner, `DistributedSampler`, keeps the shards equal by giving some examples out twice:

# %%
shards = [list(DistributedSampler(labels, num_replicas=4, rank=rank)) for rank in range(4)]
given = sum(shards, [])
print(f"{[len(rows) for rows in shards]} rows, {len(given) - len(set(given))} of them twice")

# %% [markdown]
# ## The program {#program}
#
# `torchrun` starts $p$ copies of a program and tells each its number, the **rank**. So the program must be a file. We write its functions here and save their source. Each step, a worker takes its shard of the minibatch, computes the sum of the gradients and the count of the examples, and calls `all_reduce`, which replaces the vector of every worker by the sum of all of them. From then on all workers have the same numbers and take the same step, so parameters never need to be sent.
#
# All shuffle alike, because the seed is the number of the epoch. After each epoch, worker 0 saves a **checkpoint**: the number of the next epoch and the parameters. It writes a new file and then renames it, which the operating system does as a whole or not at all; whoever is killed in between leaves the old checkpoint. `VICTIM` is for the last section.

# %%
if os.name == "nt" or not (dist.is_available() and dist.is_gloo_available()):
    raise RuntimeError("expected gloo on Linux or macOS, but it is not here (Windows: use WSL)")
if os.cpu_count() == 1:
    print("one core: the workers take turns, and only the times differ")

IMPORTS = """\
import os
import signal
import sys
import time
from datetime import timedelta
from pathlib import Path

import torch
import torch.distributed as dist
from torch.nn.functional import cross_entropy
"""


def shard_sums(theta, X, labels):
    theta = theta.clone().requires_grad_()
    cross_entropy(X @ theta, labels, reduction="sum").backward()
    return torch.cat([theta.grad.flatten(), theta.new_tensor([len(labels)])])


def save(path, state):
    if dist.get_rank() == 0:
        torch.save(state, path.with_suffix(".part"))
        os.replace(path.with_suffix(".part"), path)  # the whole new file, or still the old one


def train(folder, num_epochs=8, batch_size=256, lr=0.5):
    rank, num_workers = dist.get_rank(), dist.get_world_size()
    X, labels = torch.load(folder / "data.pt")
    first, theta = 0, X.new_zeros(65, 10)
    if (folder / "checkpoint.pt").exists():
        first, theta = torch.load(folder / "checkpoint.pt")
    if rank == 0:
        print(f"{num_workers} workers begin with epoch {first}", flush=True)
    for epoch in range(first, num_epochs):
        order = torch.randperm(len(X), generator=torch.Generator().manual_seed(epoch))
        for step, batch in enumerate(order.split(batch_size)):
            life = os.environ["TORCHELASTIC_RESTART_COUNT"]  # restarts so far
            if os.environ.get("VICTIM") == f"rank {rank} epoch {epoch} step {step} life {life}":
                os.kill(os.getpid(), signal.SIGKILL)
            rows = batch.tensor_split(num_workers)[rank]
            sums = shard_sums(theta, X[rows], labels[rows])
            dist.all_reduce(sums)
            theta = theta - lr * (sums[:-1] / sums[-1]).view_as(theta)
        save(folder / "checkpoint.pt", (epoch + 1, theta))
    copies = [torch.empty_like(theta) for _ in range(num_workers)]
    dist.all_gather(copies, theta)
    assert all(torch.equal(copy, theta) for copy in copies), "the workers have drifted apart"


def best_seconds(numbers, messages=1):
    seconds = []
    for _ in range(10):
        vectors = [torch.ones(numbers, dtype=torch.float64) for _ in range(messages)]
        dist.barrier()
        start = time.perf_counter()
        for vector in vectors:
            dist.all_reduce(vector)
        seconds.append(time.perf_counter() - start)
    return min(seconds)


def main():
    dist.init_process_group("gloo", timeout=timedelta(seconds=60))
    folder = Path(sys.argv[1])
    train(folder)
    if "--time" in sys.argv:
        sizes = {8 * numbers: best_seconds(numbers) for numbers in (1, 100, 10_000, 1_000_000)}
        save(folder / "seconds.pt", (sizes, best_seconds(650), best_seconds(10, messages=65)))
    dist.destroy_process_group()


folder = tempfile.TemporaryDirectory()
program = Path(folder.name) / "data_parallel.py"
functions = (shard_sums, save, train, best_seconds, main)
parts = [IMPORTS, *map(inspect.getsource, functions), "main()\n"]
program.write_text("\n\n".join(parts), "utf-8")
print(f"{program.name}: {len(functions)} functions")

# %% [markdown]
# ## Two and four processes {#equal}
#
# One process, first, with the gradient written out above; then the program, which leaves the gradient to autograd, with two and with four workers. `--standalone` finds a free port, so nothing collides. One thread a worker, or they would fight over the cores. The last setting gives each start of the workers a store of its own for their addresses; shared, as is the default, the restart in the last section would look for workers that are dead.

# %%
def run(name, num_workers, *options, extra=(), **environment):
    home = Path(folder.name) / name
    home.mkdir()
    torch.save((X, labels), home / "data.pt")
    launch = [sys.executable, "-m", "torch.distributed.run", "--standalone"]
    launch += [f"--nproc-per-node={num_workers}", f"--log-dir={home}", *options]
    launch += [program, home, *extra]
    settings = {"OMP_NUM_THREADS": "1", "TORCH_DISABLE_SHARE_RDZV_TCP_STORE": "1"}
    environment = {**os.environ, **settings, **environment}
    done = subprocess.run(launch, env=environment, capture_output=True, text=True, timeout=100)
    return done, *torch.load(home / "checkpoint.pt")


def whole(labels):
    return [torch.arange(len(labels))]


def in_four(labels):
    return torch.arange(len(labels)).tensor_split(4)


one = descend(X, labels, whole, by_size, num_epochs=8)
off = descend(X, labels, in_four, alike, num_epochs=8) - one
trained, said = {}, ""
for num_workers, extra in tqdm(((2, ["--time"]), (4, [])), disable=None, file=sys.stdout):
    done, epoch, theta = run(f"with-{num_workers}", num_workers, extra=extra)
    assert done.returncode == 0 and epoch == 8, done.stderr
    assert torch.allclose(theta, one, rtol=0, atol=1e-10)
    trained[num_workers] = theta
    said += done.stdout + f"{num_workers} workers end within 1e-10 of one process\n"

print(f"one process: {accuracy((X @ one).argmax(dim=1), labels):.3f} right")
print(said + f"the plain mean of four would end {off.abs().max():.0e} away")

# %% [markdown]
# So it is the same training, but we do not ask for the last decimal: two or four partial sums are rounded otherwise than one, and autograd otherwise than our line. Hence `1e-10` and not equality. The last line shows that the comparison has teeth: with plain means, the five images at the end of each epoch, cut into 2, 1, 1 and 1, would be enough to fail it.
#
# Between the workers of one run, however, equality is exact, and the program insists on it. If one of them had rounded differently, it would take slightly different steps from then on, and nothing would bring it back.
#
# ## What an all-reduce costs {#cost}
#
# A message of $m$ bytes takes a fixed time for being sent at all, the **latency** $\alpha$, and a time for its bytes, $m/\beta$ with the **bandwidth** $\beta$. In a **ring all-reduce** ([@patarasuk2009]) each worker talks only to its neighbours. The vector is cut into $p$ pieces. In $p - 1$ rounds every worker passes one piece on to the right, and adds what comes from the left to its own; then each piece is complete at one worker. In $p - 1$ more rounds the complete pieces go around. That is $2(p - 1)$ messages of $m/p$ bytes, one after the other:
#
# $$
# T(m, p) = 2(p - 1)\, \alpha + \frac{2(p - 1)}{p} \cdot \frac{m}{\beta}.
# $$
#
# The second term hardly depends on the number of workers: it stays below $2m/\beta$. The first grows with it. For two workers $T = 2\alpha + m/\beta$, a straight line $a + b\,m$. The run with two workers has timed it, and each time we keep the best of ten. The constants belong to your machine and to this minute, so this page prints only what holds everywhere; `a`, `b` and, further down, `yours` are for you to look at.

# %%
sizes, single, many = torch.load(Path(folder.name) / "with-2" / "seconds.pt")
a = sizes[8]
b = (sizes[8_000_000] - a) / 8_000_000
print("8 MB take over 5 times as long as 8 bytes:", sizes[8_000_000] > 5 * a)
print("8 MB take under 50,000 times as long:", sizes[8_000_000] < 50_000 * a)
print("65 messages of 10 numbers take over 5 times one of 650:", many > 5 * single)
ratios = [sizes[m] / (a + b * m) for m in (800, 80_000)]
print("a + b m is right within a factor of 4:", all(1 / 4 < ratio < 4 for ratio in ratios))

# %% [markdown]
# A million times the bytes, but nowhere near a million times as long: small messages cost hardly more than their latency. Therefore the program sends the gradient of all parameters and the count in one vector, and `DistributedDataParallel` collects the gradients of many layers before it sends.
#
# Now a thousand workers, which we do not have. What follows is a model, not a measurement, and its constants are round examples: $\alpha$ = 50 µs and $\beta$ = 1.25 GB/s, about a network of 10 Gbit/s; a gradient of 100 MB, beside which we put the $65 \cdot 10 + 1 = 651$ numbers of this lab (the one more is the count of examples), 5.2 kB; 3 ms of arithmetic an example. A step takes the arithmetic of one shard and then the all-reduce. How fast is it, in examples a second and against one worker without a network, if the 256 examples are shared out, and how fast if each worker gets 256?

# %%
ALPHA, BETA = 50e-6, 1.25e9  # seconds, bytes a second
GRADIENT, ARITHMETIC = 100e6, 3e-3  # bytes, seconds an example


def ring_seconds(num_bytes, p, alpha=ALPHA, beta=BETA):
    return 2 * (p - 1) * alpha + 2 * (p - 1) / p * num_bytes / beta


def speedup(p, examples_each):
    step = ARITHMETIC * examples_each + ring_seconds(GRADIENT, p)
    return p * examples_each * ARITHMETIC / step


print("    p     5.2 kB    100 MB  256 shared  256 each")
for p in (2, 10, 100, 1000):
    small, large = ring_seconds(5208, p), ring_seconds(GRADIENT, p)
    shared, each = speedup(p, 256 / p), speedup(p, 256)
    print(f"{p:5}  {1e3 * small:6.2f} ms  {1e3 * large:5.0f} ms  {shared:10.1f}  {each:8.1f}")

yours = ring_seconds(5208, 1000, a / 2, 1 / b)  # by the model, from what was measured

# %% alt="Left: the time of an all-reduce over its bytes on logarithmic axes, for 2, 10 and 1000 workers. Each curve is flat for small messages, at a height that grows with the workers, then all bend into nearly the same rising line. Right: the speed-up over the number of workers. With 256 examples a worker it follows the dotted diagonal a little below; with 256 in all it soon turns flat, does not reach 5, and falls again."
fig, (left, right) = plt.subplots(1, 2, figsize=(5.6, 2.9))
num_bytes = torch.logspace(1, 9, 41)
for p, color in ((2, "C0"), (10, "C2"), (1000, "C3")):
    left.loglog(num_bytes, ring_seconds(num_bytes, p), color=color)
    start = (num_bytes[0], ring_seconds(num_bytes[0], p))
    left.annotate(f"$p = {p}$", start, (0, 5), textcoords="offset points", color=color)
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
# Left, the time of an all-reduce by this model; right, the speed-up, with a dotted line for $p$ times as fast. With 256 examples in all, ten workers are not even four times as fast, and a thousand are slower than ten: the arithmetic of each shrinks with every worker, the all-reduce does not. (Beyond 256 workers the model divides single examples. In truth the rest have none, and the arithmetic shrinks no more.) With 256 for each, three quarters of the thousandfold remain, by this model. But these are other steps: a minibatch of $1000 \cdot 256 = 256{,}000$, whose [noise floor](../linear-regression/gradient-noise.md#noise-floor) is lower and of which an epoch has a thousand times fewer. Many machines make large steps cheap; they do not make small steps fast.
#
# The flat part on the left speaks against rings for small messages: up and down a tree, the number of rounds grows only like the logarithm of $p$.
#
# ## A worker dies {#death}
#
# Among a thousand machines some machine is always about to fail. We kill worker 1 in epoch 3, before its step 4, all counted from 0, as the operating system would when memory runs out: no farewell, no clean-up. First without a second chance.

# %%
victim = "rank 1 epoch 3 step 4 life 0"
killed, epoch, _ = run("killed", 2, VICTIM=victim)
report = re.search(r"rank +: 1 .*?(Signal 9 \(SIGKILL\)) received", killed.stderr, re.DOTALL)
print(killed.stdout + f"torchrun: exit code {killed.returncode}, rank 1: {report[1]}")
print(f"checkpoint: next epoch {epoch}")

# %% [markdown]
# The other worker cannot go on: it waits in `all_reduce` for numbers that will not come, until it sees the connection closed. `torchrun` ends what is left, says which worker failed first and how, and returns an error. Three whole epochs are in the checkpoint. Now with one restart:

# %%
done, epoch, theta = run("restarted", 2, "--max-restarts=1", VICTIM=victim)
assert done.returncode == 0 and epoch == 8, done.stderr
assert torch.equal(theta, trained[2])
print(done.stdout + "the parameters equal those of the undisturbed run, bit for bit")
folder.cleanup()

# %% [markdown]
# Nothing is lost but work: four of the eight steps of epoch 3 are done twice. The result is exact, not close, because a step depends on nothing but the data, the parameters, the number of its epoch, its own number within it, and the way in which the sums are added, and all of these are the same as before. Whatever else a step depended on, such as the velocity of momentum or the state of a random generator, would have to be in the checkpoint as well.
#
# ## What this does not show {#limits}
#
# All workers sat on one machine, where a message goes through memory and no cable is ever pulled. They share its cores, so the training was about equality; the times we took are those of messages within one machine and say nothing about the speed of many. The model has equal machines and no collisions, and it waits for the arithmetic to end before it sends, while `DistributedDataParallel` sends the gradients of the last layers during the computation of the first. If the machine of `torchrun` itself fails, or its disk, a checkpoint on that disk is no help. And a thousand workers wait for the slowest one at every step.
#
# ## What to try {#try}
#
# 1. Let `shard_sums` return means: drop `reduction="sum"`, and divide by `num_workers` instead of `sums[-1]`. Which assertion fails? Then take eight workers: some have no example in the last minibatch. How long is that step now, compared with the right one?
# 2. Give `train` and `descend` momentum: `velocity = 0.9 * velocity + …`. Leave the velocity out of the checkpoint, and see whether the killed run still equals the undisturbed one. Then put it in.
# 3. Look at `a` and `b`, and put `ALPHA = a / 2` and `BETA = 1 / b` into the model. How many workers like yours would share out 256 examples best?
#
# The functions used here: [`data`](../reference/data.md), [`softmax`](../reference/softmax.md), [`metrics`](../reference/metrics.md). The gradient is derived in [cross-entropy](../softmax-regression/cross-entropy.md#gradient). Back to [minibatch stochastic gradient descent](../linear-regression/minibatch-sgd.md).
