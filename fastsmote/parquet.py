"""SMOTE from file to file, CSV or Parquet (extra ``cli``).

Original rows never pass through NumPy: they are copied, text as text and columns as columns, and
only the synthetic rows are converted back from the matrix.
"""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from fastsmote.errors import ArgumentError, listed
from fastsmote.files import replacing
from fastsmote.labels import Label, check_labels, class_counts, match_labels
from fastsmote.over_sampling import SMOTE
from fastsmote.progress import reporting
from fastsmote.tables import (
    PathLike,
    check_column,
    extend_csv,
    format_of,
    index_columns,
    labels_of,
    read_table,
    write_csv,
    write_parquet,
)


@dataclass(frozen=True)
class Resampled:
    """What `resample` wrote.

    Attributes
    ----------
    path : Path
        The file written.
    counts_before, counts_after : dict of label to int
        Rows of each class.
    """

    path: Path
    counts_before: dict[Label, int]
    counts_after: dict[Label, int]


def resample(
    source: PathLike,
    destination: PathLike,
    target: str,
    *,
    sampling_strategy: Any = "auto",
    k_neighbors: Any = 5,
    random_state: Any = None,
    n_jobs: int | None = None,
    force: bool = False,
    progress: Callable[[str], object] = lambda step: None,
) -> Resampled:
    """Over-sample the rows of one file with SMOTE into another.

    The original rows come first, unchanged, then the synthetic ones, as
    ``SMOTE.fit_resample`` returns them for the matrix of the feature columns. Columns keep order,
    name and type. As with a data frame in imbalanced-learn, the matrix is of the common type of
    all features, synthetic values of an integer column lose their fraction, and those of a boolean
    column are true unless they are 0: where all features are integers or booleans, that is only
    between two rows that are both true.

    Parameters
    ----------
    source : str or path-like
        CSV or Parquet file. All columns but the target are features, numeric or boolean, without
        missing values.
    destination : str or path-like
        File to write, CSV or Parquet by its name, in either case. It appears under its name
        when it is complete; nothing is left behind otherwise.
    target : str
        Column of class labels.
    sampling_strategy : float, str, dict or callable, default='auto'
        As for `SMOTE`; labels in a dict may be given as text.
    k_neighbors, random_state, n_jobs
        As for `SMOTE`.
    force : bool, default=False
        Whether an existing ``destination`` is replaced.
    progress : callable, optional
        Called with a few words before each step that may take long.

    Returns
    -------
    Resampled
        Rows of each class before and after.

    Raises
    ------
    ArgumentError
        A name without a known format, an unknown target column or class, ``destination`` the same
        file as ``source``.
    FileExistsError
        ``destination`` exists and ``force`` is false.
    FileNotFoundError, IsADirectoryError
        No ``source``, or no directory for ``destination``.
    ValueError
        A file that cannot be parsed; features that are not numeric or miss values; a target
        that is no class label; what `SMOTE` refuses.
    """
    source, destination = Path(source), Path(destination)
    _check_destination(source, destination, force)
    progress(f"Reading {source.name}")
    table = read_table(source)
    check_column(table, target, source)
    _refuse_index(table, target, source)
    labels = check_labels(labels_of(table.column(target)), f"target {target!r}")
    features = table.drop_columns([target])
    X = _matrix(features)
    if isinstance(sampling_strategy, Mapping):
        classes = class_counts(labels)
        sampling_strategy = match_labels(sampling_strategy, classes, "sampling_strategy")

    progress("Resampling with SMOTE")
    smote = SMOTE(
        sampling_strategy=sampling_strategy,
        random_state=random_state,
        k_neighbors=k_neighbors,
        n_jobs=n_jobs,
    )
    with reporting(lambda done, wanted: progress(f"Searching: {done:,} of {wanted:,} rows")):
        X_resampled, y_resampled = smote.fit_resample(X, labels)
    n_rows = table.num_rows
    synthetic = _synthetic_table(table, target, labels, X_resampled[n_rows:], y_resampled[n_rows:])

    progress(f"Writing {destination.name}")
    with replacing(destination) as path:
        if format_of(destination) == "parquet":
            write_parquet(path, table, synthetic)
        elif format_of(source) == "csv":
            extend_csv(path, source, synthetic)
        else:
            write_csv(path, table, synthetic)
    return Resampled(destination, class_counts(labels), class_counts(y_resampled))


def _check_destination(source: Path, destination: Path, force: bool) -> None:
    format_of(source), format_of(destination)
    if destination.is_dir():
        raise IsADirectoryError(f"{str(destination)!r} is a directory; expected a file to write.")
    if not destination.exists():
        return
    if source.exists() and os.path.samefile(source, destination):
        raise ArgumentError(
            f"{str(source)!r} and {str(destination)!r} are the same file; expected another name "
            "for the output. Write to a new file and rename it."
        )
    if not force:
        raise FileExistsError(
            f"{str(destination)!r} exists; expected a name that is free. Choose another, or "
            "replace the file with force (on the command line --force)."
        )


def _refuse_index(table: pa.Table, target: str, source: Path) -> None:
    if columns := [name for name in index_columns(table) if name != target]:
        raise ValueError(
            f"{str(source)!r} stores the index of a data frame in {listed(columns)}, which SMOTE "
            "would take for features. Write the file with index=False."
        )


def _matrix(features: pa.Table) -> NDArray[Any]:
    """Lay the columns out as the matrix that a data frame of them would give."""
    if features.num_columns == 0:
        raise ValueError("The file holds no column besides the target; expected features.")
    not_numeric = [
        f"{field.name} ({field.type})" for field in features.schema if not _is_numeric(field.type)
    ]
    if not_numeric:
        raise ValueError(
            f"Not numeric: {listed(not_numeric)}; SMOTE interpolates numbers only, so every "
            "column but the target must be numeric or boolean. Encode such columns as numbers or "
            "drop them first."
        )
    missing = [
        f"{name} ({column.null_count})"
        for name, column in zip(features.column_names, features.columns, strict=True)
        if column.null_count
    ]
    if missing:
        raise ValueError(
            f"Missing values in {listed(missing)}; SMOTE needs a number in every row. Impute "
            "them or drop these rows first."
        )
    types = [np.dtype(field.type.to_pandas_dtype()) for field in features.schema]
    X = np.empty((features.num_rows, len(types)), np.result_type(*types))
    for idx, column in enumerate(features.columns):
        X[:, idx] = column.to_numpy()
    if X.dtype.kind == "f":
        infinite = np.flatnonzero(~np.isfinite(X).all(axis=0))
        if infinite.size:
            raise ValueError(
                f"NaN or infinity in {listed([features.column_names[i] for i in infinite])}; "
                "SMOTE needs a finite number in every row. Impute them or drop these rows first."
            )
    return X


def _synthetic_table(
    table: pa.Table, target: str, labels: NDArray[Any], X: NDArray[Any], y: NDArray[Any]
) -> pa.Table:
    """Give synthetic rows the columns and types of the original table."""
    # A label is taken from a row that has it, so that any type of column keeps its very values.
    classes, first_idx = np.unique(labels, return_index=True)
    label_rows = pa.array(first_idx[np.searchsorted(classes, y)])
    columns = []
    feature_idx = 0
    for field in table.schema:
        if field.name == target:
            columns.append(table.column(target).take(label_rows))
        else:
            columns.append(_column(X[:, feature_idx], field.type))
            feature_idx += 1
    return pa.table(columns, schema=table.schema)


def _column(values: NDArray[Any], kind: pa.DataType) -> pa.Array:
    dtype = np.dtype(kind.to_pandas_dtype())
    if dtype.kind in "iu" and values.dtype.kind == "f":
        # The largest 64-bit integers round up to a float beyond their type.
        limits = np.iinfo(dtype)
        is_high = values >= float(limits.max)
        integers = np.where(is_high, 0, values).astype(dtype)
        integers[is_high] = limits.max
        return pa.array(integers, kind)
    return pa.array(values.astype(dtype), kind)


def _is_numeric(kind: pa.DataType) -> bool:
    return bool(
        pa.types.is_integer(kind) or pa.types.is_floating(kind) or pa.types.is_boolean(kind)
    )
