"""What a call will take, said before it is made."""

import io
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import pyarrow as pa

from fastsmote.labels import Label
from fastsmote.parquet.counting import Target
from fastsmote.parquet.parquet_output import AppendedOutput, parquet_writer
from fastsmote.parquet.recipes import Recipe
from fastsmote.parquet.roles import Roles
from fastsmote.parquet.source import Source

# Bytes of a process with NumPy, scikit-learn, pyarrow and, once kernels are loaded, Numba.
_PROCESS_BYTES = 360 << 20
# Seconds until all of these are loaded.
_PROCESS_SECONDS = 2.0
# Bytes a second that are copied as they are: solid state disks write from half to twice of that.
_COPY_RATE = 1.5e9
# Row groups of the input, or some small ones together, that are in memory while they are decoded.
_GROUPS_READ = 2
# Blocks that are written: synthetic values as a matrix, as columns, in an order of chance, encoded;
# the one that follows; and what Arrow's pool keeps.
_BLOCKS_WRITTEN = 7
# Batches of which the time to read and to write is taken, after a first one.
_N_SAMPLED = 4


@dataclass(frozen=True)
class Estimate:
    """What a call will take.

    Attributes
    ----------
    counts_before, counts_after : dict of label to int
        Rows of each class; those after may be fewer for BorderlineSMOTE.
    bytes_read, bytes_written : int
        Size of the input, and about that of the output.
    memory : dict of str to int
        Bytes at the peak, by what they are for; their sum is what the process needs.
    seconds : float
        Roughly, on this machine.
    """

    counts_before: dict[Label, int]
    counts_after: dict[Label, int]
    bytes_read: int
    bytes_written: int
    memory: dict[str, int]
    seconds: float

    @property
    def memory_bytes(self) -> int:
        """Memory at the peak, all of the process."""
        return sum(self.memory.values())


def memory_needed(
    source: Source, target: Target, roles: Roles, recipe: Recipe, plan: Mapping[Any, int]
) -> dict[str, int]:
    """Bytes at the peak, by what they are for."""
    grown = {label: n for label, n in plan.items() if n}
    n_gathered = sum(target.count(label) for label in grown)
    numbers = len(roles.numbers) * roles.dtype.itemsize
    # copied rows are held twice while their pieces are joined
    others = 2 * source.row_bytes if roles.others else 0
    searches = [
        recipe.search_bytes(target.count(label), n, roles, source) for label, n in grown.items()
    ]
    n_most = source.n_rows + sum(plan.values())
    block = min(source.n_rows_at_once, n_most) * source.row_bytes
    return {
        "the process itself": _PROCESS_BYTES,
        "gathered rows": n_gathered * (numbers + others + 8),
        "search": max(searches, default=0) + sum(searches) // 2,
        "batches": _GROUPS_READ * max(source.largest_group_bytes, block) + _BLOCKS_WRITTEN * block,
    }


def seconds_needed(
    source: Source,
    roles: Roles,
    recipe: Recipe,
    target: Target,
    plan: Mapping[Any, int],
    *,
    mark: str | None,
    shuffle: bool,
    synthetic_only: bool,
) -> float:
    """Time of some rows read and written, and what searches take in general."""
    reading, writing = _sampled_rates(source)
    n_new = sum(plan.values())
    searching = sum(
        recipe.search_seconds(target.count(label), n, roles, source)
        for label, n in plan.items()
        if n
    )
    is_first = not (shuffle or synthetic_only)  # all rows are copied, and looked at on the way
    if is_first and AppendedOutput.fits(source, mark):
        copying = max(source.n_rows * reading, source.n_bytes / _COPY_RATE)
    else:
        copying = 0.0 if synthetic_only else source.n_rows * max(reading, writing)
    # the target alone, and all features as often as they are not copied meanwhile
    n_read = source.n_rows * (1 / len(source.schema) + recipe.n_passes() - is_first)
    return _PROCESS_SECONDS + n_read * reading + copying + n_new * writing + searching


def _sampled_rates(source: Source) -> tuple[float, float]:
    """Seconds a row to read and to write."""
    batches = source.batches(source.schema.names)
    read, reading = _timed(lambda: next(batches, None))
    tables = iter([pa.Table.from_batches([batch], source.schema) for batch in read])
    with parquet_writer(io.BytesIO(), source) as output:

        def write() -> pa.Table | None:
            table = next(tables, None)
            if table is not None:
                output.write([table])
            return table

        return reading, _timed(write)[1]


def _timed(step: Callable[[], Any]) -> tuple[list[Any], float]:
    """What some steps give, and their seconds a row; the first one opens files: it counts alone."""
    given: list[Any] = []
    ends = [time.perf_counter()]
    while len(given) <= _N_SAMPLED and (rows := step()) is not None:
        given.append(rows)
        ends.append(time.perf_counter())
    first = min(1, len(given) - 1)
    return given, (ends[-1] - ends[first]) / sum(rows.num_rows for rows in given[first:])
