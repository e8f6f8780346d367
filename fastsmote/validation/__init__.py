"""Stage 1: parameters and data are checked before anything is computed.

Whatever passes leaves this stage as plain arrays: ``X`` as an ndarray or CSR/CSC container that
may still be the caller's own memory (so nobody writes to it), ``y`` as a one-dimensional ndarray.

::

    parameters   kinds of values, and which each parameter takes
    data         rows of numbers, labels
    values       numbers that are finite
    columns      rows of mixed columns
    counts       enough rows for the neighbors that are asked for
"""

from fastsmote.validation.columns import (
    check_columns,
    check_not_missing,
    check_numbers,
    column_positions,
)
from fastsmote.validation.counts import (
    check_enough_rows,
    check_references,
    check_within_reach,
    clip_to_class,
    warn_of_clipping,
)
from fastsmote.validation.data import check_any_X_y, check_target, check_X_y
from fastsmote.validation.parameters import (
    AUTO,
    CLEANER_CONSTRAINTS,
    ENCODER,
    INTEGER_COLUMNS,
    JOB_COUNT,
    MISSING,
    NEIGHBORS_ESTIMATOR,
    NUMBER,
    OVER_SAMPLER_CONSTRAINTS,
    POSITIVE_FLOAT,
    POSITIVE_INT,
    RATIO,
    SMALL_CLASSES,
    STRATEGY_NAME,
    UNDER_SAMPLER_CONSTRAINTS,
    between,
    check_flags,
    check_parameters,
    instance_with,
    int_between,
    one_of,
    sampler_of,
)
from fastsmote.validation.values import (
    are_copied_meanwhile,
    check_finite,
    column_names,
    run_finite_kernels,
)

__all__ = [
    "AUTO",
    "CLEANER_CONSTRAINTS",
    "ENCODER",
    "INTEGER_COLUMNS",
    "JOB_COUNT",
    "MISSING",
    "NEIGHBORS_ESTIMATOR",
    "NUMBER",
    "OVER_SAMPLER_CONSTRAINTS",
    "POSITIVE_FLOAT",
    "POSITIVE_INT",
    "RATIO",
    "SMALL_CLASSES",
    "STRATEGY_NAME",
    "UNDER_SAMPLER_CONSTRAINTS",
    "are_copied_meanwhile",
    "between",
    "check_X_y",
    "check_any_X_y",
    "check_columns",
    "check_enough_rows",
    "check_finite",
    "check_flags",
    "check_not_missing",
    "check_numbers",
    "check_parameters",
    "check_references",
    "check_target",
    "check_within_reach",
    "clip_to_class",
    "column_names",
    "column_positions",
    "instance_with",
    "int_between",
    "one_of",
    "run_finite_kernels",
    "sampler_of",
    "warn_of_clipping",
]
