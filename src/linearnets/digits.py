"""The handwritten digits, split into three parts and fitted, if scikit-learn is there."""

from typing import NamedTuple

import torch
from jaxtyping import Float, Int
from torch import Tensor

from linearnets._checks import PositiveFloat, checked
from linearnets.data import load_digits


class Examples(NamedTuple):
    r"""One part of the digits.

    Attributes:
        X: Images, row by row, from 0, no ink, to 1.
        labels: The digit of each.
    """

    X: Float[Tensor, "n 64"]
    labels: Int[Tensor, " n"]


@checked
def split_digits(dtype: torch.dtype | None = None) -> tuple[Examples, Examples, Examples]:
    r"""Return the images of `load_digits` in three parts: to train, to validate, to test.

    They are 1077, 360 and 360 images in a random order, the same at every call.

    Args:
        dtype: Floating-point dtype of the images. `None` is torch's default dtype.

    Returns:
        Training, validation and test set.

    Examples:
        >>> train, valid, test = split_digits()
        >>> train.X.shape, valid.X.shape, test.labels[:5]
        (torch.Size([1077, 64]), torch.Size([360, 64]), tensor([2, 4, 8, 4, 9]))
    """
    X, labels = load_digits(dtype)
    order = torch.randperm(len(labels), generator=torch.Generator().manual_seed(0), device="cpu")
    train, valid, test = order.to(X.device).split([1077, 360, 360])
    return tuple(Examples(X[part], labels[part]) for part in (train, valid, test))


@checked
def fit_digits(
    penalty: PositiveFloat = 3e-5,
) -> tuple[Float[Tensor, "64 10"], Float[Tensor, " 10"]]:
    r"""Return softmax regression fitted to the training part of `split_digits`.

    With $L$ as in `cross_entropy`, it minimizes, where scikit-learn's `C` is $1 / (n \lambda)$,

    $$
    L(\mathbf{W}, \mathbf{b}) + \frac{\lambda}{2} \lVert \mathbf{W} \rVert^2.
    $$

    Args:
        penalty: Strength of the penalty, $\lambda$, above 0; by default the validated choice. Below
            $10^{-7}$ the solver stops before the minimum.

    Returns:
        Weights and biases in float64, which go with the images of `split_digits(torch.float64)`.

    Examples:
        >>> W, b = fit_digits()
        >>> _, valid, _ = split_digits(W.dtype)
        >>> ((valid.X @ W + b).argmax(dim=1) == valid.labels).sum()
        tensor(352)

    References:
        Bishop, "Pattern Recognition and Machine Learning", 2006, section 4.3.4.
    """
    train, _, _ = split_digits(torch.float64)
    from sklearn.linear_model import LogisticRegression
    from threadpoolctl import threadpool_limits

    fit = LogisticRegression(C=1 / (len(train.X) * penalty), tol=1e-8, max_iter=5000)
    with threadpool_limits(1):  # in products as small as these, threads wait for each other
        fit.fit(train.X.numpy(force=True), train.labels.numpy(force=True))
    return torch.tensor(fit.coef_.T), torch.tensor(fit.intercept_)
