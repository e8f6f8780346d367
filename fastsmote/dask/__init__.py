"""The over-samplers on Dask collections (extra ``dask``): the rows of those in memory, lazily.

::

    X, y --counting--> rows of each class in each partition      (computed at once; reads y alone)
         --rows------> the class, partition by partition         (from here on lazily)
         --search----> nearest of each row that was drawn, within blocks, merged by a tree
         --synthetic-> partitions of new rows, after those of the input

`fit_resample` computes the counts and nothing else; the draws are made in one task a class. The
majority is gathered nowhere; Dask's scheduler may bring a partition of it to another worker.
Neighbors are ordered by (distance, global row), a total order, and row ``j`` takes its draws from
position ``j`` of the stream: the rows are those of `fastsmote.over_sampling`, whatever the
partitions, the scheduler and the number of workers.

**Broadcast** (the class fits a worker): the class is gathered, and each worker searches a share of
the drawn rows in it and places a share of the new ones. **Pairwise** (it does not): it is cut into
blocks, each is searched for the rows of each other one, lists are merged by a tree, and new rows
are placed from rows fetched from the blocks. ``search='auto'`` chooses by
`fastsmote.dask.choice.broadcast_bytes` and the memory limit of the smallest worker.

Cost, for ``n`` rows of a class and ``s`` new ones, ``d`` features of ``b`` bytes, ``k`` neighbors,
``W`` workers, ``B`` blocks and ``P`` partitions (`fastsmote.dask.costs` has the formulas,
``benchmarks/dask_model.py`` the rates)::

    network    broadcast  W n d b + (24 + 16 + 24) s
               pairwise   B n d b + 17 k B n + 2 s d b + 64 s
    time       broadcast  n d b / bandwidth  +  search(n / W, n)
               pairwise   (B B / W) search(n / B, n / B), network / W beside it
    tasks      broadcast  P + 3 W + s / partition_rows
               pairwise   P + 1.15 B B + B s / partition_rows

A sampler that looks at the classes around a row (`BorderlineSMOTE`, `ADASYN`) searches each
partition for the ``k`` nearest of the class's rows besides: ``P n d b`` bytes at most (``W n d b``
where the class is broadcast) and ``P search(n, n_partition) / W``.
"""

try:
    import dask.array
    import dask.dataframe  # noqa: F401
except ImportError as error:
    raise ImportError(
        f"fastsmote.dask needs Dask ({error}). Install it with: pip install 'fastsmote[dask]'"
    ) from error

from fastsmote.dask.adasyn import ADASYN
from fastsmote.dask.borderline_smote import BorderlineSMOTE
from fastsmote.dask.random_over_sampler import RandomOverSampler
from fastsmote.dask.smote import SMOTE

__all__ = ["ADASYN", "SMOTE", "BorderlineSMOTE", "RandomOverSampler"]
