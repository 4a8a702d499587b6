"""What the decorator takes, converts and leaves alone; what it refuses stands in test_bad_input."""

from fractions import Fraction

import numpy as np
import pytest
import torch

import linearnets
from linearnets import (
    accuracy,
    brier_score,
    calibration,
    confusion_matrix,
    cross_entropy,
    cross_entropy_gradient,
    gradient_descent,
    least_squares,
    loss_contours,
    minibatch_sgd,
    minibatches,
    one_hot,
    predict,
    ridge,
    synthetic_regression,
)

INTEGERS = [torch.uint8, torch.uint16, torch.uint32, torch.uint64, torch.int8, torch.int32]


def same(first, second):
    return all(map(torch.equal, first, second))


@pytest.mark.parametrize("number", [np.float16(1000), np.int64(1000), Fraction(1000), 1000])
def test_a_number_of_any_type_counts_as_the_float_it_is(example, number):
    X, y, w, b = example

    assert same(ridge(X, y, number), ridge(X, y, 1000.0))
    assert torch.equal(linearnets.normal_nll(y, y, number), linearnets.normal_nll(y, y, 1000.0))
    rate = number / 10_000
    assert torch.equal(gradient_descent(X, y, rate, 2).w, gradient_descent(X, y, float(rate), 2).w)
    drawn = synthetic_regression(w, b, 3, noise_std=number)
    assert same(drawn, synthetic_regression(w, b, 3, noise_std=1000.0))


@pytest.mark.parametrize("integer", [np.uint8, np.int64])
def test_an_integer_of_numpy_counts_as_the_integer_it_is(example, integer):
    X, y, w, b = example
    labels = torch.tensor([0, 15])

    assert len(gradient_descent(X, y, 1e-3, integer(255)).history.losses) == 256
    assert confusion_matrix(labels, labels, integer(16)).trace() == 2
    assert one_hot(labels, integer(200)).shape == (2, 200)
    assert [len(y_B) for _, y_B in minibatches(X, y, integer(5))] == [5, 2]
    drawn = synthetic_regression(w, b, integer(3), noise_std=1.0, seed=integer(4))
    assert same(drawn, synthetic_regression(w, b, 3, noise_std=1.0, seed=4))


def test_a_minibatch_may_be_larger_than_any_tensor(example):
    X, y, _, _ = example
    [(X_B, _)] = minibatches(X, y, 10**30)
    assert X_B.shape == X.shape
    assert torch.allclose(
        minibatch_sgd(X, y, 0.1, 1, batch_size=10**30).w, gradient_descent(X, y, 0.1, 1).w
    )


@pytest.mark.parametrize("dtype", INTEGERS)
def test_labels_may_be_integers_of_any_size(dtype):
    labels = torch.tensor([0, 1, 2, 1])
    probs, small = torch.eye(3)[labels], labels.to(dtype)

    assert accuracy(labels, small) == 1
    assert torch.equal(confusion_matrix(small, labels, 3), confusion_matrix(labels, labels, 3))
    assert brier_score(probs, small) == 0
    assert calibration(probs, small).accuracy[-1] == 1
    assert torch.equal(cross_entropy(probs, small), cross_entropy(probs, labels))
    assert torch.equal(one_hot(small, 3), probs)
    for X_B, labels_B in minibatches(probs, small, 3):
        assert torch.equal(X_B.argmax(dim=1), labels_B) and labels_B.dtype == torch.int64


def test_what_carries_no_slope_is_detached(example):
    X, y, w, b = (part.clone().requires_grad_() for part in example)
    probs, labels = torch.softmax(X, 1), torch.zeros(7).long()
    fits = [
        gradient_descent(X, y, 0.1, 2, w=w, b=b),
        minibatch_sgd(X, y, 0.1, 2, batch_size=3, w=w),
    ]
    results = [*least_squares(X, y)[:2], *ridge(X, y, 1.0), *calibration(probs, labels)]
    results += [part for fit in fits for part in (fit.w, fit.b, *fit.history)]
    results += synthetic_regression(w, b, 3, noise_std=1.0)

    assert not any(part.requires_grad for part in results)


def test_nothing_that_is_given_is_changed(example):
    given = [part.clone() for part in example]
    X, y, w, b = given
    for fit in (
        gradient_descent(X, y, 0.1, 2, w=w, b=b),
        minibatch_sgd(X, y, 0.1, 1, batch_size=2, w=w, b=b),
    ):
        fit.w.zero_(), fit.b.zero_()
    least_squares(X, y), ridge(X, y, 1.0), linearnets.standardize(X), list(minibatches(X, y, 2))

    assert same(given, example)


def test_another_default_device_changes_nothing_for_tensors_that_are_here(example):
    X, y, w, b = example
    labels, W = torch.tensor([0, 1, 2, 0, 1, 2, 0]), torch.eye(3).double()
    probs, generator = torch.softmax(X, 1), torch.Generator().manual_seed(0)

    def all_results():
        torch.manual_seed(0)
        yield from [
            predict(X, w, b),
            one_hot(labels, 3),
            brier_score(probs, labels),
            accuracy(labels, labels),
        ]
        yield from cross_entropy_gradient(X, labels, W, y[:3])
        yield from synthetic_regression(w, b, 3, noise_std=1.0)
        yield from calibration(probs, labels, 3)[2:]
        yield from [*least_squares(X, y)[:2], *ridge(X, y, 1.0)]
        yield from [linearnets.normal_nll(y, y, 2.0), linearnets.laplace_nll(y, y, 2.0)]
        yield confusion_matrix(labels, labels, 3)
        yield from [linearnets.entropy(probs[0]), linearnets.kl_divergence(probs[0], probs[1])]
        yield from next(minibatches(X, y, 3))
        yield from [gradient_descent(X, y, 0.1, 2).w, minibatch_sgd(X, y, 0.1, 2, batch_size=3).w]

    expected = list(all_results())
    with torch.device("meta"):
        found = list(all_results())
        assert next(minibatches(X, y, 3, generator=generator))[0].device.type == "cpu"
    assert same(found, expected)


def test_a_half_precision_descent_knows_its_largest_rate():
    X, y = torch.tensor([[-2.0], [2.0]]).half(), torch.tensor([-1.0, 3.0]).half()

    assert linearnets.max_learning_rate(X) == 0.5
    with pytest.raises(linearnets.DivergenceError, match="largest stable rate"):
        gradient_descent(X, y, 10.0, 20)


def test_a_function_that_the_caller_brings_is_checked(example):
    X, y, _, b = example

    def loss(first, second):
        return predict(X, torch.stack([first, second]), b).mean()

    with pytest.raises(ValueError, match=r"shape \(d,\) with d = 3, but w has shape \(2,\)"):
        loss_contours(None, loss, (0.0, 1.0), (0.0, 1.0))


def test_a_check_that_failed_leaves_the_next_call_checked(example):
    X, _, w, b = example
    for _ in range(2):
        with pytest.raises(ValueError, match="but w has shape"):
            predict(X, w[:2], b)
