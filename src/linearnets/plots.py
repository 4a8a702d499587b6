"""Drawings on a matplotlib axes that the caller brings; matplotlib itself is not imported."""

import math
from collections.abc import Callable, Sequence
from numbers import Real
from typing import TYPE_CHECKING, Any

import torch
from jaxtyping import Float
from torch import Tensor

from linearnets._checks import SizeInt, check_increasing, checked, fail, number

if TYPE_CHECKING:
    import matplotlib.axes


def loss_contours(
    ax: "matplotlib.axes.Axes",
    loss: Callable[[Tensor, Tensor], Any],
    x_range: tuple[float, float],
    y_range: tuple[float, float],
    *,
    levels: int | Sequence[float] = 12,
) -> None:
    r"""Draw the contour lines of a loss of two parameters, in grey.

    Level $k$ of $m$ is such that the rings around the minimum of a quadratic are evenly spaced:

    $$
    c_k = L_{\min} + \left( \frac{k}{m + 1} \right)^2 \left( L_{\max} - L_{\min} \right).
    $$

    Args:
        ax: Axes to draw on.
        loss: Function of two parameters, `float64` tensors of shape `()`, to one finite number.
        x_range: Ends of the first parameter, the smaller first.
        y_range: Ends of the second parameter, the smaller first.
        levels: Number of levels, $m$, at least 1; or the levels themselves, increasing.

    Examples:
        >>> from matplotlib.figure import Figure
        >>> ax = Figure().subplots()
        >>> from linearnets import half_squared_error, predict
        >>> X, y = torch.tensor([[-1.0], [1.0]]).double(), torch.tensor([-1.0, 3.0]).double()
        >>> loss = lambda w, b: half_squared_error(predict(X, w[None], b), y)
        >>> loss_contours(ax, loss, (-1, 5), (-2, 4), levels=5)
        >>> len(ax.collections[0].levels)
        5
    """
    for name, ends in (("x_range", x_range), ("y_range", y_range)):
        check_increasing("a tuple of two finite numbers, the smaller first", name, ends, 2)
    # 61 points a side look smooth at page width, and make a file of 40 KB.
    x, y = (torch.linspace(*ends, 61, dtype=torch.float64) for ends in (x_range, y_range))
    losses = torch.tensor([[_number(loss, u, v) for u in x] for v in y], dtype=torch.float64)
    if isinstance(levels, Sequence):
        check_increasing("increasing finite numbers", "levels", levels, len(levels))
    elif not isinstance(levels, Real):
        fail("an integer or a list of increasing numbers", "levels", f"value {levels!r}")
    else:
        m = number("levels", levels, SizeInt)
        low, high = losses.min().item(), losses.max().item()
        if low == high:
            fail("a loss that varies", "loss", f"value {low:g} everywhere")
        levels = [low + (k / (m + 1)) ** 2 * (high - low) for k in range(1, m + 1)]
    ax.contour(x, y, losses, levels=levels, colors="C7", linewidths=1.2)


def _number(loss: Callable, u: Tensor, v: Tensor) -> float:
    value = loss(u, v)
    if not isinstance(value, Real) and getattr(value, "shape", None) != ():
        fail("a loss that returns one number", "loss", f"result {value!r}")
    if not math.isfinite(value):
        fail("finite values", "loss", f"{float(value)} at ({u:g}, {v:g})")
    return float(value)


@checked
def descent_path(ax: "matplotlib.axes.Axes", points: Float[Tensor, "t 2"], **kwargs: Any) -> None:
    r"""Draw the way of a descent: a dot for each state, joined by a line, with a ring at the start.

    Args:
        ax: Axes to draw on.
        points: The two parameters at the start and after each step, one state a row.
        **kwargs: Passed to `ax.plot`, such as `color` or `label`; `markersize` by its full name.

    Examples:
        >>> from matplotlib.figure import Figure
        >>> ax = Figure().subplots()
        >>> from linearnets import gradient_descent
        >>> X, y = torch.tensor([[-1.0], [1.0]]), torch.tensor([-1.0, 3.0])
        >>> history = gradient_descent(X, y, lr=0.5, num_steps=3).history
        >>> descent_path(ax, torch.column_stack([history.w, history.b]), color="C1")
        >>> [len(line.get_xdata()) for line in ax.lines]  # the way and its start
        [4, 1]
    """
    x, y = points.T.tolist()
    (line,) = ax.plot(x, y, **{"marker": "o", "markersize": 3, **kwargs})
    ax.plot(x[:1], y[:1], "o", markersize=8, fillstyle="none", color=line.get_color())
