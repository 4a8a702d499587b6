"""The form of an exercise, the words for slips of several, and what is drawn for several."""

from collections.abc import Callable
from typing import NamedTuple

import torch
from torch import Generator, Tensor


class Text(NamedTuple):
    """The same words in both languages."""

    en: str
    zh: str


class Exercise(NamedTuple):
    """What is asked, how its arguments are drawn, and the answers: the right one, the known slips."""

    ask: Text
    draw: Callable[[Generator], tuple]
    right: Callable
    slips: tuple[tuple[Text, Callable], ...]
    parts: tuple[str, ...] = ()  # names of what is returned, if it is more than one thing


SIGN = Text("the sign is turned", "符号反了")
MEAN = Text("the mean is missing: divide by the number of examples", "没有取平均：要除以样本个数")
SUM = Text("it is a sum, not a mean", "要求和，不是求平均")
NO_BIAS = Text("the bias b is missing in the prediction", "预测里漏了偏置 b")
NO_RATE = Text("the learning rate is missing", "漏了学习率")
UPHILL = Text("it walks uphill: the gradient is subtracted", "方向反了，在上坡：梯度应当减去")
BIAS_SUM = Text(
    "the bias takes the mean of the residuals, not their sum", "偏置要用残差的平均，不是残差之和"
)


# What is drawn: float64, and not always as many examples.


def draw_normal(generator: Generator, *shape: int) -> Tensor:
    return torch.randn(shape, generator=generator, dtype=torch.float64)


def draw_positive(generator: Generator) -> float:
    return 0.1 + torch.rand((), generator=generator).item()


def draw_count(generator: Generator, least: int) -> int:
    return least + int(torch.randint(3, (), generator=generator))


def draw_labels(generator: Generator, n: int, q: int) -> Tensor:
    return torch.randint(q, (n,), generator=generator)


def draw_model(generator: Generator) -> tuple:
    n = draw_count(generator, 5)
    return draw_normal(generator, n, 3), draw_normal(generator, 3), draw_normal(generator)
