import numpy as np
import pytest
import scipy.special
import torch

from linearnets import log_softmax, log_sum_exp, one_hot, softmax


@pytest.fixture
def logits(generator):
    return 3 * torch.randn(5, 4, generator=generator, dtype=torch.float64)


def test_softmax_agrees_with_torch_and_scipy(logits):
    torch.testing.assert_close(softmax(logits), torch.softmax(logits, dim=1))
    np.testing.assert_allclose(softmax(logits), scipy.special.softmax(logits, axis=1), rtol=1e-12)


@pytest.mark.parametrize("dtype", [torch.float16, torch.float32, torch.float64])
@pytest.mark.parametrize("function", [softmax, log_softmax, log_sum_exp])
def test_huge_scores_stay_finite(function, dtype):
    largest = torch.finfo(dtype).max / 4
    logits = torch.tensor([[largest, 0.0], [-largest, 0.0], [largest, largest]], dtype=dtype)

    assert function(logits).isfinite().all()


def test_log_softmax_and_log_sum_exp_agree_with_torch(logits):
    torch.testing.assert_close(log_softmax(logits), torch.log_softmax(logits, dim=1))
    torch.testing.assert_close(log_sum_exp(logits), torch.logsumexp(logits, dim=1))


def test_log_softmax_keeps_what_softmax_loses():
    logits = torch.tensor([[0.0, 1000.0]])

    assert softmax(logits)[0, 0] == 0
    assert log_softmax(logits)[0, 0] == -1000


@pytest.mark.parametrize("function", [softmax, log_softmax, log_sum_exp])
@pytest.mark.parametrize("row", [[0.3, -1.2, 2.0], [1.0, 1.0, 1.0]])
def test_both_derivatives_are_those_of_the_formula(function, row):
    logits = torch.tensor([row], dtype=torch.float64, requires_grad=True)

    assert torch.autograd.gradcheck(function, logits)
    assert torch.autograd.gradgradcheck(function, logits)


def test_one_hot_matches_its_formula():
    labels = torch.tensor([2, 0, 1, 2])
    rows = one_hot(labels, 3)

    assert rows.tolist() == [[float(j == y) for j in range(3)] for y in labels.tolist()]
    assert torch.equal(rows, torch.nn.functional.one_hot(labels, 3).float())
    assert one_hot(labels, 200, dtype=torch.float64).dtype == torch.float64
