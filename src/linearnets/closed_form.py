"""The closed form: the weights that minimize the squared loss, without a single step of descent."""

import math
from typing import NamedTuple

import torch
from jaxtyping import Float
from torch import Tensor

from linearnets._checks import PositiveFloat, check_range, checked


class LeastSquares(NamedTuple):
    r"""What `least_squares` returns.

    Attributes:
        w: Weights that minimize the squared loss.
        b: Bias.
        rank: Rank of the centred features. Below `d`, other weights predict the same for every
            example.
    """

    w: Float[Tensor, " d"]
    b: Float[Tensor, ""]
    rank: int


@checked
@torch.no_grad()
def least_squares(X: Float[Tensor, "n d"], y: Float[Tensor, " n"]) -> LeastSquares:
    r"""Return the weights and bias of least mean squared error, by the singular values.

    With features and targets centred, $\mathbf{X}_c = \sum_k s_k \mathbf{u}_k \mathbf{v}_k^\top$
    and $\mathbf{y}_c$,

    $$
    \mathbf{w} = \sum_{s_k > 0} \frac{\mathbf{u}_k^\top \mathbf{y}_c}{s_k}\, \mathbf{v}_k,
    \qquad
    b = \bar{y} - \bar{\mathbf{x}}^\top \mathbf{w}.
    $$

    It is computed in float64, each column over its largest entry, so that units do not matter. A
    singular value or a column that rounding, of the entries of `X` or of the computation, could have
    made counts as 0. Of all minimizers that of least
    $\lVert \mathbf{w} \rVert$ is returned, unless the sizes of columns differ by a factor of millions.

    Args:
        X: Features, $\mathbf{X}$, one example a row.
        y: Targets, $\mathbf{y}$.

    Returns:
        Weights, bias and rank, in the dtype of `X`. They carry no gradient.

    Examples:
        >>> X, y = torch.tensor([[0.0], [1.0], [2.0]]), torch.tensor([1.0, 3.0, 5.0])
        >>> least_squares(X, y)
        LeastSquares(w=tensor([2.]), b=tensor(1.), rank=1)
        >>> least_squares(X[:, [0, 0]], y)  # the same feature twice shares the weight
        LeastSquares(w=tensor([1., 1.]), b=tensor(1.), rank=1)

    References:
        Golub and Van Loan, "Matrix Computations", 1996, chapter 5.
    """
    R, mean, scale = _centred(X, y)
    dtype = torch.finfo(X.dtype)
    # Of the largest entry; in the smallest, numbers run out of digits.
    rounding = dtype.eps * (mean[:-1].abs() + scale).clamp(min=16 * dtype.tiny)
    scale[scale <= 4 * rounding] = math.inf  # constant up to rounding: now a column of zeros
    s, V, z = _svd(R, scale)
    # What rounding the entries of X can make of a v.
    of_entries = 2 * math.sqrt(len(y)) * (V * (rounding / scale)[:, None]).norm(dim=0)
    kept = s > torch.maximum(of_entries, _tolerance(s, X))
    V, a = V[:, kept], z[kept] / s[kept]
    w = V @ a / scale
    if len(a) < len(w):
        w = _shortest(w, V, a, scale)
    b = mean[-1] - mean[:-1] @ w
    return LeastSquares(w.to(X.dtype), b.to(X.dtype), len(a))


@checked
@torch.no_grad()
def ridge(
    X: Float[Tensor, "n d"], y: Float[Tensor, " n"], penalty: PositiveFloat
) -> tuple[Float[Tensor, " d"], Float[Tensor, ""]]:
    r"""Return the weights and bias of least half squared error plus a penalty on the weights.

    With $L$ as in `half_squared_error`, it minimizes the first of these by the second:

    $$
    L(\mathbf{w}, b) + \frac{\lambda}{2} \lVert \mathbf{w} \rVert^2, \qquad
    \mathbf{w} = \sum_{s_k > 0} \frac{s_k^2}{s_k^2 + n \lambda} \cdot
    \frac{\mathbf{u}_k^\top \mathbf{y}_c}{s_k}\, \mathbf{v}_k.
    $$

    The $s_k$, $\mathbf{u}_k$ and $\mathbf{v}_k$ are those of `least_squares`; the bias is not penalized.
    Equal columns do no harm, whatever the penalty. Columns whose sizes differ by millions, with a penalty
    below $10^{-8}$, cost digits: standardize them first. scikit-learn's `Ridge` calls $n \lambda$ `alpha`.

    Args:
        X: Features, $\mathbf{X}$, one example a row; usually standardized.
        y: Targets, $\mathbf{y}$.
        penalty: Strength of the penalty, $\lambda$, above 0.

    Returns:
        The weights and the bias, in the dtype of `X`. They carry no gradient.

    Examples:
        >>> X, y = torch.tensor([[-1.0], [1.0]]), torch.tensor([-1.0, 3.0])
        >>> ridge(X, y, penalty=1.0)  # the mean square of the feature: it halves the slope of 2
        (tensor([1.]), tensor(1.))

    References:
        Bishop, "Pattern Recognition and Machine Learning", 2006, eq. 3.28, whose $\lambda$ is our $n \lambda$.
    """
    R, mean, scale = _centred(X, y)
    # Units do not change the rank: it is counted with each column over its largest entry.
    in_scale, _, _ = _svd(R, scale.masked_fill(scale == 0, math.inf))
    rank = int((in_scale > _tolerance(in_scale, X)).sum())
    s, V, z = (part[..., :rank] for part in _svd(R, torch.ones_like(scale)))
    # Divided by s, above and below, so that no square overflows.
    w = V @ (z / (s + len(y) * penalty / s))
    b = mean[-1] - mean[:-1] @ w
    return w.to(X.dtype), b.to(X.dtype)


def _centred(X: Tensor, y: Tensor) -> tuple[Tensor, Tensor, Tensor]:
    """Return R of the centred `(X y)`, the means, and the largest entry of each centred feature."""
    M = torch.cat([X.T, y[None]]).double().T  # in memory by columns, as LAPACK takes it
    mean = M.mean(dim=0)
    M -= mean
    # All that is needed of the products of the columns, in d + 1 rows instead of n.
    R = torch.linalg.qr(M, mode="r").R
    check_range(R, X=X, y=y)
    return R, mean, torch.linalg.vector_norm(M[:, :-1], math.inf, dim=0)


def _svd(R: Tensor, scale: Tensor) -> tuple[Tensor, Tensor, Tensor]:
    """Return the s, the v as columns and the products of the u with y, of X over the scale."""
    U, s, Vh = torch.linalg.svd(R[:, :-1] / scale, full_matrices=False)
    return s, Vh.T, U.T @ R[:, -1]


def _tolerance(s: Tensor, X: Tensor) -> Tensor:
    """Return what computing may have made of a singular value of zero; it grows with the rows it sums."""
    return max(X.shape) * torch.finfo(s.dtype).eps * s[:1]


def _shortest(w: Tensor, V: Tensor, a: Tensor, scale: Tensor) -> Tensor:
    """Return the part of w in the row space of X, of which V is that of X over the scale."""
    unit = scale.masked_fill(scale.isinf(), 0.0)
    rows, _ = torch.linalg.qr(V * unit[:, None])
    short = rows @ (rows.T @ w)
    short += V @ (a - V.T @ (unit * short)) / scale
    # Units so far apart that this costs the fit more than four digits: w is short enough.
    short = short if (unit * short).norm() <= 1e4 * a.norm() else w
    return short.masked_fill(scale.isinf(), 0.0)
