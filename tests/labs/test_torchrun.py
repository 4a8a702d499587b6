"""The sessions of the lab `many-machines` print what its pages show, by torchrun: in minutes, so at night."""

import os
import re
import shlex
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from pages import FENCE, PAGES, dedented

pytestmark = pytest.mark.nightly
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
TIMES, *RESTART = sessions("many-machines-report")


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
        line = running.stdout.readline()
        assert line, running.stderr.read()
        said += line
    os.kill(int(PID.search(said)[1]), signal.SIGKILL)
    return said


@pytest.mark.parametrize(("command", "printed"), [*CORE[:3], CORE[5], TIMES])
def test_a_session_prints_what_the_page_shows(command, printed, tmp_path):
    said, errors = start(command, tmp_path).communicate(timeout=100)
    assert _VARIES.sub("N", said) == _VARIES.sub("N", printed), errors
    assert not list(tmp_path.iterdir())
    if "--time" in command:
        ms = [float(each) for each in re.findall(r"(\S+) ms", said)]
        assert 5 * ms[0] < ms[3] < 50_000 * ms[0] and ms[4] > 5 * ms[0]


def test_a_killed_run_is_resumed(tmp_path):
    (first, shown), (second, resumed) = CORE[3:5]
    running = start(first, tmp_path)
    said = killed(running)
    rest, errors = running.communicate(timeout=100)
    assert _VARIES.sub("N", said + rest) == _VARIES.sub("N", shown)
    assert running.returncode != 0 and "Signal 9 (SIGKILL)" in errors
    assert start(second, tmp_path).communicate(timeout=100)[0] == resumed


def test_torchrun_restarts_the_workers(tmp_path):
    (setting, _), (command, shown) = RESTART
    name, value = setting.removeprefix("export ").split("=")
    running = start(command, tmp_path, **{name: value})
    said = killed(running)
    rest, errors = running.communicate(timeout=100)
    assert _VARIES.sub("N", said + rest) == _VARIES.sub("N", shown), errors
