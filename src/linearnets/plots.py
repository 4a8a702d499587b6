"""Drawings on a matplotlib axes that the caller brings; matplotlib itself is not imported."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import torch
from jaxtyping import Float
from torch import Tensor

from linearnets import _validate

if TYPE_CHECKING:
    import matplotlib.axes

# Fine enough that 12 contours look smooth at page width, coarse enough for a file of 40 KB.
_GRID_SIZE = 61


def loss_contours(
    ax: "matplotlib.axes.Axes",
    loss: Callable[[Tensor, Tensor], Any],
    x_range: tuple[float, float],
    y_range: tuple[float, float],
    *,
    levels: int | Sequence[float] = 12,
) -> None:
    r"""Draw the contour lines of a loss of two parameters, in grey.

    A number $m$ of levels is spread between the smallest and the largest loss on the grid, so that
    the rings around the minimum of a quadratic are evenly spaced; $k$ runs from 1 to $m$:

    $$
    c_k = L_{\min} + \left( \frac{k}{m + 1} \right)^2 \left( L_{\max} - L_{\min} \right).
    $$

    The loss is called once for each point of the grid, with two scalars, so that it may be written
    with `predict` and `half_squared_error` as well as with plain arithmetic.

    Args:
        ax: Axes to draw on.
        loss: Function of two parameters, `float64` tensors of shape `()`, to one finite number.
        x_range: Ends of the first parameter, the smaller first.
        y_range: Ends of the second parameter, the smaller first.
        levels: Number of levels, $m$, at least 1; or the levels themselves, increasing.

    Raises:
        ValueError: If a range is not two finite numbers, the smaller first, or `levels` is out of
            its range, the loss is not finite, or, for a number of levels, it is the same everywhere.

    Examples:
        >>> from matplotlib.figure import Figure
        >>> ax = Figure().subplots()
        >>> loss_contours(ax, lambda w, b: w**2 + 4 * b**2, (-2, 2), (-1, 1), levels=5)
        >>> len(ax.collections[0].levels)
        5
    """
    _validate.interval(x_range=x_range, y_range=y_range)
    x, y = (torch.linspace(*ends, _GRID_SIZE, dtype=torch.float64) for ends in (x_range, y_range))
    losses = torch.tensor([[float(loss(u, v)) for u in x] for v in y], dtype=torch.float64)
    _validate.tensors(loss=(losses, "y x"))
    if isinstance(levels, Sequence):
        _validate.increasing(levels=levels)
    else:
        levels = _even_rings(losses, levels)
    ax.contour(x, y, losses, levels=levels, colors="C7", linewidths=1.2)


def _even_rings(losses: Tensor, levels: int) -> list[float]:
    _validate.count(levels=levels)
    low, high = losses.min().item(), losses.max().item()
    if low == high:
        _validate.fail("a loss that varies", "loss", f"value {low:g} everywhere")
    return [low + (k / (levels + 1)) ** 2 * (high - low) for k in range(1, levels + 1)]


def descent_path(ax: "matplotlib.axes.Axes", points: Float[Tensor, "t 2"], **kwargs: Any) -> None:
    r"""Draw the way of a descent: a dot for each state, joined by a line, with a ring at the start.

    Args:
        ax: Axes to draw on.
        points: The two parameters at the start and after each step, one state a row. Shape
            `(t, 2)`, finite.
        **kwargs: Passed to `ax.plot`, such as `color` or `label`.

    Raises:
        TypeError: If `points` is not a tensor.
        ValueError: If `points` is not a matrix of finite floating-point numbers with two columns
            and at least one row.

    Examples:
        >>> from matplotlib.figure import Figure
        >>> import torch
        >>> ax = Figure().subplots()
        >>> descent_path(ax, torch.tensor([[4.0, 1.0], [2.0, 0.5], [1.0, 0.2]]), color="C1")
        >>> way, start = ax.lines
        >>> len(way.get_xdata()), len(start.get_xdata())
        (3, 1)
    """
    _validate.tensors(points=(points, "t 2"))
    x, y = points.T.tolist()
    (line,) = ax.plot(x, y, **{"marker": "o", "markersize": 3, **kwargs})
    ax.plot(x[:1], y[:1], "o", markersize=8, fillstyle="none", color=line.get_color())


def residual_squares(
    ax: "matplotlib.axes.Axes",
    x: Float[Tensor, " n"],
    y: Float[Tensor, " n"],
    y_hat: Float[Tensor, " n"],
) -> None:
    r"""Draw the targets as points and each squared residual as a square on its residual.

    The side of a square is the distance from the target to the prediction, so the loss is half
    the mean area:

    $$
    L = \frac{1}{2 n} \sum_{i=1}^{n} A_i, \qquad A_i = \left( \hat{y}_i - y_i \right)^2.
    $$

    The axes get equal units, since a square has to look like one. Squares lie to the left of
    targets above the prediction and to the right of the others, clear of a line that rises.

    Args:
        ax: Axes to draw on; its aspect becomes equal.
        x: The one feature. Shape `(n,)`, finite.
        y: Targets, $\mathbf{y}$. Shape `(n,)`, finite.
        y_hat: Predictions, $\hat{\mathbf{y}}$. Shape `(n,)`, finite.

    Raises:
        TypeError: If `x`, `y` or `y_hat` is not a tensor.
        ValueError: If they differ in length or dtype, are empty, or have a value that is not
            finite.

    Examples:
        >>> from matplotlib.figure import Figure
        >>> import torch
        >>> ax = Figure().subplots()
        >>> x, y = torch.tensor([0.0, 1.0]), torch.tensor([1.0, 2.0])
        >>> residual_squares(ax, x, y, y_hat=torch.tensor([1.5, 1.5]))
        >>> len(ax.patches)
        2
    """
    _validate.tensors(x=(x, "n"), y=(y, "n"), y_hat=(y_hat, "n"))
    for left, bottom, top in zip(x.tolist(), y.tolist(), y_hat.tolist(), strict=True):
        right = left + top - bottom
        corners = [left, right, right, left], [bottom, bottom, top, top]
        ax.fill(*corners, facecolor="C3", edgecolor="C3", alpha=0.25)
    ax.plot(x.tolist(), y.tolist(), "o", color="C0")
    ax.set_aspect("equal", adjustable="datalim")
