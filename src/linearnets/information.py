"""How much a distribution tells: entropy, cross-entropy and Kullback-Leibler divergence, in nats."""

import torch
from jaxtyping import Float
from torch import Tensor

from linearnets._checks import check_distributions, checked

# Stands for a probability of 0 under a logarithm: times 0 that is 0, and so is its slope.
_TINY = 1e-300


@checked
def entropy(p: Float[Tensor, " num_outcomes"]) -> Float[Tensor, ""]:
    r"""Return the entropy of a distribution: the mean surprisal of its own outcomes.

    $$
    H(\mathbf{p}) = -\sum_j p_j \log p_j,
    $$

    where an outcome of probability 0 adds nothing. Divide by $\log 2$ for bits.

    Args:
        p: Probabilities, $\mathbf{p}$, none negative, with sum 1.

    Returns:
        The entropy in nats, from 0 to the logarithm of `num_outcomes`.

    Examples:
        >>> entropy(torch.tensor([0.5, 0.5])) / torch.tensor(2).log()  # of a fair coin, in bits
        tensor(1.)

    References:
        Shannon, "A Mathematical Theory of Communication", 1948, section 6.
    """
    check_distributions(p=p)
    wide = p.double()
    surprisals = -wide.clamp(min=_TINY).log()
    return (wide * surprisals).sum().clamp(min=0).to(p.dtype)  # rounding may lift a sum above 1


@checked(finite=False)
def distribution_cross_entropy(
    p: Float[Tensor, " num_outcomes"], q: Float[Tensor, " num_outcomes"]
) -> Float[Tensor, ""]:
    r"""Return the cross-entropy of two distributions: the mean surprisal to one who expects the second.

    $$
    H(\mathbf{p}, \mathbf{q}) = -\sum_j p_j \log q_j
    = H(\mathbf{p}) + D(\mathbf{p} \,\|\, \mathbf{q}).
    $$

    Args:
        p: Probabilities of the outcomes, $\mathbf{p}$, none negative, with sum 1.
        q: Probabilities that are expected, $\mathbf{q}$, none negative, with sum 1.

    Returns:
        The cross-entropy in nats, infinite where `q` rules out what `p` allows.

    Examples:
        >>> p, q = torch.tensor([1.0, 0.0]), torch.tensor([0.5, 0.5])
        >>> distribution_cross_entropy(p, q), distribution_cross_entropy(q, p)
        (tensor(0.6931), tensor(inf))

    References:
        Goodfellow, Bengio and Courville, "Deep Learning", 2016, eq. 3.51.
    """
    check_distributions(p=p, q=q)
    return (-p.double() * _log_expected(p, q)).sum().to(p.dtype)


@checked(finite=False)
def kl_divergence(
    p: Float[Tensor, " num_outcomes"], q: Float[Tensor, " num_outcomes"]
) -> Float[Tensor, ""]:
    r"""Return the Kullback-Leibler divergence: the extra surprisal to one who expects the wrong one.

    $$
    D(\mathbf{p} \,\|\, \mathbf{q}) = \sum_j p_j \log \frac{p_j}{q_j}.
    $$

    It is summed as $\sum_j \bigl( q_j - p_j - p_j \log (q_j / p_j) \bigr)$, of which no term is
    negative; near 1 the logarithm is that of $1 + (q_j - p_j) / p_j$, which keeps the digits.
    `F.kl_div` takes $\log \mathbf{q}$ first, then $\mathbf{p}$.

    Args:
        p: Probabilities of the outcomes, $\mathbf{p}$, none negative, with sum 1.
        q: Probabilities that are expected, $\mathbf{q}$, none negative, with sum 1.

    Returns:
        The divergence in nats, 0 for equal distributions only, infinite where `q` rules out what
        `p` allows. Its slopes are those of the second sum.

    Examples:
        >>> p, q = torch.tensor([0.5, 0.5]), torch.tensor([0.9, 0.1])
        >>> kl_divergence(p, q), kl_divergence(q, p)
        (tensor(0.5108), tensor(0.3681))

    References:
        Kullback and Leibler, "On information and sufficiency", 1951.
    """
    check_distributions(p=p, q=q)
    wide, gap = p.double(), q.double() - p.double()
    near = gap.abs() < wide / 2
    log1p = torch.where(near, gap / wide.clamp(min=_TINY), 0.0).log1p()
    log_ratio = torch.where(near, log1p, _log_expected(p, q) - wide.clamp(min=_TINY).log())
    return (gap - wide * log_ratio).clamp(min=0).sum().to(p.dtype)


def _log_expected(p: Tensor, q: Tensor) -> Tensor:
    """Return the logarithms of q, in float64, finite where p rules the outcome out."""
    wide = q.double()
    return torch.where(p > 0, wide, wide.clamp(min=_TINY)).log()
