import math

import pytest
import torch

from linearnets import laplace_nll, normal_nll

CASES = [(normal_nll, torch.distributions.Normal), (laplace_nll, torch.distributions.Laplace)]


@pytest.fixture
def pair(generator):
    return torch.randn((2, 9), generator=generator, dtype=torch.float64)


def test_normal_nll_matches_its_formula(pair):
    y_hat, y = pair
    squares = sum((a - b) ** 2 for a, b in zip(y.tolist(), y_hat.tolist(), strict=True))
    expected = 9 / 2 * math.log(2 * math.pi * 0.7**2) + squares / (2 * 0.7**2)

    assert normal_nll(y_hat, y, 0.7).item() == pytest.approx(expected, rel=1e-12)


def test_laplace_nll_matches_its_formula(pair):
    y_hat, y = pair
    sizes = sum(abs(a - b) for a, b in zip(y.tolist(), y_hat.tolist(), strict=True))

    assert laplace_nll(y_hat, y, 0.7).item() == pytest.approx(9 * math.log(1.4) + sizes / 0.7)


@pytest.mark.parametrize(("nll", "distribution"), CASES)
@pytest.mark.parametrize("spread", [1e-150, 0.7, torch.tensor(3.0, dtype=torch.float64), 1e150])
def test_nll_agrees_with_torch(pair, nll, distribution, spread):
    y_hat, y = pair[0], pair[0] + pair[1] * spread
    expected = -distribution(y_hat, spread).log_prob(y).sum()

    torch.testing.assert_close(nll(y_hat, y, spread), expected, rtol=1e-12, atol=0)


@pytest.mark.parametrize("nll", [normal_nll, laplace_nll])
def test_nll_has_slopes_in_predictions_and_in_spread(pair, nll):
    y_hat, y = pair
    spread = torch.tensor(0.7, dtype=torch.float64)

    assert torch.autograd.gradcheck(
        lambda y_hat, spread: nll(y_hat, y, spread),
        (y_hat.requires_grad_(), spread.requires_grad_()),
    )


@pytest.mark.parametrize("nll", [normal_nll, laplace_nll])
def test_nll_keeps_the_dtype_of_the_targets(pair, nll):
    y_hat, y = pair.float()

    assert nll(y_hat, y, 0.7).dtype == torch.float32
