"""All samplers, rows of several dtypes, and the kinds of tables to keep them in."""

import importlib
from functools import cache
from typing import Any

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
from sklearn.datasets import make_classification

#: Name to parameters; the two columns behind the floats are categories to SMOTENC.
SAMPLERS: dict[str, dict[str, Any]] = {
    "over_sampling.RandomOverSampler": {"random_state": 0},
    "over_sampling.SMOTE": {"random_state": 0},
    "over_sampling.SMOTENC": {"random_state": 0, "categorical_features": [2, 3]},
    "over_sampling.SMOTEN": {"random_state": 0},
    "over_sampling.BorderlineSMOTE": {"random_state": 0},
    "over_sampling.SVMSMOTE": {"random_state": 0},
    "over_sampling.KMeansSMOTE": {"random_state": 0, "cluster_balance_threshold": 0.1},
    "over_sampling.ADASYN": {"random_state": 0},
    "under_sampling.EditedNearestNeighbours": {},
    "under_sampling.RepeatedEditedNearestNeighbours": {},
    "under_sampling.AllKNN": {},
    "under_sampling.TomekLinks": {},
    "under_sampling.CondensedNearestNeighbour": {"random_state": 0},
    "under_sampling.OneSidedSelection": {"random_state": 0},
    "under_sampling.NeighbourhoodCleaningRule": {},
    "under_sampling.NearMiss": {},
    "combine.SMOTEENN": {"random_state": 0},
    "combine.SMOTETomek": {"random_state": 0},
}
#: Those that compute with all columns.
NUMERIC = [name for name in SAMPLERS if name[-3:] not in ("TEN", "ENC", "ler")]

NAMES = ["height", "weight", "rooms", "garden"]
#: What each column is, as NumPy calls it; bool and int64 meet float64 in float64.
DTYPES = [np.dtype(np.float64), np.dtype(np.float32), np.dtype(np.int16), np.dtype(bool)]
WORDS = np.array(["no", "yes"])


def make(name: str, package: str = "fastsmote") -> Any:
    """A sampler with its parameters."""
    module, cls = name.split(".")
    return getattr(importlib.import_module(f"{package}.{module}"), cls)(**SAMPLERS[name])


@cache
def rows() -> np.ndarray:
    """Rows as float64, whose columns can be brought to `DTYPES` and back; read-only."""
    X, _ = _data()
    X = np.column_stack([X[:, 0], X[:, 1].astype(np.float32), np.round(20 * X[:, 2]), X[:, 3] > 0])
    X.setflags(write=False)
    return X


@cache
def labels() -> np.ndarray:
    """Two classes; read-only."""
    y = _data()[1]
    y.setflags(write=False)
    return y


def columns(X: np.ndarray) -> dict[str, np.ndarray]:
    """Columns in their dtypes, from a matrix of computed values: fractions cut off."""
    return {
        name: column.astype(dtype) for name, column, dtype in zip(NAMES, X.T, DTYPES, strict=True)
    }


#: Makes a table of columns.
TABLES = {
    "pandas": pd.DataFrame,
    "pandas nullable": lambda data: pd.DataFrame(data).astype(
        dict(zip(NAMES, ["Float64", "Float32", "Int16", "boolean"], strict=True))
    ),
    "pandas Arrow-backed": lambda data: pd.DataFrame(data).astype(
        dict(
            zip(NAMES, [f"{t}[pyarrow]" for t in ("double", "float", "int16", "bool")], strict=True)
        )
    ),
    "polars": pl.DataFrame,
    "polars in chunks": lambda data: pl.concat(
        [pl.DataFrame(data)[:50], pl.DataFrame(data)[50:]], rechunk=False
    ),
    "pyarrow": pa.table,
    "pyarrow in chunks": lambda data: pa.concat_tables(
        [pa.table(data).slice(0, 50), pa.table(data).slice(50)]
    ),
}
#: Kind of table that pyarrow has for a batch; the samplers take those of 16 and newer.
BATCH = ["pyarrow batch"] if hasattr(pa.RecordBatch, "shape") else []
TABLES.update(dict.fromkeys(BATCH, pa.record_batch))


def schema(table: Any) -> Any:
    """Names and dtypes, in order."""
    if isinstance(table, pd.DataFrame):
        return list(zip(table.columns, table.dtypes, strict=True))
    return table.schema


def values(table: Any) -> dict[str, list[Any]]:
    """Values of each column as Python's objects, what is missing as None."""
    if isinstance(table, pa.Table | pa.RecordBatch):
        return table.to_pydict()
    if isinstance(table, pl.DataFrame):
        return table.to_dict(as_series=False)
    return {name: table[name].tolist() for name in table.columns}


def _data() -> tuple[np.ndarray, np.ndarray]:
    return make_classification(
        200, 4, n_informative=3, n_redundant=0, weights=[0.7], random_state=0
    )
