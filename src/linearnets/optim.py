"""Gradient descent on the half squared error, and the largest learning rate that it stands."""

import math
from typing import NamedTuple

import torch
from jaxtyping import Float
from torch import Tensor

from linearnets import _validate
from linearnets.losses import half_squared_error_hessian


class History(NamedTuple):
    r"""What gradient descent passed through: entry `t` is the state after `t` steps.

    Attributes:
        losses: The mean half squared error. Shape `(t + 1,)`; entry 0 is at the start.
        w: The weights. Shape `(t + 1, d)`.
        b: The bias. Shape `(t + 1,)`.
    """

    losses: Float[Tensor, " t+1"]
    w: Float[Tensor, "t+1 d"]
    b: Float[Tensor, " t+1"]


class Fit(NamedTuple):
    r"""The parameters that gradient descent ended with, and the way to them.

    Attributes:
        w: Weights after the last step. Shape `(d,)`.
        b: Bias after the last step. Shape `()`.
        history: All losses, weights and biases, from the start to the last step.
    """

    w: Float[Tensor, " d"]
    b: Float[Tensor, ""]
    history: History


class DivergenceError(ArithmeticError):
    r"""Raised when gradient descent runs away because the learning rate is too large.

    Attributes:
        history: All losses, weights and biases, up to and including the step that gave up.
        lr: The learning rate, $\eta$, that was used.
        max_lr: The largest stable learning rate, $2 / \lambda_{\max}$.
        step: The number of steps taken.
        loss: The loss after that step, perhaps infinite.
    """

    def __init__(self, history: History, lr: float, max_lr: float) -> None:
        super().__init__(history, lr, max_lr)
        self.history, self.lr, self.max_lr = history, lr, max_lr
        self.step, self.loss = len(history.losses) - 1, history.losses[-1].item()

    def __str__(self) -> str:
        return (
            f"gradient descent diverged at step {self.step}: the loss is {self.loss:.2g}, because "
            f"lr = {self.lr:.3g} is {self.lr / self.max_lr:.3g} times the largest stable rate "
            f"2/λ_max = {self.max_lr:.3g}"
        )


def max_learning_rate(X: Float[Tensor, "n d"]) -> float:
    r"""Return the learning rate above which gradient descent on the half squared error diverges.

    Along an eigenvector of the Hessian $\mathbf{H}$ with eigenvalue $\lambda$, one step multiplies
    the distance from the minimum by $1 - \eta \lambda$. No eigenvalue makes that exceed one in
    size as long as

    $$
    \eta \le \frac{2}{\lambda_{\max}(\mathbf{H})}.
    $$

    The Hessian is that of the weights and the bias, `d + 1` square, so the cost grows with the
    number of features and not with the square of the number of examples.

    Args:
        X: Features, $\mathbf{X}$, one example a row. Shape `(n, d)`, finite.

    Returns:
        The largest stable learning rate: above 0, and never above 2, the rate of the bias alone.

    Raises:
        TypeError: If `X` is not a tensor.
        ValueError: If `X` is not a matrix of finite floating-point numbers with at least one row,
            or its squares overflow.

    Examples:
        A feature whose mean is 0 and whose mean square is 4 has the eigenvalues 4 and 1:

        >>> import torch
        >>> max_learning_rate(torch.tensor([[-2.0], [2.0]]))
        0.5

    References:
        LeCun, Bottou, Orr and Müller, "Efficient BackProp", 1998.
    """
    hessian = half_squared_error_hessian(X)
    if not hessian.isfinite().all():
        _validate.fail(f"squares in the range of {X.dtype}", "X", f"entries to {X.abs().max():.3g}")
    return 2 / torch.linalg.eigvalsh(hessian)[-1].item()


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
    \mathbf{r} = \mathbf{X} \mathbf{w} + b - \mathbf{y},
    \qquad
    \mathbf{w} \leftarrow \mathbf{w} - \frac{\eta}{n} \mathbf{X}^\top \mathbf{r},
    \qquad
    b \leftarrow b - \frac{\eta}{n} \sum_{i=1}^{n} r_i.
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
    _validate.tensors(X=(X, "n d"))
    w = X.new_zeros(X.shape[1]) if w is None else w
    b = X.new_zeros(()) if b is None else b
    _validate.tensors(X=(X, "n d"), y=(y, "n"), w=(w, "d"), b=(b, ""))
    _validate.positive(lr=lr)
    _validate.count(num_steps=num_steps)
    with torch.no_grad():
        return _descend(X, y, lr, num_steps, w, b)


def _descend(X: Tensor, y: Tensor, lr: float, num_steps: int, w: Tensor, b: Tensor) -> Fit:
    n, t = len(y), num_steps + 1
    history = History(X.new_empty(t), X.new_empty(t, len(w)), X.new_empty(t))
    residual = X @ w + b - y
    limit = _divergence_limit(residual, y)
    for step in range(t):
        loss = residual @ residual / (2 * n)
        history.losses[step], history.w[step], history.b[step] = loss, w, b
        if loss > limit or not math.isfinite(loss):
            seen = History(*(part[: step + 1] for part in history))
            raise DivergenceError(seen, lr, max_learning_rate(X))
        if step < num_steps:
            w = w - lr * (X.T @ residual / n)
            b = b - lr * residual.mean()
            residual = X @ w + b - y
    return Fit(w, b, history)


def _divergence_limit(residual: Tensor, y: Tensor) -> float:
    start = (residual @ residual).item() / (2 * len(y))
    if not math.isfinite(start):
        _validate.fail(f"a loss in the range of {y.dtype}", "the start", f"loss {start}")
    # At the optimum the start is rounding error, and a million times that is no divergence.
    return 1e6 * max(start, torch.finfo(y.dtype).eps * (y @ y).item() / (2 * len(y)))
