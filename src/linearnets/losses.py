"""The losses of regression and of classification, with their derivatives written out."""

from jaxtyping import Float
from torch import Tensor

from linearnets import _validate
from linearnets._cross_entropy import cross_entropy, cross_entropy_gradient, soft_cross_entropy
from linearnets.linear import append_ones

# In the order of the reference.
__all__ = [
    "half_squared_error",
    "half_squared_error_gradient",
    "half_squared_error_hessian",
    "cross_entropy",
    "soft_cross_entropy",
    "cross_entropy_gradient",
]


def half_squared_error(y_hat: Float[Tensor, " n"], y: Float[Tensor, " n"]) -> Float[Tensor, ""]:
    r"""Return the mean over the examples of half the squared error.

    A prediction costs half the square of its distance from the target, whichever side it is on:

    $$
    L = \frac{1}{n} \sum_{i=1}^{n} \frac{1}{2} \left( \hat{y}_i - y_i \right)^2.
    $$

    The half cancels the 2 of the derivative, so that the slope is the error itself. The shapes
    must be equal: `(n, 1)` against `(n,)` would broadcast to all `n * n` differences.

    Args:
        y_hat: Predictions, $\hat{\mathbf{y}}$. Shape `(n,)`, finite.
        y: Targets, $\mathbf{y}$. Shape `(n,)`, finite.

    Returns:
        The mean loss, in the squared unit of the targets, never negative. Shape `()`.

    Raises:
        TypeError: If an argument is not a tensor.
        ValueError: If `y_hat` and `y` differ in length or dtype, are empty, or have a value that
            is not finite.

    Examples:
        Errors of 1 and 3 cost a half and nine halves, 2.5 on average:

        >>> import torch
        >>> half_squared_error(torch.tensor([1.0, 5.0]), torch.tensor([0.0, 2.0]))
        tensor(2.5000)

    References:
        Bishop, "Pattern Recognition and Machine Learning", 2006, eq. 1.2 (the sum, not the mean).
    """
    _validate.tensors(y_hat=(y_hat, "n"), y=(y, "n"))
    return (y_hat - y).square().mean() / 2


def half_squared_error_gradient(
    X: Float[Tensor, "n d"],
    y: Float[Tensor, " n"],
    w: Float[Tensor, " d"],
    b: Float[Tensor, ""],
) -> tuple[Float[Tensor, " d"], Float[Tensor, ""]]:
    r"""Return the gradient of the mean half squared error in the weights and the bias.

    Each example pulls the weights along its features, as hard as its prediction is wrong:

    $$
    \begin{aligned}
    \frac{\partial L}{\partial w_j} &= \frac{1}{n} \sum_{i=1}^{n} x_{i,j}
    \left( \hat{y}_i - y_i \right), \\[0.5em]
    \frac{\partial L}{\partial b} &= \frac{1}{n} \sum_{i=1}^{n}
    \left( \hat{y}_i - y_i \right), \\[0.5em]
    \hat{y}_i &= \sum_{k=1}^{d} x_{i,k} w_k + b.
    \end{aligned}
    $$

    Both sums are products with the one residual vector $\hat{\mathbf{y}} - \mathbf{y}$, at the
    cost of two passes over $\mathbf{X}$; autograd computes the same and is not needed.

    Args:
        X: Features, $\mathbf{X}$, one example a row. Shape `(n, d)`, finite.
        y: Targets, $\mathbf{y}$. Shape `(n,)`, finite.
        w: Weights, $\mathbf{w}$, at which the gradient is taken. Shape `(d,)`, finite.
        b: Bias, $b$, at which the gradient is taken. Shape `()`, finite.

    Returns:
        The gradient in the weights and the derivative in the bias, in the squared unit of the
        targets per unit of each parameter. Shapes `(d,)` and `()`.

    Raises:
        TypeError: If an argument is not a tensor.
        ValueError: If a shape or dtype does not fit the others, `X` has no rows, or a value is
            not finite.

    Examples:
        Both predictions are 1 too high, so the gradient is the mean of the features, and 1:

        >>> import torch
        >>> X, y = torch.tensor([[1.0, 0.0], [3.0, 4.0]]), torch.tensor([0.0, 2.0])
        >>> half_squared_error_gradient(X, y, torch.tensor([1.0, 0.0]), torch.tensor(0.0))
        (tensor([2., 2.]), tensor(1.))

    References:
        Bishop, "Pattern Recognition and Machine Learning", 2006, section 3.1.1.
    """
    _validate.tensors(X=(X, "n d"), y=(y, "n"), w=(w, "d"), b=(b, ""))
    residual = X @ w + b - y
    return X.T @ residual / len(y), residual.mean()


def half_squared_error_hessian(X: Float[Tensor, "n d"]) -> Float[Tensor, "d+1 d+1"]:
    r"""Return the Hessian of the mean half squared error in the weights and the bias.

    It is the curvature of the loss, the same at every $(\mathbf{w}, b)$ and for any targets,
    because the loss is quadratic. With $\tilde{x}_{i,d+1} = 1$ for the bias, which comes last:

    $$
    H_{j,k} = \frac{1}{n} \sum_{i=1}^{n} \tilde{x}_{i,j} \tilde{x}_{i,k}.
    $$

    It is $\tilde{\mathbf{X}}^\top \tilde{\mathbf{X}} / n$, of a size that the number of examples
    does not change.

    Args:
        X: Features, $\mathbf{X}$, one example a row. Shape `(n, d)`, finite.

    Returns:
        The Hessian, symmetric and without negative eigenvalues. Shape `(d + 1, d + 1)`.

    Raises:
        TypeError: If `X` is not a tensor.
        ValueError: If `X` is not a matrix of finite floating-point numbers with at least one row.

    Examples:
        One feature: its mean square and its mean, the mean again, and 1 for the bias:

        >>> import torch
        >>> half_squared_error_hessian(torch.tensor([[1.0], [3.0]]))
        tensor([[5., 2.],
                [2., 1.]])

    References:
        Boyd and Vandenberghe, "Convex Optimization", 2004, section 9.1.1.
    """
    X_tilde = append_ones(X)
    return X_tilde.T @ X_tilde / len(X)
