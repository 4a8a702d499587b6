# ---
# description: "A regression on real data from the first look to the one test: split, baseline, gradient descent, two other solvers, PyTorch, ridge, residuals."
# jupyter:
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # Lab: the course of diabetes {#diabetes-lab}
#
# Ten measurements of a patient today; how far will the disease have progressed in a year, and by how much will we be wrong? The data are those of [the linear model](../linear-regression/model.md): 442 patients ([@efron2004]). The order of work is the one that a careful analyst keeps: set the test patients aside, say what a prediction without any features would cost, fit, check the fit against other programs, look at what is left over, and only then test, once.
#
# ## The data {#data}

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
# No value is missing and no patient occurs twice; the line after loading makes sure of both. At the values themselves we do not look yet: whoever has seen the test patients is tempted to choose what suits them.
#
# ## Three parts {#split}
#
# A model is judged on patients who had no part in choosing it. So we shuffle once, with a fixed seed, and split: the training set fits the parameters, the validation set is for every decision we make along the way, and the test set waits.

# %%
order = torch.randperm(len(y), generator=torch.Generator().manual_seed(0))
train, valid, test = order.split([266, 88, 88])
for part in (train, valid):
    std, mean = torch.std_mean(y[part], correction=0)
    print(f"{len(part):3} patients, mean of y {mean:.1f}, std {std:.1f}")
print(f"{len(test):3} patients wait")

# %% [markdown]
# The means differ by about ten points, which is ordinary: the mean of 88 patients with a standard deviation near 75 is itself uncertain by $75/\sqrt{88} \approx 8$. From here on the training set is for looking, the validation set for choosing, and the test set stays shut.
#
# ## A first look {#first-look}

# %%
print("       min   mean    max    std")
columns = torch.column_stack([X, y])[train].T
for name, column in zip((*DIABETES_FEATURES, "y"), columns, strict=True):
    (low, high), (std, mean) = column.aminmax(), torch.std_mean(column, correction=0)
    print(f"{name:4}{low:6.1f} {mean:6.1f} {high:6.1f} {std:6.1f}")

# %% [markdown]
# The table is a check of entries and units. `sex` is coded 1 and 2, `bp` is the mean blood pressure, `s1` to `s6` are blood values. The standard deviations run from 0.5 to 34.5, so unequal that gradient descent would be slow on them as they are. The target `y` runs from 25 to 332, and the study gives it no unit. Now two features against the target, for the first 90 training patients, so that the points do not cover each other:

# %% alt="Two scatter plots of the target y, against bmi and s5, for 90 training patients. Both rise from left to right with a wide scatter; neither shows a bend."
fig, axes = plt.subplots(1, 2, sharey=True)
for ax, name, color in zip(axes, ("bmi", "s5"), ("C0", "C2"), strict=True):
    column = X[train, DIABETES_FEATURES.index(name)]
    ax.plot(column[:90], y[train][:90], "o", color=color, markersize=3.5, alpha=0.6)
    ax.set(xlabel=name, yticks=[100, 200, 300])
axes[0].set_ylabel("$y$", rotation=0, labelpad=8)
plt.show()

# %% [markdown]
# Both rise, neither bends, and patients with the same value of a feature differ by a hundred points and more. A linear model is a sensible first try, and it will not be exact.
#
# ## The baseline {#baseline}
#
# Without features the best constant is [the mean of the training targets](../linear-regression/squared-loss.md#best-constant). Whatever we build has to beat it. We report the root mean squared error, in units of the target.

# %%
baseline = y[train].mean()


def rmse(y_hat, y):
    return (2 * half_squared_error(y_hat, y)).sqrt().item()


for part in (train, valid):
    error = rmse(baseline.expand(len(part)), y[part])
    print(f"{len(part):3} patients, RMSE of the mean {error:.2f}")

# %% [markdown]
# ## Gradient descent {#descent}
#
# We standardize, with the means and standard deviations of the training patients and nobody else. The others play the part of patients who come tomorrow, and tomorrow's mean is not known today. The learning rate is half the [limit](../linear-regression/learning-rate.md#limit): $\eta\lambda_{\max} = 1$, so the steepest direction is settled at once and none flips its sign. The best rate against the worst start would be nearly twice as large, and would make the steepest direction zigzag for hundreds of steps.

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

# %% alt="The error over the number of steps on a logarithmic axis, for 266 and for 88 patients. Both curves fall side by side and are nearly flat from 10 steps on, well below a dotted line, the baseline."
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
# Blue is the training set, orange the validation set, dotted the baseline on the latter. Ten steps bring nearly everything, a hundred leave 54.67; the rest, down to 54.51, lies in the directions of small eigenvalues and takes thousands. The validation error is lowest at the very end: with 11 parameters and 266 patients there is little to overfit. So we let the descent finish.
#
# ## Two other solvers {#other-solvers}
#
# A fit that only its own program confirms is not confirmed. `least_squares` solves [the normal equation](../linear-regression/normal-equation.md), scikit-learn decomposes the features in their own units, after subtracting their means, and neither takes a single step:

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
# All predictions agree to a millionth of a point. PyTorch walks the way that we walked: a layer, a loss, an optimizer, from zeros. Its `MSELoss` has no ½, so [half the rate](../linear-regression/with-pytorch.md#mse-loss) makes the same steps:

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
# Weights and bias are those of our own descent after as many steps.
#
# ## One feature or ten? {#choice}
#
# Are ten measurements worth taking, or would the bmi do? This is a choice, so it belongs to the validation set. The last line has the mean change of the squared error, patient by patient, with its standard error.

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
# Ten are worth taking: without the other nine the squared error grows by more than twice the standard error.
#
# ## A penalty? {#ridge}
#
# Some of the ten measure nearly the same, so their weights are large, of opposite signs, and uncertain. [Ridge regression](../linear-regression/ridge.md) adds $\frac{\lambda}{2} \lVert \mathbf{w} \rVert^2$ to the loss (here $\lambda$ is the strength of the penalty, not an eigenvalue) and makes them shorter. Do shorter weights predict new patients better? The last column compares with the fit without a penalty, again patient by patient.

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

# %% alt="Left: ten weights over the penalty on a logarithmic axis; the longest negative one shrinks first, and at the right end all are short. Right: the error of the training set and, below it, of the validation set; both are flat up to about 0.1 and then rise."
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
# Left the weights, right the error, blue on the training set and orange on the validation set. The penalty does what it promises: at 0.010 the weights are almost a third shorter. But the predictions gain nothing. Up to 0.316 the change of the squared error is within its standard error, at 1 just beyond, and only the largest penalty costs more than two of them. With 266 patients for 11 parameters there was nothing to repair, so we keep the model without a penalty, and its weights are still not to be read one by one.
#
# ## What is left over {#residuals}
#
# If the model had caught all there is to catch, the residuals $r_i = \hat{y}_i - y_i$ would look alike everywhere and show no pattern. Left: residuals against predictions. Right: the sorted residuals against what a normal distribution of the same spread would give; normal residuals lie on the line.

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

# %%
for group in y_hat.argsort().split(30):
    (low, high), r = y_hat[group].aminmax(), residual[group]
    print(f"predicted {low:5.1f} to {high:5.1f}: residual mean {r.mean():4.1f}, std {r.std():.1f}")

# %% [markdown]
# The distribution is close to normal, and the means are within the noise of 30 patients. But the spread is not the same everywhere: it grows with the prediction. One RMSE for all patients is too pessimistic for mild cases and too optimistic for severe ones. Least squares still gives a usable fit then, but an interval of constant width around its predictions would promise too much.
#
# ## The test, once {#test}
#
# Nothing will be changed after this cell. To see how much the number owes to these 88 patients, we also draw 88 of them with replacement, 2000 times over, and give the range of the middle nine tenths of the results.

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
# The model is off by about as much as on the validation set, so there is no sign that our choices were fitted to chance. It takes a third off the RMSE of the baseline.
#
# ## What the model does not know {#limits}
#
# It does not know causes: its weights describe who these patients were, and nobody's bmi was changed. It does not know other hospitals, other decades or patients outside the measured ranges; the split imitates new patients from the same study and no others. It does not know its own uncertainty, which differs from patient to patient. And it does not know what was never measured: 0.43 of the squared error of the baseline is still there, and no learning rate will remove it. Whether curved features or interactions would help is a question for the validation set, not for the test set, which is now used up.
#
# The functions used here: [`data`](../reference/data.md), [`losses`](../reference/losses.md), [`optim`](../reference/optim.md), [`closed_form`](../reference/closed-form.md). Back to [gradient descent](../linear-regression/gradient-descent.md).
