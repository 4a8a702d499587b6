"""A check that cannot fail is found, and one that can is not accused."""

import time

import pytest

from lecturekit.mutants import idle, mutants, needless, survivors, transposed

torch = pytest.importorskip("torch")
LOSS = """
import torch

y = torch.tensor([151.0, 75.0, 141.0, 206.0, 135.0], dtype=torch.float64)
b = torch.tensor(100.0, dtype=torch.float64, requires_grad=True)
loss = 0.5 * (b - y).square().mean()
loss.backward()
"""


def survived(code, expected="", given=()):
    return [mutant.change for mutant in survivors(code, expected, given)]


def test_a_check_of_both_sides_kills_every_mutant():
    code = LOSS + 'print(f"{loss.item():.1f} {b.grad:.1f} {b.item() - y.mean():.1f}")\n'
    assert len(mutants(code)) == 6
    assert survived(code, "1736.8 -41.6 -41.6\n") == []


def test_a_check_that_looks_at_nothing_lets_all_survive():
    code = LOSS + "assert loss.shape == b.grad.shape\n"
    assert survivors(code, "") == mutants(code) != []


def test_a_test_point_at_which_all_is_zero_proves_nothing():
    code = LOSS.replace("100.0", "141.6") + "assert abs(b.grad * 3 - 3 * (b - y.mean())) < 1e-9\n"
    assert "0.5 -> 1.0" in survived(code)


@pytest.mark.parametrize(
    ("check", "survivor"),
    [
        # abs() hides the sign of the KL divergence, as in an appendix of d2l.
        ("print(f'{(-(p * (q / p).log()).sum()).abs():.4f}')", "-(p * (q / p).log()).sum() -> "),
        # An inequality with room to spare: the variance p (1 - p) may as well be p (1 + p).
        ("assert (p * (1 - p)).min() > 0", "1 - p -> 1 + p"),
        # At the minimum every multiple of the gradient is zero.
        ("assert abs(2 * (p - p.mean()).sum()) < 1e-6", "2 -> 4"),
    ],
)
def test_slips_of_the_reference_works_survive_a_check_that_cannot_see_them(check, survivor):
    code = f"import torch\np, q = torch.tensor([[0.2, 0.8], [0.5, 0.5]])\n{check}\n"
    expected = "0.1927\n" if "print" in check else ""
    assert any(change.startswith(survivor) for change in survived(code, expected))


def test_the_code_must_print_what_is_expected_before_it_is_changed():
    with pytest.raises(ValueError, match="expected code that prints '2"):
        survivors("print(1)", "2\n")
    with pytest.raises(ValueError, match="expected code that prints"):
        survivors("assert False", "")


def test_a_mutant_that_warns_is_killed_where_warnings_are_errors():
    code = "import warnings\na, b = 2, 3\nif a - b > 0:\n    warnings.warn('no')\n"
    assert survived(code) == []


def test_a_mutant_that_never_ends_is_stopped_and_killed():
    code = "n = 8\nm = n\nwhile m > 0:\n    m -= 1\nprint(m)\n"
    start = time.monotonic()
    assert survived(code, "0\n") == []
    assert time.monotonic() - start < 5


def test_a_mutant_runs_from_a_clean_state():
    code = "import torch\nx = torch.rand(1)\nprint(f'{0 * (x - x).item():.1f} {x.item():.4f}')\n"
    expected = "0.0 0.4963\n"
    assert "x - x -> x + x" in survived(code, expected)


def test_a_mutant_names_the_line_of_its_change_and_is_a_program():
    first, second = mutants("b = f()\n\nprint(0.5 * b)")
    assert first == (3, "0.5 * b -> 0.5 / b", "b = f()\nprint(0.5 / b)")
    assert second == (3, "0.5 -> 1.0", "b = f()\nprint(1.0 * b)")


def test_brackets_are_kept():
    (_, _, code), *_ = mutants("f(a * (b + c))")
    assert code == "f(a / (b + c))"


def test_a_dropped_transpose_is_found():
    code = (
        "import torch\nX = torch.rand(3, 3)\n"
        "assert torch.allclose(X.T @ X, sum(torch.outer(x, x) for x in X))\n"
    )
    assert len(mutants(code)) == 2
    assert survived(code) == []


def test_a_transpose_that_changes_nothing_is_no_slip():
    code = "import torch\nX = torch.rand(4, 2)\nH = X.T @ X\nprint(tuple((H @ X[0]).shape))\n"
    assert "H -> transposed(H)" in [mutant.change for mutant in mutants(code)]
    assert survived(code, "(2,)\n") == []


def test_transposed_refuses_what_it_would_not_change():
    matrix = torch.tensor([[1.0, 2.0], [3.0, 4.0]])
    assert torch.equal(transposed(matrix), matrix.mT)
    assert transposed(torch.ones(2, 3)).shape == (3, 2)
    with pytest.raises(ValueError, match="symmetric"):
        transposed(matrix + matrix.mT)
    with pytest.raises(RuntimeError):
        transposed(torch.ones(3))


def test_a_given_that_hides_no_survivor_is_needless():
    code = "a = int('3')\nb = a - 1\nc = a - 2\nassert c == 1\n"
    assert survived(code) == ["a - 1 -> a + 1"]
    assert survived(code, given=["b"]) == []
    assert needless(code, "", ["b", "c", "unknown"]) == ["c", "unknown"]


@pytest.mark.parametrize(
    ("end", "expected", "is_idle"),
    [
        ("", "", True),
        ("assert loss.shape == b.grad.shape\n", "", True),
        ("assert torch.isclose(loss, loss)\n", "", True),
        ("assert torch.isclose(b.grad, b.detach() - y.mean())\n", "", False),
        ("print(loss)\n", "1736.8", False),
    ],
)
def test_a_snippet_that_shows_nothing_is_idle(end, expected, is_idle):
    assert idle(LOSS + end, expected) == is_idle
