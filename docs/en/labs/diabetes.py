# ---
# description: "A regression on real data as a lab of half an hour: split, baseline, fit, a choice by validation, one test, and the same steps on your own CSV."
# minutes: 30
# needs: "[gradient descent](../linear-regression/gradient-descent.md), [generalization](../linear-regression/generalization.md)"
# outcomes:
#   - keep the order of a study, from the split to the one test
#   - say by how much a model beats no model, and whether a difference is more than chance
#   - do the same with a table of your own
# moved:
#   other-solvers: diabetes-report.py
#   ridge: diabetes-report.py
#   residuals: diabetes-report.py
# ---

# %% [markdown]
# # Lab: the course of diabetes {#diabetes-lab}
#
# Ten measurements of a patient today; how far will the disease have progressed in a year, and by how much will we be wrong? The data are those of [the linear model](../linear-regression/model.md): 442 patients ([@efron2004]). In half an hour you do a whole study, in the order that a careful analyst keeps, with three functions that you write yourself; then the same steps run on a table of yours.
#
# Do it in the notebook of this page: it has the blanks, and no outputs. Whenever there is a question above a cell, write down your guess before you run it. Three times a fold called “compare” has the numbers that you should have.
#
# ## The data {#data}

# %%
import torch

from linearnets import DIABETES_FEATURES, load_diabetes

torch.set_num_threads(1)  # many small products: more threads would only wait for each other
X, y = load_diabetes(torch.float64)
assert X.isfinite().all() and y.isfinite().all() and len(X.unique(dim=0)) == len(X)
print(f"{len(y)} patients, {X.shape[1]} features")

# %% [markdown]
# No value is missing and no two patients have the same ten values; the line after loading makes sure of both.
#
# ## Three parts {#split}
#
# A model is judged on patients who had no part in choosing it. So we shuffle once, with a fixed seed, and split: the training set fits the parameters, the validation set is for every decision along the way, and the test set waits. We do not look at its values: whoever has seen the test patients is tempted to choose what suits them.

# %%
order = torch.randperm(len(y), generator=torch.Generator().manual_seed(0))
train, valid, test = order.split([266, 88, 88])
print(f"{len(train)} patients to fit, {len(valid)} to choose, {len(test)} wait")

# %% [markdown]
# ## A first look {#first-look}

# %%
print("       min   mean    max    std")
columns = torch.column_stack([X, y])[train].T
for name, column in zip((*DIABETES_FEATURES, "y"), columns, strict=True):
    (low, high), (std, mean) = column.aminmax(), torch.std_mean(column, correction=0)
    print(f"{name:4}{low:6.1f} {mean:6.1f} {high:6.1f} {std:6.1f}")

# %% [markdown]
# The table is a check of entries and units. `sex` is coded 1 and 2, `bp` is the mean blood pressure, `s1` to `s6` are blood values. Among the training patients the target `y` runs from 25 to 332, and the study gives it no unit. Two features against the target, for the first 90 training patients:

# %% alt="Two scatter plots of the target y, against bmi and s5, for 90 training patients. Both rise from left to right with a wide scatter; neither shows a bend."
import matplotlib.pyplot as plt

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
# Without features the best constant is [the mean of the targets](../linear-regression/squared-loss.md#best-constant) that we know. By how much is it wrong for new patients? We report the root mean squared error, RMSE, in units of the target.
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
# print(check("baseline-rmse", baseline_rmse))
# ```
#
# ??? success "Solution"

# %%
from linearnets.exercises import check


def baseline_rmse(y_train, y_new):
    constant = y_train.mean()
    return (y_new - constant).square().mean().sqrt()


assert check("baseline-rmse", baseline_rmse) == "right"

# %% [markdown]
# ??? question predict "The targets of the training patients have the standard deviation 76.8. What is the RMSE of their mean on those same patients?"
#     - [x] 76.8 ± 0.4: around their own mean, the two are the same number.
#     - 0: the mean of the errors is 0, but errors are squared before they are averaged.
#     - 54.3: that is $76.8 / \sqrt{2}$; the loss has a ½, an RMSE has none.
#
#     <!-- answer: on_same -->
#     The standard deviation is by definition the square root of the mean squared distance from the mean. On other patients the number is different, since their mean and their spread are different.

# %%
on_same, on_others = baseline_rmse(y[train], y[train]), baseline_rmse(y[train], y[valid])
print(f"RMSE of the mean: train {on_same:.2f}, valid {on_others:.2f}")

# %% [markdown]
# ??? note "Compare 1"
#     You have 76.77 and 74.04. Whatever we build has to beat the second number.
#
# ## Standardize {#standardize}
#
# The standard deviations of the features run from 0.5 to 34.5, so unequal that gradient descent would be slow without standardizing. The validation patients play the part of people who come tomorrow, and tomorrow's mean is not known today. Whose mean and standard deviation do they get?
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
# print(check("standardize-new", standardize_new))
# ```
#
# ??? success "Solution"

# %%
import torch

from linearnets.exercises import check


def standardize_new(X_train, X_new):
    std, mean = torch.std_mean(X_train, dim=0, correction=0)
    return (X_new - mean) / std


assert check("standardize-new", standardize_new) == "right"

# %% [markdown]
# ## The fit {#descent}
#
# A thousand steps of gradient descent from zero. `max_learning_rate` computes from the features the [limit](../linear-regression/learning-rate.md#limit) below which the descent converges; we take half of it.
#
# ??? question predict "The baseline is off by 74.04 points on the validation patients. By how much is the model, after a thousand steps?"
#     - [x] 52 ± 8: the features tell a good deal, and patients alike in all ten still differ.
#     - 5: one feature alone still leaves patients a hundred points apart; nine more cannot bring that down to 5.
#     - 74: that would be so if the features said nothing, but two plots show that they do.
#
#     <!-- answer: rmse(predict(Z_valid, w, b), y[valid]) -->
#     The scatter plots give a hint: at the same bmi the targets vary a little less than they do overall. With ten features the error is smaller still, but far from zero.

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
# ??? note "Compare 2"
#     After a thousand steps you have 52.09 on the validation set. Ten steps bring nearly everything. The validation error is still falling at the end: with 11 parameters and 266 patients there is little to overfit.
#
# The [report](diabetes-report.py#other-solvers) compares the fit with two other solvers and PyTorch.
#
# ## One feature or ten? {#choice}
#
# Would the bmi alone do? (Its model is fitted at once, by `least_squares`; the descent with all ten has practically arrived.) This is a choice, so it belongs to the validation set. A difference of two RMSEs does not show whether it is more than chance. So compare patient by patient: how much larger, on average, is the squared error of `other` than that of `y_hat`, and what is the standard error of this mean? (The differences are those of a sample of $n$ patients: take `.std()`, which divides by $n - 1$.)
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
# print(check("paired-change", paired_change))
# ```
#
# ??? success "Solution"

# %%
from linearnets.exercises import check


def paired_change(y, y_hat, other):
    change = (other - y).square() - (y_hat - y).square()
    return change.mean(), change.std() / len(y) ** 0.5


assert check("paired-change", paired_change) == "right"

# %% [markdown]
# ??? question predict "Without the other nine features, by how many standard errors does the squared error grow?"
#     - [x] More than two: the nine tell something that the bmi does not.
#     - Less than two: that could be chance, and the nine would not have shown their use.
#     - It falls: nine more features could overfit, but 266 patients are many for 11 parameters.
#
#     <!-- answer: more > 2 * error -->
#     Both models see the same 88 patients, and who is hard to predict is hard for both. In the differences most of that cancels, so their standard error is small enough to decide.

# %%
from linearnets import least_squares

bmi = [DIABETES_FEATURES.index("bmi")]
only = least_squares(Z_train[:, bmi], y[train])
by_ten, by_bmi = predict(Z_valid, w, b), predict(Z_valid[:, bmi], only.w, only.b)
more, error = paired_change(y[valid], by_ten, by_bmi)
print(f"RMSE: bmi alone {rmse(by_bmi, y[valid]):.2f}, all ten {rmse(by_ten, y[valid]):.2f}")
print(f"squared error without the nine {more:+.0f} ± {error:.0f}")

# %% [markdown]
# ??? note "Compare 3"
#     You have +1031 ± 400. The bmi alone would not do.
#
# ## The test, once {#test}
#
# Nothing will be changed after this cell. To see how much the RMSE owes to these 88 patients, we also draw as many from them with replacement, 2000 times over, and give the range of the middle nine tenths of the results.

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
# The model is off by about as much as on the validation set, so there is no sign that our choice was fitted to chance. It takes a third off the RMSE of the baseline.
#
# ## What the model does not know {#limits}
#
# It does not know causes: its weights describe who these patients were, and nobody's bmi was changed. It does not know other hospitals, other decades or patients outside the measured ranges; the split imitates new patients from the same study and no others. And it does not know what was never measured. Of the squared error of the baseline 43% is still there, and no learning rate will remove it.
#
# ## Your own data {#your-table}
#
# Now the same steps, without the comparison of two models and the interval, in one function, `study`, for a table of numbers of your own. `load_table` takes a CSV file, whose first line has the names of the columns, and the name of the column to predict. If something in the file is not a number, the error names the column and the line. Look at your table first:
#
# - One line is one case, nobody has several lines, and the lines are in no order of time ([exercise 4](../linear-regression/generalization.md#exercises)).
# - Leave out a column that is known only together with the target.
# - Leave out a column of words, or make it [columns of 0 and 1](../linear-regression/uncertainty.md#one-hot); leave out a line with a gap, or a column with many.
# - Leave out a column that is the same on nearly every line: its standard deviation on the training lines may be 0, and an error then names `X`, not the column.
# - From a spreadsheet, save as “CSV UTF-8”, with commas between the columns and a point in decimals. From a pandas table without `load_table`: `y_own = torch.tensor(df["y"].to_numpy("float64"))`, and `X_own` in the same way from `df.drop(columns="y")`.
#
# In the next cell the patients are written to a file, as an example to read.

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
# Run this as it is, then with a table of your own: put the path of your file in place of `example`, such as `"flats.csv"` for one beside the notebook (on Windows, too, with `/` between folders), and the name of your target in place of `"y"`.

# %%
X_own, y_own, _ = load_table(example, "y")
study(X_own, y_own)

# %% [markdown]
# The RMSE of the model, 52.08, is nearly that of the descent on the validation set; here `least_squares` has solved for the weights.
#
# As long as you still change things, look at the line `valid` only. If the model is much worse than the mean there, the lines may be too few, since each feature needs several, or an example lies far outside the others. Once, in the end, `study(X_own, y_own, final=True)` prints the line of the test, too. Is the model better than the mean in both? If it is in one only, that may be chance.
#
# ## What to try {#try}
#
# 1. Three or four other seeds in `study`, with `final=True`, since the test of these patients is over. Expect that most of them move the RMSE of the model by several points, in at least one of the two parts: 88 patients are few, and that is why one split is no proof.
# 2. Standardize the validation patients by their own mean and standard deviation: `standardize_new(X[valid], X[valid])`. Here the RMSE gets worse; think of a single patient who comes tomorrow: what is the standard deviation of one patient?
# 3. Leave out one of the ten at a time, and use `paired_change`. Expect that no single one costs two standard errors, though nine together did: much of what one column tells, the others tell too, and 88 patients are too few to be sure of the rest.
#
# Beyond this half hour lies [the report](diabetes-report.py): where ten thousand steps lead, two other solvers and PyTorch, a penalty, and what the residuals still show, all on the validation set. The functions used here: [`data`](../reference/data.md), [`losses`](../reference/losses.md), [`optim`](../reference/optim.md), [`closed_form`](../reference/closed-form.md). The next lab is [on handwritten digits](digits.py).
