"""How much a distribution tells: entropy, cross-entropy and Kullback-Leibler divergence, in nats."""

import torch
from jaxtyping import Float
from torch import Tensor

from linearnets import _validate


def entropy(p: Float[Tensor, " q"]) -> Float[Tensor, ""]:
    r"""Return the entropy of a distribution: the mean surprisal of its own outcomes.

    $$
    H(\mathbf{p}) = -\sum_{j=0}^{q-1} p_j \log p_j,
    $$

    where an outcome of probability 0 adds nothing. Divide by $\log 2$ for bits.

    Args:
        p: Probabilities, $\mathbf{p}$. Shape `(q,)`, none negative, sum 1.

    Returns:
        The entropy in nats, from 0 to $\log q$. Shape `()`.

    Raises:
        TypeError: If `p` is not a tensor.
        ValueError: If `p` is not a vector of probabilities that sum to 1.

    Examples:
        A fair coin, in bits:

        >>> import math, torch
        >>> entropy(torch.tensor([0.5, 0.5])) / math.log(2)
        tensor(1.)

    References:
        Shannon, "A Mathematical Theory of Communication", 1948, section 6.
    """
    _validate.probabilities(p=p)
    return torch.special.entr(p).sum()


def distribution_cross_entropy(p: Float[Tensor, " q"], q: Float[Tensor, " q"]) -> Float[Tensor, ""]:
    r"""Return the cross-entropy of two distributions: the mean surprisal to one who expects the second.

    $$
    H(\mathbf{p}, \mathbf{q}) = -\sum_{j=0}^{q-1} p_j \log q_j
    = H(\mathbf{p}) + D(\mathbf{p} \,\|\, \mathbf{q}).
    $$

    Outcomes come from $\mathbf{p}$, and are expected with $\mathbf{q}$. It is infinite where
    $\mathbf{q}$ rules out what $\mathbf{p}$ allows; what $\mathbf{p}$ rules out adds nothing.

    Args:
        p: Probabilities of the outcomes, $\mathbf{p}$. Shape `(q,)`, none negative, sum 1.
        q: Probabilities that are expected, $\mathbf{q}$. Shape `(q,)`, none negative, sum 1.

    Returns:
        The cross-entropy in nats, at least the entropy of `p`. Shape `()`.

    Raises:
        TypeError: If `p` or `q` is not a tensor.
        ValueError: If one is not a vector of probabilities that sum to 1, or they differ in length.

    Examples:
        Heads only, by one who expects a fair coin: one bit a throw.

        >>> import math, torch
        >>> p, q = torch.tensor([1.0, 0.0]), torch.tensor([0.5, 0.5])
        >>> distribution_cross_entropy(p, q) / math.log(2)
        tensor(1.)

    References:
        Goodfellow, Bengio and Courville, "Deep Learning", 2016, eq. 3.51.
    """
    _validate.probabilities(p=p, q=q)
    return -torch.special.xlogy(p, q).sum()


def kl_divergence(p: Float[Tensor, " q"], q: Float[Tensor, " q"]) -> Float[Tensor, ""]:
    r"""Return the Kullback-Leibler divergence: the extra surprisal to one who expects the wrong one.

    $$
    D(\mathbf{p} \,\|\, \mathbf{q}) = \sum_{j=0}^{q-1} p_j \log \frac{p_j}{q_j}.
    $$

    It is zero for equal distributions only, and not symmetric. It is summed as
    $\sum_j \bigl( p_j \log (p_j / q_j) - p_j + q_j \bigr)$, whose terms are not negative, so that
    rounding cannot make it negative.

    Args:
        p: Probabilities of the outcomes, $\mathbf{p}$. Shape `(q,)`, none negative, sum 1.
        q: Probabilities that are expected, $\mathbf{q}$. Shape `(q,)`, none negative, sum 1.

    Returns:
        The divergence in nats, 0 or above, infinite where `q` rules out what `p` allows. Shape `()`.

    Raises:
        TypeError: If `p` or `q` is not a tensor.
        ValueError: If one is not a vector of probabilities that sum to 1, or they differ in length.

    Examples:
        Not symmetric:

        >>> import torch
        >>> p, q = torch.tensor([0.5, 0.5]), torch.tensor([0.9, 0.1])
        >>> kl_divergence(p, q), kl_divergence(q, p)
        (tensor(0.5108), tensor(0.3681))

    References:
        Kullback and Leibler, "On information and sufficiency", 1951.
    """
    _validate.probabilities(p=p, q=q)
    terms = torch.special.xlogy(p, p) - torch.special.xlogy(p, q) - p + q
    return terms.clamp(min=0).sum()
