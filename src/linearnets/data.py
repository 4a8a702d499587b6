"""Datasets to learn from, and the way from a dataset to the rows of one step.

The tables come with scikit-learn; where it is missing, their loaders raise an `ImportError`.
"""

import csv
import io
import math
from collections.abc import Callable, Iterator
from pathlib import Path

import torch
from jaxtyping import Float, Int, Integer
from torch import Tensor

from linearnets._checks import NonNegativeFloat, PositiveInt, Seed, SizeInt, checked, fail
from linearnets.linear import predict

DIABETES_FEATURES = ("age", "sex", "bmi", "bp", "s1", "s2", "s3", "s4", "s5", "s6")
"""The columns of the diabetes data, in order: `age` in years, `sex` coded 1 and 2, body mass index,
mean blood pressure, and six blood serum measurements."""


@checked
def load_diabetes(
    dtype: torch.dtype | None = None,
) -> tuple[Float[Tensor, "442 10"], Float[Tensor, " 442"]]:
    r"""Return ten measurements of 442 diabetes patients and their disease a year later.

    Args:
        dtype: Floating-point dtype of both tensors. `None` is torch's default dtype.

    Returns:
        Features in the units of the measurements, whose columns are `DIABETES_FEATURES`, and
        targets, the progression of the disease, from 25 to 346.

    Examples:
        >>> X, y = load_diabetes()
        >>> X.shape, y[:3]
        (torch.Size([442, 10]), tensor([151.,  75., 141.]))

    References:
        Efron, Hastie, Johnstone and Tibshirani, "Least Angle Regression", 2004.
    """
    dtype = dtype or torch.get_default_dtype()
    X, y = _scikit_learn("load_diabetes")(return_X_y=True, scaled=False)
    return torch.tensor(X, dtype=dtype), torch.tensor(y, dtype=dtype)


@checked
def load_iris(
    dtype: torch.dtype | None = None,
) -> tuple[Float[Tensor, "150 4"], Int[Tensor, " 150"]]:
    r"""Return four measurements of 150 irises, fifty of each of three species.

    Args:
        dtype: Floating-point dtype of the features. `None` is torch's default dtype.

    Returns:
        Features in centimetres, length and width of the sepals, then of the petals, and labels, 0
        for setosa, 1 for versicolor, 2 for virginica.

    Examples:
        >>> X, labels = load_iris()
        >>> X[0], labels.bincount()
        (tensor([5.1000, 3.5000, 1.4000, 0.2000]), tensor([50, 50, 50]))

    References:
        Fisher, "The use of multiple measurements in taxonomic problems", 1936.
    """
    X, labels = _scikit_learn("load_iris")(return_X_y=True)
    X = torch.tensor(X, dtype=dtype or torch.get_default_dtype())
    return X, torch.tensor(labels, dtype=torch.int64)  # where NumPy has 32 bits, too


@checked
def load_digits(
    dtype: torch.dtype | None = None,
) -> tuple[Float[Tensor, "1797 64"], Int[Tensor, " 1797"]]:
    r"""Return 1797 images of handwritten digits, 8 by 8 pixels, and the digit of each.

    Args:
        dtype: Floating-point dtype of the images. `None` is torch's default dtype.

    Returns:
        Images, row by row, from 0, no ink, to 1 (scikit-learn's `load_digits` has up to 16); labels
        from 0 to 9.

    Examples:
        >>> X, labels = load_digits()
        >>> labels[0], X[0].reshape(8, 8)[2]
        (tensor(0), tensor([0.0000, 0.1875, 0.9375, 0.1250, 0.0000, 0.6875, 0.5000, 0.0000]))

    References:
        Alpaydin and Kaynak, "Optical Recognition of Handwritten Digits", UCI, 1998.
    """
    X, labels = _scikit_learn("load_digits")(return_X_y=True)
    X = torch.tensor(X / 16, dtype=dtype or torch.get_default_dtype())
    return X, torch.tensor(labels, dtype=torch.int64)


def _scikit_learn(loader: str) -> Callable:
    try:
        from sklearn import datasets
    except ImportError as error:
        advice = f'{loader} needs scikit-learn: pip install "linearnets[data]"'
        raise ImportError(advice) from error
    return getattr(datasets, loader)


def load_table(
    path: str | Path, target: str
) -> tuple[Float[Tensor, "n d"], Float[Tensor, " n"], list[str]]:
    r"""Return features and targets, in float64, from a CSV file of your own.

    Args:
        path: The file, in UTF-8. Its first line has names, each line after it a number for each name;
            empty lines are left out.
        target: Name of the column to predict.

    Returns:
        Features, targets, and the names of the features. Targets that are classes become labels by
        `y.long()`.

    Examples:
        >>> import tempfile
        >>> path = Path(tempfile.mkdtemp(), "flats.csv")
        >>> _ = path.write_text("area,rent\n50,700\n72,960")
        >>> load_table(path, "rent")[1:]
        (tensor([700., 960.], dtype=torch.float64), ['area'])
    """
    try:
        text = Path(path).read_text("utf-8-sig")
    except UnicodeDecodeError:
        fail("a CSV file in UTF-8", "path", f"another encoding: {str(path)!r}")
    rows = csv.reader(io.StringIO(text), skipinitialspace=True)
    names = [name.strip() for name in next(filter(None, rows), [])]
    columns: dict[str, list[float]] = {name: [] for name in names}
    if len(names) < 2:
        fail("at least two columns, separated by commas", "path", f"the names {names}")
    if len(columns) < len(names) or "" in names:
        fail("a name of its own for every column", "path", f"the names {names}")
    if target not in names:
        fail(f"one of {names}", "target", f"value {target!r}")
    # Line by line: else a quote that is not closed would swallow the lines after it.
    for line, written in enumerate(text.split("\n")[rows.line_num :], rows.line_num + 1):
        if not written.strip(", \t"):
            continue
        (values,) = csv.reader([written], skipinitialspace=True)
        if len(values) != len(names):
            fail(f"{len(names)} values", f"line {line}", len(values))
        for name, value in zip(names, values):
            try:
                number = float(value.replace("_", "x"))  # Python reads 2024_01 as 202401
            except ValueError:
                number = math.nan
            if not math.isfinite(number):
                fail("a finite number", f"{name} in line {line}", f"value {value!r}")
            columns[name].append(number)
    if not columns[target]:
        fail("at least one line of numbers", "path", f"the names {names} alone")
    y = torch.tensor(columns.pop(target), dtype=torch.float64)
    return torch.tensor([*columns.values()], dtype=torch.float64).T, y, [*columns]


def load_text(name: str) -> str:
    r"""Return a text in the public domain, to count and predict its characters.

    Args:
        name: `"alice"`, the first chapter of "Alice's Adventures in Wonderland" (1865), or
            `"laozi"`, the first forty chapters of 《道德经》, in modern punctuation.

    Returns:
        The text, one paragraph or chapter a line.

    Examples:
        >>> load_text("alice")[:19]
        'Alice was beginning'
    """
    if name not in ("alice", "laozi"):
        fail("one of ('alice', 'laozi')", "name", f"value {name!r}")
    return (Path(__file__).with_name("texts") / f"{name}.txt").read_text("utf-8")


def load_bigrams(name: str) -> tuple[list[str], Int[Tensor, " n"], Int[Tensor, " n"]]:
    r"""Return each character of a text with the next one, as numbers.

    The text is taken in lower case. Its different characters, sorted, are the classes.

    Args:
        name: A text that `load_text` knows.

    Returns:
        The $q$ characters; the number of each character of the text but the last; the number of
        the one that follows it. Numbers are int64, from `0` to `q - 1`.

    Examples:
        >>> letters, x, y = load_bigrams("alice")
        >>> [letters[i] + letters[j] for i, j in zip(x[:4], y[:4])]
        ['al', 'li', 'ic', 'ce']
    """
    text = load_text(name).lower()
    letters = sorted(set(text))
    ids = torch.tensor([letters.index(letter) for letter in text])
    return letters, ids[:-1], ids[1:].clone()


@checked
@torch.no_grad()
def synthetic_regression(
    w: Float[Tensor, " d"],
    b: Float[Tensor, ""],
    num_examples: SizeInt,
    *,
    noise_std: NonNegativeFloat,
    seed: Seed = 0,
) -> tuple[Float[Tensor, "n d"], Float[Tensor, " n"]]:
    r"""Return examples of a linear model whose weights are known, with Gaussian noise.

    $$
    y_i = \sum_{j=1}^{d} x_{ij} w_j + b + \varepsilon_i, \quad
    x_{ij} \sim \mathcal{N}(0, 1), \quad \varepsilon_i \sim \mathcal{N}(0, \sigma^2).
    $$

    The features are drawn first, so the same `seed` gives the same features under any noise;
    another dtype may draw others.

    Args:
        w: True weights, $\mathbf{w}$.
        b: True bias, $b$.
        num_examples: Number of examples, $n$, at least 1.
        noise_std: Standard deviation of the noise, $\sigma$, in the targets' unit, 0 or above.
        seed: Seed of the generator, an integer of at most 64 bits.

    Returns:
        Features and targets, in the dtype and on the device of `w`. They carry no gradient.

    Examples:
        >>> w, b = torch.tensor([2.0, -3.0]), torch.tensor(4.0)
        >>> X, y = synthetic_regression(w, b, 1000, noise_std=0.0)
        >>> X.shape, torch.equal(y, predict(X, w, b))
        (torch.Size([1000, 2]), True)

    References:
        Bishop, "Pattern Recognition and Machine Learning", 2006, eq. 3.7.
    """
    drawn = {"generator": torch.Generator().manual_seed(seed), "dtype": w.dtype, "device": "cpu"}
    X = torch.randn(num_examples, len(w), **drawn).to(w.device)
    noise = noise_std * torch.randn(num_examples, **drawn).to(w.device)
    return X, predict(X, w, b) + noise


@checked
def standardize(
    X: Float[Tensor, "n d"],
) -> tuple[Float[Tensor, "n d"], Float[Tensor, " d"], Float[Tensor, " d"]]:
    r"""Return the features with each column at mean 0 and standard deviation 1.

    $$
    z_{ij} = \frac{x_{ij} - \mu_j}{\sigma_j}, \quad
    \mu_j = \frac{1}{n} \sum_{i=1}^{n} x_{ij}, \quad
    \sigma_j^2 = \frac{1}{n} \sum_{i=1}^{n} \left( x_{ij} - \mu_j \right)^2.
    $$

    New examples are standardized with the mean and the deviation returned here, not their own.

    Args:
        X: Features, $\mathbf{X}$, one example a row. No column is constant up to rounding.

    Returns:
        The standardized features, and the mean and standard deviation of each column.

    Examples:
        >>> Z, mean, std = standardize(torch.tensor([[1.0, 50.0], [3.0, 10.0]]))
        >>> Z.tolist(), mean, std
        ([[-1.0, 1.0], [1.0, -1.0]], tensor([ 2., 30.]), tensor([ 1., 20.]))

    References:
        LeCun, Bottou, Orr and Müller, "Efficient BackProp", 1998, section 4.3.
    """
    std, mean = torch.std_mean(X, dim=0, correction=0)
    constant = std <= 2 * torch.finfo(X.dtype).eps * mean.abs()  # up to rounding
    if constant.any():
        column = constant.int().argmax()
        fail("columns that vary", "X", f"std {std[column]:.3g} in column {column}")
    return (X - mean) / std, mean, std


@checked
def minibatches(
    X: Float[Tensor, "n d"],
    y: Float[Tensor, " n"] | Integer[Tensor, " n"],
    batch_size: PositiveInt,
    *,
    generator: torch.Generator | None = None,
) -> Iterator[tuple[Float[Tensor, "m d"], Float[Tensor, " m"] | Int[Tensor, " m"]]]:
    r"""Return an iterator over minibatches that together hold every example once: one epoch.

    A random permutation $\pi$ of the examples is cut into $\lceil n / B \rceil$ pieces:

    $$
    \mathcal{B}_k = \bigl\{ \pi(i) : (k - 1) B < i \le \min(k B, n) \bigr\}.
    $$

    Args:
        X: Features, $\mathbf{X}$, one example a row.
        y: Targets, $\mathbf{y}$, or labels, 0 or above.
        batch_size: Number of examples in a minibatch, $B$, at least 1.
        generator: Source of the permutation, on the CPU. PyTorch's default generator if not given.

    Returns:
        An iterator over features and targets, or labels as int64; `m` is $B$, or less at last.

    Examples:
        >>> X, y = torch.zeros(5, 3), torch.zeros(5)
        >>> [len(y_B) for X_B, y_B in minibatches(X, y, 2)]
        [2, 2, 1]

    References:
        Goodfellow, Bengio and Courville, "Deep Learning", 2016, section 8.1.3.
    """
    order = torch.randperm(len(y), generator=generator, device="cpu").to(X.device)
    # X[order] does the same, but a thousand times slower where threads wait for each other.
    X, y = X.index_select(0, order), y.index_select(0, order)
    size = min(batch_size, len(y))
    return zip(X.split(size), y.split(size), strict=True)
