"""Lists, ndarrays and sparse containers."""

from typing import Any

import numpy as np
from scipy import sparse


class Given:
    """A container as the caller passed it, of a kind that the samplers return themselves.

    Parameters
    ----------
    data : array-like
        Held, not copied, and not modified.
    """

    def __init__(self, data: Any) -> None:
        self.data = data

    @property
    def shape(self) -> tuple[int, ...]:
        """Of the data."""
        shape: tuple[int, ...] = getattr(self.data, "shape", None) or np.shape(self.data)
        return shape

    def restored(self, values: Any, kept: Any = None) -> Any:
        """Put a result into the kind of container that came in.

        Parameters
        ----------
        values : ndarray or CSR/CSC container, or the kind that came in
            Rows or labels of the result.
        kept : slice or ndarray of intp, optional
            Which rows of the input the first ones of the result are. The others are synthetic;
            None: all are to be read from ``values``.
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
    """A CSR or CSC container with sorted indices and no entry twice; anything else as it is.

    The caller's own is not modified.
    """
    if not sparse.issparse(X) or X.has_canonical_format:
        return X
    X = X.copy()
    X.sum_duplicates()
    return X


def refuse_masked(data: Any, name: str) -> None:
    """Refuse a masked array: what is masked would count as if it were not."""
    if isinstance(data, np.ma.MaskedArray):
        raise ValueError(
            f"{name} is a masked array, whose masked values would be read as if they were not "
            f"masked. Pass an ndarray: {name}.data if all values are to be used, or "
            f"{name}.filled(np.nan) and impute them."
        )
