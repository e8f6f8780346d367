"""Over-sampling from file to file beside a plain copy, and imbalanced-learn within the same memory.

Run from the root, under Linux and on a machine that does nothing else::

    python -m benchmarks.streaming --rows 100_000_000 --memory 2 --folder FOLDER

makes a file of 20 float32 features and a target, 0.2 % of the rows the minority (8 GB for
100,000,000 rows; FOLDER needs three times that, and keeps the file for another run), then, each in
a process of its own, with nothing left to write to the disk from before:

- copies it by pyarrow, without the dictionaries that make such columns larger and their writing ten
  times as long: batch by batch, and with the next row group read by another thread meanwhile; and
  its bytes as they are;
- over-samples it within a hard limit on memory, to a tenth of the majority (``--ratio``): as it is,
  where only the new rows have to be encoded, and with a column more, where all have to;
- lets imbalanced-learn do the same on arrays, within the same limit, on ever more of the rows, for
  as long as it can; then without a limit on as many rows as half of the machine's memory is for.

Copies and our calls are made in turns, twice, of which the better counts. Seconds are those of the
whole process, what it imports included. Before each, free memory is touched once: the host of a
virtual machine takes back what has been free for some seconds, and whoever comes to it first, with
pages of a file that is written above all, waits for the host (370 MB/s on one of two cores).

The limit is RLIMIT_DATA: all writable memory of the process, whether it has been touched or not.
What exceeds it is refused. (RLIMIT_AS would count the programs' own code, of which the compiler has
hundreds of megabytes.) Peaks are what the system counted as resident.
``--write`` puts the table into the README.
"""

import argparse
import json
import mmap
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pa_parquet

from benchmarks.readme import put

N_FEATURES, MINORITY, GROUP = 20, 0.002, 1 << 18
# imbalanced-learn begins with so many rows, and is asked for so many times more each time.
_FIRST_ROWS, _STEP = 1_000_000, 1.5
_N_TURNS = 2
# Bytes to touch: an output of 8 GB, and what a process needs.
_TOUCHED = 10 << 30
BEGIN, END = "<!-- table: benchmarks/streaming.py -->", "<!-- end of streaming -->"


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


def copy(source: str, destination: str) -> None:
    """Copy a file by pyarrow."""
    with (
        pa_parquet.ParquetFile(source) as opened,
        pa_parquet.ParquetWriter(destination, opened.schema_arrow, use_dictionary=["y"]) as writer,
    ):
        for batch in opened.iter_batches(batch_size=GROUP):
            writer.write_batch(batch)


def copy_ahead(source: str, destination: str) -> None:
    """Copy a file by pyarrow, reading a row group while the one before is written."""
    with (
        pa_parquet.ParquetFile(source) as opened,
        pa_parquet.ParquetWriter(destination, opened.schema_arrow, use_dictionary=["y"]) as writer,
        ThreadPoolExecutor(1) as reader,
    ):
        coming = reader.submit(opened.read_row_group, 0)
        for i in range(1, opened.num_row_groups + 1):
            table = coming.result()
            if i < opened.num_row_groups:
                coming = reader.submit(opened.read_row_group, i)
            writer.write_table(table)


def copy_bytes(source: str, destination: str) -> None:
    """Copy a file as it is."""
    shutil.copyfile(source, destination)


def ours(source: str, destination: str, ratio: float, mark: str | None = None) -> None:
    """Over-sample from file to file."""
    from fastsmote.parquet import resample

    resample(source, destination, "y", sampling_strategy=ratio, mark=mark, random_state=0)


def estimated(source: str, ratio: float) -> None:
    """Say what that takes."""
    from fastsmote.parquet import estimate

    said = estimate(source, "y", sampling_strategy=ratio, random_state=0)
    print(json.dumps({"memory": said.memory_bytes, "seconds": said.seconds}))  # noqa: T201


def theirs(source: str, destination: str, ratio: float, n_rows: int) -> None:
    """Do the same by imbalanced-learn, on the first rows, and in arrays, which take the least."""
    from imblearn.over_sampling import SMOTE

    X, y = np.empty((n_rows, N_FEATURES), np.float32), np.empty(n_rows, np.int8)
    start = 0
    with pa_parquet.ParquetFile(source) as opened:
        schema = opened.schema_arrow
        for batch in opened.iter_batches(batch_size=GROUP):
            rows = batch.slice(0, n_rows - start)
            part = slice(start, start + rows.num_rows)
            for j in range(N_FEATURES):
                X[part, j] = rows.column(j).to_numpy()
            y[part] = rows.column(N_FEATURES).to_numpy()
            start = part.stop
            if start == n_rows:
                break
    X, y = SMOTE(sampling_strategy=ratio, random_state=0).fit_resample(X, y)
    with pa_parquet.ParquetWriter(destination, schema, use_dictionary=["y"]) as writer:
        for i in range(0, len(X), GROUP):
            part = slice(i, i + GROUP)
            writer.write_table(pa.table([*X[part].T.copy(), y[part]], schema=schema))


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
    os.sync()
    touch_free_memory()
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


def touch_free_memory() -> None:
    """Write to each page of free memory, and leave it."""
    n_free = os.sysconf("SC_AVPHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    n_bytes = min(_TOUCHED, n_free - (1 << 30))  # not what the system keeps for itself
    if n_bytes > 0:
        with mmap.mmap(-1, n_bytes, mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS) as memory:
            np.frombuffer(memory, np.uint8)[:: mmap.PAGESIZE] = 1


def report(what: str, calls: list[dict[str, Any]], n_bytes: int) -> str:
    """Print what some calls of the same took, and return a line of the table."""
    rates = [f"{n_bytes / done['seconds'] / 1e6:,.0f}" for done in calls]
    seconds = [f"{done['seconds']:.1f}" for done in calls]
    peak = f"{max(done['peak'] for done in calls) / 1e6:,.0f} MB"
    cells = [what, ", ".join(seconds), ", ".join(rates), peak]
    failed = [done["error"] for done in calls if not done["done"]]
    print(*cells, *failed, sep="; ", flush=True)  # noqa: T201
    return f"| {' | '.join(cells)} |"


def show_theirs(source: Path, out: str, ratio: float, limit: int) -> list[str]:
    """Ask imbalanced-learn for ever more rows, then for as many as half of the machine is for."""
    n_total = pa_parquet.read_metadata(source).num_rows
    lines = []

    def ask(n_rows: int, within: int) -> dict[str, Any]:
        done = call("theirs", str(source), out, ratio, n_rows, limit=within)
        Path(out).unlink(missing_ok=True)
        how = ", within the same limit" if within else " without a limit"
        what = f"imbalanced-learn on arrays{how}, {n_rows:,} rows"
        line = report(what, [done], n_rows * source.stat().st_size // n_total)
        if done["done"]:
            lines.append(line)
        return done

    n_rows = min(_FIRST_ROWS, n_total)
    while ask(n_rows, limit)["done"]:
        if n_rows == n_total:
            return lines[-1:]
        n_rows = min(n_total, int(n_rows * _STEP))
    del lines[:-1]
    some, more = (ask(n, 0)["peak"] for n in (n_rows, min(n_total, 2 * n_rows)))
    each = (more - some) / n_rows
    half = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") / 2
    n_most = min(n_total, n_rows + int((half - some) / each))
    most = ask(n_most, 0)["peak"]
    needed = some + (most - some) / (n_most - n_rows) * (n_total - n_rows)
    growth = f"{needed / 1e9:.1f} GB, by its growth from {n_rows:,} to {n_most:,}"
    del lines[1:-1]
    return [*lines, "", f"For all rows imbalanced-learn would need {growth}."]


def show_ours(source: Path, out: str, ratio: float, limit: int) -> list[str]:
    """Copy and over-sample, in turns."""
    size = source.stat().st_size
    said = json.loads(call("estimated", str(source), ratio, limit=limit)["out"])
    copies = {
        "pyarrow's copy of the file, batch by batch": "copy",
        "pyarrow's copy, a thread reading ahead": "copy_ahead",
        "copy of the bytes": "copy_bytes",
    }
    calls: dict[str, tuple[Any, ...]] = {
        "fastsmote": ("ours", str(source), out, ratio),
        "fastsmote with `mark`, all rows encoded anew": ("ours", str(source), out, ratio, "new"),
        **{what: (name, str(source), out) for what, name in copies.items()},
    }
    found: dict[str, list[dict[str, Any]]] = {what: [] for what in calls}
    for _ in range(_N_TURNS):
        for what, arguments in calls.items():
            found[what].append(call(*arguments, limit=limit if arguments[0] == "ours" else 0))
            if what == "fastsmote":
                n_rows = pa_parquet.read_metadata(out).num_rows
            Path(out).unlink()
    best = {what: min(done["seconds"] for done in each) for what, each in found.items()}
    lines = [report(what, each, size) for what, each in found.items()]
    shares = ", ".join(f"{best[what] / best['fastsmote']:.0%} of the {what}" for what in copies)
    with_mark = best["pyarrow's copy, a thread reading ahead"] / best[[*calls][1]]
    said_of = f"{said['memory'] / 1e6:.0f} MB and {said['seconds']:.0f} s were announced"
    print(f"{shares}; with a mark {with_mark:.0%}; {said_of}; {n_rows:,} rows")  # noqa: T201
    lines[0] = lines[0].replace("fastsmote", f"fastsmote, {n_rows:,} rows written; {said_of}")
    return lines


def main() -> None:
    """Make the file, measure, and with ``--write`` put the table in its place."""
    from benchmarks.machine import caption  # compiles: no copy has to wait for that

    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, default=10_000_000)
    parser.add_argument("--memory", type=float, default=2.0, help="limit in GB")
    parser.add_argument("--ratio", type=float, default=0.1, help="minority over majority, after")
    parser.add_argument("--folder", type=Path, help="where there is room; temporary by default")
    parser.add_argument("--write", action="store_true", help="replace the README's table")
    given = parser.parse_args()
    limit = int(given.memory * 1e9)
    with tempfile.TemporaryDirectory(dir=given.folder) as name:
        source = (given.folder or Path(name)) / f"{given.rows}.parquet"
        out = str(Path(name) / "out.parquet")
        if not source.exists():
            call("make", str(source), given.rows)
        size = f"{source.stat().st_size / 1e9:.1f} GB"
        print(f"{given.rows:,} rows, {size}, limit {given.memory} GB")  # noqa: T201
        small = str(Path(name) / "small.parquet")
        call("make", small, 2 * GROUP)
        call("ours", small, out, 0.5)  # compiled kernels are kept
        Path(out).unlink()
        lines = [
            f"{given.rows:,} rows x {N_FEATURES} float32 ({size}), {MINORITY:.1%} of them the "
            f"minority, brought to {given.ratio:.0%} of the majority under a hard limit of "
            f"{given.memory:g} GB; {_N_TURNS} turns of copies and fastsmote; seconds of the whole "
            "process:",
            "",
            "| | seconds | MB/s | peak memory |",
            f"|{'---|' * 4}",
            *show_ours(source, out, given.ratio, limit),
            *show_theirs(source, out, given.ratio, limit),
            "",
            f"{caption()}. Made by `python -m benchmarks.streaming --rows {given.rows:_} --folder "
            "FOLDER --write`.",
        ]
    print(lines[-1])  # noqa: T201
    if given.write:
        put(BEGIN, END, lines)


if __name__ == "__main__":
    main()
