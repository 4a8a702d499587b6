"""The linear model: a weighted sum of the features, plus a bias."""

import torch
from jaxtyping import Float
from torch import Tensor

from linearnets._checks import checked


@checked
def predict(
    X: Float[Tensor, "n d"], w: Float[Tensor, " d"], b: Float[Tensor, ""]
) -> Float[Tensor, " n"]:
    r"""Return the prediction of the linear model for each example.

    $$
    \hat{y}_i = \sum_{j=1}^{d} x_{ij} w_j + b, \qquad
    \hat{\mathbf{y}} = \mathbf{X} \mathbf{w} + b.
    $$

    Args:
        X: Features, $\mathbf{X}$, one example a row.
        w: Weights, $\mathbf{w}$, one a feature.
        b: Bias, $b$.

    Returns:
        The predictions, $\hat{\mathbf{y}}$, in the unit of the targets.

    Examples:
        >>> X = torch.tensor([[1.0, 2.0], [3.0, 4.0]])
        >>> predict(X, torch.tensor([10.0, 1.0]), torch.tensor(0.5))
        tensor([12.5000, 34.5000])

    References:
        Bishop, "Pattern Recognition and Machine Learning", 2006, eq. 3.1.
    """
    return X @ w + b


@checked
def append_ones(X: Float[Tensor, "n d"]) -> Float[Tensor, "n d+1"]:
    r"""Return the features with a column of ones as the last.

    The bias becomes the weight of a feature that is always one:

    $$
    \tilde{\mathbf{X}} = [\mathbf{X} \ \mathbf{1}], \quad \tilde{\mathbf{w}} = (\mathbf{w}, b), \qquad
    \tilde{\mathbf{X}} \tilde{\mathbf{w}} = \mathbf{X} \mathbf{w} + b.
    $$

    Args:
        X: Features, $\mathbf{X}$, one example a row.

    Returns:
        The design matrix with a bias column, $\tilde{\mathbf{X}}$.

    Examples:
        >>> append_ones(torch.tensor([[2.0, 3.0]]))
        tensor([[2., 3., 1.]])

    References:
        Bishop, "Pattern Recognition and Machine Learning", 2006, section 3.1.
    """
    return torch.cat([X, X.new_ones(len(X), 1)], dim=1)
