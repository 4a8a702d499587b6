# ---
# description: "Beyond the lab on diabetes: ten thousand steps of gradient descent, two other solvers and PyTorch, a penalty, and what the residuals show."
# minutes: 30
# deeper: true
# needs: "[the lab](diabetes.py), [ridge regression](../linear-regression/ridge.md)"
# outcomes:
#   - compare a fit with other solvers before you trust it
#   - judge a penalty patient by patient, not by two RMSEs
#   - read from residuals where one number for all patients misleads
# ---

# %% [markdown]
# # Report: the course of diabetes {#diabetes-report}
#
# This page goes on from the [lab](diabetes.py). There is nothing to fill in; it shows what we found, all of it on the validation set and before the test. The split is that of the lab, and the features are standardized by the training patients.

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
# ## Ten thousand steps {#descent}
#
# The learning rate is half the [limit](../linear-regression/learning-rate.md#limit): $\eta\lambda_{\max} = 1$, so the steepest direction is settled at once and none flips its sign. A rate nearly twice as large would be the best one for the worst start, but it would make the steepest direction zigzag for hundreds of steps.

# %%
lam = torch.linalg.eigvalsh(half_squared_error_hessian(Z_train))
lr = max_learning_rate(Z_train) / 2
w, b, history = gradient_descent(Z_train, y[train], lr, num_steps=10_000)

print(f"condition number {lam[-1] / lam[0]:.0f}, learning rate {lr:.3f}")
for t in (0, 1, 10, 100, 1000, 10_000):
    on_train = rmse(predict(Z_train, history.w[t], history.b[t]), y[train])
    on_valid = rmse(predict(Z_valid, history.w[t], history.b[t]), y[valid])
    print(f"step {t:5}  RMSE train {on_train:6.2f}  valid {on_valid:6.2f}")

# %% alt="The error against the number of steps on a logarithmic axis, for 266 and for 88 patients. Both curves fall side by side and are nearly flat from 10 steps on, well below a dotted line, the baseline."
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
# Blue is the training set, orange the validation set, dotted the baseline on the latter. Ten steps bring nearly everything. On the training set a hundred leave 54.67; the rest, down to 54.51, lies in the directions of small eigenvalues and takes some eight hundred more. The validation error rises a little after a dozen steps, then falls again, and is lowest at the very end: with 11 parameters and 266 patients there is little to overfit. So we let the descent finish.
#
# ## Two other solvers {#other-solvers}
#
# A fit that only its own program confirms is not confirmed. `least_squares` and scikit-learn both find the solution of [the normal equation](../linear-regression/normal-equation.md) by singular values, without a single step:

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
# All predictions agree to a millionth of a point. PyTorch takes the same path as we did: a layer, a loss, an optimizer, from zeros. Its `MSELoss` has no ½, so [half the rate](../linear-regression/with-pytorch.md#mse-loss) makes the same steps:

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
# Weights and bias are those of our own descent after as many steps, up to rounding.
#
# ## A penalty? {#ridge}
#
# `s1` is nearly a sum of multiples of `s2`, `s3` and `s5`, so large weights can almost cancel: those of `s1` and `s2` are large, of opposite signs, and uncertain. [Ridge regression](../linear-regression/ridge.md) adds $\frac{\lambda}{2} \lVert \mathbf{w} \rVert^2$ to the loss (here $\lambda$ is the strength of the penalty, not an eigenvalue) and makes the vector of weights shorter. Do shorter weights predict new patients better?
#
# In the table, the last column is the change of the squared error from the fit without a penalty, again patient by patient; after ± comes its standard error.

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

# %% alt="Left: ten weights against the penalty on a logarithmic axis; the longest negative one shrinks first, and at the right end all are short. Right: the error of the training set and, below it, of the validation set; both are flat up to about 0.1 and then rise."
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
# Left: the weights. Right: the error, blue on the training set and orange on the validation set. The penalty does what it promises: at 0.010 the weights are almost a third shorter. But the predictions gain nothing. Up to 0.316 the change of the squared error is within its standard error, at 1 just beyond, and only the largest penalty costs more than two of them. We see nothing to repair, so we keep the model without a penalty, and its weights are still not to be read one by one.
#
# ## What is left over {#residuals}
#
# If the model had caught all there is to catch and the noise had the same spread everywhere, the residuals $r_i = \hat{y}_i - y_i$ would show no pattern. Left: residuals against predictions. Right: the sorted residuals against the values that a normal distribution of the same spread would give. Below $\sigma\,\Phi^{-1}(p)$ lies the share $p$ of that distribution; here $\sigma$ is the deviation of the residuals, and the $i$-th of them belongs to $p = (i - \frac{1}{2})/88$. Normal residuals lie near the line.

# %% alt="Left: residuals of 88 validation patients against their predictions; the cloud is centred on zero and widens to the right. Right: the sorted residuals against normal quantiles lie close to the diagonal."
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
# Three groups by prediction, with the mean and standard deviation of their residuals:

# %%
for group in y_hat.argsort().split(30):
    (low, high), r = y_hat[group].aminmax(), residual[group]
    print(f"{low:5.1f} to {high:5.1f}: mean {r.mean():4.1f}, std {r.std():.1f}")

# %% [markdown]
# The distribution is close to normal, and the means are within the noise of 30 patients. But the spread is not the same everywhere: it is smallest where the predictions are lowest, and there one RMSE for all patients is too pessimistic. Least squares still gives a usable fit then, but no interval of constant width can be right everywhere.
