"""Over-sampling from file to file, CSV or Parquet, beyond memory (extra ``cli``).

::

    source --counting--> classes, plan     (the target column alone)
           --gathering-> rows of the classes that grow, while `writing` copies all of them
           --recipes---> neighbors and draws: synthetic rows, not made yet
           --writing---> synthetic row groups behind the copy

Gathering is a pass of its own where rows are not copied first, in batches and in their order: new
ones are to stand among them, or alone, or text is copied. A Parquet file that only grows is copied
byte by byte meanwhile (`copying`, `pieces`), and `footers` tells of old and new row groups; else
rows are encoded anew.

Each pass reads all files anew, in batches, and notices if they change. A recipe is what differs
between samplers (`recipes`, `borderline`, `mixed`): it gives the rows that the sampler gives with
all rows in memory. `estimating` says what a call takes before it is made, and `call` joins all.
"""

from fastsmote.parquet.estimating import Estimate
from fastsmote.parquet.resampling import Resampled, estimate, resample

__all__ = ["Estimate", "Resampled", "estimate", "resample"]
