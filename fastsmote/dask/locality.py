"""Labels that lie on another worker than their rows: small enough, they go by way of the client.

A task that reads a partition of ``X`` and that of ``y`` may run on the worker of either, and Dask's
scheduler weighs how busy these are: where they differ it brought the rows to the labels, many times
as large. A task that reads rows alone runs where they are. (Preferences for a worker are lost when
an array's graph is optimized, and so are futures within lists of delayed objects: labels cannot be
sent from worker to worker beforehand.)
"""

import zlib
from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np

from fastsmote.dask.choice import find_client

# Bytes of packed labels that may pass through the client: Dask warns of graphs of 10 MB.
_MOST_BYTES = 4 << 20


class PackedLabels(NamedTuple):
    """Labels of a partition, about a bit a row; less if most are the same.

    Attributes
    ----------
    present : ndarray of shape (n_labels,)
        The different labels.
    codes : bytes
        Which of them each row has, compressed.
    """

    present: np.ndarray
    codes: bytes

    def unpack(self) -> np.ndarray:
        """The labels."""
        dtype = np.min_scalar_type(len(self.present))
        codes = np.frombuffer(zlib.decompress(self.codes), dtype=dtype)
        labels: np.ndarray = self.present[codes]
        return labels


def pack(labels: np.ndarray) -> PackedLabels:
    """Pack the labels of a partition."""
    present, codes = np.unique(labels, return_inverse=True)
    codes = codes.astype(np.min_scalar_type(len(present)))
    return PackedLabels(present, zlib.compress(codes.tobytes(), 1))


def find_apart(rows: Sequence[Any], labels: Sequence[Any]) -> list[int]:
    """Partitions whose rows are held by other workers than their labels are.

    Parameters
    ----------
    rows, labels : sequence of Delayed
        The partitions. Those that are not in memory are computed where the scheduler likes.
    """
    client = find_client()
    if client is None:
        return []
    held = [_future_of(part) for part in (*rows, *labels)]
    futures = [future for future in held if future is not None]
    known = client.who_has(futures) if futures else {}
    where = [set() if each is None else set(known.get(each.key, ())) for each in held]
    pairs = enumerate(zip(where[: len(rows)], where[len(rows) :], strict=True))
    return [place for place, (one, other) in pairs if one and other and one != other]


def are_small(packed: Sequence[PackedLabels]) -> bool:
    """Whether they may pass through the client."""
    return sum(len(labels.codes) for labels in packed) <= _MOST_BYTES


def _future_of(part: Any) -> Any:
    """What is held of a partition, be it under another name, as that of a data frame; or None."""
    from distributed import Future

    value = part.dask.get(part.key)
    while not isinstance(value, Future):
        name = getattr(value, "target", value)
        is_name = isinstance(name, str) or (isinstance(name, tuple) and isinstance(name[0], str))
        if not is_name or name not in part.dask:
            return None
        value = part.dask.get(name)
    return value
