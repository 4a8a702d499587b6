import math

import numpy as np
import pytest
import torch

from linearnets import _validate


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"X": (torch.ones(3), "n d")}, "expected shape (n, d), but X has shape (3,)"),
        ({"b": (torch.ones(1), "")}, "expected shape (), but b has shape (1,)"),
        ({"p": (torch.ones(4, 3), "t 2")}, "expected shape (t, 2), but p has shape (4, 3)"),
        ({"X": (torch.ones(0, 2), "n d")}, "expected at least one row, but X has shape (0, 2)"),
        (
            {"X": (torch.ones(4, 2), "n d"), "y": (torch.ones(4, 1), "n")},
            "expected shape (n,) with n = 4, but y has shape (4, 1)",
        ),
        (
            {"X": (torch.ones(4, 2), "n d"), "Z": (torch.ones(2, 4), "n d")},
            "expected shape (n, d) with n = 4, d = 2, but Z has shape (2, 4)",
        ),
        (
            {"X": (torch.ones(2, 2).int(), "n d")},
            "expected a floating-point dtype, but X has torch.int32",
        ),
        (
            {"X": (torch.ones(2, 2).to(torch.complex64), "n d")},
            "expected a floating-point dtype, but X has torch.complex64",
        ),
        (
            {"y_hat": (torch.ones(2), "n"), "y": (torch.ones(2).double(), "n")},
            "expected the dtype of y_hat, torch.float32, but y has torch.float64",
        ),
        (
            {"y": (torch.tensor([0.0, math.nan, math.inf]), "n")},
            "expected finite values, but y has nan at index (1,)",
        ),
        (
            {"b": (torch.tensor(-math.inf), "")},
            "expected finite values, but b has -inf at index ()",
        ),
    ],
)
def test_tensors_name_the_argument_what_was_expected_and_what_came(arguments, message):
    with pytest.raises(ValueError) as caught:
        _validate.tensors(**arguments)

    assert str(caught.value) == message


@pytest.mark.parametrize("value", [[1.0], np.ones(1), 1.0, None])
def test_tensors_refuse_what_is_not_a_tensor(value):
    with pytest.raises(TypeError) as caught:
        _validate.tensors(y=(value, "n"))

    text = f"expected a torch.Tensor, but y has type {type(value).__name__}"
    assert str(caught.value) == text


@pytest.mark.parametrize(
    "arguments",
    [
        {"X": (torch.ones(1, 0), "n d")},
        {"w": (torch.ones(0), "d")},
        {"X": (torch.ones(3, 2), "n d"), "y": (torch.ones(3), "n"), "b": (torch.tensor(1.0), "")},
        {"p": (torch.ones(3, 2).half(), "t 2")},
    ],
)
def test_tensors_accept_what_fits(arguments):
    _validate.tensors(**arguments)


@pytest.mark.parametrize(
    ("check", "value", "expected"),
    [
        (_validate.positive, 0, "a finite number above 0"),
        (_validate.positive, -1.5, "a finite number above 0"),
        (_validate.positive, math.nan, "a finite number above 0"),
        (_validate.positive, True, "a finite number above 0"),
        (_validate.positive, "1", "a finite number above 0"),
        (_validate.not_negative, -0.5, "a finite number, 0 or above"),
        (_validate.not_negative, math.inf, "a finite number, 0 or above"),
        (_validate.count, 0, "an integer of at least 1"),
        (_validate.count, 1.0, "an integer of at least 1"),
        (_validate.count, True, "an integer of at least 1"),
        (_validate.seed, 2**64, "an integer of at most 64 bits"),
        (_validate.seed, 1.5, "an integer of at most 64 bits"),
        (_validate.seed, None, "an integer of at most 64 bits"),
        (_validate.increasing, (), "increasing finite numbers"),
        (_validate.increasing, [1, 1], "increasing finite numbers"),
        (_validate.increasing, [1, math.nan], "increasing finite numbers"),
        (_validate.increasing, "ab", "increasing finite numbers"),
        (_validate.interval, (1, 1), "two finite numbers, the smaller first"),
        (_validate.interval, (0, math.inf), "two finite numbers, the smaller first"),
        (_validate.interval, (0,), "two finite numbers, the smaller first"),
        (_validate.interval, "01", "two finite numbers, the smaller first"),
        (_validate.floating_dtype, torch.bool, "a floating-point dtype"),
        (_validate.floating_dtype, "float32", "a floating-point dtype"),
    ],
)
def test_numbers_name_the_argument_what_was_expected_and_what_came(check, value, expected):
    with pytest.raises(ValueError) as caught:
        check(lr=value)

    assert str(caught.value) == f"expected {expected}, but lr has value {value!r}"


@pytest.mark.parametrize(
    ("check", "value"),
    [
        (_validate.positive, 1),
        (_validate.positive, np.float32(0.1)),
        (_validate.not_negative, 0),
        (_validate.count, 1),
        (_validate.count, np.int64(3)),
        (_validate.seed, -(2**63)),
        (_validate.seed, np.int64(3)),
        (_validate.increasing, [1]),
        (_validate.increasing, (np.float64(0.5), 1, 2)),
        (_validate.interval, [-1, 2.5]),
        (_validate.floating_dtype, None),
        (_validate.floating_dtype, torch.float16),
    ],
)
def test_numbers_accept_what_fits(check, value):
    check(lr=value)


@pytest.mark.parametrize(
    ("std", "found"), [(0.0, "std 0"), (math.inf, "std inf"), (math.nan, "std nan")]
)
def test_usable_std_names_the_first_column_that_cannot_be_divided(std, found):
    with pytest.raises(ValueError) as caught:
        _validate.usable_std(X=torch.tensor([1.0, std, 0.0]))

    assert str(caught.value) == f"expected columns that vary, but X has {found} in column 1"


def test_missing_keeps_the_import_error_as_its_cause():
    cause = ImportError("No module named 'sklearn'")
    with pytest.raises(ImportError) as caught:
        _validate.missing("f", "scikit-learn", extra="data", cause=cause)

    assert caught.value.__cause__ is cause
