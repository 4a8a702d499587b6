# ---
# description: "半小时的手写数字实验：一条不用梯度的规则，一轮小批量随机梯度下降，更大的批量要配多大的学习率，测试一次并给出区间。"
# minutes: 30
# needs: "[小批量随机梯度下降](../linear-regression/minibatch-sgd.md)、[交叉熵](../softmax-regression/cross-entropy.md)"
# outcomes:
#   - 拿一条不用梯度的规则作基线，衡量梯度下降值不值得
#   - 写出一轮小批量随机梯度下降，并说出学习率怎样随批量大小变化
#   - 只测试一次，并说出这个准确率有多可信
# moved:
#   split: digits-report.py
#   runs: digits-report.py
#   curves: digits-report.py
#   limit: digits-report.py
#   floor: digits-report.py
#   penalty: digits-report.py
#   temperature: digits-report.py
#   calibration: digits-report.py
#   mistakes: digits-report.py
#   limits: digits-report.py
# ---

# %% [markdown]
# # 实验：手写数字，从第一眼到测试 {#digits-lab}
#
# 小批量（minibatch）从 16 张图像加到 64 张，学习率要不要跟着改？不改，加倍，还是变成四倍？用半小时做这个实验，就能得到答案，其中三个函数由你自己写。
#
# 请在本页的笔记本里做：里面留着空，没有输出。单元格上方如果有问题，先写下你的猜测，再运行。途中有三处折起来的“对照”，写着你应当得到的数。
#
# ## 数据 {#data}
#
# 数据是 1797 张手写数字的扫描图，每张 8 乘 8 像素，从 0（白）到 1（黑）。抽签分成三份：五分之三用来训练；五分之一是验证集，用来做一切选择；五分之一是测试集，留到最后，只测试一次。

# %%
import torch

from linearnets import accuracy, cross_entropy, load_digits

torch.set_num_threads(1)  # 都是小矩阵，线程多了只会互相等
X, labels = load_digits(torch.float64)
order = torch.randperm(len(X), generator=torch.Generator().manual_seed(2))
train, valid, test = order.split([1079, 359, 359])
print(f"{len(X)} images, {len(train)} to train; of each digit:")
print(*labels[train].bincount().tolist())

# %% [markdown]
# ## 一条不用梯度的规则 {#baseline}
#
# 模型要胜过什么，训练才算值得？把每个数字的训练图像取平均，得到十张平均图像。来了一张新图像，看它离哪一张平均图像最近，就报哪个数字。请填空：`images` 每行是一张图像，`means` 每行是一个数字的平均图像。
#
# ```py
# import torch
# from linearnets.exercises import check
#
#
# def nearest_mean(images, means):
#     differences = images[:, None] - means
#     # differences 的形状：(n, 10, 64)
#     distances = differences.norm(dim=...)
#     return ...
#
#
# print(check("nearest-mean", nearest_mean, language="zh"))
# ```
#
# ??? success "解答"

# %%
import torch
from linearnets.exercises import check


def nearest_mean(images, means):
    differences = images[:, None] - means
    # differences 的形状：(n, 10, 64)
    distances = differences.norm(dim=2)
    return distances.argmin(dim=1)


assert check("nearest-mean", nearest_mean) == "right"

# %% [markdown]
# ??? question predict "这条规则能认出多大比例的验证图像？"
#     - [x] 0.92 ± 0.06：平均图像虽然模糊，每一张仍然像它的数字。
#     - 0.1：这是乱猜的结果，或者每次都报最常见的那个数字。
#     - 0.5：同一个数字的图像彼此有差别，但不同数字之间的差别更大。
#
#     <!-- answer: share -->
#     同一个数字的图像散布在平均图像的周围，大多数离它比离另外九张都近。

# %%
means = torch.stack([X[train][labels[train] == k].mean(dim=0) for k in range(10)])
share = accuracy(nearest_mean(X[valid], means), labels[valid])
print(f"nearest mean: {share:.3f} of {len(valid)} images")

# %% [markdown]
# ??? note "对照 1"
#     你应当得到 0.922。softmax 回归必须胜过这条规则；两者要拟合的数差不多：$65 \cdot 10 = 650$ 个与 $64 \cdot 10 = 640$ 个。
#
# ## 先走一遍 {#training}
#
# 一轮就是把训练图像按随机的次序一段一段取完，每一段沿自己的负梯度走一步。`order` 是按这个次序排列的图像编号；`cross_entropy_gradient` 计算的是 $\eqref{eq:ce-gradient}$。
#
# ```py
# from linearnets import cross_entropy_gradient
# from linearnets.exercises import check
#
#
# def epoch(X, labels, W, b, lr, batch_size, order):
#     for rows in order.split(batch_size):
#         X_B, labels_B = X[...], labels[...]
#         grad_W, grad_b = cross_entropy_gradient(X_B, labels_B, W, b)
#         W = ...
#         b = ...
#     return W, b
#
#
# print(check("epoch", epoch, language="zh"))
# ```
#
# ??? success "解答"

# %%
from linearnets import cross_entropy_gradient
from linearnets.exercises import check


def epoch(X, labels, W, b, lr, batch_size, order):
    for rows in order.split(batch_size):
        X_B, labels_B = X[rows], labels[rows]
        grad_W, grad_b = cross_entropy_gradient(X_B, labels_B, W, b)
        W = W - lr * grad_W
        b = b - lr * grad_b
    return W, b


assert check("epoch", epoch) == "right"

# %% [markdown]
# 从全零的参数出发走二十轮，每一步用 16 张图像，学习率是 ½。在起点，十个类别的概率都是十分之一，所以损失从 $\log 10 \approx 2.303$ 开始。
#
# ??? question predict "看验证图像上的准确率与损失：从第 10 轮到第 20 轮，哪一个还在明显变好？"
#     - [x] 只有损失：已经认对的图像，把握越来越大。
#     - 只有准确率：少数图像换了边，但由错变对的并不比由对变错的多。
#     - 两者都在变好：前十轮确实如此。
#
#     <!-- answer: loss_after[20] < loss_after[10] and share_after[20] <= share_after[10] -->
#     准确率只管一张图像认对没有，不管概率有多大；只看一次训练，多几张少几张说明不了什么。正确类别的概率还在变大，损失就继续下降。

# %%
def run(lr, batch_size, seed, num_epochs=20):
    """每走完一轮，交出（yield）轮数、权重和偏置，再接着走。"""
    W, b = X.new_zeros(64, 10), X.new_zeros(10)
    generator = torch.Generator().manual_seed(seed)
    for t in range(1, num_epochs + 1):
        order = torch.randperm(len(train), generator=generator)
        W, b = epoch(X[train], labels[train], W, b, lr, batch_size, order)
        yield t, W, b


def measure(W, b, rows):
    """返回一部分图像上的损失和准确率。"""
    logits = X[rows] @ W + b
    loss = cross_entropy(logits, labels[rows]).item()
    return loss, accuracy(logits.argmax(dim=1), labels[rows]).item()


loss_after, share_after = {}, {}
for t, W, b in run(lr=0.5, batch_size=16, seed=0):
    loss_after[t], share_after[t] = measure(W, b, valid)
for t in (1, 2, 5, 10, 20):
    print(f"epoch {t:2}   loss {loss_after[t]:.3f}   accuracy {share_after[t]:.3f}")

# %% [markdown]
# ??? note "对照 2"
#     走完 20 轮，你应当得到损失 0.135，准确率 0.964。此后以损失为准，因为准确率看不到的变化，它也看得到。
#
# ## 批量变成四倍 {#ratio}
#
# 现在回到开头的问题。每步用 64 张图像，一轮的步数就只有 16 张时的四分之一。只训练一次，结果难免偶然，所以每种设置都用两种打乱的次序各训练一次，表里是两次的平均。
#
# ??? question predict "16 张图像配学习率 ½。要在二十轮后得到同样的损失，64 张图像该配多大的学习率？"
#     - [x] 2：步数只有四分之一，每步走四倍远，正好补上。
#     - 1：步数只有四分之一，步长却只加了一倍。
#     - ½：梯度是平均值，不随批量变大；步数只有四分之一，路程也就只有四分之一。
#
#     <!-- answer: 64 * min(ratios, key=lambda ratio: abs(table[64, ratio] - table[16, 1 / 32])) -->
#     只要步子不大，各种走法就几乎沿着同一条曲线下降，走到哪里，取决于学习率之和，也就是轮数乘 $n \eta / B$ 左右（一轮最后不满的一段也走完整的一步）。所以起作用的主要是 $\eta / B$，表的各列就是这个比值。

# %%
ratios, table = (1 / 64, 1 / 32, 1 / 16, 1 / 8), {}
print("  B   ratio 1/64    1/32    1/16     1/8")
for batch_size in (16, 64, 256):
    for ratio in ratios:
        ends = [list(run(ratio * batch_size, batch_size, seed))[-1] for seed in range(2)]
        losses = [measure(W, b, valid)[0] for _, W, b in ends]
        table[batch_size, ratio] = sum(losses) / len(losses)
    row = "   ".join(f"{table[batch_size, ratio]:.3f}" for ratio in ratios)
    print(f"{batch_size:3}        {row}")

# %% [markdown]
# ??? note "对照 3"
#     你的第一列应当是 0.160、0.159、0.166。前两行的前三列由比值决定：比值相同，损失就几乎相同。所以用随机梯度下降时，批量变成四倍，学习率也要变成四倍；这样一轮只用四分之一的步数，就走完同样的路。
#
#     第三行的后两列，学习率是 16 和 32，规律不再成立：步子太大，不再沿着曲线走，而是从曲线上跳过去了。学习率是 8 的两格，0.155 和 0.117，也比第一行同列的 0.132 和 0.108 高一些，但只有两次打乱，说不准是不是偶然。学习率大过[某个限度](digits-report.py#limit)，用全部样本也会跳过去。
#
# ## 只测试一次 {#test}
#
# 表中最低的损失属于 16 张图像、比值 1/8，也就是学习率 2。这就是我们的模型。
#
# 测试告诉我们，在 $n$ 张图像中，它认对的比例 $s$ 是多少。换一批图像，比例就会不同。长期的准确率 $p$ 是多少，才与看到的结果相符？一个回答，对了记 1，错了记 0，方差是 $p - p^2 = p(1 - p)$。如果各个回答相互独立，$n$ 个回答中答对的比例，标准差就是 $\sqrt{p(1 - p)/n}$。回答多了，这个比例就近似服从正态分布；而服从正态分布的数，与它的均值（这里是 $p$）相距不超过 $z = 1.96$ 个标准差的概率是 95%。所以相符的 $p$ 满足
#
# $$
# \lvert s - p \rvert \le z \sqrt{\frac{p\,(1 - p)}{n}}.
# $$
#
# 两边平方，就是关于 $p$ 的二次不等式 $(1 + z^2/n)\, p^2 - (2 s + z^2/n)\, p + s^2 \le 0$。它的解集叫 **Wilson 区间**（Wilson's interval，[@wilson1927]），两端是
#
# $$
# \frac{1}{1 + z^2 / n} \left( s + \frac{z^2}{2 n} \pm z \sqrt{\frac{s\,(1 - s)}{n} + \frac{z^2}{4 n^2}} \right).
# $$
#
# ```py
# import math
# from linearnets.exercises import check
#
#
# def wilson(share, n, z=1.96):
#     middle = share + z**2 / (2 * n)
#     half = z * math.sqrt(... / n + z**2 / (4 * n**2))
#     below = 1 + z**2 / n
#     return ..., ...
#
#
# print(check("wilson", wilson, language="zh"))
# ```
#
# ??? success "解答"

# %%
import math
from linearnets.exercises import check


def wilson(share, n, z=1.96):
    middle = share + z**2 / (2 * n)
    half = z * math.sqrt(share * (1 - share) / n + z**2 / (4 * n**2))
    below = 1 + z**2 / n
    return (middle - half) / below, (middle + half) / below


assert check("wilson", wilson) == "right"

# %% [markdown]
# ??? question predict "在验证图像上，模型认对的比例是 0.967。测试集上的比例与它相比会怎样？"
#     - [x] 差半个到三个百分点，高低都可能：359 张图像不多，两个比例都带着偶然。
#     - 相差不到 0.002：那要有约六万张图像。
#     - 一定低一些：选择偏向验证图像，但只在十二种设置里挑一个，占不了多少便宜。
#
#     <!-- answer: 0.005 < abs(test_share - valid_share) < 0.03 -->
#     十二个损失里最低的那一个，平均来说会比它的实力好看一点，但偶然的影响更大：这一次模型的比例下降了，可是最近的平均图像没有经过任何选择，比例也下降了，可见这些测试图像恰好更难。

# %%
_, W, b = list(run(lr=2, batch_size=16, seed=0))[-1]
valid_share, test_share = measure(W, b, valid)[1], measure(W, b, test)[1]
rule = accuracy(nearest_mean(X[test], means), labels[test]).item()
print(f"validation   {valid_share:.3f}; test, with 95% intervals:")
for name, share_seen in (("the model", test_share), ("nearest mean", rule)):
    low, high = wilson(share_seen, len(test))
    print(f"{name:12} {share_seen:.3f}, between {low:.3f} and {high:.3f}")

# %% [markdown]
# 模型在测试图像上的准确率是 0.953；对这些人写的字，它长期的准确率很可能在 0.925 与 0.970 之间。不用梯度的那条规则在 0.861 与 0.924 之间，所以梯度下降是值得的。两个模型如果只差一个百分点，359 张图像分不出高下：一个百分点还不到四张图像。
#
# ## 你自己的数据 {#your-table}
#
# 现在把同样的步骤用到你自己的表格上：划分数据，“最近的均值”这条规则，二十轮训练，区间。用的仍是你写的三个函数，只是特征要先标准化，因为各列的单位往往不同。一行是一个样本，目标是类别，编号从 0 数起，中间不跳号。对表格的其他要求，见[糖尿病实验](diabetes.py#your-table)。
#
# 类别如果不是这样编号的，例如是文字，可以用 pandas 编号（`pip install pandas`）：先 `df = pandas.read_csv("irises.csv")`，再 `df["species"], names = pandas.factorize(df["species"])`，这时 `names[k]` 就是第 `k` 类的名字，最后 `df.to_csv("numbered.csv", index=False)`。
#
# 下一格先把 [150 朵花](../softmax-regression/classification.md)写进一个文件，作为例子。

# %%
import tempfile
from pathlib import Path

from linearnets import load_iris, load_table, standardize


def study(X, y, lr=0.5, seed=1, final=False):
    assert len(y) >= 5, f"expected at least 5 rows, but the table has {len(y)}"
    labels, classes = y.long(), y.unique().tolist()
    are_numbered = len(classes) > 1 and classes == [*range(len(classes))]
    assert are_numbered, f"expected classes 0, 1, 2, … without a gap, but there are {classes[:5]}"
    generator = torch.Generator().manual_seed(seed)
    order = torch.randperm(len(X), generator=generator)
    train, valid, test = order.split([len(X) - 2 * (len(X) // 5), len(X) // 5, len(X) // 5])
    counts = labels[train].bincount(minlength=len(classes))
    assert counts.all(), f"expected lines to train of each class, but there are {counts.tolist()}"
    _, mean, std = standardize(X[train])
    Z = (X - mean) / std
    W, b = Z.new_zeros(Z.shape[1], len(counts)), Z.new_zeros(len(counts))
    for _ in range(20):
        rows = train[torch.randperm(len(train), generator=generator)]
        W, b = epoch(Z, labels, W, b, lr, 16, rows)
    means = [Z[train][labels[train] == k].mean(dim=0) for k in range(len(counts))]
    print(f"{len(X)} lines, {len(train)} to train, of each class: {counts.tolist()}")
    for name, part in [("valid", valid), ("test", test)] if final else [("valid", valid)]:
        rule = accuracy(nearest_mean(Z[part], torch.stack(means)), labels[part])
        share = accuracy((Z[part] @ W + b).argmax(dim=1), labels[part])
        low, high = wilson(share.item(), len(part))
        print(f"{name:5}  rule {rule:.3f}, model {share:.3f} (between {low:.3f} and {high:.3f})")


folder = tempfile.TemporaryDirectory()
example = Path(folder.name) / "flowers.csv"
flowers, species = load_iris(torch.float64)
rows = torch.column_stack([flowers, species]).tolist()
lines = ["sepal length,sepal width,petal length,petal width,species"]
lines += [",".join(map(str, row)) for row in rows]
_ = example.write_text("\n".join(lines), "utf-8")

# %% [markdown]
# 先照原样运行，再把 `example` 换成你的文件的路径，把 `"species"` 换成目标那一列的名字。

# %%
X_own, y_own, _ = load_table(example, "species")
study(X_own, y_own)

# %% [markdown]
# 验证集的三十朵花，“最近的均值”认对的比例是 0.800，模型是 0.867。三十朵太少：模型的区间从 0.703 到 0.947，分不出两者的高下。
#
# 只要还在改动，例如改 `lr`，就只看 `valid` 那一行。全部定下来以后，用 `study(X_own, y_own, final=True)` 再看一次 `test` 那一行。如果有一类很少，准确率再高，这一类也可能[一个都没认出来](../softmax-regression/two-classes.md#rare)。
#
# ## 可以试试 {#try}
#
# 1. 在 `ratios` 里加上比值 1/4，表头也加一列。预期：每一行的损失都比前一列高。
# 2. 陌生人的字迹：在“数据”一节的程序里，以 `order =` 开头的那一行下面，写 `order = torch.arange(len(X))`。这样测试图像就是文件的末尾，写这些字的人，训练图像里几乎没有。预期：认对的不到九成。
# 3. 重新抽签：改成 `manual_seed(3)`。预期：两个测试准确率都会变动，幅度与区间所说的差不多；表的前两行，在前三列里仍然接近。
#
# 半小时以外的内容见[报告](digits-report.py)：同样的数据，五种批量大小、十二种学习率，每种设置各走八遍；学习率的上限，权重衰减与温度，校准，还有每一遍都认错的图像。这里用到的函数：[`data`](../reference/data.md)、[`softmax`](../reference/softmax.md)、[`metrics`](../reference/metrics.md)。另一个实验问的是[三种损失从远处出发能否走到](loss-landscapes.py)；回归的实验是[糖尿病的病程](diabetes.py)。
