"""Over-sampling from file to file, CSV or Parquet, beyond memory (extra ``cli``).

::

    source --counting--> classes, plan     (the target column alone)
           --gathering-> rows of the classes that grow
           --recipes---> neighbors and draws: synthetic rows, not made yet
           --writing---> batch by batch, to outputs; synthetic rows behind or among them

Each pass reads all files anew, in batches, and notices if they change. A recipe is what differs
between samplers (`recipes`, `borderline`, `mixed`): it gives the rows that the sampler gives with
all rows in memory. `estimating` says what a call takes before it is made.
"""

from fastsmote.parquet.estimating import Estimate
from fastsmote.parquet.resampling import Resampled, estimate, resample

__all__ = ["Estimate", "Resampled", "estimate", "resample"]
