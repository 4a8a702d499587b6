"""What training records, and how it stops when the rate is too large. Public in `optim`."""

import math
from typing import NamedTuple

import torch
from jaxtyping import Float
from torch import Tensor

from linearnets import _validate
from linearnets.losses import half_squared_error_hessian


class History(NamedTuple):
    r"""What training passed through: entry `k` is the state after `k` of `t` steps, or epochs.

    Attributes:
        losses: The mean half squared error of all examples. Shape `(t + 1,)`; entry 0 is the start.
        w: The weights. Shape `(t + 1, d)`.
        b: The bias. Shape `(t + 1,)`.
    """

    losses: Float[Tensor, " t+1"]
    w: Float[Tensor, "t+1 d"]
    b: Float[Tensor, " t+1"]


class Fit(NamedTuple):
    r"""The parameters that training ended with, and the way to them.

    Attributes:
        w: Weights after the last step. Shape `(d,)`.
        b: Bias after the last step. Shape `()`.
        history: All losses, weights and biases, from the start to the end.
    """

    w: Float[Tensor, " d"]
    b: Float[Tensor, ""]
    history: History


class DivergenceError(ArithmeticError):
    r"""Raised when training runs away because the learning rate is too large.

    Attributes:
        history: All losses, weights and biases, up to and including the entry that gave up.
        lr: The learning rate, $\eta$, that was used.
        max_lr: The largest stable learning rate of gradient descent, $2 / \lambda_{\max}$.
        batch_size: The number of examples a step saw, or `None` if it saw all.
        step: The number of steps taken; of `minibatch_sgd`, of epochs.
        loss: The loss after that step, perhaps infinite.
    """

    history: History
    lr: float
    max_lr: float
    batch_size: int | None
    step: int
    loss: float

    def __init__(
        self, history: History, lr: float, max_lr: float, batch_size: int | None = None
    ) -> None:
        super().__init__(history, lr, max_lr, batch_size)
        self.history, self.lr, self.max_lr, self.batch_size = history, lr, max_lr, batch_size
        self.step, self.loss = len(history.losses) - 1, history.losses[-1].item()

    def __str__(self) -> str:
        rate = f"lr = {self.lr:.3g} is {self.lr / self.max_lr:.3g} times"
        if self.batch_size is None:
            return (
                f"gradient descent diverged at step {self.step}: the loss is {self.loss:.2g}, "
                f"because {rate} the largest stable rate 2/λ_max = {self.max_lr:.3g}"
            )
        return (
            f"minibatch SGD diverged in epoch {self.step}: the loss is {self.loss:.2g}; {rate} "
            f"2/λ_max = {self.max_lr:.3g}, the limit with all examples in every step, and "
            f"minibatches of {self.batch_size} bear less"
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
        The largest stable learning rate, above 0 and never above 2, the rate of the bias alone.

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
    largest = torch.linalg.eigvalsh(hessian)[-1].item()
    return min(2 / largest, 2.0)  # rounding may leave an eigenvalue a little below 1


class Recorder:
    """Writes a history entry by entry, and raises an error when the loss runs away."""

    def __init__(
        self, X: Tensor, y: Tensor, length: int, lr: float, batch_size: int | None = None
    ) -> None:
        t = length + 1
        self.history = History(X.new_empty(t), X.new_empty(t, X.shape[1]), X.new_empty(t))
        self._X, self._y, self._lr, self._batch_size = X, y, lr, batch_size
        self._length, self._limit = 0, math.inf

    def add(self, residual: Tensor, w: Tensor, b: Tensor) -> None:
        """Record the loss of these residuals over all examples, and the parameters."""
        t, loss = self._length, residual @ residual / (2 * len(residual))
        self.history.losses[t], self.history.w[t], self.history.b[t] = loss, w, b
        self._length += 1
        if t == 0:
            self._limit = _divergence_limit(loss.item(), self._y)
        elif loss > self._limit or not math.isfinite(loss):
            seen = History(*(part[: t + 1] for part in self.history))
            max_lr = max_learning_rate(self._X)
            raise DivergenceError(seen, self._lr, max_lr, self._batch_size)


def _divergence_limit(start: float, y: Tensor) -> float:
    if not math.isfinite(start):
        _validate.fail(f"a loss in the range of {y.dtype}", "the start", f"loss {start}")
    # At the optimum the start is rounding error, and a million times that is no divergence.
    return 1e6 * max(start, torch.finfo(y.dtype).eps * (y @ y).item() / (2 * len(y)))
