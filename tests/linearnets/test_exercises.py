"""Each known slip gets its own sentence, in both languages; what readers write is understood."""

import pytest
import torch

from linearnets import (
    cross_entropy,
    cross_entropy_gradient,
    gradient_descent,
    half_squared_error,
    half_squared_error_hessian,
    kl_divergence,
    least_squares,
    max_learning_rate,
    normal_nll,
    one_hot,
    predict,
    softmax,
)
from linearnets.exercises import EXERCISES, NOT_YET, RIGHT, check


def learning_rates(A):
    """Rely on the column of ones that the exercise promises."""
    H = half_squared_error_hessian(A[:, :-1])
    return max_learning_rate(A[:, :-1]), 2 / torch.linalg.eigvalsh(H)[[0, -1]].sum()


LIBRARY = {
    "covariance": lambda X, Y: torch.cov(torch.stack([X, Y]), correction=0)[0, 1],
    "eigenvalues": lambda a, b, c: tuple(
        torch.linalg.eigvalsh(torch.stack([a, b, b, c]).reshape(2, 2))
    ),
    "predict": predict,
    "half-squared-error": half_squared_error,
    "least-squares": lambda X, y: least_squares(X, y)[:2],
    "gd-step": lambda X, y, w, b, lr: gradient_descent(X, y, lr, 1, w=w, b=b)[:2],
    "learning-rates": learning_rates,
    "squared-distances": lambda A, B: torch.cdist(A, B) ** 2,
    "softmax": softmax,
    "cross-entropy": cross_entropy,
    "cross-entropy-gradient": cross_entropy_gradient,
    "kl-divergence": kl_divergence,
    "normal-nll": normal_nll,
}
SLIPS = [(name, k) for name, each in EXERCISES.items() for k in range(len(each.slips))]


@pytest.mark.parametrize("name", LIBRARY)
def test_the_package_is_right(name):
    assert check(name, LIBRARY[name]) == RIGHT.en


@pytest.mark.parametrize(("name", "k"), SLIPS)
def test_a_known_slip_is_named(name, k):
    text, slip = EXERCISES[name].slips[k]
    assert check(name, slip) == NOT_YET.en + text.en
    assert check(name, slip, language="zh") == NOT_YET.zh + text.zh


def step(X, y, w, b, lr):
    r = X @ w + b - y
    return w - lr * X.T @ r / len(y), b - lr * r.mean()


def in_place(X, y, w, b, lr):
    new = step(X, y, w, b, lr)
    w -= lr
    return new


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (lambda X, y, w, b, lr: ..., "a blank is left"),
        (lambda X, y, w, b, lr: (w - ..., b), "a blank is left"),
        (lambda X, y, w, b, lr: (w, ...), "a blank is left"),
        (lambda X, y, w, b, lr: (w, torch.tensor([...])), "a blank is left"),
        (lambda X, y, w, b, lr: None, "it returns nothing"),
        (lambda X, y, w, b, lr: step(X, y, w, b, lr) if b > 0 else None, "it returns nothing"),
        (lambda X, y, w, b, lr: step(X, y, w, b, lr) if b > 0 else w, "the shape (3,), expected"),
        (lambda X, y, w, b, lr: w, "the shape (3,), expected is (3,), () = w, b"),
        (lambda X, y, w, b, lr: (w[:, None], b), "the shape (3, 1), (), expected is (3,), ()"),
        (lambda X, y, w, b, lr: (X @ y, b), "it raises RuntimeError: "),
        (lambda X, y, w, b, lr: (torch.einsum("ij,jk->i", X, w), b), "it raises RuntimeError: "),
        (lambda X, y, w, b, lr: (num_classes, b), "it raises NameError: "),  # noqa: F821
        (lambda X, y: (X, y), "it raises TypeError: "),
        (lambda X, y, w, b, lr: ((X @ w) ^ 2, b), "a power is written **, not ^"),
        (lambda X, y, w, b, lr: (w, 0.5 ^ 2), "a power is written **, not ^"),
        (in_place, "it changes its arguments"),
        (lambda *case: (step(*case)[0], 3 * step(*case)[1]), "w is right, look at b"),
        (lambda *case: (3 * step(*case)[0], step(*case)[1]), "b is right, look at w"),
        (lambda X, y, w, b, lr: (3 * w, 3 * b), EXERCISES["gd-step"].ask.en),
    ],
)
def test_what_readers_write(answer, said):
    assert said in check("gd-step", answer)
    assert check("gd-step", answer, language="zh").startswith(NOT_YET.zh)


@pytest.mark.parametrize(
    ("answer", "en", "zh"),
    [
        (lambda *case: case[2].numpy(), "it returns ndarray, not", "返回的是 ndarray，不是"),
        (
            lambda *case: (case[2], case[3].numpy()),
            "it returns b as ndarray, not",
            "返回的 b 是 ndarray，不是",
        ),
        (lambda *case: ("w", "b"), "it returns w as str, not", "返回的 w 是 str，不是"),
    ],
)
def test_what_is_no_tensor_is_named(answer, en, zh):
    assert check("gd-step", answer) == f"{NOT_YET.en}{en} a tensor"
    assert check("gd-step", answer, language="zh") == f"{NOT_YET.zh}{zh}张量"


def test_values_and_their_indices_are_no_tensor():
    said = check("predict", lambda X, w, b: (X @ w + b)[:, None].min(dim=1))
    assert said == f"{NOT_YET.en}it returns tuple, not a tensor"


def test_an_unknown_exercise_or_language_is_named():
    with pytest.raises(ValueError, match="expected one of covariance, .*, but name has value 'gd'"):
        check("gd", step)
    with pytest.raises(ValueError, match="expected en or zh, but language has value 'de'"):
        check("gd-step", step, language="de")


@pytest.mark.parametrize("size", [5, 6, 7])
def test_the_examples_are_not_always_five(size):
    said = check("half-squared-error", lambda y_hat, y: (y_hat - y).square().sum() / (2 * size))
    assert said != RIGHT.en


def test_the_classes_are_not_always_three():
    def answer(X, labels, W, b):
        D = (torch.softmax(X @ W + b, 1) - one_hot(labels, 3, dtype=W.dtype)) / len(X)
        return X.T @ D, D.sum(0)

    assert "W.shape[1]" in check("cross-entropy-gradient", answer)
