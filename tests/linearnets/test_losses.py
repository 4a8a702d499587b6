import pytest
import torch

from linearnets import (
    append_ones,
    half_squared_error,
    half_squared_error_gradient,
    half_squared_error_hessian,
    predict,
)


def loss_of(X, y, w, b):
    return half_squared_error(predict(X, w, b), y)


def test_half_squared_error_matches_its_formula(example):
    _, y, _, _ = example
    y_hat = y.flip(0)
    loss = sum((y_hat[i] - y[i]) ** 2 / 2 for i in range(7)) / 7

    torch.testing.assert_close(half_squared_error(y_hat, y), loss)


def test_half_squared_error_agrees_with_torch(example):
    _, y, _, _ = example
    expected = torch.nn.functional.mse_loss(y.flip(0), y) / 2

    torch.testing.assert_close(half_squared_error(y.flip(0), y), expected)


def test_half_squared_error_of_perfect_predictions_is_zero(example):
    assert half_squared_error(example[1], example[1]) == 0


def test_half_squared_error_gradient_matches_its_formula(example):
    X, y, w, b = example
    errors = [sum(X[i, k] * w[k] for k in range(3)) + b - y[i] for i in range(7)]
    by_weight = [sum(X[i, j] * errors[i] for i in range(7)) / 7 for j in range(3)]

    grad_w, grad_b = half_squared_error_gradient(X, y, w, b)

    torch.testing.assert_close(grad_w, torch.stack(by_weight))
    torch.testing.assert_close(grad_b, sum(errors) / 7)


def test_half_squared_error_gradient_agrees_with_autograd(example):
    X, y, w, b = example
    w, b = w.requires_grad_(), b.requires_grad_()
    expected = torch.autograd.grad(loss_of(X, y, w, b), (w, b))

    gradient = half_squared_error_gradient(X, y, w.detach(), b.detach())

    torch.testing.assert_close(gradient, expected, rtol=1e-12, atol=1e-12)


def test_half_squared_error_gradient_is_zero_at_the_least_squares_solution(example):
    X, y, _, _ = example
    w_tilde = torch.linalg.lstsq(append_ones(X), y).solution

    grad_w, grad_b = half_squared_error_gradient(X, y, w_tilde[:3], w_tilde[3])

    torch.testing.assert_close(grad_w, torch.zeros_like(grad_w), rtol=0, atol=1e-12)
    torch.testing.assert_close(grad_b, torch.zeros_like(grad_b), rtol=0, atol=1e-12)


def test_half_squared_error_hessian_matches_its_formula(example):
    X = example[0]
    x = [[*X[i].tolist(), 1.0] for i in range(7)]
    hessian = [[sum(x[i][j] * x[i][k] for i in range(7)) / 7 for k in range(4)] for j in range(4)]

    torch.testing.assert_close(half_squared_error_hessian(X), torch.tensor(hessian).double())


def test_half_squared_error_hessian_agrees_with_autograd(example):
    X, y, w, b = example

    def loss(w_tilde):
        return loss_of(X, y, w_tilde[:3], w_tilde[3])

    expected = torch.autograd.functional.hessian(loss, torch.cat([w, b[None]]))

    torch.testing.assert_close(half_squared_error_hessian(X), expected, rtol=1e-12, atol=1e-12)


def test_half_squared_error_hessian_does_not_grow_with_the_examples():
    assert half_squared_error_hessian(torch.ones(200_000, 1)).shape == (2, 2)
