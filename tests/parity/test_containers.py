"""What X and y come in, they come back in: type, names, column dtypes and index."""

import numpy as np
import pandas as pd
import pytest
from scipy import sparse

from tests.parity.compare import assert_parity
from tests.parity.data import load


def frame_of(X: np.ndarray, **options) -> pd.DataFrame:
    return pd.DataFrame(X, columns=[f"feature {j}" for j in range(X.shape[1])], **options)


LABELS = {
    "list": lambda y: y.tolist(),
    "tuple": lambda y: tuple(y.tolist()),
    "series": pd.Series,
    "named series": lambda y: pd.Series(y, name="target"),
    "indexed series": lambda y: pd.Series(y, name="target", index=np.arange(len(y))[::-1] * 3),
    "categorical series": lambda y: pd.Series(y, dtype="category"),
    "frame": lambda y: pd.DataFrame({"target": y}),
    "column": lambda y: y[:, np.newaxis],
    "list of lists": lambda y: y[:, np.newaxis].tolist(),
    "strings": lambda y: np.array(["no", "yes", "maybe", "never"])[y],
    "object strings": lambda y: np.array(["no", "yes", "maybe", "never"], dtype=object)[y],
    "list of strings": lambda y: np.array(["no", "yes", "maybe", "never"])[y].tolist(),
    "series of strings": lambda y: pd.Series(np.array(["no", "yes", "maybe", "never"])[y]),
    "series of objects": lambda y: pd.Series(np.array(["n", "y", "?", "!"], dtype=object)[y]),
    "nullable series": lambda y: pd.Series(y, dtype="Int64"),
    "one-hot": lambda y: np.eye(4, dtype=np.int64)[y],
    "one-hot floats": lambda y: np.eye(4)[y],
    "one-hot booleans": lambda y: np.eye(4, dtype=bool)[y],
}

ROWS = {
    "list": lambda X: X.tolist(),
    "list of arrays": list,
    "tuple": lambda X: tuple(map(tuple, X.tolist())),
    "frame": frame_of,
    "indexed frame": lambda X: frame_of(X, index=[f"row {i}" for i in range(len(X))]),
    "frame of numbered columns": pd.DataFrame,
    "frame of one block a column": lambda X: pd.concat(
        [pd.Series(column, name=f"c{j}") for j, column in enumerate(X.T)], axis=1
    ),
    "frame with two levels of columns": lambda X: pd.DataFrame(
        X, columns=pd.MultiIndex.from_product([["a", "b"], range(X.shape[1] // 2)])
    ),
    "sparse frame": lambda X: frame_of(X).astype(pd.SparseDtype(float, 0.0)),
    "sparse single frame": lambda X: frame_of(X).astype(pd.SparseDtype("float32", 0.0)),
}


@pytest.mark.parametrize("kind", LABELS)
def test_labels(kind):
    X, y = load("multiclass")
    assert_parity(X, LABELS[kind](y))


@pytest.mark.parametrize("kind", LABELS)
def test_labels_beside_frame(kind):
    # a series takes the index of the frame
    X, y = load("multiclass")
    assert_parity(frame_of(X, index=np.arange(len(X)) + 5), LABELS[kind](y))


@pytest.mark.parametrize("kind", ROWS)
def test_rows(kind):
    X, y = load("multiclass")
    X = np.where(np.abs(X) < 0.5, 0.0, X)
    assert_parity(ROWS[kind](X), y)


@pytest.mark.filterwarnings("ignore:pandas.DataFrame with sparse columns found:UserWarning")
def test_frame_of_sparse_and_dense_columns():
    # scikit-learn warns, for both packages, that it makes them all dense
    X, y = load("multiclass")
    frame = frame_of(np.where(np.abs(X) < 0.5, 0.0, X))
    assert_parity(frame.astype({"feature 0": pd.SparseDtype(float, 0.0)}), y)


def test_list_of_lists_and_labels():
    X, y = load("strings")
    ours = assert_parity(X.tolist(), y.tolist())
    assert type(ours.X[0][0]) is float
    assert type(ours.y[0]) is str


def test_list_of_whole_numbers():
    X, y = load("binary")
    ours = assert_parity(np.round(X * 1e6).astype(int).tolist(), y)
    assert type(ours.X[-1][0]) is int


FORMATS = [sparse.csr_matrix, sparse.csr_array, sparse.csc_matrix, sparse.csc_array]


def sparse_rows(dtype: str = "float64") -> np.ndarray:
    X = np.where(np.abs(load("multiclass").X) < 0.7, 0.0, load("multiclass").X)
    return (X if dtype.startswith("float") else X * 1e6).astype(dtype)


@pytest.mark.parametrize("dtype", ["float64", "float32", "int64", "int32"])
@pytest.mark.parametrize("container", FORMATS)
def test_sparse(container, dtype):
    X = container(sparse_rows(dtype))
    ours = assert_parity(X, load("multiclass").y)
    assert type(ours.X) is container
    assert ours.X.dtype == dtype


@pytest.mark.parametrize("container", [sparse.coo_matrix, sparse.coo_array, sparse.lil_matrix])
def test_other_sparse_formats_come_back_as_rows(container):
    ours = assert_parity(container(sparse_rows()), load("multiclass").y)
    assert ours.X.format == "csr"


@pytest.mark.parametrize("container", FORMATS)
def test_sparse_with_entries_in_any_order_and_stored_zeros(container):
    X = container(sparse_rows())
    n_slots = X.shape[0] if X.format == "csr" else X.shape[1]
    for slot in range(n_slots):
        part = slice(X.indptr[slot], X.indptr[slot + 1])
        X.indices[part], X.data[part] = X.indices[part][::-1].copy(), X.data[part][::-1].copy()
    X.has_sorted_indices = False
    X.data[::7] = 0.0
    assert_parity(X, load("multiclass").y)


@pytest.mark.parametrize("container", FORMATS)
def test_sparse_read_only(container):
    X = container(sparse_rows())
    for array in (X.data, X.indices, X.indptr):
        array.setflags(write=False)
    assert_parity(X, load("multiclass").y)


@pytest.mark.parametrize("container", FORMATS)
def test_sparse_strategy_and_one_hot(container):
    y = np.eye(4, dtype=int)[load("multiclass").y]
    assert_parity(container(sparse_rows()), y, sampling_strategy={0: 100, 2: 120})


def test_empty_sparse_rows_and_columns():
    X = sparse_rows()
    X[:, 3] = 0.0
    X[10] = 0.0
    assert_parity(sparse.csr_array(X), load("multiclass").y)
