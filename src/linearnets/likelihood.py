"""How surprising targets are under noise around a prediction: negative log-likelihoods, in nats."""

import math

import torch
from jaxtyping import Float
from torch import Tensor

from linearnets import _validate


def normal_nll(
    y_hat: Float[Tensor, " n"], y: Float[Tensor, " n"], std: float | Float[Tensor, ""]
) -> Float[Tensor, ""]:
    r"""Return the negative log-likelihood of targets with normal noise around the predictions.

    $$
    -\log p(\mathbf{y})
    = \frac{n}{2} \log(2 \pi \sigma^2) + \frac{1}{2 \sigma^2} \sum_{i=1}^{n} (y_i - \hat{y}_i)^2.
    $$

    It is the sum over the examples, not the mean, and may be negative: it is made of densities,
    whose unit is one over that of the targets.

    Args:
        y_hat: Predictions, $\hat{\mathbf{y}}$. Shape `(n,)`, finite.
        y: Targets, $\mathbf{y}$. Shape `(n,)`, finite.
        std: Standard deviation of the noise, $\sigma$. Above 0; a number, or a tensor of shape `()`.

    Returns:
        The negative log-likelihood in nats. Shape `()`. Its slopes in `y_hat` and in `std` come by
        autograd.

    Raises:
        TypeError: If `y_hat` or `y` is not a tensor.
        ValueError: If a shape or dtype does not fit, or `std` is out of range.

    Examples:
        One target, met exactly, under noise of standard deviation 1:

        >>> import torch
        >>> normal_nll(torch.tensor([2.0]), torch.tensor([2.0]), 1.0)
        tensor(0.9189)

    References:
        Bishop, "Pattern Recognition and Machine Learning", 2006, eq. 3.11.
    """
    std = _checked(y_hat, y, std=std)
    return (0.5 * math.log(2 * math.pi) + std.log() + 0.5 * ((y - y_hat) / std).square()).sum()


def laplace_nll(
    y_hat: Float[Tensor, " n"], y: Float[Tensor, " n"], scale: float | Float[Tensor, ""]
) -> Float[Tensor, ""]:
    r"""Return the negative log-likelihood of targets with Laplace noise around the predictions.

    $$
    -\log p(\mathbf{y}) = n \log(2 s) + \frac{1}{s} \sum_{i=1}^{n} |y_i - \hat{y}_i|.
    $$

    Large errors cost less than under normal noise, so outliers pull less. It is the sum over the
    examples, not the mean, and may be negative, as it is made of densities.

    Args:
        y_hat: Predictions, $\hat{\mathbf{y}}$. Shape `(n,)`, finite.
        y: Targets, $\mathbf{y}$. Shape `(n,)`, finite.
        scale: Scale of the noise, $s$, its mean size. Above 0; a number, or a tensor of shape `()`.

    Returns:
        The negative log-likelihood in nats. Shape `()`. Its slopes in `y_hat` and in `scale` come
        by autograd.

    Raises:
        TypeError: If `y_hat` or `y` is not a tensor.
        ValueError: If a shape or dtype does not fit, or `scale` is out of range.

    Examples:
        One target, missed by 1, under noise of scale 1:

        >>> import torch
        >>> laplace_nll(torch.tensor([2.0]), torch.tensor([3.0]), 1.0)
        tensor(1.6931)

    References:
        Bishop, "Pattern Recognition and Machine Learning", 2006, exercise 2.43.
    """
    scale = _checked(y_hat, y, scale=scale)
    return ((2 * scale).log() + (y - y_hat).abs() / scale).sum()


def _checked(y_hat: Tensor, y: Tensor, **spread: float | Tensor) -> Tensor:
    _validate.tensors(y_hat=(y_hat, "n"), y=(y, "n"))
    [(name, value)] = spread.items()
    if not isinstance(value, Tensor):
        _validate.positive(**spread)
        value = torch.as_tensor(value, dtype=y.dtype, device=y.device)  # where it may be 0 or inf
    _validate.tensors(y=(y, "n"), **{name: (value, "")})
    if not value > 0:
        _validate.fail(f"a number above 0 in {y.dtype}", name, f"value {value.item():.3g}")
    return value
