"""The synthetic rows alone: those that stand at the end of the whole result."""

import tracemalloc

import numpy as np
import pandas as pd
import pytest
from scipy import sparse
from sklearn.base import clone

from fastsmote import interpolation
from fastsmote.over_sampling import SMOTE, SMOTEN, SMOTENC, RandomOverSampler
from tests.samplers.options import COMBINATIONS, OVER_SAMPLERS, SELECTORS, W, X, Y, rows_for

CONTAINERS = {
    "float64": np.asarray,
    "float32": lambda X: X.astype(np.float32),
    "int16": lambda X: np.round(10 * X).astype(np.int16),
    "column by column": np.asfortranarray,
    "list": lambda X: X.tolist(),
    "frame": lambda X: pd.DataFrame(X, columns=list("abcd")),
    "frame of several dtypes": lambda X: pd.DataFrame(X, columns=list("abcd")).astype(
        {"a": "float32", "b": "Float64", "d": "int8"}
    ),
    "csr matrix": sparse.csr_matrix,
    "csc array": sparse.csc_array,
}


def dense(data) -> np.ndarray:
    return data.toarray() if sparse.issparse(data) else np.asarray(data)


@pytest.mark.filterwarnings("ignore:Passing a sparse matrix to SMOTEN")
@pytest.mark.filterwarnings("ignore::fastsmote.errors.TooFewRowsWarning")
@pytest.mark.parametrize("kind", CONTAINERS)
@pytest.mark.parametrize("sampler", OVER_SAMPLERS, ids=str)
def test_are_the_last_rows_of_the_result(sampler, kind):
    data = CONTAINERS[kind](rows_for(sampler))
    X_whole, y_whole = clone(sampler).fit_resample(data, Y)
    sampler = clone(sampler)
    made, labels = sampler.fit_resample(data, Y, synthetic_only=True)
    assert type(made) is type(X_whole)
    np.testing.assert_array_equal(dense(made), dense(X_whole)[100:])
    np.testing.assert_array_equal(labels, y_whole[100:])
    assert labels.dtype == y_whole.dtype
    assert sampler.synthetic_mask_.all()
    assert len(sampler.synthetic_mask_) == len(labels) > 0
    if isinstance(made, pd.DataFrame):
        assert made.dtypes.tolist() == X_whole.dtypes.tolist()
        assert made.index.equals(pd.RangeIndex(len(made)))
    elif not isinstance(made, list):
        assert made.dtype == X_whole.dtype


@pytest.mark.parametrize("order", ["C", "F"])
def test_kernels_read_rows_in_any_order(order, monkeypatch):
    monkeypatch.setattr(interpolation, "_NUMPY_WARM", 0)
    data = np.array(X, order=order)
    made, _ = SMOTE(random_state=0).fit_resample(data, Y, synthetic_only=True)
    np.testing.assert_array_equal(made, SMOTE(random_state=0).fit_resample(X, Y)[0][100:])


def test_containers_of_labels():
    y = pd.Series(Y, name="kind", dtype="category")
    _, labels = SMOTE().fit_resample(X, y, synthetic_only=True)
    assert labels.name == "kind"
    assert labels.dtype == y.dtype
    one_hot = np.eye(3, dtype=int)[Y]
    _, labels = SMOTE().fit_resample(X, one_hot, synthetic_only=True)
    np.testing.assert_array_equal(labels, np.repeat(np.eye(3)[[0, 1]], [45, 35], axis=0))
    assert SMOTE().fit_resample(X, Y.tolist(), synthetic_only=True)[1] == [0] * 45 + [1] * 35


@pytest.mark.parametrize("kind", CONTAINERS)
@pytest.mark.parametrize(
    "sampler",
    [SMOTE(), SMOTENC([3]), SMOTEN(), RandomOverSampler()],
    ids=lambda s: type(s).__name__,
)
@pytest.mark.filterwarnings("ignore:Passing a sparse matrix to SMOTEN")
def test_none(sampler, kind):
    data = CONTAINERS[kind](X)
    sampler = clone(sampler).set_params(sampling_strategy={})
    made, labels = sampler.fit_resample(data, Y, synthetic_only=True)
    assert type(made) is type(data)
    if not isinstance(made, list):
        assert made.shape == (0, 4)
    assert len(dense(made)) == len(labels) == 0


def test_tables_of_objects():
    table = np.column_stack([X[:, :2].astype(object), np.array(list("abcd"))[X[:, 3].astype(int)]])
    sampler = SMOTENC([2], random_state=0)
    whole, _ = sampler.fit_resample(table, Y)
    made, _ = sampler.fit_resample(table, Y, synthetic_only=True)
    np.testing.assert_array_equal(made, whole[100:])


def test_with_all_other_options():
    frame = pd.DataFrame(X, index=pd.Index(range(500, 600), name="id"))
    sampler = SMOTE(random_state=0)
    whole = sampler.fit_resample(frame, Y, sample_weight=W, keep_index=True, provenance=True)
    seeds = sampler.seed_indices_
    made = sampler.fit_resample(
        frame, Y, sample_weight=W, keep_index=True, provenance=True, synthetic_only=True
    )
    pd.testing.assert_frame_equal(made[0], whole[0][100:])
    np.testing.assert_array_equal(made[1], whole[1][100:])
    np.testing.assert_array_equal(made[2], whole[2][100:])
    np.testing.assert_array_equal(sampler.seed_indices_, seeds)


def test_sample_indices_are_those_of_the_result():
    sampler = RandomOverSampler(random_state=0)
    made, _ = sampler.fit_resample(X, Y, synthetic_only=True)
    np.testing.assert_array_equal(made, X[sampler.sample_indices_])


@pytest.mark.parametrize("order", ["C", "F"])
@pytest.mark.parametrize(
    "sampler",
    [
        SMOTE(random_state=0, sampling_strategy={1: 2_000}),
        RandomOverSampler(random_state=0, sampling_strategy={1: 2_000}),
    ],
    ids=lambda sampler: type(sampler).__name__,
)
def test_the_rows_that_came_in_are_not_copied(sampler, order):
    stream = np.random.RandomState(0)
    y = (np.arange(200_000) < 1_000).astype(int)
    data = np.asarray(stream.randint(0, 9, (len(y), 20)), dtype=float, order=order)
    sampler.fit_resample(data, y, synthetic_only=True)  # what is loaded by it stays
    peaks = []
    for synthetic_only in (False, True):
        tracemalloc.start()
        made, _ = sampler.fit_resample(data, y, synthetic_only=synthetic_only)
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert made.shape == (1_000, 20)
    # a number for each row, of some passes over the labels, but no copy of the rows: 32 MB
    assert peaks[1] < data.nbytes / 4
    assert peaks[0] > data.nbytes


@pytest.mark.parametrize("sampler", [*COMBINATIONS, *SELECTORS], ids=str)
def test_samplers_that_remove_rows_have_no_such_option(sampler):
    # the synthetic rows and those that came in would not add up to the result
    with pytest.raises(TypeError, match="unexpected keyword argument 'synthetic_only'"):
        sampler.fit_resample(X, Y, synthetic_only=True)
