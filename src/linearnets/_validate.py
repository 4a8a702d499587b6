"""Every input check of the package, and every text that a failed one shows.

An error reads `expected <what>, but <name> has <value>`.
"""

import math
import operator
from collections.abc import Sequence
from numbers import Integral, Real
from typing import Any, NoReturn

import torch
from torch import Tensor


def tensors(**arguments: tuple[Any, str]) -> None:
    """Check that tensors are finite, of one floating-point dtype, and of the shapes given.

    A shape is written as in jaxtyping, `X=(X, "n d"), y=(y, "n")`: a letter stands for the same
    size throughout one call, so nothing can broadcast.
    """
    sizes: dict[str, int] = {}
    leader = next(iter(arguments))
    for name, (value, shape) in arguments.items():
        if not isinstance(value, Tensor):
            fail("a torch.Tensor", name, f"type {type(value).__name__}", TypeError)
        if not value.is_floating_point():
            fail("a floating-point dtype", name, value.dtype)
        dtype = arguments[leader][0].dtype
        if value.dtype != dtype:
            fail(f"the dtype of {leader}, {dtype}", name, value.dtype)
        _shape(name, value, shape.split(), sizes)
        _finite(name, value)


def scores(**arguments: Any) -> None:
    """Check that each argument is a matrix of finite scores with at least one class."""
    for name, value in arguments.items():
        tensors(**{name: (value, "n q")})
        if value.shape[1] == 0:
            fail("at least one class", name, f"shape {tuple(value.shape)}")


def probabilities(**arguments: Any) -> None:
    """Check that the arguments are distributions over the same outcomes."""
    tensors(**{name: (value, "q") for name, value in arguments.items()})
    distributions(**arguments)


def distributions(**arguments: Tensor) -> None:
    """Check that the last dimension of each argument holds probabilities that sum to 1."""
    for name, value in arguments.items():
        if (value < 0).any():
            fail("no negative probability", name, f"a smallest of {value.min().item():.3g}")
        off = (value.sum(dim=-1) - 1).abs().max().item()
        if off > 8 * torch.finfo(value.dtype).eps * value.shape[-1]:
            fail("probabilities that sum to 1", name, f"a sum that is off by {off:.3g}")


def labels(num_classes: int | None = None, /, **arguments: Any) -> None:
    """Check that the arguments are vectors of one length of classes, from 0 to `num_classes - 1`."""
    sizes: dict[str, int] = {}
    for name, value in arguments.items():
        if not isinstance(value, Tensor):
            fail("a torch.Tensor", name, f"type {type(value).__name__}", TypeError)
        if value.is_floating_point() or value.is_complex() or value.dtype == torch.bool:
            fail("an integer dtype", name, value.dtype)
        _shape(name, value, ["n"], sizes)
        value = value.long()  # in which the number of classes fits
        wrong = value < 0 if num_classes is None else (value < 0) | (value >= num_classes)
        if wrong.any():
            at = wrong.nonzero()[0].item()
            classes = "0 or above" if num_classes is None else f"from 0 to {num_classes - 1}"
            fail(f"classes {classes}", name, f"{value[at].item()} at index {at}")


def classes_of(rows: Tensor, **arguments: Any) -> None:
    """Check that each argument holds, for every row, one of its columns as the class."""
    labels(rows.shape[1], **arguments)
    for name, value in arguments.items():
        _shape(name, value, ["n"], {"n": len(rows)})


def targets(X: Tensor, **arguments: Any) -> None:
    """Check that each argument fits the rows of `X`: numbers of its dtype, or labels."""
    for name, value in arguments.items():
        if isinstance(value, Tensor) and not value.is_floating_point():
            labels(**{name: value})
            _shape(name, value, ["n"], {"n": len(X)})
        else:
            tensors(X=(X, "n d"), **{name: (value, "n")})


def _shape(name: str, value: Tensor, dims: list[str], sizes: dict[str, int]) -> None:
    known = [dim for dim in dims if dim in sizes]
    got = tuple(value.shape)
    for dim, size in zip(dims, got, strict=False):
        sizes.setdefault(dim, int(dim) if dim.isdigit() else size)
    if got != tuple(sizes.get(dim) for dim in dims):
        expected = f"shape ({', '.join(dims)}{',' * (len(dims) == 1)})"
        where = ", ".join(f"{dim} = {sizes[dim]}" for dim in known)
        fail(f"{expected} with {where}" if known else expected, name, f"shape {got}")
    # No features (d = 0) leave a model with a bias; no examples leave a mean of nothing.
    if dims and dims[0] != "d" and got[0] == 0:
        fail("at least one row", name, f"shape {got}")


def _finite(name: str, value: Tensor) -> None:
    # Twenty times faster than to look at every entry, which is left to where the sum is not finite.
    if value.sum().isfinite():
        return
    finite = value.isfinite()
    if not finite.all():
        index = tuple((~finite).nonzero()[0].tolist())
        fail("finite values", name, f"{value[index].item()} at index {index}")


def floating_dtype(**arguments: Any) -> None:
    """Check that each argument is a floating-point dtype, or `None` for the default one."""
    for name, value in arguments.items():
        if value is not None and not getattr(value, "is_floating_point", False):
            fail("a floating-point dtype", name, f"value {value!r}")


def usable_std(**arguments: Tensor) -> None:
    """Check that the columns of each argument can be divided by these standard deviations."""
    for name, std in arguments.items():
        for column in (~(std.isfinite() & (std > 0))).nonzero().flatten().tolist():
            fail("columns that vary", name, f"std {std[column]:g} in column {column}")


def positive(**arguments: Any) -> None:
    """Check that each argument is a finite number above zero."""
    for name, value in arguments.items():
        if not (_is_finite_number(value) and value > 0):
            fail("a finite number above 0", name, f"value {value!r}")


def not_negative(**arguments: Any) -> None:
    """Check that each argument is a finite number, zero or above."""
    for name, value in arguments.items():
        if not (_is_finite_number(value) and value >= 0):
            fail("a finite number, 0 or above", name, f"value {value!r}")


def count(**arguments: Any) -> None:
    """Check that each argument is an integer of at least one."""
    for name, value in arguments.items():
        if not isinstance(value, Integral) or isinstance(value, bool) or value < 1:
            fail("an integer of at least 1", name, f"value {value!r}")


def seed(**arguments: Any) -> None:
    """Check that each argument is an integer that torch takes for a seed."""
    for name, value in arguments.items():
        if not isinstance(value, Integral) or not -(2**63) <= value < 2**64:
            fail("an integer of at most 64 bits", name, f"value {value!r}")


def increasing(**arguments: Any) -> None:
    """Check that each argument is a sequence of finite numbers, each above the one before."""
    for name, value in arguments.items():
        numbers = isinstance(value, Sequence) and all(map(_is_finite_number, value))
        if not (numbers and value and all(map(operator.lt, value, value[1:]))):
            fail("increasing finite numbers", name, f"value {value!r}")


def interval(**arguments: Any) -> None:
    """Check that each argument is a pair of finite numbers, the smaller first."""
    for name, value in arguments.items():
        numbers = isinstance(value, tuple | list) and all(map(_is_finite_number, value))
        if not (numbers and len(value) == 2 and value[0] < value[1]):
            fail("two finite numbers, the smaller first", name, f"value {value!r}")


def _is_finite_number(value: Any) -> bool:
    return isinstance(value, Real) and not isinstance(value, bool) and math.isfinite(value)


def missing(caller: str, package: str, *, extra: str, cause: ImportError) -> NoReturn:
    """Raise an error that says how to install what a function needs."""
    advice = f'{caller} needs {package}: pip install "linearnets[{extra}]"'
    raise ImportError(advice) from cause


def fail(expected: str, name: str, value: Any, error: type[Exception] = ValueError) -> NoReturn:
    """Raise the one error text of the package."""
    raise error(f"expected {expected}, but {name} has {value}")
