"""The same rows in each kind of container, beside a plain array: asv's suite, and a table.

Run from the root, under Linux and on a machine that does nothing else:
``python -m benchmarks.containers``. Each call is made in a process of its own that has loaded what
it needs; the best of three counts.
"""

import argparse
import json
import subprocess
import sys
import time
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from scipy import sparse

from benchmarks.data import Labelled, imbalanced
from benchmarks.figures import in_words
from benchmarks.kernels import load_kernels
from benchmarks.machine import caption, memory
from benchmarks.readme import ROOT
from benchmarks.turns import N_RUNS

SHAPE = (200_000, 20)
SMALL = (20_000, 20)
# Rows on which each library is warmed up.
_WARM = 20_000
SAMPLERS = {
    "SMOTE": "over_sampling",
    "RandomOverSampler": "over_sampling",
    "NearMiss": "under_sampling",
}


def columns(X: np.ndarray, dtypes: str = "d") -> dict[str, np.ndarray]:
    """Columns by name, each contiguous, of some dtypes in turn."""
    return {f"x{j}": X[:, j].astype(dtypes[j % len(dtypes)]) for j in range(X.shape[1])}


def _pandas(X: np.ndarray, dtypes: str = "d", to: str | None = None) -> Any:
    import pandas as pd

    frame = pd.DataFrame(columns(X, dtypes), copy=False)
    return frame if to is None else frame.astype(to)


def _pandas_block(X: np.ndarray) -> Any:
    import pandas as pd

    return pd.DataFrame(X, columns=[f"x{j}" for j in range(X.shape[1])], copy=False)


def _polars(X: np.ndarray, dtypes: str = "d") -> Any:
    import polars as pl

    return pl.DataFrame(columns(X, dtypes))


def _pyarrow(X: np.ndarray, dtypes: str = "d") -> Any:
    import pyarrow as pa

    return pa.table(columns(X, dtypes))


#: Of which dtypes columns are, where they differ.
MIXED = "dfl"
#: Kinds of containers: each makes one of an array of float64.
KINDS: dict[str, Callable[[np.ndarray], Any]] = {
    "ndarray": lambda X: X,
    "pandas, one block": _pandas_block,
    "pandas": _pandas,
    "pandas, several dtypes": lambda X: _pandas(X, MIXED),
    "pandas, Float64": lambda X: _pandas(X, to="Float64"),
    "pandas, double[pyarrow]": lambda X: _pandas(X, to="double[pyarrow]"),
    "polars": _polars,
    "polars, several dtypes": lambda X: _polars(X, MIXED),
    "pyarrow": _pyarrow,
    "pyarrow, several dtypes": lambda X: _pyarrow(X, MIXED),
    "CSR, a fifth of the values": lambda X: sparse.csr_array(_thinned(X)),
    "ndarray of the same": lambda X: _thinned(X),
}


def _thinned(X: np.ndarray) -> np.ndarray:
    return np.where(np.random.default_rng(0).random(X.shape) < 0.2, X, 0)


def data(shape: tuple[int, int] = SHAPE) -> Labelled:
    """A tenth of the rows the minority; float64."""
    n_samples, n_features = shape
    return imbalanced(n_samples // 10, n_features, 9, "float64")


def sampler_of(library: str, name: str) -> Any:
    """That library's sampler."""
    load_kernels(library)
    module = __import__(f"{library}.{SAMPLERS[name]}", fromlist=[name])
    sampler = getattr(module, name)()
    return sampler.set_params(random_state=0) if hasattr(sampler, "random_state") else sampler


class Containers:
    """``fit_resample`` of SMOTE on each kind."""

    param_names = ("kind",)
    params = (tuple(KINDS),)

    def setup(self, kind: str) -> None:
        X, self.y = data(SMALL)
        self.X = KINDS[kind](X)
        self.sampler = sampler_of("fastsmote", "SMOTE")
        self.sampler.fit_resample(self.X, self.y)

    def time_fit_resample(self, *_: object) -> None:
        self.sampler.fit_resample(self.X, self.y)

    def peakmem_fit_resample(self, *_: object) -> None:
        self.sampler.fit_resample(self.X, self.y)


def run_here(library: str, name: str, kind: str) -> dict[str, Any]:
    """Time one call in this process: seconds, and peak bytes beyond the input."""
    warnings.simplefilter("ignore")
    X, y = data()
    sampler = sampler_of(library, name)
    few = np.concatenate([np.flatnonzero(y == 1), np.flatnonzero(y == 0)])[:_WARM]
    few = np.concatenate([few[: _WARM // 4], np.flatnonzero(y == 0)[: _WARM // 2]])
    sampler.fit_resample(KINDS[kind](X[few]), y[few])
    X = KINDS[kind](X)
    seconds: list[float] = []
    peaks: list[int] = []
    for _ in range(N_RUNS):
        Path("/proc/self/clear_refs").write_text("5")  # the peak begins anew
        before = memory("VmRSS")
        start = time.perf_counter()
        resampled = sampler.fit_resample(X, y)
        seconds.append(time.perf_counter() - start)
        peaks.append(memory("VmHWM") - before)
        del resampled
    return {"seconds": min(seconds), "peak": peaks[0]}


def measure(library: str, name: str, kind: str) -> dict[str, Any] | None:
    """The same in a process of its own; None if it fails."""
    order = json.dumps([library, name, kind])
    command = [sys.executable, "-m", "benchmarks.containers", "--here", order]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    return json.loads(done.stdout) if done.returncode == 0 else None


def row(name: str, kind: str) -> str:
    """A line of the table."""
    ours, theirs = (measure(library, name, kind) for library in ("fastsmote", "imblearn"))
    cells = [name, kind]
    for found in (ours, theirs):
        if found is None:
            cells += ["cannot", ""]
        else:
            cells += [in_words(found["seconds"]), f"{found['peak'] / 2**20:.0f} MB"]
    return f"| {' | '.join(cells)} |"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--only", nargs="*", help="names of samplers", default=list(SAMPLERS))
    parser.add_argument("--kinds", nargs="*", help="kinds of containers", default=list(KINDS))
    parser.add_argument("--here", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.here:
        print(json.dumps(run_here(*json.loads(options.here))))  # noqa: T201 - the answer
        return
    print(  # noqa: T201 - what the script is for
        f"{SHAPE[0]:,} x {SHAPE[1]}, float64: seconds and peak beyond the input of fit_resample\n\n"
        "| sampler | container | fastsmote | memory | imbalanced-learn | memory |\n"
        f"|{'---|' * 6}"
    )
    for name in options.only:
        for kind in options.kinds:
            print(row(name, kind), flush=True)  # noqa: T201
    print(f"\n{caption()}")  # noqa: T201


if __name__ == "__main__":
    main()
