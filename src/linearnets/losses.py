"""The losses of regression and of classification, with their derivatives written out."""

import torch
from jaxtyping import Float, Integer
from torch import Tensor

from linearnets._checks import check_classes, check_distributions, checked
from linearnets.linear import append_ones, predict
from linearnets.softmax import log_softmax, one_hot, softmax


@checked
def half_squared_error(y_hat: Float[Tensor, " n"], y: Float[Tensor, " n"]) -> Float[Tensor, ""]:
    r"""Return the mean over the examples of half the squared error.

    $$
    L = \frac{1}{n} \sum_{i=1}^{n} \frac{1}{2} \left( \hat{y}_i - y_i \right)^2.
    $$

    Args:
        y_hat: Predictions, $\hat{\mathbf{y}}$.
        y: Targets, $\mathbf{y}$.

    Returns:
        The mean loss, in the squared unit of the targets, never negative.

    Examples:
        >>> half_squared_error(torch.tensor([1.0, 5.0]), torch.tensor([0.0, 2.0]))  # of 1/2 and 9/2
        tensor(2.5000)

    References:
        Bishop, "Pattern Recognition and Machine Learning", 2006, eq. 1.2 (the sum, not the mean).
    """
    return (y_hat - y).square().mean() / 2


@checked
def half_squared_error_gradient(
    X: Float[Tensor, "n d"], y: Float[Tensor, " n"], w: Float[Tensor, " d"], b: Float[Tensor, ""]
) -> tuple[Float[Tensor, " d"], Float[Tensor, ""]]:
    r"""Return the gradient of the mean half squared error in the weights and the bias.

    With the residuals $\mathbf{r} = \mathbf{X} \mathbf{w} + b - \mathbf{y}$:

    $$
    \frac{\partial L}{\partial \mathbf{w}} = \frac{1}{n} \mathbf{X}^\top \mathbf{r}, \qquad
    \frac{\partial L}{\partial b} = \frac{1}{n} \sum_{i=1}^{n} r_i.
    $$

    Args:
        X: Features, $\mathbf{X}$, one example a row.
        y: Targets, $\mathbf{y}$.
        w: Weights, $\mathbf{w}$.
        b: Bias, $b$.

    Returns:
        The slopes in `w` and in `b`, in the squared unit of the targets per unit of each.

    Examples:
        >>> X, y = torch.tensor([[1.0, 0.0], [3.0, 4.0]]), torch.tensor([0.0, 2.0])
        >>> half_squared_error_gradient(X, y, torch.tensor([1.0, 0.0]), torch.tensor(0.0))
        (tensor([2., 2.]), tensor(1.))

    References:
        Bishop, "Pattern Recognition and Machine Learning", 2006, section 3.1.1.
    """
    r = predict(X, w, b) - y
    return X.T @ r / len(y), r.mean()


@checked
def half_squared_error_hessian(X: Float[Tensor, "n d"]) -> Float[Tensor, "d+1 d+1"]:
    r"""Return the Hessian of the mean half squared error in the weights and the bias.

    It is the same at every $(\mathbf{w}, b)$ and for any targets. With the ones of `append_ones`:

    $$
    \mathbf{H} = \frac{1}{n} \tilde{\mathbf{X}}^\top \tilde{\mathbf{X}}.
    $$

    Args:
        X: Features, $\mathbf{X}$, one example a row.

    Returns:
        The Hessian, symmetric and without negative eigenvalues.

    Examples:
        >>> half_squared_error_hessian(torch.tensor([[1.0], [3.0]]))
        tensor([[5., 2.],
                [2., 1.]])

    References:
        Boyd and Vandenberghe, "Convex Optimization", 2004, section 9.1.1.
    """
    X_tilde = append_ones(X)
    return X_tilde.T @ X_tilde / len(X)


@checked
def cross_entropy(
    logits: Float[Tensor, "n q"], labels: Integer[Tensor, " n"] | Float[Tensor, "n q"]
) -> Float[Tensor, ""]:
    r"""Return the mean cross-entropy of labels under softmax of scores.

    Example $i$ costs the negative log-probability that softmax gives to its right class $y_i$. A
    soft label is a distribution over the classes instead of one of them, and costs the mean:

    $$
    L = -\frac{1}{n} \sum_{i=1}^{n} \log \hat{y}_{i,y_i}, \qquad
    L = -\frac{1}{n} \sum_{i=1}^{n} \sum_{j=0}^{q-1} y_{i,j} \log \hat{y}_{i,j}.
    $$

    It is computed from the scores, so it stays finite where a probability underflows.

    Args:
        logits: Scores before softmax, $\mathbf{O}$; not probabilities.
        labels: The right class of each example, from 0 to `q - 1`; or the probabilities of the
            classes, $\mathbf{Y}$, none negative, each row with sum 1.

    Returns:
        The mean loss in nats, never negative; at least the mean entropy of soft labels.

    Examples:
        >>> cross_entropy(torch.zeros(1, 2), torch.tensor([1]))  # log 2
        tensor(0.6931)
        >>> cross_entropy(torch.tensor([[9.0, 0.0]]), torch.tensor([[0.9, 0.1]]))  # a soft label
        tensor(0.9001)

    References:
        Bishop, "Pattern Recognition and Machine Learning", 2006, eq. 4.108.
    """
    log_probs = log_softmax(logits)
    if labels.is_floating_point():
        check_distributions(labels=labels)
        # A class without probability costs nothing, also where 0 times minus infinity is nan.
        return torch.nansum(-labels * log_probs, dim=1).mean()
    check_classes(logits.shape[1], labels=labels)
    return (-log_probs).gather(1, labels[:, None]).mean()


@checked
def cross_entropy_gradient(
    X: Float[Tensor, "n d"],
    labels: Integer[Tensor, " n"],
    W: Float[Tensor, "d q"],
    b: Float[Tensor, " q"],
) -> tuple[Float[Tensor, "d q"], Float[Tensor, " q"]]:
    r"""Return the gradient of the mean cross-entropy of softmax regression.

    With the one-hot labels $\mathbf{Y}$, prediction minus label is the slope in the scores:

    $$
    \frac{\partial L}{\partial \mathbf{W}}
    = \frac{1}{n} \mathbf{X}^\top (\hat{\mathbf{Y}} - \mathbf{Y}), \quad
    \frac{\partial L}{\partial \mathbf{b}}
    = \frac{1}{n} (\hat{\mathbf{Y}} - \mathbf{Y})^\top \mathbf{1}, \quad
    \hat{\mathbf{Y}} = \operatorname{softmax}(\mathbf{X} \mathbf{W} + \mathbf{b}).
    $$

    Args:
        X: Features, $\mathbf{X}$, one example a row.
        labels: The right class of each example, from 0 to `q - 1`.
        W: Weights, $\mathbf{W}$, one column a class.
        b: Biases, $\mathbf{b}$.

    Returns:
        The slopes in `W` and in `b`.

    Examples:
        >>> X, labels = torch.tensor([[2.0]]), torch.tensor([0])
        >>> cross_entropy_gradient(X, labels, torch.zeros(1, 2), torch.zeros(2))
        (tensor([[-1.,  1.]]), tensor([-0.5000,  0.5000]))

    References:
        Bishop, "Pattern Recognition and Machine Learning", 2006, eq. 4.109.
    """
    Y_hat, Y = softmax(X @ W + b), one_hot(labels, len(b), dtype=X.dtype)
    return X.T @ (Y_hat - Y) / len(X), (Y_hat - Y).mean(dim=0)
