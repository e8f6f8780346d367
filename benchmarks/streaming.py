"""Over-sampling from file to file beside a plain copy, and imbalanced-learn within the same memory.

Run from the root, under Linux and on a machine that does nothing else::

    python -m benchmarks.streaming --rows 100_000_000 --memory 2 --folder FOLDER

makes a file of 20 float32 features and a target, 0.2 % of the rows the minority (8 GB for
100,000,000 rows; FOLDER needs three times that), then, each in a process of its own:

- copies it by pyarrow, batch by batch, in pyarrow's own settings and in those of our output;
- over-samples it within a hard limit on memory, to a tenth of the majority (``--ratio``);
- lets imbalanced-learn do the same, within the same limit, on ever more of the rows, for as long
  as it can, and without a limit on that many and on twice as many, to see what it needs.

The limit is RLIMIT_DATA: all writable memory of the process, whether it has been touched or not.
What exceeds it is refused. (RLIMIT_AS would count the programs' own code, of which the compiler
has hundreds of megabytes.) Peaks are what the system counted as resident.
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pa_parquet

from benchmarks.machine import caption

N_FEATURES, MINORITY, GROUP = 20, 0.002, 1 << 18
# imbalanced-learn begins with so many rows, and is asked for so many times more each time.
_FIRST_ROWS, _STEP = 1_000_000, 1.5
_PATIENCE = 3_600


def make(path: str, n_rows: int) -> None:
    """Write rows of some clusters, the minority among them."""
    rng = np.random.default_rng(0)
    centers = 3 * rng.standard_normal((16, N_FEATURES), dtype=np.float32)
    fields = [pa.field(f"x{i}", pa.float32()) for i in range(N_FEATURES)]
    schema = pa.schema([*fields, pa.field("y", pa.int8())])
    with pa_parquet.ParquetWriter(path, schema, use_dictionary=["y"]) as writer:
        for start in range(0, n_rows, GROUP):
            n = min(GROUP, n_rows - start)
            X = centers[rng.integers(0, len(centers), n)]
            X += rng.standard_normal(X.shape, dtype=np.float32)
            y = (rng.random(n) < MINORITY).astype(np.int8)
            writer.write_table(pa.table([*X.T.copy(), y], schema=schema))


def copy(source: str, destination: str, use_dictionary: bool) -> None:
    """Copy a file by pyarrow."""
    with pa_parquet.ParquetFile(source) as opened:
        writer = pa_parquet.ParquetWriter(
            destination, opened.schema_arrow, use_dictionary=use_dictionary or ["y"]
        )
        with writer:
            for batch in opened.iter_batches(batch_size=GROUP):
                writer.write_batch(batch)


def ours(source: str, destination: str, ratio: float) -> None:
    """Over-sample from file to file."""
    from fastsmote.parquet import resample

    resample(source, destination, "y", sampling_strategy=ratio, random_state=0)


def estimated(source: str, ratio: float) -> None:
    """Say what that takes."""
    from fastsmote.parquet import estimate

    said = estimate(source, "y", sampling_strategy=ratio, random_state=0)
    print(json.dumps({"memory": said.memory_bytes, "seconds": said.seconds}))  # noqa: T201


def theirs(source: str, destination: str, ratio: float, n_rows: int) -> None:
    """Do the same by pandas and imbalanced-learn, on the first rows."""
    import pandas as pd
    from imblearn.over_sampling import SMOTE

    n_groups = -(-n_rows // GROUP)
    with pa_parquet.ParquetFile(source) as opened:
        frame = opened.read_row_groups(list(range(n_groups))).to_pandas()[:n_rows]
    y = frame.pop("y")
    X, y = SMOTE(sampling_strategy=ratio, random_state=0).fit_resample(frame, y)
    pd.concat([X, y], axis=1).to_parquet(destination, index=False)


def call(function: str, *arguments: Any, limit: int = 0) -> dict[str, Any]:
    """Run one of the functions above in a process of its own.

    Returns
    -------
    dict
        Its seconds, its peak in bytes, whether it was done, and what it printed.
    """

    def restrict() -> None:
        if limit:
            resource.setrlimit(resource.RLIMIT_DATA, (limit, limit))

    code = f"from benchmarks.streaming import {function} as run; run(*{arguments!r})"
    begin = time.perf_counter()
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        process = subprocess.Popen(
            [sys.executable, "-c", code], stdout=out, stderr=err, preexec_fn=restrict
        )
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        seconds = time.perf_counter() - begin
        out.seek(0)
        err.seek(0)
        return {
            "seconds": seconds,
            "peak": 1024 * usage.ru_maxrss,
            "done": process.returncode == 0,
            "out": out.read().decode(),
            "error": (err.read().decode().splitlines() or [""])[-1],
        }


def report(what: str, done: dict[str, Any], n_bytes: int) -> float:
    """Print a line, and return the rate in bytes of input a second."""
    rate = n_bytes / done["seconds"]
    if done["done"]:
        figures = f"{done['seconds']:.1f} s, {rate / 1e6:.0f} MB/s"
    else:
        figures = f"not done: {done['error']}"
    print(f"{what}: {figures}, peak {done['peak'] / 1e6:.0f} MB", flush=True)  # noqa: T201
    return rate


def show_theirs(source: Path, out: str, ratio: float, limit: int) -> None:
    """Ask imbalanced-learn for ever more rows."""
    n_total = pa_parquet.read_metadata(source).num_rows
    n_rows = min(_FIRST_ROWS, n_total)
    n_done = 0
    while True:
        done = call("theirs", str(source), out, ratio, n_rows, limit=limit)
        report(
            f"imbalanced-learn, {n_rows:,} rows", done, n_rows * source.stat().st_size // n_total
        )
        if not done["done"]:
            break
        n_done = n_rows
        if n_rows == n_total:
            return
        n_rows = min(n_total, int(n_rows * _STEP))
    for n_free in sorted({n_done, n_rows, min(n_total, 2 * n_rows)} - {0}):
        done = call("theirs", str(source), out, ratio, n_free)
        size = n_free * source.stat().st_size // n_total
        report(f"imbalanced-learn without a limit, {n_free:,} rows", done, size)


def main() -> None:
    """Make the file, and print a line for each call."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, default=10_000_000)
    parser.add_argument("--memory", type=float, default=2.0, help="limit in GB")
    parser.add_argument("--ratio", type=float, default=0.1, help="minority over majority, after")
    parser.add_argument("--folder", type=Path, help="where there is room; temporary by default")
    given = parser.parse_args()
    limit = int(given.memory * 1e9)
    with tempfile.TemporaryDirectory(dir=given.folder) as name:
        source, out = Path(name) / "in.parquet", str(Path(name) / "out.parquet")
        call("make", str(source), given.rows)
        size = source.stat().st_size
        print(f"{given.rows:,} rows, {size / 1e9:.2f} GB, limit {given.memory} GB")  # noqa: T201
        small = str(Path(name) / "small.parquet")
        call("make", small, 2 * GROUP)
        call("ours", small, out, 0.5)  # compiled kernels are kept
        Path(out).unlink()
        rates = {}
        for what, use_dictionary in (
            ("copy as pyarrow does", True),
            ("copy, no dictionary", False),
        ):
            rates[what] = report(what, call("copy", str(source), out, use_dictionary), size)
            Path(out).unlink()
        said = json.loads(call("estimated", str(source), given.ratio, limit=limit)["out"])
        done = call("ours", str(source), out, given.ratio, limit=limit)
        rate = report("fastsmote", done, size)
        said_text = f"{said['memory'] / 1e6:.0f} MB, {said['seconds']:.0f} s"
        print(f"  said beforehand: {said_text}")  # noqa: T201
        for what, peer in rates.items():
            print(f"  {rate / peer:.0%} of the rate of the {what}")  # noqa: T201
        if done["done"]:
            about = pa_parquet.read_metadata(out)
            print(f"  {about.num_rows:,} rows, {Path(out).stat().st_size / 1e9:.2f} GB")  # noqa: T201
            Path(out).unlink()
        show_theirs(source, out, given.ratio, limit)
    print(caption())  # noqa: T201


if __name__ == "__main__":
    main()
