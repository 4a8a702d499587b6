"""What the lab `many-machines` says of its program and does not itself try."""

import ast
from pathlib import Path
from types import SimpleNamespace

import jupytext
import pytest
import torch

from linearnets import append_ones, cross_entropy_gradient, load_digits

LAB = Path("docs/en/labs/many-machines.py")


@pytest.fixture(scope="module")
def program():
    """The functions of the program that the lab writes to a file."""
    cells = jupytext.read(LAB).cells
    tree = ast.parse(next(c.source for c in cells if "def shard_sums" in c.source))
    body = [part for part in tree.body if isinstance(part, ast.FunctionDef)]
    header = next(part.value.value for part in tree.body if isinstance(part, ast.Assign))
    names = {}
    exec(header, names)
    exec(compile(ast.Module(body, []), str(LAB), "exec"), names)
    names["dist"] = SimpleNamespace(get_rank=lambda: 0)
    return SimpleNamespace(**names)


@pytest.mark.parametrize("num_workers", [1, 2, 4, 8])
def test_sums_and_counts_give_the_gradient_of_the_union_also_with_empty_shards(
    program, num_workers
):
    X, labels = load_digits(torch.float64)
    A, labels = append_ones(X[:5]), labels[:5]
    theta = torch.randn(65, 10, dtype=X.dtype, generator=torch.Generator().manual_seed(0))
    shards = torch.arange(5).tensor_split(num_workers)
    total = sum(program.shard_sums(theta, A[rows], labels[rows]) for rows in shards)
    expected, _ = cross_entropy_gradient(A, labels, theta, theta.new_zeros(10))
    torch.testing.assert_close((total[:-1] / total[-1]).view(65, 10), expected)


def test_a_worker_killed_while_it_saves_leaves_the_old_checkpoint(program, tmp_path, monkeypatch):
    path = tmp_path / "checkpoint.pt"
    program.save(path, (1, torch.ones(3)))

    def killed(state, path):
        path.write_bytes(b"half of a")
        raise KeyboardInterrupt

    monkeypatch.setattr(torch, "save", killed)
    with pytest.raises(KeyboardInterrupt):
        program.save(path, (2, torch.zeros(3)))
    epoch, theta = torch.load(path)
    assert epoch == 1 and torch.equal(theta, torch.ones(3))
