import math

import pytest
import torch

from linearnets import (
    cross_entropy,
    cross_entropy_gradient,
    entropy,
    one_hot,
    soft_cross_entropy,
    softmax,
)


@pytest.fixture
def classified(generator):
    """Six examples of two features and three classes, as X, labels, W, b."""

    def normal(*shape):
        return torch.randn(shape, generator=generator, dtype=torch.float64)

    return normal(6, 2) + 1, torch.tensor([0, 2, 1, 1, 2, 2]), normal(2, 3), normal(3)


def test_cross_entropy_matches_its_formula(classified):
    X, labels, W, b = classified
    logits = X @ W + b
    rows = zip(logits.tolist(), labels.tolist(), strict=True)
    expected = sum(math.log(sum(map(math.exp, row))) - row[label] for row, label in rows) / 6

    assert cross_entropy(logits, labels).item() == pytest.approx(expected, rel=1e-12)


def test_cross_entropy_agrees_with_torch(classified):
    X, labels, W, b = classified
    logits = X @ W + b

    expected = torch.nn.functional.cross_entropy(logits, labels)
    torch.testing.assert_close(cross_entropy(logits, labels), expected)


def test_cross_entropy_is_minus_the_mean_log_probability_of_the_right_class(classified):
    X, labels, W, b = classified
    probs = softmax(X @ W + b)

    expected = -probs[range(6), labels].log().mean()
    torch.testing.assert_close(cross_entropy(X @ W + b, labels), expected)


def test_both_derivatives_are_those_of_the_formula(classified):
    X, labels, W, b = classified
    logits = torch.stack([*(X @ W + b), torch.ones(3)]).requires_grad_()
    labels = torch.cat([labels, torch.tensor([1])])

    assert torch.autograd.gradcheck(lambda logits: cross_entropy(logits, labels), logits)
    assert torch.autograd.gradgradcheck(lambda logits: cross_entropy(logits, labels), logits)


def test_cross_entropy_stays_finite_for_huge_logits():
    logits = torch.tensor([[0.0, 1e30]])

    assert cross_entropy(logits, torch.tensor([0])) == 1e30
    assert cross_entropy(logits, torch.tensor([1])) == 0


def test_soft_cross_entropy_of_one_hot_targets_is_cross_entropy(classified):
    X, labels, W, b = classified
    logits = X @ W + b

    expected = cross_entropy(logits, labels)
    torch.testing.assert_close(soft_cross_entropy(logits, one_hot(labels, 3).double()), expected)


def test_soft_cross_entropy_matches_its_formula_and_torch(classified, generator):
    X, _, W, b = classified
    logits, targets = X @ W + b, softmax(torch.randn(6, 3, generator=generator).double())
    loops = (
        -sum(targets[i, j] * softmax(logits)[i, j].log() for i in range(6) for j in range(3)) / 6
    )

    torch.testing.assert_close(soft_cross_entropy(logits, targets), loops)
    expected = torch.nn.functional.cross_entropy(logits, targets)
    torch.testing.assert_close(soft_cross_entropy(logits, targets), expected)


def test_soft_cross_entropy_is_least_where_softmax_gives_the_targets():
    targets = torch.tensor([[0.7, 0.2, 0.1]], dtype=torch.float64)
    least = soft_cross_entropy(targets.log(), targets)

    torch.testing.assert_close(least, entropy(targets[0]))
    assert soft_cross_entropy(targets.log() + torch.tensor([[0.1, 0, 0]]), targets) > least


def test_soft_cross_entropy_counts_nothing_for_a_class_without_probability():
    for score in (-1e30, -3e38):
        logits = torch.tensor([[-score, score]])

        assert soft_cross_entropy(logits, torch.tensor([[1.0, 0.0]])) == 0


def test_cross_entropy_gradient_matches_its_formula(classified):
    X, labels, W, b = classified
    grad_W, grad_b = cross_entropy_gradient(X, labels, W, b)
    difference = softmax(X @ W + b) - one_hot(labels, 3).double()

    for j in range(3):
        column = [sum(X[i, k] * difference[i, j] for i in range(6)) / 6 for k in range(2)]
        torch.testing.assert_close(grad_W[:, j], torch.stack(column))
        torch.testing.assert_close(grad_b[j], sum(difference[i, j] for i in range(6)) / 6)


def test_cross_entropy_gradient_agrees_with_autograd(classified):
    X, labels, W, b = classified
    W, b = W.requires_grad_(), b.requires_grad_()
    expected = torch.autograd.grad(cross_entropy(X @ W + b, labels), (W, b))

    for ours, theirs in zip(cross_entropy_gradient(X, labels, W, b), expected, strict=True):
        torch.testing.assert_close(ours, theirs)


@pytest.mark.bad_input
@pytest.mark.parametrize(
    ("labels", "message"),
    [
        (torch.tensor([0, 1]), "expected shape (n,) with n = 3, but labels has shape (2,)"),
        (torch.tensor([[0], [1], [1]]), "expected shape (n,), but labels has shape (3, 1)"),
        (torch.tensor([0, 1, 2]), "expected classes from 0 to 1, but labels has 2 at index 2"),
        (torch.tensor([0.0, 1.0, 1.0]), "expected an integer dtype, but labels has torch.float32"),
        ([0, 1, 1], "expected a torch.Tensor, but labels has type list"),
    ],
)
def test_cross_entropy_names_labels_that_do_not_fit(labels, message):
    with pytest.raises((ValueError, TypeError)) as caught:
        cross_entropy(torch.ones(3, 2), labels)
    assert str(caught.value) == message

    with pytest.raises((ValueError, TypeError)) as caught:
        cross_entropy_gradient(torch.ones(3, 4), labels, torch.ones(4, 2), torch.ones(2))
    assert str(caught.value) == message


@pytest.mark.bad_input
@pytest.mark.parametrize(
    ("targets", "message"),
    [
        (torch.tensor([[0.5, 0.4]]), "expected probabilities that sum to 1, but targets has a sum"),
        (
            torch.tensor([[1.1, -0.1]]),
            "expected no negative probability, but targets has a smallest",
        ),
        (torch.tensor([0.5, 0.5]), "expected shape (n, q) with n = 1, q = 2, but targets has"),
        (torch.tensor([[0, 1]]), "expected a floating-point dtype, but targets has torch.int64"),
    ],
)
def test_soft_cross_entropy_names_targets_that_are_no_distributions(targets, message):
    with pytest.raises(ValueError) as caught:
        soft_cross_entropy(torch.zeros(1, 2), targets)

    assert str(caught.value).startswith(message)
