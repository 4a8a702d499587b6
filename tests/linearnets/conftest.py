import pytest
import torch


@pytest.fixture
def generator():
    return torch.Generator().manual_seed(0)


@pytest.fixture
def example(generator):
    """Seven examples of three features, as X, y, w, b, of which no formula is at its minimum."""

    def normal(*shape):
        return torch.randn(shape, generator=generator, dtype=torch.float64)

    return normal(7, 3) + 1, normal(7), normal(3), normal()
