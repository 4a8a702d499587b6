import pytest
import sklearn.metrics
import torch

from linearnets import accuracy, confusion_matrix


@pytest.fixture
def pair(generator):
    return tuple(torch.randint(0, 4, (2, 50), generator=generator))


def test_accuracy_matches_its_formula_and_scikit_learn(pair):
    labels_hat, labels = pair
    right = sum(a == b for a, b in zip(labels_hat.tolist(), labels.tolist(), strict=True))

    assert accuracy(labels_hat, labels).item() == pytest.approx(right / 50)
    expected = sklearn.metrics.accuracy_score(labels, labels_hat)
    assert accuracy(labels_hat, labels).item() == pytest.approx(expected)


def test_confusion_matrix_agrees_with_scikit_learn(pair):
    labels_hat, labels = pair
    expected = sklearn.metrics.confusion_matrix(labels, labels_hat, labels=range(5))

    assert confusion_matrix(labels_hat, labels, 5).tolist() == expected.tolist()


def test_the_diagonal_of_the_confusion_matrix_is_what_is_right(pair):
    matrix = confusion_matrix(*pair, 4)

    assert matrix.sum() == 50
    assert matrix.trace().item() / 50 == pytest.approx(accuracy(*pair).item())


def test_a_row_of_the_confusion_matrix_is_a_right_class():
    assert confusion_matrix(torch.tensor([1]), torch.tensor([0]), 2).tolist() == [[0, 1], [0, 0]]


@pytest.mark.bad_input
@pytest.mark.parametrize(
    ("labels_hat", "labels", "message"),
    [
        (torch.zeros(3), torch.zeros(3).long(), "expected an integer dtype, but labels_hat has"),
        (
            torch.zeros(3).long(),
            torch.zeros(2).long(),
            "expected shape (n,) with n = 3, but labels",
        ),
        (torch.zeros(3, 1).long(), torch.zeros(3).long(), "expected shape (n,), but labels_hat"),
        (torch.zeros(0).long(), torch.zeros(0).long(), "expected at least one row, but labels_hat"),
        (torch.tensor([-1]), torch.tensor([0]), "expected classes"),
    ],
)
def test_labels_that_do_not_fit_are_named(labels_hat, labels, message):
    for count in (
        lambda: accuracy(labels_hat, labels),
        lambda: confusion_matrix(labels_hat, labels, 3),
    ):
        with pytest.raises(ValueError) as caught:
            count()

        assert str(caught.value).startswith(message)
