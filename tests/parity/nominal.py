"""Rows of categories that both packages resample.

Categories go with the classes by chance, in proportions that differ: rows that are equally far are
equal, and it is all the same which of them is taken.
"""

from functools import cache
from typing import Any

import imblearn.over_sampling
import numpy as np
import pandas as pd

from fastsmote.over_sampling import SMOTEN
from tests.parity.compare import (
    Resampling,
    assert_same_data,
    assert_same_plan,
    fingerprint,
    resample,
)
from tests.parity.mixed import assert_same_columns, assert_same_encoder

_WORDS = np.array(["zero", "one", "two", "three", "four", "five", "six", "seven"], dtype=object)


@cache
def load(name: str) -> tuple[Any, np.ndarray]:
    """Data by name; not to be written to."""
    return _MAKERS[name]()


def _codes(n_samples: int = 600, n_features: int = 6, n_classes: int = 2) -> tuple[Any, Any]:
    stream = np.random.RandomState(n_samples + n_classes)
    weights = {2: [0.7, 0.3], 3: [0.5, 0.2, 0.3]}[n_classes]
    y = stream.choice(n_classes, n_samples, p=weights)
    sizes = stream.randint(2, 8, n_features)
    X = np.column_stack([stream.binomial(size, 0.3 + 0.1 * y) for size in sizes])
    return X, y


def _strings() -> tuple[Any, Any]:
    X, y = _codes()
    return _WORDS[X], np.array(["no", "yes"], dtype=object)[y]


def _frame() -> tuple[Any, Any]:
    X, y = _codes(500)
    frame = pd.DataFrame(X, columns=list("abcdef")).assign(
        a=_WORDS[X[:, 0]],
        b=pd.Categorical(_WORDS[X[:, 1]]),
        c=X[:, 2] > 1,
        d=X[:, 3] / 2,
    )
    frame.index = np.arange(500)[::-1]
    return frame, y


def _with_none() -> tuple[Any, Any]:
    X, y = _codes(450)
    return np.where(X == 1, None, _WORDS[X]), y


_MAKERS = {
    "integers": _codes,
    "int8": lambda: (_codes(550)[0].astype(np.int8), _codes(550)[1]),
    "floats": lambda: (_codes(620)[0] / 2, _codes(620)[1]),
    "float32": lambda: (_codes(640)[0].astype(np.float32), _codes(640)[1]),
    "strings": _strings,
    "fixed width": lambda: (_strings()[0].astype(str), _strings()[1]),
    "multiclass": lambda: _codes(800, 8, 3),
    "frame": _frame,
    "with None": _with_none,
    "large": lambda: _codes(24_000, 12),
}
NAMES = tuple(name for name in _MAKERS if name != "large")


def assert_nominal_parity(X: Any, y: Any, *, random_state: Any = 0, **params: Any) -> Resampling:
    """Assert that SMOTEN returns what imbalanced-learn's does; give fastsmote's result."""
    before = fingerprint(X), fingerprint(y)
    params["random_state"] = random_state
    ours = resample(SMOTEN, X, y, **params)
    assert (fingerprint(X), fingerprint(y)) == before, "fit_resample wrote to the caller's data"
    theirs = resample(imblearn.over_sampling.SMOTEN, X, y, **params)
    assert_same_plan(ours.sampler, theirs.sampler)
    assert ours.sampler.nn_k_.get_params() == theirs.sampler.nn_k_.get_params()
    assert_same_encoder(ours.sampler.categorical_encoder_, theirs.sampler.categorical_encoder_)
    assert_same_data(ours.y, theirs.y)
    assert_same_columns(ours.X, theirs.X, np.arange(X.shape[1]))
    return ours
