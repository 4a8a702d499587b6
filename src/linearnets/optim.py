"""Gradient descent on the half squared error, by all examples or by minibatches at a time."""

from collections.abc import Callable
from typing import NamedTuple

import torch
from jaxtyping import Float
from torch import Tensor

from linearnets._checks import PositiveFloat, PositiveInt, check_range, checked
from linearnets.data import minibatches
from linearnets.linear import predict
from linearnets.losses import (
    half_squared_error,
    half_squared_error_gradient,
    half_squared_error_hessian,
)


class History(NamedTuple):
    r"""The way of a descent: entry `k` is after `k` of `t` steps, or epochs; entry 0 is the start.

    Attributes:
        losses: Loss of all examples.
        w: Weights, one state a row.
        b: Bias.
    """

    losses: Float[Tensor, " t+1"]
    w: Float[Tensor, "t+1 d"]
    b: Float[Tensor, " t+1"]


class Fit(NamedTuple):
    r"""What a descent returns.

    Attributes:
        w: The last weights.
        b: The last bias.
        history: The way to them.
    """

    w: Float[Tensor, " d"]
    b: Float[Tensor, ""]
    history: History


@checked
@torch.no_grad()
def gradient_descent(
    X: Float[Tensor, "n d"],
    y: Float[Tensor, " n"],
    lr: PositiveFloat,
    num_steps: PositiveInt,
    *,
    w: Float[Tensor, " d"] | None = None,
    b: Float[Tensor, ""] | None = None,
) -> Fit:
    r"""Return the linear model after steps of gradient descent on the mean half squared error.

    $$
    \mathbf{w} \leftarrow \mathbf{w} - \eta\, \frac{\partial L}{\partial \mathbf{w}}, \qquad
    b \leftarrow b - \eta\, \frac{\partial L}{\partial b}.
    $$

    Args:
        X: Features, $\mathbf{X}$, one example a row.
        y: Targets, $\mathbf{y}$.
        lr: Learning rate, $\eta$, above 0; stable up to `max_learning_rate(X)`.
        num_steps: Number of steps, $t$, at least 1.
        w: Weights to start from; not changed. Zeros if not given.
        b: Bias to start from; not changed. Zero if not given.

    Returns:
        The last weights and bias, and the history of all `t + 1` states. They carry no gradient.

    Raises:
        DivergenceError: If the loss is not finite or over a million times its start; a start
            below rounding error counts as rounding error.

    Examples:
        >>> X, y = torch.tensor([[-1.0], [1.0]]), torch.tensor([-1.0, 3.0])
        >>> w, b, history = gradient_descent(X, y, lr=1.0, num_steps=1)
        >>> w, b, history.losses
        (tensor([2.]), tensor(1.), tensor([2.5000, 0.0000]))

    References:
        Boyd and Vandenberghe, "Convex Optimization", 2004, section 9.3.
    """

    def step(w: Tensor, b: Tensor) -> tuple[Tensor, Tensor]:
        grad_w, grad_b = half_squared_error_gradient(X, y, w, b)
        w = w - lr * grad_w
        b = b - lr * grad_b
        return w, b

    return _repeated(step, num_steps, (w, b), X, y, lr, None)


@checked
@torch.no_grad()
def minibatch_sgd(
    X: Float[Tensor, "n d"],
    y: Float[Tensor, " n"],
    lr: PositiveFloat,
    num_epochs: PositiveInt,
    *,
    batch_size: PositiveInt,
    w: Float[Tensor, " d"] | None = None,
    b: Float[Tensor, ""] | None = None,
    generator: torch.Generator | None = None,
) -> Fit:
    r"""Return the linear model after epochs of minibatch stochastic gradient descent.

    Each minibatch $\mathcal{B}$ of an epoch makes one step on its own loss $L_{\mathcal{B}}$:

    $$
    \mathbf{w} \leftarrow \mathbf{w} - \eta\, \frac{\partial L_{\mathcal{B}}}{\partial \mathbf{w}},
    \qquad b \leftarrow b - \eta\, \frac{\partial L_{\mathcal{B}}}{\partial b}.
    $$

    Args:
        X: Features, $\mathbf{X}$, one example a row.
        y: Targets, $\mathbf{y}$.
        lr: Learning rate, $\eta$, above 0.
        num_epochs: How often every example is seen, at least 1.
        batch_size: Examples in a minibatch, at least 1; `n` or more is gradient descent.
        w: Weights to start from; not changed. Zeros if not given.
        b: Bias to start from; not changed. Zero if not given.
        generator: Source of the shuffles, on the CPU. PyTorch's default generator if not given.

    Returns:
        The last weights and bias, and the history of `num_epochs + 1` states. They carry no gradient.

    Raises:
        DivergenceError: If the loss is not finite or over a million times its start; a start
            below rounding error counts as rounding error.

    Examples:
        >>> X, y = torch.tensor([[-1.0], [0.0], [1.0]]), torch.tensor([-1.0, 1.0, 3.0])
        >>> w, b, history = minibatch_sgd(X, y, lr=0.5, num_epochs=50, batch_size=2)
        >>> w, b, history.losses.shape
        (tensor([2.]), tensor(1.), torch.Size([51]))

    References:
        Bottou, "Large-scale machine learning with stochastic gradient descent", 2010.
    """

    def epoch(w: Tensor, b: Tensor) -> tuple[Tensor, Tensor]:
        for X_B, y_B in minibatches(X, y, batch_size, generator=generator):
            grad_w, grad_b = half_squared_error_gradient(X_B, y_B, w, b)
            w = w - lr * grad_w
            b = b - lr * grad_b
        return w, b

    whole = batch_size >= len(y)
    return _repeated(epoch, num_epochs, (w, b), X, y, lr, None if whole else batch_size)


@checked
def max_learning_rate(X: Float[Tensor, "n d"]) -> float:
    r"""Return the learning rate above which gradient descent on the half squared error can diverge.

    Along an eigenvector of the Hessian $\mathbf{H}$ with eigenvalue $\lambda$, one step multiplies
    the distance from the minimum by $1 - \eta \lambda$, at most one in size as long as

    $$
    \eta \le \frac{2}{\lambda_{\max}(\mathbf{H})}.
    $$

    Args:
        X: Features, $\mathbf{X}$, one example a row.

    Returns:
        The largest stable learning rate, above 0 and never above 2, the rate of the bias alone.

    Examples:
        >>> max_learning_rate(torch.tensor([[-2.0], [2.0]]))  # of the eigenvalues 4 and 1
        0.5

    References:
        LeCun, Bottou, Orr and Müller, "Efficient BackProp", 1998.
    """
    hessian = half_squared_error_hessian(X.detach().double())
    check_range(hessian, X=X)
    largest = torch.linalg.eigvalsh(hessian)[-1].item()
    return min(2 / largest, 2.0)  # rounding may leave an eigenvalue a little below 1


class DivergenceError(ArithmeticError):
    r"""Training ran away because the learning rate is too large.

    Attributes:
        history: All losses, weights and biases, up to and including the entry that gave up.
        lr: The learning rate, $\eta$, that was used.
        max_lr: The largest stable learning rate of gradient descent, $2 / \lambda_{\max}$.
        batch_size: The number of examples a step saw, or `None` if it saw all.
        step: The number of steps taken; of `minibatch_sgd`, of epochs.
        loss: The loss after that step, perhaps infinite.
    """

    def __init__(self, history: History, lr: float, max_lr: float, batch_size: int | None) -> None:
        super().__init__(history, lr, max_lr, batch_size)
        self.history, self.lr, self.max_lr, self.batch_size = history, lr, max_lr, batch_size
        self.step, self.loss = len(history.losses) - 1, history.losses[-1].item()

    def __str__(self) -> str:
        what, less = "gradient descent diverged at step", ""
        if self.batch_size is not None:
            what = "minibatch SGD diverged in epoch"
            less = f" of all examples, and minibatches of {self.batch_size} bear less"
        return (
            f"{what} {self.step}: the loss is {self.loss:.2g}, because lr = {self.lr:.3g} is "
            f"{self.lr / self.max_lr:.3g} times the largest stable rate 2/λ_max = {self.max_lr:.3g}{less}"
        )


def _repeated(
    advance: Callable, times: int, start: tuple, X: Tensor, y: Tensor, lr: float, size: int | None
) -> Fit:
    """Follow a descent to its end with the loss of each state, or until the loss runs away."""
    w, b = start
    w = X.new_zeros(X.shape[1]) if w is None else w
    b = X.new_zeros(()) if b is None else b
    loss = half_squared_error(predict(X, w, b), y)
    check_range(loss, X=X, y=y, w=w, b=b)
    # At the optimum the start is rounding error, and a million times that is no divergence.
    rounding = torch.finfo(y.dtype).eps * y.double().square().mean().item() / 2
    limit = 1e6 * max(loss.item(), rounding)
    seen = [(loss, w, b)]
    while len(seen) <= times and loss.item() <= limit:  # which nan is not, either
        w, b = advance(w, b)
        loss = half_squared_error(predict(X, w, b), y)
        seen.append((loss, w, b))
    history = History(*map(torch.stack, zip(*seen, strict=True)))
    if not loss.item() <= limit:
        raise DivergenceError(history, lr, max_learning_rate(X), size)
    return Fit(w, b, history)
