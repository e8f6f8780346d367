"""Measure the README's table and write it between its markers.

Run from the root: ``python -m benchmarks.readme_table --write`` (about three minutes; without
``--write`` the table is only printed). The libraries take turns on the same data, with their
defaults; the best of three runs counts, after one that is not counted.
"""

import argparse
import os
import platform
import time
from collections.abc import Callable
from datetime import date
from importlib.metadata import version
from pathlib import Path

import imblearn.over_sampling
import numpy as np

import fastsmote.over_sampling
from benchmarks.data import imbalanced

# minority rows, features, majority rows to one of the minority
CELLS = (
    (200, 8, 4),
    (1_000, 16, 4),
    (10_000, 8, 4),
    (10_000, 32, 4),
    (50_000, 8, 4),
    (50_000, 32, 4),
    (50_000, 128, 4),
    (200_000, 8, 2),
)
BEGIN, END = "<!-- table: benchmarks/readme_table.py -->", "<!-- end of table -->"
README = Path(__file__).parent.parent / "README.md"


def best_times(calls: dict[str, Callable[[], object]], n_runs: int = 3) -> dict[str, float]:
    """Best seconds of each call, the calls taking turns."""
    seconds: dict[str, list[float]] = {name: [] for name in calls}
    for call in calls.values():
        call()
    for _ in range(n_runs):
        for name, call in calls.items():
            start = time.perf_counter()
            call()
            seconds[name].append(time.perf_counter() - start)
    return {name: min(each) for name, each in seconds.items()}


def measure(n_minority: int, n_features: int, ratio: int) -> dict[str, float]:
    """Seconds of both libraries' SMOTE, on rows that are first shown to be the same."""
    X, y = imbalanced(n_minority, n_features, ratio)
    samplers = {
        "imbalanced-learn": imblearn.over_sampling.SMOTE(random_state=0),
        "fastsmote": fastsmote.over_sampling.SMOTE(random_state=0),
    }
    if n_minority <= 10_000:
        theirs, ours = (sampler.fit_resample(X, y)[0] for sampler in samplers.values())
        np.testing.assert_allclose(ours, theirs, rtol=1e-6)
    return best_times({name: lambda s=s: s.fit_resample(X, y) for name, s in samplers.items()})


def in_words(seconds: float) -> str:
    """Seconds or milliseconds, three digits."""
    return f"{seconds:.3g} s" if seconds >= 1 else f"{1000 * seconds:.3g} ms"


def processor() -> str:
    """Model of the processor, as far as the system tells."""
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
        return next(line.split(":")[1].strip() for line in lines if line.startswith("model name"))
    except (OSError, StopIteration):
        return platform.processor() or platform.machine()


def table() -> str:
    """The whole table with its caption, as Markdown."""
    lines = [
        "| minority rows x features | majority rows | imbalanced-learn | fastsmote | ratio |",
        "|---|---|---|---|---|",
    ]
    for n_minority, n_features, ratio in CELLS:
        seconds = measure(n_minority, n_features, ratio)
        theirs, ours = seconds["imbalanced-learn"], seconds["fastsmote"]
        lines.append(
            f"| {n_minority:,} x {n_features} | {n_minority * ratio:,} | {in_words(theirs)} "
            f"| {in_words(ours)} | {theirs / ours:.1f} |"
        )
        print(lines[-1], flush=True)  # noqa: T201 - a script's progress
    packages = ("fastsmote", "imbalanced-learn", "scikit-learn", "numpy", "numba")
    versions = ", ".join(f"{name} {version(name)}" for name in packages)
    caption = (
        f"`SMOTE(random_state=0).fit_resample` on clustered float32 data, best of 3 runs taken in "
        f"turns; {processor()}, {len(os.sched_getaffinity(0))} cores, Python "
        f"{platform.python_version()}, {versions}; {date.today()}. "
        "Made by `python -m benchmarks.readme_table --write`."
    )
    return "\n".join([*lines, "", caption])


def main() -> None:
    """Print the table; with ``--write`` put it into the README."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--write", action="store_true", help="replace the README's table")
    write = parser.parse_args().write
    text = table()
    print(text)  # noqa: T201 - what the script is for
    if write:
        head, rest = README.read_text().split(BEGIN)
        tail = rest.split(END)[1]
        README.write_text(f"{head}{BEGIN}\n{text}\n{END}{tail}")


if __name__ == "__main__":
    main()
