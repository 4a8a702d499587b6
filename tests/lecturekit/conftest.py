"""A small project of two pages in two languages, good in every respect, to be broken by tests."""

import gc
from collections.abc import Iterator
from pathlib import Path

import pytest

from lecturekit import confirmed
from lecturekit.checks import PAGE_CHECKS, SITE_CHECKS
from lecturekit.site import Site

ZH = r"""---
description: 五位病人的病情指标，只许用一个数去猜；平方损失会选均值，一处笔误又会改变什么。
---

# 最好的常数 {#best-constant}

五位病人的指标，均值是 141.6 [@legendre1805]。符号见[记号](notation.md#notation)，画图用 `numpy`。

## 损失 {#loss}

损失函数（loss function）对全部 $n$ 位病人取平均：

$$
L(b) = \frac{1}{n} \sum_{i=1}^{n} \frac{1}{2} \left(b - y_i\right)^2. \text{越小越好}
\label{eq:constant-loss}
$$

由 $\eqref{eq:constant-loss}$ 求导，用梯度下降走一步，学习率取 $\eta = 1$。

<!-- check: eq:constant-loss -->
```python
y = [151.0, 75.0, 141.0, 206.0, 135.0]  # 五位病人
b = 100.0

loss = sum((b - value) ** 2 for value in y) / (2 * len(y))
print(f"loss {loss:.1f}, mean {sum(y) / len(y):.1f}")
```

<!--pytest-codeblocks:expected-output-->
```text
loss 1736.8, mean 141.6
```

![一条开口向上的抛物线。](assets/figures/constant.svg)
损失是 $b$ 的二次函数，最低点在 141.6。

| $b$ | 损失 |
|---|---|
| `100` | 1736.8 |

!!! warning "陷阱"
    录错一个数，均值就会移动。

## 练习 {#exercises}

1. 不猜均值而猜 100，代价是多少？

    ??? success "解答"
        到均值的距离平方的一半：

        ```python
        print(f"{0.5 * 41.6**2:.2f}")
        ```

        <!--pytest-codeblocks:expected-output-->
        ```text
        865.28
        ```

        ```python
        y = [151, 75, 141, 206, 135]

        assert sum(y) / 5 == 141.6
        ```

2. 均值是多少？

    ??? success "解答"
        五个数之和除以五。
"""

EN = r"""---
description: Five patients, one number to predict for all; the squared loss chooses the mean.
---

# The best constant {#best-constant}

Five patients, whose mean is 141.6 [@legendre1805]. See [notation](notation.md#notation); `numpy`.

## The loss {#loss}

The loss function averages over all $n$ patients:

$$
L(b) = \frac{1}{n} \sum_{i=1}^{n} \frac{1}{2} \left(b - y_i\right)^2. \text{the less, the better}
\label{eq:constant-loss}
$$

By $\eqref{eq:constant-loss}$, a step of gradient descent with the learning rate $\eta = 1$.

<!-- check: eq:constant-loss -->
```python
y = [151.0, 75.0, 141.0, 206.0, 135.0]  # five patients
b = 100.0

loss = sum((b - value) ** 2 for value in y) / (2 * len(y))
print(f"loss {loss:.1f}, mean {sum(y) / len(y):.1f}")
```

<!--pytest-codeblocks:expected-output-->
```text
loss 1736.8, mean 141.6
```

![A parabola that opens upwards.](assets/figures/constant.svg)
The loss is a quadratic function of $b$, lowest at 141.6.

| $b$ | loss |
|---|---|
| `100` | 1736.8 |

!!! warning "A trap"
    One wrong number moves the mean.

## Exercises {#exercises}

1. What does it cost to predict 100 instead of the mean?

    ??? success "Solution"
        Half the squared distance from the mean:

        ```python
        print(f"{0.5 * 41.6**2:.2f}")
        ```

        <!--pytest-codeblocks:expected-output-->
        ```text
        865.28
        ```

        ```python
        y = [151, 75, 141, 206, 135]

        assert sum(y) / 5 == 141.6
        ```

2. What is the mean?

    ??? success "Solution"
        The sum of five numbers divided by five.
"""

FILES = {
    "docs/zh/constant.md": ZH,
    "docs/en/constant.md": EN,
    "docs/zh/notation.md": """---
description: 全站的记号，每个符号写出形状，并与六本书逐一对照，先看两处最容易弄错的地方。
---
# 记号 {#notation}
""",
    "docs/en/notation.md": """---
description: Every symbol of the site with its shape, and how six other books write the same.
---
# Notation {#notation}
""",
    "docs/assets/figures/constant.py": "",
    "docs/terms.yml": """
- {zh: 学习率, en: learning rate, avoid_zh: [学习速率], must: true}
- {zh: 梯度下降, en: gradient descent, must: true}
- {zh: 损失函数, en: loss function, must: true}
- {zh: 准确率, en: accuracy, avoid_zh: [精度], allow: [双精度]}
- {zh: 均方误差, en: mean squared error, must: true}
- {zh: 均方根误差, en: root mean squared error, must: true}
- {zh: 小批量, en: minibatch, avoid_en: [mini-batch], must: true}
""",
    "mkdocs.yml": "extra: !ENV [X]\nnav:\n  - 首页: constant.md\n  - 参考: [notation.md]\n",
    "mkdocs.en.yml": "nav:\n  - Home: constant.md\n  - Reference: [notation.md]\n",
    "tests/test_constant.py": "",
}


class Project:
    """A project on disk."""

    def __init__(self, root: Path) -> None:
        self.root = root
        for path, text in FILES.items():
            self.write(path, text)
        confirmed.confirm(root, confirmed.fingerprints(Site(root)))

    def write(self, path: str, text: str) -> None:
        (self.root / path).parent.mkdir(parents=True, exist_ok=True)
        (self.root / path).write_text(text, "utf-8")

    def swap(self, old: str, new: str, path: str = "docs/zh/constant.md") -> int:
        """Put `new` for the first `old` in a file, and return the line where that stood."""
        text = (self.root / path).read_text("utf-8")
        assert old in text, f"{old!r} is not in {path}"
        self.write(path, text.replace(old, new, 1))
        return text[: text.index(old)].count("\n") + 1

    def swap_both(self, old: str, new: str) -> int:
        """Swap in the page of each language."""
        self.swap(old, new, "docs/en/constant.md")
        return self.swap(old, new)

    def problems(self, check: str, name: str = "constant.md") -> list[str]:
        """Return what a check says of the pages of a name, or of the site."""
        site = Site(self.root)
        if check in SITE_CHECKS:
            return list(map(str, SITE_CHECKS[check](site)))
        pages = [pages[name] for pages in site.pages.values() if name in pages]
        return [str(problem) for page in pages for problem in PAGE_CHECKS[check](site, page)]

    def expect(self, check: str, line: int, fragment: str) -> None:
        """Assert that the only problem is at a line of the Chinese page and says so."""
        (problem,) = self.problems(check)
        assert problem.startswith(f"docs/zh/constant.md:{line}: ")
        assert fragment in problem


@pytest.fixture(autouse=True, scope="session")
def quick_collections() -> Iterator[None]:
    """Leave what is imported out of the garbage collections of each pytest within a test."""
    gc.freeze()
    yield
    gc.unfreeze()


@pytest.fixture
def project(tmp_path):
    return Project(tmp_path)
