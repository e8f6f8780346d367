"""Stage 4: the random draws, the only place that draws random numbers.

Draws come from the legacy ``RandomState`` (MT19937), call for call as imbalanced-learn makes them,
so that one seed gives the same rows. They are made here in NumPy and handed on as arrays; they do
not depend on the neighbors, so they come before the search, which then serves only drawn seeds.
"""

import copy
import threading
from collections.abc import Iterable, Iterator, Sequence
from numbers import Integral
from typing import Any, NamedTuple

import numpy as np
from sklearn.utils import check_random_state

# Candidates looked at at once: NumPy makes indices of their own of them.
_AT_ONCE = 1 << 16
# Draws that are made only to get past them, at once.
_SKIPPED_AT_ONCE = 1 << 20


class Draws(NamedTuple):
    """What chance decides for each synthetic row.

    Attributes
    ----------
    seed : ndarray of shape (n_synthetic,), intp
        Position of the seed row among the rows of its class.
    column : ndarray of shape (n_synthetic,), intp
        Which of the seed's neighbors, 0 being the nearest.
    step : ndarray of shape (n_synthetic,), float64
        Fraction of the way from the seed to the neighbor, in [0, 1).
    """

    seed: np.ndarray
    column: np.ndarray
    step: np.ndarray


def draw_pairs(random_state: Any, n_seeds: int, n_neighbors: int, n_synthetic: int) -> Draws:
    """Draw seed, neighbor and step of each synthetic row.

    Parameters
    ----------
    random_state : int, RandomState instance or None
        An int starts the stream anew, so that equally large classes get equal draws; None (the
        global stream) and an instance go on where they are.
    n_seeds, n_neighbors : int
        Rows that may be seeds, neighbors of each.
    n_synthetic : int
        Rows to make.

    Notes
    -----
    ``randint(0, n_seeds * n_neighbors, n_synthetic)``, then ``uniform(size=n_synthetic)``, as in
    imbalanced-learn's ``BaseSMOTE._make_samples``; ``random_sample`` draws the same, sooner.
    """
    stream = _stream(random_state)
    pair = stream.randint(low=0, high=n_seeds * n_neighbors, size=n_synthetic)
    step = stream.random_sample(n_synthetic)
    pair = pair.astype(np.intp, copy=False)
    seed = pair // n_neighbors  # by a multiplication; divmod divides
    column = seed * n_neighbors
    np.subtract(pair, column, out=column)
    return Draws(seed, column, step)


class PairDraws:
    """What `draw_pairs` draws, some rows at a time: the same, however many there are.

    Parameters
    ----------
    random_state : int
        Seed.
    n_seeds, n_neighbors, n_synthetic : int
        As in `draw_pairs`.

    Attributes
    ----------
    is_drawn : ndarray of shape (n_seeds,), bool
        Which of the rows are seeds at all.
    """

    def __init__(self, random_state: int, n_seeds: int, n_neighbors: int, n_synthetic: int) -> None:
        self._n_pairs, self._n_neighbors = n_seeds * n_neighbors, n_neighbors
        self._pairs = np.random.RandomState(random_state)
        self._steps = np.random.RandomState(random_state)
        self.is_drawn = np.zeros(n_seeds, dtype=bool)
        for n in _blocks(n_synthetic):  # the steps come after all the pairs
            self.is_drawn[self._next_pairs(self._steps, n) // n_neighbors] = True

    def take(self, n: int) -> Draws:
        """Draws of the next ``n`` synthetic rows."""
        pair = self._next_pairs(self._pairs, n)
        seed = pair // self._n_neighbors
        return Draws(seed, pair - seed * self._n_neighbors, self._steps.random_sample(n))

    def _next_pairs(self, stream: np.random.RandomState, n: int) -> np.ndarray:
        return stream.randint(low=0, high=self._n_pairs, size=n).astype(np.intp, copy=False)


class HalfDraws:
    """What `draw_halves` draws, some at a time."""

    def __init__(self, random_state: int) -> None:
        self._stream = np.random.RandomState(random_state)

    def take(self, n: int) -> np.ndarray:
        """Draws of the next ``n`` pairs."""
        return self._stream.uniform(low=0.0, high=0.5, size=n)


class RowDraws:
    """What `draw_rows` draws, some rows at a time, by position among the rows of the class.

    Parameters
    ----------
    stream : RandomState instance
        Goes on behind all of these draws.
    n_rows, n_synthetic : int
        Rows to draw from, rows to draw.
    """

    def __init__(self, stream: np.random.RandomState, n_rows: int, n_synthetic: int) -> None:
        self._n_rows = n_rows
        self._stream = np.random.RandomState()
        self._stream.set_state(stream.get_state())
        for n in _blocks(n_synthetic):
            stream.randint(0, n_rows, size=n)

    def take(self, n: int) -> np.ndarray:
        """The next ``n`` of them."""
        return self._stream.randint(0, self._n_rows, size=n).astype(np.intp, copy=False)


def draw_order(stream: np.random.RandomState, n: int) -> np.ndarray:
    """Draw an order of ``n`` rows."""
    return stream.permutation(n)


def any_seed() -> int:
    """Draw a seed from NumPy's global stream, for whoever gives none."""
    return int(np.random.randint(np.iinfo(np.int32).max))  # noqa: NPY002


def draw_store_seeds(random_state: Any, n_rows: Sequence[int], n_seeds: int) -> list[np.ndarray]:
    """Draw rows of some classes, with replacement, all from one stream.

    Parameters
    ----------
    random_state : int, RandomState instance or None
        As above, save that an int starts the stream once for all classes.
    n_rows : sequence of int
        Rows of each class.
    n_seeds : int
        Rows to draw of each.

    Returns
    -------
    list of ndarray of shape (n_seeds,), intp
        Positions among the rows of the class.

    Notes
    -----
    ``randint(0, n, n_seeds)`` per class, as in imbalanced-learn's ``CondensedNearestNeighbour`` and
    ``OneSidedSelection``.
    """
    stream = _stream(random_state)
    return [stream.randint(low=0, high=n, size=n_seeds).astype(np.intp) for n in n_rows]


def open_stream(random_state: Any) -> np.random.RandomState:
    """Begin a stream that goes on through several draws, over the classes say.

    Parameters
    ----------
    random_state : int, RandomState instance or None
        As in `draw_pairs`.
    """
    stream: np.random.RandomState = check_random_state(random_state)
    return stream


def draw_columns(
    stream: np.random.RandomState, n_neighbors: int, n_synthetic: int
) -> tuple[np.ndarray, np.ndarray]:
    """Draw neighbor and step of synthetic rows whose seeds are settled.

    Returns
    -------
    column : ndarray of shape (n_synthetic,), intp
    step : ndarray of shape (n_synthetic,), float64

    Notes
    -----
    ``choice(n_neighbors, n_synthetic)``, then ``uniform(size=n_synthetic)``, as in
    imbalanced-learn's ``ADASYN``.
    """
    column = stream.choice(n_neighbors, size=n_synthetic)
    return column.astype(np.intp, copy=False), stream.random_sample(n_synthetic)


def draw_halves(random_state: Any, n_pairs: int) -> np.ndarray:
    """Draw by how much Borderline-SMOTE2 shortens steps towards other classes, from [0, 0.5).

    An int starts the stream anew, so that these are the head of what `draw_pairs` drew.
    """
    return _stream(random_state).uniform(low=0.0, high=0.5, size=n_pairs)


def draw_share(stream: np.random.RandomState) -> float:
    """Draw the share of a class that SVM-SMOTE places between rows, about a half."""
    return stream.beta(10, 10)


def spend_fit(random_state: Any) -> None:
    """Draw what ``SVC.fit`` draws, which makes nothing of it, so that a shared stream goes on."""
    open_stream(random_state).randint(np.iinfo("i").max)


def draw_rows(stream: np.random.RandomState, n_rows: int, out: np.ndarray) -> None:
    """Draw positions among some rows with replacement, as imbalanced-learn's RandomOverSampler."""
    for start in range(0, len(out), _AT_ONCE):  # within the cache: pages of its own cost as much
        part = out[start : start + _AT_ONCE]
        part[:] = stream.randint(0, n_rows, size=len(part))


def draw_noise(stream: np.random.RandomState, n_synthetic: int, n_features: int) -> np.ndarray:
    """Draw from the standard normal distribution."""
    return stream.randn(n_synthetic, n_features)


def draw_modes(
    random_state: Any, tied: Iterable[tuple[np.ndarray, np.ndarray]], out: np.ndarray
) -> None:
    """Draw one of the most frequent categories for each synthetic row, column by column.

    Parameters
    ----------
    random_state : int, RandomState instance or None
        As in `draw_pairs`: an int starts the stream anew, and the first of these draws are those
        that chose the seeds.
    tied : iterable of (row, code) pairs of ndarrays
        For each column the candidates of each synthetic row, by row and code; every row has one.
    out : ndarray of shape (n_synthetic, n_columns), unsigned
        Gets the codes drawn.

    Notes
    -----
    A permutation of the candidates a column; the first candidate of a row in it is taken, as in
    imbalanced-learn's ``SMOTENC._generate_samples``.
    """
    stream = _stream(random_state)
    for j, (row, code) in enumerate(tied):
        order = np.arange(len(row), dtype=np.min_scalar_type(len(row)))
        stream.shuffle(order)  # draws as a permutation of the candidates does
        # backwards: where a row occurs twice the last to be written stays
        for stop in range(len(order), 0, -_AT_ONCE):
            some = order[max(0, stop - _AT_ONCE) : stop][::-1]
            out[row[some], j] = code[some]


def draw_seeds(random_state: Any, n_seeds: int, n_synthetic: int) -> np.ndarray:
    """Draw the seed of each synthetic row.

    Parameters
    ----------
    random_state : int, RandomState instance or None
        As in `draw_pairs`.
    n_seeds, n_synthetic : int
        Rows that may be seeds, rows to make.

    Notes
    -----
    ``choice(n_seeds, n_synthetic)``, as in imbalanced-learn's ``SMOTEN._make_samples``.
    """
    seeds: np.ndarray = _stream(random_state).randint(0, n_seeds, size=n_synthetic)
    return seeds.astype(np.intp, copy=False)


def fork_stream(random_state: Any) -> Any:
    """Source of draws to be made elsewhere and later, perhaps more than once.

    Returns
    -------
    int or RandomState instance
        An int as it is; otherwise a copy of the stream where it stands. The stream itself begins
        anew from its next draw: merely further on, later copies would repeat what this one draws.
    """
    if isinstance(random_state, Integral):
        return int(random_state)
    stream = open_stream(random_state)
    copied = copy.deepcopy(stream)
    stream.seed(stream.randint(np.iinfo("i").max))
    return copied


def _blocks(n: int) -> Iterator[int]:
    for start in range(0, n, _SKIPPED_AT_ONCE):
        yield min(_SKIPPED_AT_ONCE, n - start)


class _Streams(threading.local):
    """A stream a thread, to begin anew from a seed: a new one takes ten times as long to make."""

    def __init__(self) -> None:
        self.own = np.random.RandomState(0)


_streams = _Streams()


def _stream(random_state: Any) -> np.random.RandomState:
    if type(random_state) is int:
        _streams.own.seed(random_state)
        return _streams.own
    stream: np.random.RandomState = check_random_state(random_state)
    return stream
