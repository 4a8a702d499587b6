"""Every check of an argument, and every text that a failed one shows.

An error reads `expected <what>, but <name> has <value>`.
"""

import functools
import inspect
import math
import operator
import threading
from collections.abc import Callable, Sequence
from numbers import Integral, Real
from typing import Annotated, Any, NamedTuple, NoReturn, get_args

import torch
from jaxtyping import AbstractArray, Float
from torch import Tensor

FLOATS = (torch.float16, torch.bfloat16, torch.float32, torch.float64)
INTEGERS = tuple(getattr(torch, f"{u}int{bits}") for u in ("", "u") for bits in (8, 16, 32, 64))
WHAT = {FLOATS: "a floating-point dtype", INTEGERS: "an integer dtype"}
# No features (d = 0) leave a model with a bias; no examples leave a mean of nothing.
NEVER_EMPTY = {"n": "row", "t": "row", "q": "class"}


class Range(NamedTuple):
    """Which numbers an argument takes, and as what the function gets them."""

    what: str
    convert: Callable[[Any], int | float]
    holds: Callable[[int | float], bool]


Positive = Annotated[float, Range("a finite number above 0", float, lambda v: 0 < v < math.inf)]
NotNegative = Annotated[
    float, Range("a finite number, 0 or above", float, lambda v: 0 <= v < math.inf)
]
Count = Annotated[int, Range("an integer of at least 1", operator.index, lambda v: v >= 1)]
Seed = Annotated[
    int,
    Range("an integer of at most 64 bits", operator.index, lambda v: -(2**63) <= v < 2**64),
]

_now = threading.local()


class _Call:
    """What the arguments of one call must agree on."""

    def __init__(self) -> None:
        self.sizes: dict[str, int] = {}
        self.leader: tuple[str, Tensor] | None = None


def checked(function: Callable) -> Callable:
    """Check the arguments of a call against the signature, and hand them on as it says.

    A shape is written there as in jaxtyping, `X: Float[Tensor, "n d"], y: Float[Tensor, " n"]`: a
    letter stands for the same size throughout one call, so nothing can broadcast. Tensors are
    finite and of one floating-point dtype; labels become int64, and NumPy's numbers Python's.
    What our functions hand to each other inside a call is not checked again, so that an error
    names an argument of the function that was called.
    """
    signature = inspect.signature(function)
    checks = {name: _check_of(part.annotation) for name, part in signature.parameters.items()}

    @functools.wraps(function)
    def call(*args: Any, **kwargs: Any) -> Any:
        if getattr(_now, "running", False):
            return function(*args, **kwargs)
        bound, state = signature.bind(*args, **kwargs), _Call()
        _now.running = True
        try:
            for name, value in bound.arguments.items():
                bound.arguments[name] = checks[name](name, value, state)
            return function(*bound.args, **bound.kwargs)
        finally:
            _now.running = False

    return call


def _check_of(annotation: Any) -> Callable[[str, Any, _Call], Any]:
    """Return what checks an argument of this annotation and returns it as the function gets it."""
    alone = hasattr(annotation, "__metadata__") or not get_args(annotation)
    kinds = (annotation,) if alone else get_args(annotation)
    arrays = {
        FLOATS if kind.dtype is Float else INTEGERS: kind.dim_str.split()
        for kind in kinds
        if isinstance(kind, type) and issubclass(kind, AbstractArray)
    }
    ranges = [kind for kind in kinds if hasattr(kind, "__metadata__")]

    def check(name: str, value: Any, state: _Call) -> Any:
        if value is None and type(None) in kinds:
            return None
        if arrays and (isinstance(value, Tensor) or not ranges):
            return _tensor(name, value, arrays, state)
        if ranges:
            return number(name, value, ranges[0])
        if torch.dtype in kinds and not (isinstance(value, torch.dtype) and value in FLOATS):
            fail("a floating-point dtype", name, f"value {value!r}")
        if torch.Generator in kinds:
            _generator(name, value)
        return value

    return check


def _tensor(name: str, value: Any, arrays: dict, state: _Call) -> Tensor:
    if not isinstance(value, Tensor):
        fail("a torch.Tensor", name, f"type {type(value).__name__}", TypeError)
    dtypes = next((dtypes for dtypes in arrays if value.dtype in dtypes), None)
    if dtypes is None:
        narrow = value.is_floating_point() and FLOATS in arrays
        what = "a dtype of 16 bits or more" if narrow else " or ".join(map(WHAT.get, arrays))
        fail(what, name, value.dtype)
    if value.layout != torch.strided or value.is_meta:
        found = "device meta" if value.is_meta else f"layout {value.layout}"
        fail("a dense tensor with values", name, found)
    _shape(name, value, arrays[dtypes], state.sizes)
    first, lead = state.leader or (name, value)
    if value.device != lead.device:
        fail(f"the device of {first}, {lead.device}", name, value.device)
    if dtypes is INTEGERS:
        value = value.long()
        classes(2**63, **{name: value})
        return value
    if value.dtype != lead.dtype:
        fail(f"the dtype of {first}, {lead.dtype}", name, value.dtype)
    state.leader = (first, lead)
    finite(name, value)
    return value


def _shape(name: str, value: Tensor, dims: list[str], sizes: dict[str, int]) -> None:
    known = {dim: sizes[dim] for dim in dims if dim in sizes}
    got = tuple(value.shape)
    for dim, size in zip(dims, got, strict=False):
        sizes.setdefault(dim, int(dim) if dim.isdigit() else size)
    if got != tuple(map(sizes.get, dims)):
        expected = f"shape ({', '.join(dims)}{',' * (len(dims) == 1)})"
        where = ", ".join(f"{dim} = {size}" for dim, size in known.items())
        fail(f"{expected} with {where}" if known else expected, name, f"shape {got}")
    for dim in dims:
        if sizes[dim] == 0 and dim in NEVER_EMPTY:
            fail(f"at least one {NEVER_EMPTY[dim]}", name, f"shape {got}")


def _generator(name: str, value: Any) -> None:
    if not isinstance(value, torch.Generator):
        fail("a torch.Generator", name, f"type {type(value).__name__}", TypeError)
    if value.device.type != "cpu":
        fail("a generator of the CPU", name, f"device {value.device}")


def finite(name: str, value: Tensor) -> None:
    """Check that every value of the argument is finite."""
    # Twenty times faster than to look at every entry, which is left to where the sum is not.
    if value.detach().sum().isfinite():
        return
    for index in map(tuple, (~value.isfinite()).nonzero().tolist()):
        fail("finite values", name, f"{value[index].item()} at index {index}")


def number(name: str, value: Any, kind: Any) -> int | float:
    """Return the argument as the Python number that an annotation such as `Positive` says."""
    (limits,) = kind.__metadata__
    wanted = Integral if limits.convert is operator.index else Real
    if isinstance(value, wanted) and not isinstance(value, bool):
        try:
            if limits.holds(converted := limits.convert(value)):
                return converted
        except OverflowError:  # an integer beyond every float
            pass
    fail(limits.what, name, f"value {value!r}")


def classes(num_classes: int, **arguments: Tensor) -> None:
    """Check that each label is a class, from 0 to `num_classes - 1`."""
    for name, labels in arguments.items():
        wrong = (labels < 0) | (labels > num_classes - 1)
        if wrong.any():
            at = wrong.nonzero()[0].item()
            within = "0 or above" if num_classes == 2**63 else f"from 0 to {num_classes - 1}"
            fail(f"classes {within}", name, f"{labels[at].item()} at index {at}")


def distributions(**arguments: Tensor) -> None:
    """Check that the last dimension of each argument holds probabilities that sum to 1."""
    for name, value in arguments.items():
        if (value < 0).any():
            fail("no negative probability", name, f"a smallest of {value.min().item():.3g}")
        off = (value.detach().double().sum(dim=-1) - 1).abs().max().item()
        # The rounding of all entries to one side, but no less than what seven digits leave open.
        if off > max(1e-5, 2 * torch.finfo(value.dtype).eps):
            fail("probabilities that sum to 1", name, f"a sum that is off by {off:.3g}")


def increasing(what: str, length: int | None = None, /, **arguments: Any) -> None:
    """Check that each argument is a sequence of finite numbers, each above the one before."""
    for name, value in arguments.items():
        numbers = isinstance(value, Sequence) and all(
            isinstance(v, Real) and not isinstance(v, bool) and math.isfinite(v) for v in value
        )
        rises = numbers and all(map(operator.lt, value, value[1:]))
        if not rises or len(value) != (length or max(len(value), 1)):
            fail(what, name, f"value {value!r}")


def fail(expected: str, name: str, value: Any, error: type[Exception] = ValueError) -> NoReturn:
    """Raise the one error text of the package."""
    raise error(f"expected {expected}, but {name} has {value}")
