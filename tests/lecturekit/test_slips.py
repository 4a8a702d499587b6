"""Which slips are made in a snippet, and what of it is left alone."""

import ast

import pytest

from lecturekit.slips import slips


def changes(code, given=()):
    """Return each slip as `old -> new`."""
    return [
        f"{ast.unparse(old)} -> {ast.unparse(new)}" for old, new in slips(ast.parse(code), given)
    ]


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("f(a + b)", ["a + b -> a - b"]),
        ("f(a - b)", ["a - b -> a + b"]),
        ("f(a * b)", ["a * b -> a / b"]),
        ("f(a / b)", ["a / b -> a * b"]),
        ("f(a * g(b))", ["a * g(b) -> a / g(b)"]),
        ("f(-a)", ["-a -> a"]),
        ("w -= g", ["w -= g -> w += g"]),
        ("w *= g", ["w *= g -> w /= g"]),
        ("f(0.5 * a)", ["0.5 * a -> 0.5 / a", "0.5 -> 1.0"]),
        ("f(a / 2)", ["a / 2 -> a * 2", "2 -> 4"]),
        ("f(-2 * a)", ["-2 * a -> -2 / a", "-2 -> 2"]),
        ("f(a ** 2)", ["2 -> 3"]),
        ("f(2 ** a)", ["2 -> 4"]),
        ("f(A.T)", ["A.T -> A"]),
        ("f(A.mT)", ["A.mT -> A"]),
        ("f(A @ b)", ["A -> transposed(A)", "b -> transposed(b)"]),
        ("f(A.T @ b)", ["b -> transposed(b)", "A.T -> A"]),
        ("f(a.mean())", ["a.mean -> a.sum"]),
        ("f(torch.sum(a))", ["torch.sum -> torch.mean"]),
        ("f(a.max(dim=0))", ["a.max -> a.min"]),
        ("f(min(a))", ["min -> max"]),
        ("f(a.argmin())", ["a.argmin -> a.argmax"]),
        ("print(f'{a - b:.4f}')", ["a - b -> a + b"]),
        ("assert a == b - c", ["b - c -> b + c"]),
        ("def f(x):\n    return x - b", ["x - b -> x + b"]),
        ("f([x - b for x in a])", ["x - b -> x + b"]),
        ("b = f()\nc = torch.tensor([0.5 - x for x in b])", ["0.5 - x -> 0.5 + x"]),
    ],
)
def test_each_kind_of_slip_is_made(code, expected):
    assert changes(code) == expected


@pytest.mark.parametrize(
    "code",
    [
        # data: drawn, or computed from no value
        "n = 5\nX = 3 * torch.randn(n, 2) + 1",
        "n = 5\nX = torch.ones(n)\ny = X @ w + 0.1 * torch.randn(n)",
        "X = torch.tensor([[1.0, -2.0], [0.5 * 3, 1.0 - 4]])",
        "n = 5\nx = 2 * torch.linspace(0, 1, n)",
        "x = torch.tensor([0.1 * k for k in range(10)])",
        "h = 2 / 3",
        # shapes and places
        "f(torch.zeros(n, d + 1))",
        "f(range(1, n + 1))",
        "f(x.reshape(-1, n - 1))",
        "f(X[i - 1, 2 * j])",
        "f(losses[-1])",
        # tolerances and steps
        "assert f(a, 1e-6 ** a)",
        # texts and lists
        "print('-' * 20)",
        "f([0] * n)",
        "print(f'{a}' + name)",
        # a factor that is one
        "f(b * torch.ones(n))",
        # operations that have no opposite
        "n //= 2",
        "w @= A",
        "f(n % 2)",
        # a declaration
        "a = 1\nb: int",
        # a value, not a factor
        "f(-204.0)",
        # how far two sides are apart
        "f(abs(d).max)",
    ],
)
def test_what_is_not_the_equation_is_left_alone(code):
    assert changes(code) == []


@pytest.mark.parametrize("distance", ["(a - b).abs()", "abs(a - b)", "torch.abs(a - b)"])
def test_the_largest_difference_of_two_sides_stays_the_largest(distance):
    assert changes(f"assert {distance}.max() < 1e-9") == ["a - b -> a + b"]


@pytest.mark.parametrize("other", ["a.abs()", "(a + b).abs()", "(a - b).square()"])
def test_any_other_maximum_is_part_of_the_equation(other):
    assert any(change.endswith(".min") for change in changes(f"f({other}.max())"))


@pytest.mark.parametrize(
    "code",
    ["a = f()\nb = a - 1", "for b in (a - 1, a):\n    pass", "b += a", "a = 1\nb[0] = a - 1"],
)
def test_assignments_to_givens_are_left_alone(code):
    assert changes(code)
    assert changes(code, given=["b"]) == []


def test_the_mean_of_a_difference_may_be_the_absolute_loss():
    assert "(a - b).abs().mean -> (a - b).abs().sum" in changes("f((a - b).abs().mean())")


def test_a_given_exempts_nothing_else():
    assert changes("a = f()\nb = a - 1\nc = a * b", given=["b"]) == ["a * b -> a / b"]
