"""What goes with the rows of a call: their weights, and their labels in an index."""

from collections.abc import Callable
from typing import Any

import numpy as np

from fastsmote.containers import Containers, is_frame, is_series, refuse_masked
from fastsmote.errors.options import (
    bad_weights,
    no_index,
    weights_not_numbers,
    weights_of_other_shape,
)
from fastsmote.errors.origins import level_taken, other_index
from fastsmote.interpolation import interpolate
from fastsmote.provenance import Origin
from fastsmote.validation import column_names

# Level of an index that tells synthetic rows.
_LEVEL = "synthetic"


class Companions:
    """Containers of a call, and what is to come back beside ``X`` and ``y``.

    Parameters
    ----------
    X, y : array-like
        As the caller passed them.
    sample_weight : array-like of shape (n_samples,) or None
        Weights of the rows.
    keep_index : bool
        Whether the result is to have the index of the pandas objects that came in.
    rounds : bool
        As in `Containers`.
    makes_rows : bool
        Whether the sampler does; the index then gets a level that tells them.

    Attributes
    ----------
    names : index of names or None
        Of the columns of ``X``, if they have any.
    """

    def __init__(
        self,
        X: Any,
        y: Any,
        sample_weight: Any,
        keep_index: bool,
        rounds: bool = False,
        makes_rows: bool = True,
    ) -> None:
        self._containers = Containers(X, y, rounds)
        self.names = column_names(X)
        self._index = _index_of(X, y, sample_weight, makes_rows) if keep_index else None
        self._given_weights = sample_weight
        self._weights: np.ndarray | None = None

    @property
    def need_origin(self) -> bool:
        """Whether `restore` has to know where the rows come from."""
        return self._index is not None or self._given_weights is not None

    def keeps(self, X: Any) -> bool:
        """Whether ``restore`` takes the rows that are kept from the input, of an array ``X``."""
        return isinstance(X, np.ndarray) and self._containers.X.keeps(X.dtype)

    def check(self, n_samples: int) -> None:
        """Check the weights, once the number of rows is known."""
        if self._given_weights is not None:
            self._weights = check_weights(self._given_weights, n_samples)

    def restore(
        self, X: Any, y: np.ndarray, origin: Callable[[], Origin], kept: Any
    ) -> tuple[Any, ...]:
        """Put a result into the containers of the input, and what goes with its rows beside it.

        Parameters
        ----------
        X, y, kept
            As `Containers.restore` takes them.
        origin : callable
            Gives the origin of the rows, if it is needed.
        """
        restored: tuple[Any, ...] = self._containers.restore(X, y, kept)
        if not self.need_origin:
            return restored
        known = origin()
        if self._weights is not None:
            weights = weights_of(self._weights, known)
            restored = *restored, _as_given(weights, self._given_weights)
        if self._index is not None:
            index = index_of(self._index, known)
            for data in restored:
                if is_frame(data) or is_series(data):
                    data.index = index
        return restored


def check_weights(sample_weight: Any, n_samples: int) -> np.ndarray:
    """Turn weights into a one-dimensional array.

    Returns
    -------
    ndarray of shape (n_samples,), float32 or float64
        float32 if they are; anything else as float64.

    Raises
    ------
    ValueError
        Not a number for each row; NaN, infinity or a negative number; a mask.
    """
    refuse_masked(sample_weight, "sample_weight")
    try:
        weights = np.asarray(sample_weight)
        if weights.dtype.kind not in "biufO":  # of which NumPy would make numbers, too
            raise TypeError(f"their dtype is {weights.dtype}")
        if weights.dtype != np.float32:
            weights = weights.astype(np.float64)
    except (TypeError, ValueError) as error:
        raise weights_not_numbers(error) from error
    if weights.shape != (n_samples,):
        raise weights_of_other_shape(weights.shape, n_samples)
    is_bad = ~(np.isfinite(weights) & (weights >= 0))
    if is_bad.any():
        first = int(np.argmax(is_bad))
        raise bad_weights(int(np.count_nonzero(is_bad)), first, weights[first])
    return weights


def weights_of(weights: np.ndarray, origin: Origin) -> np.ndarray:
    """Weights of a result: those of rows that are kept, and in between for synthetic ones.

    A synthetic row that stands beyond its seed gets the weight of the seed: further on the weight
    could fall below zero.
    """
    out: np.ndarray = weights[origin.row].astype(weights.dtype.newbyteorder("="), copy=False)
    steps = origin.step.clip(0, 1)
    made = np.empty((len(steps), 1), out.dtype)
    column = np.ascontiguousarray(weights, out.dtype)[:, np.newaxis]
    interpolate(column, origin.row[origin.is_synthetic], origin.neighbor, steps, made)
    out[origin.is_synthetic] = made[:, 0]
    return out


def index_of(index: Any, origin: Origin) -> Any:
    """Labels of a result in the index of the input: those of its rows, and of their seeds.

    Of a sampler that makes rows one more level, "synthetic", tells them from their seeds.
    """
    if not origin.makes_rows:
        return index.take(origin.row)
    import pandas as pd

    levels = [index.get_level_values(i).take(origin.row) for i in range(index.nlevels)]
    names = [*index.names, _LEVEL]
    return pd.MultiIndex.from_arrays([*levels, origin.is_synthetic], names=names)


def _index_of(X: Any, y: Any, sample_weight: Any, makes_rows: bool) -> Any:
    if not any(is_frame(data) or is_series(data) for data in (X, y)):
        raise no_index(X, y)
    given = {"X": X, "y": y, "sample_weight": sample_weight}
    (first, index), *others = (
        (name, data.index) for name, data in given.items() if is_frame(data) or is_series(data)
    )
    for name, other in others:
        if not other.equals(index):
            raise other_index(first, name)
    if makes_rows and _LEVEL in index.names:
        raise level_taken(first)
    return index


def _as_given(weights: np.ndarray, given: Any) -> Any:
    if isinstance(given, list):
        return weights.tolist()
    if not is_series(given):
        return weights
    import pandas as pd

    return pd.Series(weights, name=given.name, copy=False)
