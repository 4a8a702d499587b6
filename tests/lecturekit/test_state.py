"""The clean state is the same whatever ran before, and is left behind."""

import random
import subprocess
import sys
import warnings
from pathlib import Path

import matplotlib.pyplot as plt
import numpy as np
import pytest
import torch

from lecturekit.state import clean_state, run_as_main


def spoil():
    random.seed(7)
    np.random.seed(7)
    np.set_printoptions(precision=2, suppress=True, sign="+")
    np.seterr(all="ignore")
    torch.manual_seed(7)
    torch.set_default_dtype(torch.float64)
    torch.set_default_device("meta")
    torch.set_grad_enabled(False)
    torch.set_printoptions(precision=2, sci_mode=True)
    torch.use_deterministic_algorithms(True)
    plt.figure()
    plt.rcParams["figure.dpi"] = 7
    plt.switch_backend("svg")


def observe():
    return {
        "random": random.random(),
        "np.random": np.random.rand(),
        "np.array": repr(np.array([1 / 3, 1e-9])),
        "np.seterr": np.geterr(),
        "torch.rand": torch.rand(1, device="cpu").item(),
        "torch.ones": repr(torch.ones(1) / 3),
        "grad": torch.is_grad_enabled(),
        "deterministic": torch.are_deterministic_algorithms_enabled(),
        "figures": plt.get_fignums(),
        "dpi": plt.rcParams["figure.dpi"],
        "backend": plt.get_backend().lower(),
    }


FRESH = {
    "random": 0.8444218515250481,
    "np.random": 0.5488135039273248,
    "np.array": "array([3.33333333e-01, 1.00000000e-09])",
    "np.seterr": {"divide": "warn", "over": "warn", "under": "ignore", "invalid": "warn"},
    "torch.rand": 0.49625658988952637,
    "torch.ones": "tensor([0.3333])",
    "grad": True,
    "deterministic": False,
    "figures": [],
    "dpi": 100.0,
    "backend": "agg",
}


@pytest.mark.parametrize("what", FRESH)
def test_clean_state_resets(what):
    spoil()
    with clean_state():
        assert observe()[what] == FRESH[what]


@pytest.mark.parametrize("what", FRESH)
def test_clean_state_is_left_behind_after_an_error(what):
    with pytest.raises(ZeroDivisionError), clean_state():
        spoil()
        _ = 1 / 0
    assert observe()[what] == FRESH[what]


def test_number_of_threads_is_the_machine_s_before_and_after():
    before = torch.get_num_threads()
    with clean_state():
        assert torch.get_num_threads() == before
        torch.set_num_threads(before + 1)
    assert torch.get_num_threads() == before


def test_working_folder_is_empty_and_gone_afterwards():
    before = Path.cwd()
    with clean_state():
        folder = Path.cwd()
        Path("left.txt").touch()
        assert folder != before
    assert Path.cwd() == before and not folder.exists()


def test_showing_a_figure_is_no_warning_where_there_is_a_display(monkeypatch):
    monkeypatch.setenv("DISPLAY", ":0")
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        with clean_state():
            plt.figure()
            plt.show()


def test_modules_that_nobody_imported_are_left_alone():
    code = (
        "import sys; from lecturekit.state import clean_state\n"
        "with clean_state(): import os; print(os.environ['MPLBACKEND'])\n"
        "print({'torch', 'numpy', 'matplotlib'} & set(sys.modules))\n"
    )
    result = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert result.stdout == "agg\nset()\n"


def test_plugin_imports_no_torch():
    code = "import sys, lecturekit.snippets, lecturekit.outputs; print('torch' in sys.modules)"
    result = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert result.stdout == "False\n"


def test_main_module_is_the_programs_own_while_it_runs():
    before = sys.modules["__main__"]
    run_as_main("x = 1\nimport __main__\nassert __main__.x == 1", "page.md")
    with pytest.raises(ZeroDivisionError):
        run_as_main("x = 1 / 0", "page.md")
    assert sys.modules["__main__"] is before and not hasattr(before, "x")


def test_program_has_no_future_of_ours():
    run_as_main("def f(x: int): pass\nassert f.__annotations__['x'] is int", "page.md")
