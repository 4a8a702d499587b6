"""How surprising targets are under noise around a prediction: negative log-likelihoods, in nats."""

import math

import torch
from jaxtyping import Float
from torch import Tensor

from linearnets import _checks
from linearnets._checks import Positive, checked


@checked
def normal_nll(
    y_hat: Float[Tensor, " n"], y: Float[Tensor, " n"], std: Positive | Float[Tensor, ""]
) -> Float[Tensor, ""]:
    r"""Return the negative log-likelihood of targets with normal noise around the predictions.

    $$
    -\log p(\mathbf{y})
    = \frac{n}{2} \log(2 \pi \sigma^2) + \frac{1}{2 \sigma^2} \sum_{i=1}^{n} (y_i - \hat{y}_i)^2.
    $$

    It is the sum over the examples and, made of densities, may be negative.

    Args:
        y_hat: Predictions, $\hat{\mathbf{y}}$.
        y: Targets, $\mathbf{y}$.
        std: Standard deviation of the noise, $\sigma$, above 0.

    Returns:
        The negative log-likelihood in nats. Its slopes in `y_hat` and in `std` come by autograd.

    Raises:
        TypeError, ValueError: If an argument does not fit the signature.

    Examples:
        One target, met exactly, under noise of standard deviation 1:

        >>> normal_nll(torch.tensor([2.0]), torch.tensor([2.0]), 1.0)
        tensor(0.9189)

    References:
        Bishop, "Pattern Recognition and Machine Learning", 2006, eq. 3.11.
    """
    std, errors = _wide(y_hat, y, std=std)
    nlls = 0.5 * math.log(2 * math.pi) + std.log() + 0.5 * (errors / std).square()
    return nlls.sum().to(y.dtype)


@checked
def laplace_nll(
    y_hat: Float[Tensor, " n"], y: Float[Tensor, " n"], scale: Positive | Float[Tensor, ""]
) -> Float[Tensor, ""]:
    r"""Return the negative log-likelihood of targets with Laplace noise around the predictions.

    $$
    -\log p(\mathbf{y}) = n \log(2 s) + \frac{1}{s} \sum_{i=1}^{n} |y_i - \hat{y}_i|.
    $$

    Large errors cost less than under normal noise, so outliers pull less.

    Args:
        y_hat: Predictions, $\hat{\mathbf{y}}$.
        y: Targets, $\mathbf{y}$.
        scale: Scale of the noise, $s$, its mean size, above 0.

    Returns:
        The negative log-likelihood in nats. Its slopes in `y_hat` and in `scale` come by autograd.

    Raises:
        TypeError, ValueError: If an argument does not fit the signature.

    Examples:
        One target, missed by 1, under noise of scale 1:

        >>> laplace_nll(torch.tensor([2.0]), torch.tensor([3.0]), 1.0)
        tensor(1.6931)

    References:
        Bishop, "Pattern Recognition and Machine Learning", 2006, exercise 2.43.
    """
    scale, errors = _wide(y_hat, y, scale=scale)
    return (math.log(2) + scale.log() + errors.abs() / scale).sum().to(y.dtype)


def _wide(y_hat: Tensor, y: Tensor, **spread: float | Tensor) -> tuple[Tensor, Tensor]:
    """Return the spread, which may be 0 or infinite in the dtype of `y`, and the errors, in float64."""
    ((name, value),) = spread.items()
    narrow = torch.as_tensor(value, dtype=y.dtype, device=y.device)
    if not 0 < narrow < math.inf:
        _checks.fail(f"a finite number above 0 in {y.dtype}", name, f"value {float(value):.3g}")
    return narrow.double(), y.double() - y_hat.double()
