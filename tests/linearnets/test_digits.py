import pytest
import torch

from linearnets import cross_entropy, fit_digits, load_digits, split_digits


def test_the_three_parts_hold_every_digit_once():
    parts, (X, labels) = split_digits(torch.float64), load_digits(torch.float64)

    assert [len(part.labels) for part in parts] == [1077, 360, 360]
    found = torch.column_stack([torch.cat(columns) for columns in zip(*parts, strict=True)])
    expected = torch.column_stack([X, labels])
    assert sorted(found.tolist()) == sorted(expected.tolist())
    assert torch.equal(parts[0].X, split_digits(torch.float64)[0].X)


@pytest.mark.parametrize("penalty", [1e-2, 3e-5])
def test_the_fit_makes_the_gradient_of_the_penalised_loss_vanish(penalty):
    train, _, _ = split_digits(torch.float64)
    W, b = (part.requires_grad_() for part in fit_digits(penalty))
    loss = cross_entropy(train.X @ W + b, train.labels) + penalty / 2 * W.square().sum()

    assert max(slope.abs().max() for slope in torch.autograd.grad(loss, (W, b))) < 1e-7
