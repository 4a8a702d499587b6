# ---
# description: 糖尿病实验的后续：梯度下降走一万步，与两个求解器和 PyTorch 对照，岭回归，从残差还能看出什么。
# minutes: 30
# deeper: true
# needs: "[实验](diabetes.py)、[岭回归](../linear-regression/ridge.md)"
# outcomes:
#   - 先与别的求解器核对，再相信一次拟合
#   - 逐位病人地评判一个惩罚，而不是只看两个 RMSE
#   - 从残差看出，用一个数概括所有病人会在哪里误导人
# ---

# %% [markdown]
# # 报告：糖尿病的病程 {#diabetes-report}
#
# 本页接着[实验](diabetes.py)往下讲。这里没有要填的空，只报告结果；全都在验证集上做，也都在测试之前。划分与实验相同，标准化只用训练病人的均值和标准差。

# %%
import matplotlib.pyplot as plt
import torch
from sklearn.linear_model import LinearRegression
from torch import nn

from linearnets import (
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
order = torch.randperm(len(y), generator=torch.Generator().manual_seed(0))
train, valid, test = order.split([266, 88, 88])
baseline = y[train].mean()
Z_train, mean, std = standardize(X[train])
Z_valid = (X[valid] - mean) / std


def rmse(y_hat, y):
    return (2 * half_squared_error(y_hat, y)).sqrt().item()


print(f"RMSE of the mean, valid {rmse(baseline.expand(88), y[valid]):.2f}")

# %% [markdown]
# ## 一万步 {#descent}
#
# 学习率取[上限](../linear-regression/learning-rate.md#limit)的一半：$\eta\lambda_{\max} = 1$，最陡的方向一步到位，哪个方向都不变号。学习率再提高将近一倍，对最坏的起点最有利，但最陡的方向会来回折返几百步。

# %%
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
# 蓝色是训练集，橙色是验证集，点线是验证集上的基线。十步几乎就到了底。在训练集上，一百步降到 54.67；从这里到 54.51，剩下的都在特征值小的那些方向上，还要走八百来步。验证误差十来步后略有回升，然后又下降，到最后一步才最小：参数只有 11 个，病人有 266 位，过拟合不会严重。那就让它走完。
#
# ## 两个求解器对照 {#other-solvers}
#
# 只有自己的程序说对，不算数。`least_squares` 和 scikit-learn 都由奇异值求[正规方程](../linear-regression/normal-equation.md)的解，一步也不用走：

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
# 所有预测都一致，相差都不到目标单位的百万分之一。PyTorch 走的路和我们一样：一个层，一个损失，一个优化器（optimizer），从零出发。它的 `MSELoss` 没有 ½，所以学习率[减半](../linear-regression/with-pytorch.md#mse-loss)，步子就相同：

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
# 权重和偏置，与我们自己走同样多步之后的一致，只差舍入误差。
#
# ## 要不要惩罚 {#ridge}
#
# `s1` 几乎等于 `s2`、`s3`、`s5` 各乘一个数再相加，所以这几列的权重可以都很大，作用却几乎互相抵消：`s1` 和 `s2` 的权重就很大，符号相反，而且不可靠。[岭回归](../linear-regression/ridge.md)（ridge regression）给损失加上 $\frac{\lambda}{2} \lVert \mathbf{w} \rVert^2$（这里的 $\lambda$ 是惩罚的强度，不是特征值），使权重向量的范数变小。范数小了，对新病人的预测会更好吗？
#
# 表中最后一列是平方误差比不加惩罚时多多少，也是逐位病人相减；± 后面是标准误。

# %%
penalties = [10 ** (k / 2) for k in range(-6, 2)]
without = (y_hat - y[valid]).square()
print("lambda   norm   RMSE  squared error")
print(f"0       {w.norm():5.1f}  {rmse(y_hat, y[valid]):.2f}")
for penalty in penalties:
    shrunk, b_ridge = ridge(Z_train, y[train], penalty)
    squares = (predict(Z_valid, shrunk, b_ridge) - y[valid]).square()
    more, error = (squares - without).mean(), (squares - without).std() / 88**0.5
    row = f"{shrunk.norm():5.1f}  {squares.mean().sqrt():.2f}"
    print(f"{penalty:<6.3f}  {row}  {more:+5.0f} ± {error:.0f}")

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
# 左边是权重，右边是误差，蓝色为训练集，橙色为验证集。惩罚说到做到：取 0.010，权重向量的范数就小了将近三分之一。但预测没有因此变好。到 0.316 为止，平方误差的变化都在一个标准误之内；取 1，也只是刚刚超出；只有最大的惩罚，增加超过了两个标准误。看不出有什么毛病要治，所以我们保留不加惩罚的模型；至于它的权重，仍然不能一个一个地解读。
#
# ## 剩下了什么 {#residuals}
#
# 如果模型已经抓住了能抓住的一切，噪声的离散程度又处处相同，残差 $r_i = \hat{y}_i - y_i$ 就该看不出规律。左图：残差与预测。右图：残差从小到大排好，与离散程度相同的正态分布应有的数值对照，那个分布有比例 $p$ 落在 $\sigma\,\Phi^{-1}(p)$ 以下；$\sigma$ 取残差的标准差，从小到大第 $i$ 个残差对应 $p = (i - \frac{1}{2})/88$。残差如果服从正态分布，就落在直线附近。

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

# %% [markdown]
# 按预测分成三组，每组残差的平均与标准差：

# %%
for group in y_hat.argsort().split(30):
    (low, high), r = y_hat[group].aminmax(), residual[group]
    print(f"{low:5.1f} to {high:5.1f}: mean {r.mean():4.1f}, std {r.std():.1f}")

# %% [markdown]
# 分布接近正态，各组的均值也都在 30 位病人该有的波动之内。但离散程度并非处处相同：预测最低的一组，残差最集中；用一个 RMSE 概括所有病人，对这一组太悲观。这时最小二乘的拟合仍然可用，但同样宽的区间，不可能处处合适。
