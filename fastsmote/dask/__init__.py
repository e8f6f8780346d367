"""The over-samplers on Dask collections (extra ``dask``): the rows of those in memory, lazily.

::

    X, y --counting--> rows of each class in each partition      (computed at once; reads y alone)
         --rows------> the class, partition by partition         (from here on lazily)
         --search----> nearest of each row that was drawn, within blocks, merged by a tree
         --synthetic-> partitions of new rows, after those of the input

`fit_resample` computes the counts and nothing else; the draws are made in one task a class. The
majority is gathered nowhere, and of partitions that workers hold no row moves but those of the
class: labels that lie on another worker than their rows come to these, packed, by way of the
client (up to 4 MB in all). Beyond that, where rows of all classes are searched, where partitions
are not in memory yet and where an idle worker steals a task, Dask's scheduler decides what goes
where. Neighbors are ordered by (distance, global row), a total order, and row ``j`` takes its draws
from position ``j`` of the stream: the rows are those of `fastsmote.over_sampling`, whatever the
partitions, the scheduler and the number of workers.

Where there is one worker, and all rows are little in its memory, one task counts and one selects
the classes from all partitions (2 P tasks less than below): the scheduler needs a while for each.

**Broadcast** (the class fits a worker): each worker gathers the class, searches it for a share of
the drawn rows that stand together in space, and places a share of the new ones. **Pairwise** (it
does not): it is cut into blocks, each is searched for the rows of each other one, lists are merged
by a tree, and new rows are placed from rows fetched from the blocks. ``search='auto'`` chooses by
`fastsmote.dask.choice.broadcast_bytes` and the memory limit of the smallest worker.

Dask starts workers so that freed memory is given back at once (``MALLOC_TRIM_THRESHOLD_``). Within
a search it is kept for the search's next stage; after it the setting counts again.

Cost, for ``n`` rows of a class of which ``q`` are drawn for ``s`` new ones, ``N`` rows in all,
``d`` features of ``b`` bytes, ``k`` neighbors, ``W`` workers, ``B`` blocks, ``P`` partitions and
``M`` new ones (`fastsmote.dask.costs` has the formulas, ``benchmarks/dask_model.py`` the rates; of
what is made on one worker and read on another ``1 - 1 / W`` is sent)::

    network    broadcast  (W - 1) n d b + 89 s (1 - 1 / W)
               pairwise   (min(W, 2 B - 1) - 1 / W) n d b + 17 k B q (1 - 1 / B) + 89 s (1 - 1 / W)
                          and of W > 2 B - 1, what new rows are placed from
    time       broadcast  N d read / W  +  network / W  +  pack n + search(q / W, n)
                          +  place s / W  +  tasks
               pairwise   N d read / W  +  (B B / W) search(q / B, n / B), network / W beside it
                          +  merge k B q / min(W, B)  +  place s / W  +  tasks
    tasks      broadcast  4 P + 3 W + 5 M
               pairwise   4 P + 5 M + 1.15 B B + B (5 + M)

A sampler that looks at the classes around a row (`BorderlineSMOTE`, `ADASYN`) searches each
partition for the ``k`` nearest of the class's rows besides: ``P n d b`` bytes at most (``W n d b``
where the class is broadcast) and ``P search(n, n_partition) / W``.
"""

try:
    import dask.array
    import dask.dataframe  # noqa: F401
except ImportError as error:
    from fastsmote.errors.partitions import dask_missing

    raise dask_missing(error) from error

from fastsmote.dask.adasyn import ADASYN
from fastsmote.dask.borderline_smote import BorderlineSMOTE
from fastsmote.dask.random_over_sampler import RandomOverSampler
from fastsmote.dask.smote import SMOTE

__all__ = ["ADASYN", "SMOTE", "BorderlineSMOTE", "RandomOverSampler"]
