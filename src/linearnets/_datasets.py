"""Real data that come with scikit-learn. Public in `data`."""

from collections.abc import Callable

import torch
from jaxtyping import Float, Int
from torch import Tensor

from linearnets import _validate

DIABETES_FEATURES = ("age", "sex", "bmi", "bp", "s1", "s2", "s3", "s4", "s5", "s6")
"""The columns of the diabetes data, in order; `s1` to `s6` are blood serum measurements."""


def load_diabetes(
    dtype: torch.dtype | None = None,
) -> tuple[Float[Tensor, "442 10"], Float[Tensor, " 442"]]:
    r"""Return ten measurements of 442 diabetes patients and their disease a year later.

    The features are in the units they were measured in, not scaled, so that what scaling does to
    learning can be seen. The file comes with scikit-learn; nothing is downloaded.

    Args:
        dtype: Floating-point dtype of both tensors. `None` is torch's default dtype.

    Returns:
        Features, whose columns are `DIABETES_FEATURES`, and targets, the progression of the
        disease, from 25 to 346. Shapes `(442, 10)` and `(442,)`.

    Raises:
        ImportError: If scikit-learn is not installed.
        ValueError: If `dtype` is not a floating-point dtype.

    Examples:
        >>> X, y = load_diabetes()
        >>> X.shape
        torch.Size([442, 10])
        >>> y[:5]
        tensor([151.,  75., 141., 206., 135.])

    References:
        Efron, Hastie, Johnstone and Tibshirani, "Least Angle Regression", Annals of Statistics
        32(2), 2004, pp. 407-499.
    """
    _validate.floating_dtype(dtype=dtype)
    X, y = _scikit_learn("load_diabetes")(return_X_y=True, scaled=False)
    dtype = dtype or torch.get_default_dtype()
    return torch.tensor(X, dtype=dtype), torch.tensor(y, dtype=dtype)


def load_iris(
    dtype: torch.dtype | None = None,
) -> tuple[Float[Tensor, "150 4"], Int[Tensor, " 150"]]:
    r"""Return four measurements of 150 irises and the species of each.

    Fifty flowers of each of three species. The file comes with scikit-learn; nothing is downloaded.

    Args:
        dtype: Floating-point dtype of the features. `None` is torch's default dtype.

    Returns:
        Features in centimetres, length and width of the sepals, then of the petals, and labels, 0
        for setosa, 1 for versicolor, 2 for virginica. Shapes `(150, 4)` and `(150,)`.

    Raises:
        ImportError: If scikit-learn is not installed.
        ValueError: If `dtype` is not a floating-point dtype.

    Examples:
        >>> X, labels = load_iris()
        >>> X[0], labels.bincount()
        (tensor([5.1000, 3.5000, 1.4000, 0.2000]), tensor([50, 50, 50]))

    References:
        Fisher, "The use of multiple measurements in taxonomic problems", 1936.
    """
    _validate.floating_dtype(dtype=dtype)
    X, labels = _scikit_learn("load_iris")(return_X_y=True)
    return torch.tensor(X, dtype=dtype or torch.get_default_dtype()), torch.tensor(labels)


def load_digits(
    dtype: torch.dtype | None = None,
) -> tuple[Float[Tensor, "1797 64"], Int[Tensor, " 1797"]]:
    r"""Return 1797 images of handwritten digits, 8 by 8 pixels, and the digit of each.

    The file comes with scikit-learn; nothing is downloaded.

    Args:
        dtype: Floating-point dtype of the images. `None` is torch's default dtype.

    Returns:
        Images, row by row, from 0, no ink, to 1; labels from 0 to 9. Shapes `(1797, 64)` and
        `(1797,)`.

    Raises:
        ImportError: If scikit-learn is not installed.
        ValueError: If `dtype` is not a floating-point dtype.

    Examples:
        The first is a zero; its third row of pixels:

        >>> X, labels = load_digits()
        >>> labels[0], X[0].reshape(8, 8)[2]
        (tensor(0), tensor([0.0000, 0.1875, 0.9375, 0.1250, 0.0000, 0.6875, 0.5000, 0.0000]))

    References:
        Alpaydin and Kaynak, "Optical Recognition of Handwritten Digits", UCI, 1998.
    """
    _validate.floating_dtype(dtype=dtype)
    X, labels = _scikit_learn("load_digits")(return_X_y=True)
    return torch.tensor(X / 16, dtype=dtype or torch.get_default_dtype()), torch.tensor(labels)


def _scikit_learn(loader: str) -> Callable:
    try:
        from sklearn import datasets
    except ImportError as error:
        _validate.missing(loader, "scikit-learn", extra="data", cause=error)
    return getattr(datasets, loader)
