"""Run figure scripts and save what each has drawn: `python -m lecturekit.draw OUT SCRIPT…`.

A script is a plain matplotlib program that ends in `plt.show()`; here showing does nothing and the
current figure is saved as OUT/NAME.svg. Several scripts share a process, because importing torch
and matplotlib takes longer than drawing. There is a process for each core, but a script that measures
time has the machine to itself.
"""

import os
import runpy
import subprocess
import sys
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
    cores = os.cpu_count() or 1
    return _side_by_side([others[k::cores] for k in range(cores)], out) + _side_by_side(
        [timed], out
    )


def _side_by_side(shares: list[list[Path]], out: Path) -> str:
    command = [sys.executable, "-m", "lecturekit.draw", str(out)]
    env = {**os.environ, "MPLBACKEND": "svg", "OMP_NUM_THREADS": "1"}
    pipes = {"stdout": subprocess.DEVNULL, "stderr": subprocess.PIPE, "text": True, "env": env}
    processes = [
        subprocess.Popen([*command, *map(str, share)], **pipes) for share in shares if share
    ]
    said = [process.communicate()[1] for process in processes]
    return "".join(
        text for process, text in zip(processes, said, strict=True) if process.returncode
    )


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


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    for name in sys.argv[2:]:
        draw(Path(name), folder / f"{Path(name).stem}.svg")
