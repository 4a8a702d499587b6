import pytest
import torch
import torch.nn.functional as F

from linearnets import (
    cross_entropy,
    cross_entropy_gradient,
    entropy,
    half_squared_error,
    half_squared_error_gradient,
    half_squared_error_hessian,
    log_softmax,
    one_hot,
    predict,
    softmax,
)

EXACT = {"rtol": 1e-12, "atol": 1e-12}


def test_half_squared_error_is_half_that_of_torch(example):
    _, y, _, _ = example
    y_hat = y.flip(0)

    torch.testing.assert_close(half_squared_error(y_hat, y), F.mse_loss(y_hat, y) / 2)
    assert half_squared_error(y, y) == 0


def test_half_squared_error_gradient_and_hessian_agree_with_autograd(example):
    X, y, w, b = example

    def loss(w_tilde):
        return half_squared_error(predict(X, w_tilde[:3], w_tilde[3]), y)

    at = torch.cat([w, b[None]])
    slopes = torch.hstack(half_squared_error_gradient(X, y, w, b))
    torch.testing.assert_close(slopes, torch.func.grad(loss)(at), **EXACT)
    curvature = torch.autograd.functional.hessian(loss, at)
    torch.testing.assert_close(half_squared_error_hessian(X), curvature, **EXACT)


@pytest.fixture
def classified(generator):
    """Six examples of two features and three classes, as X, labels, W, b."""

    def normal(*shape):
        return torch.randn(shape, generator=generator, dtype=torch.float64)

    return normal(6, 2) + 1, torch.tensor([0, 2, 1, 1, 2, 2]), normal(2, 3), normal(3)


def test_cross_entropy_agrees_with_torch(classified):
    X, labels, W, b = classified
    logits = X @ W + b

    torch.testing.assert_close(cross_entropy(logits, labels), F.cross_entropy(logits, labels))


def test_cross_entropy_of_soft_labels_agrees_with_torch_and_with_labels(classified, generator):
    X, labels, W, b = classified
    logits, Y = X @ W + b, softmax(torch.randn(6, 3, generator=generator).double())

    torch.testing.assert_close(cross_entropy(logits, Y), F.cross_entropy(logits, Y))
    hard = cross_entropy(logits, one_hot(labels, 3, dtype=logits.dtype))
    torch.testing.assert_close(hard, cross_entropy(logits, labels))
    torch.testing.assert_close(cross_entropy(Y[:1].log(), Y[:1]), entropy(Y[0]))


@pytest.mark.parametrize("soft", [False, True])
def test_the_derivatives_of_cross_entropy_are_those_of_the_formula(classified, soft):
    X, labels, W, b = classified
    logits = torch.stack([*(X @ W + b), torch.ones(3)]).requires_grad_()
    labels = torch.cat([labels, torch.tensor([1])])
    if soft:
        labels = one_hot(labels, 3, dtype=logits.dtype)

    assert torch.autograd.gradcheck(lambda logits: cross_entropy(logits, labels), logits)
    assert torch.autograd.gradgradcheck(lambda logits: cross_entropy(logits, labels), logits)


def test_the_slope_in_soft_labels_is_minus_the_log_probability_also_where_they_are_zero():
    logits, Y = torch.tensor([[1.0, 2.0], [0.5, 0.0]]), torch.eye(2, requires_grad=True)
    cross_entropy(logits, Y).backward()

    torch.testing.assert_close(Y.grad, -log_softmax(logits) / 2)


def test_cross_entropy_stays_finite_for_huge_logits():
    logits, labels = torch.tensor([[0.0, 1e30]]), torch.eye(2)

    assert [cross_entropy(logits, torch.tensor([j])) for j in (0, 1)] == [1e30, 0]
    assert [cross_entropy(logits, labels[j : j + 1]) for j in (0, 1)] == [1e30, 0]
    assert cross_entropy(torch.tensor([[3e38, -3e38]]), labels[:1]) == 0


def test_cross_entropy_gradient_agrees_with_autograd(classified):
    X, labels, W, b = classified
    W, b = W.requires_grad_(), b.requires_grad_()
    expected = torch.autograd.grad(cross_entropy(X @ W + b, labels), (W, b))

    torch.testing.assert_close(cross_entropy_gradient(X, labels, W, b), expected)
