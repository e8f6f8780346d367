"""A data frame or series of partitions exactly as they are."""

from collections.abc import Sequence
from typing import Any

import dask
from dask import delayed


def frame_of(parts: Sequence[Any], meta: Any) -> Any:
    """Make a data frame or series of partitions.

    Parameters
    ----------
    parts : sequence of Delayed
        Partitions.
    meta : pandas data frame or series without rows
        What they are like.

    Notes
    -----
    Dask's own function leaves partitions that it does not verify without a name, and finds none of
    them once the frame is made an array (``values``, ``to_dask_array``). Verified they could not
    share names of columns, nor be checked by errors of ours. Where the classes that the remedy
    needs are no longer what they were, it is Dask's function, and that defect. Of objects it would
    make strings.
    """
    parts = [delayed(part) for part in parts]
    try:
        from fastsmote.dask.expressions import from_partitions

        return from_partitions(parts, meta)
    except (ImportError, AttributeError, TypeError):
        import dask.dataframe as dd

        with dask.config.set({"dataframe.convert-string": False}):
            return dd.from_delayed(parts, meta=meta, verify_meta=False)
