# ---
# description: 在真实数据上完整做一次回归：划分、基线、梯度下降、与两个求解器和 PyTorch 对照、岭回归、残差诊断，最后测试一次。
# jupyter:
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # 实验：糖尿病的病程 {#diabetes-lab}
#
# 今天给病人测十项数据，一年后病情会进展多少？预测会差多少？数据就是[线性模型](../linear-regression/model.md)一页用过的 442 位病人（[@efron2004]）。做事的顺序，是谨慎的人都会遵守的：先把测试用的病人放到一边；看看不用任何特征，预测要差多少；再拟合，并用别的程序核对；然后检查剩下的残差；最后才测试，只测一次。
#
# ## 数据 {#data}

# %%
import matplotlib.pyplot as plt
import torch
from sklearn.linear_model import LinearRegression
from torch import nn

from linearnets import (
    DIABETES_FEATURES,
    gradient_descent,
    half_squared_error,
    half_squared_error_hessian,
    least_squares,
    load_diabetes,
    max_learning_rate,
    predict,
    ridge,
    standardize,
)

X, y = load_diabetes(torch.float64)
assert X.isfinite().all() and len(X.unique(dim=0)) == len(X)
print(f"{len(y)} patients, {X.shape[1]} features")

# %% [markdown]
# 没有缺失值，也没有重复的病人，载入之后的那行断言保证了这两点。数值本身先不看：看过测试病人的数据，难免会照着他们做选择。
#
# ## 一分为三 {#split}
#
# 评判一个模型，要用没有参与挑选它的病人。所以先用固定的种子打乱，再切成三份：训练集用来拟合参数；验证集用来做途中的每一个选择；测试集等着。

# %%
order = torch.randperm(len(y), generator=torch.Generator().manual_seed(0))
train, valid, test = order.split([266, 88, 88])
for part in (train, valid):
    std, mean = torch.std_mean(y[part], correction=0)
    print(f"{len(part):3} patients, mean of y {mean:.1f}, std {std:.1f}")
print(f"{len(test):3} patients wait")

# %% [markdown]
# 两个均值相差约十点，这很平常：88 位病人、标准差约 75，均值本身就有 $75/\sqrt{88} \approx 8$ 的不确定。从这里起，看数据只看训练集，做选择用验证集，测试集一眼也不看。
#
# ## 第一眼 {#first-look}

# %%
print("       min   mean    max    std")
columns = torch.column_stack([X, y])[train].T
for name, column in zip((*DIABETES_FEATURES, "y"), columns, strict=True):
    (low, high), (std, mean) = column.aminmax(), torch.std_mean(column, correction=0)
    print(f"{name:4}{low:6.1f} {mean:6.1f} {high:6.1f} {std:6.1f}")

# %% [markdown]
# 这张表用来检查录入和单位。`sex` 用 1 和 2 编码，`bp` 是平均血压，`s1` 到 `s6` 是血液指标。标准差从 0.5 到 34.5，相差悬殊，直接做梯度下降会很慢。目标 `y` 从 25 到 332，研究没有说明单位。再看两个特征与目标；只画前 90 位训练病人，免得点子挤成一团：

# %% alt="两幅散点图：90 位训练病人的目标 y，横轴分别是 bmi 和 s5。两幅都从左到右上升，点很分散，看不出弯曲。"
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
# 不用特征时，最好的常数是[训练集目标的均值](../linear-regression/squared-loss.md#best-constant)。不管做出什么模型，都得胜过它。误差一律报均方根误差（RMSE），单位与目标相同。

# %%
baseline = y[train].mean()


def rmse(y_hat, y):
    return (2 * half_squared_error(y_hat, y)).sqrt().item()


for part in (train, valid):
    error = rmse(baseline.expand(len(part)), y[part])
    print(f"{len(part):3} patients, RMSE of the mean {error:.2f}")

# %% [markdown]
# ## 梯度下降 {#descent}
#
# 标准化只用训练病人的均值和标准差。其余的人扮演明天才来的病人，而明天的均值，今天不知道。学习率取[上限](../linear-regression/learning-rate.md#limit)的一半：$\eta\lambda_{\max} = 1$，最陡的方向一步到位，哪个方向都不变号。对最坏的起点来说最好的学习率，差不多还要大一倍，但最陡的方向会来回折返几百步。

# %%
Z_train, mean, std = standardize(X[train])
Z_valid = (X[valid] - mean) / std

lam = torch.linalg.eigvalsh(half_squared_error_hessian(Z_train))
lr = max_learning_rate(Z_train) / 2
w, b, history = gradient_descent(Z_train, y[train], lr, num_steps=10_000)

print(f"condition number {lam[-1] / lam[0]:.0f}, learning rate {lr:.3f}")
for t in (0, 1, 10, 100, 1000, 10_000):
    on_train = rmse(predict(Z_train, history.w[t], history.b[t]), y[train])
    on_valid = rmse(predict(Z_valid, history.w[t], history.b[t]), y[valid])
    print(f"step {t:5}  RMSE train {on_train:6.2f}  valid {on_valid:6.2f}")

# %% alt="误差随步数的变化，横轴为对数，两条曲线分别对应 266 位和 88 位病人。两条一同下降，十步之后几乎持平，远低于表示基线的点线。"
steps = [round(10 ** (k / 10)) for k in range(41)]
curves = ((Z_train, y[train], "C0", "bottom"), (Z_valid, y[valid], "C1", "top"))

fig, ax = plt.subplots()
for Z, target, color, side in curves:
    errors = [rmse(predict(Z, history.w[t], history.b[t]), target) for t in steps]
    ax.semilogx(steps, errors, color=color)
    end = (steps[-1], errors[-1])
    label = f"$n = {len(target)}$"
    ax.annotate(label, end, (6, 0), textcoords="offset points", color=color, va=side)
ax.axhline(rmse(baseline.expand(88), y[valid]), color="C7", linestyle=":", linewidth=1.2)
ax.set(xlabel="$t$", ylabel="RMSE", ylim=(45, 112), yticks=[60, 80, 100])
ax.minorticks_off()
plt.show()

# %% [markdown]
# 蓝色是训练集，橙色是验证集，点线是验证集上的基线。十步几乎就到了底，一百步降到 54.67；从这里到 54.51，剩下的都在特征值小的那些方向上，要走几千步。验证误差到最后一步才最小：参数 11 个，病人 266 位，没有多少可以过拟合。那就让它走完。
#
# ## 两个求解器对照 {#other-solvers}
#
# 只有自己的程序说对，不算数。`least_squares` 解[正规方程](../linear-regression/normal-equation.md)；scikit-learn 把各特征减去均值，不改单位，再分解矩阵。两者一步也不用走：

# %%
closed_form = least_squares(Z_train, y[train])
sklearn_model = LinearRegression().fit(X[train].numpy(), y[train].numpy())

y_hat = predict(Z_valid, w, b)
by_closed_form = predict(Z_valid, closed_form.w, closed_form.b)
by_sklearn = torch.tensor(sklearn_model.predict(X[valid].numpy()))
assert torch.allclose(y_hat, by_closed_form, rtol=0, atol=1e-6)
assert torch.allclose(y_hat, by_sklearn, rtol=0, atol=1e-6)
print([f"{value:.4f}" for value in y_hat[:4]])
print([f"{value:.4f}" for value in by_sklearn[:4]])

# %% [markdown]
# 所有预测都一致，相差不到百万分之一点。PyTorch 走的路和我们一样：一个层，一个损失，一个优化器（optimizer），从零出发。它的 `MSELoss` 没有 ½，所以学习率[减半](../linear-regression/with-pytorch.md#mse-loss)，步子就相同：

# %%
model, mse = nn.Linear(10, 1, dtype=X.dtype), nn.MSELoss()
nn.init.zeros_(model.weight)
nn.init.zeros_(model.bias)
optimizer = torch.optim.SGD(model.parameters(), lr=lr / 2)
for _ in range(1000):
    optimizer.zero_grad()
    mse(model(Z_train)[:, 0], y[train]).backward()
    optimizer.step()

assert torch.allclose(model.weight[0], history.w[1000])
assert torch.allclose(model.bias[0], history.b[1000])
on_valid = rmse(model(Z_valid)[:, 0].detach(), y[valid])
print(f"step 1000  RMSE valid {on_valid:.2f}")

# %% [markdown]
# 权重和偏置，与我们自己走同样多步之后的完全一致。
#
# ## 一个特征还是十个 {#choice}
#
# 十项都值得测吗？只用 bmi 行不行？这是一次选择，归验证集管。最后一行是平方误差的变化：逐位病人相减再平均，附上标准误（standard error）。

# %%
bmi = [DIABETES_FEATURES.index("bmi")]
only_bmi = least_squares(Z_train[:, bmi], y[train])
by_bmi = predict(Z_valid[:, bmi], only_bmi.w, only_bmi.b)

print(f"mean of y   {rmse(baseline.expand(88), y[valid]):.2f}")
print(f"bmi alone   {rmse(by_bmi, y[valid]):.2f}")
print(f"all ten     {rmse(y_hat, y[valid]):.2f}")
more = (by_bmi - y[valid]).square() - (y_hat - y[valid]).square()
print(f"squared error without the nine {more.mean():+.0f} ± {more.std() / 88**0.5:.0f}")

# %% [markdown]
# 十项值得测：少了另外九项，平方误差的增加超过标准误的两倍。
#
# ## 要不要惩罚 {#ridge}
#
# 十项里有几项测的几乎是同一件事，所以它们的权重很大，符号相反，而且不可靠。[岭回归](../linear-regression/ridge.md)（ridge regression）给损失加上 $\frac{\lambda}{2} \lVert \mathbf{w} \rVert^2$（这里的 $\lambda$ 是惩罚的强度，不是特征值），把权重变短。权重短了，对新病人的预测会更好吗？最后一列与不加惩罚的拟合相比，也是逐位病人相减。

# %%
penalties = [10 ** (k / 2) for k in range(-6, 2)]
without = (y_hat - y[valid]).square()
print(f"penalty      0  norm {w.norm():4.1f}  RMSE {rmse(y_hat, y[valid]):.2f}")
for penalty in penalties:
    shrunk, b_ridge = ridge(Z_train, y[train], penalty)
    squares = (predict(Z_valid, shrunk, b_ridge) - y[valid]).square()
    more, error = (squares - without).mean(), (squares - without).std() / 88**0.5
    row = f"norm {shrunk.norm():4.1f}  RMSE {squares.mean().sqrt():.2f}"
    print(f"penalty {penalty:6.3f}  {row}  squared error {more:+4.0f} ± {error:.0f}")

# %% alt="左：十个权重随惩罚的变化，横轴是对数；最长的负权重最先缩短，到右端全都很短。右：训练集的误差，和在它下面的验证集的误差；到 0.1 左右都是平的，然后上升。"
grid = [10 ** (k / 10) for k in range(-30, 6)]
fits = [ridge(Z_train, y[train], penalty) for penalty in grid]

fig, (left, right) = plt.subplots(1, 2, figsize=(5.6, 2.9))
left.semilogx(grid, torch.stack([w for w, _ in fits]), color="C7", linewidth=1.4)
for Z, target, color in ((Z_train, y[train], "C0"), (Z_valid, y[valid], "C1")):
    right.semilogx(grid, [rmse(predict(Z, *fit), target) for fit in fits], color=color)
left.set_ylabel("$w_j$", rotation=0)
right.set_ylabel("RMSE")
for ax in (left, right):
    ax.set(xlabel=r"$\lambda$", xticks=[0.001, 0.1, 1])
    ax.minorticks_off()
plt.show()

# %% [markdown]
# 左边是权重，右边是误差，蓝色为训练集，橙色为验证集。惩罚说到做到：取 0.010，权重就短了将近三分之一。但预测没有因此变好。到 0.316 为止，平方误差的变化都在一个标准误之内；取 1，也只是刚刚超出；只有最大的惩罚，增加超过了两个标准误。266 位病人拟合 11 个参数，本来就没有毛病可治。所以我们保留不加惩罚的模型；至于它的权重，仍然不能一个一个地解读。
#
# ## 剩下了什么 {#residuals}
#
# 如果模型已经抓住了能抓住的一切，残差 $r_i = \hat{y}_i - y_i$ 就该处处差不多，看不出规律。左图：残差与预测。右图：把残差排序，与离散程度相同的正态分布应有的数值对照；服从正态分布的残差会落在直线上。

# %% alt="左：88 位验证病人的残差与预测，点云以零为中心，越往右越宽。右：排序后的残差与正态分位数，大致落在对角线上。"
residual = y_hat - y[valid]
ranks = (torch.arange(1, 89) - 0.5) / 88
normal = residual.std() * torch.special.ndtri(ranks)

fig, (left, right) = plt.subplots(1, 2, sharey=True)
left.plot(y_hat, residual, "o", color="C0", markersize=3.5, alpha=0.7)
left.axhline(0, color="C7", linewidth=1.2)
left.set(xlabel=r"$\hat{y}$", xticks=[100, 200, 300], yticks=[-100, 0, 100])
left.set_ylabel("$r$", rotation=0)
right.plot(normal, normal, color="C7", linewidth=1.2)
right.plot(normal, residual.sort().values, "o", color="C0", markersize=3.5, alpha=0.7)
right.set(xlabel=r"$\sigma\,\Phi^{-1}(p)$", xticks=[-100, 0, 100])
plt.show()

# %%
for group in y_hat.argsort().split(30):
    (low, high), r = y_hat[group].aminmax(), residual[group]
    print(f"predicted {low:5.1f} to {high:5.1f}: residual mean {r.mean():4.1f}, std {r.std():.1f}")

# %% [markdown]
# 分布接近正态，各组的均值也都在 30 位病人该有的波动之内。但离散程度并非处处相同：预测越大，残差越散。用一个 RMSE 概括所有病人，对轻症太悲观，对重症太乐观。这时最小二乘的拟合仍然可用，但如果给每个预测都配上同样宽的区间，对重症就靠不住了。
#
# ## 只测一次 {#test}
#
# 这一格运行之后，什么也不再改。这个数有几分是碰巧抽到这 88 位病人的结果？我们从中有放回地抽 88 位，重复 2000 次，给出居中的十分之九结果所在的范围。

# %%
y_hat_test = predict((X[test] - mean) / std, w, b)
squares = (y_hat_test - y[test]).square()
draws = torch.randint(88, (2000, 88), generator=torch.Generator().manual_seed(0))
low, high = squares[draws].mean(dim=1).sqrt().quantile(torch.tensor([0.05, 0.95]).double())

print(f"RMSE of the mean  {rmse(baseline.expand(88), y[test]):.1f}")
print(f"RMSE of the model {rmse(y_hat_test, y[test]):.1f}, between {low:.1f} and {high:.1f}")
left_over = squares.mean() / (baseline - y[test]).square().mean()
print(f"of the baseline's squared error {1 - left_over:.2f} removed, {left_over:.2f} left")

# %% [markdown]
# 测试集上的误差与验证集上相近，看不出先前的选择迎合了验证集里的偶然。与基线相比，RMSE 少了三分之一。
#
# ## 模型不知道什么 {#limits}
#
# 它不知道因果：权重描述的是这些病人是什么样，没有谁的 bmi 被改变过。它不知道别的医院、别的年代，也不知道测量范围之外的病人；这样划分，模仿的是同一项研究里的新病人，仅此而已。它不知道自己有多少把握，而这因人而异。它更不知道没有测过的东西：基线的平方误差还剩 0.43，换什么学习率也消不掉。加上弯曲的特征或者特征之间的乘积，会不会更好？这该去问验证集；测试集已经用掉了。
#
# 用到的函数：[`data`](../reference/data.md)、[`losses`](../reference/losses.md)、[`optim`](../reference/optim.md)、[`closed_form`](../reference/closed-form.md)。回到[梯度下降](../linear-regression/gradient-descent.md)。
