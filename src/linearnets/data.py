"""Datasets to learn from, and the way from a dataset to the rows of one step."""

from collections.abc import Iterator

import torch
from jaxtyping import Float, Shaped
from torch import Tensor

from linearnets import _validate
from linearnets._datasets import DIABETES_FEATURES, load_diabetes, load_digits, load_iris
from linearnets._fashion import load_fashion_mnist
from linearnets.linear import predict

# In the order of the reference.
__all__ = [
    "load_diabetes",
    "DIABETES_FEATURES",
    "load_digits",
    "load_fashion_mnist",
    "load_iris",
    "synthetic_regression",
    "standardize",
    "minibatches",
]


def synthetic_regression(
    w: Float[Tensor, " d"],
    b: Float[Tensor, ""],
    num_examples: int,
    *,
    noise_std: float,
    seed: int = 0,
) -> tuple[Float[Tensor, "n d"], Float[Tensor, " n"]]:
    r"""Return examples of a linear model whose weights are known, with Gaussian noise.

    Features are independent standard normal numbers; targets are predictions plus noise:

    $$
    \begin{aligned}
    y_i &= \sum_{j=1}^{d} x_{i,j} w_j + b + \epsilon_i, \\
    x_{i,j} &\sim \mathcal{N}(0, 1), \quad \epsilon_i \sim \mathcal{N}(0, \sigma^2).
    \end{aligned}
    $$

    A generator of its own draws the features first, so the same `seed` gives the same features
    under any noise. Torch's global generator is left alone.

    Args:
        w: True weights, $\mathbf{w}$. Shape `(d,)`, finite.
        b: True bias, $b$. Shape `()`, finite.
        num_examples: Number of examples, $n$. At least 1.
        noise_std: Standard deviation of the noise, $\sigma$, in the targets' unit. Zero or above.
        seed: Seed of the generator. An integer of at most 64 bits.

    Returns:
        Features and targets, in the dtype of `w`. Shapes `(n, d)` and `(n,)`.

    Raises:
        TypeError: If `w` or `b` is not a tensor.
        ValueError: If a shape or dtype does not fit, or a number is out of its range.

    Examples:
        >>> import torch
        >>> w, b = torch.tensor([2.0, -3.0]), torch.tensor(4.0)
        >>> X, y = synthetic_regression(w, b, 1000, noise_std=0.0)
        >>> X.shape, torch.equal(y, predict(X, w, b))
        (torch.Size([1000, 2]), True)

    References:
        Bishop, "Pattern Recognition and Machine Learning", 2006, eq. 3.7.
    """
    _validate.tensors(w=(w, "d"), b=(b, ""))
    _validate.count(num_examples=num_examples)
    _validate.not_negative(noise_std=noise_std)
    _validate.seed(seed=seed)
    generator = torch.Generator().manual_seed(seed)
    X = torch.randn(num_examples, len(w), generator=generator, dtype=w.dtype)
    noise = noise_std * torch.randn(num_examples, generator=generator, dtype=w.dtype)
    return X, predict(X, w, b) + noise


def standardize(
    X: Float[Tensor, "n d"],
) -> tuple[Float[Tensor, "n d"], Float[Tensor, " d"], Float[Tensor, " d"]]:
    r"""Return the features with each column at mean 0 and standard deviation 1.

    Each feature is counted in its own standard deviations from its own mean:

    $$
    \begin{aligned}
    z_{i,j} &= \frac{x_{i,j} - \mu_j}{\sigma_j}, \\[0.5em]
    \mu_j &= \frac{1}{n} \sum_{i=1}^{n} x_{i,j}, \\[0.5em]
    \sigma_j^2 &= \frac{1}{n} \sum_{i=1}^{n} \left( x_{i,j} - \mu_j \right)^2.
    \end{aligned}
    $$

    The variance divides by $n$, so that every diagonal entry of the Hessian becomes 1. New
    examples are standardized with the mean and the deviation returned here, not with their own.

    Args:
        X: Features, $\mathbf{X}$, one example a row. Shape `(n, d)`, finite; no column constant.

    Returns:
        The standardized features, without unit, and the mean and the standard deviation of each
        column in its unit. Shapes `(n, d)`, `(d,)` and `(d,)`.

    Raises:
        TypeError: If `X` is not a tensor.
        ValueError: If `X` is not a matrix of finite floating-point numbers, has no rows, or has
            a constant column.

    Examples:
        >>> import torch
        >>> Z, mean, std = standardize(torch.tensor([[1.0, 50.0], [3.0, 10.0]]))
        >>> Z
        tensor([[-1.,  1.],
                [ 1., -1.]])
        >>> mean, std
        (tensor([ 2., 30.]), tensor([ 1., 20.]))

    References:
        LeCun, Bottou, Orr and Müller, "Efficient BackProp", 1998, section 4.3.
    """
    _validate.tensors(X=(X, "n d"))
    std, mean = torch.std_mean(X, dim=0, correction=0)
    _validate.usable_std(X=std)
    return (X - mean) / std, mean, std


def minibatches(
    X: Float[Tensor, "n d"],
    y: Shaped[Tensor, " n"],
    batch_size: int,
    *,
    generator: torch.Generator | None = None,
) -> Iterator[tuple[Float[Tensor, "m d"], Shaped[Tensor, " m"]]]:
    r"""Return an iterator over minibatches that together hold every example once: one epoch.

    A random permutation $\pi$ of the examples is cut into $\lceil n / B \rceil$ pieces:

    $$
    \mathcal{B}_k = \bigl\{ \pi(i) : (k - 1) B < i \le \min(k B, n) \bigr\}.
    $$

    The data are copied once, in shuffled order; the minibatches are slices of the copy.

    Args:
        X: Features, $\mathbf{X}$, one example a row. Shape `(n, d)`, finite.
        y: Targets, $\mathbf{y}$, finite numbers of the dtype of `X`, or labels, integers. Shape
            `(n,)`.
        batch_size: Number of examples in a minibatch, $B$. At least 1.
        generator: Source of the permutation. `None` draws from torch's global generator.

    Returns:
        An iterator over features and targets. Shapes `(m, d)` and `(m,)`, where `m` is
        `batch_size`, or what is left for the last.

    Raises:
        TypeError: If `X` or `y` is not a tensor.
        ValueError: At the call, if `X` and `y` do not fit or a value is out of its range.

    Examples:
        >>> import torch
        >>> X, y = torch.zeros(5, 3), torch.zeros(5)
        >>> [len(y_B) for X_B, y_B in minibatches(X, y, 2)]
        [2, 2, 1]

    References:
        Goodfellow, Bengio and Courville, "Deep Learning", 2016, section 8.1.3.
    """
    _validate.tensors(X=(X, "n d"))
    _validate.targets(X, y=y)
    _validate.count(batch_size=batch_size)
    order = torch.randperm(len(y), generator=generator)
    # X[order] does the same, but a thousand times slower where threads wait for each other.
    X, y = X.index_select(0, order), y.index_select(0, order)
    size = int(batch_size)  # split takes none of NumPy's integers
    return zip(X.split(size), y.split(size), strict=True)
