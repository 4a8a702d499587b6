import math

import pytest
import scipy.stats
import torch

from linearnets import distribution_cross_entropy, entropy, kl_divergence, softmax

COSTS = [distribution_cross_entropy, kl_divergence]


@pytest.fixture
def p(generator):
    return softmax(torch.randn(1, 6, generator=generator).double())[0]


@pytest.fixture
def q(generator):
    return softmax(2 * torch.randn(1, 6, generator=generator).double())[0]


def test_entropy_matches_its_formula_and_scipy(p):
    assert entropy(p).item() == pytest.approx(-sum(pj * math.log(pj) for pj in p.tolist()))
    assert entropy(p).item() == pytest.approx(scipy.stats.entropy(p))


def test_entropy_lies_between_certainty_and_the_uniform_distribution(p):
    assert entropy(torch.tensor([0.0, 1.0, 0.0])) == 0
    assert entropy(torch.full((6,), 1 / 6).double()).item() == pytest.approx(math.log(6))
    assert 0 < entropy(p) < math.log(6)
    assert entropy(torch.tensor([1 + 1e-6, 0.0])) == 0  # by rounding, a sum may be above 1


def test_cross_entropy_of_distributions_matches_its_formula(p, q):
    expected = -sum(pj * math.log(qj) for pj, qj in zip(p.tolist(), q.tolist(), strict=True))

    assert distribution_cross_entropy(p, q).item() == pytest.approx(expected)
    torch.testing.assert_close(distribution_cross_entropy(p, q), entropy(p) + kl_divergence(p, q))


def test_kl_divergence_matches_its_formula_and_scipy(p, q):
    expected = sum(pj * math.log(pj / qj) for pj, qj in zip(p.tolist(), q.tolist(), strict=True))

    assert kl_divergence(p, q).item() == pytest.approx(expected)
    assert kl_divergence(p, q).item() == pytest.approx(scipy.stats.entropy(p, q))
    assert kl_divergence(p, p) == 0 < kl_divergence(p, q) != kl_divergence(q, p)


@pytest.mark.parametrize("dtype", [torch.float32, torch.float64])
def test_kl_divergence_is_not_made_negative_by_rounding(generator, dtype):
    for gap in (1e-6, 1e-15):
        for _ in range(100):
            p = softmax(torch.randn(1, 50, generator=generator).to(dtype))[0]
            q = softmax(p.log()[None] + gap * torch.randn(1, 50, generator=generator).to(dtype))[0]

            assert kl_divergence(p, q) >= 0


def test_what_p_rules_out_adds_nothing_and_what_q_rules_out_is_infinite():
    p, q = torch.tensor([1.0, 0.0]), torch.tensor([0.5, 0.5])

    assert kl_divergence(p, q).item() == pytest.approx(math.log(2))
    assert kl_divergence(q, p) == distribution_cross_entropy(q, p) == math.inf
    assert distribution_cross_entropy(p, p) == kl_divergence(p, p) == 0


def test_the_slopes_are_those_of_the_formula(p, q):
    p, q = p.requires_grad_(), q.requires_grad_()
    scores = torch.zeros(1, 6).double().requires_grad_()

    slopes = torch.autograd.grad(distribution_cross_entropy(p, q), (p, q))
    torch.testing.assert_close(slopes, (-q.log(), -p / q))
    torch.testing.assert_close(torch.autograd.grad(entropy(p), p)[0], -p.log() - 1)
    slopes = torch.autograd.grad(kl_divergence(p, q), (p, q))
    torch.testing.assert_close(slopes, ((p / q).log(), 1 - p / q))
    (slope,) = torch.autograd.grad(kl_divergence(p, softmax(scores)[0]), scores)
    torch.testing.assert_close(slope[0], softmax(scores)[0] - p)


@pytest.mark.parametrize("p", [[0.0, 1.0], [0.5, 0.5]])
@pytest.mark.parametrize(
    "cost", [*COSTS, lambda p, q: entropy(q), lambda p, q: kl_divergence(q, p)]
)
def test_the_slopes_in_scores_are_finite_where_probabilities_underflow(cost, p):
    """Unless the cost itself is infinite: q rules out what p allows."""
    scores, p = torch.tensor([[0.0, 200.0]], requires_grad=True), torch.tensor(p)
    loss = cost(p, softmax(scores)[0])
    loss.backward()

    assert scores.grad.isfinite().all() == loss.isfinite()


@pytest.mark.parametrize("dtype", [torch.bfloat16, torch.float16, torch.float32, torch.float64])
@pytest.mark.parametrize("num_classes", [2, 1000, 100_000])
def test_what_softmax_makes_sums_to_one(generator, dtype, num_classes):
    scores = 3 * torch.randn(1, num_classes, generator=generator)

    assert entropy(softmax(scores.to(dtype))[0]) > 0
    assert entropy(softmax(scores)[0].double()) > 0
