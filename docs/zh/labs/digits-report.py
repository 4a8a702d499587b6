# ---
# description: 把手写数字的 softmax 回归做成一次实验：学习曲线，学习率与批量大小的扫描和区间，权重衰减，温度，测试一次。
# minutes: 60
# deeper: true
# needs: "[实验](digits.py)、[权重衰减](../softmax-regression/no-minimum.md)、[本底噪声](../linear-regression/gradient-noise.md#noise-floor)"
# outcomes:
#   - 说出学习率、批量大小和惩罚怎样影响训练，每条规律到哪里为止
#   - 分清打乱次序带来的偶然与图像带来的偶然
#   - 拟合温度，并说出它何时有用
# ---

# %% [markdown]
# # 报告：手写数字，每个超参数与它的区间 {#digits-report}
#
# [实验](digits.py)用半小时试了一个超参数。这里是整个研究，供阅读。softmax 回归有好几个超参数，光靠训练数据定不下来：学习率 $\eta$、批量大小 $B$、权重衰减（weight decay）$\lambda$、训练几轮，还有训练完才用的温度（temperature）$T$。[用 PyTorch 识别数字](../softmax-regression/with-pytorch.md)让求解器直接走到最小值点，看的是终点。这里看路上的事：逐个改变超参数，每次都问一句，差别是不是比偶然更大。
#
# ## 数据 {#data}
#
# 用哪份数据，只由一行决定。

# %%
import math
import sys

import matplotlib.pyplot as plt
import torch
from matplotlib.patches import PathPatch
from matplotlib.path import Path
from sklearn.linear_model import LogisticRegression
from threadpoolctl import threadpool_limits
from tqdm import tqdm

from linearnets import (
    accuracy,
    append_ones,
    calibration,
    confusion_matrix,
    cross_entropy,
    cross_entropy_gradient,
    load_digits,
    minibatches,
    one_hot,
    softmax,
)

threadpool_limits(1)  # 这么小的乘法，线程再多也不会快
DATASET = "digits"  # 也可以写 fashion

X, labels = load_digits(torch.float64)
if DATASET == "fashion":
    from sklearn.datasets import fetch_openml

    try:
        clothes = fetch_openml("Fashion-MNIST", version=1, as_frame=False)
        X, labels = torch.tensor(clothes.data / 255), torch.tensor(clothes.target.astype(int))
    except (ImportError, OSError) as error:
        print(f"{error}; going on with the digits")

q, side = 10, math.isqrt(X.shape[1])
print(f"{len(X)} images of {side} by {side} pixels, from {X.min():.0f} to {X.max():.0f}")
print("of each:", *labels.bincount().tolist())
X = X * 8 / side  # 像素越小，比重越小，两份数据才能用同样的学习率

# %% [markdown]
# 各类图像差不多一样多。本页用的是手写数字：1797 张扫描图，每张 8 乘 8 像素。
#
# 改成 `"fashion"`，同样的代码就在 Fashion-MNIST 的 $60{,}000 + 10{,}000$ 张图像里取 5000 张来做，那是 $28 \times 28$ 像素的衣物图，只需从网上下载一次（要装 pandas），运行要几分钟。如果下载不成，程序会打印一行说明原因，接着仍用手写数字。
#
# ## 一分为三 {#split}
#
# [用 PyTorch 识别数字](../softmax-regression/with-pytorch.md)那一课的测试集已经用掉，所以重新抽签：五分之三训练，五分之一做一切选择，五分之一只测一次。新的测试图像也不算完全没见过：其中一些在那一课里训练过，哪些惩罚值得试，也是从那里知道的。图像一共只有 1797 张，再没有别的了。实验用的是同一次抽签，并且用这些图像测试过它自己的模型；这里的选择都没有用到那次的结果。

# %%
order = torch.randperm(len(X), generator=torch.Generator().manual_seed(2))[:5000]
assert X[order].isfinite().all()
print("images that occur twice:", len(order) - len(X[order].unique(dim=0)))

m = len(order) // 5
train, valid, test = order.split([len(order) - 2 * m, m, m])
print(f"train {len(train)}, valid {len(valid)}, test {len(test)}")


# %% alt="十幅由灰色方块组成的图，每幅 8 行 8 列，从 0 到 9 每个数字一幅。多数一眼能认，5 和 8 难一些。"
def ink(image):
    corners, codes = [], []
    for row, column in image.nonzero().tolist():
        h = image[row, column].sqrt().item() / 2  # 面积与墨量成正比
        corners += [(column + dx * h, row + dy * h) for dx, dy in ((-1, -1), (1, -1), (1, 1))]
        corners += [(column - h, row + h), (0, 0)]
        codes += [Path.MOVETO, Path.LINETO, Path.LINETO, Path.LINETO, Path.CLOSEPOLY]
    return Path(corners, codes)


def draw_images(rows, titles):
    fig, axes = plt.subplots(2, 5, figsize=(5.6, 2.7))
    for ax in axes.flat:
        ax.set(xlim=(-0.6, side - 0.4), ylim=(side - 0.4, -0.6), aspect="equal")
        ax.set_axis_off()
    for ax, i, title in zip(axes.flat, rows, titles, strict=False):
        image = X[i].reshape(side, side) * side / 8
        ax.add_patch(PathPatch(ink(image), facecolor="C7", edgecolor="none"))
        ax.set_title(title)


draw_images([train[labels[train] == j][0] for j in range(q)], range(q))
plt.show()

# %% [markdown]
# 训练集里每一类的第一张图像。方块的面积就是那个像素的墨量。
#
# ## 基线 {#baseline}
#
# 两条不用梯度的规则：总报最常见的类别；或者看离哪一类的平均图像最近，就报哪一类。这里和最后的测试里，准确率都连同 95% 的 [Wilson 区间](digits.py#test)一起报：图像就这么几张，长期的准确率是多少，才与看到的不矛盾？


# %%
def interval(share, n, z=1.96):
    middle = (share + z**2 / (2 * n)) / (1 + z**2 / n)
    half = z * math.sqrt(share * (1 - share) / n + z**2 / (4 * n**2)) / (1 + z**2 / n)
    return f"{share:.3f}, between {middle - half:.3f} and {middle + half:.3f}"


means = torch.stack([X[train][labels[train] == j].mean(dim=0) for j in range(q)])
frequent = labels[train].bincount().argmax().expand(m)
nearest = torch.cdist(X[valid], means).argmin(dim=1)
for name, labels_hat in (("most frequent", frequent), ("nearest mean", nearest)):
    print(f"{name:13} {interval(accuracy(labels_hat, labels[valid]).item(), m)}")

# %% [markdown]
# 最近的平均图像不是陪衬：它的边界也是直的，要拟合 $64 \cdot 10 = 640$ 个数，我们的模型是 $65 \cdot 10 = 650$ 个。梯度下降要胜过它的 0.922，才算数。
#
# ## 先走一遍 {#training}
#
# 把小批量随机梯度下降原样写出来：`minibatches` 打乱并切开，`cross_entropy_gradient` 就是 $\eqref{eq:ce-gradient}$，再用一行走一步。从全零的参数出发，那里的损失是 $\log 10 \approx 2.303$：

# %%
W, b = torch.zeros(X.shape[1], q, dtype=X.dtype), torch.zeros(q, dtype=X.dtype)
generator = torch.Generator().manual_seed(0)
for epoch in range(1, 21):
    for X_B, y_B in minibatches(X[train], labels[train], 16, generator=generator):
        grad_W, grad_b = cross_entropy_gradient(X_B, y_B, W, b)
        W, b = W - 0.5 * grad_W, b - 0.5 * grad_b
    if epoch in (1, 2, 5, 10, 20):
        both = [cross_entropy(X[rows] @ W + b, labels[rows]) for rows in (train, valid)]
        right = accuracy((X[valid] @ W + b).argmax(dim=1), labels[valid])
        print(f"epoch {epoch:2}  train {both[0]:.3f} valid {both[1]:.3f} accuracy {right:.3f}")

# %% [markdown]
# 一轮就快赶上最近的平均图像了。十轮以后，准确率只差几张图像，验证损失还在降；从这里起，一切以损失为准。
#
# ## 许多遍一起走 {#runs}
#
# 只走一遍，只是个例：换一种打乱的次序，结果就不同。所以一切都用八次不同的打乱重复，各种设置并排训练。几个模型的权重并列成一个矩阵的列，算分数只要一次矩阵乘法，softmax 再对每十列各做一次。`W` 的最后一行是偏置；每个设置是一对 $(\eta, \lambda)$。

# %%
SEEDS = 8


def sgd(settings, batch_size, num_epochs):
    """每轮之后给出各遍训练的参数，形状 (设置, 种子, d + 1, q)。"""
    A, Y = append_ones(X[train]), one_hot(labels[train], q, dtype=X.dtype)
    lr, penalty = torch.tensor(settings, dtype=X.dtype).T.repeat_interleave(q, dim=1)
    W = torch.zeros(SEEDS, A.shape[1], len(lr), dtype=X.dtype)
    draws = [torch.Generator().manual_seed(seed) for seed in range(SEEDS)]
    for _ in tqdm(range(num_epochs), disable=None, file=sys.stdout, leave=False):
        orders = torch.stack([torch.randperm(len(A), generator=draw) for draw in draws])
        for rows in orders.split(batch_size, dim=1):
            A_B, Y_B = A[rows], Y[rows][:, :, None]
            Y_hat = (A_B @ W).unflatten(2, (-1, q)).softmax(dim=3)
            G = A_B.mT @ (Y_hat - Y_B).flatten(2) / rows.shape[1]
            G[:, :-1] += penalty * W[:, :-1]
            W = W - lr * G
        yield W.unflatten(2, (-1, q)).permute(2, 0, 1, 3)


def losses(W, rows):
    """返回各遍训练在每张图像上的损失，形状 (设置, 种子, 图像)。"""
    logits = append_ones(X[rows]) @ W
    return logits.logsumexp(dim=3) - logits[..., range(len(rows)), labels[rows]]


*_, runs = sgd([(0.5, 0.0)], 16, 20)
assert torch.allclose(runs[0, 0, :-1], W) and torch.allclose(runs[0, 0, -1], b)

# %% [markdown]
# 断言把八遍中的第一遍与上面那遍比较：参数相同。
#
# ## 学习曲线 {#curves}
#
# 三个学习率，没有惩罚，$B = 16$。最大的那个会怎样？像平方损失上的梯度下降[那样](../linear-regression/learning-rate.md#limit)，一去不回？

# %% alt="三幅损失随轮数变化的图，两轴都是对数。1/32：训练与验证两条曲线一起慢慢下降；1/2：十来轮以后分开；8：先在很宽的带子里乱跳，后来训练曲线远远降到下面，验证曲线停着不动。"
marks = [1, 2, 3, 4, 6, 8, 11, 16, 23, 32, 45, 64]
history = [
    torch.stack([losses(W, rows).mean(dim=2) for rows in (train, valid)])
    for epoch, W in enumerate(sgd([(1 / 32, 0.0), (1 / 2, 0.0), (8, 0.0)], 16, 64), 1)
    if epoch in marks
]

fig, axes = plt.subplots(1, 3, sharey=True)
for k, (ax, name) in enumerate(zip(axes, ("1/32", "1/2", "8"), strict=True)):
    for part, color in enumerate(("C0", "C1")):
        runs = torch.stack(history)[:, part, k]
        ax.loglog(marks, runs.mean(dim=1), color=color)
        ax.fill_between(marks, *runs.aminmax(dim=1), color=color, alpha=0.25, linewidth=0)
    ax.set(title=rf"$\eta$ = {name}", xlabel="$E$", xticks=[1, 8, 64], xticklabels=[1, 8, 64])
    ax.minorticks_off()
axes[0].set(yticks=[0.01, 0.1, 1], yticklabels=[0.01, 0.1, 1])
axes[0].set_ylabel("$L$", rotation=0, labelpad=8)
plt.show()

# %% [markdown]
# $E$ 轮以后的损失，蓝色是训练集，橙色是验证集；线是八遍的平均，带子从最低到最高。
#
# 用第一个学习率，损失降得很慢。第二个正常：两条曲线从哪里分开，模型就从哪里开始去记训练图像，不只是学数字。第三个先乱跳几轮，跳到哪里全凭偶然。
#
# 但第三个不会像在平方损失上那样成倍地飞出去：梯度的每一项都是“像素乘 $\hat{y} - y$”的平均，大小不超过 1，所以一个权重不管已经多大，一步最多改变 $\eta$。到头来，三个里它拟合训练集最好，对新图像却不如第二个：学习率大，权重也大，模型连错的地方都一口咬定。
#
# ## 学习率可以多大 {#limit}
#
# 用全梯度时，由 $\eqref{eq:ce-step}$，只要 $\eta < 4/\lambda_{\max}$，每一步都保证下降，其中 $\lambda_{\max}$ 是 $\tilde{\mathbf{X}}^\top \tilde{\mathbf{X}} / n$ 的最大特征值。这个界照最坏的情形定：两个类别，各占一半。而参数全零时，十个类别各占十分之一，对分数的 Hessian 矩阵是 $(\mathbf{I} - \mathbf{1}\mathbf{1}^\top / q) / q$，最大的曲率是 $\lambda_{\max} / q$，不是 $\lambda_{\max} / 2$。所以开头的上限应在 $2q / \lambda_{\max}$ 附近。每个学习率走五十步：

# %%
A = append_ones(X[train])
top = torch.linalg.eigvalsh(A.T @ A / len(A))[-1].item()
print(f"4 / lambda_max = {4 / top:.2f}, 2 q / lambda_max = {2 * q / top:.2f}")
rates = (0.25, 0.5, 1, 2, 4, 8)
full = sgd([(lr, 0.0) for lr in rates], len(train), 50)
path = torch.stack([losses(W[:, :1], train).mean(dim=(1, 2)) for W in full])
path = torch.cat([torch.full_like(path[:1], math.log(q)), path])
for lr, falls in zip(rates, (path.diff(dim=0) < 0).all(dim=0), strict=True):
    print(f"rate {lr:<4}  lower after every step: {bool(falls)}")

# %% [markdown]
# 0.35 这个界说到做到，只是离真正的上限还远：到 2 为止一步也没有升过，到 4 就有了。第二个上限 1.75 数量级是对的，也仅此而已：它只管起点处最陡的那个方向。
#
# ## 学习率与批量大小 {#ratio}
#
# 现在回到实验里的问题，设置多一些。一轮走 $n/B$ 步。只要步子小，走的几乎是同一条下坡路，走多远取决于学习率之和：$E$ 轮以后是 $E n \eta / B$。如果每次重新抽取小批量，[本底噪声](../linear-regression/gradient-noise.md#noise-floor)（noise floor）也随 $\eta / B$ 变。这两点说的是一件事：只有比值要紧。上面的上限却与 $B$ 无关，所以 $\eta$ 太大，这条规律就会失灵。
#
# 十二个学习率，五种批量大小，八次打乱，各二十轮。表中依次是：批量大小，学习率取 $B/128$ 时的验证损失，最好的学习率，那里的损失和对打乱而言的区间：


# %%
def over_seeds(values):
    """返回最后一个轴上的平均，以及它的 95% 置信区间（t 分布）的半宽。"""
    return values.mean(dim=-1), 2.365 * values.std(dim=-1) / math.sqrt(SEEDS)


rates = [2.0**k for k in range(-7, 5)]
sweep = {}
for batch_size in (4, 16, 64, 256, len(train)):
    *_, W = sgd([(lr, 0.0) for lr in rates], batch_size, 20)
    sweep[batch_size] = losses(W, valid).mean(dim=2)

print("   B   at rate B/128   best rate   there")
for batch_size, runs in sweep.items():
    mean, half = over_seeds(runs)
    best, same = mean.argmin(), batch_size / 128
    at_ratio = f"{mean[rates.index(same)]:.3f}" if same in rates else "-"
    there = f"{mean[best]:.3f} ± {half[best]:.3f}"
    print(f"{batch_size:4}   {at_ratio:13}   {rates[best]:9}   {there}")

# %% alt="二十轮以后的验证损失，五种批量大小五条曲线，两轴都是对数。左图横轴是学习率，五条曲线形状相同、彼此错开，到右边翘起：批量最小的在两条竖线之间，其余的越过两条竖线。右图横轴是学习率除以批量大小，曲线几乎重合成一条，批量大的先后离开，最后向上。"
fig, (left, right) = plt.subplots(1, 2, sharey=True)
for (batch_size, runs), color in zip(sweep.items(), ("C3", "C1", "C2", "C0", "C7"), strict=True):
    for ax, unit in ((left, 1), (right, batch_size)):
        x = [lr / unit for lr in rates]
        ax.loglog(x, runs.mean(dim=1), color=color, label=f"${batch_size}$")
        ax.fill_between(x, *runs.aminmax(dim=1), color=color, alpha=0.25, linewidth=0)
for limit, style in ((4 / top, ":"), (2 * q / top, "--")):
    left.axvline(limit, color="C7", linestyle=style, linewidth=1.2)
left.set(xlabel=r"$\eta$", xticks=[0.01, 0.1, 1, 10], xticklabels=[0.01, 0.1, 1, 10])
left.set(yticks=[0.1, 0.3, 1, 3], yticklabels=[0.1, 0.3, 1, 3])
left.set_ylabel("$L$", rotation=0, labelpad=8)
right.set(xlabel=r"$\eta\;/\;B$", xticks=[1e-4, 1e-2, 1])
right.legend(title="$B$", fontsize=9)
for ax in (left, right):
    ax.minorticks_off()
plt.show()

# %% [markdown]
# 二十轮以后的验证损失，左边对学习率，右边对比值；点线是 $4/\lambda_{\max}$，虚线是 $2q/\lambda_{\max}$。
#
# 右图里五条曲线几乎并成一条，学习率超过左图的虚线，才明显散开；此外，学习率小的时候，256 的那条低一成左右，因为它一轮走五步，而不是 $1079/256 = 4.2$ 步。比值为 1/128 时，学习率从 1/32 到 2，损失不是 0.207 就是 0.200。所以批量变成四倍，学习率也要变成四倍，这样每轮只走四分之一的步数，做的事却一样多。
#
# 最好的学习率说不准，相邻两个常分不出高下；但批量取 256 或全部，学习率 16 明显不如 8。最低的损失，前三种批量的区间互相重叠，后两种高一些：学习率不能再跟着批量变大，而二十轮里步数太少。
#
# 最低点左边，都走得太慢。右边归偶然管，只走一遍有几分是运气，看带子就知道；只有每批取全部图像时，打乱才不起作用。
#
# ## 有了衰减，本底噪声就回来了 {#floor}
#
# 到这里为止，没有一次训练真正停下来。训练图像分得开，损失就可以[一直](../softmax-regression/no-minimum.md#separable)降向零，与[没有噪声的数据](../linear-regression/gradient-noise.md#decreasing-rate)一样，没有本底噪声挡着。取 $\lambda = 0.01$，就有了最小值点，而各张图像在那里仍往不同方向拉。最小值由 scikit-learn 求出；随机梯度下降在它上方多高处徘徊？取第 41 到 60 轮的平均：

# %%
penalty = 0.01
fit = LogisticRegression(C=1 / (len(train) * penalty), tol=1e-10, max_iter=5000)
fit.fit(X[train], labels[train])
minimum = torch.column_stack([torch.tensor(fit.coef_), torch.tensor(fit.intercept_)]).T


def objective(W):
    return losses(W, train).mean(dim=2) + penalty / 2 * W[:, :, :-1].square().sum(dim=(2, 3))


print(" B   rate 1/2            rate 1")
for batch_size in (16, 32, 64):
    values = [objective(W) for W in sgd([(0.5, penalty), (1.0, penalty)], batch_size, 60)]
    excess = torch.stack(values[-20:]).mean(dim=0) - objective(minimum[None, None])
    cells = [f"{mean:.4f} ± {half:.4f}" for mean, half in zip(*over_seeds(excess), strict=True)]
    print(f"{batch_size:2}   {'     '.join(cells)}")

# %% [markdown]
# 大体上还是由比值决定：1/2 配 16 与 1 配 32，是 0.0369 与 0.0357；1/2 配 32 与 1 配 64，是 0.0109 与 0.0130。但批量加倍，剩下的不到一半。公式 $\eqref{eq:sgd-floor-loss}$ 说的是每次新抽的小批量，噪声一路不变；这里按轮走，一轮里各个小批量的误差会抵消一部分，而学习率大的时候，参数离最小值点远，噪声本身也大。
#
# ## 惩罚取多大 {#penalty}
#
# 七个惩罚，200 轮。照比值的规律，学习率 1 配 $B = 32$，代替 1/2 配 16：路一样，步数减半，而且仍在开头的上限以下。
#
# 要分清两种偶然。$\pm$ 后面是对打乱而言的区间。最后一列问的是：换 359 张别的验证图像，比较的结果会怎样？从现有的里面有放回地抽 359 张，重复 2000 次，逐张图像减去损失最低的那个模型的损失，只看*差*，因为两个模型觉得难的，往往是同几张图像。

# %%
penalties = [0, 1e-5, 3e-5, 1e-4, 3e-4, 1e-3, 3e-3]
*_, models = sgd([(1.0, penalty) for penalty in penalties], 32, 200)
on_train, on_valid = losses(models, train).mean(dim=1), losses(models, valid).mean(dim=1)
best = on_valid.mean(dim=1).argmin().item()

draws = torch.randint(m, (2000, m), generator=torch.Generator().manual_seed(0))
ends = torch.tensor([0.025, 0.975], dtype=X.dtype)


def over_images(values):
    """有放回地重抽图像，返回平均值的 95% 区间的两端。"""
    return values[draws].mean(dim=1).quantile(ends).tolist()


_, halves = over_seeds(losses(models, valid).mean(dim=2))
print("lambda  train  valid            above the lowest")
for k, penalty in enumerate(penalties):
    low, high = over_images(on_valid[k] - on_valid[best])
    valid_loss = f"{on_valid[k].mean():.3f} ± {halves[k]:.3f}"
    print(f"{penalty:<6.0e}  {on_train[k].mean():.3f}  {valid_loss}    {low:6.3f} to {high:.3f}")

# %% [markdown]
# 最低的是 $3 \cdot 10^{-5}$，但 $3 \cdot 10^{-4}$ 以内的都与它分不出高下：那些区间含有零。只看打乱，$\pm 0.001$，就会太有把握。
#
# 惩罚最小的几个差别不大，原因很简单。单说衰减，每步把权重乘以 $1 - \eta\lambda$；一轮 34 步，取 $\lambda = 10^{-5}$，走完 $200 \cdot 34 = 6800$ 步还剩 $(1 - 10^{-5})^{6800} = 0.93$。这样的惩罚几乎来不及起作用，权重没有再变大，是因为训练到这里就停了。
#
# ## 温度缩放 {#temperature}
#
# 惩罚做两件事：改变权重的方向，又把权重压小，于是最大的概率偏低，模型不敢肯定。后一件训练完还能补救。把所有分数都除以同一个[温度](../softmax-regression/softmax.md#temperature) $T$（[@guo2017]）：分数的次序不变，所以准确率不变；而 $T$ 只是一个数，在验证集上选。
#
# 令 $\beta = 1/T$，概率就是 $\hat{\mathbf{y}}_i = \operatorname{softmax}(\beta\, \mathbf{o}_i)$，损失是 $\beta$ 的凸函数，斜率是
#
# $$
# \frac{\mathrm{d} L}{\mathrm{d} \beta} = \frac{1}{n} \sum_{i=1}^{n} \Bigl( \sum_{j=0}^{q-1} \hat{y}_{i,j}\, o_{i,j} - o_{i, y_i} \Bigr),
# $$
#
# 也就是模型预期的分数减去正确类别的分数，再对图像取平均。斜率为正，说明模型太有把握，$T$ 要升高；二分法找到斜率为零的地方。
#
# 七个模型各会变成什么样？箭头左边不用温度，右边用；`confidence` 是最大概率的平均。末行是一个差的区间：用温度的最低验证损失，减去不用温度的最低验证损失。


# %%
def temperature(logits, labels):
    low, high = -4.0, 4.0  # log T 的范围
    right = logits[range(len(labels)), labels]
    for _ in range(50):
        middle = (low + high) / 2
        expected = (softmax(logits / math.exp(middle)) * logits).sum(dim=1)
        low, high = (middle, high) if (expected - right).mean() > 0 else (low, middle)
    return math.exp(middle)


A = append_ones(X[valid])
T = torch.tensor([[temperature(A @ W, labels[valid]) for W in runs] for runs in models])
scaled = models / T[:, :, None, None]
after = losses(scaled, valid).mean(dim=1)

print("lambda  T     confidence     valid loss")
for k, penalty in enumerate(penalties):
    sure, sure_after = ((A @ W[k]).softmax(dim=2).amax(dim=2).mean() for W in (models, scaled))
    both = f"{on_valid[k].mean():.3f} → {after[k].mean():.3f}"
    print(f"{penalty:<6.0e}  {T[k].mean():.2f}  {sure:.3f} → {sure_after:.3f}  {both}")

chosen = after.mean(dim=1).argmin().item()
low, high = over_images(after[chosen] - on_valid[best])
pair = f"{penalties[chosen]:.0e} with T less {penalties[best]:.0e} without"
print(f"{pair}: {low:.3f} to {high:.3f}")

# %% alt="三条损失随 λ 变化的曲线。训练损失从接近零处上升；验证损失先平，从第四个惩罚起陡升；加上温度以后，直到倒数第二个惩罚都几乎是平的。"
fig, ax = plt.subplots()
for values, color in ((on_train, "C0"), (on_valid, "C1"), (after, "C2")):
    ax.plot(range(len(penalties)), values.mean(dim=1), "o-", color=color)
names = ["$0$", "$10^{-5}$", "", "$10^{-4}$", "", "$10^{-3}$", ""]
ax.set(xlabel=r"$\lambda$", xticks=range(len(penalties)), xticklabels=names, ylim=0)
ax.set_ylabel("$L$", rotation=0, labelpad=8)
ax.locator_params(axis="y", nbins=4)
plt.show()

# %% [markdown]
# 蓝色是训练损失，橙色是验证损失，青色加上了温度。
#
# 强惩罚的代价，大半在于不敢肯定：$10^{-3}$ 处，一个数就把损失从 0.159 降到 0.096。由损失选出的那个惩罚，$T$ 是 0.90，几乎什么也不改。最低点也移动了：加上温度，是 $3 \cdot 10^{-4}$ 处的 0.089。这一对在十四个候选里验证损失最低，就是我们的模型；只是它与不用温度的最好结果相比，差别也可能只是偶然，最后一行就是这么说的。况且拟合 $T$ 用的，正是拿来比较的那批图像。
#
# ## 只测一次 {#test}
#
# 这一格运行之后，什么也不再改。除了最近的平均图像，还有两个对照，现在就说定：我们的模型不用温度；惩罚 $3 \cdot 10^{-5}$ 不用温度。0.089 对 0.095，这点领先到这里还在吗？

# %%
y, A = labels[test], append_ones(X[test])
nearest = torch.cdist(X[test], means).argmin(dim=1)
labels_hat = (A @ models[chosen]).argmax(dim=2)
shares = [accuracy(run, y).item() for run in labels_hat]
print(f"nearest mean  {interval(accuracy(nearest, y).item(), m)}")
print(f"our model     {interval(shares[0], m)}")
low, high = over_images((labels_hat[0] == y).double() - (nearest == y).double())
print(f"difference between {low:.3f} and {high:.3f}")
print(f"eight shuffles from {min(shares):.3f} to {max(shares):.3f}")

on_test, test_after = losses(models, test).mean(dim=1), losses(scaled, test).mean(dim=1)
low, high = over_images(test_after[chosen])
print(f"loss of our model {test_after[chosen].mean():.3f}, between {low:.3f} and {high:.3f}")
print("                 loss  ours minus it")
for name, k in (("without T", chosen), ("best without T", best)):
    gain = test_after[chosen] - on_test[k]
    low, high = over_images(gain)
    both = f"{on_test[k].mean():.3f}  {gain.mean():6.3f}"
    print(f"{name:14}  {both}, {low:6.3f} to {high:.3f}")

# %% [markdown]
# 我们的模型第一遍的准确率是 0.950，八遍里没有更低的；最近的平均图像是 0.897。两个区间有一点重叠，差别却是明白的：多数图像两者都认对，第三行是逐张图像比的。
#
# 损失上的领先却不见了；这里的损失是八遍的平均。温度把我们模型的损失降了 0.015，区间里却还有零；与弱一些的惩罚相比，我们的选择反而*差* 0.003，区间从 $-0.012$ 到 0.021。也许有一点好处，也许没有，359 张图像说不准。验证图像既然分不出好几个候选的高下，从中挑出的最低者，平均来说，看上去就比实际好。我们不回头重选。
#
# 哪一种偶然大，测试也告诉我们：八次打乱的准确率，彼此至多差 0.011；换 359 张图像，同一遍的准确率上下会动 $2\sqrt{0.95 \cdot 0.05 / 359} \approx 0.023$，损失则上下会动将近一半（看上面 0.129 的区间）。
#
# ## 概率可信吗 {#calibration}
#
# 从这里起不再选什么，可以再看测试集。概率有没有因为温度变得可信？图中是我们的模型和惩罚最强的模型，各取第一遍：图像按置信度（confidence）分成五组，画出每组答对的比例。不满十张图像的组不画；短线是一个标准误，假定置信度是对的。第一张表的末列是五组各有几张图像，第二张表列出全部七个惩罚。

# %% alt="两幅可靠性图，各有一条灰色对角线。左，0.0003：橙色方块和青色圆点散在两侧。右，0.003：方块都在对角线上方，多半很远；两个圆点在线附近。"
print("lambda  T       confidence right  images")
fig, axes = plt.subplots(1, 2, sharey=True)
for ax, k in zip(axes, (chosen, len(penalties) - 1), strict=True):
    ax.plot([0.2, 1], [0.2, 1], color="C7", linewidth=1.2)
    for name, W, color, mark in (("1", models, "C1", "s"), ("fitted", scaled, "C2", "o")):
        probs = softmax(A @ W[k, 0])
        bins = calibration(probs, y, num_bins=5)
        error = (bins.confidence * (1 - bins.confidence) / bins.count).sqrt()
        points = torch.stack([bins.confidence, bins.accuracy, error])[:, bins.count >= 10]
        ax.errorbar(*points, fmt=mark, color=color, linewidth=1.2)
        sure, right = probs.amax(dim=1).mean(), accuracy(probs.argmax(dim=1), y)
        claim = f"{penalties[k]:.0e}   {name:8}{sure:.3f}      {right:.3f}"
        print(f"{claim} ", *bins.count.tolist())
    ax.set(xlabel=r"$\hat{y}$", xticks=[0.2, 0.6, 1], yticks=[0.2, 0.6, 1])
    ax.set_title(rf"$\lambda = {penalties[k]:g}$")
plt.show()

print("lambda  test loss      change by T")
for k, penalty in enumerate(penalties):
    low, high = over_images(test_after[k] - on_test[k])
    both = f"{on_test[k].mean():.3f} → {test_after[k].mean():.3f}"
    print(f"{penalty:<6.0e}  {both}  {low:6.3f} to {high:.3f}")

# %% [markdown]
# 橙色是训练出来的样子，青色加了温度。我们的模型原来自称 0.925，实际答对 0.950：自称偏低，差了大约两个标准误。加了温度，自称 0.963，算不算过头，这些图像说不准。这个温度来自验证图像，同一个模型在那里的损失是 0.089，不是 0.129。左图各组说明不了什么，因为至少有 310 张在最高一组。
#
# 温度能做到什么，看惩罚最强的那幅；在哪几行做到了，看第二张表。最不敢肯定的两行，$10^{-3}$ 和 $3 \cdot 10^{-3}$，温度对新图像也有用，而且不是偶然。惩罚由损失选出时，温度什么也没改。所以先用损失选惩罚；整体置信度不对时，再用温度。
#
# ## 错误 {#mistakes}
#
# 下面是第一遍的混淆矩阵（confusion matrix），行是真实的数字，列是预测的数字。错误该怪模型，还是怪打乱？八遍放在一起就知道。

# %%
print("   " + "  ".join("0123456789"))
for digit, row in enumerate(confusion_matrix(labels_hat[0], y, q).tolist()):
    print(digit, " ".join(f"{count:2}" if count else " ." for count in row))

times_wrong = (labels_hat != y).sum(dim=0)
print("images wrong in 0 to 8 runs:", *times_wrong.bincount(minlength=SEEDS + 1).tolist())
hard = (times_wrong == SEEDS).nonzero()[:, 0]
hard = hard[test_after[chosen, hard].argsort(descending=True)]
second = softmax(A @ scaled[chosen, 0]).topk(2).indices[hard, 1] == y[hard]
print(f"wrong in all: {len(hard)}, right class second in the first: {second.sum()}")
share = test_after[chosen, hard].sum() / test_after[chosen].sum()
print(f"their share of the loss: {share:.2f}")

# %% alt="九幅由灰色方块组成的图，上方写着真实的数字、箭头和预测的数字。两个 8 认成 1，一个 9 认成 5，一个 6 认成 4。"
draw_images(test[hard], [f"{y[i]} → {labels_hat[0, i]}" for i in hard])
plt.show()

# %% [markdown]
# 九张图像八遍都错，只错几遍的有十二张，338 张遍遍都对。这九张占了全部损失的 0.64，在第一遍里，其中五张的正确数字排在第二。第二个 8 差不多只剩一竖；末尾的 6 我们一眼就认得。八遍没有一遍认对它们，温度更不行，因为它不改变分数的次序。
#
# ## 没有说明什么 {#limits}
#
# 对打乱而言的区间，划分是固定的；对图像而言的区间，训练好的模型是固定的。换另外 1079 张图像来训练会怎样，两者都没有说。比值的规律，这里看到的是从全零出发的二十轮、朴素的随机梯度下降、凸的损失；有动量、学习率逐步减小，或者网络有隐藏层，它就只是一个问题，不是结论。还有，抽签把每个人的字迹都散到三份里，所以这里没有一个数说的是陌生人。
#
# ## 可以试试 {#try}
#
# 1. 陌生人。划分改成 `order = torch.arange(len(X))`，测试集就成了文件的末尾，那些字迹训练集里[很少见](../softmax-regression/with-pytorch.md#exercises)。准确率会降到九成以下。在验证图像上拟合的温度，对我们的模型还有用吗，还是反而有害？
#
#     ??? note "会看到什么"
#
#         有害，而且超出偶然的范围。这个温度让模型更有把握，可是面对陌生人的字，不用温度，它的把握就已经够大了。
#
# 2. 每次新抽小批量。在 `sgd` 里把 `torch.randperm(len(A), generator=draw)` 换成 `torch.randint(len(A), (len(A),), generator=draw)`，再删去断言。本底噪声那张表里，哪些数上升，哪些不变？
#
#     ??? note "会看到什么"
#
#         最大的那个数还在原来的区间里，其余都上升，最小的升得最多（按比例算）：一轮之内，误差不再互相抵消。批量加倍，剩下的也更接近一半。
#
# 3. 重新抽签。把划分的种子从 2 改成 3、4、5。哪一对 $\lambda$ 和 $T$ 在验证集上胜出？到了测试集，领先的优势几次还在？
#
#     ??? note "会看到什么"
#
#         三次胜出的惩罚都与本页相同，温度则各配各的。在测试集上，它的损失有两次低于较弱的惩罚，一次高于，每次的差别都不超出偶然。
#
# 用到的函数：[`softmax`](../reference/softmax.md)、[`losses`](../reference/losses.md)、[`metrics`](../reference/metrics.md)、[`data`](../reference/data.md)。回到[实验](digits.py)，或[用 PyTorch 识别数字](../softmax-regression/with-pytorch.md)。
