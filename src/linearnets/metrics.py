"""How good predictions of classes are, and how honest their probabilities."""

from typing import NamedTuple

import torch
from jaxtyping import Float, Int, Integer
from torch import Tensor

from linearnets._checks import SizeInt, check_classes, check_distributions, checked
from linearnets.softmax import one_hot


class Calibration(NamedTuple):
    r"""What probabilities claim beside what came true, in bins of the claim.

    Attributes:
        confidence: Mean largest probability of the examples in each bin, nan where there is none.
        accuracy: Share of them whose most probable class is right, nan where there is none.
        count: How many they are, `n` in all.
    """

    confidence: Float[Tensor, " num_bins"]
    accuracy: Float[Tensor, " num_bins"]
    count: Int[Tensor, " num_bins"]


@checked
def accuracy(labels_hat: Integer[Tensor, " n"], labels: Integer[Tensor, " n"]) -> Float[Tensor, ""]:
    r"""Return the share of examples whose predicted class is the right one.

    $$
    \frac{1}{n} \sum_{i=1}^{n} [\hat{y}_i = y_i], \qquad [\text{true}] = 1, \quad [\text{false}] = 0.
    $$

    Args:
        labels_hat: Predicted classes, $\hat{y}_i$, 0 or above.
        labels: The right classes, $y_i$, 0 or above.

    Returns:
        The accuracy, from 0 to 1, in PyTorch's default dtype.

    Examples:
        >>> accuracy(torch.tensor([0, 1, 2, 2]), torch.tensor([0, 1, 2, 0]))
        tensor(0.7500)

    References:
        Goodfellow, Bengio and Courville, "Deep Learning", 2016, section 5.1.2.
    """
    return (labels_hat == labels).sum() / len(labels)


@checked
def confusion_matrix(
    labels_hat: Integer[Tensor, " n"], labels: Integer[Tensor, " n"], num_classes: SizeInt
) -> Int[Tensor, "q q"]:
    r"""Return how often each class was taken for each.

    Row $j$ and column $k$ count the examples of class $j$ that were predicted to be of class $k$:

    $$
    C_{j,k} = \sum_{i=1}^{n} [y_i = j] \, [\hat{y}_i = k], \qquad
    [\text{true}] = 1, \quad [\text{false}] = 0.
    $$

    scikit-learn's function of this name has the same layout, but takes the right classes first.

    Args:
        labels_hat: Predicted classes, $\hat{y}_i$, from 0 to `q - 1`.
        labels: The right classes, $y_i$, from 0 to `q - 1`.
        num_classes: Number of classes, $q$, at least 1.

    Returns:
        The counts, $\mathbf{C}$; they sum to `n`.

    Examples:
        >>> confusion_matrix(torch.tensor([0, 1, 1]), torch.tensor([0, 1, 0]), 2)
        tensor([[1, 1],
                [0, 1]])
    """
    check_classes(num_classes, labels_hat=labels_hat, labels=labels)
    pairs = labels * num_classes + labels_hat
    return pairs.bincount(minlength=num_classes**2).reshape(num_classes, num_classes)


@checked
def brier_score(probs: Float[Tensor, "n q"], labels: Integer[Tensor, " n"]) -> Float[Tensor, ""]:
    r"""Return the mean squared distance of probabilities from the one-hot labels.

    $$
    \frac{1}{n} \sum_{i=1}^{n} \sum_{j=0}^{q-1} (\hat{y}_{i,j} - y_{i,j})^2.
    $$

    Args:
        probs: Probabilities, $\hat{\mathbf{Y}}$, one example a row, with sum 1.
        labels: The right class of each example, from 0 to `q - 1`.

    Returns:
        The score, from 0, which is best, to 2. With two classes it is twice scikit-learn's
        `brier_score_loss`, the mean squared distance of one probability from its label.

    Examples:
        >>> brier_score(torch.tensor([[0.5, 0.5]]), torch.tensor([1]))
        tensor(0.5000)

    References:
        Brier, "Verification of forecasts expressed in terms of probability", 1950.
    """
    check_distributions(probs=probs)
    Y = one_hot(labels, probs.shape[1], dtype=probs.dtype)
    return (probs - Y).square().sum(dim=1).mean()


@checked(finite=False)
@torch.no_grad()
def calibration(
    probs: Float[Tensor, "n q"], labels: Integer[Tensor, " n"], num_bins: SizeInt = 10
) -> Calibration:
    r"""Return how often predictions of each confidence are right.

    The confidence of an example is its largest probability. Bin $m$ of $M$ holds the confidences
    above $(m - 1)/M$ and up to $m/M$. If the probabilities are calibrated, confidence and
    accuracy differ by chance alone.

    Args:
        probs: Probabilities, $\hat{\mathbf{Y}}$, one example a row, with sum 1.
        labels: The right class of each example, from 0 to `q - 1`.
        num_bins: Number of bins, $M$, at least 1.

    Returns:
        Confidence, accuracy and count, one entry a bin. They carry no gradient.

    Examples:
        >>> probs, labels = torch.tensor([[0.8, 0.2], [0.8, 0.2]]), torch.tensor([0, 1])
        >>> tuple(calibration(probs, labels, num_bins=2))
        (tensor([   nan, 0.8000]), tensor([   nan, 0.5000]), tensor([0, 2]))

    References:
        Guo, Pleiss, Sun and Weinberger, "On Calibration of Modern Neural Networks", 2017.
    """
    check_distributions(probs=probs)
    check_classes(probs.shape[1], labels=labels)
    confidence, labels_hat = probs.max(dim=1)
    edges = torch.arange(1, num_bins, dtype=torch.float64, device=probs.device) / num_bins
    bins = torch.bucketize(confidence, edges.to(probs.dtype))
    count = bins.bincount(minlength=num_bins)
    right = labels_hat == labels
    sums = [bins.bincount(each.double(), minlength=num_bins) for each in (confidence, right)]
    return Calibration(*((each / count).to(probs.dtype) for each in sums), count)
