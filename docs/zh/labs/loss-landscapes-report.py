# ---
# description: 交叉熵与两种平方误差，各跑几千次梯度下降：谁能走到、地面有多平、最后谁更准、标签有错时如何，附区间。
# minutes: 60
# deeper: true
# needs: "[实验](loss-landscapes.py)、[真实的曲面](../softmax-regression/proper-scores.md#surface)、[条件数](../linear-regression/learning-rate.md#conditioning)"
# outcomes:
#   - 用一个数说出什么是平台，而且给损失乘上常数时，这个数不变
#   - 按每次划分比较各种损失，既问这些图像，也问新的图像
#   - 说出错误的标签对每种损失有什么影响，及时停下能补救多少
# ---

# %% [markdown]
# # 报告：三种损失，各跑几千次梯度下降 {#loss-landscapes-report}
#
# 一个模型，三种损失：交叉熵、概率上的平方误差 (a)、分数上的平方误差 (b)。[实验](loss-landscapes.py)问的是谁能走到；这里是整个比较，供阅读。[为什么用交叉熵](../softmax-regression/why-cross-entropy.md)和[恰当评分规则](../softmax-regression/proper-scores.md)区分它们，靠的是一个平面上的 200 个起点、手写数字的三次划分和一个写错的标签。
#
# 从随机的起点出发，用哪一种损失，梯度下降最有把握走到，也就是把大多数图像判对？最后哪一种分得最准？标签有错时，哪一种吃亏最少？先写下三个答案。然后让梯度下降跑上几千次，只留下区间支持的说法。
#
# ## 两个数字 {#pair}
#
# 先看只有两个参数的情形，一切都看得见。3 的左边是开口的，8 是封住的。所以一个数就几乎能分清两者：左侧十二个像素的墨量，标准化之后就是特征 $x$。

# %%
import math
import sys

import matplotlib.pyplot as plt
import torch
from torch.nn.functional import softplus
from tqdm import tqdm

from linearnets import append_ones, descent_path, load_digits, one_hot, standardize

torch.set_num_threads(1)  # 都是小矩阵，线程多了只会互相等
X, labels = load_digits(torch.float64)
pair = (labels == 3) | (labels == 8)
images, y = X[pair].reshape(-1, 8, 8), (labels[pair] == 8).double()
x = standardize(images[:, 2:6, 1:4].mean(dim=(1, 2))[:, None])[0][:, 0]

right = torch.stack([((x > c) == (y == 1)).double().mean() for c in x])
print(f"{len(y)} images, {y.sum():.0f} of them an 8")
print(f"the best border gets {right.max():.3f} right")

# %% [markdown]
# 模型是逻辑回归，$z = wx + b$ 是数字 8 的分数。损失就是[那一课的三种](../softmax-regression/why-cross-entropy.md#two-squared-errors)，这里标签 $y$ 取 0 或 1。代码里叫 `ce`、`a`、`b`；(b) 的目标取 1 和 $-1$，让分界落在 0。程序里的断言用自动微分核对每个斜率。
#
# 要比较就要定学习率，而定学习率的人可以左右结果。我们的规则是：每种损失都取曲率所保证的安全上限的一半。$x$ 是标准化的，所以 $\lambda_{\max} = 1$。对 $z$ 的曲率，交叉熵不超过 ¼，(a) 由 $\eqref{eq:why-curvature}$ 不超过 0.0771，(b) 是 1。上限分别是 8、$2 / 0.0771 > 25.9$ 和 2，我们取 4、12.9 和 1。定规则时不看结果，所以公平；但这样取的学习率，对哪种损失都未必最好，所以后面还会试别的学习率。


# %%
def values(loss, z, y):
    if loss == "ce":
        return softplus(z) - y * z
    if loss == "a":
        return (torch.sigmoid(z) - y).square() / 2
    return (z - (2 * y - 1)).square() / 2


def slopes(loss, z, y):
    if loss == "b":
        return z - (2 * y - 1)
    p = torch.sigmoid(z)
    return p - y if loss == "ce" else (p - y) * p * (1 - p)


COLORS = {"ce": "C0", "a": "C1", "b": "C2"}
RATES = {"ce": 4, "a": 12.9, "b": 1}
z = torch.linspace(-12, 12, len(y), dtype=y.dtype, requires_grad=True)
for loss in COLORS:
    (auto,) = torch.autograd.grad(values(loss, z, y).sum(), z)
    assert torch.allclose(auto, slopes(loss, z, y))

# %% [markdown]
# ## 三张曲面 {#surfaces}
#
# 八个起点（圆圈）离零的距离都是 12，损失按全部图像计算。圆点标出走了 0、1、2、4、8 步直到 256 步时的位置：圆点叠在一起的路，就是走不动了。

# %% alt="三个平面，画着等高线，各有从一圈起点出发的八条路。左：八条都走到中心右边的同一处。中：四条还停在左边。右：等高线是圆，每条路都是直通中心的一步。"
side = torch.linspace(-16, 16, 33, dtype=x.dtype)
plane = torch.cartesian_prod(side, side)
u, v = plane[:, :1], plane[:, 1:]


def step(loss, lr, theta, x, y):
    """返回各遍训练的下一个状态 (w, b)，形状 (遍数, 2)。"""
    s = slopes(loss, theta[:, :1] * x + theta[:, 1:], y)
    return theta - lr * torch.stack([(s * x).mean(dim=1), s.mean(dim=1)], dim=1)


def draw_slices(scores, names):
    """由平面上各点的分数画出三种损失，分数的形状是 (点数, n)。"""
    fig, axes = plt.subplots(1, 3, figsize=(5.6, 2.3), sharey=True)
    for ax, loss in zip(axes, COLORS, strict=True):
        L = values(loss, scores, y).mean(dim=1).reshape(33, 33).T
        levels = L.min() + torch.linspace(0, 1, 9)[1:8].square() * (L.max() - L.min())
        ax.contour(side, side, L, levels=levels, colors="C7", linewidths=1)
        ax.set(title=loss, xlabel=f"${names[0]}$", xticks=[-12, 0, 12], yticks=[-12, 0, 12])
    axes[0].set_ylabel(f"${names[1]}$", rotation=0, labelpad=8)
    return zip(axes, COLORS, strict=True)


angle = (torch.arange(8, dtype=x.dtype) + 0.5) * math.pi / 4
ring = 12 * torch.stack([angle.cos(), angle.sin()], dim=1)
for ax, loss in draw_slices(u * x + v, "wb"):
    states = [ring]
    for _ in range(256):
        states.append(step(loss, RATES[loss], states[-1], x, y))
    shown = [states[t] for t in (0, 1, 2, 4, 8, 16, 32, 64, 128, 256)]
    for way in torch.stack(shown, dim=1):
        descent_path(ax, way, color=COLORS[loss], markersize=2, linewidth=1.2)
plt.show()

# %% [markdown]
# 在交叉熵上，八条路走向同一处。(b) 的 Hessian 矩阵是单位矩阵，等高线是圆，学习率取 1，一步就到最小值点。在 (a) 上，左边四个起点的 $w < 0$，墨越多越不算 8，走完之后还在左边。不过，八个起点只是个例。
#
# ## 有多少能走到 {#arrivals}
#
# 对每个距离 $r$ 各跑 1000 遍。每一遍自己抽起点的方向，自己有放回地抽 100 张图像，所以各遍相互独立，走到的比例可以用 [Wilson 区间](digits.py#test)。走到，是指 300 步之内有 85 张判对。三种损失用同样的起点和图像。
#
# 地面平坦，首先想到的是把步子放大，所以 (a) 再用八倍的学习率跑一次，那是上限的四倍；输出的最后两行里，第二个 `a` 就是这一次。

# %%
RUNS, STEPS, DISTANCES = 1000, 300, (1, 2, 4, 6, 8, 12, 16, 24, 32)


def arrivals(loss, lr, theta, x, y):
    """返回各遍训练判对 85 张时走了多少步，走不到就是 STEPS + 1。"""
    steps, runs = torch.full((len(theta),), STEPS + 1), torch.arange(len(theta))
    for t in range(STEPS + 1):
        late = ((theta[:, :1] * x + theta[:, 1:] > 0) == (y == 1)).sum(dim=1) < 85
        steps[runs[~late]] = t
        runs, theta, x, y = (part[late] for part in (runs, theta, x, y))
        theta = step(loss, lr, theta, x, y)
    return steps


def wilson(count, n, z=1.96):
    """返回一个比例的 95% Wilson 区间的两端。"""
    middle = (count + z**2 / 2) / (n + z**2)
    half = z * math.sqrt(count * (n - count) / n + z**2 / 4) / (n + z**2)
    return middle - half, middle + half


settings = (("ce", 1), ("b", 1), ("a", 1), ("a", 8))
shares, medians = {setting: [] for setting in settings}, {}
draw = torch.Generator().manual_seed(0)
for r in tqdm(DISTANCES, disable=None, file=sys.stdout):
    rows = torch.randint(len(y), (RUNS, 100), generator=draw)
    x_run = standardize(x[rows].T)[0].T
    turn = 2 * math.pi * torch.rand(RUNS, generator=draw).double()
    start = r * torch.stack([turn.cos(), turn.sin()], dim=1)
    for loss, times in settings:
        steps = arrivals(loss, times * RATES[loss], start, x_run, y[rows])
        count = (steps <= STEPS).sum().item()
        shares[loss, times].append((count / RUNS, *wilson(count, RUNS)))
        medians[loss, times] = steps.median()

print(" r  a                     8 x rate")
for r, *cells in zip(DISTANCES, shares["a", 1], shares["a", 8], strict=True):
    row = ("{:.3f} [{:.3f}, {:.3f}]".format(*cell) for cell in cells)
    print(f"{r:2}  {'  '.join(row)}")
gains = [fast[0] - slow[0] for slow, fast in zip(shares["a", 1], shares["a", 8], strict=True)]
far = [gain for r, gain in zip(DISTANCES, gains, strict=True) if r >= 12]
print(f"gain from r = 12 on: between {min(far):.3f} and {max(far):.3f}")
late = {s: sum(round(RUNS * (1 - cell[0])) for cell in cells) for s, cells in shares.items()}
print(f"late of {RUNS * len(DISTANCES)} runs:", *(f"{s[0]} {count}" for s, count in late.items()))
print("median steps at r = 32:", *(f"{s[0]} {median}" for s, median in medians.items()))

# %% alt="走到的比例随距离的变化。蓝色和青色一直是 1。两条橙色曲线到距离 6 为止是 1；实线在 8 处降到一半，虚线降得晚一些，最后两条挨在一起，略高于三分之一。"
fig, ax = plt.subplots(figsize=(5.6, 2.8))
for loss, times in settings:
    share, low, high = torch.tensor(shares[loss, times]).T
    ax.semilogx(DISTANCES, share, color=COLORS[loss], linestyle="-" if times == 1 else "--")
    ax.fill_between(DISTANCES, low, high, color=COLORS[loss], alpha=0.25, linewidth=0)
ax.set(xlabel="$r$", xticks=[1, 2, 4, 8, 16, 32], xticklabels=[1, 2, 4, 8, 16, 32])
ax.set(ylim=(0, 1.05), yticks=[0, 0.5, 1])
ax.minorticks_off()
plt.show()

# %% [markdown]
# 交叉熵是蓝色（被青色盖住了），(b) 青色，(a) 橙色，八倍学习率画成虚线。
#
# 距离不超过 6 时看不出差别：到 6，(a) 仍有 0.999 走到，区间的上端是 1.000。再远，(a) 就掉下来了。到 8，一半走不到；到 32，大约三分之二走不到：走到的是 0.341，区间从 0.312 到 0.371。另外两种损失，各跑 9000 遍，没有一遍走不到；从 32 出发，交叉熵步数的中位数是 12。放大学习率在 8 处有用，走到的从 0.508 升到 0.861。从 12 起，只多 0.022 到 0.044：开始下跌的地方只往外移了一点，到了更远处，放大学习率就帮不上多少。
#
# 所以第一个问题的答案要看起点有多远。离零近，三种都走得到。
#
# ## 平到什么程度 {#plateaus}
#
# 光是梯度小，还不算平台：最小值点附近梯度也小，把损失减半，梯度也减半。设 $\boldsymbol{\theta}^*$ 是平面上的最低点。按脚下的坡度走，还要走 $(L - L^*) / \lVert \nabla L \rVert$ 那么远。拿它除以真正的距离：
#
# $$
# \rho = \frac{L(\boldsymbol{\theta}) - L(\boldsymbol{\theta}^*)}{\lVert \nabla L(\boldsymbol{\theta}) \rVert \, \lVert \boldsymbol{\theta} - \boldsymbol{\theta}^* \rVert}.
# $$
#
# 凸函数处处不低于它的切平面。取 $\boldsymbol{\theta}$ 处的切平面，在 $\boldsymbol{\theta}^*$ 这一点比较两者，就得到 $L(\boldsymbol{\theta}) - L(\boldsymbol{\theta}^*) \le \nabla L(\boldsymbol{\theta})^\top (\boldsymbol{\theta} - \boldsymbol{\theta}^*)$。点积不超过长度之积，所以 $\rho \le 1$：也就是说，从坡度估计的路，不会比真正的路更长。
#
# 在平台上，估计的路却长得多，$\rho$ 就大于 1；给损失乘一个常数，$\rho$ 不变。平面的两个方向都从 $-16$ 到 16，我们量 $\rho$ 超过 1、10、100 的部分各占多少，用 60 个样本集，每个 100 张图像。
#
# 再对神经网络做同样的事。常被贴出来的那张图，即 [@glorot2010] 的图 5，画的是一层 tanh 隐藏单元的网络和其中两个权重，输入和目标都是随机的。我们的输入是真实的，即 $x$ 和左半边的墨量 $x_2$；隐藏层有四个 tanh 单元；60 个网络各自随机取权重，只留两个作变量：从 $x$ 到第一个单元的 $u$，和从这个单元到分数的 $v$。所以这是十二维空间里一张曲面的切片，最低点也是切片里的最低点。


# %%
def overstatement(loss, scores, derivatives, y):
    """返回平面上各点的 rho。"""
    L = values(loss, scores, y).mean(dim=1)
    gradient = (slopes(loss, scores, y) * derivatives).mean(dim=2).norm(dim=0)
    way = (plane - plane[L.argmin()]).norm(dim=1)
    return torch.nan_to_num((L - L.min()) / (gradient * way), nan=0, posinf=1e9)


def network(draw, x1, x2):
    """返回一个随机网络在平面上的分数，以及对 u 和 v 的导数。"""
    W1, W2, a = torch.randn(3, 4, generator=draw).double()
    others = torch.tanh(x1[:, None] * W1[1:] + x2[:, None] * W2[1:]) @ a[1:]
    h = torch.tanh(u * x1 + W2[0] * x2)
    return v * h + others, torch.stack([v * (1 - h**2) * x1, h])


def linear(draw, x1, x2):
    return u * x1 + v, torch.stack([x1.expand(len(plane), -1), torch.ones(len(plane), len(x1))])


SLICES = 60
x2 = standardize(images[:, :, :4].mean(dim=(1, 2))[:, None])[0][:, 0]
parts = {(model, loss): [] for model in (linear, network) for loss in COLORS}
draw = torch.Generator().manual_seed(1)
for _ in tqdm(range(SLICES), disable=None, file=sys.stdout):
    rows = torch.randint(len(y), (100,), generator=draw)
    for model in (linear, network):
        scores = model(draw, x[rows], x2[rows])
        for loss in COLORS:
            ratio = overstatement(loss, *scores, y[rows])
            above = [(ratio > m).double().mean() for m in (1 + 1e-9, 10, 100)]
            parts[model, loss].append(above)

print("% above:      1           10          100")
for (model, loss), runs in parts.items():
    runs = 100 * torch.tensor(runs)
    half = 2.001 * runs.std(dim=0) / math.sqrt(SLICES)
    cells = (f"{m:4.1f} ± {h:.1f}" for m, h in zip(runs.mean(dim=0), half, strict=True))
    print(f"{model.__name__:8} {loss:2} ", "  ".join(cells))

# %% alt="三个切片的等高线，大致分成四块。中间那个，相对的两块里有大片阴影；另外两个没有阴影。"
net = network(torch.Generator().manual_seed(0), x, x2)
for ax, loss in draw_slices(net[0], "uv"):
    flat = overstatement(loss, *net, y).clamp(max=100).reshape(33, 33).T
    ax.contourf(side, side, flat, levels=[10, 101], colors=COLORS[loss], alpha=0.35)
plt.show()

# %% [markdown]
# 阴影是 $\rho > 10$ 的地方，画的是一个网络的切片，用全部图像。± 后面是由 60 个样本集得到的 95% 置信区间的半宽，按 [t 分布](../linear-regression/uncertainty.md#intervals)计算。
#
# 线性模型那几行，交叉熵和 (b) 的零就是上面的定理，正好检查代码。同是线性模型，(a) 有 18.3% 超过 10：没有隐藏层也有平台。有了隐藏层更多，29.8 ± 1.7%；但超过 100 的并不更多，是 12.3 ± 1.7%，没有隐藏层时是 12.7%。
#
# 网络让交叉熵也成了非凸的，有 5.0 ± 1.2% 超过 1；但超过 10 的是 0.0%。可见在这些切片里，除了 (a)，几乎没有超过 10 的地方。这些百分比，连同两个模型谁多谁少，都只对这个正方形成立；换一个正方形，数就不同。
#
# ## 十个数字 {#ten}
#
# 这在实际中要紧吗？现在用 softmax 回归分全部十个数字，$65 \cdot 10 = 650$ 个参数。像素减去的是全部图像的均值，后面的测试图像也在内；这没有用到标签，但严格的划分应当只用训练图像的均值。断言同样用自动微分来核对，这次核对的是损失关于分数的梯度。
#
# 按规则定学习率，要知道对分数的曲率。交叉熵由 $\eqref{eq:ce-curvature-bound}$ 不超过 ½，(b) 是 1。只有两类时，(a) 不超过 $8 \cdot 0.0771 < 0.617$：Brier 分数是前面那种的四倍，而 $z$ 是两个分数之差，换成对两个分数，曲率又加倍。十类的情形我们没有证明，就用随机的分数看一看：

# %%
A, Y = append_ones(X - X.mean(dim=0)), one_hot(labels, 10, dtype=X.dtype)


def costs(loss, logits, Y):
    if loss == "ce":
        return -(logits.log_softmax(dim=-1) * Y).sum(dim=-1)
    if loss == "a":
        return (logits.softmax(dim=-1) - Y).square().sum(dim=-1)
    return (logits - Y).square().sum(dim=-1) / 2


def pulls(loss, logits, Y):
    if loss == "b":
        return logits - Y
    probs = logits.softmax(dim=-1)
    if loss == "ce":
        return probs - Y
    D = probs * (probs - Y)
    return 2 * (D - probs * D.sum(dim=-1, keepdim=True))


logits = 3 * torch.randn(len(Y), 10, generator=torch.Generator().manual_seed(0)).double()
logits.requires_grad_()
for loss in COLORS:
    (auto,) = torch.autograd.grad(costs(loss, logits, Y).sum(), logits)
    assert torch.allclose(auto, pulls(loss, logits, Y))

with torch.no_grad():  # (a) 的 Hessian 矩阵，每张图像一个
    probs = logits.softmax(dim=1)
    J = torch.diag_embed(probs) - probs[:, :, None] * probs[:, None]
    D = (probs - Y)[:, :, None]
    p = probs[:, :, None]
    H = 2 * (D - D.mT @ p + p) * J - 2 * p * (J @ (D + p)).mT
    largest = torch.linalg.eigvalsh(H)[:, -1].max()
    print(f"largest curvature of (a) in {len(H)} draws: {largest:.2f}")

# %% [markdown]
# 没有超过 0.617 的，就用它。
#
# ## 从随机权重出发 {#random-weights}
#
# 所有权重的初值都是 $s$ 乘以标准正态随机数。一共 15 遍，每遍各抽一组权重和 300 张图像；判对 270 张算走到，301 表示 300 步之内没有走到。先用规则定的学习率跑一次，第二次再调一调：交叉熵和 (a) 都可以用 1、4 或 16 倍，看前五遍里哪个倍数的中位数最小；(b) 不能，因为超过两倍就会发散。
#
# 报告的是另外十遍。从小到大排，第五个充当中位数，第二个和第九个构成区间。不论分布如何，它包含真正的中位数的概率至少是 $1 - 22/1024 \approx 0.98$：每个值大于中位数的概率至多是一半，小于它的也是；十个里至少有九个落在同一侧，区间才会落空，概率至多是 $2 \cdot (1 + 10)/2^{10}$。

# %%
LIMIT, n, SCALES, TIMES = 300, 300, (0.1, 0.3, 1, 3), (1, 4, 16)
BOUNDS = {"ce": 0.5, "b": 1, "a": 0.617}
draw = torch.Generator().manual_seed(2)
rows = torch.stack([torch.randperm(len(X), generator=draw)[:n] for _ in range(15)])
W_unit = torch.randn(15, 65, 10, generator=draw).double()
A_run, Y_run, labels_run = A[rows], Y[rows], labels[rows]
top = torch.linalg.eigvalsh(A_run.mT @ A_run / n)[:, -1, None, None]


def steps_needed(loss, times, W):
    """返回 15 遍训练各自判对 270 张时走了多少步，走不到就是 LIMIT + 1。"""
    steps, lr = torch.full((15,), LIMIT + 1), times / (BOUNDS[loss] * top)
    for t in range(LIMIT + 1):
        logits = A_run @ W
        there = (logits.argmax(dim=2) == labels_run).sum(dim=1) >= 270
        steps = torch.where(there, steps.clamp(max=t), steps)
        if steps.max() <= LIMIT:
            break
        W = W - lr / n * (A_run.mT @ pulls(loss, logits, Y_run))
    return steps


jobs = [(s, loss) for s in SCALES for loss in BOUNDS]
needed, table = {}, []
for s, loss in tqdm(jobs, disable=None, file=sys.stdout):
    runs = [steps_needed(loss, times, s * W_unit) for times in (TIMES if loss != "b" else (1,))]
    best = min(range(len(runs)), key=lambda k: runs[k][:5].median())
    needed[s, loss] = [run[5:].sort().values for run in (runs[0], runs[best])]
    cells = ("{:3} [{:3}, {:3}]".format(*run[[4, 1, 8]].tolist()) for run in needed[s, loss])
    table.append(f"{s:<3} {loss:2}  {next(cells)}   x {TIMES[best]:<2} {next(cells)}")

print("s       rule                  tuned", *table, sep="\n")
V = torch.linalg.lstsq(A_run, Y_run, driver="gelsd").solution
closed = ((A_run @ V).argmax(dim=2) == labels_run).sum(dim=1)[5:]
print(f"closed form of (b): {closed.min()} to {closed.max()} of 300 right")

# %% alt="步数随起点尺度的变化，两轴都是对数。左：蓝色最低，青色在它上面，橙色最高；橙色和青色碰到表示上限的虚线。右：蓝色和橙色起初挨得很近，都不到十步；尺度为 1 时橙色已经升高，到 3 碰到上限，蓝色仍不到十步。"
fig, axes = plt.subplots(1, 2, figsize=(5.6, 2.8), sharey=True)
for k, ax in enumerate(axes):
    for loss in BOUNDS:
        runs = torch.stack([needed[s, loss][k] for s in SCALES]).clamp(max=LIMIT)
        ax.loglog(SCALES, runs[:, 4], "o-", color=COLORS[loss])
        ax.fill_between(SCALES, *runs[:, [1, 8]].T, color=COLORS[loss], alpha=0.25, linewidth=0)
    ax.axhline(LIMIT, color="C7", linestyle="--", linewidth=1.2)
    ax.set(xlabel="$s$", xticks=[0.1, 1], xticklabels=[0.1, 1])
    ax.set(yticks=[1, 10, 100], yticklabels=[1, 10, 100])
    ax.minorticks_off()
axes[0].set_ylabel("$t$", rotation=0, labelpad=8)
plt.show()

# %% [markdown]
# 左图按规则，右图调过；交叉熵蓝色，(a) 橙色，(b) 青色。按规则，从 0.3 起交叉熵最快，在 0.1 处与 (b) 分不出快慢。调过之后，到 1 为止，(a) 的差距小了：0.1 处交叉熵 2 步、(a) 4 步，0.3 处都是 4 步，1 处是 4 步和 20 步。到 3，交叉熵 6 步，(a) 不论用备选里的哪个学习率，调参那五遍的中位数都走不到。最好的倍数多半是 16，就是备选里最大的：规则里的安全上限，对两者都太保守。
#
# 梯度不会消失的 (b) 呢？它也慢：1 处 110 步，3 处超过 300 步。它的分数要忘掉起点，快慢由[小的特征值](../linear-regression/learning-rate.md#error-recursion)决定。这不能怪损失：它有解析解，根本不需要起点，300 张里判对 289 到 297 张。
#
# ## 走到最后 {#end}
#
# 第二个问题。划分十二次：训练 1000 张，验证 300 张，测试 497 张。从全零的参数出发，按规则走 150 步，用 Nesterov 动量，也就是沿上一步的方向往前探一点再取梯度。一直走下去，会走到最小值点吗？交叉熵不一定，因为[可分的数据](../softmax-regression/no-minimum.md#separable)就没有。所以每种损失在十一个时刻中选出验证集上最好的一步，好坏用它自己衡量；最后一步也留着。
#
# 有两项要用到概率：对数损失（log loss，就是测试图像上的交叉熵）和 Brier 分数。(b) 的分数本来不是给 softmax 用的，所以计算这两项时，每种损失的分数都可以除以一个[温度](../softmax-regression/softmax.md#temperature)，由验证集选定。同时还有训练和验证标签错了 10%、20%、40% 的几组，留到下一节。
#
# 某次划分如果难，对三种损失都难，所以每次划分各自相减。十二个差的离散程度可以回答两个问题。把这些图像换一种划分，会怎样？这就是通常的置信区间。换一批图像，又会怎样？各次划分用的是同一批图像，对这个问题，通常的区间窄得太多；方差里的 $1/12$ 应换成 $1/12 + 497/1000$（[@nadeau2003]）。这是一种近似，我们两个区间都报。

# %%
SPLITS, TRAIN, VALID, ROUNDS, LEVELS = 12, 1000, 300, 150, (0, 0.1, 0.2, 0.4)
draw = torch.Generator().manual_seed(3)
rows = torch.stack([torch.randperm(len(X), generator=draw) for _ in range(SPLITS)])
right, chance = labels[rows], torch.rand(rows.shape, generator=draw)
wrong = (right + torch.randint(1, 10, rows.shape, generator=draw)) % 10
given = torch.stack([torch.where(chance < p, wrong, right) for p in LEVELS], dim=2)
Z = torch.nn.functional.one_hot(given, 10).double()

A_train, Z_train = A[rows[:, :TRAIN]], Z[:, :TRAIN]
A_rest, Z_valid = A[rows[:, TRAIN:]], Z[:, TRAIN:][:, :VALID]
y_test = right[:, TRAIN + VALID :]
top = torch.linalg.eigvalsh(A_train.mT @ A_train / TRAIN)[:, -1, None, None]
MARKS = {round(5 * 1.4**k) for k in range(10)} | {ROUNDS}


def fit(loss):
    """返回其余图像的分数：选中的那一步和最后一步。"""
    W = V = torch.zeros(SPLITS, 65, 10 * len(LEVELS), dtype=X.dtype)
    lowest, chosen = torch.full((SPLITS, 1, len(LEVELS)), math.inf), torch.zeros(())
    for t in tqdm(range(1, ROUNDS + 1), disable=None, file=sys.stdout):
        G = pulls(loss, (A_train @ V).unflatten(2, (-1, 10)), Z_train).flatten(2)
        W, before = V - (A_train.mT @ G) / (BOUNDS[loss] * top * TRAIN), W
        V = W + (t - 1) / (t + 2) * (W - before)
        if t in MARKS:
            logits = (A_rest @ W).unflatten(2, (-1, 10))
            own = costs(loss, logits[:, :VALID], Z_valid).mean(dim=1, keepdim=True)
            chosen = torch.where((own < lowest)[..., None], logits, chosen)
            lowest = torch.minimum(own, lowest)
    return chosen, logits


scores = {loss: fit(loss) for loss in COLORS}


# %%
def paired(difference):
    """返回各次划分的平均，以及两种区间的一半：对这批图像，对新的图像。"""
    width, ratio = 2.201 * difference.std(dim=0), y_test.shape[1] / TRAIN
    narrow, wide = width * SPLITS**-0.5, width * (1 / SPLITS + ratio) ** 0.5
    return difference.mean(dim=0), narrow, wide


def temperature(logits):
    """对每次划分，返回格点中在验证集上最好的 T。"""
    grid = torch.tensor([2 ** (k / 4) for k in range(-24, 9)], dtype=logits.dtype)
    valid, Y = logits[:, :VALID], Z_valid[:, :, 0]
    on_valid = [costs("ce", valid / T, Y).mean(dim=1) for T in grid]
    return grid[torch.stack(on_valid).argmin(dim=0)]


Y_test, measured = one_hot(y_test.flatten(), 10, dtype=X.dtype).unflatten(0, y_test.shape), {}
for loss, (chosen, _) in scores.items():
    logits = chosen[:, :, 0] / temperature(chosen[:, :, 0])[:, None, None]
    hit = (logits[:, VALID:].argmax(dim=2) == y_test).double()
    both = (costs(name, logits[:, VALID:], Y_test) for name in ("ce", "a"))
    measured[loss] = torch.stack([part.mean(dim=1) for part in (hit, *both)], dim=1)
    line = "{:2} accuracy {:.3f}  log loss {:.3f}  Brier {:.3f}"
    print(line.format(loss, *measured[loss].mean(dim=0)))

for loss in ("a", "b"):
    print(f"{loss} minus ce     mean  these images  new images")
    cells = paired(measured[loss] - measured["ce"])
    for row in zip(("accuracy", "log loss", "Brier"), *cells, strict=True):
        print("  {:8} {:8.4f}     ± {:.4f}    ± {:.4f}".format(*row))

# %% [markdown]
# 交叉熵与 (a) 之间，准确率和 Brier 分数都看不出差别，哪怕只问这些图像。对数损失上，交叉熵在这些图像上领先 0.0084 ± 0.0073；换一批图像，也可能只是偶然。对 (b)，不论用哪种衡量、看哪个区间，交叉熵都明显领先：准确率高 2.8 个百分点。像素并不是 (b) 的强项；用随机特征时，[那一课](../softmax-regression/why-cross-entropy.md#raw-scores)的三次划分有两次是它领先。
#
# ## 错的标签 {#wrong-labels}
#
# 第三个问题。训练集和验证集里，比例为 $\varepsilon$ 的标签换成另外九个之一；测试标签仍然正确。差以百分点计，先是对这些图像的区间，再是对新图像的区间。


# %%
def hit_rate(logits):
    return (logits[:, VALID:].argmax(dim=3) == y_test[:, :, None]).double().mean(dim=1)


hits = {loss: [hit_rate(logits) for logits in both] for loss, both in scores.items()}
for k, name in enumerate(("chosen step", "last step")):
    print(f"{name:11}   ce     a      b")
    for p, *row in zip(LEVELS, *(hits[loss][k].mean(dim=0) for loss in COLORS), strict=True):
        print(f"  {p:9.0%} ", *(f" {share:.3f}" for share in row))
    print("minus ce      a                 b")
    both = (paired(100 * (hits[loss][k] - hits["ce"][k])) for loss in ("a", "b"))
    for p, *row in zip(LEVELS, *(zip(*part, strict=True) for part in both), strict=True):
        print(f"  {p:9.0%} ", *(" {:4.1f} ± {:.1f} ± {:.1f}".format(*cell) for cell in row))

# %% alt="错标签占四种比例时，准确率与交叉熵之差，带粗细两种竖条。左：橙色的点在零附近或略高，青色的点在零以下或附近。右：错标签从一成起，所有的点都在零以上，最右的青色约高九个百分点。"
fig, axes = plt.subplots(1, 2, figsize=(5.6, 2.8), sharey=True)
for k, ax in enumerate(axes):
    ax.axhline(0, color="C7", linewidth=1.2)
    for loss, shift in (("a", -0.008), ("b", 0.008)):
        mean, narrow, wide = paired(100 * (hits[loss][k] - hits["ce"][k]))
        at = torch.tensor(LEVELS) + shift
        ax.errorbar(at, mean, wide, fmt="none", color=COLORS[loss], linewidth=1.2)
        ax.errorbar(at, mean, narrow, fmt="o", color=COLORS[loss], linewidth=4)
    ax.set(xlabel=r"$\varepsilon$", xticks=LEVELS)
axes[0].set_ylabel(r"$\Delta$", rotation=0, labelpad=8)
plt.show()

# %% [markdown]
# 左图是选出的那一步，右图是最后一步；(a) 橙色，(b) 青色，都减去交叉熵。粗条针对这些图像，细条针对新图像。
#
# 最后一步，答案很清楚：标签有错时，两种平方误差都领先 2.4 到 9.1 个百分点，细条碰到零的只有 40% 处的 (a)。错到 40%，交叉熵降到 0.792，而在干净标签上落后的 (b) 还有 0.883。
#
# 但及时停下，这个差别就没有了：在选出的那一步，交叉熵回到 0.911，(b) 是 0.906。(a) 在 10% 和 20% 处领先 0.9 和 1.4 个百分点：区间对这些图像不含零，对新图像含零。40% 处领先 0.8 个百分点，对这些图像的区间刚好含零。(b) 在 0 和 10% 处落后，两个区间都这么说；在 20% 和 40% 处，对新图像分不出高下。
#
# ## 说明了什么，没说明什么 {#limits}
#
# - 能否走到：离零近，三种都能。离得远，(a) 常常走不到，不论用试过的哪个学习率；交叉熵每次都走到；(b) 在平面上每次都走到，分十个数字时从 $s = 3$ 出发，300 步多半不够。
# - 走到最后：标签干净时，在选出的那一步，交叉熵与 (a) 的准确率分不出高下；走满之后，(a) 在这些图像上落后 0.3 ± 0.2 个百分点，换新图像可能是偶然。用像素时 (b) 落后。
# - 标签有错：走满 150 步，平方误差领先；提前停下，(a) 的领先很小，对新图像没有把握。
#
# 这些都来自一个数据集的 1797 张小图像、线性模型，和小网络的一些切片。没有人会从 $s = 3$ 开始训练 softmax 回归；而深层网络的起点是什么样，这里的平面都没有画出来。这里的标签是随机写错的，而人多半把相似的数字弄混。对新图像的区间，也依靠一个近似。
#
# ## 可以试试 {#try}
#
# 1. 把平面改成从 $-8$ 到 8，或者从 $-32$ 到 32。哪些比例变大，哪些还是零？
#
#     ??? note "会看到什么"
#
#         (a) 的比例随正方形变大。交叉熵和 (b) 原来是零的，还是零。在小正方形上，网络里超过 10 的部分不比线性模型多；在大正方形上，是线性模型的两倍多。
#
# 2. 让错的标签都是下一个数字，`(right + 1) % 10`。现在哪种损失吃亏最多？
#
#     ??? note "会看到什么"
#
#         交叉熵，而且及时停止也救不了它：错标 20% 和 40% 时，即使在选定的那一步，两种平方误差也领先，两种区间都不含零。
#
# 用到的函数：[`data`](../reference/data.md)、[`softmax`](../reference/softmax.md)、[`plots`](../reference/plots.md)。回到[实验](loss-landscapes.py)，或[为什么用交叉熵](../softmax-regression/why-cross-entropy.md)。
