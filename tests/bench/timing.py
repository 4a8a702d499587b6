"""Our code beside its peers: interleaved in one run, one thread, medians, printed as ratios.

Nothing here is a test: times depend on the machine, and only the ratios say something.
"""

import statistics
import time
from collections.abc import Callable

ROUNDS = 15


def medians(runs: dict[str, Callable[[], object]], rounds: int) -> dict[str, float]:
    """Return the median seconds of each, run in turn `rounds` times after one warm-up."""
    times: dict[str, list[float]] = {name: [] for name in runs}
    for round_ in range(rounds + 1):
        for name, run in runs.items():
            start = time.perf_counter()
            run()
            if round_:
                times[name].append(time.perf_counter() - start)
    return {name: statistics.median(seconds) for name, seconds in times.items()}


def show(title: str, runs: dict[str, Callable[[], object]], rounds: int = ROUNDS) -> None:
    """Print how many times as long as the first each of the others takes."""
    measured = medians(runs, rounds)
    first = next(iter(measured.values()))
    print(f"\n{title}")
    for name, seconds in measured.items():
        print(f"  {seconds / first:6.2f}  {name:44} {seconds * 1e3:8.2f} ms")
