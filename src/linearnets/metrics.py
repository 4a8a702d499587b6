"""How good predictions of classes are, counted."""

import torch
from jaxtyping import Float, Int
from torch import Tensor

from linearnets import _validate


def accuracy(labels_hat: Int[Tensor, " n"], labels: Int[Tensor, " n"]) -> Float[Tensor, ""]:
    r"""Return the share of examples whose predicted class is the right one.

    $$
    \frac{1}{n} \sum_{i=1}^{n} \mathbb{1} [\hat{y}_i = y_i].
    $$

    Args:
        labels_hat: Predicted classes, $\hat{y}_i$. Shape `(n,)`, integers, 0 or above.
        labels: The right classes, $y_i$. Shape `(n,)`, integers, 0 or above.

    Returns:
        The accuracy, from 0 to 1. Shape `()`.

    Raises:
        TypeError: If an argument is not a tensor.
        ValueError: If an argument is not a vector of integers, or they differ in length.

    Examples:
        >>> import torch
        >>> accuracy(torch.tensor([0, 1, 2, 2]), torch.tensor([0, 1, 2, 0]))
        tensor(0.7500)

    References:
        Goodfellow, Bengio and Courville, "Deep Learning", 2016, section 5.1.2.
    """
    _validate.labels(labels_hat=labels_hat, labels=labels)
    return (labels_hat == labels).to(torch.get_default_dtype()).mean()


def confusion_matrix(
    labels_hat: Int[Tensor, " n"], labels: Int[Tensor, " n"], num_classes: int
) -> Int[Tensor, "q q"]:
    r"""Return how often each class was taken for each.

    Row $j$ and column $k$ count the examples of class $j$ that were predicted to be of class $k$:

    $$
    C_{j,k} = \sum_{i=1}^{n} \mathbb{1} [y_i = j] \, \mathbb{1} [\hat{y}_i = k].
    $$

    The diagonal holds what was right.

    Args:
        labels_hat: Predicted classes, $\hat{y}_i$. Shape `(n,)`, integers from 0 to `q - 1`.
        labels: The right classes, $y_i$. Shape `(n,)`, integers from 0 to `q - 1`.
        num_classes: Number of classes, $q$. At least 1.

    Returns:
        The counts, $\mathbf{C}$; they sum to `n`. Shape `(q, q)`.

    Raises:
        TypeError: If a vector is not a tensor.
        ValueError: If a vector is not one of integers that are classes, or they differ in length.

    Examples:
        One example of class 0 was taken for class 2:

        >>> import torch
        >>> confusion_matrix(torch.tensor([0, 1, 2, 2]), torch.tensor([0, 1, 2, 0]), 3)
        tensor([[1, 0, 1],
                [0, 1, 0],
                [0, 0, 1]])

    References:
        scikit-learn, `sklearn.metrics.confusion_matrix`, which has the same layout.
    """
    _validate.count(num_classes=num_classes)
    _validate.labels(num_classes, labels_hat=labels_hat, labels=labels)
    pairs = labels.long() * num_classes + labels_hat.long()
    return pairs.bincount(minlength=num_classes**2).reshape(num_classes, num_classes)
