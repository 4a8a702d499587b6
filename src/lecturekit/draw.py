"""Run figure scripts and save what each has drawn.

A script is a plain matplotlib program that ends in `plt.show()`; here showing does nothing and the
current figure is saved as OUT/NAME.svg. There is a process for each core, which takes one script
after the other, because importing torch and matplotlib takes longer than drawing. A script that
measures time has the machine to itself.
"""

import contextlib
import functools
import io
import multiprocessing
import os
import runpy
import traceback
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

import matplotlib

matplotlib.use("svg")
import matplotlib.pyplot as plt  # noqa: E402  (the backend comes first)

RC = Path(__file__).parent / "matplotlibrc"
_CLOCK = "perf_counter"


def draw_all(scripts: list[Path], out: Path) -> str:
    """Run figure scripts and save what each draws in the folder out; return what went wrong."""
    timed = [script for script in scripts if _CLOCK in script.read_text("utf-8")]
    others = [script for script in scripts if script not in timed]
    # Not forked: the figures would begin with what this process has imported and set.
    context = multiprocessing.get_context("spawn")
    draw_one = functools.partial(_try, out)
    processes = min(os.cpu_count() or 1, len(scripts))
    with _environment(), ProcessPoolExecutor(processes, context) as pool:
        try:
            said = [*pool.map(draw_one, others)]
            said += pool.map(draw_one, timed, chunksize=max(len(timed), 1))
        except BrokenProcessPool:
            left = [each.name for each in scripts if not (out / f"{each.stem}.svg").is_file()]
            return (
                f"expected scripts that run to their end, but one of these ends its process: {left}"
            )
    return "".join(said)


@contextlib.contextmanager
def _environment() -> Iterator[None]:
    """Let processes that begin now draw without a display and compute with one thread."""
    before = os.environ.copy()
    os.environ |= {"MPLBACKEND": "svg", "OMP_NUM_THREADS": "1"}
    try:
        yield
    finally:
        os.environ.clear()
        os.environ |= before


def _try(out: Path, script: Path) -> str:
    """Draw one script; return the traceback if it fails."""
    try:
        with contextlib.redirect_stdout(io.StringIO()):
            draw(script, out / f"{script.stem}.svg")
    except (Exception, SystemExit):
        return traceback.format_exc()
    return ""


def draw(script: Path, out: Path) -> None:
    """Run one script in a clean state and save its figure as out."""
    plt.close("all")
    matplotlib.rcdefaults()
    matplotlib.rc_file(RC)
    plt.show = lambda *args, **kwargs: None
    runpy.run_path(str(script), run_name="__main__")
    if not plt.get_fignums():
        raise RuntimeError(f"{script.name} drew no figure")
    plt.savefig(out, metadata={"Date": None, "Creator": None, "Format": None, "Type": None})
