"""From scores to probabilities: softmax, its logarithm, and the labels as probabilities."""

import torch
from jaxtyping import Float, Integer
from torch import Tensor

from linearnets._checks import SizeInt, check_classes, checked


@checked
def log_sum_exp(logits: Float[Tensor, "n q"]) -> Float[Tensor, " n"]:
    r"""Return the logarithm of the sum of exponentials of each row.

    With $m_i$ the largest score of example $i$,

    $$
    \log \sum_{k=0}^{q-1} \exp(o_{i,k})
    = m_i + \log \sum_{k=0}^{q-1} \exp(o_{i,k} - m_i).
    $$

    On the right no exponent is above 0, so nothing overflows, and one of them is 0.

    Args:
        logits: Scores, $\mathbf{O}$.

    Returns:
        One number an example, from $m_i$ to $m_i + \log q$.

    Examples:
        >>> log_sum_exp(torch.tensor([[0.0, 0.0], [1000.0, 1000.0]]))
        tensor([6.9315e-01, 1.0007e+03])

    References:
        Boyd and Vandenberghe, "Convex Optimization", 2004, section 3.1.5.
    """
    largest = _largest(logits)
    return largest[:, 0] + (logits - largest).exp().sum(dim=1).log()


@checked
def log_softmax(logits: Float[Tensor, "n q"]) -> Float[Tensor, "n q"]:
    r"""Return the logarithms of the probabilities that softmax makes of scores.

    $$
    \log \hat{y}_{i,j} = o_{i,j} - \log \sum_{k=0}^{q-1} \exp(o_{i,k}).
    $$

    The logarithm of `softmax(logits)` would be minus infinity wherever a probability underflows.

    Args:
        logits: Scores, $\mathbf{O}$.

    Returns:
        Log-probabilities, at most 0.

    Examples:
        >>> log_softmax(torch.tensor([[0.0, 1000.0]]))
        tensor([[-1000.,     0.]])

    References:
        Goodfellow, Bengio and Courville, "Deep Learning", 2016, section 6.2.2.3.
    """
    # Not less log_sum_exp, in which a large maximum has swallowed the digits of the logarithm.
    shifted = logits - _largest(logits)
    return shifted - shifted.exp().sum(dim=1, keepdim=True).log()


@checked
def softmax(logits: Float[Tensor, "n q"]) -> Float[Tensor, "n q"]:
    r"""Return probabilities in proportion to the exponentials of scores.

    $$
    \hat{y}_{i,j} = \frac{\exp(o_{i,j})}{\sum_{k=0}^{q-1} \exp(o_{i,k})}.
    $$

    The largest score of a row is first subtracted from all, so that no exponential overflows.

    Args:
        logits: Scores, $\mathbf{O}$.

    Returns:
        Probabilities, $\hat{\mathbf{Y}}$, one example a row, each with sum 1.

    Examples:
        >>> softmax(torch.tensor([[1.0, 4.0]]).log())
        tensor([[0.2000, 0.8000]])

    References:
        Bridle, "Probabilistic interpretation of feedforward classification network outputs", 1990.
    """
    weights = (logits - _largest(logits)).exp()
    return weights / weights.sum(dim=1, keepdim=True)


@checked
def one_hot(
    labels: Integer[Tensor, " n"], num_classes: SizeInt, *, dtype: torch.dtype | None = None
) -> Float[Tensor, "n q"]:
    r"""Return labels as rows of probabilities: all of it on the right class.

    $$
    y_{i,j} = \begin{cases} 1 & j = y_i, \\ 0 & \text{otherwise.} \end{cases}
    $$

    Args:
        labels: The right class of each example, from 0 to `q - 1`.
        num_classes: Number of classes, $q$, at least 1.
        dtype: Floating-point dtype of the result. PyTorch's default dtype if not given.

    Returns:
        A 1 a row and zeros, on the device of the labels.

    Examples:
        >>> one_hot(torch.tensor([2, 0]), 3)
        tensor([[0., 0., 1.],
                [1., 0., 0.]])

    References:
        Bishop, "Pattern Recognition and Machine Learning", 2006, section 4.1.3.
    """
    check_classes(num_classes, labels=labels)
    Y = labels.new_zeros(len(labels), num_classes, dtype=dtype or torch.get_default_dtype())
    return Y.scatter_(1, labels[:, None], 1.0)


def _largest(logits: Tensor) -> Tensor:
    """Return the largest score of each row, a constant to autograd: it changes no result."""
    return logits.detach().amax(dim=1, keepdim=True)
