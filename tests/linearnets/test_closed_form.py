import math

import numpy as np
import pytest
import torch
from sklearn.linear_model import LinearRegression, Ridge

from linearnets import (
    append_ones,
    half_squared_error,
    half_squared_error_gradient,
    least_squares,
    load_diabetes,
    predict,
    ridge,
)

EXACT = {"rtol": 1e-12, "atol": 1e-12}


@pytest.fixture(scope="module")
def diabetes():
    return load_diabetes(torch.float64)


def with_condition(number, n, d, generator):
    """Features of mean 0 whose singular values run from `number` down to 1, and weights of size 1."""
    U, _ = torch.linalg.qr(append_ones(torch.randn(n, d, generator=generator).double()).flip(1))
    V, _ = torch.linalg.qr(torch.randn(d, d, generator=generator).double())
    singular = torch.logspace(math.log10(number), 0, d, dtype=torch.float64)
    return math.sqrt(n) * U[:, 1:] * singular @ V.T, torch.randn(d, generator=generator).double()


def test_least_squares_matches_its_formula(example):
    X, y, _, _ = example
    A = append_ones(X).numpy()
    expected = np.linalg.inv(A.T @ A) @ A.T @ y.numpy()
    w, b, rank = least_squares(X, y)

    np.testing.assert_allclose([*w, b], expected, rtol=1e-12)
    assert rank == 3


def test_least_squares_makes_the_gradient_vanish(diabetes):
    X, y = diabetes
    w, b, _ = least_squares(X, y)
    grad_w, grad_b = half_squared_error_gradient(X, y, w, b)

    assert grad_w.abs().max() < 1e-8 and grad_b.abs() < 1e-8


def test_least_squares_agrees_with_scikit_learn(diabetes):
    X, y = diabetes
    w, b, rank = least_squares(X, y)
    theirs = LinearRegression().fit(X, y)

    np.testing.assert_allclose(w, theirs.coef_, rtol=1e-9)
    assert b.item() == pytest.approx(theirs.intercept_, rel=1e-9)
    assert rank == 10


@pytest.mark.parametrize("condition", [1e1, 1e3, 1e5, 1e7])
def test_least_squares_is_as_exact_as_the_best_of_torch(condition, generator):
    X, w = with_condition(condition, 500, 8, generator)
    y = X @ w
    theirs = torch.linalg.lstsq(append_ones(X), y, driver="gelsd").solution[:-1]

    bound = max(10 * (theirs - w).norm(), 1e-15 * condition)
    assert (least_squares(X, y).w - w).norm() < bound


def test_least_squares_in_float32_keeps_a_direction_that_torch_cuts_off(generator):
    X, w = with_condition(2e3, 10_000, 10, generator)
    X, w = X.float(), w.float()
    y = (X.double() @ w.double()).float()
    error = (least_squares(X, y).w - w).norm() / w.norm()

    assert error < 1e-4
    theirs = torch.linalg.lstsq(X, y, driver="gelsd").solution
    assert (theirs - w).norm() / w.norm() > 0.01


def test_least_squares_returns_the_dtype_of_its_features(example):
    X, y, _, _ = example
    fit = least_squares(X.float(), y.float())

    assert fit.w.dtype == fit.b.dtype == torch.float32
    torch.testing.assert_close(fit.w, least_squares(X, y).w.float(), rtol=1e-5, atol=1e-5)


@pytest.mark.parametrize(
    ("columns", "rank"), [([0, 0], 1), ([0, 1, 0, 1, 2], 3), ([0, 1, 2, 2, 2, 2, 2, 2, 2], 3)]
)
def test_least_squares_with_repeated_columns_has_the_shortest_weights(example, columns, rank):
    X, y, _, _ = example
    X = X[:, columns]
    w, b, found = least_squares(X, y)
    centred = X - X.mean(dim=0)

    assert found == rank
    torch.testing.assert_close(w, torch.linalg.pinv(centred) @ (y - y.mean()), **EXACT)
    torch.testing.assert_close(b, y.mean() - X.mean(dim=0) @ w)


def test_least_squares_is_shortest_in_the_units_of_the_features(example):
    X, y, _, _ = example
    X = torch.column_stack([X, 100 * X[:, 0] + X[:, 1]])
    w, _, rank = least_squares(X, y)

    assert rank == 3
    expected = torch.linalg.pinv(X - X.mean(dim=0)) @ (y - y.mean())
    torch.testing.assert_close(w, expected, rtol=1e-9, atol=1e-9)


@pytest.mark.parametrize("constant", [0.0, 0.1, 1.0, 1e9])
def test_least_squares_gives_a_constant_column_no_weight(example, constant):
    X, y, _, _ = example
    w, b, rank = least_squares(torch.column_stack([torch.full_like(y, constant), X]), y)
    expected = least_squares(X, y)

    assert (w[0], rank) == (0, 3)
    torch.testing.assert_close(w[1:], expected.w, **EXACT)
    torch.testing.assert_close(b, expected.b, **EXACT)


def test_least_squares_with_fewer_examples_than_features_fits_them_all(example):
    X, y, _, _ = example
    X, y = X.T, y[:3]
    w, b, rank = least_squares(X, y)

    assert rank == 2
    torch.testing.assert_close(predict(X, w, b), y, **EXACT)
    torch.testing.assert_close(w, torch.linalg.pinv(X - X.mean(dim=0)) @ (y - y.mean()), **EXACT)


@pytest.mark.timeout(5)  # a matrix of features by features would take a minute
def test_least_squares_with_many_more_features_than_examples_takes_no_time(generator):
    X = torch.randn(3, 4000, generator=generator)
    w, b, rank = least_squares(X, torch.tensor([1.0, 2.0, 4.0]))

    assert rank == 2
    torch.testing.assert_close(predict(X, w, b), torch.tensor([1.0, 2.0, 4.0]))


def test_least_squares_tells_columns_apart_that_differ_by_more_than_rounding(generator):
    x, difference = torch.randn(2, 50, generator=generator)
    X = torch.column_stack([x, x + 1e-4 * difference])
    w, _, rank = least_squares(X, X[:, 0] - X[:, 1])

    assert rank == 2
    torch.testing.assert_close(w, torch.tensor([1.0, -1.0]), rtol=1e-2, atol=1e-2)


def test_least_squares_of_one_example_predicts_it():
    w, b, rank = least_squares(torch.tensor([[1.0, 2.0]]), torch.tensor([3.0]))

    assert (w.tolist(), b.item(), rank) == ([0, 0], 3, 0)


def test_least_squares_without_features_is_the_mean():
    w, b, rank = least_squares(torch.zeros(3, 0), torch.tensor([1.0, 2.0, 6.0]))

    assert (w.shape, b.item(), rank) == ((0,), 3, 0)


def test_least_squares_is_not_troubled_by_units(example):
    X, y, _, _ = example
    units = torch.tensor([1e12, 1.0, 1e-150], dtype=torch.float64)
    w, b, rank = least_squares(X * units, y)
    expected = least_squares(X, y)

    assert rank == 3
    torch.testing.assert_close(w * units, expected.w, **EXACT)
    torch.testing.assert_close(b, expected.b, **EXACT)


def test_least_squares_counts_repeated_rows_as_weights(example):
    X, y, _, _ = example
    w, b, _ = least_squares(X[[0, 0, 1, 2, 3, 4, 5, 6]], y[[0, 0, 1, 2, 3, 4, 5, 6]])
    A, counts = append_ones(X), torch.tensor([2.0, 1, 1, 1, 1, 1, 1]).double()
    expected = torch.linalg.solve(A.T * counts @ A, A.T * counts @ y)

    torch.testing.assert_close(torch.cat([w, b[None]]), expected, **EXACT)


def test_least_squares_does_not_change_its_data(example):
    X, y = example[0].clone(), example[1].clone()
    least_squares(X, y)

    assert torch.equal(X, example[0]) and torch.equal(y, example[1])


def test_least_squares_names_features_that_overflow():
    X = torch.tensor([[1.7e308], [-1.7e308], [1.7e308]], dtype=torch.float64)

    with pytest.raises(ValueError) as caught:
        least_squares(X, torch.zeros(3).double())

    text = "expected sums in the range of float64, but X has entries to 1.7e+308"
    assert str(caught.value) == text


def test_least_squares_says_when_the_weights_overflow():
    X, y = torch.tensor([[0.0], [1e-30]]), torch.tensor([0.0, 1e30])

    with pytest.raises(ValueError, match=r"a solution in the range of torch\.float32"):
        least_squares(X, y)


def test_ridge_matches_its_formula(example):
    X, y, _, _ = example
    centred, n = X - X.mean(dim=0), len(y)
    matrix = centred.T @ centred / n + 0.3 * torch.eye(3).double()
    w, b = ridge(X, y, 0.3)

    torch.testing.assert_close(w, torch.linalg.inv(matrix) @ centred.T @ y / n)
    torch.testing.assert_close(b, y.mean() - X.mean(dim=0) @ w)


def test_ridge_makes_the_gradient_of_the_penalised_loss_vanish(example):
    X, y, _, _ = example
    w, b = (part.requires_grad_() for part in ridge(X, y, 0.3))
    (half_squared_error(predict(X, w, b), y) + 0.3 / 2 * w @ w).backward()

    assert w.grad.abs().max() < 1e-12 and b.grad.abs() < 1e-12


@pytest.mark.parametrize("penalty", [1e-6, 0.1, 100.0])
def test_ridge_agrees_with_scikit_learn(diabetes, penalty):
    X, y = diabetes
    w, b = ridge(X, y, penalty)
    theirs = Ridge(alpha=len(y) * penalty, solver="svd").fit(X, y)

    np.testing.assert_allclose(w, theirs.coef_, rtol=1e-9)
    assert b.item() == pytest.approx(theirs.intercept_, rel=1e-9)


@pytest.mark.parametrize("rows", [2, 7])
def test_ridge_of_a_tiny_penalty_is_the_shortest_least_squares(example, rows):
    X, y = example[0][:rows, [0, 1, 2, 2]], example[1][:rows]
    w, b = ridge(X, y, 1e-8)
    expected = least_squares(X, y)

    torch.testing.assert_close(w, expected.w, rtol=1e-6, atol=1e-6)
    torch.testing.assert_close(b, expected.b, rtol=1e-6, atol=1e-6)


def test_ridge_of_a_huge_penalty_is_the_mean(example):
    X, y, _, _ = example
    w, b = ridge(X, y, 1e15)

    assert w.abs().max() < 1e-14
    torch.testing.assert_close(b, y.mean())


def test_ridge_stays_right_where_squares_would_overflow(example):
    X, y, _, _ = example
    w, _ = ridge(1e200 * X, y, 1e-3)

    torch.testing.assert_close(1e200 * w, least_squares(X, y).w)


@pytest.mark.bad_input
@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"X": torch.ones(4)}, "expected shape (n, d), but X has shape (4,)"),
        ({"X": torch.ones(4, 2).long()}, "expected a floating-point dtype, but X has torch.int64"),
        ({"X": torch.full((4, 2), math.inf)}, "expected finite values, but X has inf at index"),
        ({"X": torch.ones(0, 2), "y": torch.ones(0)}, "expected at least one row, but X has"),
        ({"y": torch.ones(4, 1)}, "expected shape (n,) with n = 4, but y has shape (4, 1)"),
        ({"y": torch.ones(4).double()}, "expected the dtype of X, torch.float32, but y has"),
        ({"y": torch.full((4,), math.nan)}, "expected finite values, but y has nan at index (0,)"),
        ({"y": [1.0]}, "expected a torch.Tensor, but y has type list"),
    ],
)
@pytest.mark.parametrize("solve", [least_squares, lambda X, y: ridge(X, y, 1.0)])
def test_the_closed_form_names_the_argument_that_does_not_fit(solve, change, message):
    with pytest.raises((ValueError, TypeError)) as caught:
        solve(**{"X": torch.ones(4, 2), "y": torch.ones(4), **change})

    assert str(caught.value).startswith(message)


@pytest.mark.bad_input
@pytest.mark.parametrize("penalty", [0, -1.0, math.nan, "1"])
def test_ridge_names_a_penalty_that_is_not_above_zero(penalty):
    with pytest.raises(ValueError, match="expected a finite number above 0, but penalty has value"):
        ridge(torch.ones(4, 2), torch.ones(4), penalty)
