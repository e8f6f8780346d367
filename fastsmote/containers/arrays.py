"""Lists, ndarrays and sparse containers."""

from typing import Any

import numpy as np
from scipy import sparse

from fastsmote.errors.options import masked
from fastsmote.errors.rows import indices_beyond, sparse_parts


class Given:
    """A container as the caller passed it, of a kind that the samplers return themselves.

    Parameters
    ----------
    data : array-like
        Held, not copied, and not modified.
    rounds : bool, default=False
        Whether computed values are rounded where integers are held; by default they are cut off.
    """

    def __init__(self, data: Any, rounds: bool = False) -> None:
        self.data, self.rounds = data, rounds

    @property
    def shape(self) -> tuple[int, ...]:
        """Of the data."""
        shape: tuple[int, ...] | None = getattr(self.data, "shape", None)
        try:
            return shape or np.shape(self.data)
        except ValueError:  # rows of several lengths, which are refused when they are checked
            return ()

    def keeps(self, dtype: Any) -> bool:
        """Whether dense rows of a result that are all those of the input are taken from there.

        Such a result need not hold them.

        Parameters
        ----------
        dtype : dtype
            Of the result.
        """
        return False

    def restored(self, values: Any, kept: Any = None) -> Any:
        """Put a result into the kind of container that came in.

        Parameters
        ----------
        values : ndarray or CSR/CSC container, or the kind that came in
            Rows or labels of the result.
        kept : slice or ndarray of intp, optional
            Which rows of the input those of the result are, to be taken from there; -1: none, it
            is to be read from ``values``. A slice: all of the input, which ``values`` begins with
            unless the container `keeps` them. None: all are to be read.
        """
        return values


class GivenList(Given):
    """A list, which gives a list."""

    def restored(self, values: Any, kept: Any = None) -> Any:
        """Nested lists of Python's scalars."""
        return values.tolist()


class GivenSparse(Given):
    """A sparse container, whose indices keep their width."""

    def restored(self, values: Any, kept: Any = None) -> Any:
        """The result, its indices as wide as those that came in if they fit."""
        wanted = getattr(self.data, "indptr", np.empty(0, dtype=np.int32)).dtype
        is_same = not sparse.issparse(values) or values.indptr.dtype == wanted
        if is_same or max(values.nnz, *values.shape) > np.iinfo(wanted).max:
            return values
        values.indices, values.indptr = values.indices.astype(wanted), values.indptr.astype(wanted)
        return values


def canonical(X: Any) -> Any:
    """A CSR or CSC container with sorted indices, no entry twice and none behind the last row.

    Anything else as it is.

    Indices are 32 bits wide if they fit: some of scikit-learn's estimators take no others. The
    caller's own container is not modified.
    """
    if not sparse.issparse(X):
        return X
    _check_indices(X)
    if not X.has_canonical_format or len(X.data) > X.nnz:
        X = X.copy()
        X.sum_duplicates()
        X.prune()  # SciPy stacks what stands behind the last row, too
    if X.indptr.dtype == np.int32 or max(X.nnz, *X.shape) > np.iinfo(np.int32).max:
        return X
    indices, indptr = X.indices.astype(np.int32), X.indptr.astype(np.int32)
    return type(X)((X.data, indices, indptr), shape=X.shape)


def _check_indices(X: Any) -> None:
    """Check that indices are there, and within the shape: kernels read and write by them."""
    n_lines = X.shape[0] if X.format == "csr" else X.shape[1]
    if len(X.indptr) != n_lines + 1 or min(len(X.indices), len(X.data)) < X.indptr[-1]:
        raise sparse_parts(len(X.indptr), n_lines, len(X.indices), len(X.data), X.indptr[-1])
    n, kind = (X.shape[1], "columns") if X.format == "csr" else (X.shape[0], "rows")
    if X.nnz and not (X.indices[: X.nnz].min() >= 0 and X.indices[: X.nnz].max() < n):
        raise indices_beyond(kind, n)
    if X.indptr[0] != 0 or np.any(np.diff(X.indptr) < 0):
        raise indices_beyond("rows" if kind == "columns" else "columns", len(X.indptr) - 1)


def positions(kept: np.ndarray, n_samples: int) -> np.ndarray:
    """Where each row of a result stands among all rows of the input and the new ones behind them.

    Parameters
    ----------
    kept : ndarray of shape (n_rows,), intp
        Rows of the input; -1: a new one.
    n_samples : int
        Rows of the input.
    """
    is_new = kept < 0
    return np.where(is_new, n_samples - 1 + np.cumsum(is_new), kept)


def refuse_masked(data: Any, name: str) -> None:
    """Refuse a masked array: what is masked would count as if it were not."""
    if isinstance(data, np.ma.MaskedArray):
        raise masked(name)
