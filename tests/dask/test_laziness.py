"""What is computed when, and what the result is made of."""

import sys

import dask
import dask.array as da
import dask.dataframe as dd
import numpy as np
import pandas as pd
import pytest
from dask import delayed
from dask.callbacks import Callback

from fastsmote.dask import ADASYN, SMOTE, BorderlineSMOTE, RandomOverSampler, synthetic
from fastsmote.dask.classes import Blocks
from fastsmote.errors import TooFewRowsWarning
from tests.dask.collections import arrays, cut, dask_frame, frame
from tests.parity.data import load


def _refusing(block):
    raise AssertionError("rows were read")


@pytest.mark.parametrize("sampler", [SMOTE(), BorderlineSMOTE(), ADASYN(), RandomOverSampler()])
def test_only_labels_are_read_at_once(sampler):
    X, y = load("binary")
    Xd, yd = arrays(X, y, cut(len(X), "seven"))
    Xd = Xd.map_blocks(_refusing, dtype=Xd.dtype, meta=np.empty((0, 0)))
    X_new, _ = sampler.fit_resample(Xd, yd)
    with pytest.raises(AssertionError, match="rows were read"):
        X_new.blocks[-1].compute(scheduler="sync")


def test_partitions_of_the_input_come_first_and_untouched():
    X, y = load("binary")
    sizes = cut(len(X), "uneven")
    n_new = sum(y == 0) - sum(y == 1)
    new_sizes = tuple(np.diff(n_new * np.arange(4) // 3).tolist())
    Xd, yd = arrays(X, y, sizes)
    X_new, y_new = SMOTE(random_state=0, partition_rows=100).fit_resample(Xd, yd)
    assert X_new.chunks == ((*sizes, *new_sizes), (X.shape[1],))
    assert y_new.chunks == ((*sizes, *new_sizes),)
    assert (X_new.dtype, y_new.dtype) == (X.dtype, y.dtype)
    data = frame(X, y)
    parts = dask_frame(data, sizes)
    features = data.columns[:-1].tolist()
    X_new, y_new = SMOTE(random_state=0, partition_rows=100).fit_resample(
        parts[features], parts["target"]
    )
    assert X_new.npartitions == y_new.npartitions == len(sizes) + 3
    assert X_new.get_partition(2).compute().equals(parts[features].get_partition(2).compute())


def test_a_resulting_frame_becomes_an_array():
    data = frame(*load("binary"))
    features = data.columns[:-1].tolist()
    parts = dask_frame(data, cut(len(data), "seven"))
    try:
        dd.from_delayed(parts.to_delayed(), meta=parts._meta).values.compute()
    except ValueError:
        pytest.skip("this version of Dask makes no array of a frame of delayed partitions")
    X_new, y_new = SMOTE(random_state=0).fit_resample(parts[features], parts["target"])
    X, y = dask.compute(X_new, y_new)
    np.testing.assert_array_equal(X_new.values.compute(), X.to_numpy())
    np.testing.assert_array_equal(X_new.to_dask_array(lengths=True).compute(), X.to_numpy())
    np.testing.assert_array_equal(y_new.values.compute(), y.to_numpy())


@pytest.mark.parametrize("has_changed", [False, True])
@pytest.mark.parametrize("as_labels", [False, True])
def test_objects_stay_objects(monkeypatch, as_labels, has_changed):
    if has_changed:  # Dask, of whose own classes these frames are made
        monkeypatch.setitem(sys.modules, "fastsmote.dask.expressions", None)

    def with_objects(part):
        lists = pd.Series([[number] for number in part["x0"]], part.index, dtype=object)
        words = part["target"].map({0: "no", 1: "yes"}).astype(object)
        return part.assign(lists=lists, words=words)

    data = frame(*load("binary"))
    parts = dask_frame(data, cut(len(data), "two"))
    parts = parts.map_partitions(with_objects, meta=with_objects(data.iloc[:0]))
    target = parts["words"] if as_labels else parts["target"]
    lazy = RandomOverSampler(random_state=0).fit_resample(parts[["lists", "x0"]], target)
    X, y = dask.compute(*lazy)
    assert (lazy[0].dtypes["lists"], lazy[1].dtype) == (object, target.dtype)
    assert X["lists"].tolist() == [[number] for number in X["x0"]]
    assert y.dtype == target.dtype


def test_client_numbers_no_rows_but_those_that_it_samples():
    blocks = Blocks([delayed(np.zeros((1, 2)))] * 2, [0, 10**15, 2 * 10**15])
    blocks.scale()


def test_original_rows_are_not_searched_for_themselves():
    """A result's head costs what the input's costs."""
    X, y = load("binary")
    Xd, yd = arrays(X, y, cut(len(X), "seven"))
    X_new, _ = SMOTE(random_state=0).fit_resample(Xd, yd)
    computed = []
    with Callback(pretask=lambda key, *_: computed.append(str(key))):
        X_new.blocks[2].compute(scheduler="sync")
        assert len(computed) < 5
        X_new.blocks[-1].compute(scheduler="sync")
    assert any("search" in key for key in computed)


@pytest.mark.parametrize("sampler", [SMOTE, ADASYN])  # ADASYN's labels wait for its rows
def test_rows_and_labels_computed_together_are_made_once(monkeypatch, sampler):
    made = []
    interpolate = synthetic.interpolate

    def counted(*arguments):
        made.append(arguments)
        return interpolate(*arguments)

    monkeypatch.setattr(synthetic, "interpolate", counted)
    X, y = load("binary")
    resampled = sampler(random_state=0, partition_rows=50).fit_resample(
        *arrays(X, y, cut(len(X), "seven"))
    )
    computed = []
    with Callback(pretask=lambda key, *_: computed.append(str(key))):
        rows, labels = dask.compute(*resampled, scheduler="sync")
    assert len(labels) == len(rows)
    assert len(made) == -(-(len(rows) - len(X)) // 50)
    assert sum("draw_and_search" in key for key in computed) == (sampler is SMOTE)


def test_draws_are_not_in_the_graph():
    """However many rows are to be made, the graph that is sent is small."""
    X, y = load("binary")
    collections = arrays(X, y, cut(len(X), "two"))
    plan = {1: 50_000_000}
    sampler = SMOTE(random_state=0, sampling_strategy=plan, partition_rows=10_000_000)
    X_new, y_new = sampler.fit_resample(*collections)
    assert X_new.shape[0] == y_new.shape[0] == 50_000_000 + sum(y == 0)
    assert X_new.npartitions == 2 + 5


def test_attributes():
    data = frame(*load("multiclass"))
    features = data.columns[:-1].tolist()
    parts = dask_frame(data, cut(len(data), "two"))
    sampler = SMOTE().fit(parts[features], parts["target"])
    counts = data["target"].value_counts()
    assert sampler.sampling_strategy_ == {
        label: counts.max() - n for label, n in counts.items() if n < counts.max()
    }
    assert sampler.n_features_in_ == len(features)
    assert sampler.feature_names_in_.tolist() == features
    sampler.fit(parts[features].to_dask_array(), parts["target"])
    assert not hasattr(sampler, "feature_names_in_")


def test_no_row_in_danger_is_warned_of_and_adds_nothing():
    X = np.r_[np.random.RandomState(0).rand(40, 2), 9 + np.random.RandomState(1).rand(20, 2)]
    y = np.repeat([0, 1], [40, 20])
    for kind in ("borderline-1", "borderline-2"):
        X_new, y_new = BorderlineSMOTE(random_state=0, kind=kind).fit_resample(
            *arrays(X, y, (20, 20, 20))
        )
        with pytest.warns(TooFewRowsWarning, match="none of its 20 rows is in danger"):
            found = dask.compute(X_new, y_new, scheduler="sync")
        np.testing.assert_array_equal(found[0], X)


def test_nothing_to_do():
    X, y = load("binary")
    y = np.arange(len(X)) % 2
    X_new, y_new = SMOTE().fit_resample(*arrays(X, y, cut(len(X), "two")))
    assert isinstance(X_new, da.Array)
    assert X_new.shape == X.shape
    assert y_new.shape == y.shape
