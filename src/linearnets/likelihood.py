"""How surprising targets are under noise around a prediction: negative log-likelihoods, in nats."""

import math

import torch
from jaxtyping import Float
from torch import Tensor

from linearnets._checks import PositiveFloat, checked


@checked
def normal_nll(
    y_hat: Float[Tensor, " n"], y: Float[Tensor, " n"], std: PositiveFloat | Float[Tensor, ""]
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

    Examples:
        >>> normal_nll(torch.tensor([2.0]), torch.tensor([2.0]), 1.0)  # log(2 pi) / 2
        tensor(0.9189)

    References:
        Bishop, "Pattern Recognition and Machine Learning", 2006, eq. 3.11.
    """
    sigma = torch.as_tensor(std, dtype=torch.float64, device=y.device)
    errors = (y.double() - y_hat.double()) / sigma  # so that no square overflows
    nlls = math.log(2 * math.pi) / 2 + sigma.log() + errors.square() / 2
    return nlls.sum().to(y.dtype)


@checked
def laplace_nll(
    y_hat: Float[Tensor, " n"], y: Float[Tensor, " n"], scale: PositiveFloat | Float[Tensor, ""]
) -> Float[Tensor, ""]:
    r"""Return the negative log-likelihood of targets with Laplace noise around the predictions.

    $$
    -\log p(\mathbf{y}) = n \log(2 s) + \frac{1}{s} \sum_{i=1}^{n} |y_i - \hat{y}_i|.
    $$

    It is the sum over the examples and, made of densities, may be negative.

    Args:
        y_hat: Predictions, $\hat{\mathbf{y}}$.
        y: Targets, $\mathbf{y}$.
        scale: Scale of the noise, $s$, its mean size, above 0.

    Returns:
        The negative log-likelihood in nats. Its slopes in `y_hat` and in `scale` come by autograd.

    Examples:
        >>> laplace_nll(torch.tensor([2.0]), torch.tensor([3.0]), 1.0)  # log 2, and 1 for the miss
        tensor(1.6931)

    References:
        Bishop, "Pattern Recognition and Machine Learning", 2006, exercise 2.43.
    """
    s = torch.as_tensor(scale, dtype=torch.float64, device=y.device)
    nlls = math.log(2) + s.log() + (y.double() - y_hat.double()).abs() / s
    return nlls.sum().to(y.dtype)
