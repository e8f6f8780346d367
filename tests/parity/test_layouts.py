"""The layout of X in memory changes nothing."""

import numpy as np
import pytest

from tests.parity.compare import assert_parity
from tests.parity.data import load


def padded(X: np.ndarray) -> np.ndarray:
    """X in every second row and third column of a larger array."""
    larger = np.full((2 * X.shape[0], 3 * X.shape[1]), np.nan)
    larger[::2, ::3] = X
    return larger[::2, ::3]


def unaligned(X: np.ndarray) -> np.ndarray:
    buffer = np.empty(X.nbytes + 1, dtype=np.uint8)
    moved = np.frombuffer(buffer[1:], dtype=X.dtype).reshape(X.shape)
    moved[:] = X
    return moved


def read_only(X: np.ndarray) -> np.ndarray:
    X = X.copy()
    X.setflags(write=False)
    return X


LAYOUTS = {
    "C": np.ascontiguousarray,
    "Fortran": np.asfortranarray,
    "read-only": read_only,
    "read-only Fortran": lambda X: read_only(np.asfortranarray(X)),
    "slice": padded,
    "transposed slice": lambda X: padded(X.T).T,
    "reversed": lambda X: X[::-1, ::-1].copy()[::-1, ::-1],
    "unaligned": unaligned,
}


@pytest.mark.parametrize("dtype", ["float64", "float32"])
@pytest.mark.parametrize("layout", LAYOUTS)
def test_layout(layout, dtype):
    X, y = load("multiclass")
    X = X.astype(dtype)
    laid_out = LAYOUTS[layout](X)
    np.testing.assert_array_equal(laid_out, X)
    ours = assert_parity(laid_out.astype(dtype, copy=False), y)
    assert ours.X.flags.c_contiguous
    assert ours.X.flags.writeable
    assert not np.shares_memory(ours.X, laid_out)


@pytest.mark.parametrize("mode", ["r", "r+", "c"])
def test_memmap(tmp_path, mode):
    X, y = load("multiclass")
    np.save(tmp_path / "X.npy", X)
    assert_parity(np.load(tmp_path / "X.npy", mmap_mode=mode), y)


@pytest.mark.parametrize("layout", ["slice", "read-only", "Fortran"])
def test_labels(layout):
    X, y = load("binary")
    column = LAYOUTS[layout](y.astype(np.float64)[:, np.newaxis])[:, 0]
    assert_parity(X, column)


def test_one_feature():
    X, y = load("binary")
    assert_parity(X[:, :1], y)


def test_constant_features():
    X, y = load("binary")
    X = np.hstack([np.zeros((len(X), 1)), X, np.full((len(X), 1), 1e8)])
    assert_parity(X, y)
