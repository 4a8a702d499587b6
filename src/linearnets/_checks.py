"""Every check of an argument or a result, and every text that a failed one shows.

An error reads `expected <what>, but <name> has <value>`.
"""

import contextlib
import functools
import inspect
import math
import operator
import threading
from collections.abc import Callable, Sequence
from numbers import Integral, Real
from typing import Annotated, Any, NoReturn, get_args

import torch
from jaxtyping import AbstractArray, Float
from torch import Tensor

# The numbers that arguments take: in words, and as a test of one.
PositiveFloat = Annotated[float, "a finite number above 0", lambda v: 0 < v < math.inf]
NonNegativeFloat = Annotated[float, "a finite number, 0 or above", lambda v: 0 <= v < math.inf]
PositiveInt = Annotated[int, "an integer of at least 1", lambda v: v >= 1]
# The size of a tensor.
SizeInt = Annotated[int, "an integer from 1 to 1000000000", lambda v: 1 <= v <= 10**9]
Seed = Annotated[int, "an integer of at most 64 bits", lambda v: -(2**63) <= v < 2**64]

FLOAT, INTEGER = "a floating-point dtype of 16 bits or more", "an integer dtype"
KINDS = dict.fromkeys((torch.float16, torch.bfloat16, torch.float32, torch.float64), FLOAT)
KINDS |= {getattr(torch, f"{u}int{bits}"): INTEGER for u in ("", "u") for bits in (8, 16, 32, 64)}
# No features (d = 0) leave a model with a bias; no examples leave a mean of nothing.
NEVER_EMPTY = {"n": "row", "t": "row", "q": "class", "num_outcomes": "outcome"}

_now = threading.local()


def checked(function: Callable | None = None, *, finite: bool = True) -> Callable:
    """Check the arguments of a call against the signature, and that its result is finite.

    In `X: Float[Tensor, "n d"], y: Float[Tensor, " n"]` a letter stands for the same size throughout
    one call, so nothing can broadcast. Tensors are finite and of one floating-point dtype; labels
    become int64, and NumPy's numbers Python's. What our functions hand to each other inside a call
    is not checked again, so that an error names an argument of the function that was called.
    """
    if function is None:
        return functools.partial(checked, finite=finite)
    signature = inspect.signature(function)
    checks = {name: _check_of(part.annotation) for name, part in signature.parameters.items()}

    @functools.wraps(function)
    def call(*args: Any, **kwargs: Any) -> Any:
        if getattr(_now, "running", False):
            return function(*args, **kwargs)
        try:
            bound, agreed = signature.bind(*args, **kwargs), {}
        except TypeError:  # Python says better than it what is too much or missing
            return function(*args, **kwargs)
        _now.running = True
        try:
            for name, value in bound.arguments.items():
                bound.arguments[name] = checks[name](name, value, agreed)
            result = function(*bound.args, **bound.kwargs)
        finally:
            _now.running = False
        if finite:
            check_range(result, **bound.arguments)
        return result

    return call


def _check_of(annotation: Any) -> Callable[[str, Any, dict], Any]:
    """Return what checks an argument of this annotation and returns it as the function gets it."""
    alone = hasattr(annotation, "__metadata__") or not get_args(annotation)
    kinds = (annotation,) if alone else get_args(annotation)
    arrays = {
        FLOAT if kind.dtype is Float else INTEGER: kind.dim_str.split()
        for kind in kinds
        if isinstance(kind, type) and issubclass(kind, AbstractArray)
    }
    numbers = [kind for kind in kinds if hasattr(kind, "__metadata__")]

    def check(name: str, value: Any, agreed: dict) -> Any:
        if value is None and type(None) in kinds:
            return None
        if numbers and not (arrays and isinstance(value, Tensor)):
            return number(name, value, numbers[0])
        if arrays:
            value = _tensor(name, value, arrays, agreed)
        if numbers:
            number(name, value.item(), numbers[0])
        if torch.dtype in kinds and (type(value) is not torch.dtype or KINDS.get(value) != FLOAT):
            fail(FLOAT, name, f"value {value!r}")
        if torch.Generator in kinds and not isinstance(value, torch.Generator):
            fail("a torch.Generator", name, f"type {type(value).__name__}", TypeError)
        return value

    return check


def _tensor(name: str, value: Any, arrays: dict, agreed: dict) -> Tensor:
    if not isinstance(value, Tensor):
        fail("a torch.Tensor", name, f"type {type(value).__name__}", TypeError)
    kind = KINDS.get(value.dtype)
    if kind not in arrays:
        fail(" or ".join(arrays), name, value.dtype)
    if value.layout != torch.strided or value.is_meta or value.is_nested:
        found = "nested rows" if value.is_nested else f"{value.layout} on {value.device}"
        fail("a dense tensor with values", name, found)
    for other, dims in arrays.items():  # labels as float, or one-hot as int
        fits = [agreed.get(dim, size) == size for dim, size in zip(dims, value.shape)]
        if len(dims) == value.ndim != len(arrays[kind]) and all(fits):
            fail(f"{other} for {_written(dims)}", name, value.dtype)
    _shape(name, value, arrays[kind], agreed)
    if kind is INTEGER:
        value = value.long()
        check_classes(2**63, **{name: value})
        return value
    first, dtype = agreed.setdefault("dtype", (name, value.dtype))
    if value.dtype != dtype:
        fail(f"the dtype of {first}, {dtype}", name, value.dtype)
    check_finite(name, value)
    return value


def _shape(name: str, value: Tensor, dims: list[str], sizes: dict) -> None:
    known = {dim: sizes[dim] for dim in dims if dim in sizes}
    got = tuple(value.shape)
    for dim, size in zip(dims, got, strict=False):
        sizes.setdefault(dim, int(dim) if dim.isdigit() else size)
    if got != tuple(map(sizes.get, dims)):
        expected = _written(dims)
        where = ", ".join(f"{dim} = {size}" for dim, size in known.items())
        fail(f"{expected} with {where}" if known else expected, name, f"shape {got}")
    for dim in dims:
        if sizes[dim] == 0 and dim in NEVER_EMPTY:
            fail(f"at least one {NEVER_EMPTY[dim]}", name, f"shape {got}")


def _written(dims: list[str]) -> str:
    return f"shape ({', '.join(dims)}{',' * (len(dims) == 1)})"


def check_finite(name: str, value: Tensor) -> None:
    """Check that every value of the argument is finite."""
    # The sum tells twenty times faster whether there is any; only then each entry is looked at.
    if not value.detach().sum().isfinite() and len(wrong := (~value.isfinite()).nonzero()):
        index = tuple(wrong[0].tolist())
        fail("finite values", name, f"{value[index].item()} at index {index}")


def check_range(result: Any, **arguments: Any) -> None:
    """Check that the result is finite, or name the argument whose size is farthest from 1."""
    if isinstance(result, tuple):
        for part in result:
            check_range(part, **arguments)
    elif isinstance(result, Tensor) and not (result.sum().isfinite() or result.isfinite().all()):
        sizes = {
            name: torch.as_tensor(value, dtype=torch.float64, device="cpu").abs().max().item()
            for name, value in arguments.items()
            if isinstance(value, float) or (isinstance(value, Tensor) and value.numel())
        }
        name = max(sizes, key=lambda name: abs(math.log(sizes[name] or 1)))
        fail(f"a calculation in the range of {result.dtype}", name, f"magnitude {sizes[name]:.3g}")


def number(name: str, value: Any, kind: Any) -> int | float:
    """Return the argument as the Python number that an annotation such as `PositiveFloat` says."""
    what, holds = kind.__metadata__
    wanted = {int: Integral, float: Real}[kind.__origin__]
    if isinstance(value, wanted) and not isinstance(value, bool):
        with contextlib.suppress(OverflowError):  # of an integer beyond every float
            if holds(converted := kind.__origin__(value)):
                return converted
    if isinstance(value, Tensor):
        what += " and no tensor"  # of which .item() is a number
    fail(what, name, f"value {value!r}")


def check_classes(num_classes: int, **arguments: Tensor) -> None:
    """Check that each label is a class, from 0 to `num_classes - 1`."""
    for name, labels in arguments.items():
        wrong = (labels < 0) | (labels > num_classes - 1)
        if wrong.any():
            at = wrong.nonzero()[0].item()
            within = "0 or above" if num_classes == 2**63 else f"from 0 to {num_classes - 1}"
            fail(f"classes {within}", name, f"{labels[at].item()} at index {at}")


def check_distributions(**arguments: Tensor) -> None:
    """Check that the last dimension of each argument holds probabilities that sum to 1."""
    for name, value in arguments.items():
        if (value < 0).any():
            fail("no negative probability", name, f"a smallest of {value.min().item():.3g}")
        off = (value.detach().double().sum(dim=-1) - 1).abs().max().item()
        # The rounding of all entries to one side, but no less than what seven digits leave open.
        if off > max(1e-5, 2 * torch.finfo(value.dtype).eps):
            fail("probabilities that sum to 1", name, f"a sum that is off by {off:.3g}")


def check_increasing(what: str, name: str, value: Any, length: int) -> None:
    """Check that the argument is so many finite numbers, at least one, each above the one before."""
    numbers = isinstance(value, Sequence) and all(
        isinstance(v, Real) and not isinstance(v, bool) and math.isfinite(v) for v in value
    )
    if not (numbers and len(value) == length > 0 and all(map(operator.lt, value, value[1:]))):
        fail(what, name, f"value {value!r}")


def fail(expected: str, name: str, value: Any, error: type[Exception] = ValueError) -> NoReturn:
    """Raise the one error text of the package."""
    raise error(f"expected {expected}, but {name} has {value}")
