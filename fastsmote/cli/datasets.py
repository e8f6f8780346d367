"""The data that the command line compares on: two bundled sets, or a file."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sklearn.datasets import load_digits, make_classification

from fastsmote.errors.commands import file_without_target
from fastsmote.errors.tables import index_left_out, no_features
from fastsmote.labels import check_labels


@dataclass(frozen=True)
class Dataset:
    """Features, labels and how the comparison is to treat them.

    Attributes
    ----------
    X : ndarray or pyarrow.Table of shape (n_samples, n_features)
    y : ndarray of shape (n_samples,)
    title : str
        What it is, for people.
    stratify, scale : bool
        As for `fastsmote.compare`.
    notes : tuple of str
        What was left out, for people.
    """

    X: Any
    y: Any
    title: str
    stratify: bool = True
    scale: bool = True
    notes: tuple[str, ...] = ()


def _digits() -> Dataset:
    X, y = load_digits(return_X_y=True)
    return Dataset(X, (y == 8).astype(int), "scikit-learn's digits: is it an 8?")


def _synthetic() -> Dataset:
    """Make the small data set of many SMOTE tutorials, split and fitted as they do."""
    X, y = make_classification(
        n_classes=2,
        class_sep=2,
        weights=[0.9, 0.1],
        n_informative=3,
        n_redundant=1,
        flip_y=0,
        n_features=5,
        n_clusters_per_class=1,
        n_samples=200,
        random_state=42,
    )
    title = "make_classification: two classes far apart, not stratified, not scaled"
    return Dataset(X, y, title, stratify=False, scale=False)


DATASETS: dict[str, Callable[[], Dataset]] = {"digits": _digits, "synthetic": _synthetic}


def from_file(path: str | os.PathLike[str], target: str | None) -> Dataset:
    """Read a CSV or Parquet file (extra ``cli``).

    Raises
    ------
    ArgumentError
        If the target is not a column of the file, or not given.
    FileNotFoundError, IsADirectoryError, ValueError
        As `fastsmote.tables.read_table` and `fastsmote.labels.check_labels` raise them.
    """
    from fastsmote import tables

    table = tables.read_table(path, target)
    if target is None:
        raise file_without_target(os.fspath(path), table.column_names)
    tables.check_column(table, target, path)
    index = [name for name in tables.index_columns(table.schema) if name != target]
    features = table.drop_columns([*index, target])
    if features.num_columns == 0:
        raise no_features("FILE", os.fspath(path), target)
    labels = check_labels(tables.labels_of(table.column(target)), f"target {target!r}")
    notes = (index_left_out(index),) if index else ()
    return Dataset(features, labels, os.fspath(path), notes=notes)
