"""What users keep their data in: read into plain arrays, and given back in kind.

The stages see an ndarray or a CSR or CSC container, save where rows are only copied or hold
categories (`RandomOverSampler`, `SMOTENC`, `SMOTEN`): data frames and tables stay what they are
there. A result comes back as what came in:

============================  =================================================================
came in                       comes back
============================  =================================================================
list                          list
ndarray                       ndarray in C order and native byte order, writable, of the same
                              dtype; not a view of the input
tuple, other array-likes      ndarray
CSR, CSC (matrix or array)    the same kind and index dtype; other sparse formats give CSR
pandas                        the same columns and dtypes, a RangeIndex
polars, eager                 the same schema; a ``LazyFrame`` is collected, with a warning
pyarrow Table, RecordBatch    the same schema, metadata included
pyarrow (Chunked)Array        the same type
============================  =================================================================

Rows of the input that are part of a result keep their values to the last bit, whatever the dtype.
Synthetic values are computed in float64 and brought to the common dtype of the columns, then to
that of their own: fractions are cut off (or rounded: ``integer_columns="round"``) where it holds
integers, a boolean is true where the value is not 0.

============================  =================================================================
dtype of ``X``                what a sampler that computes with it does
============================  =================================================================
float32, float64              as they are
float16                       differences in float16, as imbalanced-learn takes them
longdouble                    compared in float64, interpolated in longdouble
integers, booleans            compared and interpolated in float64
big-endian                    brought to native byte order, in data frames and series too
object                        read as float64, if all values are numbers; float64 comes back
nullable, Arrow-backed        as the numbers they hold; a missing value is a NaN
dates, durations, words       an error that names the column
``np.matrix``, masked arrays  an error
============================  =================================================================

`RandomOverSampler` carries values of any dtype as long as ``shrinkage`` is None, and so do the
categorical columns of `SMOTENC` and `SMOTEN`.

::

    kinds    which package an object is of
    arrays   lists, ndarrays, sparse containers
    frames   pandas
    tables   polars and pyarrow, through narwhals
    record   what came in, and the result in the same
"""

from fastsmote.containers.arrays import canonical, refuse_masked
from fastsmote.containers.frames import (
    GivenFrame,
    as_dtype,
    frame_of,
    joined,
    native,
    native_type,
    readable,
    rows_of_frame,
    whole_numbers,
    with_none,
    with_unique_names,
)
from fastsmote.containers.kinds import is_column, is_frame, is_series, is_table
from fastsmote.containers.record import Containers, collected

__all__ = [
    "Containers",
    "GivenFrame",
    "as_dtype",
    "canonical",
    "collected",
    "frame_of",
    "is_column",
    "is_frame",
    "is_series",
    "is_table",
    "joined",
    "native",
    "native_type",
    "readable",
    "refuse_masked",
    "rows_of_frame",
    "whole_numbers",
    "with_none",
    "with_unique_names",
]
