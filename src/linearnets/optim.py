"""Gradient descent on the half squared error, by all examples or by minibatches at a time."""

import torch
from jaxtyping import Float
from torch import Tensor

from linearnets import _validate
from linearnets._training import DivergenceError, Fit, History, Recorder, max_learning_rate
from linearnets.data import minibatches

# In the order of the reference.
__all__ = [
    "gradient_descent",
    "minibatch_sgd",
    "max_learning_rate",
    "Fit",
    "History",
    "DivergenceError",
]


@torch.no_grad()
def gradient_descent(
    X: Float[Tensor, "n d"],
    y: Float[Tensor, " n"],
    lr: float,
    num_steps: int,
    *,
    w: Float[Tensor, " d"] | None = None,
    b: Float[Tensor, ""] | None = None,
) -> Fit:
    r"""Return the linear model after steps of gradient descent on the mean half squared error.

    Each step walks down the gradient, over all examples, as far as the learning rate says:

    $$
    \begin{aligned}
    \mathbf{r} &= \mathbf{X} \mathbf{w} + b - \mathbf{y}, \\
    \mathbf{w} &\leftarrow \mathbf{w} - \frac{\eta}{n} \mathbf{X}^\top \mathbf{r}, \\[0.5em]
    b &\leftarrow b - \frac{\eta}{n} \sum_{i=1}^{n} r_i.
    \end{aligned}
    $$

    Both parameters move from the same residual $\mathbf{r}$. The loss counts as diverged when it
    is not finite or over a million times its start; at a stable rate it never grows.

    Args:
        X: Features, $\mathbf{X}$, one example a row. Shape `(n, d)`, finite.
        y: Targets, $\mathbf{y}$. Shape `(n,)`, finite.
        lr: Learning rate, $\eta$. Above 0; stable up to `max_learning_rate(X)`.
        num_steps: Number of steps, $t$. At least 1.
        w: Weights to start from; not changed. Shape `(d,)`. Zeros if not given.
        b: Bias to start from; not changed. Shape `()`. Zero if not given.

    Returns:
        The last weights and bias, and the history of all `t + 1` states.

    Raises:
        TypeError: If `X`, `y`, `w` or `b` is not a tensor.
        ValueError: If a shape or dtype does not fit, or a number is out of its range.
        DivergenceError: If the loss diverges; it carries the history.

    Examples:
        Two points on a line of slope 2 and intercept 1. The feature is standardized, so the
        Hessian is the identity, and one step at rate 1 is enough:

        >>> import torch
        >>> X, y = torch.tensor([[-1.0], [1.0]]), torch.tensor([-1.0, 3.0])
        >>> w, b, history = gradient_descent(X, y, lr=1.0, num_steps=1)
        >>> w, b, history.losses
        (tensor([2.]), tensor(1.), tensor([2.5000, 0.0000]))

    References:
        Boyd and Vandenberghe, "Convex Optimization", 2004, section 9.3.
    """
    w, b = _checked_start(X, y, w, b)
    _validate.positive(lr=lr)
    _validate.count(num_steps=num_steps)
    recorder, residual = Recorder(X, y, num_steps, lr), X @ w + b - y
    recorder.add(residual, w, b)
    for _ in range(num_steps):
        w = w - lr * (X.T @ residual / len(y))
        b = b - lr * residual.mean()
        residual = X @ w + b - y
        recorder.add(residual, w, b)
    return Fit(w, b, recorder.history)


@torch.no_grad()
def minibatch_sgd(
    X: Float[Tensor, "n d"],
    y: Float[Tensor, " n"],
    lr: float,
    num_epochs: int,
    *,
    batch_size: int,
    w: Float[Tensor, " d"] | None = None,
    b: Float[Tensor, ""] | None = None,
    generator: torch.Generator | None = None,
) -> Fit:
    r"""Return the linear model after epochs of minibatch stochastic gradient descent.

    Each epoch shuffles the examples and cuts them into minibatches $\mathcal{B}$. Each minibatch
    makes one step down the gradient of its own mean half squared error:

    $$
    \begin{aligned}
    r_i &= \mathbf{x}_i^\top \mathbf{w} + b - y_i, \\
    \mathbf{w} &\leftarrow \mathbf{w}
        - \frac{\eta}{|\mathcal{B}|} \sum_{i \in \mathcal{B}} r_i \mathbf{x}_i, \\[0.5em]
    b &\leftarrow b - \frac{\eta}{|\mathcal{B}|} \sum_{i \in \mathcal{B}} r_i.
    \end{aligned}
    $$

    $|\mathcal{B}|$ is the number of examples that are there, also in the last, shorter minibatch.
    The loss over all examples is taken once an epoch; it counts as diverged when it is not finite
    or over a million times its start.

    Args:
        X: Features, $\mathbf{X}$, one example a row. Shape `(n, d)`, finite.
        y: Targets, $\mathbf{y}$. Shape `(n,)`, finite.
        lr: Learning rate, $\eta$. Above 0.
        num_epochs: How often every example is seen. At least 1.
        batch_size: Examples in a minibatch. At least 1; `n` or more is gradient descent.
        w: Weights to start from; not changed. Shape `(d,)`. Zeros if not given.
        b: Bias to start from; not changed. Shape `()`. Zero if not given.
        generator: Source of the shuffles. PyTorch's default generator if not given.

    Returns:
        The last weights and bias, and the history of the start and of the end of each epoch.

    Raises:
        TypeError: If `X`, `y`, `w` or `b` is not a tensor.
        ValueError: If a shape or dtype does not fit, or a number is out of its range.
        DivergenceError: If the loss diverges; it carries the history.

    Examples:
        Noiseless points are fitted exactly, though no step sees them all:

        >>> import torch
        >>> X, y = torch.tensor([[-1.0], [0.0], [1.0]]), torch.tensor([-1.0, 1.0, 3.0])
        >>> w, b, history = minibatch_sgd(X, y, lr=0.5, num_epochs=50, batch_size=2)
        >>> w, b, history.losses.shape
        (tensor([2.]), tensor(1.), torch.Size([51]))

    References:
        Bottou, "Large-scale machine learning with stochastic gradient descent", 2010.
    """
    w, b = _checked_start(X, y, w, b)
    _validate.positive(lr=lr)
    _validate.count(num_epochs=num_epochs, batch_size=batch_size)
    recorder = Recorder(X, y, num_epochs, lr, batch_size if batch_size < len(y) else None)
    recorder.add(X @ w + b - y, w, b)
    for _ in range(num_epochs):
        for X_B, y_B in minibatches(X, y, batch_size, generator=generator):
            residual = X_B @ w + b - y_B
            w = w - lr / len(y_B) * (X_B.T @ residual)
            b = b - lr / len(y_B) * residual.sum()
        recorder.add(X @ w + b - y, w, b)
    return Fit(w, b, recorder.history)


def _checked_start(
    X: Tensor, y: Tensor, w: Tensor | None, b: Tensor | None
) -> tuple[Tensor, Tensor]:
    _validate.tensors(X=(X, "n d"))
    w = X.new_zeros(X.shape[1]) if w is None else w
    b = X.new_zeros(()) if b is None else b
    _validate.tensors(X=(X, "n d"), y=(y, "n"), w=(w, "d"), b=(b, ""))
    return w, b
