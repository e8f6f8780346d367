"""Make the README's table of all samplers beside imbalanced-learn's.

Run from the root, under Linux and on a machine that does nothing else:
``python -m benchmarks.family_table --write``. Without ``--write`` the table is only printed.
``--only NAME`` takes some samplers alone, and ``--write`` with it replaces their rows alone: what
is below the table then says so. Each call is made in a process of its own that has loaded what it
needs; the best of three counts, or the only one if it takes over 20 seconds.
"""

import argparse
import ctypes
import gc
import hashlib
import json
import subprocess
import sys
import time
import warnings
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.family import CASES, LIBRARIES, Case, name_of, sampler_of
from benchmarks.figures import in_words
from benchmarks.machine import caption, memory
from benchmarks.readme import ROOT
from benchmarks.turns import LONG, N_RUNS

BEGIN, END = "<!-- table: benchmarks/family_table.py -->", "<!-- end of family -->"
HEADER = (
    "| sampler | rows x features | fastsmote | imbalanced-learn | memory | imbalanced-learn |",
    f"|{'---|' * 6}",
)
# Rows on which each library is warmed up, and at most which share of them all.
_WARM, _WARM_SHARE = 20_000, 0.5
# Seconds after which a library has not done it.
_PATIENCE = 1_500


def run_here(library: str, case: Case, size: tuple[int, ...]) -> dict[str, Any]:
    """Time one library in this process: seconds, peak bytes beyond the input, and a digest."""
    warnings.simplefilter("ignore")
    X, y = case.data(*size)
    sampler = sampler_of(library, case)
    few = slice(0, min(_WARM, int(_WARM_SHARE * len(X))))
    sampler.fit_resample(X[few], y[few])
    before = start_of_peak()
    seconds: list[float] = []
    while len(seconds) < N_RUNS and sum(seconds) < LONG:
        start = time.perf_counter()
        X_resampled, y_resampled = sampler.fit_resample(X, y)
        seconds.append(time.perf_counter() - start)
        if len(seconds) == 1:
            peak = memory("VmHWM") - before
    if len(seconds) > 1:  # once more: the first may have loaded something
        del X_resampled, y_resampled
        before = start_of_peak()
        X_resampled, y_resampled = sampler.fit_resample(X, y)
        peak = memory("VmHWM") - before
    labels = hashlib.sha256(np.ascontiguousarray(y_resampled)).hexdigest()
    return {
        "seconds": min(seconds),
        "peak": peak,
        "data": X.shape,
        "shape": X_resampled.shape,
        "labels": labels,
        "mean": float(np.mean(X_resampled, dtype=np.float64)),
    }


def start_of_peak() -> int:
    """Begin the peak anew, from memory that holds nothing of the calls before; bytes in use."""
    gc.collect()
    ctypes.CDLL(None).malloc_trim(0)  # or what they have freed would be there for the next one
    Path("/proc/self/clear_refs").write_text("5")
    return memory("VmRSS")


def measure(case: Case, size: tuple[int, ...]) -> dict[str, dict[str, Any]]:
    """What each library takes, in a process of its own."""
    found = {}
    for library in LIBRARIES:
        order = json.dumps([library, CASES.index(case), size])
        command = [sys.executable, "-m", "benchmarks.family_table", "--here", order]
        try:
            done = subprocess.run(
                command, cwd=ROOT, capture_output=True, text=True, timeout=_PATIENCE, check=False
            )
        except subprocess.TimeoutExpired:
            continue
        if done.returncode == 0:
            found[library] = json.loads(done.stdout)
    return found


def row(case: Case, size: tuple[int, ...]) -> str:
    """A line of the table."""
    found = measure(case, size)
    ours, theirs = (found.get(library) for library in LIBRARIES)
    if ours is None:
        raise RuntimeError(f"{name_of(case)} has failed on {size}")
    n_rows, n_columns = ours["data"]
    shape = f"{n_rows:,} x {n_columns}"
    megabytes = ours["peak"] / 2**20
    cells = [name_of(case), shape, in_words(ours["seconds"])]
    if theirs is None:
        return f"| {' | '.join([*cells, 'cannot', f'{megabytes:.0f} MB', ''])} |"
    same = all(ours[key] == theirs[key] for key in ("shape", "labels"))
    if not (same and np.isclose(ours["mean"], theirs["mean"], rtol=1e-4)):
        print(f"{name_of(case)} {size}: results differ", ours, theirs, file=sys.stderr)  # noqa: T201
    cells += [
        f"{in_words(theirs['seconds'])} ({theirs['seconds'] / ours['seconds']:.1f})",
        f"{megabytes:.0f} MB",
        f"{theirs['peak'] / 2**20:.0f} MB ({theirs['peak'] / max(ours['peak'], 1):.1f})",
    ]
    return f"| {' | '.join(cells)} |"


def rows_of(table: str) -> dict[tuple[str, int], str]:
    """Lines of a table by sampler and number of rows."""
    found = {}
    for line in table.splitlines():
        if line.startswith("| ") and " x " in line and not line.startswith("| sampler"):
            name, shape = (cell.strip() for cell in line.split("|")[1:3])
            found[name, int(shape.split(" x ")[0].replace(",", ""))] = line
    return found


def put(text: str, measured: list[str], is_part: bool) -> str:
    """Text with its table made anew, or with only those rows replaced that were measured."""
    head, rest = text.split(BEGIN)
    before, tail = rest.split(END)
    rows = {**(rows_of(before) if is_part else {}), **rows_of("\n".join(measured))}
    names = [name_of(case) for case in CASES]
    ordered = sorted(rows, key=lambda key: (names.index(key[0]), key[1]))
    parts = " Rows come from several runs with `--only`; versions and day are those of the last."
    lines = [
        *HEADER,
        *(rows[key] for key in ordered),
        "",
        "Seconds of `fit_resample` with default parameters and `random_state=0` (KMeansSMOTE "
        "with 8 clusters), float32 data, 5 % of the rows the minority (SMOTENC, SMOTEN: a "
        "third), and in parentheses how many times as long, or as much memory beyond the "
        f"input, imbalanced-learn takes; best of {N_RUNS} calls, of 1 if it takes over "
        f"{LONG:.0f} s; fastsmote's kernels are loaded.",
        "",
        f"{caption()}. Made by `python -m benchmarks.family_table --write`."
        f"{parts if is_part else ''}",
    ]
    return "\n".join([f"{head}{BEGIN}", *lines, f"{END}{tail}"])


def main() -> None:
    """Measure, print, and with ``--write`` put the table in its place."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--write", action="store_true", help="replace the README's table")
    parser.add_argument("--only", nargs="*", help="names of samplers")
    parser.add_argument("--here", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.here:
        library, which, size = json.loads(options.here)
        print(json.dumps(run_here(library, CASES[which], size)))  # noqa: T201 - the answer
        return
    print("\n".join(HEADER))  # noqa: T201 - what the script is for
    measured = []
    for case in CASES:
        if options.only and name_of(case) not in options.only:
            continue
        for size in case.large:
            measured.append(row(case, size))
            print(measured[-1], flush=True)  # noqa: T201
    if options.write:
        readme = ROOT / "README.md"
        readme.write_text(put(readme.read_text(), measured, bool(options.only)))


if __name__ == "__main__":
    main()
