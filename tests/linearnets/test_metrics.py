import pytest
import sklearn.metrics
import torch

from linearnets import (
    accuracy,
    brier_score,
    calibration,
    confusion_matrix,
    one_hot,
    softmax,
)


@pytest.fixture
def pair(generator):
    return tuple(torch.randint(0, 4, (2, 50), generator=generator))


def test_accuracy_agrees_with_scikit_learn(pair):
    labels_hat, labels = pair
    expected = sklearn.metrics.accuracy_score(labels, labels_hat)
    assert accuracy(labels_hat, labels).item() == pytest.approx(expected)


def test_confusion_matrix_agrees_with_scikit_learn(pair):
    labels_hat, labels = pair
    expected = sklearn.metrics.confusion_matrix(labels, labels_hat, labels=range(5))

    assert confusion_matrix(labels_hat, labels, 5).tolist() == expected.tolist()


@pytest.fixture
def forecast(generator):
    """Probabilities of 50 examples in four classes, and labels that know nothing of them."""
    logits = 2 * torch.randn(50, 4, generator=generator, dtype=torch.float64)
    return softmax(logits), torch.randint(0, 4, (50,), generator=generator)


def test_brier_score_of_two_classes_is_twice_that_of_scikit_learn(forecast):
    probs, labels = forecast[0][:, :2], forecast[1] % 2
    probs = probs / probs.sum(dim=1, keepdim=True)
    expected = sklearn.metrics.brier_score_loss(labels, probs[:, 1])

    assert brier_score(probs, labels).item() == pytest.approx(2 * expected, rel=1e-12)


def test_brier_score_lies_between_the_right_and_the_wrong_certainty():
    certain, labels = one_hot(torch.tensor([0, 2]), 3), torch.tensor([0, 2])

    assert brier_score(certain, labels) == 0
    assert brier_score(certain, labels - labels.clamp(max=1)) == 1
    assert brier_score(certain, 2 - labels) == 2


def test_calibration_agrees_with_accuracy_and_loses_nobody(forecast):
    probs, labels = forecast
    _, right, count = calibration(probs, labels)

    assert count.sum() == 50
    hits = (right.nan_to_num() * count).sum().item()
    assert hits / 50 == pytest.approx(accuracy(probs.argmax(dim=1), labels).item())


@pytest.mark.parametrize("dtype", [torch.float32, torch.float64])
def test_a_certainty_lies_in_the_last_bin_and_an_edge_in_the_lower(dtype):
    probs = torch.tensor([[1.0, 0.0], [0.6, 0.4], [0.7, 0.3]], dtype=dtype)
    count = calibration(probs, torch.tensor([0, 1, 1])).count

    assert count.tolist() == [0, 0, 0, 0, 0, 1, 1, 0, 0, 1]


@pytest.mark.parametrize(
    ("dtype", "n", "off"), [(torch.float32, 1_000_000, 1e-6), (torch.float16, 70_000, 1e-3)]
)
def test_calibration_of_many_examples_keeps_its_digits(dtype, n, off):
    probs = torch.tensor([[0.9, 0.1]]).to(dtype).repeat(n, 1)
    confidence, right, count = calibration(probs, torch.arange(n) % 2)

    assert confidence[8:].nansum().item() == pytest.approx(probs[0, 0].item(), abs=off)
    assert (right[8:].nansum(), count.sum()) == (0.5, n)
