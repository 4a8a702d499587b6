"""Cross-entropy under softmax, and its gradient. Public in `losses`."""

import torch
from jaxtyping import Float, Integer
from torch import Tensor

from linearnets import _validate
from linearnets.softmax import _largest, log_softmax, one_hot, softmax


def cross_entropy(logits: Float[Tensor, "n q"], labels: Integer[Tensor, " n"]) -> Float[Tensor, ""]:
    r"""Return the mean cross-entropy of labels under softmax of scores.

    Example $i$ costs the negative log-probability that softmax gives to its right class $y_i$:

    $$
    L = \frac{1}{n} \sum_{i=1}^{n} \Bigl( \log \sum_{k=0}^{q-1} \exp(o_{i,k}) - o_{i,y_i} \Bigr).
    $$

    It is computed from the scores, so it stays finite where a probability underflows.

    Args:
        logits: Scores before softmax, $\mathbf{O}$; not probabilities. Shape `(n, q)`, finite.
        labels: The right class of each example. Shape `(n,)`, integers from 0 to `q - 1`.

    Returns:
        The mean loss in nats, never negative. Shape `()`.

    Raises:
        TypeError: If an argument is not a tensor.
        ValueError: If a shape or dtype does not fit, a score is not finite, or a label is not a
            column of `logits`.

    Examples:
        Two classes with equal scores cost log 2, whichever is right:

        >>> import torch
        >>> cross_entropy(torch.zeros(1, 2), torch.tensor([1]))
        tensor(0.6931)

    References:
        Bishop, "Pattern Recognition and Machine Learning", 2006, eq. 4.108.
    """
    _check(logits, labels)
    # Minus log_softmax at the labels, without the other columns.
    shifted = logits - _largest(logits)
    right = shifted.gather(1, labels[:, None].long())[:, 0]
    return (shifted.exp().sum(dim=1).log() - right).mean()


def soft_cross_entropy(
    logits: Float[Tensor, "n q"], targets: Float[Tensor, "n q"]
) -> Float[Tensor, ""]:
    r"""Return the mean cross-entropy of probabilities under softmax of scores.

    The target of an example is a distribution over the classes instead of one of them:

    $$
    L = -\frac{1}{n} \sum_{i=1}^{n} \sum_{j=0}^{q-1} y_{i,j} \log \hat{y}_{i,j}.
    $$

    With one-hot targets it is `cross_entropy`. Its least value is the mean entropy of the targets.

    Args:
        logits: Scores before softmax, $\mathbf{O}$; not probabilities. Shape `(n, q)`, finite.
        targets: Probabilities of the classes, $\mathbf{Y}$. Shape `(n, q)`, none negative, each
            row with sum 1.

    Returns:
        The mean loss in nats, never negative. Shape `()`.

    Raises:
        TypeError: If an argument is not a tensor.
        ValueError: If a shape or dtype does not fit, a score is not finite, or a row of `targets`
            is not a distribution.

    Examples:
        Smoothed labels keep some cost however sure the scores are:

        >>> import torch
        >>> soft_cross_entropy(torch.tensor([[9.0, 0.0]]), torch.tensor([[0.9, 0.1]]))
        tensor(0.9001)

    References:
        Szegedy et al., "Rethinking the Inception Architecture for Computer Vision", 2016.
    """
    _validate.scores(logits=logits)
    _validate.tensors(logits=(logits, "n q"), targets=(targets, "n q"))
    _validate.distributions(targets=targets)
    # A class without probability costs nothing, though its logarithm be minus infinity.
    costs = torch.where(targets > 0, targets * log_softmax(logits), 0.0)
    return -costs.sum(dim=1).mean()


def cross_entropy_gradient(
    X: Float[Tensor, "n d"],
    labels: Integer[Tensor, " n"],
    W: Float[Tensor, "d q"],
    b: Float[Tensor, " q"],
) -> tuple[Float[Tensor, "d q"], Float[Tensor, " q"]]:
    r"""Return the gradient of the mean cross-entropy of softmax regression.

    The slope of the loss of an example in its scores is prediction minus label, so with the one-hot
    labels $\mathbf{Y}$

    $$
    \begin{aligned}
    \hat{\mathbf{Y}} &= \operatorname{softmax}(\mathbf{X} \mathbf{W} + \mathbf{b}), \\
    \frac{\partial L}{\partial \mathbf{W}}
    &= \frac{1}{n} \mathbf{X}^\top (\hat{\mathbf{Y}} - \mathbf{Y}), \\[0.5em]
    \frac{\partial L}{\partial \mathbf{b}}
    &= \frac{1}{n} (\hat{\mathbf{Y}} - \mathbf{Y})^\top \mathbf{1}.
    \end{aligned}
    $$

    Args:
        X: Features, $\mathbf{X}$, one example a row. Shape `(n, d)`, finite.
        labels: The right class of each example. Shape `(n,)`, integers from 0 to `q - 1`.
        W: Weights, $\mathbf{W}$, one column a class. Shape `(d, q)`, finite.
        b: Biases, $\mathbf{b}$. Shape `(q,)`, finite.

    Returns:
        The gradient with respect to `W` and `b`. Shapes `(d, q)` and `(q,)`.

    Raises:
        TypeError: If an argument is not a tensor.
        ValueError: If a shape or dtype does not fit, a value is not finite, or a label is not a
            column of `W`.

    Examples:
        Equal scores for both classes: each is predicted with one half.

        >>> import torch
        >>> X, labels = torch.tensor([[2.0]]), torch.tensor([0])
        >>> cross_entropy_gradient(X, labels, torch.zeros(1, 2), torch.zeros(2))
        (tensor([[-1.,  1.]]), tensor([-0.5000,  0.5000]))

    References:
        Bishop, "Pattern Recognition and Machine Learning", 2006, eq. 4.109.
    """
    _validate.tensors(X=(X, "n d"), W=(W, "d q"), b=(b, "q"))
    logits = X @ W + b
    _check(logits, labels)
    difference = softmax(logits) - one_hot(labels, len(b), dtype=X.dtype)
    return X.T @ difference / len(X), difference.mean(dim=0)


def _check(logits: Tensor, labels: Tensor) -> None:
    _validate.scores(logits=logits)
    _validate.classes_of(logits, labels=labels)
