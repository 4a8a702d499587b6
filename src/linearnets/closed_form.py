"""The closed form: the weights that minimise the squared loss, without a single step of descent."""

import math
from typing import NamedTuple

import torch
from jaxtyping import Float
from torch import Tensor

from linearnets import _validate

# Up to a condition number of 1e4 the Gram matrix loses at most half of the digits of float64, and
# one pass of refinement brings them back.
_SMALLEST_EIGENVALUE = 1e-8


class LeastSquares(NamedTuple):
    r"""The minimiser of the squared loss, and whether it is the only one.

    Attributes:
        w: The weights; of all minimisers the shortest. Shape `(d,)`.
        b: The bias. Shape `()`.
        rank: The number of independent columns of the centred features, from 0 to `d`. Below `d`
            there are other minimisers that predict the same for every example.
    """

    w: Float[Tensor, " d"]
    b: Float[Tensor, ""]
    rank: int


def least_squares(X: Float[Tensor, "n d"], y: Float[Tensor, " n"]) -> LeastSquares:
    r"""Return the weights and bias of least mean squared error, by the normal equation.

    With features and targets centred, $\mathbf{X}_c$ and $\mathbf{y}_c$, the weights solve

    $$
    \mathbf{X}_c^\top \mathbf{X}_c \mathbf{w} = \mathbf{X}_c^\top \mathbf{y}_c,
    \qquad
    b = \bar{y} - \bar{\mathbf{x}}^\top \mathbf{w}.
    $$

    The product $\mathbf{X}_c^\top \mathbf{X}_c$ squares the condition number. So it is formed in
    float64 from columns of one scale, solved by Cholesky, and the solution is refined once by what
    is left over. Where that would lose too many digits, or columns are dependent, a singular value
    decomposition is used instead. Singular values that the rounding of `X` could have made count
    as zero, and of all minimisers the one of least $\lVert \mathbf{w} \rVert$ is returned.

    Time is proportional to $n d^2$, memory to $n d$.

    Args:
        X: Features, $\mathbf{X}$, one example a row. Shape `(n, d)`, finite.
        y: Targets, $\mathbf{y}$. Shape `(n,)`, finite.

    Returns:
        Weights, bias and the rank of the centred features, in the dtype of `X`.

    Raises:
        TypeError: If `X` or `y` is not a tensor.
        ValueError: If a shape or dtype does not fit, a value is not finite, or the data are so large
            that centring them overflows or the solution does not fit the dtype.

    Examples:
        Three points on the line of slope 2 and intercept 1:

        >>> import torch
        >>> X, y = torch.tensor([[0.0], [1.0], [2.0]]), torch.tensor([1.0, 3.0, 5.0])
        >>> least_squares(X, y)
        LeastSquares(w=tensor([2.]), b=tensor(1.), rank=1)

        The same feature twice shares the weight:

        >>> least_squares(X[:, [0, 0]], y)
        LeastSquares(w=tensor([1., 1.]), b=tensor(1.), rank=1)

    References:
        Golub and Van Loan, "Matrix Computations", 1996, chapter 5.
    """
    A, t, x_mean, y_mean = _centred(X, y)
    high, low = A.amax(dim=0), A.amin(dim=0)
    varies, scale = high > low, torch.maximum(high, -low)
    # The entries of X are rounded, and centring magnifies that by their size beside their scatter.
    size = torch.maximum(high + x_mean, -low - x_mean) / scale
    if not varies.all():
        A, scale, size = A[:, varies], scale[varies], size[varies]
    A /= scale
    rounding = torch.finfo(X.dtype).eps * math.sqrt(len(y)) * size.norm()
    solution, rank = _by_cholesky(A, t, rounding), len(scale)
    if solution is None:
        solution, rank = _by_svd(A, t, rounding, scale)
    w = torch.zeros_like(x_mean)
    w[varies] = solution / scale
    return LeastSquares(*_in_dtype(X, w, x_mean, y_mean), rank)


def ridge(
    X: Float[Tensor, "n d"], y: Float[Tensor, " n"], penalty: float
) -> tuple[Float[Tensor, " d"], Float[Tensor, ""]]:
    r"""Return the weights and bias of least half squared error plus a penalty on the weights.

    With the loss of `half_squared_error`, the mean over examples of half the square, it minimises
    the first of these, and the weights that do so solve the second:

    $$
    \begin{aligned}
    & L(\mathbf{w}, b) + \frac{\lambda}{2} \lVert \mathbf{w} \rVert^2, \\[0.5em]
    & \Bigl( \frac{1}{n} \mathbf{X}_c^\top \mathbf{X}_c + \lambda \mathbf{I} \Bigr) \mathbf{w}
    = \frac{1}{n} \mathbf{X}_c^\top \mathbf{y}_c.
    \end{aligned}
    $$

    The bias is not penalised. Along a singular vector of $\mathbf{X}_c$ with singular value $s$
    the weight is multiplied by $s^2 / (s^2 + n \lambda)$, so every direction has one answer, and
    dependent columns do no harm. scikit-learn's `Ridge` calls $n \lambda$ `alpha`.

    Args:
        X: Features, $\mathbf{X}$, one example a row; usually standardized. Shape `(n, d)`, finite.
        y: Targets, $\mathbf{y}$. Shape `(n,)`, finite.
        penalty: Strength of the penalty, $\lambda$. Above 0.

    Returns:
        The weights, shape `(d,)`, and the bias, shape `()`, in the dtype of `X`.

    Raises:
        TypeError: If `X` or `y` is not a tensor.
        ValueError: If a shape or dtype does not fit, a number is out of its range, or the data are
            so large that centring them overflows or the solution does not fit the dtype.

    Examples:
        The mean square of this feature is 1, so a penalty of 1 halves the slope of 2:

        >>> import torch
        >>> X, y = torch.tensor([[-1.0], [1.0]]), torch.tensor([-1.0, 3.0])
        >>> ridge(X, y, penalty=1.0)
        (tensor([1.]), tensor(1.))

    References:
        Bishop, "Pattern Recognition and Machine Learning", 2006, eq. 3.28.
    """
    _validate.positive(penalty=penalty)
    A, t, x_mean, y_mean = _centred(X, y)
    sigma, Vh, z = _svd(A, t)
    # Divided by sigma, above and below, so that no square overflows.
    w = Vh.T @ (z / (sigma + len(y) * penalty / sigma))
    return _in_dtype(X, w, x_mean, y_mean)


def _centred(X: Tensor, y: Tensor) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    _validate.tensors(X=(X, "n d"), y=(y, "n"))
    X, y = X.double(), y.double()
    x_mean, y_mean = X.mean(dim=0), y.mean()
    A, t = X - x_mean, y - y_mean
    for name, centred, whole in (("X", A, X), ("y", t, y)):
        if not centred.sum().isfinite():
            _validate.fail(
                "sums in the range of float64", name, f"entries to {whole.abs().max():.3g}"
            )
    return A, t, x_mean, y_mean


def _by_cholesky(A: Tensor, t: Tensor, rounding: Tensor) -> Tensor | None:
    n, d = A.shape
    if n <= d or d == 0:
        return None
    gram = A.T @ A
    eigenvalues = torch.linalg.eigvalsh(gram)
    if eigenvalues[0] <= max(_SMALLEST_EIGENVALUE * eigenvalues[-1], rounding**2):
        return None
    factor = torch.linalg.cholesky(gram)
    w = t.new_zeros(d)
    for _ in range(2):  # the solution, then its correction
        left_over = A.T @ (t - A @ w)
        w += torch.cholesky_solve(left_over[:, None], factor)[:, 0]
    return w


def _by_svd(A: Tensor, t: Tensor, rounding: Tensor, scale: Tensor) -> tuple[Tensor, int]:
    sigma, Vh, z = _svd(A, t)
    rank = int((sigma > rounding).sum())
    V = Vh[:rank].T
    w = V @ (z[:rank] / sigma[:rank])
    if rank < len(scale):
        # Shortest in the units of X: the part of w / scale in the row space of A * scale.
        rows, _ = torch.linalg.qr(scale[:, None] * V)
        w = scale * (rows @ (rows.T @ (w / scale)))
    return w, rank


def _svd(A: Tensor, t: Tensor) -> tuple[Tensor, Tensor, Tensor]:
    # R of (A t) holds all that is needed of A and t, in d + 1 rows instead of n.
    _, R = torch.linalg.qr(torch.column_stack([A, t]), mode="r")
    U, sigma, Vh = torch.linalg.svd(R[:, :-1], full_matrices=False)
    return sigma, Vh, U.T @ R[:, -1]


def _in_dtype(X: Tensor, w: Tensor, x_mean: Tensor, y_mean: Tensor) -> tuple[Tensor, Tensor]:
    w, b = w.to(X.dtype), (y_mean - x_mean @ w).to(X.dtype)
    if not (w.isfinite().all() and b.isfinite()):
        _validate.fail(f"a solution in the range of {X.dtype}", "the solution", f"w {w}, b {b}")
    return w, b
