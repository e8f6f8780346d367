"""A data frame or series of partitions exactly as they are."""

from collections.abc import Sequence
from typing import Any

from dask import delayed
from dask._task_spec import Alias
from dask.dataframe.dask_expr import new_collection
from dask.dataframe.dask_expr.io._delayed import DelayedsExpr, FromDelayed


class _AsTheyAre(FromDelayed):
    """What `dask.dataframe.from_delayed` makes without ``verify_meta``, each partition named.

    Dask leaves partitions that are not verified without a name of their own, and finds none of them
    once the frame is made an array (``values``, ``to_dask_array``). Verified they could not share
    names of columns, nor be checked by errors of ours.
    """

    def _filtered_task(self, name: Any, index: int) -> Any:
        return Alias(name, (self.delayed_container._name, index))


def frame_of(parts: Sequence[Any], meta: Any) -> Any:
    """Make a data frame or series of partitions.

    Unlike Dask's own function it leaves objects as they are, where that makes strings of them.

    Parameters
    ----------
    parts : sequence of Delayed
        Partitions.
    meta : pandas data frame or series without rows
        What they are like.
    """
    partitions = DelayedsExpr(*(delayed(part) for part in parts))
    return new_collection(_AsTheyAre(partitions, meta, None, False, None, None))
