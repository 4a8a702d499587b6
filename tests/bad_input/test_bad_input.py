"""Bad input, call by call, and what the error says of it: `expected <what>, but <name> has <value>`."""

import math
from fractions import Fraction

import numpy as np
import pytest
import torch
from matplotlib.figure import Figure

import linearnets
from linearnets import (
    exercises,
    gradient_descent,
    loss_contours,
    minibatch_sgd,
    synthetic_regression,
)

X, y, w, b = torch.ones(3, 2), torch.ones(3), torch.ones(2), torch.tensor(1.0)
labels, logits, W, c = torch.tensor([0, 1, 1]), torch.ones(3, 2), torch.ones(2, 2), torch.ones(2)
probs, p = torch.full((3, 2), 0.5), torch.tensor([0.5, 0.5])
nan, inf = torch.tensor(math.nan), torch.tensor(math.inf)
ax = Figure().subplots()


def descend(X=X, y=y, lr=0.1, num_steps=1, **start):
    gradient_descent(X, y, lr, num_steps, **start)


def sgd(X=X, y=y, lr=0.1, num_epochs=1, batch_size=2, **rest):
    minibatch_sgd(X, y, lr, num_epochs, batch_size=batch_size, **rest)


def synthetic(w=w, b=b, n=3, noise_std=1.0, **seed):
    synthetic_regression(w, b, n, noise_std=noise_std, **seed)


def contours(loss=lambda u, v: u**2 + v**2, x=(0, 1), y=(0, 1), **levels):
    loss_contours(ax, loss, x, y, **levels)


CALLS = """
predict(X.numpy(), w, b) -> a torch.Tensor, but X has type ndarray
predict(X[None], w, b) -> shape (n, d), but X has shape (1, 3, 2)
predict(X * nan, w, b) -> finite values, but X has nan at index (0, 0)
predict(X[:0], w, b) -> at least one row, but X has shape (0, 2)
predict(X, w.tolist(), b) -> a torch.Tensor, but w has type list
predict(X, w.double(), b) -> the dtype of X, torch.float32, but w has torch.float64
predict(X, w, b.tolist()) -> a torch.Tensor, but b has type float
predict(X, w, b[None]) -> shape (), but b has shape (1,)
predict(torch.tensor([[3e38, 3e38]]), torch.tensor([2.0, -2.0]), b) -> a calculation in the range of torch.float32, but X has magnitude 3e+38
predict(1e20 * X, 1e20 * w, b) -> a calculation in the range of torch.float32, but X has magnitude 1e+20
append_ones(X[None]) -> shape (n, d), but X has shape (1, 3, 2)
half_squared_error(y.tolist(), y) -> a torch.Tensor, but y_hat has type list
half_squared_error(y.long(), y) -> a floating-point dtype of 16 bits or more, but y_hat has torch.int64
half_squared_error(y * nan, y) -> finite values, but y_hat has nan at index (0,)
half_squared_error(y[:0], y) -> at least one row, but y_hat has shape (0,)
half_squared_error(y, y.tolist()) -> a torch.Tensor, but y has type list
half_squared_error(y, y.long()) -> a floating-point dtype of 16 bits or more, but y has torch.int64
half_squared_error(y, y * nan) -> finite values, but y has nan at index (0,)
half_squared_error(y, y.double()) -> the dtype of y_hat, torch.float32, but y has torch.float64
half_squared_error(y, -1e20 * y) -> a calculation in the range of torch.float32, but y has magnitude 1e+20
half_squared_error(600 * y.half(), y.half()) -> a calculation in the range of torch.float16, but y_hat has magnitude 600
half_squared_error_gradient(1e20 * X, y, w, b) -> a calculation in the range of torch.float32, but X has magnitude 1e+20
half_squared_error_hessian(1e20 * X) -> a calculation in the range of torch.float32, but X has magnitude 1e+20
half_squared_error_gradient(X[None], y, w, b) -> shape (n, d), but X has shape (1, 3, 2)
half_squared_error_gradient(X, y[None], w, b) -> shape (n,) with n = 3, but y has shape (1, 3)
half_squared_error_gradient(X, y, w[None], b) -> shape (d,) with d = 2, but w has shape (1, 2)
half_squared_error_gradient(X, y, w, b[None]) -> shape (), but b has shape (1,)
half_squared_error_hessian(X[None]) -> shape (n, d), but X has shape (1, 3, 2)
max_learning_rate(1e200 * X.double()) -> a calculation in the range of torch.float64, but X has magnitude 1e+200
max_learning_rate(X[None]) -> shape (n, d), but X has shape (1, 3, 2)
least_squares(X.tolist(), y) -> a torch.Tensor, but X has type list
least_squares(X.long(), y) -> a floating-point dtype of 16 bits or more, but X has torch.int64
least_squares(X[None], y) -> shape (n, d), but X has shape (1, 3, 2)
least_squares(X * nan, y) -> finite values, but X has nan at index (0, 0)
least_squares(X[:0], y) -> at least one row, but X has shape (0, 2)
least_squares(X, y.tolist()) -> a torch.Tensor, but y has type list
least_squares(X, y.long()) -> a floating-point dtype of 16 bits or more, but y has torch.int64
least_squares(X, y * nan) -> finite values, but y has nan at index (0,)
least_squares(X, y.double()) -> the dtype of X, torch.float32, but y has torch.float64
standardize(torch.tensor([[1.0], [1.0000001], [1.0]])) -> columns that vary, but X has std 5.62e-08 in column 0
standardize(X[None]) -> shape (n, d), but X has shape (1, 3, 2)
softmax(logits.tolist()) -> a torch.Tensor, but logits has type list
softmax(logits.long()) -> a floating-point dtype of 16 bits or more, but logits has torch.int64
softmax(logits[None]) -> shape (n, q), but logits has shape (1, 3, 2)
softmax(logits * nan) -> finite values, but logits has nan at index (0, 0)
softmax(logits[:0]) -> at least one row, but logits has shape (0, 2)
log_softmax(torch.tensor([[3e38, -3e38]])) -> a calculation in the range of torch.float32, but logits has magnitude 3e+38
log_softmax(logits[None]) -> shape (n, q), but logits has shape (1, 3, 2)
log_sum_exp(logits[None]) -> shape (n, q), but logits has shape (1, 3, 2)
entropy(p.tolist()) -> a torch.Tensor, but p has type list
entropy(p.long()) -> a floating-point dtype of 16 bits or more, but p has torch.int64
entropy(p[None]) -> shape (num_outcomes,), but p has shape (1, 2)
entropy(p * nan) -> finite values, but p has nan at index (0,)
entropy(p[:0]) -> at least one outcome, but p has shape (0,)
distribution_cross_entropy(p[None], p) -> shape (num_outcomes,), but p has shape (1, 2)
kl_divergence(p.tolist(), p) -> a torch.Tensor, but p has type list
kl_divergence(p[None], p) -> shape (num_outcomes,), but p has shape (1, 2)
kl_divergence(p, p.tolist()) -> a torch.Tensor, but q has type list
cross_entropy(logits.tolist(), labels) -> a torch.Tensor, but logits has type list
cross_entropy(logits.long(), labels) -> a floating-point dtype of 16 bits or more, but logits has torch.int64
cross_entropy(logits[None], labels) -> shape (n, q), but logits has shape (1, 3, 2)
cross_entropy(logits * nan, labels) -> finite values, but logits has nan at index (0, 0)
cross_entropy(logits[:0], labels) -> at least one row, but logits has shape (0, 2)
cross_entropy(logits, [0, 1, 1]) -> a torch.Tensor, but labels has type list
cross_entropy(logits, labels[:2]) -> shape (n,) with n = 3, but labels has shape (2,)
cross_entropy(logits, labels[:, None]) -> shape (n,) with n = 3, but labels has shape (3, 1)
cross_entropy(logits, labels.bool()) -> an integer dtype or a floating-point dtype of 16 bits or more, but labels has torch.bool
cross_entropy(logits, -labels) -> classes 0 or above, but labels has -1 at index 1
cross_entropy(logits, labels + 1) -> classes from 0 to 1, but labels has 2 at index 1
cross_entropy(torch.tensor([[3e38, -3e38]]), torch.tensor([1])) -> a calculation in the range of torch.float32, but logits has magnitude 3e+38
cross_entropy_gradient(X[None], labels, W, c) -> shape (n, d), but X has shape (1, 3, 2)
cross_entropy_gradient(X[:0], labels, W, c) -> at least one row, but X has shape (0, 2)
cross_entropy_gradient(X, labels[:, None], W, c) -> shape (n,) with n = 3, but labels has shape (3, 1)
cross_entropy_gradient(X, labels + 1, W, c) -> classes from 0 to 1, but labels has 2 at index 1
cross_entropy_gradient(X, labels.double(), W, c) -> an integer dtype, but labels has torch.float64
cross_entropy_gradient(X, labels, W[None], c) -> shape (d, q) with d = 2, but W has shape (1, 2, 2)
cross_entropy_gradient(X, labels, W.double(), c) -> the dtype of X, torch.float32, but W has torch.float64
cross_entropy_gradient(X, labels, W, c[None]) -> shape (q,) with q = 2, but b has shape (1, 2)
cross_entropy_gradient(X, labels, W, c.double()) -> the dtype of X, torch.float32, but b has torch.float64
brier_score(probs[None], labels) -> shape (n, q), but probs has shape (1, 3, 2)
brier_score(probs * nan, labels) -> finite values, but probs has nan at index (0, 0)
brier_score(probs[:0], labels) -> at least one row, but probs has shape (0, 2)
brier_score(probs, labels[:, None]) -> shape (n,) with n = 3, but labels has shape (3, 1)
brier_score(probs, labels + 1) -> classes from 0 to 1, but labels has 2 at index 1
brier_score(probs, labels.double()) -> an integer dtype, but labels has torch.float64
calibration(probs[None], labels) -> shape (n, q), but probs has shape (1, 3, 2)
calibration(probs, labels + 1) -> classes from 0 to 1, but labels has 2 at index 1
accuracy(labels[:, None], labels) -> shape (n,), but labels_hat has shape (3, 1)
accuracy(labels.double(), labels) -> an integer dtype, but labels_hat has torch.float64
accuracy(labels, labels[:, None]) -> shape (n,) with n = 3, but labels has shape (3, 1)
accuracy(labels, labels.double()) -> an integer dtype, but labels has torch.float64
predict(X, torch.ones(3), b) -> shape (d,) with d = 2, but w has shape (3,)
predict(X, w * inf, b) -> finite values, but w has inf at index (0,)
predict(X.to_sparse(), w, b) -> a dense tensor with values, but X has torch.sparse_coo on cpu
predict(X.to("meta"), w, b) -> a dense tensor with values, but X has torch.strided on meta
predict(X, w.to("meta"), b) -> a dense tensor with values, but w has torch.strided on meta
predict(torch.nested.nested_tensor([w, w, w]), w, b) -> a dense tensor with values, but X has nested rows
predict(X.to(torch.complex64), w, b) -> a floating-point dtype of 16 bits or more, but X has torch.complex64
predict(X.to(torch.float8_e5m2), w, b) -> a floating-point dtype of 16 bits or more, but X has torch.float8_e5m2
half_squared_error(y[:, None], y) -> shape (n,), but y_hat has shape (3, 1)
half_squared_error(y, y[:, None]) -> shape (n,) with n = 3, but y has shape (3, 1)
half_squared_error(y, y[:1]) -> shape (n,) with n = 3, but y has shape (1,)
softmax(torch.ones(3, 0)) -> at least one class, but logits has shape (3, 0)
softmax(torch.tensor([[0.0, math.inf]])) -> finite values, but logits has inf at index (0, 1)
cross_entropy(torch.ones(3, 0), labels) -> at least one class, but logits has shape (3, 0)
cross_entropy(logits, torch.tensor([[0, 1], [1, 0], [1, 0]])) -> a floating-point dtype of 16 bits or more for shape (n, q), but labels has torch.int64
cross_entropy(logits, labels.float()) -> an integer dtype for shape (n,), but labels has torch.float32
cross_entropy(logits, torch.full((3, 2), 0.25)) -> probabilities that sum to 1, but labels has a sum that is off by 0.5
cross_entropy(logits, torch.tensor([[1.5, -0.5]] * 3)) -> no negative probability, but labels has a smallest of -0.5
cross_entropy(logits, probs[:1]) -> shape (n, q) with n = 3, q = 2, but labels has shape (1, 2)
cross_entropy(logits, probs.double()) -> the dtype of logits, torch.float32, but labels has torch.float64
cross_entropy_gradient(1e30 * X, labels, 1e30 * W, c) -> a calculation in the range of torch.float32, but X has magnitude 1e+30
cross_entropy_gradient(X, labels, torch.ones(2, 3), c) -> shape (q,) with q = 3, but b has shape (2,)
entropy(torch.tensor([0.5, 0.6])) -> probabilities that sum to 1, but p has a sum that is off by 0.1
entropy(torch.tensor([0.5, 0.5001])) -> probabilities that sum to 1, but p has a sum that is off by 0.0001
entropy(torch.tensor([1.5, -0.5])) -> no negative probability, but p has a smallest of -0.5
entropy(torch.zeros(16, dtype=torch.bfloat16)) -> probabilities that sum to 1, but p has a sum that is off by 1
entropy(torch.full((100_000,), 0.91e-5)) -> probabilities that sum to 1, but p has a sum that is off by 0.09
entropy(torch.full((100_000,), 1.1e-5).half()) -> probabilities that sum to 1, but p has a sum that is off by 0.103
kl_divergence(p, torch.tensor([0.5, 0.6])) -> probabilities that sum to 1, but q has a sum that is off by 0.1
kl_divergence(p, torch.tensor([1.5, -0.5])) -> no negative probability, but q has a smallest of -0.5
kl_divergence(p, torch.ones(3) / 3) -> shape (num_outcomes,) with num_outcomes = 2, but q has shape (3,)
distribution_cross_entropy(p, torch.tensor([0.5, 0.6])) -> probabilities that sum to 1, but q has a sum that is off by 0.1
distribution_cross_entropy(p, torch.ones(3) / 3) -> shape (num_outcomes,) with num_outcomes = 2, but q has shape (3,)
distribution_cross_entropy(torch.ones(0), torch.ones(0)) -> at least one outcome, but p has shape (0,)
brier_score(2 * probs, labels) -> probabilities that sum to 1, but probs has a sum that is off by 1
brier_score(torch.tensor([[1.5, -0.5]] * 3), labels) -> no negative probability, but probs has a smallest of -0.5
brier_score(torch.ones(3, 0), labels) -> at least one class, but probs has shape (3, 0)
calibration(2 * probs, labels) -> probabilities that sum to 1, but probs has a sum that is off by 1
calibration(probs, labels, 0) -> an integer from 1 to 1000000000, but num_bins has value 0
calibration(probs, labels, 10**10) -> an integer from 1 to 1000000000, but num_bins has value 10000000000
calibration(probs, labels, 2.0) -> an integer from 1 to 1000000000, but num_bins has value 2.0
calibration(probs, labels, True) -> an integer from 1 to 1000000000, but num_bins has value True
calibration(probs, labels, num_bins=None) -> an integer from 1 to 1000000000, but num_bins has value None
one_hot([0], 3) -> a torch.Tensor, but labels has type list
one_hot(labels.double(), 3) -> an integer dtype, but labels has torch.float64
one_hot(labels[:0], 3) -> at least one row, but labels has shape (0,)
one_hot(labels[:, None], 3) -> shape (n,), but labels has shape (3, 1)
one_hot(labels - 1, 3) -> classes 0 or above, but labels has -1 at index 0
one_hot(labels, 1) -> classes from 0 to 0, but labels has 1 at index 1
one_hot(labels, 0) -> an integer from 1 to 1000000000, but num_classes has value 0
one_hot(torch.nested.nested_tensor([labels]), 3) -> a dense tensor with values, but labels has nested rows
one_hot(labels.to_sparse(), 3) -> a dense tensor with values, but labels has torch.sparse_coo on cpu
one_hot(labels.to("meta"), 3) -> a dense tensor with values, but labels has torch.strided on meta
one_hot(labels.to(torch.complex64), 3) -> an integer dtype, but labels has torch.complex64
one_hot(labels, 10**30) -> an integer from 1 to 1000000000, but num_classes has value 1000000000000000000000000000000
one_hot(labels, 2.0) -> an integer from 1 to 1000000000, but num_classes has value 2.0
one_hot(labels, True) -> an integer from 1 to 1000000000, but num_classes has value True
one_hot(labels, Fraction(3)) -> an integer from 1 to 1000000000, but num_classes has value Fraction(3, 1)
one_hot(labels, torch.tensor(3)) -> an integer from 1 to 1000000000 and no tensor, but num_classes has value tensor(3)
one_hot(labels, 3, dtype=torch.int64) -> a floating-point dtype of 16 bits or more, but dtype has value torch.int64
one_hot(labels, 3, dtype=torch.zeros(())) -> a floating-point dtype of 16 bits or more, but dtype has value tensor(0.)
one_hot(labels, 3, dtype=float) -> a floating-point dtype of 16 bits or more, but dtype has value <class 'float'>
confusion_matrix([0], labels, 2) -> a torch.Tensor, but labels_hat has type list
confusion_matrix(labels, labels[:2], 2) -> shape (n,) with n = 3, but labels has shape (2,)
confusion_matrix(labels, labels.double(), 2) -> an integer dtype, but labels has torch.float64
confusion_matrix(labels + 1, labels, 2) -> classes from 0 to 1, but labels_hat has 2 at index 1
confusion_matrix(labels, labels + 1, 2) -> classes from 0 to 1, but labels has 2 at index 1
confusion_matrix(labels, labels, 2**31) -> an integer from 1 to 1000000000, but num_classes has value 2147483648
confusion_matrix(labels, labels, 0) -> an integer from 1 to 1000000000, but num_classes has value 0
confusion_matrix(labels, labels, np.float64(2)) -> an integer from 1 to 1000000000, but num_classes has value np.float64(2.0)
confusion_matrix(labels, labels, np.bool_(True)) -> an integer from 1 to 1000000000, but num_classes has value np.True_
accuracy(labels[:0], labels[:0]) -> at least one row, but labels_hat has shape (0,)
normal_nll(y, y, 0.0) -> a finite number above 0, but std has value 0.0
normal_nll(y, y, -1) -> a finite number above 0, but std has value -1
normal_nll(y, y, math.nan) -> a finite number above 0, but std has value nan
normal_nll(y, y, math.inf) -> a finite number above 0, but std has value inf
normal_nll(y, y, True) -> a finite number above 0, but std has value True
normal_nll(y, y, "1") -> a finite number above 0, but std has value '1'
normal_nll(y, 0 * y, 1e-50) -> a calculation in the range of torch.float32, but std has magnitude 1e-50
normal_nll(y, y, torch.zeros(())) -> a finite number above 0, but std has value 0.0
normal_nll(y, y, torch.ones(3)) -> shape (), but std has shape (3,)
normal_nll(y, y, torch.tensor(1)) -> a floating-point dtype of 16 bits or more, but std has torch.int64
normal_nll(y, y, b.double()) -> the dtype of y_hat, torch.float32, but std has torch.float64
normal_nll(y, y, inf) -> finite values, but std has inf at index ()
normal_nll(y[:, None], y, 1.0) -> shape (n,), but y_hat has shape (3, 1)
normal_nll(y, y[:2], 1.0) -> shape (n,) with n = 3, but y has shape (2,)
laplace_nll(y, y, 0.0) -> a finite number above 0, but scale has value 0.0
laplace_nll(y, y, Fraction(-1, 2)) -> a finite number above 0, but scale has value Fraction(-1, 2)
laplace_nll(y, 0 * y, 1e-50) -> a calculation in the range of torch.float32, but scale has magnitude 1e-50
laplace_nll(y, y, None) -> a finite number above 0, but scale has value None
laplace_nll(y, y, torch.zeros(())) -> a finite number above 0, but scale has value 0.0
laplace_nll(y, y, torch.ones(1)) -> shape (), but scale has shape (1,)
laplace_nll(y, [1.0], 1.0) -> a torch.Tensor, but y has type list
laplace_nll(y, y * nan, 1.0) -> finite values, but y has nan at index (0,)
least_squares(torch.tensor([[1.7e308], [-1.7e308], [-1.7e308]], dtype=torch.float64), y.double()) -> a calculation in the range of torch.float64, but X has magnitude 1.7e+308
least_squares(torch.ones(3, 1).double(), torch.tensor([1.7e308, -1.7e308, -1.7e308], dtype=torch.float64)) -> a calculation in the range of torch.float64, but y has magnitude 1.7e+308
least_squares(torch.tensor([[0.0], [1e-30]]), torch.tensor([0.0, 1e30])) -> a calculation in the range of torch.float32, but y has magnitude 1e+30
least_squares(X, y[:2]) -> shape (n,) with n = 3, but y has shape (2,)
ridge(X, y, 0) -> a finite number above 0, but penalty has value 0
ridge(X, y, -1.0) -> a finite number above 0, but penalty has value -1.0
ridge(X, y, math.nan) -> a finite number above 0, but penalty has value nan
ridge(X, y, "1") -> a finite number above 0, but penalty has value '1'
ridge(X, y, True) -> a finite number above 0, but penalty has value True
ridge(X, y, torch.tensor(1.0)) -> a finite number above 0 and no tensor, but penalty has value tensor(1.)
ridge(X, y, np.array(1.0)) -> a finite number above 0, but penalty has value array(1.)
ridge(X, y, 1j) -> a finite number above 0, but penalty has value 1j
ridge(X, y[:, None], 1.0) -> shape (n,) with n = 3, but y has shape (3, 1)
ridge(X * inf, y, 1.0) -> finite values, but X has inf at index (0, 0)
ridge(X, y.double(), 1.0) -> the dtype of X, torch.float32, but y has torch.float64
descend(X=X[0]) -> shape (n, d), but X has shape (2,)
descend(X=X.long()) -> a floating-point dtype of 16 bits or more, but X has torch.int64
descend(X=X[:0], y=y[:0]) -> at least one row, but X has shape (0, 2)
descend(X=X * nan) -> finite values, but X has nan at index (0, 0)
descend(y=y[:, None]) -> shape (n,) with n = 3, but y has shape (3, 1)
descend(y=y.double()) -> the dtype of X, torch.float32, but y has torch.float64
descend(y=y.long()) -> a floating-point dtype of 16 bits or more, but y has torch.int64
descend(w=torch.ones(3)) -> shape (d,) with d = 2, but w has shape (3,)
descend(w=[1.0, 2.0]) -> a torch.Tensor, but w has type list
descend(w=w * inf) -> finite values, but w has inf at index (0,)
descend(b=torch.ones(1)) -> shape (), but b has shape (1,)
descend(b=1.0) -> a torch.Tensor, but b has type float
descend(b=b.double()) -> the dtype of X, torch.float32, but b has torch.float64
descend(lr=0) -> a finite number above 0, but lr has value 0
descend(lr=-0.1) -> a finite number above 0, but lr has value -0.1
descend(lr=math.inf) -> a finite number above 0, but lr has value inf
descend(lr="0.1") -> a finite number above 0, but lr has value '0.1'
descend(lr=True) -> a finite number above 0, but lr has value True
descend(lr=None) -> a finite number above 0, but lr has value None
descend(lr=torch.tensor(0.1)) -> a finite number above 0 and no tensor, but lr has value tensor(0.1000)
descend(lr=Fraction(0)) -> a finite number above 0, but lr has value Fraction(0, 1)
descend(num_steps=0) -> an integer of at least 1, but num_steps has value 0
descend(num_steps=1.5) -> an integer of at least 1, but num_steps has value 1.5
descend(num_steps=np.uint8(0)) -> an integer of at least 1, but num_steps has value np.uint8(0)
descend(num_steps=True) -> an integer of at least 1, but num_steps has value True
descend(num_steps="3") -> an integer of at least 1, but num_steps has value '3'
descend(X=X[:, :0], y=1e30 * y) -> a calculation in the range of torch.float32, but y has magnitude 1e+30
descend(X=torch.tensor([[1e30, -1e30]] * 3), w=1e30 * w) -> a calculation in the range of torch.float32, but X has magnitude 1e+30
descend(X=1e200 * X.double(), y=y.double(), lr=1) -> a calculation in the range of torch.float64, but X has magnitude 1e+200
sgd(X=X[0]) -> shape (n, d), but X has shape (2,)
sgd(y=y[:2]) -> shape (n,) with n = 3, but y has shape (2,)
sgd(y=y * nan) -> finite values, but y has nan at index (0,)
sgd(lr=-0.1) -> a finite number above 0, but lr has value -0.1
sgd(lr=np.float32("nan")) -> a finite number above 0, but lr has value np.float32(nan)
sgd(num_epochs=0) -> an integer of at least 1, but num_epochs has value 0
sgd(num_epochs=2.0) -> an integer of at least 1, but num_epochs has value 2.0
sgd(batch_size=0) -> an integer of at least 1, but batch_size has value 0
sgd(batch_size=2.0) -> an integer of at least 1, but batch_size has value 2.0
sgd(batch_size=None) -> an integer of at least 1, but batch_size has value None
sgd(w=w.double()) -> the dtype of X, torch.float32, but w has torch.float64
sgd(generator=0) -> a torch.Generator, but generator has type int
sgd(generator=np.random.default_rng(0)) -> a torch.Generator, but generator has type Generator
minibatches(X.tolist(), y, 2) -> a torch.Tensor, but X has type list
minibatches(X, y.tolist(), 2) -> a torch.Tensor, but y has type list
minibatches(X[0], y, 2) -> shape (n, d), but X has shape (2,)
minibatches(X, y[:2], 2) -> shape (n,) with n = 3, but y has shape (2,)
minibatches(X, y[:, None], 2) -> shape (n,) with n = 3, but y has shape (3, 1)
minibatches(X, y.double(), 2) -> the dtype of X, torch.float32, but y has torch.float64
minibatches(X, y.bool(), 2) -> a floating-point dtype of 16 bits or more or an integer dtype, but y has torch.bool
minibatches(X, labels - 1, 2) -> classes 0 or above, but y has -1 at index 0
minibatches(X, labels[:, None], 2) -> shape (n,) with n = 3, but y has shape (3, 1)
minibatches(X[:0], y[:0], 2) -> at least one row, but X has shape (0, 2)
minibatches(X, y, 0) -> an integer of at least 1, but batch_size has value 0
minibatches(X, y, 2.0) -> an integer of at least 1, but batch_size has value 2.0
minibatches(X, y, False) -> an integer of at least 1, but batch_size has value False
minibatches(X, y, 2, generator=0) -> a torch.Generator, but generator has type int
standardize(torch.full((3, 2), -0.1)) -> columns that vary, but X has std 0 in column 0
standardize(1e200 * torch.tensor([[1.0], [-1.0]]).double()) -> a calculation in the range of torch.float64, but X has magnitude 1e+200
standardize(0 * X[:1]) -> columns that vary, but X has std 0 in column 0
synthetic(w=w[:, None]) -> shape (d,), but w has shape (2, 1)
synthetic(w=[1.0]) -> a torch.Tensor, but w has type list
synthetic(w=w.long()) -> a floating-point dtype of 16 bits or more, but w has torch.int64
synthetic(w=3e38 * w) -> a calculation in the range of torch.float32, but w has magnitude 3e+38
synthetic(b=b[None]) -> shape (), but b has shape (1,)
synthetic(b=1.0) -> a torch.Tensor, but b has type float
synthetic(b=b.double()) -> the dtype of w, torch.float32, but b has torch.float64
synthetic(n=0) -> an integer from 1 to 1000000000, but num_examples has value 0
synthetic(n=2**63) -> an integer from 1 to 1000000000, but num_examples has value 9223372036854775808
synthetic(n=3.0) -> an integer from 1 to 1000000000, but num_examples has value 3.0
synthetic(noise_std=-0.1) -> a finite number, 0 or above, but noise_std has value -0.1
synthetic(noise_std=math.inf) -> a finite number, 0 or above, but noise_std has value inf
synthetic(noise_std=1e39) -> a calculation in the range of torch.float32, but noise_std has magnitude 1e+39
synthetic(noise_std=True) -> a finite number, 0 or above, but noise_std has value True
synthetic(seed=1.5) -> an integer of at most 64 bits, but seed has value 1.5
synthetic(seed=2**64) -> an integer of at most 64 bits, but seed has value 18446744073709551616
synthetic(seed=True) -> an integer of at most 64 bits, but seed has value True
synthetic(seed=None) -> an integer of at most 64 bits, but seed has value None
load_diabetes(torch.int64) -> a floating-point dtype of 16 bits or more, but dtype has value torch.int64
load_diabetes("float32") -> a floating-point dtype of 16 bits or more, but dtype has value 'float32'
load_iris(torch.bool) -> a floating-point dtype of 16 bits or more, but dtype has value torch.bool
load_iris(np.array([1, 2])) -> a floating-point dtype of 16 bits or more, but dtype has value array([1, 2])
load_iris(np.float32) -> a floating-point dtype of 16 bits or more, but dtype has value <class 'numpy.float32'>
load_digits(torch.complex64) -> a floating-point dtype of 16 bits or more, but dtype has value torch.complex64
load_digits(torch.zeros(())) -> a floating-point dtype of 16 bits or more, but dtype has value tensor(0.)
load_text("alicia") -> one of ('alice', 'laozi'), but name has value 'alicia'
load_bigrams("Alice") -> one of ('alice', 'laozi'), but name has value 'Alice'
load_text(["alice"]) -> one of ('alice', 'laozi'), but name has value ['alice']
split_digits(torch.uint8) -> a floating-point dtype of 16 bits or more, but dtype has value torch.uint8
fit_digits(0) -> a finite number above 0, but penalty has value 0
fit_digits(penalty=-1e-3) -> a finite number above 0, but penalty has value -0.001
fit_digits(True) -> a finite number above 0, but penalty has value True
contours(x=(1, 0)) -> a tuple of two finite numbers, the smaller first, but x_range has value (1, 0)
contours(x=3) -> a tuple of two finite numbers, the smaller first, but x_range has value 3
contours(y=(0, 0)) -> a tuple of two finite numbers, the smaller first, but y_range has value (0, 0)
contours(y=(0, 1, 2)) -> a tuple of two finite numbers, the smaller first, but y_range has value (0, 1, 2)
contours(y=(0, math.inf)) -> a tuple of two finite numbers, the smaller first, but y_range has value (0, inf)
contours(x=(False, True)) -> a tuple of two finite numbers, the smaller first, but x_range has value (False, True)
contours(levels=0) -> an integer from 1 to 1000000000, but levels has value 0
contours(levels=5.0) -> an integer from 1 to 1000000000, but levels has value 5.0
contours(levels=np.array([1.0, 2.0])) -> an integer or a list of increasing numbers, but levels has value array([1., 2.])
contours(levels=[]) -> increasing finite numbers, but levels has value []
contours(levels=[2, 1]) -> increasing finite numbers, but levels has value [2, 1]
contours(levels="ab") -> increasing finite numbers, but levels has value 'ab'
contours(loss=lambda u, v: 2) -> a loss that varies, but loss has value 2 everywhere
contours(loss=lambda u, v: u.log()) -> finite values, but loss has -inf at (0, 0)
contours(loss=lambda u, v: torch.stack([u, v])) -> a loss that returns one number, but loss has result tensor([0., 0.], dtype=torch.float64)
contours(loss=lambda u, v: None) -> a loss that returns one number, but loss has result None
descent_path(ax, torch.ones(4, 3)) -> shape (t, 2), but points has shape (4, 3)
descent_path(ax, torch.ones(0, 2)) -> at least one row, but points has shape (0, 2)
descent_path(ax, [[1.0, 2.0]]) -> a torch.Tensor, but points has type list
descent_path(ax, torch.ones(4, 2).long()) -> a floating-point dtype of 16 bits or more, but points has torch.int64
descent_path(ax, nan * torch.ones(4, 2)) -> finite values, but points has nan at index (0, 0)
"""


@pytest.mark.filterwarnings("ignore:The PyTorch API of nested tensors")
@pytest.mark.parametrize(
    ("call", "message"), [row.split(" -> ") for row in CALLS.split("\n")[1:-1]]
)
def test_bad_input_is_refused_by_name(call, message):
    error = TypeError if "has type" in message else ValueError
    with pytest.raises(error) as caught:
        eval(call, {**vars(linearnets), **globals(), "np": np, "Fraction": Fraction})

    assert str(caught.value) == f"expected {message}"


def test_a_missing_argument_is_named_by_python():
    with pytest.raises(TypeError, match=r"predict\(\) missing 1 required .* argument: 'b'"):
        linearnets.predict(X, w)


def test_a_result_is_no_function():
    with pytest.raises(TypeError, match="expected a function, but answer has type Tensor"):
        exercises.check("predict", torch.zeros(3))


def test_load_table_takes_one_name_and_no_list(tmp_path):
    path = tmp_path / "flats.csv"
    path.write_text("area,rent\n50,700\n", "utf-8")
    with pytest.raises(ValueError, match=r"but target has value \['rent'\]"):
        linearnets.load_table(path, ["rent"])
