"""Run figure scripts and save what each has drawn: `python -m lecturekit.draw OUT SCRIPT…`.

A script is a plain matplotlib program that ends in `plt.show()`; here showing does nothing and the
current figure is saved as OUT/NAME.svg. Several scripts share the process, because importing torch
and matplotlib takes longer than drawing.
"""

import runpy
import sys
from pathlib import Path

import matplotlib

matplotlib.use("svg")
import matplotlib.pyplot as plt  # noqa: E402  (the backend comes first)

RC = Path(__file__).parent / "matplotlibrc"


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
