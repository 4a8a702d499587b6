import math

import pytest
import scipy.stats
import torch

from linearnets import distribution_cross_entropy, entropy, kl_divergence, softmax


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
    assert entropy(torch.full((6,), 1 / 6, dtype=torch.float64)).item() == pytest.approx(
        math.log(6)
    )
    assert 0 < entropy(p) < math.log(6)


def test_cross_entropy_of_distributions_matches_its_formula(p, q):
    expected = -sum(pj * math.log(qj) for pj, qj in zip(p.tolist(), q.tolist(), strict=True))

    assert distribution_cross_entropy(p, q).item() == pytest.approx(expected)
    assert distribution_cross_entropy(p, p).item() == pytest.approx(entropy(p).item())


def test_kl_divergence_matches_its_formula_and_scipy(p, q):
    expected = sum(pj * math.log(pj / qj) for pj, qj in zip(p.tolist(), q.tolist(), strict=True))

    assert kl_divergence(p, q).item() == pytest.approx(expected)
    assert kl_divergence(p, q).item() == pytest.approx(scipy.stats.entropy(p, q))


def test_cross_entropy_is_entropy_plus_divergence(p, q):
    torch.testing.assert_close(distribution_cross_entropy(p, q), entropy(p) + kl_divergence(p, q))


def test_kl_divergence_is_not_symmetric_and_zero_for_equals_only(p, q):
    assert kl_divergence(p, p) == 0
    assert kl_divergence(p, q) > 0
    assert not torch.isclose(kl_divergence(p, q), kl_divergence(q, p))


def test_kl_divergence_is_not_made_negative_by_rounding(generator):
    for _ in range(200):
        p = softmax(torch.randn(1, 50, generator=generator))[0]
        q = softmax(p.log()[None] + 1e-6 * torch.randn(1, 50, generator=generator))[0]

        assert kl_divergence(p, q) >= 0


def test_what_p_rules_out_adds_nothing_and_what_q_rules_out_is_infinite():
    p, q = torch.tensor([1.0, 0.0]), torch.tensor([0.5, 0.5])

    assert kl_divergence(p, q).item() == pytest.approx(math.log(2))
    assert kl_divergence(q, p) == distribution_cross_entropy(q, p) == math.inf
    assert distribution_cross_entropy(p, p) == kl_divergence(p, p) == 0
