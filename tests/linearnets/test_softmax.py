import math

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


def test_softmax_is_positive_sums_to_one_and_keeps_the_order(logits):
    probs = softmax(logits)

    assert (probs > 0).all()
    torch.testing.assert_close(probs.sum(dim=1), torch.ones(5).double())
    assert torch.equal(probs.argsort(dim=1), logits.argsort(dim=1))


def test_softmax_does_not_feel_a_shift_of_all_scores_of_an_example(logits):
    shift = torch.tensor([[0.0], [1.0], [-7.0], [50.0], [1e3]]).double()

    torch.testing.assert_close(softmax(logits + shift), softmax(logits), rtol=1e-10, atol=1e-12)


@pytest.mark.parametrize("dtype", [torch.float16, torch.float32, torch.float64])
@pytest.mark.parametrize("function", [softmax, log_softmax, log_sum_exp])
def test_huge_scores_stay_finite(function, dtype):
    largest = torch.finfo(dtype).max / 4
    logits = torch.tensor([[largest, 0.0], [-largest, 0.0], [largest, largest]], dtype=dtype)

    assert function(logits).isfinite().all()


def test_softmax_of_two_classes_is_the_sigmoid_of_the_difference(logits):
    two = logits[:, :2]

    torch.testing.assert_close(softmax(two)[:, 1], torch.sigmoid(two[:, 1] - two[:, 0]))


def test_softmax_of_one_class_is_certain():
    assert softmax(torch.tensor([[-3.0], [8.0]])).tolist() == [[1], [1]]


def test_log_softmax_and_log_sum_exp_agree_with_torch(logits):
    torch.testing.assert_close(log_softmax(logits), torch.log_softmax(logits, dim=1))
    torch.testing.assert_close(log_sum_exp(logits), torch.logsumexp(logits, dim=1))


def test_log_softmax_keeps_what_softmax_loses():
    logits = torch.tensor([[0.0, 1000.0]])

    assert softmax(logits)[0, 0] == 0
    assert log_softmax(logits)[0, 0] == -1000


def test_log_sum_exp_lies_between_the_maximum_and_log_q_above(logits):
    value, largest = log_sum_exp(logits), logits.amax(dim=1)

    assert (value > largest).all()
    assert (value <= largest + math.log(4)).all()


def test_the_gradient_of_log_sum_exp_is_softmax(logits):
    log_sum_exp(logits.requires_grad_()).sum().backward()

    torch.testing.assert_close(logits.grad, softmax(logits.detach()))


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
