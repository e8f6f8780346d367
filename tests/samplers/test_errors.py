"""When errors come, and what is none; which input gets which message is in test_bad_inputs.py."""

# ruff: noqa: NPY002 (the global stream of NumPy is what random_state=None draws from)

import numpy as np
import pytest

from fastsmote.over_sampling import SMOTE, SMOTENC
from tests.samplers.bad_inputs.row import MIXED, X, Y, with_value


class OnlyNeighbors:
    """An estimator that lacks kneighbors_graph."""

    def kneighbors(self, X):
        raise AssertionError("not to be called")


def test_labels_left_out():
    with pytest.raises(TypeError, match="'y'"):
        SMOTE().fit_resample(X)


def test_largest_finite_numbers_are_accepted():
    # their sum is infinite, which is how a NaN is looked for
    rows = np.vstack([X, np.full((2, 3), np.finfo(float).max)])
    SMOTE(random_state=0).fit_resample(rows, np.append(Y, [1, 1]))


@pytest.mark.parametrize("k_neighbors", [object(), OnlyNeighbors()], ids=["object", "no graph"])
def test_estimator_without_the_methods(k_neighbors):
    with pytest.raises(ValueError, match="with methods kneighbors and kneighbors_graph"):
        SMOTE(k_neighbors=k_neighbors).fit_resample(X, Y)


@pytest.mark.parametrize(
    ("function", "error"), [(lambda: {0: 20}, TypeError), (lambda y: 1 / 0, ZeroDivisionError)]
)
def test_what_a_strategy_of_the_caller_raises_is_left_alone(function, error):
    with pytest.raises(error, match=r"takes 0 positional arguments|division by zero"):
        SMOTE(sampling_strategy=function).fit_resample(X, Y)


def test_neighbors_estimator_before_fitting():
    with pytest.raises(AttributeError, match="is not fitted yet"):
        SMOTE().nn_k_  # noqa: B018


def test_the_largest_k_named_is_the_largest_that_works():
    assert len(SMOTE(k_neighbors=9, random_state=0).fit_resample(X, Y)[0]) == 60
    with pytest.raises(ValueError, match="set k_neighbors to 9 or less"):
        SMOTE(k_neighbors=10).fit_resample(X, Y)


def test_the_smallest_ratio_named_is_the_smallest_that_works():
    assert len(SMOTE(sampling_strategy=11 / 30, random_state=0).fit_resample(X, Y)[0]) == 41
    with pytest.raises(ValueError, match="sampling_strategy >= 11 / 30"):
        SMOTE(sampling_strategy=10.9 / 30).fit_resample(X, Y)


def test_small_class_that_stays_as_it_is_is_no_error():
    y = np.repeat([0, 1, 2], [2, 10, 28])
    resampled = SMOTE(sampling_strategy={1: 20}, random_state=0).fit_resample(X, y)[1]
    assert np.bincount(resampled).tolist() == [2, 20, 28]


def test_error_comes_before_the_global_stream_is_drawn_from():
    state = np.random.get_state()[1].tolist()
    with pytest.raises(ValueError, match="class 2 has 3"):
        SMOTE().fit_resample(X, np.repeat([0, 1, 2], [10, 27, 3]))
    assert np.random.get_state()[1].tolist() == state


@pytest.mark.parametrize("method", ["fit", "fit_resample"])
def test_parameters_are_checked_before_data(method):
    with pytest.raises(ValueError, match="'random_state' parameter"):
        getattr(SMOTE(random_state="a"), method)(None, None)


def test_words_that_stand_for_no_value_are_categories():
    rows = with_value(None, 3, 3, MIXED)
    assert None in SMOTENC([3], random_state=0).fit_resample(rows, Y)[0][:, 3]
    with pytest.raises(ValueError, match="column 1 is NaN or infinity, the first in row 3"):
        SMOTENC([3]).fit_resample(with_value(None, rows=MIXED), Y)
