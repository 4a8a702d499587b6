"""What the pages derive for each option of PyTorch's losses is what PyTorch computes."""

import math

import pytest
import torch
import torch.nn.functional as F

from linearnets import one_hot, softmax

N, Q, MISSING = 40, 5, -100
LABELS = torch.arange(N) % Q
SOME = torch.where(LABELS == 3, MISSING, LABELS)
EPS = 0.1
WEIGHT = torch.tensor([1.0, 2, 5, 0.5, 3], dtype=torch.float64)


@pytest.fixture(params=[torch.float32, torch.float64], ids=str)
def logits(request):
    return 3 * torch.randn(N, Q, generator=torch.Generator().manual_seed(0), dtype=request.param)


def losses(logits, targets):
    """-Σ_j y_j log ŷ_j of each row, in float64."""
    logits = logits.double()
    log_probs = logits - torch.logsumexp(logits, dim=1, keepdim=True)
    return -(targets * log_probs).sum(dim=1)


def weighted_mean(losses, weights):
    return (weights * losses).sum() / weights.sum()


@pytest.mark.parametrize("option", ["none", "sum", "mean"])
def test_reductions(logits, option):
    each = losses(logits, one_hot(LABELS, Q))
    wanted = {"none": each, "sum": each.sum(), "mean": each.mean()}[option]
    agree(F.cross_entropy(logits, LABELS, reduction=option), wanted, logits)


def test_class_weights(logits):
    wanted = weighted_mean(losses(logits, one_hot(LABELS, Q)), WEIGHT[LABELS])
    agree(F.cross_entropy(logits, LABELS, weight=WEIGHT.to(logits.dtype)), wanted, logits)


def test_ignored_labels_have_weight_zero(logits):
    each = losses(logits, one_hot(LABELS, Q))
    agree(F.cross_entropy(logits, SOME), weighted_mean(each, (SOME >= 0).double()), logits)
    assert F.cross_entropy(logits, torch.full((N,), MISSING)).isnan()


def test_smoothing_mixes_the_label_with_the_uniform_one(logits):
    smooth = (1 - EPS) * one_hot(LABELS, Q, dtype=torch.float64) + EPS / Q
    wanted = losses(logits, smooth).mean()
    agree(F.cross_entropy(logits, LABELS, label_smoothing=EPS), wanted, logits)


def test_soft_labels_are_divided_by_the_rows(logits):
    """Also if the classes have weights."""
    targets = softmax(logits.flip(0))
    agree(F.cross_entropy(logits, targets), losses(logits, targets.double()).mean(), logits)
    ours = F.cross_entropy(logits, targets, weight=WEIGHT.to(logits.dtype))
    agree(ours, losses(logits, WEIGHT * targets.double()).mean(), logits)


def test_weights_ignored_labels_and_smoothing_at_once(logits):
    kept = SOME >= 0
    smooth = (1 - EPS) * one_hot(LABELS, Q, dtype=torch.float64) + EPS / Q
    each = losses(logits, WEIGHT * smooth)
    options = {"weight": WEIGHT.to(logits.dtype), "label_smoothing": EPS}
    wanted = each[kept].sum() / WEIGHT[LABELS[kept]].sum()
    agree(F.cross_entropy(logits, SOME, **options), wanted, logits)


def test_classes_stand_on_the_second_axis(logits):
    pixels = logits.reshape(2, 4, 5, Q).permute(0, 3, 1, 2)
    wanted = losses(logits, one_hot(LABELS, Q)).mean()
    agree(F.cross_entropy(pixels, LABELS.reshape(2, 4, 5)), wanted, logits)


def test_binary_cross_entropy_of_many_labels_is_one_mean(logits):
    y = one_hot(LABELS, Q, dtype=logits.dtype)
    p = torch.sigmoid(logits.double())
    wanted = -(y * p.log() + (1 - y) * (1 - p).log()).mean()
    agree(F.binary_cross_entropy_with_logits(logits, y), wanted, logits)


def test_pos_weight_multiplies_the_loss_of_the_positives(logits):
    z, y = logits[:, 0], (LABELS == 0).to(logits.dtype)
    p = torch.sigmoid(z.double())
    wanted = -(7 * y * p.log() + (1 - y) * (1 - p).log()).mean()
    ours = F.binary_cross_entropy_with_logits(z, y, pos_weight=torch.tensor(7.0, dtype=z.dtype))
    agree(ours, wanted, logits)


@pytest.mark.parametrize(("option", "below"), [("batchmean", N), ("sum", 1)])
def test_kl_divergence(logits, option, below):
    targets = softmax(logits.flip(0)).double()
    wanted = (losses(logits, targets) + (targets * targets.log()).sum(dim=1)).sum() / below
    ours = F.kl_div(F.log_softmax(logits, dim=1), targets.to(logits.dtype), reduction=option)
    agree(ours, wanted, logits)


def agree(pytorch, wanted, logits):
    bound = 1e-6 if logits.dtype == torch.float32 else 1e-12
    scale = max(1.0, wanted.abs().max().item())
    assert math.isfinite(scale)
    assert (pytorch.double() - wanted).abs().max() <= bound * scale
