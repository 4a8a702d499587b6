# ---
# description: 真的做一次数据并行训练：两个、四个进程与一个进程结果相同，一次全归约要花多少时间，杀掉一个工作进程再让它从检查点接着算。
# tags: [DDP, DistributedDataParallel]
# jupyter:
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # 实验：从一台机器到许多台 {#many-machines-lab}
#
# [小批量下降](../linear-regression/minibatch-sgd.md)走一步，要用 256 个手写数字的梯度。现在让四个进程各算 64 个，再把结果合起来。这就是**数据并行**（data parallelism）：每个工作进程（worker）都有全部参数，只有一部分数据。
#
# 三个问题，先想好再往下读。它还是同一个训练吗，直到最后一位小数？用一千个工作进程，就快一千倍吗？一轮走到一半，有一个被杀掉了，会丢掉什么？我们在这台机器上用两个和四个进程真的跑一遍，再杀掉一个。
#
# ## 平均的平均 {#mean-of-means}
#
# 共有 $p$ 个工作进程。第 $k$ 个拿到一个**分片**（shard）$\mathcal{S}_k$，其中有 $n_k$ 个样本；它算出这些样本的梯度 $\mathbf{g}_i$ 的平均。小批量是所有分片的并集，共 $n = n_1 + \dots + n_p$ 个样本：
#
# $$
# \bar{\mathbf{g}}_k = \frac{1}{n_k} \sum_{i \in \mathcal{S}_k} \mathbf{g}_i,
# \qquad
# \mathbf{g} = \frac{1}{n} \sum_{k=1}^{p} \sum_{i \in \mathcal{S}_k} \mathbf{g}_i.
# $$
#
# 由左式，右式里层的和就是 $n_k \bar{\mathbf{g}}_k$，所以
#
# $$
# \mathbf{g} = \sum_{k=1}^{p} \frac{n_k}{n}\, \bar{\mathbf{g}}_k.
# $$
#
# 分片一样大时，每个权重 $n_k/n$ 都是 $1/p$，并集的梯度就是各工作进程梯度的简单平均。分片不一样大时，简单平均给分片 $k$ 里每个样本的权重是 $1/(p\,n_k)$，不是 $1/n$：分片越小，里面的样本越占便宜。如果只求和 $\sum_k \bar{\mathbf{g}}_k$ 而不平均，哪怕分片一样大，结果也长了 $p$ 倍，等于用学习率 $p\eta$ 训练，而[上限](../linear-regression/learning-rate.md#limit)还在原处。
#
# 解决办法是不传平均。每个工作进程传梯度的和 $n_k \bar{\mathbf{g}}_k$，再传个数 $n_k$；两者都对所有进程求和，然后各自相除。分片怎么切都对，空分片也不例外，而空分片的平均是 $0/0$。
#
# 大小不等的分片并不少见。手写数字有 $7 \cdot 256 + 5 = 1797$ 个：切成七个 256 的小批量，还剩五个归最后一个。下面是数字上的 softmax 回归，偏置放在参数的最后一行，每种规则各算一个梯度：

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

torch.set_num_threads(1)  # 这么小的乘积，多了也不快
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
# 求和再除以总数，两次都等于并集的梯度；简单平均只对了第一次。这要紧吗？如果分片是随机抽的，不太要紧：哪个样本落进小分片的机会都一样，简单平均仍是[无偏](../linear-regression/minibatch-sgd.md#estimate)估计，只是平白多了一些噪声。
#
# 但数据往往留在产生它的地方，两家医院的病人并不一样。设一个工作进程拿着数字 0 到 7，另一个拿着 8 和 9。用五分之四的数字训练，看剩下的五分之一；两种规则各做一遍，随机划分 20 次。小批量里没有自己的样本时，工作进程就歇一步。

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

# %% alt="横轴是十个数字，纵轴是模型给它的平均概率超出真实频率多少。蓝色区间都在零附近；橙色区间在 0 到 7 处大多低于零，在 8 和 9 处远高于零。"
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
# 图中是测试集上每个数字 $j$ 的平均概率减去它的频率：圆点是 20 次划分的中位数，线段是全部范围。蓝色按大小加权。橙色取简单平均，分给 8 和 9 的概率太多：它最小化的是另一个损失，在那里两个工作进程一样重，而不是每个样本一样重。这是有代价的：答对的从 0.922 降到 0.835，20 次里最好的一次，还不如另一种规则最差的一次。
#
# PyTorch 的 `DistributedDataParallel` 取的就是简单平均；与它配套的 `DistributedSampler` 让分片保持相等，办法是把几个样本发两遍：

# %%
shards = [list(DistributedSampler(labels, num_replicas=4, rank=rank)) for rank in range(4)]
given = sum(shards, [])
print(f"{[len(rows) for rows in shards]} rows, {len(given) - len(set(given))} of them twice")

# %% [markdown]
# ## 程序 {#program}
#
# `torchrun` 启动程序的 $p$ 个副本，并告诉每个副本它的编号（rank），所以程序得是一个文件。我们在这里写函数，再把源代码存下来。每一步，工作进程取小批量中自己的分片，算出梯度之和与样本个数，然后调用 `all_reduce`：这是**全归约**（all-reduce），它把每个进程的向量都换成所有向量的和。此后各进程手里的数相同，走的一步也相同，参数从来不用传。
#
# 各进程的打乱方式相同，因为种子就是轮数。每轮结束，0 号进程存一个**检查点**（checkpoint）：下一轮的编号和参数。它先写一个新文件再改名；改名这一步，操作系统要么全做，要么不做，中途被杀，旧检查点还在。`VICTIM` 留给最后一节。

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
        os.replace(path.with_suffix(".part"), path)  # 要么是完整的新文件，要么还是旧的


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
            life = os.environ["TORCHELASTIC_RESTART_COUNT"]  # 已经重启几次
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
# ## 两个和四个进程 {#equal}
#
# 先用一个进程，梯度就是上面手写的那行；再用两个和四个工作进程跑程序，那里的梯度交给自动求导。`--standalone` 会自己找空闲的端口，不会撞车。每个进程只用一个线程，否则它们要抢核。最后一项设置让每次启动都有自己的地址簿；如果照默认共用一本，最后一节重启时，就会去找已经死掉的进程。

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
# 所以它是同一个训练，但不能要求到最后一位小数：分成两份、四份来加，舍入与一次加完不一样，自动求导与手写的那行也不一样。因此要求的是 `1e-10`，而不是相等。最后一行说明这个比较真的管用：如果取简单平均，单是每轮末尾那五张图像切成 2、1、1、1，就足以让它失败。
#
# 不过，同一次运行的各个工作进程之间，数必须一位不差，程序会检查这一点。哪怕只有一个舍入得不同，它此后每一步都会偏一点，而且没有什么会把它拉回来。
#
# ## 一次全归约要多久 {#cost}
#
# 传一条 $m$ 字节的消息，再小也要花一份固定的时间，叫**延迟**（latency）$\alpha$；字节本身再花 $m/\beta$，$\beta$ 是**带宽**（bandwidth）。**环形全归约**（ring all-reduce，[@patarasuk2009]）里，每个工作进程只和邻居说话。向量切成 $p$ 块；前 $p - 1$ 趟，各进程把一块传给右边，再把左边传来的加到自己那块上，于是每一块都在某个进程那里加全了；后 $p - 1$ 趟，加全的块再转一圈。一共是前后相继的 $2(p - 1)$ 条消息，每条 $m/p$ 字节：
#
# $$
# T(m, p) = 2(p - 1)\, \alpha + \frac{2(p - 1)}{p} \cdot \frac{m}{\beta}.
# $$
#
# 第二项几乎与进程数无关，总小于 $2m/\beta$；第一项随进程数增长。两个进程时 $T = 2\alpha + m/\beta$，是一条直线 $a + b\,m$。刚才两个进程的那次运行顺便计了时，每种大小取十次中最快的一次。常数只属于你的机器和这一分钟，所以本页只打印到处都成立的事；`a`、`b` 和下面的 `yours` 请你自己看。

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
# 字节多一百万倍，时间却远没有多一百万倍：小消息花的几乎只是延迟。所以程序把全部参数的梯度与样本个数拼成一个向量来传；`DistributedDataParallel` 也要攒够许多层的梯度才传一次。
#
# 现在换成一千个进程，这我们没有。下面是模型，不是测量；常数是取整的例子：$\alpha$ = 50 µs，$\beta$ = 1.25 GB/s，大约相当于 10 Gbit/s 的网络；梯度 100 MB，旁边再列出本实验的 $65 \cdot 10 + 1 = 651$ 个数（多出来的一个是样本数），即 5.2 kB；每个样本的计算 3 ms。一步先算完一个分片，再做全归约。按每秒处理的样本数，与不用网络的一个进程相比：256 个样本大家分，能快几倍？每个进程都拿 256 个，又能快几倍？

# %%
ALPHA, BETA = 50e-6, 1.25e9  # 秒，字节每秒
GRADIENT, ARITHMETIC = 100e6, 3e-3  # 字节，每个样本的秒数


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

yours = ring_seconds(5208, 1000, a / 2, 1 / b)  # 用测得的常数代入模型

# %% alt="左：全归约的时间随字节数的变化，两轴都是对数，分别有 2、10、1000 个进程。消息小时曲线是平的，进程越多越高；随后弯向几乎同一条上升的直线。右：加速比随进程数的变化。每个进程 256 个样本时，略低于点线画的对角线；总共 256 个时，很快就平了，到不了 5，后来又往下落。"
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
# 左图是模型给出的全归约时间；右图是加速比，点线表示快 $p$ 倍。总共 256 个样本时，十个进程，速度还不到四倍，一千个比十个还慢：每加一个进程，各自的计算就少一些，全归约却不减。（超过 256 个进程，模型连单个样本也切开了；其实多出来的进程没有样本可算，计算也不再减少。）每个进程 256 个时，按这个模型，一千倍还剩四分之三。但这已经是另一种步子：小批量有 $1000 \cdot 256 = 256{,}000$ 个样本，[噪声底](../linear-regression/gradient-noise.md#noise-floor)更低，一轮的步数也少到千分之一。机器多，能让大步变便宜，不能让小步变快。
#
# 左图平的那一段说明，消息小的时候环不合算：沿着树上下传，趟数只按 $p$ 的对数增长。
#
# ## 一个工作进程死了 {#death}
#
# 一千台机器里，总有一台快要坏了。我们在第 3 轮第 4 步之前杀掉 1 号进程（编号都从 0 开始），就像内存耗尽时操作系统会做的那样：没有告别，也不收拾。先不给第二次机会。

# %%
victim = "rank 1 epoch 3 step 4 life 0"
killed, epoch, _ = run("killed", 2, VICTIM=victim)
report = re.search(r"rank +: 1 .*?(Signal 9 \(SIGKILL\)) received", killed.stderr, re.DOTALL)
print(killed.stdout + f"torchrun: exit code {killed.returncode}, rank 1: {report[1]}")
print(f"checkpoint: next epoch {epoch}")

# %% [markdown]
# 另一个进程走不下去：它在 `all_reduce` 里等着不会来的数，直到发现连接断了。`torchrun` 结束剩下的进程，报告是哪个进程先出的事、怎么出的事，并返回错误码。检查点里存着完整的三轮。现在允许重启一次：

# %%
done, epoch, theta = run("restarted", 2, "--max-restarts=1", VICTIM=victim)
assert done.returncode == 0 and epoch == 8, done.stderr
assert torch.equal(theta, trained[2])
print(done.stdout + "the parameters equal those of the undisturbed run, bit for bit")
folder.cleanup()

# %% [markdown]
# 丢掉的只有工夫：第 3 轮八步中的四步做了两遍。结果不是接近，而是完全相同，因为一步只取决于数据、参数、它是第几轮的第几步，以及求和的方式，这些都和原来一样。一步如果还依赖别的东西，比如动量法的速度、随机数生成器的状态，那也得存进检查点。
#
# ## 这里没有说明什么 {#limits}
#
# 所有工作进程都在一台机器上，消息只经过内存，没有网线可拔。它们又共用同一批核，所以训练只验证了相等；测到的是一台机器里传消息的时间，许多台机器有多快，没有说明。模型里机器都一样，消息不相撞，而且算完才传；`DistributedDataParallel` 在算前面几层的梯度时，就已经在传后面几层的了。如果坏的是 `torchrun` 自己所在的机器，或者那块硬盘，存在上面的检查点就帮不上忙。还有，每一步，一千个进程都要等最慢的那一个。
#
# ## 可以试试 {#try}
#
# 1. 让 `shard_sums` 返回平均：去掉 `reduction="sum"`，再把除以 `sums[-1]` 改成除以 `num_workers`。哪条断言会失败？再用八个进程：最后一个小批量里，有的进程一个样本也没有。这一步现在是应有长度的几分之几？
# 2. 给 `train` 和 `descend` 加上动量：`velocity = 0.9 * velocity + …`。先不把速度存进检查点，看被杀过的那次还等不等于未受打扰的那次；再存进去。
# 3. 看看 `a` 和 `b`，在模型里令 `ALPHA = a / 2`、`BETA = 1 / b`。照你的机器，256 个样本由几个进程来分最快？
#
# 用到的函数：[`data`](../reference/data.md)、[`softmax`](../reference/softmax.md)、[`metrics`](../reference/metrics.md)。梯度的推导见[交叉熵](../softmax-regression/cross-entropy.md#gradient)。回到[小批量随机梯度下降](../linear-regression/minibatch-sgd.md)。
