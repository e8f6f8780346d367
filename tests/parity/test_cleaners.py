"""The samplers that clean against imbalanced-learn's, live."""

import warnings

import imblearn.under_sampling
import numpy as np
import pandas as pd
import pytest
from scipy import sparse
from sklearn.datasets import make_blobs
from sklearn.neighbors import KNeighborsClassifier, NearestNeighbors

import fastsmote.under_sampling
from fastsmote.under_sampling import (
    AllKNN,
    CondensedNearestNeighbour,
    EditedNearestNeighbours,
    NeighbourhoodCleaningRule,
    OneSidedSelection,
    RepeatedEditedNearestNeighbours,
    TomekLinks,
)
from tests.naming import name_of
from tests.parity.compare import assert_same_selection, dense, resample, resample_by_both
from tests.parity.data import BINARY, MULTICLASS, load

EDITING = [EditedNearestNeighbours, RepeatedEditedNearestNeighbours, AllKNN]
CONDENSING = [CondensedNearestNeighbour, OneSidedSelection]
CLEANERS = [*EDITING, TomekLinks, NeighbourhoodCleaningRule, *CONDENSING]
each_cleaner = pytest.mark.parametrize("cls", CLEANERS, ids=lambda cls: cls.__name__)

STRATEGIES = [
    {"sampling_strategy": name} for name in ("all", "majority", "not majority", "not minority")
]
NEIGHBORS = [
    {},
    {"n_neighbors": 1},
    {"n_neighbors": np.int32(7)},
    {"n_neighbors": NearestNeighbors(n_neighbors=4)},
]
VOTES = [
    {"kind_sel": "mode"},
    {"kind_sel": "mode", "n_neighbors": 2},
    {"kind_sel": "mode", "n_neighbors": 5, "sampling_strategy": "all"},
    {"kind_sel": "mode", "n_neighbors": NearestNeighbors(n_neighbors=7)},
]
ROUNDS = [
    {"max_iter": 1},
    {"max_iter": 2},
    {"max_iter": 5, "n_neighbors": 6, "sampling_strategy": "all"},
]
SIZES = [
    {"n_neighbors": NearestNeighbors(n_neighbors=1)},
    {"n_neighbors": KNeighborsClassifier(n_neighbors=4)},
    {"n_neighbors": KNeighborsClassifier(n_neighbors=3, weights="distance")},
]
MINORITY = [{"allow_minority": True}, {"allow_minority": True, "n_neighbors": 6}]
STORES = [
    {},
    {"n_neighbors": 1},
    {"n_neighbors": 2},
    {"n_neighbors": 3, "n_seeds_S": 4},
    {"n_neighbors": 8, "n_seeds_S": 2},
    {"n_neighbors": KNeighborsClassifier(n_neighbors=1)},
    {"n_neighbors": KNeighborsClassifier(n_neighbors=2, weights="distance")},
    {"n_seeds_S": 5},
    {"n_seeds_S": 30},
    {"random_state": 3, "n_seeds_S": 2},
    {"random_state": np.random.RandomState(5), "n_seeds_S": 3},
    *STRATEGIES,
]
# imbalanced-learn's editors, which the rule of either package takes
EDITORS = [
    {"edited_nearest_neighbours": imblearn.under_sampling.EditedNearestNeighbours()},
    {
        "edited_nearest_neighbours": imblearn.under_sampling.AllKNN(n_neighbors=2),
        "threshold_cleaning": 0.1,
    },
    {
        "edited_nearest_neighbours": imblearn.under_sampling.EditedNearestNeighbours(),
        "n_neighbors": KNeighborsClassifier(n_neighbors=4),
    },
]
RULES = [
    *NEIGHBORS,
    {"threshold_cleaning": 0.1},
    {"threshold_cleaning": 3.0},
    {"threshold_cleaning": 1, "sampling_strategy": "all", "n_neighbors": 5},
    *STRATEGIES,
]
FITTED = {
    EditedNearestNeighbours: ("nn_",),
    RepeatedEditedNearestNeighbours: ("nn_", "n_iter_"),
    AllKNN: ("nn_",),
    NeighbourhoodCleaningRule: ("nn_", "classes_to_clean_"),
}
GRID = [
    *[(cls, params) for cls in EDITING for params in [*NEIGHBORS, *STRATEGIES, *VOTES]],
    *[(RepeatedEditedNearestNeighbours, params) for params in ROUNDS],
    *[(AllKNN, params) for params in [*SIZES, *MINORITY]],
    *[(TomekLinks, params) for params in [{}, *STRATEGIES]],
    *[(NeighbourhoodCleaningRule, params) for params in [*RULES, *EDITORS]],
    *[(OneSidedSelection, params) for params in STORES],
]
# scikit-learn searches more than 15 features by brute force, fewer by a tree: float32 for each
DATA = [
    *[(name, np.float64) for name in BINARY + MULTICLASS],
    *[(name, np.float32) for name in ("wide", "multiclass")],
]


def seeded(cls, params):
    """Parameters with a seed where there is something to draw."""
    return {"random_state": 0, **params} if cls in CONDENSING else params


def fails_on_strings(cls, params):
    """Whether imbalanced-learn wants the mode of labels, which SciPy takes of numbers only."""
    if cls is NeighbourhoodCleaningRule:
        return "edited_nearest_neighbours" not in params
    return params.get("kind_sel") == "mode"


@pytest.mark.parametrize(("cls", "params"), GRID, ids=name_of)
@pytest.mark.parametrize(("name", "dtype"), DATA, ids=name_of)
def test_grid(name, dtype, cls, params):
    X, y = load(name)
    if y.dtype.kind == "U" and fails_on_strings(cls, params):
        y = np.unique(y, return_inverse=True)[1]  # on strings: see the divergences
    assert_same_selection(
        X.astype(dtype), y, sampler=cls, fitted=FITTED.get(cls, ()), **seeded(cls, params)
    )


# imbalanced-learn fits a classifier for each row that it stores: fewer and smaller data
@pytest.mark.parametrize("params", STORES, ids=name_of)
@pytest.mark.parametrize("name", ["binary", "wine", "strings"])
def test_condensing(name, params):
    X, y = load(name)
    cls = CondensedNearestNeighbour
    assert_same_selection(X[:200], y[:200], sampler=cls, **seeded(cls, params))


@pytest.mark.parametrize(("name", "dtype"), DATA, ids=name_of)
def test_condensing_of_all_data(name, dtype):
    X, y = load(name)
    assert_same_selection(
        X[:150].astype(dtype), y[:150], sampler=CondensedNearestNeighbour, random_state=1
    )


@each_cleaner
@pytest.mark.parametrize("n_named", [1, 2])
@pytest.mark.parametrize("name", MULTICLASS)
def test_strategy_as_list(name, n_named, cls):
    X, y = load(name)
    params = seeded(cls, {"sampling_strategy": list(np.unique(y)[-n_named:])})
    if cls is NeighbourhoodCleaningRule:
        params |= EDITORS[0]
    assert_same_selection(X, y, sampler=cls, fitted=FITTED.get(cls, ()), **params)


@each_cleaner
def test_large(cls):
    X, y = load("large")
    X, y = X[:12_000], y[:12_000]
    if cls is CondensedNearestNeighbour:  # of which few rows are stored
        X, y = make_blobs([5_000, 5_500], 6, cluster_std=4.5, random_state=3)
    assert_same_selection(X, y, sampler=cls, fitted=FITTED.get(cls, ()), **seeded(cls, {}))


@each_cleaner
@pytest.mark.parametrize(
    "container", [sparse.csr_matrix, sparse.csr_array, sparse.csc_matrix, sparse.csc_array]
)
def test_sparse(container, cls):
    X, y = load("binary")
    X = np.where(np.abs(X) > 0.8, X, 0)
    params = seeded(cls, {"sampling_strategy": "all"})
    ours = resample(cls, container(X), y, **params)
    if issubclass(container, sparse.csr_matrix):
        assert_same_selection(container(X), y, sampler=cls, **params)
    else:  # an array's row is no row to imbalanced-learn's condensing
        assert_same_selection(X, y, sampler=cls, **params)
    assert type(ours.X) is container
    np.testing.assert_array_equal(dense(ours.X), X[ours.sampler.sample_indices_])


@each_cleaner
def test_containers(cls):
    X, y = load("multiclass")
    params = seeded(cls, {})
    frame = pd.DataFrame(X, columns=[f"feature {j}" for j in range(10)], index=range(600, 0, -1))
    labels = pd.Series(y, name="target", index=frame.index)
    assert_same_selection(frame, labels, sampler=cls, **params)
    assert_same_selection(X.tolist(), y.tolist(), sampler=cls, **params)
    assert_same_selection(X, np.eye(4, dtype=int)[y], sampler=cls, **params)


@each_cleaner
@pytest.mark.parametrize("kind", [np.int8, np.uint16, np.int64, np.float64, object])
def test_labels_of_any_kind(kind, cls):
    X, y = load("multiclass")
    params = seeded(cls, {})
    if kind is object:
        y = np.array(["b", "d", "a", "c"], dtype=object)[y]
        params |= EDITORS[0] if cls is NeighbourhoodCleaningRule else {}
    assert_same_selection(X, y.astype(kind), sampler=cls, **params)


@pytest.mark.parametrize("cls", CONDENSING)
def test_draws_go_on_as_theirs(cls):
    ours, theirs = np.random.RandomState(7), np.random.RandomState(7)
    X, y = load("binary")
    sampler = cls(random_state=ours, n_seeds_S=4)
    other = getattr(imblearn.under_sampling, cls.__name__)(random_state=theirs, n_seeds_S=4)
    for _ in range(2):
        sampler.fit_resample(X, y)
        other.fit_resample(X, y)
        np.testing.assert_array_equal(sampler.sample_indices_, other.sample_indices_)
    assert ours.randint(1 << 30) == theirs.randint(1 << 30)


@pytest.mark.parametrize("cls", CONDENSING)
def test_stores(cls):
    X, y = load("strings")
    for params in ({}, {"n_neighbors": 3}, {"n_neighbors": KNeighborsClassifier(2)}):
        ours, theirs = resample_by_both(
            X, y, sampler=cls, random_state=0, n_seeds_S=4, sampling_strategy="all", **params
        )
        pairs = list(zip(ours.sampler.estimators_, theirs.sampler.estimators_, strict=True))
        assert len(pairs) == 4
        for left, right in pairs:
            assert str(left) == str(right)
            np.testing.assert_array_equal(left.predict(X), right.predict(X))
            np.testing.assert_array_equal(left.kneighbors(X)[0], right.kneighbors(X)[0])


@pytest.mark.parametrize("cls", [RepeatedEditedNearestNeighbours, AllKNN])
@pytest.mark.parametrize(
    "params", [{}, {"n_neighbors": NearestNeighbors(n_neighbors=5)}], ids=name_of
)
def test_what_edited_last(cls, params):
    ours, theirs = resample_by_both(*load("binary"), sampler=cls, **params)
    left, right = ours.sampler.enn_.get_params(), theirs.sampler.enn_.get_params()
    n_neighbors = left.pop("n_neighbors"), right.pop("n_neighbors")
    if cls is AllKNN:  # a number in imbalanced-learn, whatever was given
        last = params.get("n_neighbors")
        assert n_neighbors[1] == (4 if last else 3)
        assert n_neighbors[0] == 3 if last is None else n_neighbors[0].n_neighbors == 5
    names = {"sampling_strategy", "kind_sel", "n_jobs"}
    assert {k: left[k] for k in names} == {k: right[k] for k in names}


def test_neighbourhood_cleaning_by_either_editor():
    X, y = load("multiclass")
    for name in ("EditedNearestNeighbours", "RepeatedEditedNearestNeighbours", "AllKNN"):
        mine, other = (
            getattr(module, name)(n_neighbors=4)
            for module in (fastsmote.under_sampling, imblearn.under_sampling)
        )
        ours = resample(NeighbourhoodCleaningRule, X, y, edited_nearest_neighbours=mine)
        theirs = resample(
            imblearn.under_sampling.NeighbourhoodCleaningRule,
            X,
            y,
            edited_nearest_neighbours=other,
        )
        np.testing.assert_array_equal(ours.sampler.sample_indices_, theirs.sampler.sample_indices_)
        assert type(ours.sampler.edited_nearest_neighbours_) is type(mine)
        assert ours.sampler.edited_nearest_neighbours_ is not mine


def test_links():
    X, y = load("multiclass")
    nearest = NearestNeighbors(n_neighbors=2).fit(X).kneighbors(return_distance=False)[:, 0]
    theirs = imblearn.under_sampling.TomekLinks
    for wanted in ([0], [1, 2], [0, 1, 2, 3]):
        found = TomekLinks.is_tomek(y, nearest, wanted)
        assert found.any()
        np.testing.assert_array_equal(found, theirs.is_tomek(y, nearest, wanted))


@each_cleaner
def test_neither_threads_nor_the_order_of_memory_decide(cls):
    X, y = load("multiclass")
    X, y = np.tile(X, (3, 1)) + np.random.RandomState(0).standard_normal((1800, 10)), np.tile(y, 3)
    params = seeded(cls, {})
    expected = resample(cls, X, y, n_jobs=1, **params).sampler.sample_indices_
    for rows in (X, np.asfortranarray(X), X[::-1][::-1]):
        for n_jobs in (2, 3, -1):
            found = resample(cls, rows, y, n_jobs=n_jobs, **params)
            np.testing.assert_array_equal(found.sampler.sample_indices_, expected)
            assert found.X.flags.c_contiguous
            assert not np.shares_memory(found.X, rows)


@pytest.mark.parametrize("seed", range(12))
@each_cleaner
def test_small_data_of_classes_that_vanish(cls, seed):
    # 3 classes of a few rows each, some equally large, some lost on the way
    stream = np.random.RandomState(seed)
    y = stream.permutation(np.repeat([2, 0, 1], [5, 5 + seed % 3, 9]))
    X = stream.standard_normal((len(y), 3)) + 0.5 * y[:, None]
    params = seeded(cls, {"sampling_strategy": "all"})
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert_same_selection(X, y, sampler=cls, fitted=FITTED.get(cls, ()), **params)
