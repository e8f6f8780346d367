"""Memory: beside what an array takes there is one copy of the data as floats, and no more."""

import tracemalloc

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

from fastsmote.over_sampling import SMOTE
from fastsmote.under_sampling import NearMiss

N, D = 100_000, 20
STREAM = np.random.RandomState(0)
X = {f"x{j}": STREAM.rand(N) for j in range(D)}
# few rows are searched, so that what a search takes is not looked at; one thread, so that each run
# holds as much at once
Y = (np.arange(N) < 500).astype(np.int8)
ONE_COPY = N * D * 8

KINDS = {
    "pandas": lambda: pd.DataFrame(np.column_stack(list(X.values())), columns=list(X)),
    "pandas by columns": lambda: pd.DataFrame(X, copy=False),
    "pandas of several dtypes": lambda: pd.DataFrame({**X, "x0": np.arange(N)}, copy=False),
    "polars": lambda: pl.DataFrame(X),
    "polars of several dtypes": lambda: pl.DataFrame({**X, "x0": np.arange(N)}),
    "polars in chunks": lambda: pl.concat([pl.DataFrame(X)[:9], pl.DataFrame(X)[9:]]),
    "pyarrow": lambda: pa.table(X),
    "pyarrow of several dtypes": lambda: pa.table({**X, "x0": np.arange(N)}),
}


def peak_of(sampler, table) -> float:
    """Peak of NumPy's memory and of pyarrow's, in copies of the data; polars has its own."""
    sampler.fit_resample(table, Y)  # what is loaded by it stays
    before = pa.total_allocated_bytes()
    tracemalloc.start()
    result = sampler.fit_resample(table, Y)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    grown = pa.total_allocated_bytes() - before
    del result
    return (peak + grown) / ONE_COPY


@pytest.mark.parametrize("kind", KINDS)
def test_over_sampling(kind):
    # 99,000 rows are made: an array goes out, twice the data. Of several dtypes the new rows alone
    # are made, and brought to the columns of a frame; tables share the memory of the caller's rows
    of_the_array = peak_of(SMOTE(random_state=0, n_jobs=1), np.column_stack(list(X.values())))
    assert peak_of(SMOTE(random_state=0, n_jobs=1), KINDS[kind]()) < of_the_array + 1.1


@pytest.mark.parametrize("kind", KINDS)
def test_under_sampling(kind):
    # hardly a row is left: the copy that was read, and what the array in the same order takes
    order = "F" if kind == "pandas by columns" else "C"
    of_the_array = peak_of(NearMiss(n_jobs=1), np.column_stack(list(X.values())).copy(order))
    assert peak_of(NearMiss(n_jobs=1), KINDS[kind]()) < of_the_array + 1.1
