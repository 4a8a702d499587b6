# ---
# description: "动手做数据并行训练：把大小不等的分片合成一个梯度，用 torchrun 启动两个工作进程，杀掉一个再接着算，再算一算全归约要花多少时间。"
# tags: [DDP, DistributedDataParallel, 分布式训练, 多卡]
# minutes: 30
# needs: "[小批量随机梯度下降](../linear-regression/minibatch-sgd.md)、[交叉熵的梯度](../softmax-regression/cross-entropy.md#gradient)、一个终端"
# outcomes:
#   - 合并几个工作进程的梯度，使训练与只有一个进程时相同
#   - 在几个工作进程上启动一个程序，杀掉其中一个之后再接着算
#   - 由延迟和带宽算出用多少个工作进程还能使一步更快
# moved:
#   limits: many-machines-report.py
# ---

# %% [markdown]
# # 实验：数据并行，从一台机器到许多台 {#many-machines-lab}
#
# 小批量梯度下降走一步，要用 256 个手写数字的梯度。现在让四个进程各算 64 个，再把结果合起来。这是一种分布式训练，叫**数据并行**（data parallelism）：每个工作进程（worker）都有全部参数，只有一部分数据。这里用你自己机器上的一个进程代替一台机器。
#
# 请在本页的笔记本里做：里面留着空，没有输出。凡有提问，先写下你的猜测，再往下做。途中有三处折起来的“对照”，写着你应当得到的数。
#
# ## 平均的平均 {#mean-of-means}
#
# 共有 $p$ 个工作进程。第 $k$ 个拿到一个**分片**（shard），其中有 $n_k$ 个样本；它算出这些样本的梯度的平均 $\bar{\mathbf{g}}_k$。各分片互不重叠，合起来就是小批量，共 $n = n_1 + \dots + n_p$ 个样本。我们要的是全部 $n$ 个梯度的平均 $\mathbf{g}$。拿手写数字上的 softmax 回归来试：参数随机，偏置放在最后一行，把五个样本分给四个工作进程。
#
# ??? question predict "四个工作进程分到的样本是 2、1、1、1 个。四个平均再取简单平均，同在一个进程的两个样本各占多少？"
#     - [x] 0.125 ± 0.01：每个进程占四分之一，再分成两半。
#     - 0.2：各份大小相同才是这样。
#     - 0.25：这是那个进程占的份额。
#
#     <!-- answer: 1 / 2 / 4, 1 / 5, 1 / 4 -->
#     每个样本的权重本来都该是五分之一。平均梯度要按分片的大小加权，简单平均却不管大小。

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
# ??? note "对照 1"
#     简单平均的误差是梯度长度的 0.288 倍；按大小加权，误差是 0.000。
#
# 为什么要按大小加权？第 $k$ 个进程的梯度之和是 $n_k \bar{\mathbf{g}}_k$，各进程的和加起来，就是 $n\mathbf{g}$：
#
# $$
# \mathbf{g} = \frac{1}{n} \sum_{k=1}^{p} n_k \bar{\mathbf{g}}_k.
# $$
#
# 四个进程分五个样本，并不少见：$7 \cdot 256 + 5 = 1797$ 个样本，每轮的最后一个小批量都只有五个。取简单平均要紧吗？如果分片是随机抽的，又没有空的，那就不太要紧：简单平均仍是[无偏](../linear-regression/minibatch-sgd.md#estimate)估计，只是平白多了一些噪声。但数据往往留在产生它的地方，两家医院的病人并不一样。那时取简单平均会怎样，见[报告](many-machines-report.py#by-class)。
#
# ## 程序 {#program}
#
# `torchrun` 启动程序的 $p$ 个副本，并告诉每个副本它的编号（rank）。每个副本取小批量中自己的分片，算完后发出一个向量。`all_reduce` 做的是**全归约**（all-reduce）：它把每个进程的向量都换成所有向量的和。此后各进程手里的和相同。它们的参数从一开始就相同，每一步又走得相同，所以训练中不用传参数。
#
# 这个向量里该放什么？如果放平均，就得乘上权重 $n_k/n$；工作进程知道自己的 $n_k$，却一般不知道 $n$。所以要传两样东西：各进程的这两样分别相加之后，就足以算出 $\mathbf{g}$。
#
# ```py
# import torch
#
# from linearnets.exercises import check
#
#
# def message(theta, X, Y):
#     # theta：(d, q)；一个分片的 X：(n_k, d)，n_k 可以是 0
#     # Y：(n_k, q)，标签的独热编码
#     residuals = torch.softmax(X @ theta, dim=1) - Y
#     total = ...
#     count = torch.tensor([...])
#     return torch.cat([total.flatten(), count])
#
#
# print(check("message", message, language="zh"))
# ```
#
# ??? success "解答"

# %%
import torch

from linearnets.exercises import check


def message(theta, X, Y):
    # theta：(d, q)；一个分片的 X：(n_k, d)，n_k 可以是 0
    # Y：(n_k, q)，标签的独热编码
    residuals = torch.softmax(X @ theta, dim=1) - Y
    total = X.T @ residuals
    count = torch.tensor([len(X)])
    return torch.cat([total.flatten(), count])


assert check("message", message) == "right"

# %% [markdown]
# ??? note "为什么传这两样就够了"
#     传的是梯度的和与样本个数。对所有进程相加，前者成为 $n\,\mathbf{g}$，后者成为 $n$；每个进程再用前者除以后者。分片怎么切都对，空分片也不例外，而空分片的平均是 $0/0$。
#
# 完整的程序在 [many_machines.py](../assets/programs/many_machines.py){ download=many_machines.py }。请下载下来，找到 `train` 的内层循环：本进程的分片、`message`、`all_reduce` 和更新参数的那一步。其余的，比如 `if plain`，不必看。为了简单，每个工作进程都读入全部样本，只用每个小批量中自己的那一份；各进程的打乱方式相同，因为种子就是轮数。每轮结束，0 号进程存一个**检查点**（checkpoint）：此时的参数，以及下一轮的编号。最后一轮结束，它把检查点删掉。
#
# ## 一个、两个、四个工作进程 {#equal}
#
# `torchrun` 和装了 linearnets 的那个 Python 在同一个文件夹里；在笔记本里运行 `import sys; print(sys.executable)`，就知道是哪个文件夹。如果是按[首页](../index.md#one-call)的办法安装的，就把程序放在 `.venv` 所在的文件夹里，下面写 `torchrun` 的地方都换成 `.venv/bin/torchrun`。然后在程序所在的文件夹里打开终端。还要留意四点：
#
# - Windows 上请用 WSL，并在其中按 Linux 的办法再装一次。
# - 关于 `OMP_NUM_THREADS` 的警告不是错误。
# - 本节里如果有一次没有走完就断了，先删掉 `many_machines.pt`，否则下一次会从它接着走。
# - 不用 `torchrun` 而用 `python` 启动，程序会报“environment variable RANK expected, but not set”；你自己的程序如果漏了 `init_process_group`，报的是“Default process group has not been initialized”。
#
# 程序在 8 轮之后打印全部样本上的损失（六位小数）和答对的比例。先猜一猜：一个、两个、四个工作进程，损失会有几位小数相同？然后启动：
#
# ```console
# $ torchrun --standalone --nproc-per-node=1 many_machines.py
# $ torchrun --standalone --nproc-per-node=2 many_machines.py
# $ torchrun --standalone --nproc-per-node=4 many_machines.py
# ```
#
# ??? note "对照 2"
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
#     三次其实是同一个训练。十六位未必全都相同：分成两份来加，舍入与一次加完不一样。但同一次运行的各个工作进程之间，参数必须一位不差：程序最后会比较它们，不同就报错。
#
# ## 一个工作进程死了 {#death}
#
# 机器有一千台，隔不了多久就会坏一台。这里有两个工作进程，请你亲手杀掉一个：
#
# 1. 打开第二个终端。
# 2. 在第一个终端里启动下面的命令。`--wait 0.2` 让它每步之后歇 0.2 秒。它先打印各个进程号（与这里的不同）。
# 3. 在第二个终端里输入 `kill -9` 加上其中一个进程号，等出现 `epoch 3`（最后一轮是 7）再按回车。
#
# 慢了一点也不要紧，下次只是从更靠后的一轮接着走，结果一样；如果已经走完，就再来一次。内存耗尽时，操作系统也是这样杀进程：不打招呼，也不收拾。
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
# 另一个进程走不下去：它的 `all_reduce` 报错（`Connection … by peer`），或者一直等着不会来的数。`torchrun` 结束还在运行的进程，在末尾的 `Root Cause` 下面报告是哪个进程先出的事（`Signal 9 (SIGKILL)`），并返回错误码；前面的许多行不必看。
#
# 如果进程正好死在 `epoch 3`，检查点里就是走完三轮之后的参数。从那里重新启动，最后会与未受打扰的那次差多少？猜好了，再启动：
#
# ```console
# $ torchrun --standalone --nproc-per-node=2 many_machines.py
# ```
#
# ??? note "对照 3"
#     ```console
#     $ torchrun --standalone --nproc-per-node=2 many_machines.py
#     workers: 2, first epoch: 3
#     loss 0.587444, right 0.8687
#     ```
#
#     又是 0.587444，而且相同的不止六位：丢掉的只有存检查点之后的计算。一步只取决于数据、参数、它是第几轮的第几步，以及求和的方式，这些都和原来一样。一步如果还依赖别的东西，比如[动量法](../linear-regression/momentum.md)的速度，那也得存进检查点。
#
# ## 一次全归约要多久 {#cost}
#
# 传一条消息，再小也要花一份固定的时间，叫**延迟**（latency）$\alpha$；此外还要传各个字节，时间是字节数除以**带宽**（bandwidth）$\beta$（每秒传的字节数）。
#
# **环形全归约**（ring all-reduce，[@patarasuk2009]）里，$p$ 个工作进程排成一圈，各把自己 $m$ 个字节的向量切成相等的 $p$ 块。每一趟，所有进程同时把一块传给右边。第一趟，第 $k$ 个进程传自己的第 $k$ 块。以后每一趟，它把刚收到的那块加上自己的同号块，再往右传。走了 $p - 1$ 趟，每一块都在某个进程那里加全了；再走 $p - 1$ 趟，加全的块照样转一圈，这时各进程留下一份，不再加。一趟的时间，就是一条消息传一块的时间。一共要多久？
#
# ```py
# from linearnets.exercises import check
#
#
# def ring_seconds(num_bytes, p, alpha, beta):
#     rounds = 2 * (p - 1)
#     piece = ...  # 每个进程一趟传多少字节
#     return rounds * (...)
#
#
# print(check("ring-seconds", ring_seconds, language="zh"))
# ```
#
# ??? success "解答"

# %%
from linearnets.exercises import check


def ring_seconds(num_bytes, p, alpha, beta):
    rounds = 2 * (p - 1)
    piece = num_bytes / p  # 每个进程一趟传多少字节
    return rounds * (alpha + piece / beta)


assert check("ring-seconds", ring_seconds) == "right"

# %% [markdown]
# ??? note "公式"
#     每个进程传 $2(p - 1)$ 趟，每趟 $m/p$ 字节，所以
#
#     $$
#     T(m, p) = 2(p - 1)\, \alpha + \frac{2(p - 1)}{p} \cdot \frac{m}{\beta}.
#     $$
#
#     第一项随工作进程数增长，第二项总不到 $2m/\beta$。
#
# 现在换成一千个。我们没有这么多，所以下面是模型，不是测量。常数只是举例，取了整数：$\alpha = 50$ µs，$\beta = 1.25$ GB/s，大约相当于 10 Gbit/s 的网络；梯度 100 MB。这时十个工作进程做一次全归约要 $18 \cdot 0.05 + 1.8 \cdot 80 = 144.9$ ms，几乎全花在字节上。
#
# 那么，一步用 1、10、100 还是 1000 个工作进程最快？设一步有 256 个样本，每个样本的计算要 3 ms，平均分给各个工作进程，就当一个样本也能切开；算完再做全归约。先写下你的猜测，下面的表会告诉你。
#
# ??? question predict "一千个工作进程做一次全归约，要多少毫秒？"
#     - [x] 260 ± 20：趟数从 $18$ 增到 $1998$，字节的时间却只长了九分之一。
#     - 14500：趟数约是一百倍，但每一块也小到百分之一。
#     - 160：这只是传字节的时间，延迟的次数也多了。
#     - 100：这只是各次延迟之和，传字节也要时间。
#
#     <!-- answer: 1e3 * ring_seconds(100e6, 1000, 50e-6, 1.25e9) -->
#     $2(p - 1) = 1998$ 趟，每趟等 $50$ µs，共约 100 ms。字节要 $\frac{2(p - 1)}{p} \cdot 80 \approx 160$ ms，差不多就是 $2m/\beta$。

# %%
print("    p  arithmetic  all-reduce    step")
for p in (1, 10, 100, 1000):
    arithmetic = 3 * 256 / p  # 毫秒
    all_reduce = 1e3 * ring_seconds(100e6, p, 50e-6, 1.25e9)
    step = arithmetic + all_reduce
    print(f"{p:5}  {arithmetic:7.1f} ms  {all_reduce:7.1f} ms  {step:3.0f} ms")

# %% [markdown]
# 一百个最快，但只比十个快一点；十个的速度还不到一个的四倍，一千个比十个还慢：工作进程越多，各自的计算越少，全归约却越久。照这里的常数，机器再多，小批量的一步也只快几倍。真正划算的是大批量的一步：一千个工作进程各有 256 个样本，一步要 $768 + 260 = 1028$ ms，比一个进程时多三分之一，样本却是一千倍（见[报告](many-machines-report.py#ring)）。
#
# ## 可以试试 {#try}
#
# 1. 要是梯度合错了，一个、两个、四个进程的损失看得出来吗？加上 `--plain`（如果还有中断时留下的 `many_machines.pt`，先删掉），每个进程就传平均和个数 1。满的小批量都能平分，简单平均并不错；可是每轮最后那五个样本，就足以看出差别：
#
#     ```console
#     $ torchrun --standalone --nproc-per-node=4 many_machines.py --plain
#     workers: 4, first epoch: 0
#     loss 0.580776, right 0.8759
#     ```
#
#     这里的损失比 0.587444 低，说明不了什么：走的是另一条路；两个工作进程加上 `--plain`，损失就高于 0.587444。八个进程时应当得到 `nan`：五个样本不够分，有的进程一个样本也没有，空分片的平均是 $0/0$，求和又把它传给了大家。
#
# 2. 两个进程时杀掉一个（用 `--wait 0.2`），再用四个接着算。六位小数应当都相同：只是相加的次序变了。
#
# 3. 先删掉 `many_machines.pt`，再给程序加上动量：`velocity = 0.9 * velocity + …`，从零开始，先不受打扰地走一遍。再走一遍，不把速度存进检查点，中途杀掉一个进程，接着算：损失应当不同；把速度存进去，就又相同了。
#
# 4. 换成你自己的数据，类别编号 0、1、2……，要求与[手写数字的实验](digits.py#your-table)相同。不用 `load_digits`，改写成 `X, y, _ = load_table("flowers.csv", "species")` 和 `X, labels = standardize(X)[0], y.long()`，两个函数都要导入。把 10 换成你的类别数，65 换成特征数加一。预期：一个、两个、四个工作进程，六位小数都相同。
#
# 实验之外还有[报告](many-machines-report.py)：一个进程拿着 8 和 9 时，随机划分许多次，简单平均使准确率降低多少；在你自己的机器上传一次要多久；PyTorch 的 `DistributedDataParallel` 怎么做；自动重启；以及这些结果不能说明什么。用到的函数：[`data`](../reference/data.md)、[`linear`](../reference/linear.md)、[`softmax`](../reference/softmax.md)。回到[小批量随机梯度下降](../linear-regression/minibatch-sgd.md)。
