"""What a call will take, said before it is made."""

import io
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pyarrow as pa

from fastsmote.labels import Label
from fastsmote.parquet.counting import Target
from fastsmote.parquet.outputs import parquet_writer
from fastsmote.parquet.recipes import Recipe
from fastsmote.parquet.roles import Roles
from fastsmote.parquet.source import Source

# Bytes of a process with NumPy, scikit-learn, pyarrow and, once kernels are loaded, Numba.
_PROCESS_BYTES = 360 << 20
# Row groups of the input, or some small ones together, that are in memory while they are decoded.
_GROUPS_READ = 2
# Blocks that are written: synthetic values as a matrix, as columns, in an order of chance, encoded;
# and what Arrow's pool keeps.
_BLOCKS_WRITTEN = 6
# Seconds for a row and a feature of a search on two cores.
_SEARCH_SECONDS = 2e-7
# Rows of which the time to read and to write is taken.
_SAMPLED_ROWS = 1 << 18


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
    block = source.n_rows_at_once * source.row_bytes
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
    with_originals: bool,
) -> float:
    """Time of some rows read and written, and what searches take in general."""
    reading, writing = _sampled_rates(source)
    n_new = sum(plan.values())
    n_written = n_new + (source.n_rows if with_originals else 0)
    n_read = source.n_rows * (recipe.n_passes() + with_originals)
    n_searched = sum(
        recipe.search_pairs(target.count(label), source.n_rows) for label, n in plan.items() if n
    )
    searching = n_searched * len(roles.features) * _SEARCH_SECONDS
    return n_read * reading + n_written * writing + searching


def _sampled_rates(source: Source) -> tuple[float, float]:
    """Seconds a row to read and to write."""
    begin = time.perf_counter()
    batches: list[pa.RecordBatch] = []
    n = 0
    for batch in source.batches(source.schema.names):
        batches.append(batch)
        n += batch.num_rows
        if n >= _SAMPLED_ROWS:
            break
    read = time.perf_counter()
    with parquet_writer(io.BytesIO(), source, None) as output:
        output.write([pa.Table.from_batches(batches, output.schema)])
    return (read - begin) / n, (time.perf_counter() - read) / n
