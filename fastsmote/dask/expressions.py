"""What Dask's data frames are made of: classes that are its own affair."""

from collections.abc import Sequence
from typing import Any

from dask._task_spec import Alias
from dask.dataframe.dask_expr import new_collection
from dask.dataframe.dask_expr.io._delayed import DelayedsExpr, FromDelayed


class _AsTheyAre(FromDelayed):
    """What `dask.dataframe.from_delayed` makes without ``verify_meta``, each partition named."""

    def _filtered_task(self, name: Any, index: int) -> Any:
        return Alias(name, (self.delayed_container._name, index))


def from_partitions(parts: Sequence[Any], meta: Any) -> Any:
    """Make a data frame or series of Delayed partitions, like ``meta``."""
    return new_collection(_AsTheyAre(DelayedsExpr(*parts), meta, None, False, None, None))
