# ---
# description: 数据并行实验的后续：20 次划分中大小不等的分片，DistributedDataParallel 的做法，画出环形全归约的模型，给你自己机器上的消息计时，自动重启，以及没有说明的事。
# minutes: 25
# deeper: true
# needs: "[实验](many-machines.py)"
# outcomes:
#   - 说出分片大小不等时，简单平均最小化的是哪个损失，准确率因此低多少
#   - 说出 PyTorch 的 DistributedSampler 怎样使分片相等
#   - 让 torchrun 自己重新启动被杀掉的工作进程
# ---

# %% [markdown]
# # 报告：从一台机器到许多台 {#many-machines-report}
#
# 本页接着[实验](many-machines.py)往下讲。这里没有填空，主要报告结果；用实验里的程序，你可以自己给消息计时，也可以自己杀掉工作进程。
#
# ## 大小不等的分片：随机划分 20 次 {#by-class}
#
# 一个工作进程拿着数字 0 到 7，另一个拿着 8 和 9。这里随机划分 20 次，每次 1437 个数字用来训练，360 个用来测试（全部数字里，0 到 7 有 1443 个，8 和 9 有 354 个），按大小加权和简单平均两种规则各做一遍。两个平均再取简单平均，小分片里的每个样本就更重：这样最小化的损失里，两个工作进程各占一半，而不是各个样本权重相同。

# %%
import sys

import matplotlib.pyplot as plt
import torch
from torch.utils.data import DistributedSampler
from tqdm import tqdm

from linearnets import accuracy, append_ones, load_digits, minibatches, one_hot, softmax

torch.set_num_threads(1)  # 这么小的乘积，线程多了也不快
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

# %% alt="横轴是十个数字，纵轴是模型给它的平均概率超出真实频率多少。蓝色区间都在零附近；橙色区间在 0 到 7 处大多低于零，在 8 和 9 处远高于零。"
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
# 图中是测试集上每个数字 $j$ 的平均概率减去它的频率：圆点是 20 次划分的中位数，线段是全部范围。蓝色按大小加权；橙色取简单平均，分给 8 和 9 的概率太大。结果变差了：十轮之后，答对的比例是 0.835，不是 0.922，20 次里最好的一次，还不如另一种规则最差的一次。
#
# 如果只求和而不平均呢？分片一样大时，$\sum_k \bar{\mathbf{g}}_k$ 是应有长度的 $p$ 倍，等于用学习率 $p\eta$ 训练，而[上限](../linear-regression/learning-rate.md#limit)还在原处。
#
# ## DistributedDataParallel 怎么做 {#ddp}
#
# PyTorch 的 `DistributedDataParallel`（DDP）取的就是简单平均。与它配套的 `DistributedSampler` 负责分发样本；不调用 `set_epoch`，每轮的次序就都相同。它默认把几个样本发两遍，使分片相等：

# %%
samplers = [DistributedSampler(labels, num_replicas=4, rank=rank) for rank in range(4)]
shards = [list(sampler) for sampler in samplers]
given = sum(shards, [])
print(f"{[len(rows) for rows in shards]} rows, {len(given) - len(set(given))} of them twice")

# %% [markdown]
# 小消息的时间大半是延迟，所以 DDP 攒够许多层的梯度才传一次；它在算前面几层的梯度时，就已经在传后面几层的了。
#
# ## 画出环形全归约的模型 {#ring}
#
# 还是[实验里的模型](many-machines.py#cost)，常数也一样：50 µs，1.25 GB/s，梯度 100 MB，每个样本 3 ms。旁边再列出实验自己的消息，$8 \cdot (65 \cdot 10 + 1) = 5208$ 字节：

# %%
ALPHA, BETA = 50e-6, 1.25e9  # 秒，字节每秒
GRADIENT, ARITHMETIC = 100e6, 3e-3  # 字节，每个样本的秒数


def ring_seconds(num_bytes, p):
    return 2 * (p - 1) * (ALPHA + num_bytes / p / BETA)


def speedup(p, examples_each):
    arithmetic = ARITHMETIC * examples_each
    return p * arithmetic / (arithmetic + ring_seconds(GRADIENT, p))


for p in (2, 10, 100, 1000):
    small, large = ring_seconds(5208, p), ring_seconds(GRADIENT, p)
    print(f"{p:5} workers  5.2 kB: {1e3 * small:6.2f} ms  100 MB: {1e3 * large:4.0f} ms")
print(f"256 shared by 1000: {speedup(1000, 0.256):.1f}; 256 each: {speedup(1000, 256):.0f}")

# %% alt="左：全归约的时间随字节数的变化，两轴都是对数，分别有 2、10、1000 个进程。消息小时曲线是平的，进程越多越高；随后弯向几乎同一条上升的直线。右：加速比随进程数的变化。每个进程 256 个样本时，略低于点线画的对角线；总共 256 个时，很快就平了，到不了 5，后来又往下落。"
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
# 左图是全归约的时间；右图表示每秒处理的样本数是一个工作进程的几倍，点线是 $p$ 倍。超过 256 个工作进程，模型连单个样本也切开了；其实多出来的没有样本可算，计算也不再减少。如果每个各有 256 个样本，一千倍的加速还能保住四分之三。但这样的一步已不是原来的一步：小批量有 $1000 \cdot 256 = 256{,}000$ 个样本，梯度的噪声更小，一轮的步数也只有千分之一。
#
# 左图平的那一段说明，消息小的时候环不合算：沿着树上下传，趟数只按 $p$ 的对数增长。
#
# ## 你自己的机器上，传一次要多久 {#time}
#
# 在你自己的机器上，两个进程做一次全归约要多久？在 [many_machines.py](../assets/programs/many_machines.py) 所在的文件夹里，让它们计时；输出里的一个 message，就是一个做了全归约的向量，时间取 20 次中最快的一次：
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
# 这是一台 AMD EPYC（PyTorch 2.13.0）某一分钟的结果，换一分钟就可能相差一倍以上；请把你的数填进下面的代码。按[实验里的模型](many-machines.py#cost)，两个进程时 $T = 2\alpha + m/\beta$，所以由最短和最长的消息，可以大致得到 $\alpha$ 和 $\beta$：

# %%
shortest, longest = 0.075e-3, 3.357e-3  # 传 8 字节和 8 MB 的秒数：换成你的
alpha = shortest / 2
beta = 8e6 / (longest - shortest)
print(f"latency {1e6 * alpha:.0f} µs, bandwidth {beta / 1e9:.2f} GB/s")
print(f"the 5208 bytes of our message: {1e3 * (2 * alpha + 5208 / beta):.3f} ms")

# %% [markdown]
# 字节数是原来的一百万倍，时间却远没有增到一百万倍：小消息的时间大半是延迟。（800 字节用了 0.130 ms，按模型只要 0.075：模型是粗略的。）所以程序把 $65 \cdot 10$ 个参数的梯度与样本个数拼成一个向量来传，而不是一行一行地传；那样要多久，见上面计时结果的最后一行。
#
# ## 自动重启 {#restart}
#
# `torchrun` 可以自己把所有工作进程重新启动，这里最多一次。下面命令的第一行让每次启动都有自己的地址簿；如果照默认共用一本，重启时就可能去找已经死掉的进程。在第 3 轮杀掉 1 号进程，看会怎样（这里略去了报错信息）：
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
# 就算一个工作进程死在存检查点的时候，也不要紧：程序先写一个新文件再改名；改名这一步，操作系统要么全做，要么不做。
#
# ## 没有说明的事 {#limits}
#
# 所有工作进程都在一台机器上，消息由 gloo（PyTorch 自带）用 TCP 传给本机，没有网线可拔。它们又共用同一批 CPU 核，所以实验只验证了结果相等，没有比快慢；测到的是一台机器里传消息的时间，许多台机器有多快，没有说明。模型里机器都一样，网络不拥塞，而且算完才传。如果坏的是机器本身，就没有谁来重启；坏的是硬盘，检查点也没了。还有，每一步，一千个进程都要等最慢的那一个。
