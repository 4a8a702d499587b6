"""The state in which a page's program finds its process: as if nothing had run before it.

All snippets of all pages share one process, since importing torch for each would take seconds.
What is reset here is what a program of ours may change and a later one would notice; modules that
nobody has imported are left alone.
"""

import contextlib
import os
import random
import sys
import tempfile
import types
import warnings
from collections.abc import Iterator
from types import ModuleType

_SHOW = "FigureCanvasAgg is non-interactive"  # what plt.show() says where there is a display
_NUMPY_PRINT = {
    "edgeitems": 3,
    "infstr": "inf",
    "linewidth": 75,
    "nanstr": "nan",
    "precision": 8,
    "suppress": False,
    "threshold": 1000,
    "formatter": None,
    "sign": "-",
    "floatmode": "maxprec",
}


@contextlib.contextmanager
def clean_state() -> Iterator[None]:
    """Run the body from the clean state, in an empty folder, and leave the clean state behind."""
    _reset()
    torch = sys.modules.get("torch")
    threads = torch and torch.get_num_threads()  # the machine's: kept, not reset
    with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", _SHOW, UserWarning)
            try:
                yield
            finally:
                _reset()
                if torch:
                    torch.set_num_threads(threads)


def run_as_main(source: str, filename: str) -> None:
    """Run a program in a fresh `__main__`; tracebacks name `filename`."""
    code = compile(source, filename, "exec", dont_inherit=True)
    main, sys.modules["__main__"] = sys.modules["__main__"], types.ModuleType("__main__")
    try:
        exec(code, sys.modules["__main__"].__dict__)
    finally:
        sys.modules["__main__"] = main


def _reset() -> None:
    random.seed(0)
    # For a program that is the first to import matplotlib.
    os.environ["MPLBACKEND"] = "agg"
    for name, reset in _RESETS.items():
        if module := sys.modules.get(name):
            reset(module)


def _reset_numpy(np: ModuleType) -> None:
    np.random.seed(0)
    np.set_printoptions(**_NUMPY_PRINT)
    np.seterr(divide="warn", over="warn", under="ignore", invalid="warn")


def _reset_torch(torch: ModuleType) -> None:
    torch.manual_seed(0)
    torch.set_default_dtype(torch.float32)
    torch.set_default_device(None)
    torch.set_grad_enabled(True)
    torch.set_printoptions(profile="default")
    if torch.are_deterministic_algorithms_enabled():  # to ask is free, to set imports the compiler
        torch.use_deterministic_algorithms(False)


def _reset_matplotlib(matplotlib: ModuleType) -> None:
    matplotlib.rcdefaults()
    matplotlib.use("agg")


_RESETS = {
    "numpy": _reset_numpy,
    "torch": _reset_torch,
    "matplotlib": _reset_matplotlib,
    "matplotlib.pyplot": lambda plt: plt.close("all"),
}
