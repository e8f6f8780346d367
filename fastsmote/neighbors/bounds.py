"""Lower bounds of the distances of many pairs by one matrix product.

The bound is ``|q|^2 + |r|^2 - 2 q.r`` of centred and scaled rows, whose values have been rounded
once, by ``u``: that moves squared distances by ``4 u`` of ``|q|^2 + |r|^2`` at most. It errs by
``(2 d + 4) u`` of that in the sum, whose terms are at most twice that in size, and by ``d u`` in
the norms; norms are shrunk by ``(3 d + 16) u``, so that it is one. The k-th smallest of a row,
enlarged by twice that error, is no less than its k-th distance: pairs whose bound is beyond it may
be left out.

And of negative distances, whose smallest are those of the farthest rows.
"""

from typing import Any, ClassVar

import numpy as np

from fastsmote.neighbors.scale import power_of_two_scale

# Rows of whose mean the centre is made, at least, if there are as many: any centre is right, a good
# one is enough.
_CENTERED = 128
# Largest squared norms that float32 can hold with room to spare for all that is computed of them,
# and beside which what underflows counts for nothing.
_MODERATE_NORMS = (1e-12, 1e24)
# On top of a limit, beyond what underflows in squares of values of which the largest is near 1.
_TINY = {4: 1e-30, 8: 1e-280}
# Scales that float32 can hold with room to spare.
_MODERATE = 2.0**60
# Spaces that wait for the next search, and bytes of the largest.
_MOST_IDLE, _IDLE_BYTES = 4, 4 << 20
# Values that are compared with as many others at once: a loop over the few of a row costs more to
# begin than to run (187 us for both ends of 4,000 x 20, and 35 us so).
_BESIDE = 1024


class Space:
    """Memory for what is computed of a block, used again: to get it anew takes as long.

    Some of it stays for the next search, which for few rows is the larger part of its time: 200
    rows among 4,000 touch 500 new pages.
    """

    _idle: ClassVar[list["Space"]] = []

    def __init__(self) -> None:
        self._arrays: dict[str, np.ndarray] = {}

    @classmethod
    def borrow(cls) -> "Space":
        """One that nobody uses."""
        try:
            return cls._idle.pop()
        except IndexError:  # not asked beforehand: other threads take them too
            return cls()

    def give_back(self) -> None:
        """Leave it to whoever is next, unless there are enough or it is large."""
        n_bytes = sum(values.nbytes for values in self._arrays.values())
        if len(self._idle) < _MOST_IDLE and n_bytes <= _IDLE_BYTES:
            self._idle.append(self)

    def room(self, name: str, shape: tuple[int, int], dtype: Any) -> np.ndarray:
        """Room of some shape, that has not been cleared."""
        size = shape[0] * shape[1]
        values = self._arrays.get(name)
        if values is None or values.dtype != dtype or len(values) < size:
            values = self._arrays[name] = np.empty(size, dtype)
        return values[:size].reshape(shape)


class Bounds:
    """Bounds of the distances of dense rows, by one matrix product.

    Parameters
    ----------
    X : ndarray of shape (n_samples, n_features)
    references, sign
        As in `_Rows`.
    dtype : type
        Of the bounds: float32 or float64.

    Attributes
    ----------
    scale : float
        Power of two by which distances are multiplied before they are bounded.
    itemsize : int
        Bytes of a bound.
    """

    def __init__(
        self, X: np.ndarray, references: np.ndarray | None, sign: float, dtype: type
    ) -> None:
        n, d = X.shape
        self.itemsize = np.dtype(dtype).itemsize
        self._relative_error = _relative_error(d, dtype)
        # norms as two more features: one product gives the bounds
        self._rows = np.empty((n, d + 2), dtype)
        centred = self._rows[:, :d]
        self.scale = 1.0
        with np.errstate(all="ignore"):
            center = _mean(X, dtype)
            np.subtract(X, center, out=centred, casting="same_kind")
            sq_norms = np.einsum("ij,ij->i", centred, centred)
        if not _MODERATE_NORMS[0] < sq_norms.max() < _MODERATE_NORMS[1]:
            centred[:], self.scale = _centred_with_care(X, dtype)
            sq_norms = np.einsum("ij,ij->i", centred, centred)
        self._rows[:, d] = sq_norms * dtype(1 - sign * self._relative_error)
        self._rows[:, d + 1] = 1
        self._sign = sign
        self._searched = self._rows if references is None else self._rows[references]
        self._longest = float(self._searched[:, d].max())

    def lower_bounds(self, block: np.ndarray, space: Space) -> np.ndarray:
        """Lower bounds of the scaled squared distances of some rows to those searched."""
        rows, d = self._rows.take(block, axis=0), self._rows.shape[1] - 2
        rows[:, :d] *= -2
        rows[:, d:] = rows[:, : d - 1 : -1]
        rows *= self._sign
        out = space.room("bounds", (len(rows), len(self._searched)), rows.dtype)
        return np.matmul(rows, self._searched.T, out=out)

    def upper_limits(self, block: np.ndarray, bounds: np.ndarray) -> np.ndarray:
        """What the distances behind some lower bounds are at most, and a little more."""
        return _enlarged(bounds, self._rows[block, -2], self._longest, self._relative_error)


class SparseBounds(Bounds):
    """Those of sparse rows, in float64 and not centred: that would make them dense."""

    def __init__(self, scaled: Any, references: np.ndarray | None, sign: float) -> None:
        self.itemsize = 8
        self._relative_error = _relative_error(scaled.shape[1], np.float64)
        self.scale = power_of_two_scale(scaled.data)
        scaled *= self.scale
        sq_norms = np.asarray(scaled.multiply(scaled).sum(axis=1)).ravel()
        self._sq_norms = sq_norms * (1 - sign * self._relative_error)
        self._sign = sign
        searched = slice(None) if references is None else references
        self._left, self._right = scaled, scaled[searched].T
        self._searched_norms = self._sq_norms[searched]
        self._longest = float(np.max(self._searched_norms))

    def lower_bounds(self, block: np.ndarray, space: Space) -> np.ndarray:
        """Lower bounds of the scaled squared distances of some rows to those searched."""
        bounds: np.ndarray = (self._left[block] @ self._right).toarray()
        bounds *= -2
        bounds += self._sq_norms[block, np.newaxis]
        bounds += self._searched_norms
        bounds *= self._sign
        return bounds

    def upper_limits(self, block: np.ndarray, bounds: np.ndarray) -> np.ndarray:
        """What the distances behind some lower bounds are at most, and a little more."""
        return _enlarged(bounds, self._sq_norms[block], self._longest, self._relative_error)


def _relative_error(n_features: int, dtype: type) -> float:
    units = (3 * n_features + 16) * float(np.finfo(dtype).eps) / 2
    return units / (1 - units)


def _enlarged(
    bounds: np.ndarray, sq_norms: np.ndarray, longest: float, relative_error: float
) -> np.ndarray:
    limits = bounds + 2 * relative_error * (sq_norms.astype(np.float64) + longest)
    # beyond the roundings of this line, and what underflows
    limits += np.abs(limits) * 2.0**-22 + _TINY[bounds.itemsize]
    return limits.astype(bounds.dtype)


def _mean(X: np.ndarray, dtype: type) -> np.ndarray:
    """About the mean of some rows, in the dtype in which it is taken from them for bounds."""
    few = X[:: max(1, len(X) // _CENTERED)]
    mean: np.ndarray = few.sum(axis=0, dtype=np.float64) / len(few)
    return mean.astype(np.float32) if X.dtype == dtype == np.float32 else mean


def _centred_with_care(X: np.ndarray, dtype: type) -> tuple[np.ndarray, float]:
    """Rows from about their mean, scaled by a power of two to at most 1, and that power."""
    lows, highs = (edge(X).astype(np.float64) for edge in (_least, _largest))
    # scaled before anything is added up: sums of the largest numbers there are overflow
    first = power_of_two_scale(np.array([lows, highs]))
    sample = X[:: max(1, len(X) // _CENTERED)].astype(np.float64) * first
    # a mean is rounded: within its column, it leaves a constant column at zero
    center = np.clip(sample.mean(axis=0), lows * first, highs * first)
    then = power_of_two_scale(np.array([lows, highs]) * first - center, first)
    is_moderate = max(first, 1 / first, then) < _MODERATE
    work = np.float32 if X.dtype == dtype == np.float32 and is_moderate else np.float64
    rows: np.ndarray = X.astype(work)
    rows *= first
    rows -= center.astype(work)
    rows *= then
    return rows, first * then


def _least(X: np.ndarray) -> np.ndarray:
    """Smallest value of each feature."""
    return _folded(np.minimum, X)


def _largest(X: np.ndarray) -> np.ndarray:
    """Largest value of each feature."""
    return _folded(np.maximum, X)


def _folded(choose: np.ufunc, X: np.ndarray) -> np.ndarray:
    """One value of each feature, of two the one chosen; some rows are taken for one long row."""
    n, d = X.shape
    n_beside = max(1, _BESIDE // d)
    n_whole = n // n_beside * n_beside
    chosen: np.ndarray = X
    if n_beside > 1 and n_whole and X.flags.c_contiguous:
        first = choose.reduce(X[:n_whole].reshape(-1, n_beside * d), axis=0)
        chosen = np.concatenate((first.reshape(n_beside, d), X[n_whole:]))
    return np.asarray(choose.reduce(chosen, axis=0))
