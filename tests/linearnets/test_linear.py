import pytest
import torch

from linearnets import append_ones, predict


def test_predict_matches_its_formula(example):
    X, _, w, b = example
    y_hat = [sum(X[i, j] * w[j] for j in range(3)) + b for i in range(7)]

    torch.testing.assert_close(predict(X, w, b), torch.stack(y_hat))


def test_predict_agrees_with_torch(example):
    X, _, w, b = example
    expected = torch.nn.functional.linear(X, w[None], b[None])[:, 0]

    torch.testing.assert_close(predict(X, w, b), expected)


def test_predict_without_features_is_the_bias():
    y_hat = predict(torch.zeros(4, 0), torch.zeros(0), torch.tensor(3.0))

    assert y_hat.tolist() == [3.0, 3.0, 3.0, 3.0]


def test_append_ones_matches_its_formula(example):
    X, _, w, b = example
    w_tilde = torch.cat([w, b[None]])

    torch.testing.assert_close(append_ones(X) @ w_tilde, predict(X, w, b))


def test_append_ones_leaves_the_features_in_their_places(example):
    X = example[0]

    assert torch.equal(append_ones(X)[:, :3], X)
    assert append_ones(X).dtype == X.dtype


@pytest.mark.bad_input
@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"X": torch.ones(3)}, "expected shape (n, d), but X has shape (3,)"),
        ({"w": torch.ones(3, 1)}, "expected shape (d,) with d = 3, but w has shape (3, 1)"),
        ({"w": torch.ones(2)}, "expected shape (d,) with d = 3, but w has shape (2,)"),
        ({"b": torch.ones(1)}, "expected shape (), but b has shape (1,)"),
        ({"X": torch.ones(0, 3)}, "expected at least one row, but X has shape (0, 3)"),
        (
            {"w": torch.ones(3, dtype=torch.float64)},
            "expected the dtype of X, torch.float32, but w has torch.float64",
        ),
    ],
)
def test_predict_names_the_argument_that_does_not_fit(change, message):
    arguments = {"X": torch.ones(4, 3), "w": torch.ones(3), "b": torch.tensor(1.0), **change}

    with pytest.raises(ValueError) as caught:
        predict(**arguments)

    assert str(caught.value) == message


@pytest.mark.bad_input
def test_predict_asks_for_a_tensor_as_bias():
    with pytest.raises(TypeError, match=r"expected a torch\.Tensor, but b has type float"):
        predict(torch.ones(4, 3), torch.ones(3), 1.0)


@pytest.mark.bad_input
def test_append_ones_refuses_integer_features():
    with pytest.raises(ValueError, match=r"floating-point dtype, but X has torch\.int64"):
        append_ones(torch.ones(2, 2, dtype=torch.int64))
