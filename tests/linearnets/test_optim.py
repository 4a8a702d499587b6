import math
import pickle
import re

import pytest
import torch

from linearnets import (
    DivergenceError,
    gradient_descent,
    half_squared_error,
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


def sgd(X, y, lr=0.1, num_epochs=3, batch_size=3, seed=1, **start):
    generator = torch.Generator().manual_seed(seed)
    return minibatch_sgd(X, y, lr, num_epochs, batch_size=batch_size, generator=generator, **start)


BOTH = [
    lambda X, y, **start: gradient_descent(X, y, 0.1, 4, **start),
    lambda X, y, **start: sgd(X, y, 0.1, 4, **start),
]


def test_max_learning_rate_is_2_without_features_and_never_above():
    X = 1e-9 * torch.randn(100, 10, 3, generator=torch.Generator().manual_seed(0))

    assert max_learning_rate(torch.zeros(5, 0)) == 2.0
    assert max(map(max_learning_rate, X)) <= 2.0


def test_max_learning_rate_does_not_grow_with_the_examples():
    assert max_learning_rate(torch.ones(200_000, 1)) == pytest.approx(1.0)


@pytest.mark.parametrize("batch_size", [2, 7])
def test_both_descents_agree_with_torch(example, batch_size):
    X, y, w, b = example
    fit = sgd(X, y, 0.1, 5, batch_size, w=w, b=b)
    if batch_size == 7:
        fit = gradient_descent(X, y, 0.1, 5, w=w, b=b)

    w, b = w.clone().requires_grad_(), b.clone().requires_grad_()
    optimizer, generator = torch.optim.SGD([w, b], lr=0.1), torch.Generator().manual_seed(1)
    for _ in range(5):
        for X_B, y_B in minibatches(X, y, batch_size, generator=generator):
            optimizer.zero_grad()
            half_squared_error(predict(X_B, w, b), y_B).backward()
            optimizer.step()
    torch.testing.assert_close((fit.w, fit.b), (w.detach(), b.detach()))


@pytest.mark.parametrize("descend", BOTH)
def test_a_descent_starts_where_it_is_told_or_at_zero_and_keeps_every_state(example, descend):
    X, y, w, b = example
    for start in ({}, {"w": w}, {"b": b}, {"w": w, "b": b}):
        fit = descend(X, y, **start)
        losses, w_all, b_all = fit.history

        assert (losses.shape, w_all.shape, b_all.shape) == ((5,), (5, 3), (5,))
        assert torch.equal(w_all[0], start.get("w", torch.zeros_like(w)))
        assert torch.equal(b_all[0], start.get("b", torch.zeros_like(b)))
        assert torch.equal(w_all[-1], fit.w) and torch.equal(b_all[-1], fit.b)
        for loss, *state in zip(*fit.history, strict=True):
            torch.testing.assert_close(loss, half_squared_error(predict(X, *state), y))


def test_gradient_descent_without_features_learns_the_mean():
    fit = gradient_descent(torch.zeros(4, 0), torch.tensor([1.0, 2.0, 3.0, 6.0]), 1.0, 1)

    assert (fit.b, fit.w.shape) == (3, (0,))


def test_gradient_descent_converges_just_below_the_largest_rate_and_diverges_above(diabetes):
    X, y = diabetes
    rate = max_learning_rate(X)
    assert (gradient_descent(X, y, 0.999 * rate, 3000).history.losses.diff() <= 0).all()
    with pytest.raises(DivergenceError) as caught:
        gradient_descent(X, y, 1.001 * rate, 20_000)

    # So slow a growth, 0.4 % a step, shows that the limit is a million times the start.
    losses = caught.value.history.losses
    assert losses[-1] > 1e6 * losses[0] >= losses[:-1].max()


def test_divergence_error_carries_the_history_and_gives_the_reason(diverged, diabetes):
    X, y = diabetes
    losses, w, b = diverged.history
    max_lr = max_learning_rate(X)

    assert len(losses) == len(w) == len(b) == diverged.step + 1
    torch.testing.assert_close(half_squared_error(predict(X, w[-1], b[-1]), y), losses[-1])
    assert (diverged.loss, diverged.max_lr, diverged.lr) == (losses[-1], max_lr, 1.35 * max_lr)
    assert str(diverged) == (
        "gradient descent diverged at step 16: the loss is 2.2e+10, because "
        "lr = 0.671 is 1.35 times the largest stable rate 2/λ_max = 0.497"
    )
    copy = pickle.loads(pickle.dumps(diverged))
    assert str(copy) == str(diverged) and torch.equal(copy.history.w, w)


CORNERS = torch.tensor([[10.0, 0.0], [0.0, 10.0], [10.0, 10.0]])


@pytest.mark.parametrize(
    ("X", "lr", "loss"),
    [(CORNERS, 1e30, math.inf), (CORNERS, 3e37, math.nan), (1e20 * CORNERS[:, :1], 1, math.inf)],
)
def test_gradient_descent_diverges_when_the_loss_is_no_longer_a_number(X, lr, loss):
    with pytest.raises(DivergenceError, match="times the largest stable rate") as caught:
        gradient_descent(X, torch.tensor([1.0, -1.0, 0.0]), lr, 5)

    assert caught.value.step == 1
    assert caught.value.loss == pytest.approx(loss, nan_ok=True)


def test_gradient_descent_does_not_misfire_when_it_starts_at_the_optimum(example):
    X, _, w, b = example
    y, unstable = predict(X, w, b), 3 * max_learning_rate(X)

    assert torch.equal(gradient_descent(X, y, unstable, 5, w=w, b=b).w, w)
    losses = gradient_descent(X, y, unstable, 6, w=w, b=b + 1e-14).history.losses
    assert losses[-1] > 1e6 * losses[0]
    with pytest.raises(DivergenceError) as caught:
        gradient_descent(X, y, 1.001 * max_learning_rate(X), 20_000, w=w, b=b + 1e-9)
    limit = 1e6 * torch.finfo(torch.float64).eps * half_squared_error(torch.zeros_like(y), y)
    losses = caught.value.history.losses
    assert losses[-1] > limit >= losses[:-1].max()
    assert gradient_descent(CORNERS, torch.zeros(3), 9.0, 5).history.losses.tolist() == [0] * 6


def test_minibatch_sgd_shuffles_anew_in_each_epoch_and_by_its_generator(example):
    X, y, _, _ = example
    before = torch.get_rng_state()
    assert torch.equal(sgd(X, y, seed=1).w, sgd(X, y, seed=1).w)
    assert not torch.equal(sgd(X, y, seed=1).w, sgd(X, y, seed=2).w)
    generator = torch.Generator().manual_seed(1)
    one = minibatch_sgd(X, y, 0.1, 1, batch_size=3, generator=generator)
    two = minibatch_sgd(X, y, 0.1, 1, batch_size=3, w=one.w, b=one.b, generator=generator)

    assert torch.equal(two.w, sgd(X, y, num_epochs=2).w)
    assert torch.equal(torch.get_rng_state(), before)


def test_minibatch_sgd_stops_when_it_diverges_and_keeps_the_history(diabetes):
    X, y = diabetes
    with pytest.raises(DivergenceError) as caught:
        sgd(X, y, 1.5 * max_learning_rate(X), 100, 32)

    error = caught.value
    assert len(error.history.losses) == error.step + 1 < 101
    assert re.fullmatch(
        r"minibatch SGD diverged in epoch \d+: the loss is .*, because lr = 0\.745 is 1\.5 times "
        r"the largest stable rate 2/λ_max = 0\.497 of all examples, and minibatches of 32 bear less",
        str(error),
    )
    with pytest.raises(DivergenceError, match="gradient descent diverged at step 16: .* largest"):
        sgd(X, y, 1.35 * max_learning_rate(X), 100, len(y))
