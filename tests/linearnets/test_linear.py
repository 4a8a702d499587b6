import torch

from linearnets import append_ones, predict


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
