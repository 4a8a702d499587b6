"""The program of the lab `many-machines`, without torchrun."""

import importlib.util
from pathlib import Path

import pytest
import torch

from linearnets import append_ones, cross_entropy_gradient, load_digits
from linearnets.exercises import check

PROGRAM = Path("docs/assets/programs/many_machines.py")


@pytest.fixture(scope="module")
def program():
    specification = importlib.util.spec_from_file_location("many_machines", PROGRAM)
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    return module


def test_its_message_is_the_answer_to_the_exercise(program):
    assert check("message", program.message) == "right"


@pytest.mark.parametrize("num_workers", [1, 2, 4, 8])
def test_sums_and_counts_give_the_gradient_of_the_union_also_with_empty_shards(
    program, num_workers
):
    X, labels = load_digits(torch.float64)
    X, labels = append_ones(X[:5]), labels[:5]
    Y = torch.nn.functional.one_hot(labels, 10).double()
    theta = torch.randn(65, 10, dtype=X.dtype, generator=torch.Generator().manual_seed(0))
    shards = torch.arange(5).tensor_split(num_workers)
    total = sum(program.message(theta, X[rows], Y[rows]) for rows in shards)
    expected, _ = cross_entropy_gradient(X, labels, theta, theta.new_zeros(10))
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
