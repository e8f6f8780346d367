"""The index of pandas objects, which the rows keep if it is asked for."""

import numpy as np
import pandas as pd
import pytest
from sklearn.base import clone

from fastsmote.over_sampling import SMOTE
from fastsmote.under_sampling import TomekLinks
from tests.samplers.options import ALL, COMBINATIONS, OVER_SAMPLERS, SELECTORS, W, X, Y, rows_for

INDEX = pd.Index([f"patient {i}" for i in range(100)], name="id")


def frame_for(sampler, index=INDEX) -> pd.DataFrame:
    return pd.DataFrame(rows_for(sampler), columns=list("abcd"), index=index)


@pytest.mark.parametrize("sampler", ALL, ids=str)
def test_default_is_a_range(sampler):
    X_resampled, y_resampled = clone(sampler).fit_resample(
        frame_for(sampler), pd.Series(Y, index=INDEX)
    )
    assert X_resampled.index.equals(pd.RangeIndex(len(X_resampled)))
    assert y_resampled.index.equals(pd.RangeIndex(len(X_resampled)))


@pytest.mark.parametrize("sampler", ALL, ids=str)
def test_nothing_but_the_index_is_another(sampler):
    frame, labels = frame_for(sampler), pd.Series(Y, index=INDEX, name="kind")
    expected = clone(sampler).fit_resample(frame, labels)
    resampled = clone(sampler).fit_resample(frame, labels, keep_index=True)
    assert resampled[0].index.equals(resampled[1].index)
    pd.testing.assert_frame_equal(resampled[0].reset_index(drop=True), expected[0])
    pd.testing.assert_series_equal(resampled[1].reset_index(drop=True), expected[1])
    assert frame.index is INDEX


@pytest.mark.parametrize("sampler", SELECTORS, ids=str)
def test_rows_that_are_kept_keep_their_labels(sampler):
    sampler, frame = clone(sampler), frame_for(sampler)
    X_resampled, y_resampled = sampler.fit_resample(frame, Y, keep_index=True)
    pd.testing.assert_frame_equal(X_resampled, frame.iloc[sampler.sample_indices_])
    assert isinstance(y_resampled, np.ndarray)


@pytest.mark.parametrize("sampler", OVER_SAMPLERS, ids=str)
def test_synthetic_rows_have_the_label_of_their_seed(sampler):
    sampler, frame = clone(sampler), frame_for(sampler)
    resampled, _ = sampler.fit_resample(frame, Y, keep_index=True, provenance=True)
    assert resampled.index.names == ["id", "synthetic"]
    ids, is_synthetic = (resampled.index.get_level_values(level) for level in (0, 1))
    assert ids.equals(INDEX.append(INDEX[sampler.seed_indices_]))
    assert is_synthetic.dtype == bool
    np.testing.assert_array_equal(is_synthetic, np.arange(len(resampled)) >= 100)
    # which is what one looks rows up by
    given = resampled.xs(False, level="synthetic")
    pd.testing.assert_frame_equal(given, frame)


@pytest.mark.parametrize("sampler", COMBINATIONS, ids=str)
def test_combinations(sampler):
    sampler, frame = clone(sampler), frame_for(sampler)
    resampled, _ = sampler.fit_resample(frame, Y, keep_index=True, provenance=True)
    is_synthetic = resampled.index.get_level_values("synthetic")
    np.testing.assert_array_equal(is_synthetic, sampler.synthetic_mask_)
    given = resampled.xs(False, level="synthetic")
    pd.testing.assert_frame_equal(given, frame.loc[given.index])
    seeds = resampled.index.get_level_values("id")[is_synthetic]
    assert seeds.equals(INDEX[sampler.seed_indices_])


INDICES = {
    "int": pd.RangeIndex(1000, 1100),
    "int32": pd.Index(np.arange(100, dtype=np.int32)),
    "date": pd.date_range("2020-01-01", periods=100, tz="Europe/Berlin", name="day"),
    "period": pd.period_range("2020-01", periods=100, freq="M"),
    "categorical": pd.CategoricalIndex(list("abcde") * 20),
    "interval": pd.interval_range(0, 100),
    "same label": pd.Index(["x"] * 100),
    "missing label": pd.Index([np.nan, *np.arange(99.0)]),
    "levels": pd.MultiIndex.from_arrays(
        [np.arange(100) // 10, list("abcdefghij") * 10], names=["house", None]
    ),
}


@pytest.mark.parametrize("name", INDICES)
def test_each_level_keeps_its_dtype(name):
    index = INDICES[name]
    kept, _ = TomekLinks().fit_resample(frame_for(None, index), Y, keep_index=True)
    selector = TomekLinks()
    selector.fit_resample(X, Y)
    pd.testing.assert_index_equal(kept.index, index[selector.sample_indices_], exact="equiv")

    sampler = SMOTE(random_state=0)
    grown, _ = sampler.fit_resample(frame_for(None, index), Y, keep_index=True, provenance=True)
    rows = np.r_[:100, sampler.seed_indices_]
    assert grown.index.names == [*index.names, "synthetic"]
    for level in range(index.nlevels):
        found, given = (each.get_level_values(level) for each in (grown.index, index))
        assert found.dtype == given.dtype
        assert found.equals(given[rows])


def test_level_is_there_if_nothing_is_made():
    resampled, _ = SMOTE(sampling_strategy={}).fit_resample(frame_for(None), Y, keep_index=True)
    assert resampled.index.names == ["id", "synthetic"]
    assert not resampled.index.get_level_values("synthetic").any()


def test_once_more():
    # a result goes into the next sampler: one more level for its rows
    frame, labels = SMOTE(random_state=0).fit_resample(frame_for(None), Y, keep_index=True)
    kept, _ = TomekLinks().fit_resample(frame, labels, keep_index=True)
    assert kept.index.names == ["id", "synthetic"]
    sampler, renamed = SMOTE(random_state=0, sampling_strategy={0: 70}), {"synthetic": "before"}
    again, _ = sampler.fit_resample(frame.rename_axis(index=renamed), labels, keep_index=True)
    assert again.index.names == ["id", "before", "synthetic"]
    assert again.index.droplevel(2)[: len(frame)].equals(frame.index)


@pytest.mark.parametrize("sampler", [*OVER_SAMPLERS, *COMBINATIONS], ids=str)
def test_a_level_of_that_name(sampler):
    frame = frame_for(sampler, INDEX.rename("synthetic"))
    with pytest.raises(
        ValueError, match=r"has one already.* Pass X.rename_axis\(index={'synthetic'"
    ):
        clone(sampler).fit_resample(frame, Y, keep_index=True)


class TestWhoseIndex:
    def test_of_y_if_x_has_none(self):
        labels = pd.Series(Y, index=INDEX)
        resampled, found = SMOTE(random_state=0).fit_resample(X, labels, keep_index=True)
        assert isinstance(resampled, np.ndarray)
        assert found.index.get_level_values("id")[:100].equals(INDEX)

    def test_weights_get_the_same(self):
        weights = pd.Series(W, name="cost", index=INDEX)
        resampled, _, found = SMOTE(random_state=0).fit_resample(
            frame_for(None), Y, sample_weight=weights, keep_index=True
        )
        assert found.index.equals(resampled.index)
        assert found.name == "cost"

    def test_of_one_hot_labels(self):
        one_hot = pd.DataFrame(np.eye(3, dtype=int)[Y], columns=list("abc"), index=INDEX)
        for rows in (X, frame_for(None)):
            _, found = SMOTE(random_state=0).fit_resample(rows, one_hot, keep_index=True)
            assert found.columns.tolist() == list("abc")
            assert found.index.get_level_values("id")[:100].equals(INDEX)

    def test_different_ones(self):
        with pytest.raises(ValueError, match=r"different indices: .* Pass y.set_axis\(X.index\)"):
            SMOTE().fit_resample(frame_for(None), pd.Series(Y), keep_index=True)

    @pytest.mark.parametrize("rows", [X, frame_for(None)], ids=["of y", "of X"])
    @pytest.mark.parametrize("sampler", ALL[:1] + SELECTORS[:1], ids=str)
    def test_weights_with_another(self, sampler, rows):
        whose = "X" if isinstance(rows, pd.DataFrame) else "y"
        weights = pd.Series(W, index=INDEX[::-1])
        with pytest.raises(
            ValueError, match=rf"different indices: .* Pass sample_weight.set_axis\({whose}.index\)"
        ):
            clone(sampler).fit_resample(
                rows, pd.Series(Y, index=INDEX), sample_weight=weights, keep_index=True
            )

    @pytest.mark.parametrize("sampler", ALL, ids=str)
    def test_of_none(self, sampler):
        message = "keep_index=True needs .* X is a numpy.ndarray and y is a list: pass X"
        with pytest.raises(ValueError, match=message):
            clone(sampler).fit_resample(rows_for(sampler), Y.tolist(), keep_index=True)
