# ---
# description: "半小时在真实数据上做一次回归：划分、基线、拟合，用验证集做一次选择，测试一次，再用你自己的 CSV 走一遍。"
# minutes: 30
# needs: "[梯度下降](../linear-regression/gradient-descent.md)、[泛化](../linear-regression/generalization.md)"
# outcomes:
#   - 按次序完成一项研究，从划分数据到只做一次的测试
#   - 说出模型比没有模型好多少，差别是否超出偶然
#   - 用自己的表格做同样的事
# moved:
#   other-solvers: diabetes-report.py
#   ridge: diabetes-report.py
#   residuals: diabetes-report.py
# ---

# %% [markdown]
# # 实验：糖尿病的病程 {#diabetes-lab}
#
# 今天给病人测十项数据，一年后病情会进展多少？预测会差多少？数据就是[线性模型](../linear-regression/model.md)一页用过的 442 位病人（[@efron2004]）。半小时里，你按谨慎的分析者会用的次序，把一项研究从头做到尾，其中三个函数由你自己写；最后用你自己的表格再走一遍。
#
# 请在本页的笔记本里做：里面留着空，没有输出。单元格上方如果有问题，先写下你的猜测，再运行。途中有三处折起来的“对照”，写着你应当得到的数。
#
# ## 数据 {#data}

# %%
import torch

from linearnets import DIABETES_FEATURES, load_diabetes

torch.set_num_threads(1)  # 都是小矩阵，线程多了只会互相等
X, y = load_diabetes(torch.float64)
assert X.isfinite().all() and y.isfinite().all() and len(X.unique(dim=0)) == len(X)
print(f"{len(y)} patients, {X.shape[1]} features")

# %% [markdown]
# 没有缺失值，也没有哪两位病人的十个值全都相同，载入之后的那行断言保证了这两点。
#
# ## 一分为三 {#split}
#
# 评判一个模型，要用挑选模型时没有用过的病人。所以先用固定的种子打乱，再切成三份：训练集用来拟合参数；验证集用来做途中的每一个选择；测试集先放着。测试集的数值先不看：看过测试病人的数据，难免会照着他们做选择。

# %%
order = torch.randperm(len(y), generator=torch.Generator().manual_seed(0))
train, valid, test = order.split([266, 88, 88])
print(f"{len(train)} patients to fit, {len(valid)} to choose, {len(test)} wait")

# %% [markdown]
# ## 第一眼 {#first-look}

# %%
print("       min   mean    max    std")
columns = torch.column_stack([X, y])[train].T
for name, column in zip((*DIABETES_FEATURES, "y"), columns, strict=True):
    (low, high), (std, mean) = column.aminmax(), torch.std_mean(column, correction=0)
    print(f"{name:4}{low:6.1f} {mean:6.1f} {high:6.1f} {std:6.1f}")

# %% [markdown]
# 这张表用来检查录入和单位。`sex` 用 1 和 2 编码，`bp` 是平均血压，`s1` 到 `s6` 是血液指标。训练病人的目标 `y` 从 25 到 332，研究没有说明单位。再看两个特征与目标，只画前 90 位训练病人：

# %% alt="两幅散点图：90 位训练病人的目标 y，横轴分别是 bmi 和 s5。两幅都从左到右上升，点很分散，看不出弯曲。"
import matplotlib.pyplot as plt

fig, axes = plt.subplots(1, 2, sharey=True)
for ax, name, color in zip(axes, ("bmi", "s5"), ("C0", "C2"), strict=True):
    column = X[train, DIABETES_FEATURES.index(name)]
    ax.plot(column[:90], y[train][:90], "o", color=color, markersize=3.5, alpha=0.6)
    ax.set(xlabel=name, yticks=[100, 200, 300])
axes[0].set_ylabel("$y$", rotation=0, labelpad=8)
plt.show()

# %% [markdown]
# 两者都上升，也都不弯。但同一个特征取值相同的病人，目标会相差一百点以上。先试线性模型是合理的，只是不会很准。
#
# ## 基线 {#baseline}
#
# 不用特征时，最好的常数是已知的那些[目标的均值](../linear-regression/squared-loss.md#best-constant)。用它预测新病人，要差多少？误差一律报均方根误差（RMSE），单位与目标相同。
#
# ```py
# from linearnets.exercises import check
#
#
# def baseline_rmse(y_train, y_new):
#     constant = ...
#     return ...
#
#
# print(check("baseline-rmse", baseline_rmse, language="zh"))
# ```
#
# ??? success "解答"

# %%
from linearnets.exercises import check


def baseline_rmse(y_train, y_new):
    constant = y_train.mean()
    return (y_new - constant).square().mean().sqrt()


assert check("baseline-rmse", baseline_rmse) == "right"

# %% [markdown]
# ??? question predict "训练病人的目标，标准差是 76.8。用它们的均值预测这些病人自己，RMSE 是多少？"
#     - [x] 76.8 ± 0.4：围绕自己的均值，两者是同一个数。
#     - 0：误差的平均是 0，但误差要先平方再取平均。
#     - 54.3：这是 $76.8 / \sqrt{2}$；损失里有 ½，RMSE 里没有。
#
#     <!-- answer: on_same -->
#     按定义，标准差就是到均值的距离的平方取平均，再开平方。换了别的病人，数就不同，因为他们的均值和离散程度都与这里不同。

# %%
on_same, on_others = baseline_rmse(y[train], y[train]), baseline_rmse(y[train], y[valid])
print(f"RMSE of the mean: train {on_same:.2f}, valid {on_others:.2f}")

# %% [markdown]
# ??? note "对照 1"
#     你得到 76.77 和 74.04。不管做出什么模型，都得胜过第二个数。
#
# ## 标准化 {#standardize}
#
# 各特征的标准差从 0.5 到 34.5，相差悬殊，不标准化，梯度下降会很慢。验证病人扮演明天才来的人，而明天的均值，今天不知道。给他们标准化，该用谁的均值和标准差？
#
# ```py
# import torch
#
# from linearnets.exercises import check
#
#
# def standardize_new(X_train, X_new):
#     std, mean = torch.std_mean(..., dim=0, correction=0)
#     return ...
#
#
# print(check("standardize-new", standardize_new, language="zh"))
# ```
#
# ??? success "解答"

# %%
import torch

from linearnets.exercises import check


def standardize_new(X_train, X_new):
    std, mean = torch.std_mean(X_train, dim=0, correction=0)
    return (X_new - mean) / std


assert check("standardize-new", standardize_new) == "right"

# %% [markdown]
# ## 拟合 {#descent}
#
# 从零出发，梯度下降走一千步。学习率小于某个[上限](../linear-regression/learning-rate.md#limit)，梯度下降就收敛；`max_learning_rate` 由特征算出这个上限，我们取它的一半。
#
# ??? question predict "在验证病人上，基线差 74.04 点。走一千步之后，模型差多少？"
#     - [x] 52 ± 8：这些特征说明了不少，但十项都相近的病人，目标仍然不同。
#     - 5：单看一个特征，病人还能相差一百点；再加九个，也不可能把误差压到 5 点。
#     - 74：特征什么也说明不了，才会这样；两幅图说明并非如此。
#
#     <!-- answer: rmse(predict(Z_valid, w, b), y[valid]) -->
#     散点图已有提示：bmi 相同的病人，目标只比全体稍微集中一些。用上十个特征，误差还会小些，但远不是零。

# %%
from linearnets import gradient_descent, half_squared_error, max_learning_rate, predict


def rmse(y_hat, y):
    return (2 * half_squared_error(y_hat, y)).sqrt().item()


Z_train, Z_valid = standardize_new(X[train], X[train]), standardize_new(X[train], X[valid])
lr = max_learning_rate(Z_train) / 2
w, b, history = gradient_descent(Z_train, y[train], lr, num_steps=1000)
print(f"{w.numel() + b.numel()} parameters, learning rate {lr:.3f}")
for t in (0, 1, 10, 100, 1000):
    on_train = rmse(predict(Z_train, history.w[t], history.b[t]), y[train])
    on_valid = rmse(predict(Z_valid, history.w[t], history.b[t]), y[valid])
    print(f"step {t:4}  RMSE train {on_train:6.2f}  valid {on_valid:6.2f}")

# %% [markdown]
# ??? note "对照 2"
#     走完一千步，验证集上是 52.09。十步几乎就到了底。验证误差到最后还在下降：参数只有 11 个，病人有 266 位，过拟合不会严重。
#
# [报告](diabetes-report.py#other-solvers)用两个求解器和 PyTorch 核对了这次拟合。
#
# ## 一个特征还是十个 {#choice}
#
# 只用 bmi 行不行？（这个模型由 `least_squares` 一步求出；用十个特征的取梯度下降的结果，差不多也到底了。）这是一次选择，归验证集管。两个 RMSE 相减，看不出差别是不是偶然。所以要逐位病人地比：`other` 的平方误差平均比 `y_hat` 的大多少，这个平均的标准误（standard error）又是多少？（这 $n$ 位只是从众多病人里抽到的：标准差用 `.std()`，它除以 $n - 1$。）
#
# ```py
# from linearnets.exercises import check
#
#
# def paired_change(y, y_hat, other):
#     change = (other - y).square() - ...
#     return change.mean(), ...
#
#
# print(check("paired-change", paired_change, language="zh"))
# ```
#
# ??? success "解答"

# %%
from linearnets.exercises import check


def paired_change(y, y_hat, other):
    change = (other - y).square() - (y_hat - y).square()
    return change.mean(), change.std() / len(y) ** 0.5


assert check("paired-change", paired_change) == "right"

# %% [markdown]
# ??? question predict "少了另外九个特征，平方误差增加了几个标准误？"
#     - [x] 超过两个：这九项说明了 bmi 没有说明的事。
#     - 不到两个：那就可能只是偶然，看不出另外九项有用。
#     - 反而减少：多九个特征可能过拟合，但 266 位病人对 11 个参数来说够多了。
#
#     <!-- answer: more > 2 * error -->
#     两个模型看的是同样 88 位病人，难预测的病人对两个模型都难。相减之后，这一部分大半抵消了，标准误就小到可以下结论。

# %%
from linearnets import least_squares

bmi = [DIABETES_FEATURES.index("bmi")]
only = least_squares(Z_train[:, bmi], y[train])
by_ten, by_bmi = predict(Z_valid, w, b), predict(Z_valid[:, bmi], only.w, only.b)
more, error = paired_change(y[valid], by_ten, by_bmi)
print(f"RMSE: bmi alone {rmse(by_bmi, y[valid]):.2f}, all ten {rmse(by_ten, y[valid]):.2f}")
print(f"squared error without the nine {more:+.0f} ± {error:.0f}")

# %% [markdown]
# ??? note "对照 3"
#     你得到 +1031 ± 400。只用 bmi 不够。
#
# ## 只测一次 {#test}
#
# 这一格运行之后，什么也不再改。测出的 RMSE，有几分是碰巧抽到这 88 位病人的缘故？我们从他们当中有放回地抽同样多位，重复 2000 次，把 RMSE 从小到大排好，报告居中十分之九的范围。

# %%
y_hat = predict(standardize_new(X[train], X[test]), w, b)
squares = (y_hat - y[test]).square()
draws = torch.randint(88, (2000, 88), generator=torch.Generator().manual_seed(0))
low, high = squares[draws].mean(dim=1).sqrt().quantile(torch.tensor([0.05, 0.95]).double())
without = baseline_rmse(y[train], y[test])
print(f"RMSE of the mean  {without:.1f}")
print(f"RMSE of the model {rmse(y_hat, y[test]):.1f}, between {low:.1f} and {high:.1f}")
print(f"of the baseline's squared error {squares.mean() / without**2:.2f} left")

# %% [markdown]
# 测试集上的误差与验证集上相近，看不出先前的选择迎合了验证集里的偶然。与基线相比，RMSE 少了三分之一。
#
# ## 模型不知道什么 {#limits}
#
# 它不知道因果：权重只描述这些病人当时的样子，没有谁的 bmi 被改变过。它不知道别的医院、别的年代，也不知道测量范围之外的病人；这样划分，模仿的是同一项研究里的新病人，仅此而已。它更不知道没有测过的东西。基线的平方误差还剩 43%，换什么学习率也消不掉。
#
# ## 你自己的数据 {#your-table}
#
# 同样的步骤（两个模型的比较和区间除外）写成一个函数 `study`，用于你自己的数字表格。`load_table` 读一个 CSV 文件，第一行是各列的名字，另外要告诉它预测哪一列。文件里哪里不是数，报错会指出是哪一列、哪一行。请先看看你的表格：
#
# - 一行是一个样本，同一个人不占好几行，各行也与时间先后无关（见[练习 4](../linear-regression/generalization.md#exercises)）。
# - 与目标同时才知道的列要删去。
# - 文字的列可以删去，或者改成[几列 0 和 1](../linear-regression/uncertainty.md#one-hot)；缺了值的行要删去，缺得多的列则删列。
# - 几乎每一行都相同的列也要删去：在用来拟合的那些行上，它的标准差可能是 0，这时会报错，错误信息里是 `X`，不是列名。
# - 用电子表格软件时，请另存为“CSV UTF-8”，各列用逗号隔开，小数点用点。pandas 的表格不必用 `load_table`：`y_own = torch.tensor(df["y"].to_numpy("float64"))`，`X_own` 同样由 `df.drop(columns="y")` 得到。
#
# 下一格先把病人写进一个文件，作为例子。

# %%
import tempfile
from pathlib import Path

from linearnets import load_table


def study(X, y, seed=0, final=False):
    assert len(y) >= 5, f"expected at least 5 rows, but the table has {len(y)}"
    order = torch.randperm(len(y), generator=torch.Generator().manual_seed(seed))
    train, valid, test = order.split([len(y) - 2 * (len(y) // 5), len(y) // 5, len(y) // 5])
    fit = least_squares(standardize_new(X[train], X[train]), y[train])
    print(f"{len(y)} examples, {X.shape[1]} features, {len(train)} to fit")
    parts = [("valid", valid), ("test", test)] if final else [("valid", valid)]
    for name, part in parts:
        y_hat = predict(standardize_new(X[train], X[part]), fit.w, fit.b)
        mean = baseline_rmse(y[train], y[part])
        print(f"{name:5}  RMSE of mean {mean:.4g}, of model {rmse(y_hat, y[part]):.4g}")


folder = tempfile.TemporaryDirectory()
example = Path(folder.name) / "patients.csv"
lines = [[*DIABETES_FEATURES, "y"], *torch.column_stack([X, y]).tolist()]
_ = example.write_text("\n".join(",".join(map(str, line)) for line in lines), "utf-8")

# %% [markdown]
# 先照原样运行一次，再换成你的表格：把 `example` 换成你的文件的路径，文件如果与笔记本放在一起，写 `"flats.csv"` 这样的文件名就行（在 Windows 上，文件夹之间也写 `/`）；把 `"y"` 换成你的目标的列名。

# %%
X_own, y_own, _ = load_table(example, "y")
study(X_own, y_own)

# %% [markdown]
# 这里用 `least_squares` 直接求解，没有走梯度下降；模型的 RMSE 是 52.08，与上面验证集上的几乎相同。
#
# 只要还在改动，就只看 `valid` 那一行。如果比均值差得多，就看看行数是不是太少（每个特征至少要有好几行），有没有离群的样本。最后用一次 `study(X_own, y_own, final=True)`，它还会打印测试那一行：模型在两部分上是不是都比均值好？如果只在一部分上好，可能只是偶然。
#
# ## 可以试试 {#try}
#
# 1. 给 `study` 换三四个种子，并加上 `final=True`，因为这些病人的测试已经做过了。预计其中多数会使模型的 RMSE 至少在一部分上变动好几点：88 位病人不多，所以一次划分证明不了什么。
# 2. 用验证病人自己的均值和标准差做标准化：`standardize_new(X[valid], X[valid])`。这里的 RMSE 变差了。再想一想：明天只来一位病人，一位病人的标准差是多少？
# 3. 十个特征每次去掉一个，用 `paired_change` 来比。不管去掉哪一个，增加都不到两个标准误；去掉九个却超过了：一列说的，别的列多半也说了一些；剩下的那点差别，88 位病人太少，看不准。
#
# 这半小时之外还有[报告](diabetes-report.py)：走一万步会到哪里，两个求解器和 PyTorch，惩罚，以及从残差还能看出什么，全都在验证集上做。用到的函数：[`data`](../reference/data.md)、[`losses`](../reference/losses.md)、[`optim`](../reference/optim.md)、[`closed_form`](../reference/closed-form.md)。下一个实验是[手写数字](digits.py)。
