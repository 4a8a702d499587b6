import pytest
import torch

from linearnets import laplace_nll, normal_nll

CASES = [(normal_nll, torch.distributions.Normal), (laplace_nll, torch.distributions.Laplace)]


@pytest.fixture
def pair(generator):
    return torch.randn((2, 9), generator=generator, dtype=torch.float64)


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
