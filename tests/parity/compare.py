"""One input through both packages, and what has to be equal afterwards."""

from copy import deepcopy
from importlib import import_module
from typing import Any, NamedTuple

import joblib
import numpy as np
import pandas as pd
from numpy.testing import assert_allclose, assert_array_equal
from scipy import sparse

from fastsmote.over_sampling import SMOTE

# The contract, by dtype of X. What is not listed (integers, booleans, labels) must be equal.
RTOL = {"float64": 1e-9, "float32": 1e-6, "float16": 1e-3}


class Resampling(NamedTuple):
    """A fitted sampler and what its fit_resample returned."""

    sampler: Any
    X: Any
    y: Any


def imblearn_class(sampler: type) -> type:
    """imbalanced-learn's class of the same name, from the same module."""
    _, module, *_ = sampler.__module__.split(".")
    return getattr(import_module(f"imblearn.{module}"), sampler.__name__)


def resample(cls: type, X: Any, y: Any, **params: Any) -> Resampling:
    """Resample with parameters of one's own, so that no stream is shared by two samplers."""
    sampler = cls(**deepcopy(params))
    return Resampling(sampler, *sampler.fit_resample(X, y))


def resample_by_both(
    X: Any, y: Any, *, sampler: type = SMOTE, **params: Any
) -> tuple[Resampling, Resampling]:
    """The results of fastsmote and of imbalanced-learn, which get equal parameters."""
    before = fingerprint(X), fingerprint(y)
    ours = resample(sampler, X, y, **params)
    assert (fingerprint(X), fingerprint(y)) == before, "fit_resample wrote to the caller's data"
    return ours, resample(imblearn_class(sampler), X, y, **params)


def assert_parity(
    X: Any,
    y: Any,
    *,
    sampler: type = SMOTE,
    random_state: Any = 0,
    fitted: tuple[str, ...] = (),
    **params: Any,
) -> Resampling:
    """Assert that fastsmote returns what imbalanced-learn returns; give fastsmote's result.

    Parameters
    ----------
    sampler : type
        fastsmote's class; imbalanced-learn's is the one of the same name.
    fitted : tuple of str
        Attributes, beside those of all samplers, that have to be equal.
    """
    ours, theirs = resample_by_both(X, y, sampler=sampler, random_state=random_state, **params)
    assert_same_plan(ours.sampler, theirs.sampler)
    for name in fitted:
        assert_same_attribute(getattr(ours.sampler, name), getattr(theirs.sampler, name))
    assert_same_data(ours.X, theirs.X)
    assert_same_data(ours.y, theirs.y)
    return ours


def assert_same_selection(
    X: Any, y: Any, *, sampler: type, fitted: tuple[str, ...] = (), **params: Any
) -> Resampling:
    """Assert that fastsmote keeps the rows that imbalanced-learn keeps; give fastsmote's result.

    Parameters
    ----------
    sampler, fitted
        As in `assert_parity`.
    """
    ours, theirs = resample_by_both(X, y, sampler=sampler, **params)
    assert_array_equal(ours.sampler.sample_indices_, theirs.sampler.sample_indices_)
    assert_same_plan(ours.sampler, theirs.sampler)
    for name in fitted:
        assert_same_attribute(getattr(ours.sampler, name), getattr(theirs.sampler, name))
    assert_same_container(ours.X, theirs.X)
    assert_array_equal(dense(ours.X), dense(theirs.X))
    assert_same_data(ours.y, theirs.y)
    return ours


def assert_same_plan(ours: Any, theirs: Any) -> None:
    """Assert that what is fitted by both is equal."""
    assert list(ours.sampling_strategy_.items()) == list(theirs.sampling_strategy_.items())
    assert ours.n_features_in_ == theirs.n_features_in_
    assert hasattr(ours, "feature_names_in_") == hasattr(theirs, "feature_names_in_")
    if hasattr(theirs, "feature_names_in_"):
        assert_array_equal(ours.feature_names_in_, theirs.feature_names_in_)


def assert_same_attribute(ours: Any, theirs: Any) -> None:
    """Assert that estimators have equal parameters, anything else equal values."""
    assert type(ours) is type(theirs)
    if hasattr(theirs, "get_params"):
        assert ours.get_params().keys() == theirs.get_params().keys()
        assert str(ours) == str(theirs)
    elif isinstance(theirs, dict):
        assert list(ours) == list(theirs)
        for key, value in theirs.items():
            assert_array_equal(ours[key], value)
    else:
        assert_array_equal(ours, theirs)


def assert_same_data(ours: Any, theirs: Any) -> None:
    """Assert that two containers are of the same kind and hold the same values."""
    assert_same_container(ours, theirs)
    left, right = dense(ours), dense(theirs)
    if right.dtype == object and not isinstance(right.flat[0], str):
        left, right = left.astype(np.float64), right.astype(np.float64)
    if right.dtype.kind == "f":
        assert_allclose(left, right, rtol=RTOL[right.dtype.name])
    else:
        assert_array_equal(left, right)


def assert_same_container(ours: Any, theirs: Any) -> None:
    """Assert that type, shape, dtypes, names and index are equal; values are not looked at."""
    assert type(ours) is type(theirs)
    assert np.shape(ours) == np.shape(theirs)
    if isinstance(theirs, pd.DataFrame):
        pd.testing.assert_index_equal(ours.columns, theirs.columns, exact=True)
        pd.testing.assert_series_equal(ours.dtypes, theirs.dtypes)
    if isinstance(theirs, pd.Series):
        assert (ours.name, ours.dtype) == (theirs.name, theirs.dtype)
    if isinstance(theirs, pd.DataFrame | pd.Series):
        pd.testing.assert_index_equal(ours.index, theirs.index, exact=True)
    elif isinstance(theirs, list):
        assert type(_first_leaf(ours)) is type(_first_leaf(theirs))
    else:
        assert ours.dtype == theirs.dtype
    if sparse.issparse(theirs):
        assert ours.format == theirs.format


def dense(data: Any) -> np.ndarray:
    """The values of any container as an ndarray."""
    if sparse.issparse(data):
        return data.toarray()
    return data.to_numpy() if hasattr(data, "to_numpy") else np.asarray(data)


def fingerprint(data: Any) -> str:
    """Hash of the values, dtypes and names of any container, but not of what it caches."""
    if isinstance(data, pd.Series):
        data = data.to_frame()
    if isinstance(data, pd.DataFrame):
        columns = [np.asarray(data.iloc[:, j]) for j in range(data.shape[1])]
        data = [columns, list(data.columns), list(data.index), data.dtypes.astype(str).tolist()]
    elif sparse.issparse(data):
        data = [
            value for name, value in sorted(vars(data).items()) if isinstance(value, np.ndarray)
        ]
    return joblib.hash(data)


def _first_leaf(data: Any) -> Any:
    while isinstance(data, list):
        data = data[0]
    return data
