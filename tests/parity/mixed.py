"""Rows of numbers and categories that both packages resample, and what has to be equal afterwards.

The numbers are drawn from continuous distributions: no two distances tie. Categories tie all the
time, which is drawn for by both.
"""

from functools import cache
from typing import Any, NamedTuple

import imblearn.over_sampling
import numpy as np
import pandas as pd
from numpy.testing import assert_allclose, assert_array_equal
from sklearn.datasets import make_classification

from fastsmote.over_sampling import SMOTENC
from tests.parity.compare import (
    RTOL,
    Resampling,
    assert_same_container,
    assert_same_data,
    assert_same_plan,
    dense,
    fingerprint,
    resample,
)


class Mixed(NamedTuple):
    X: Any
    y: np.ndarray
    categorical: Any


@cache
def load(name: str) -> Mixed:
    """Data by name; not to be written to."""
    data = _MAKERS[name]()
    for array in (data.X, data.y):
        if isinstance(array, np.ndarray):
            array.setflags(write=False)
    return data


def _numbers(n_samples: int = 400, seed: int = 0, n_classes: int = 2) -> tuple[Any, Any]:
    weights = {2: [0.8], 3: [0.15, 0.25]}[n_classes]
    return make_classification(
        n_samples,
        6,
        n_informative=4,
        n_classes=n_classes,
        n_clusters_per_class=1,
        weights=weights,
        random_state=seed,
    )


def _codes(n_samples: int, sizes: list[int], seed: int = 0) -> np.ndarray:
    stream = np.random.RandomState(seed)
    return np.column_stack([stream.randint(0, size, n_samples) for size in sizes])


def _float64() -> Mixed:
    X, y = _numbers()
    X[:, [1, 4]] = _codes(400, [3, 12])
    return Mixed(X, y, [1, 4])


def _float32() -> Mixed:
    X, y, categorical = _float64()
    return Mixed(X.astype(np.float32), y, categorical)


def _descending() -> Mixed:
    # draws are made column by column in the order given
    X, y, _ = _float64()
    return Mixed(X, y, [-2, 1])


def _objects() -> Mixed:
    X, y = _numbers(seed=1)
    X = X.astype(object)
    X[:, 0] = np.array(["red", "green", "blue"], dtype=object)[_codes(400, [3])[:, 0]]
    X[:, 3] = _codes(400, [5], 1)[:, 0]
    return Mixed(X, y, [True, False, False, True, False, False])


def _multiclass() -> Mixed:
    X, y = _numbers(seed=2, n_classes=3)
    X[:, [0, 5]] = _codes(400, [4, 2], 2)
    return Mixed(X, np.array(["maybe", "no", "yes"])[y], [0, 5])


def _frame(n_samples: int = 400) -> Mixed:
    X, y = _numbers(n_samples, 3)
    codes = _codes(n_samples, [3, 4, 2], 3)
    frame = pd.DataFrame(X, columns=list("abcdef")).assign(
        c=np.array(["x", "y", "z"], dtype=object)[codes[:, 0]],
        d=pd.Categorical.from_codes(codes[:, 1], ["three", "two", "one", "never", "zero"]),
        f=codes[:, 2].astype(bool),
        g=np.round(1000 * X[:, 5]).astype(np.int64),
        h=X[:, 4].astype(np.float32),
    )
    frame.index = np.arange(n_samples)[::-1]
    return Mixed(frame, y, ["c", "d", "f"])


def _categoricals() -> Mixed:
    X, y, _ = _frame()
    X = X.drop(columns=["c", "f"])
    return Mixed(X.assign(i=pd.Categorical(_codes(400, [6], 4)[:, 0])), y, "auto")


def _missing() -> Mixed:
    X, y, _ = _frame()
    codes = _codes(400, [4, 4], 5)
    X = X.assign(
        c=np.array(["x", None, np.nan, "w"], dtype=object)[codes[:, 0]],
        b=np.array([2.5, np.nan, -1, 7])[codes[:, 1]],
        d=X["d"].where(codes[:, 1] > 0),
    )
    return Mixed(X, y, ["b", "c", "d"])


def _large() -> Mixed:
    X, y = make_classification(
        28_000, 8, n_informative=6, weights=[0.5535], flip_y=0, random_state=3
    )
    X[:, [2, 3, 6]] = _codes(28_000, [10, 3, 5], 6)
    return Mixed(X, y, [2, 3, 6])


_MAKERS = {
    "float64": _float64,
    "float32": _float32,
    "descending": _descending,
    "objects": _objects,
    "multiclass": _multiclass,
    "frame": _frame,
    "categoricals": _categoricals,
    "missing": _missing,
    "large": _large,
}
NAMES = tuple(name for name in _MAKERS if name != "large")


def assert_mixed_parity(
    X: Any, y: Any, categorical: Any, *, random_state: Any = 0, **params: Any
) -> Resampling:
    """Assert that SMOTENC returns what imbalanced-learn's does; give fastsmote's result."""
    before = fingerprint(X), fingerprint(y)
    params |= {"categorical_features": categorical, "random_state": random_state}
    ours = resample(SMOTENC, X, y, **params)
    assert (fingerprint(X), fingerprint(y)) == before, "fit_resample wrote to the caller's data"
    theirs = resample(imblearn.over_sampling.SMOTENC, X, y, **params)
    assert_same_plan(ours.sampler, theirs.sampler)
    assert_same_attributes(ours.sampler, theirs.sampler)
    assert_same_data(ours.y, theirs.y)
    assert_same_columns(ours.X, theirs.X, ours.sampler.categorical_features_)
    return ours


def assert_same_attributes(ours: Any, theirs: Any) -> None:
    """Assert that what SMOTENC fits is equal in both."""
    assert ours.n_features_ == theirs.n_features_
    assert_array_equal(ours.categorical_features_, theirs.categorical_features_)
    assert_array_equal(ours.continuous_features_, theirs.continuous_features_)
    assert ours.nn_k_.get_params() == theirs.nn_k_.get_params()
    assert list(ours.median_std_) == list(theirs.median_std_)
    for label, value in theirs.median_std_.items():
        assert_allclose(ours.median_std_[label], value, rtol=RTOL[value.dtype.name])
    assert_same_encoder(ours.categorical_encoder_, theirs.categorical_encoder_)


def assert_same_encoder(ours: Any, theirs: Any) -> None:
    """Assert that two encoders have equal parameters and categories."""
    assert type(ours) is type(theirs)
    assert repr(ours) == repr(theirs)
    for left, right in zip(ours.categories_, theirs.categories_, strict=True):
        assert left.dtype == right.dtype
        assert_same_values(left, right)


def assert_same_columns(ours: Any, theirs: Any, categorical: np.ndarray) -> None:
    """Assert that two containers of mixed columns are of the same kind and hold the same values."""
    assert_same_container(ours, theirs)
    left, right = dense(ours), dense(theirs)
    for j in range(right.shape[1]):
        if j in categorical:
            assert_same_values(left[:, j], right[:, j])
            continue
        dtype = theirs.dtypes.iloc[j] if hasattr(theirs, "dtypes") else right.dtype
        rtol = RTOL.get(str(dtype), RTOL["float64"])
        assert_allclose(left[:, j].astype(float), right[:, j].astype(float), rtol=rtol)


def assert_same_values(left: np.ndarray, right: np.ndarray) -> None:
    """Assert that categories are equal, None to None and NaN to NaN."""
    assert list(map(_comparable, left.tolist())) == list(map(_comparable, right.tolist()))


def _comparable(value: Any) -> Any:
    return "NaN" if isinstance(value, float) and np.isnan(value) else value
