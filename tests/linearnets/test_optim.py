import math
import pickle
import re

import numpy as np
import pytest
import torch

from linearnets import (
    DivergenceError,
    append_ones,
    gradient_descent,
    half_squared_error,
    half_squared_error_gradient,
    half_squared_error_hessian,
    load_diabetes,
    max_learning_rate,
    minibatch_sgd,
    minibatches,
    predict,
    standardize,
)


@pytest.fixture(scope="module")
def diabetes():
    X, y = load_diabetes(torch.float64)
    return standardize(X)[0], y


@pytest.fixture(scope="module")
def diverged(diabetes):
    X, y = diabetes
    with pytest.raises(DivergenceError) as caught:
        gradient_descent(X, y, 1.35 * max_learning_rate(X), 1000)
    return caught.value


def test_max_learning_rate_is_2_without_features():
    assert max_learning_rate(torch.zeros(5, 0)) == 2.0


def test_max_learning_rate_is_never_above_2_whatever_the_rounding():
    generator = torch.Generator().manual_seed(0)
    X = 1e-9 * torch.randn(100, 10, 3, generator=generator)
    assert max(map(max_learning_rate, X)) <= 2.0


def test_max_learning_rate_does_not_grow_with_the_examples():
    assert max_learning_rate(torch.ones(200_000, 1)) == pytest.approx(1.0)


def test_gradient_descent_matches_its_formula(example):
    X, y, w, b = example
    fit = gradient_descent(X, y, 0.1, 3, w=w, b=b)

    for _ in range(3):
        r = [sum(X[i, j] * w[j] for j in range(3)) + b - y[i] for i in range(7)]
        w = torch.stack([w[j] - 0.1 / 7 * sum(X[i, j] * r[i] for i in range(7)) for j in range(3)])
        b = b - 0.1 / 7 * sum(r)
    torch.testing.assert_close(fit.w, w)
    torch.testing.assert_close(fit.b, b)


def test_gradient_descent_agrees_with_torch(example):
    X, y, w, b = example
    fit = gradient_descent(X, y, 0.1, 20, w=w, b=b)

    w, b = w.clone().requires_grad_(), b.clone().requires_grad_()
    sgd = torch.optim.SGD([w, b], lr=0.1)
    for _ in range(20):
        sgd.zero_grad()
        half_squared_error(predict(X, w, b), y).backward()
        sgd.step()
    torch.testing.assert_close(fit.w, w.detach())
    torch.testing.assert_close(fit.b, b.detach())


def test_gradient_descent_starts_from_zeros(example):
    history = gradient_descent(*example[:2], 0.1, 1).history

    assert history.w[0].tolist() == [0, 0, 0]
    assert history.b[0] == 0


@pytest.mark.parametrize("given", ["w", "b"])
def test_gradient_descent_starts_from_what_is_given(example, given):
    X, y, w, b = example
    start = {"w": w, "b": b}[given]
    history = gradient_descent(X, y, 0.1, 1, **{given: start}).history

    assert torch.equal(getattr(history, given)[0], start)


def test_gradient_descent_keeps_every_state_in_its_history(example):
    X, y, w, b = example
    fit = gradient_descent(X, y, 0.1, 5, w=w, b=b)
    losses, w_all, b_all = fit.history

    assert (losses.shape, w_all.shape, b_all.shape) == ((6,), (6, 3), (6,))
    assert torch.equal(w_all[-1], fit.w)
    assert torch.equal(b_all[-1], fit.b)
    for t in range(6):
        loss = half_squared_error(predict(X, w_all[t], b_all[t]), y)
        torch.testing.assert_close(losses[t], loss)


def test_gradient_descent_reaches_the_least_squares_solution(diabetes):
    X, y = diabetes
    expected = torch.linalg.lstsq(append_ones(X), y).solution
    fit = gradient_descent(X, y, 0.9 * max_learning_rate(X), 5000)

    torch.testing.assert_close(torch.cat([fit.w, fit.b[None]]), expected, rtol=1e-6, atol=1e-6)


def test_gradient_descent_without_features_learns_the_mean():
    fit = gradient_descent(torch.zeros(4, 0), torch.tensor([1.0, 2.0, 3.0, 6.0]), 1.0, 1)

    assert fit.b == 3
    assert fit.w.shape == (0,)


def test_gradient_descent_shrinks_an_eigenvector_by_one_minus_lr_times_its_eigenvalue(example):
    X = example[0]
    eigenvalues, eigenvectors = torch.linalg.eigh(half_squared_error_hessian(X))
    for eigenvalue, v in zip(eigenvalues, eigenvectors.T, strict=True):
        fit = gradient_descent(X, torch.zeros(7).double(), 0.1, 1, w=v[:3], b=v[3])

        torch.testing.assert_close(torch.cat([fit.w, fit.b[None]]), (1 - 0.1 * eigenvalue) * v)


def test_gradient_descent_converges_just_below_the_largest_rate(diabetes):
    X, y = diabetes
    losses = gradient_descent(X, y, 0.999 * max_learning_rate(X), 3000).history.losses

    assert (losses.diff() <= 0).all()


def test_gradient_descent_diverges_just_above_the_largest_rate(diabetes):
    X, y = diabetes
    with pytest.raises(DivergenceError) as caught:
        gradient_descent(X, y, 1.001 * max_learning_rate(X), 20_000)

    # So slow a growth, 0.4 % a step, shows that the limit is a million times the start.
    losses = caught.value.history.losses
    assert losses[-1] > 1e6 * losses[0] >= losses[:-1].max()


def test_divergence_error_carries_the_history_up_to_its_step(diverged, diabetes):
    X, y = diabetes
    losses, w, b = diverged.history

    assert len(losses) == len(w) == len(b) == diverged.step + 1
    assert diverged.loss == losses[-1].item()
    assert isinstance(diverged.loss, float)
    torch.testing.assert_close(half_squared_error(predict(X, w[-1], b[-1]), y), losses[-1])


def test_divergence_error_gives_the_reason(diverged, diabetes):
    max_lr = max_learning_rate(diabetes[0])

    assert diverged.max_lr == max_lr
    assert diverged.lr == 1.35 * max_lr
    assert str(diverged) == (
        "gradient descent diverged at step 16: the loss is 2.2e+10, because "
        "lr = 0.671 is 1.35 times the largest stable rate 2/λ_max = 0.497"
    )


def test_divergence_error_survives_pickling(diverged):
    copy = pickle.loads(pickle.dumps(diverged))

    assert str(copy) == str(diverged)
    assert torch.equal(copy.history.w, diverged.history.w)


def test_gradient_descent_diverges_when_the_loss_is_no_longer_finite(example):
    X, y, _, _ = example
    with pytest.raises(DivergenceError) as caught:
        gradient_descent(X.float(), y.float(), 1e30, 5)

    assert caught.value.step == 1
    assert caught.value.loss == math.inf


def test_gradient_descent_diverges_when_infinities_cancel_to_nan():
    X, y = torch.tensor([[10.0, 0.0], [0.0, 10.0], [10.0, 10.0]]), torch.tensor([1.0, -1.0, 0.0])
    with pytest.raises(DivergenceError) as caught:
        gradient_descent(X, y, 3e37, 5)

    assert caught.value.step == 1
    assert math.isnan(caught.value.loss)


def test_gradient_descent_does_not_misfire_when_it_starts_at_the_optimum(example):
    X, _, w, b = example
    y = predict(X, w, b)
    unstable = 3 * max_learning_rate(X)

    assert torch.equal(gradient_descent(X, y, unstable, 5, w=w, b=b).w, w)
    losses = gradient_descent(X, y, unstable, 6, w=w, b=b + 1e-14).history.losses
    assert losses[-1] > 1e6 * losses[0]


def test_gradient_descent_from_the_optimum_diverges_above_a_million_times_rounding(example):
    X, _, w, b = example
    y = predict(X, w, b)
    with pytest.raises(DivergenceError) as caught:
        gradient_descent(X, y, 1.001 * max_learning_rate(X), 20_000, w=w, b=b + 1e-9)

    losses = caught.value.history.losses
    limit = 1e6 * torch.finfo(torch.float64).eps * half_squared_error(torch.zeros_like(y), y)
    assert losses[-1] > limit >= losses[:-1].max()


def test_gradient_descent_stays_at_a_start_without_loss():
    fit = gradient_descent(torch.ones(3, 2), torch.zeros(3), 100.0, 5)

    assert fit.history.losses.tolist() == [0] * 6


def sgd(X, y, lr=0.1, num_epochs=3, batch_size=3, seed=1, **start):
    generator = torch.Generator().manual_seed(seed)
    return minibatch_sgd(X, y, lr, num_epochs, batch_size=batch_size, generator=generator, **start)


def test_minibatch_sgd_matches_its_formula(example):
    X, y, w, b = example
    fit = sgd(X, y, 0.1, 2, 3, w=w, b=b)

    generator = torch.Generator().manual_seed(1)
    for _ in range(2):
        for X_B, y_B in minibatches(X, y, 3, generator=generator):  # of 3, 3 and 1 examples
            r = [sum(X_B[i, j] * w[j] for j in range(3)) + b - y_B[i] for i in range(len(y_B))]
            slopes = [sum(r[i] * X_B[i, j] for i in range(len(r))) / len(r) for j in range(3)]
            w, b = w - 0.1 * torch.stack(slopes), b - 0.1 * sum(r) / len(r)
    torch.testing.assert_close(fit.w, w)
    torch.testing.assert_close(fit.b, b)


def test_minibatch_sgd_agrees_with_torch(example):
    X, y, w, b = example
    fit = sgd(X, y, 0.1, 5, 2, w=w, b=b)

    w, b = w.clone().requires_grad_(), b.clone().requires_grad_()
    optimizer, generator = torch.optim.SGD([w, b], lr=0.1), torch.Generator().manual_seed(1)
    for _ in range(5):
        for X_B, y_B in minibatches(X, y, 2, generator=generator):
            optimizer.zero_grad()
            half_squared_error(predict(X_B, w, b), y_B).backward()
            optimizer.step()
    torch.testing.assert_close(fit.w, w.detach())
    torch.testing.assert_close(fit.b, b.detach())


@pytest.mark.parametrize("batch_size", [7, 100])
def test_minibatch_sgd_with_all_examples_is_gradient_descent(example, batch_size):
    X, y, _, _ = example
    fit, expected = sgd(X, y, 0.1, 4, batch_size), gradient_descent(X, y, 0.1, 4)

    for ours, theirs in zip(fit.history, expected.history, strict=True):
        torch.testing.assert_close(ours, theirs)


def test_minibatch_sgd_keeps_one_entry_an_epoch_of_the_loss_over_all_examples(example):
    X, y, w, b = example
    fit = sgd(X, y, num_epochs=4, w=w, b=b)
    losses, w_all, b_all = fit.history

    assert (losses.shape, w_all.shape, b_all.shape) == ((5,), (5, 3), (5,))
    assert torch.equal(w_all[0], w) and torch.equal(b_all[0], b)
    assert torch.equal(w_all[-1], fit.w) and torch.equal(b_all[-1], fit.b)
    for t in range(5):
        loss = half_squared_error(predict(X, w_all[t], b_all[t]), y)
        torch.testing.assert_close(losses[t], loss)


def test_minibatch_sgd_shuffles_anew_in_each_epoch_and_by_its_generator(example):
    X, y, _, _ = example

    assert torch.equal(sgd(X, y, seed=1).w, sgd(X, y, seed=1).w)
    assert not torch.equal(sgd(X, y, seed=1).w, sgd(X, y, seed=2).w)
    generator = torch.Generator().manual_seed(1)
    one = minibatch_sgd(X, y, 0.1, 1, batch_size=3, generator=generator)
    two = minibatch_sgd(X, y, 0.1, 1, batch_size=3, w=one.w, b=one.b, generator=generator)
    assert torch.equal(two.w, sgd(X, y, num_epochs=2).w)


def test_minibatch_sgd_leaves_the_global_seed_alone_when_it_has_a_generator(example):
    before = torch.get_rng_state()
    sgd(*example[:2])

    assert torch.equal(torch.get_rng_state(), before)


def test_minibatch_sgd_stops_when_it_diverges_and_keeps_the_history(diabetes):
    X, y = diabetes
    with pytest.raises(DivergenceError) as caught:
        sgd(X, y, 1.5 * max_learning_rate(X), 100, 32)

    error = caught.value
    assert len(error.history.losses) == error.step + 1 < 101
    assert error.history.losses[-1] > 1e6 * error.history.losses[0]
    assert re.fullmatch(
        r"minibatch SGD diverged in epoch \d+: the loss is .*; lr = 0\.745 is 1\.5 times "
        r"2/λ_max = 0\.497, the limit with all examples in every step, and minibatches of 32 "
        r"bear less",
        str(error),
    )
    assert str(pickle.loads(pickle.dumps(error))) == str(error)


def test_minibatch_sgd_that_sees_all_examples_diverges_as_gradient_descent_does(diabetes):
    X, y = diabetes
    with pytest.raises(DivergenceError, match="gradient descent diverged at step 16: .* largest"):
        sgd(X, y, 1.35 * max_learning_rate(X), 100, len(y))
