"""The data that both packages resample, each with what is special about it."""

from functools import cache
from typing import NamedTuple

import numpy as np
from sklearn.datasets import (
    load_breast_cancer,
    load_digits,
    load_iris,
    load_wine,
    make_classification,
)


class Data(NamedTuple):
    X: np.ndarray
    y: np.ndarray


# The first rows of each class stay: scikit-learn's iris has 50 of each, which leaves nothing to do.
_IRIS_SIZES = {0: 20, 1: 35, 2: 50}


@cache
def load(name: str) -> Data:
    """Data by name; read-only, so that no test can change what the next one gets."""
    X, y = _MAKERS[name]()
    X.setflags(write=False)
    y.setflags(write=False)
    return Data(X, y)


def _binary(n_samples: int = 400, n_features: int = 12) -> tuple[np.ndarray, np.ndarray]:
    return make_classification(
        n_samples, n_features, n_informative=5, weights=[0.85], random_state=1
    )


def _multiclass() -> tuple[np.ndarray, np.ndarray]:
    return make_classification(
        600, 10, n_informative=6, n_classes=4, weights=[0.1, 0.5, 0.15], random_state=2
    )


def _wide() -> tuple[np.ndarray, np.ndarray]:
    # above 15 features scikit-learn searches by brute force, below by a k-d tree
    return _binary(n_features=40)


def _strings() -> tuple[np.ndarray, np.ndarray]:
    X, y = _multiclass()
    return X, np.array(["maybe", "no", "other", "yes"])[y]


def _offset() -> tuple[np.ndarray, np.ndarray]:
    X, y = _binary()
    return X + 1e4, y


def _large() -> tuple[np.ndarray, np.ndarray]:
    # 12,500 rows against each other: far beyond what is left to NumPy
    X, y = make_classification(
        28_000, 8, n_informative=6, weights=[0.5535], flip_y=0, random_state=3
    )
    return X, y


def _iris() -> tuple[np.ndarray, np.ndarray]:
    X, y = load_iris(return_X_y=True)
    kept = np.concatenate([np.flatnonzero(y == label)[:n] for label, n in _IRIS_SIZES.items()])
    return X[kept], y[kept]


def _digits() -> tuple[np.ndarray, np.ndarray]:
    X, y = load_digits(return_X_y=True)
    return X, (y == 8).astype(int)


def _grid() -> tuple[np.ndarray, np.ndarray]:
    stream = np.random.RandomState(4)
    return stream.randint(0, 6, size=(300, 3)), stream.choice(3, size=300, p=[0.2, 0.3, 0.5])


def _duplicates() -> tuple[np.ndarray, np.ndarray]:
    X, y = _binary(200, 8)
    again = np.random.RandomState(5).permutation(np.arange(600) % 200)
    return X[again], y[again]


_MAKERS = {
    "wine": lambda: load_wine(return_X_y=True),
    "breast_cancer": lambda: load_breast_cancer(return_X_y=True),
    "binary": _binary,
    "multiclass": _multiclass,
    "wide": _wide,
    "strings": _strings,
    "offset": _offset,
    "large": _large,
    "iris": _iris,
    "digits": _digits,
    "grid": _grid,
    "duplicates": _duplicates,
}

BINARY = ("breast_cancer", "binary", "wide", "offset")
MULTICLASS = ("wine", "multiclass", "strings")
#: Rows whose neighbors tie: see `tests.parity.segments`.
TIED = ("iris", "digits", "grid", "duplicates")
