"""RandomOverSampler: rows of any type come back as they were."""

import imblearn.over_sampling
import numpy as np
import pandas as pd
import pytest
from scipy import sparse

from fastsmote.over_sampling import RandomOverSampler
from tests.naming import name_of
from tests.parity.compare import (
    assert_same_container,
    dense,
    fingerprint,
    resample,
    resample_by_both,
)

N = 16
Y = np.repeat(["no", "yes"], [6, 10])

FRAME = pd.DataFrame(
    {
        "int": np.arange(N),
        "small": np.arange(N, dtype=np.int8),
        "float": np.where(np.arange(N) % 5, np.linspace(0, 1, N), np.nan),
        "infinite": np.where(np.arange(N) % 5, 1.0, -np.inf),
        "float32": np.linspace(0, 1, N, dtype=np.float32),
        "bool": np.arange(N) % 2 == 0,
        "object": [1, "a", None, 2.5] * 4,
        "string": pd.array(["q", None] * 8, dtype="string"),
        "category": pd.Categorical(["x", "y", None, "x"] * 4),
        "nullable": pd.array([1, None] * 8, dtype="Int64"),
        "date": pd.date_range("2020", periods=N),
        "zone": pd.date_range("2020", periods=N, tz="UTC"),
        "delta": pd.to_timedelta(np.arange(N), unit="s"),
        "no delta": pd.to_timedelta([None] * N),
        "sparse": pd.arrays.SparseArray([0.0, 0.0, 1.0, 0.0] * 4),
    },
    index=range(100, 100 + N),
)

FRAMES = {
    **{name: FRAME[[name]] for name in FRAME},
    "all": FRAME,
    "numbers": FRAME[["int", "float", "bool"]],
    "no columns": FRAME[[]],
    "two-level names": pd.DataFrame(
        np.ones((N, 2)), columns=pd.MultiIndex.from_tuples([("a", 1), ("b", 2)])
    ),
}

OTHERS = {
    "list of numbers": [[i, 2.5] for i in range(N)],
    "list of numbers and strings": [[i, "a"] for i in range(N)],
    "objects": FRAME[["int", "category", "object"]].to_numpy(),
    "strings": np.array([["abc", "de"]] * N),
    "bytes": np.array([[b"abc", b"de"]] * N),
    "dates": FRAME[["date"]].to_numpy(),
    "NaN": FRAME[["float", "infinite"]].to_numpy(),
    "Fortran order": np.asfortranarray(np.random.RandomState(0).rand(N, 3)),
    "another byte order": np.random.RandomState(0).rand(N, 3).astype(">f8"),
    "CSR": sparse.csr_matrix(np.eye(N)),
    "CSC with NaN": sparse.csc_array(np.where(np.eye(N) > 0, np.nan, 0.0)),
    "COO": sparse.coo_matrix(np.eye(N)),
}


@pytest.mark.parametrize("name", FRAMES)
def test_frames(name):
    ours, theirs = resample_by_both(FRAMES[name], Y, sampler=RandomOverSampler, random_state=0)
    assert len(ours.X) == 20
    pd.testing.assert_frame_equal(ours.X, theirs.X)
    pd.testing.assert_index_equal(ours.X.index, pd.RangeIndex(20), exact=True)
    np.testing.assert_array_equal(ours.y, theirs.y)
    np.testing.assert_array_equal(ours.sampler.sample_indices_, theirs.sampler.sample_indices_)


@pytest.mark.parametrize("name", OTHERS)
def test_other_containers(name):
    ours, theirs = resample_by_both(OTHERS[name], Y, sampler=RandomOverSampler, random_state=0)
    assert_same_container(ours.X, theirs.X)
    left, right = np.asarray(dense(ours.X)), np.asarray(dense(theirs.X))
    assert left.dtype == right.dtype
    if left.dtype == object:
        assert left.tolist() == right.tolist()
    else:
        np.testing.assert_array_equal(left, right)


def test_result_is_a_copy():
    frame = FRAME.copy()
    before = fingerprint(frame)
    resampled = resample(RandomOverSampler, frame, Y, sampling_strategy={}).X
    resampled.loc[0, "int"] = 77
    assert fingerprint(frame) == before


@pytest.mark.parametrize("n_jobs", [1, 2, 5])
def test_rows_do_not_depend_on_threads(n_jobs):
    X = np.random.RandomState(1).rand(40_000, 20)
    y = np.repeat([0, 1], [10_000, 30_000])
    ours = resample(RandomOverSampler, X, y, random_state=0, n_jobs=n_jobs)
    np.testing.assert_array_equal(ours.X, X[ours.sampler.sample_indices_])
    theirs = resample(imblearn.over_sampling.RandomOverSampler, X, y, random_state=0)
    np.testing.assert_array_equal(ours.X, theirs.X)


def test_one_hot_labels():
    one_hot = np.eye(3, dtype=int)[np.repeat([0, 1, 2], [3, 5, 8])]
    ours, theirs = resample_by_both(FRAME, one_hot, sampler=RandomOverSampler, random_state=0)
    pd.testing.assert_frame_equal(ours.X, theirs.X)
    np.testing.assert_array_equal(ours.y, theirs.y)


@pytest.mark.parametrize("shrinkage", [0.5, {"no": 2.0}], ids=name_of)
def test_smoothed_frame_keeps_its_dtypes(shrinkage):
    frame = FRAME[["int", "small", "float32"]]
    ours, theirs = resample_by_both(
        frame, Y, sampler=RandomOverSampler, random_state=0, shrinkage=shrinkage
    )
    pd.testing.assert_frame_equal(ours.X, theirs.X, rtol=1e-6)
    assert (ours.X.dtypes == frame.dtypes).all()


@pytest.mark.parametrize("strategy", ["auto", {0: 2, 1: 2}], ids=str)
@pytest.mark.parametrize("dtype", [np.int32, np.float32])
@pytest.mark.parametrize("container", [np.asarray, sparse.csr_matrix, sparse.csc_array])
def test_smoothing_of_balanced_classes_changes_the_type_alone(container, dtype, strategy):
    X, y = container(np.arange(8).reshape(4, 2).astype(dtype)), np.array([0, 0, 1, 1])
    params = {"shrinkage": 1.0, "random_state": 0, "sampling_strategy": strategy}
    ours, _ = RandomOverSampler(**params).fit_resample(X, y)
    theirs, _ = imblearn.over_sampling.RandomOverSampler(**params).fit_resample(X, y)
    assert (type(ours), ours.dtype) == (type(theirs), theirs.dtype)
    np.testing.assert_array_equal(dense(ours), dense(theirs))
