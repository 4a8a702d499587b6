# ---
# description: "半小时的实验：在同一个平面上比较交叉熵与两种平方误差，从远处出发，各跑几千次梯度下降，看谁能走到。"
# minutes: 30
# needs: "[为什么用交叉熵](../softmax-regression/why-cross-entropy.md)、[学习率的上限](../linear-regression/learning-rate.md#limit)"
# outcomes:
#   - 写出损失的斜率，再写出一千遍训练同时走的一步
#   - 用一条不看结果的规则定学习率，再来比较损失
#   - 说出概率上的平方误差何时走不到，放大学习率有没有用
# moved:
#   plateaus: loss-landscapes-report.py
#   ten: loss-landscapes-report.py
#   random-weights: loss-landscapes-report.py
#   end: loss-landscapes-report.py
#   wrong-labels: loss-landscapes-report.py
#   limits: loss-landscapes-report.py
# ---

# %% [markdown]
# # 实验：三种损失，各跑几千次梯度下降 {#loss-landscapes-lab}
#
# 一个模型，三种损失：交叉熵、概率上的平方误差 (a)、分数上的平方误差 (b)。从随机的起点出发，用哪一种损失，梯度下降最有把握走到，也就是判对 85% 的图像？先写下你的答案，可以不止一种。半小时后，几千次梯度下降会给出答案，其中三个函数由你自己写。
#
# 请在本页的笔记本里做：里面留着空，没有输出。单元格上方如果有问题，先猜再运行。途中有三处折起来的“对照”，写着你应当得到的数。
#
# ## 两个数字 {#pair}
#
# 两个参数就够了，这样一切都看得见。3 的左边是开口的，8 的左边是封住的。所以一个数就几乎能分清两者：左侧十二个像素的墨量，标准化之后就是特征 $x$。

# %%
import torch

from linearnets import load_digits, standardize

torch.set_num_threads(1)  # 都是小矩阵，线程多了只会互相等
X, labels = load_digits(torch.float64)
pair = (labels == 3) | (labels == 8)
images, y = X[pair].reshape(-1, 8, 8), (labels[pair] == 8).double()
x = standardize(images[:, 2:6, 1:4].mean(dim=(1, 2))[:, None])[0][:, 0]

best = max(((x > border) == (y == 1)).double().mean().item() for border in x)
print(f"{len(y)} images, {y.sum():.0f} of them an 8")
print(f"the best border gets {best:.3f} right")

# %% [markdown]
# ## 三个斜率 {#slopes}
#
# 模型是逻辑回归：$z = wx + b$ 是数字 8 的分数，标签 $y$ 取 0 或 1。记 $\sigma = \sigma(z)$，一张图像的三种损失是
#
# $$
# \begin{aligned}
# \ell_{\mathrm{ce}} &= \log(1 + e^z) - y z, \\
# \ell_{\mathrm{a}} &= \tfrac{1}{2} (\sigma - y)^2, \\
# \ell_{\mathrm{b}} &= \tfrac{1}{2} \bigl( z - (2 y - 1) \bigr)^2.
# \end{aligned}
# $$
#
# (b) 的目标取 1 和 $-1$，让分界落在 0。第一种和第三种对 $z$ 的斜率是 $\sigma - y$ 与 $z - (2y - 1)$。请写出 (a) 的斜率：
#
# ```py
# import torch
# from linearnets.exercises import check
#
#
# def slope_a(z, y):
#     p = torch.sigmoid(z)
#     return ...
#
#
# print(check("slope-a", slope_a, language="zh"))
# ```
#
# ??? success "解答"

# %%
import torch
from linearnets.exercises import check


def slope_a(z, y):
    p = torch.sigmoid(z)
    return (p - y) * p * (1 - p)


assert check("slope-a", slope_a) == "right"

# %% [markdown]
# ## 公平的学习率 {#rates}
#
# 要比较就要定学习率，而定学习率的人可以左右结果。我们的规则不看结果：每种损失都取曲率所保证的安全上限的一半。
#
# 曲率就是斜率变化的快慢，交叉熵和 (a) 的曲率各处不同。如果处处都不超过 $c$，那么学习率小于 $2 / c$ 时，没有一步会使损失变大；[选读页](../softmax-regression/no-minimum.md#step)对交叉熵证明了这一点，证明只用到这样的上界。只要估计对 $z$ 的曲率就够了：$(w, b)$ 走长度为 1 的一步，各个 $z = wx + b$ 的改变，平方的平均是 1，因为 $x$ 是标准化的；所以对 $(w, b)$ 的曲率，不会超过对 $z$ 的最大曲率。
#
# 交叉熵的斜率 $\sigma - y$ 对 $z$ 变化的快慢是 $\sigma (1 - \sigma)$，最大是 ¼，所以 $c$ 是 ¼。(a) 的曲率见另一选读页上的 $\eqref{eq:why-curvature}$，最大值略低于 0.0771。(b) 的斜率是 $z$ 减去一个常数，$c$ 是 1。上限 $2 / c$ 分别是 8、$2 / 0.0771 > 25.9$ 和 2，我们取 4、12.9 和 1。
#
# 接着写许多遍训练同时走的一步。`theta` 每行是一遍训练的 $(w, b)$，`s` 每行是它的各张图像上的斜率。平均损失的梯度，就是 $s x$ 的平均与 $s$ 的平均。
#
# ```py
# import torch
# from linearnets.exercises import check
#
#
# def step(theta, s, x, lr):
#     grad_w = (...).mean(dim=1)
#     grad_b = ...
#     return theta - lr * torch.stack([grad_w, grad_b], dim=1)
#
#
# print(check("plane-step", step, language="zh"))
# ```
#
# ??? success "解答"

# %%
import torch
from linearnets.exercises import check


def step(theta, s, x, lr):
    grad_w = (s * x).mean(dim=1)
    grad_b = s.mean(dim=1)
    return theta - lr * torch.stack([grad_w, grad_b], dim=1)


assert check("plane-step", step) == "right"

# %% [markdown]
# 再写衡量的办法：每遍训练判对了多大比例的图像。8 比 3 更有可能，模型就说是 8。那么分数要大于多少？
#
# ```py
# import torch
# from linearnets.exercises import check
#
#
# def share_right(theta, x, y):
#     w, b = theta[:, :1], theta[:, 1:]
#     says_8 = w * x + b > ...
#     right = says_8 == (y == 1)
#     return right.double().mean(dim=...)
#
#
# print(check("share-right", share_right, language="zh"))
# ```
#
# ??? success "解答"

# %%
import torch
from linearnets.exercises import check


def share_right(theta, x, y):
    w, b = theta[:, :1], theta[:, 1:]
    says_8 = w * x + b > 0
    right = says_8 == (y == 1)
    return right.double().mean(dim=1)


assert check("share-right", share_right) == "right"

# %% [markdown]
# ## 八个起点 {#surfaces}
#
# 八个起点在以零点为圆心、半径 12 的圆上；用全部图像，各走 256 步。判对 85% 的图像，就算走到了。
#
# ??? question predict "用 (a)，八个起点有几个能走到？"
#     - 8：另外两种损失才是这样。
#     - [x] 4：能走到的，是从 $w > 0$ 出发的那些。
#     - 0：(a) 的梯度虽小，但一半的起点本来就有 $w > 0$。
#
#     <!-- answer: arrived["a"] -->
#     另外四个起点的 $w < 0$，墨越多越不像 8。只有分界附近的图像出得上力，别处 $\sigma$ 接近 0 或 1，你写的斜率里 $\sigma (1 - \sigma)$ 这个因子就接近零。$w < 0$ 时，分界本来就在图像之外，或者被附近的图像推到了外面：所有图像都判成同一个数字，一半判错，又远离分界，(a) 几乎不再出力。

# %%
import math


def slope_ce(z, y):
    return torch.sigmoid(z) - y


def slope_b(z, y):
    return z - (2 * y - 1)


def way(slope, lr, theta, x, y, num_steps):
    """返回各遍训练从起点到最后一步的状态。"""
    states = [theta]
    for _ in range(num_steps):
        w, b = theta[:, :1], theta[:, 1:]
        theta = step(theta, slope(w * x + b, y), x, lr)
        states.append(theta)
    return states


def circle(turns, radius):
    """返回圆上某些角度处的点，角度以圈计，从 0 到 1。"""
    angles = 2 * math.pi * turns
    return radius * torch.stack([angles.cos(), angles.sin()], dim=1)


LOSSES = {"ce": (slope_ce, 4), "a": (slope_a, 12.9), "b": (slope_b, 1)}
starts = circle((torch.arange(8).double() + 0.5) / 8, 12)
images = x.expand(8, -1), y.expand(8, -1)  # 每一遍都用全部图像
paths, arrived = {}, {}
print("arrived; right from each start")
for loss, (slope, lr) in LOSSES.items():
    paths[loss] = way(slope, lr, starts, *images, 256)
    shares = share_right(paths[loss][-1], *images)
    arrived[loss] = (shares >= 0.85).sum().item()
    print(f"{loss:2} {arrived[loss]}:", *(f"{s:.2f}" for s in shares))

# %% [markdown]
# ??? note "对照 1"
#     你应当得到 8、4 和 8。走丢的四个大约判对一半，与乱猜一样。
#
# ## 几千个起点 {#arrivals}
#
# 八个起点只是个例。下面取四个距离，各做 1000 遍。每一遍自己抽起点的方向，自己有放回地抽 100 张图像，所以各遍相互独立。有多少遍能在 300 步之内判对 85%？三种损失用同样的起点和图像。
#
# ??? question predict "距离是 4 时，用 (a) 能走到的比例是多少？"
#     - [x] 1 ± 0.1：这么近，$w < 0$ 的也拉得回来。
#     - 0.5：距离 8 才这样，走得到的多是 $w > 0$ 的。
#
#     <!-- answer: table["a", 4] -->
#     平面上有一条边界。边界以内全都走得到；边界以外，走得到的几乎都是从 $w > 0$ 出发的，再远一些，连这些也走不全。

# %%
def arrivals(slope, lr, theta, x, y, num_steps=300):
    """返回走到的比例；已经走到的不再走。"""
    num_runs = len(theta)
    for _ in range(num_steps):
        late = share_right(theta, x, y) < 0.85
        if not late.any():
            break
        theta, x, y = theta[late], x[late], y[late]
        w, b = theta[:, :1], theta[:, 1:]
        theta = step(theta, slope(w * x + b, y), x, lr)
    late = share_right(theta, x, y) < 0.85
    return 1 - late.sum().item() / num_runs


def draw(radius, generator):
    """返回离零点一定距离的起点，以及各遍训练的特征和标签。"""
    rows = torch.randint(len(y), (1000, 100), generator=generator)
    turns = torch.rand(1000, generator=generator).double()
    return circle(turns, radius), standardize(x[rows].T)[0].T, y[rows]


table, generator = {}, torch.Generator().manual_seed(0)
tried = {radius: draw(radius, generator) for radius in (4, 8, 16, 32)}
print("distance      " + "".join(f"{radius:8}" for radius in tried))
for loss, (slope, lr) in LOSSES.items():
    for radius, runs in tried.items():
        table[loss, radius] = arrivals(slope, lr, *runs)
    row = "".join(f"{table[loss, radius]:8.3f}" for radius in tried)
    print(f"{loss:12}  {row}")

# %% [markdown]
# ??? note "对照 2"
#     用交叉熵和 (b)，你的每一遍都走到了。用 (a)，距离是 4 时全部走到，是 8 时大约一半，再远就越来越少。表里每个数来自 1000 遍，所以接近一半的比例，误差大约是 $2 \sqrt{0.5 \cdot 0.5 / 1000} = 0.03$。
#
# ## 放大学习率 {#larger-rate}
#
# 地面平坦，谁都会想到把步子放大。让 (a) 用八倍的学习率再做一次，那是安全上限的四倍。
#
# ??? question predict "放大步子，对哪一个距离帮助最大？"
#     - 4：那里本来就全都走得到，不用帮。
#     - [x] 8：那里正在边界上，边界被往外推了。
#     - 32：那么远，斜率太小，放大八倍仍然几乎是零。
#
#     <!-- answer: max(gains, key=gains.get) -->
#     斜率像 $e^{-|z|}$ 那样衰减。离得远一倍，它不是变成一半，而是变成原来的平方那么小。放大 8 倍，只抵得上分数里的 $\log 8 = 2.1$。

# %%
gains = {}
for radius, runs in tried.items():
    fast = arrivals(slope_a, 8 * 12.9, *runs)
    gains[radius] = fast - table["a", radius]
    print(f"{radius:2}   {table['a', radius]:.3f} -> {fast:.3f}, gain {gains[radius]:.3f}")

# %% [markdown]
# ??? note "对照 3"
#     走到的比例，在 8 处增加 0.352，再远只增加 0.029 和 0.021。放大学习率，把边界往外推了；边界以外，帮不上多少。
#
# 圆上的八个起点，用原来的学习率，各走到了这里：
#
# ??? note "画图的程序"

# %% alt="三个平面，画着等高线，各有从一圈起点出发的八条路。左：八条都走到中心右边的同一处。中：四条还停在左边。右：等高线是圆，每条路都是直通中心的一步。"
import matplotlib.pyplot as plt
from torch.nn.functional import softplus

from linearnets import descent_path


def loss_at(loss, z, y):
    if loss == "ce":
        return softplus(z) - y * z
    if loss == "a":
        return (torch.sigmoid(z) - y).square() / 2
    return (z - (2 * y - 1)).square() / 2


side = torch.linspace(-16, 16, 33, dtype=x.dtype)
plane = torch.cartesian_prod(side, side)
fig, axes = plt.subplots(1, 3, figsize=(5.6, 2.3), sharey=True)
for ax, loss, color in zip(axes, LOSSES, ("C0", "C1", "C2"), strict=True):
    L = loss_at(loss, plane[:, :1] * x + plane[:, 1:], y).mean(dim=1).reshape(33, 33).T
    levels = L.min() + torch.linspace(0, 1, 9)[1:8].square() * (L.max() - L.min())
    ax.contour(side, side, L, levels=levels, colors="C7", linewidths=1)
    ax.set(title=loss, xlabel="$w$", xticks=[-12, 0, 12], yticks=[-12, 0, 12])
    shown = [paths[loss][t] for t in (0, 1, 2, 4, 8, 16, 32, 64, 128, 256)]
    for each in torch.stack(shown, dim=1):
        descent_path(ax, each, color=color, markersize=2, linewidth=1.2)
axes[0].set_ylabel("$b$", rotation=0, labelpad=8)
plt.show()

# %% [markdown]
# 三种损失的等高线；圆圈是起点，圆点标出走了 0、1、2、4、8 步直到 256 步时的位置。哪条路上的圆点叠在一起，就是停住了。在交叉熵上，八条路走向同一处。(b) 的 Hessian 矩阵是单位矩阵，学习率取 1，一步就到最小值点。
#
# 所以答案要看起点有多远。离零近，三种损失都走得到，平时的训练也正是从那里开始。从远处出发，交叉熵和 (b) 每次都走到了，(a) 大多没有：模型有把握却判错的地方，(a) 不再出力。
#
# ## 可以试试 {#try}
#
# 1. 把八个起点的距离从 12 改成 4。预期：8、8 和 8。
# 2. 不求快，只求久：另起一格，运行 `arrivals(slope_a, 12.9, *tried[8], num_steps=3000)`，再换成 `tried[16]` 和 `tried[32]`。预期：8 处几乎全都走到，更远的地方仍然不到一半。
# 3. 把 (b) 的学习率改成上限 2。预期：那八遍来回跳，离最小值点始终与出发时一样远。
# 4. 换成你自己的数据：两个类别，各占一半左右，目标是一列 0 和 1；再选一个在类别 1 中取值较大的特征。先把 `load_table` 也导入。在以 `x =` 开头的那一行下面，写 `X_own, y, _ = load_table("flats.csv", "sold")`，文件和目标换成你的；再写 `x = standardize(X_own[:, :1])[0][:, 0]`，取第一列作特征；然后把所有单元格重新运行一遍。这个特征同样标准化过，所以学习率照样适用。“走到”的标准 0.85 在程序里有三处，要比最好的分界认对的比例低不少，又要高于较大那一类所占的比例。预期：(a) 的八个起点有一半走不到。
#
# 半小时以外的内容见[报告](loss-landscapes-report.py)：平台有多平，在平面上和在一个小网络里；十个数字的 softmax 回归从随机的权重出发；最后哪种损失最准，用十二次划分来比；还有标签写错的情形。这里用到的函数：[`data`](../reference/data.md)、[`plots`](../reference/plots.md)。回到[为什么用交叉熵](../softmax-regression/why-cross-entropy.md)；另一个实验问的是[学习率怎样随批量变化](digits.py)。
