"""The program of the lab `many-machines`: its sessions as the page shows them, by torchrun."""

import importlib.util
import os
import re
import shlex
import signal
import subprocess
import sys
from pathlib import Path

import pytest
import torch
from pages import FENCE, PAGES, dedented

from linearnets import append_ones, cross_entropy_gradient, load_digits
from linearnets.exercises import check

PROGRAM = Path("docs/assets/programs/many_machines.py").resolve()
PID = re.compile(r"worker 1 is process (\d+)")
# What differs from run to run.
_VARIES = re.compile(r"(?<=is process )\d+|\d+\.\d{3}(?= ms)")


def sessions(name):
    """Return the commands of a page's console fences, each with what it prints."""
    found = []
    for fence in FENCE.finditer(PAGES["en"][f"labs/{name}.py"].text):
        for part in dedented(fence[1], fence[3]).split("$ ")[1:] if fence[2] == "console" else ():
            command, _, printed = part.partition("\n")
            found.append((command, printed))
    return found


# Before a guess a command stands without what it prints.
CORE = [each for each in sessions("many-machines") if each[1]]


def start(command, folder, **settings):
    """Start a command of a page in a folder; what it prints is to be read."""
    program, *options = shlex.split(command)
    assert program == "torchrun"
    launch = [sys.executable, "-m", "torch.distributed.run"]
    launch += [str(PROGRAM) if option == PROGRAM.name else option for option in options]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    return subprocess.Popen(launch, cwd=folder, env={**os.environ, **settings}, **pipes)


def killed(running):
    """Kill worker 1 when the run has said that it is in epoch 3; return what it has said."""
    said = ""
    while not said.endswith("epoch 3\n"):
        said += running.stdout.readline()
    os.kill(int(PID.search(said)[1]), signal.SIGKILL)
    return said


@pytest.mark.parametrize(("command", "printed"), [*CORE[:4], CORE[6]])
def test_a_session_prints_what_the_page_shows(command, printed, tmp_path):
    said, errors = start(command, tmp_path).communicate(timeout=100)
    assert _VARIES.sub("N", said) == _VARIES.sub("N", printed), errors
    assert not list(tmp_path.iterdir())
    if "--time" in command:
        ms = [float(each) for each in re.findall(r"(\S+) ms", said)]
        assert 5 * ms[0] < ms[3] < 50_000 * ms[0] and ms[4] > 5 * ms[0]


def test_a_killed_run_is_resumed(tmp_path):
    (first, shown), (second, resumed) = CORE[4:6]
    running = start(first, tmp_path)
    said = killed(running)
    rest, errors = running.communicate(timeout=100)
    assert _VARIES.sub("N", said + rest) == _VARIES.sub("N", shown)
    assert running.returncode != 0 and "Signal 9 (SIGKILL)" in errors
    assert start(second, tmp_path).communicate(timeout=100)[0] == resumed


def test_torchrun_restarts_the_workers(tmp_path):
    (setting, _), (command, shown) = sessions("many-machines-report")
    name, value = setting.removeprefix("export ").split("=")
    running = start(command, tmp_path, **{name: value})
    said = killed(running)
    rest, errors = running.communicate(timeout=100)
    assert _VARIES.sub("N", said + rest) == _VARIES.sub("N", shown), errors


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
