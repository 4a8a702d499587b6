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
    one_hot,
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


def pinv(X, y):
    return torch.linalg.pinv(X - X.mean(dim=0)) @ (y - y.mean())


def test_least_squares_matches_its_formula(example):
    X, y, _, _ = example
    w, b, rank = least_squares(X, y)

    torch.testing.assert_close(w, pinv(X, y), **EXACT)
    torch.testing.assert_close(b, y.mean() - X.mean(dim=0) @ w)
    assert rank == 3


def test_least_squares_makes_the_gradient_vanish_and_agrees_with_scikit_learn(diabetes):
    X, y = diabetes
    w, b, rank = least_squares(X, y)
    theirs = LinearRegression().fit(X, y)

    assert max(slope.abs().max() for slope in half_squared_error_gradient(X, y, w, b)) < 1e-8
    np.testing.assert_allclose(w, theirs.coef_, rtol=1e-9)
    assert b.item() == pytest.approx(theirs.intercept_, rel=1e-9)
    assert rank == 10


def test_least_squares_keeps_all_digits_of_float32_at_a_condition_of_ten_thousand(generator):
    errors = []
    for _ in range(10):
        X, w = with_condition(1e4, 1000, 10, generator)
        X, y = X.float(), (X @ w + torch.randn(1000, generator=generator)).float()
        A, t = append_ones(X.double()), y.double()
        best = torch.linalg.lstsq(A, t, driver="gelsd").solution[:-1]
        errors.append((least_squares(X, y).w - best).norm() / best.norm())

    assert torch.stack(errors).median() < 1e-7


def test_least_squares_keeps_a_direction_that_torch_cuts_off_by_default(generator):
    X, w = with_condition(2e3, 10_000, 10, generator)
    X, w = X.float(), w.float()
    y = (X.double() @ w.double()).float()

    assert (least_squares(X, y).w - w).norm() / w.norm() < 1e-5


def test_a_column_that_is_constant_up_to_rounding_takes_no_other_with_it():
    X = torch.tensor([[0.1 + 0.2, 0], [0.3, 1], [0.3, 2], [0.3, 3]], dtype=torch.float64)
    w, b, rank = least_squares(X, torch.tensor([1.0, 3.0, 5.0, 7.0], dtype=torch.float64))

    assert rank == 1 and w[0] == 0
    torch.testing.assert_close([w[1], b], [torch.tensor(v).double() for v in (2, 1)], **EXACT)


@pytest.mark.parametrize("spread", [1.0, 0.5])
def test_a_column_that_varies_little_beside_its_size_takes_no_other_with_it(generator, spread):
    large, x, z = 2 * torch.rand(3, 1000, generator=generator) - 1
    X = torch.column_stack([1e6 + spread * large, x, x + 0.1 * z])
    w, _, rank = least_squares(X, X[:, 0] + X[:, 1] - X[:, 2])

    assert rank == 3
    torch.testing.assert_close(w, torch.tensor([1.0, 1.0, -1.0]), rtol=0.1, atol=0.1)
    w, _, _ = least_squares(X, X[:, 1] - X[:, 2])
    torch.testing.assert_close(w, torch.tensor([0.0, 1.0, -1.0]), rtol=1e-5, atol=1e-5)


def nasty(rng, dtype):
    """A design with columns constant, repeated, a few ulps apart and in other units."""
    n, d = rng.integers(2, 60), rng.integers(1, 10)
    X = rng.standard_normal((n, d)).astype(dtype)
    for j in range(d):
        kind = rng.integers(7)
        if kind in (0, 1):
            X[:, j] = rng.choice([0.3, 1e6, 7.7e-5])
        if kind in (2, 3):
            X[:, j] = X[:, rng.integers(d)]
        if kind in (1, 3):
            for _ in range(rng.integers(1, 3)):
                to = np.where(rng.random(n) < 0.5, np.inf, -np.inf).astype(dtype)
                X[:, j] = np.nextafter(X[:, j], to)
        if kind == 4:
            X[:, j] *= dtype(10.0) ** rng.integers(-6, 7)
    y = X / np.abs(X).max(axis=0).clip(1e-30) @ rng.standard_normal(d) + rng.standard_normal(n)
    return X, y.astype(dtype)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_least_squares_of_a_nasty_design_is_never_worse_than_scikit_learn(dtype):
    """Scikit-learn gets zeros for columns of rounding, to which it would fit the noise."""
    rng, eps, tiny = np.random.default_rng(0), np.finfo(dtype).eps, np.finfo(dtype).tiny
    for _ in range(300):
        X, y = nasty(rng, dtype)
        w, b, _ = least_squares(torch.tensor(X), torch.tensor(y))
        wide, w, size = X.astype(float), w.double().numpy(), np.abs(X).max(axis=0)
        of_rounding = np.ptp(wide, axis=0) <= 8 * eps * size.clip(tiny)
        clean = np.where(of_rounding, 0, X)
        theirs = LinearRegression().fit(clean, y)
        ours = np.square(wide @ w + b.item() - y).mean()
        best = np.square(clean.astype(float) @ theirs.coef_ + theirs.intercept_ - y).mean()
        rounding = eps * (size * np.abs(w)).sum()

        assert ours <= 1.01 * best + 100 * rounding**2 + 1e-12


@pytest.mark.parametrize(
    ("columns", "rank"), [([0, 0], 1), ([0, 1, 0, 1, 2], 3), ([0, 1, 2, 2, 2, 2, 2, 2, 2], 3)]
)
def test_least_squares_with_repeated_columns_has_the_shortest_weights(example, columns, rank):
    X, y = example[0][:, columns], example[1]
    w, b, found = least_squares(X, y)

    assert found == rank
    torch.testing.assert_close(w, pinv(X, y), **EXACT)
    torch.testing.assert_close(b, y.mean() - X.mean(dim=0) @ w)


@pytest.mark.parametrize("n", [442, 5_000, 200_000])
def test_one_hot_columns_depend_on_each_other_however_many_rows_are_summed(generator, n):
    groups = one_hot(torch.randint(3, (n,), generator=generator), 3, dtype=torch.float64)
    w, b, rank = least_squares(groups, torch.randn(n, generator=generator).double())

    assert rank == 2
    torch.testing.assert_close(w.sum(), torch.zeros_like(b), **EXACT)


def test_least_squares_is_shortest_in_the_units_of_the_features(example):
    X, y, _, _ = example
    X = torch.column_stack([X, 100 * X[:, 0] + X[:, 1]])
    w, _, rank = least_squares(X, y)

    assert rank == 3
    torch.testing.assert_close(w, pinv(X, y), rtol=1e-9, atol=1e-9)


def test_repeated_columns_in_units_far_apart_cost_the_fit_no_digits(example):
    X, y, _, _ = example
    units = torch.tensor([1e-6, 1e-6, 1e6, 1e6], dtype=torch.float64)
    w, b, rank = least_squares(X[:, [0, 0, 1, 1]] * units, y)
    expected = least_squares(X[:, :2], y)

    assert rank == 2
    torch.testing.assert_close((w * units)[[0, 2]] + (w * units)[[1, 3]], expected.w, **EXACT)
    torch.testing.assert_close(b, expected.b, **EXACT)


@pytest.mark.parametrize("constant", [0.0, 0.1, 1.0, 1e9, 5e-324])
def test_least_squares_gives_a_constant_column_no_weight(example, constant):
    X, y, _, _ = example
    w, b, rank = least_squares(torch.column_stack([torch.full_like(y, constant), X]), y)
    expected = least_squares(X, y)

    assert (w[0], rank) == (0, 3)
    torch.testing.assert_close((w[1:], b), expected[:2], **EXACT)


@pytest.mark.parametrize("d", [3, 4000])
def test_least_squares_with_fewer_examples_than_features_fits_them_all(generator, d):
    X, y = torch.randn(3, d, generator=generator).double(), torch.tensor([1.0, 2.0, 4.0]).double()
    w, b, rank = least_squares(X, y)

    assert rank == 2
    torch.testing.assert_close(predict(X, w, b), y, **EXACT)
    torch.testing.assert_close(w, pinv(X, y), **EXACT)


@pytest.mark.parametrize(("X", "w"), [([[1.0, 2.0]], [0, 0]), ([[]], [])])
def test_least_squares_of_one_example_or_no_features_is_the_mean(X, w):
    fit = least_squares(torch.tensor(X), torch.tensor([3.0]))

    assert (fit.w.tolist(), fit.b.item(), fit.rank) == (w, 3, 0)


def test_least_squares_is_not_troubled_by_units(example):
    X, y, _, _ = example
    units = torch.tensor([1e12, 1.0, 1e-150], dtype=torch.float64)
    w, b, rank = least_squares(X * units, y)
    expected = least_squares(X, y)

    assert rank == 3
    torch.testing.assert_close((w * units, b), expected[:2], **EXACT)


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


def test_ridge_keeps_a_column_that_is_small_beside_another(example):
    X, y = example[0][:, [0, 1]], example[1]
    w, _ = ridge(X * torch.tensor([1e17, 1.0]).double(), y, 1e-9)

    torch.testing.assert_close(w[1], least_squares(X, y).w[1], rtol=1e-6, atol=0)


@pytest.mark.parametrize("penalty", [1e-8, 1e-30])
@pytest.mark.parametrize("rows", [2, 7])
def test_ridge_of_a_tiny_penalty_is_the_shortest_least_squares(example, rows, penalty):
    X, y = example[0][:rows, [0, 1, 2, 2]], example[1][:rows]

    expected = least_squares(X, y)[:2]
    torch.testing.assert_close(ridge(X, y, penalty), expected, rtol=1e-6, atol=1e-6)


def test_ridge_of_a_huge_penalty_is_the_mean_and_of_huge_features_least_squares(example):
    X, y, _, _ = example
    w, b = ridge(X, y, 1e15)

    assert w.abs().max() < 1e-14
    torch.testing.assert_close(b, y.mean())
    torch.testing.assert_close(1e200 * ridge(1e200 * X, y, 1e-3)[0], least_squares(X, y).w)
