"""Each dtype of X and y comes back, with the same values."""

import numpy as np
import pandas as pd
import pytest

from tests.parity.compare import assert_parity
from tests.parity.data import load
from tests.parity.test_neighbors import NextRows


def whole_numbers(n_features: int = 12) -> tuple[np.ndarray, np.ndarray]:
    """Integers far enough apart that no two distances are equal."""
    X, y = load("binary")
    return np.round(X[:, :n_features] * 1e6).astype(np.int64), y


@pytest.mark.parametrize("name", ["wine", "breast_cancer", "binary", "multiclass", "wide"])
@pytest.mark.parametrize("dtype", ["float64", "float32"])
def test_floats(name, dtype):
    X, y = load(name)
    assert_parity(X.astype(dtype), y, random_state=4)


@pytest.mark.parametrize("dtype", [">f8", ">f4", ">i8"])
def test_other_byte_order_comes_back_native(dtype):
    X, y = whole_numbers()
    assert_parity(X.astype(dtype), y)


@pytest.mark.parametrize("dtype", ["int64", "int32"])
def test_integers_are_truncated(dtype):
    X, y = whole_numbers()
    X = X.astype(dtype)
    ours = assert_parity(X, y)
    assert (ours.X < 0).any(), "truncation differs from flooring only below zero"


class LargestRow(NextRows):
    """Every row's neighbor is the last: differences to it are positive if it is the largest."""

    def kneighbors(self, X, return_distance=True):
        found = np.full((X.shape[0], 2), self.n_rows_ - 1)
        return (np.zeros(found.shape), found) if return_distance else found


@pytest.mark.parametrize("dtype", ["uint8", "int8", "uint16", "uint32", "uint64"])
def test_small_integers_where_nothing_wraps_around(dtype):
    # imbalanced-learn subtracts in the dtype of X: only upward differences that fit are its best
    stream = np.random.RandomState(0)
    X = stream.randint(0, 100, size=(80, 4)).astype(dtype)
    X[29] = 127
    y = np.repeat([0, 1], [30, 50])
    assert_parity(X, y, k_neighbors=LargestRow())


@pytest.mark.parametrize("dtype", ["int8", "uint8", "int32", "float32", "float64", "bool"])
def test_labels(dtype):
    X, y = load("binary")
    ours = assert_parity(X, y.astype(dtype))
    assert ours.y.dtype == dtype


@pytest.mark.skipif(not hasattr(np.dtypes, "StringDType"), reason="strings of NumPy 2")
def test_labels_that_are_strings_of_any_length():
    X, y = load("binary")
    y = np.array(["no", "yes"])[y].astype(np.dtypes.StringDType())
    ours = assert_parity(X, y)
    assert ours.y.dtype == y.dtype


def test_object_columns_of_numbers():
    X, y = load("binary")
    assert_parity(X.astype(object), y)


def mixed_frame() -> tuple[pd.DataFrame, np.ndarray]:
    X, y = load("binary")
    frame = pd.DataFrame(X[:, :6], columns=list("abcdef"))
    frame["small"] = np.round(X[:, 6] * 20).astype(np.int8)
    frame["whole"] = np.round(X[:, 7] * 1e6).astype(np.int64)
    frame["single"] = X[:, 8].astype(np.float32)
    frame["flag"] = X[:, 9] > 0
    return frame, y


def test_mixed_frame():
    frame, y = mixed_frame()
    ours = assert_parity(frame, y)
    assert ours.X.dtypes.equals(frame.dtypes)


@pytest.mark.parametrize(
    "columns",
    [["a", "flag"], ["whole", "flag"], ["single", "flag"], ["small", "whole"], ["single", "small"]],
    ids="+".join,
)
def test_pairs_of_column_dtypes(columns):
    # each pair meets in another common dtype before it is interpolated
    frame, y = mixed_frame()
    assert_parity(frame[columns], y)


@pytest.mark.parametrize("dtype", ["float32", "int64"])
def test_frame_of_one_dtype(dtype):
    X, y = whole_numbers()
    frame = pd.DataFrame(X.astype(dtype)).add_prefix("f")
    assert assert_parity(frame, y).X.dtypes.eq(dtype).all()


@pytest.mark.parametrize("dtype", ["Float64", "Float32"])
def test_nullable_columns(dtype):
    X, y = load("binary")
    frame = pd.DataFrame(X).add_prefix("f").astype(dtype)
    assert_parity(frame, y)
