"""The conventions of scikit-learn's estimators, on SMOTE."""

import copy
import pickle

import joblib
import numpy as np
import pandas as pd
import pytest
from sklearn import config_context
from sklearn.base import clone
from sklearn.datasets import make_classification
from sklearn.exceptions import NotFittedError
from sklearn.neighbors import NearestNeighbors
from sklearn.utils import get_tags

from fastsmote.over_sampling import SMOTE

DEFAULTS = {
    "sampling_strategy": "auto",
    "random_state": None,
    "k_neighbors": 5,
    "n_jobs": None,
    "integer_columns": "truncate",
    "small_classes": "raise",
    "missing": "raise",
}


@pytest.fixture(scope="module")
def data():
    return make_classification(200, 6, n_informative=4, weights=[0.8], random_state=0)


@pytest.fixture
def frame(data):
    return pd.DataFrame(data[0], columns=list("abcdef"))


def assert_same_rows(left, right):
    np.testing.assert_array_equal(left[0], right[0])
    np.testing.assert_array_equal(left[1], right[1])


class TestParameters:
    def test_defaults(self):
        assert SMOTE().get_params() == DEFAULTS

    def test_are_kept_as_given(self):
        # no validation, no copy: scikit-learn's cloning depends on it
        given = {"sampling_strategy": object(), "random_state": [], "k_neighbors": -1, "n_jobs": ""}
        for name, value in given.items():
            assert getattr(SMOTE(**given), name) is value

    def test_are_keyword_only(self):
        with pytest.raises(TypeError, match="positional argument"):
            SMOTE("auto")

    def test_set_params(self, data):
        sampler = SMOTE()
        assert sampler.set_params(k_neighbors=3, random_state=0) is sampler
        assert_same_rows(
            sampler.fit_resample(*data), SMOTE(k_neighbors=3, random_state=0).fit_resample(*data)
        )

    def test_set_params_of_a_nested_estimator(self):
        sampler = SMOTE(k_neighbors=NearestNeighbors())
        sampler.set_params(k_neighbors__n_neighbors=3)
        assert sampler.k_neighbors.n_neighbors == 3
        assert sampler.get_params()["k_neighbors__n_neighbors"] == 3

    def test_unknown_parameter(self):
        with pytest.raises(ValueError, match="Invalid parameter 'neighbors'"):
            SMOTE().set_params(neighbors=3)

    def test_fitting_changes_none(self, data):
        sampler = SMOTE(sampling_strategy={1: 100}, k_neighbors=NearestNeighbors(n_neighbors=4))
        before = copy.copy(vars(sampler))
        sampler.fit_resample(*data)
        for name, value in before.items():
            assert getattr(sampler, name) is value
        assert sampler.sampling_strategy == {1: 100}
        assert not hasattr(sampler.k_neighbors, "n_samples_fit_")

    def test_skipped_validation_leaves_the_result_alone(self, data):
        with config_context(skip_parameter_validation=True):
            unchecked = SMOTE(random_state=0).fit_resample(*data)
        assert_same_rows(unchecked, SMOTE(random_state=0).fit_resample(*data))


class TestRepr:
    def test_only_what_was_changed(self):
        assert repr(SMOTE()) == "SMOTE()"
        assert repr(SMOTE(k_neighbors=3, random_state=0)) == "SMOTE(k_neighbors=3, random_state=0)"

    def test_html(self):
        assert "SMOTE" in SMOTE(k_neighbors=3)._repr_html_()


class TestCopies:
    def test_clone_is_unfitted_and_equal(self, data):
        sampler = SMOTE(k_neighbors=3, random_state=1, sampling_strategy={1: 100}, n_jobs=2)
        resampled = sampler.fit_resample(*data)
        other = clone(sampler)
        assert other.get_params() == sampler.get_params()
        assert not hasattr(other, "sampling_strategy_")
        assert_same_rows(other.fit_resample(*data), resampled)

    @pytest.mark.parametrize(
        "copied", [lambda s: pickle.loads(pickle.dumps(s)), copy.copy, copy.deepcopy]
    )
    def test_before_fitting(self, data, copied):
        sampler = SMOTE(random_state=0, k_neighbors=4)
        assert_same_rows(copied(sampler).fit_resample(*data), sampler.fit_resample(*data))

    @pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
    def test_pickle_after_fitting(self, data, frame, protocol):
        sampler = SMOTE(random_state=0, k_neighbors=NearestNeighbors(n_neighbors=4))
        resampled = sampler.fit_resample(frame, data[1])
        loaded = pickle.loads(pickle.dumps(sampler, protocol))
        assert loaded.sampling_strategy_ == sampler.sampling_strategy_
        assert loaded.n_features_in_ == 6
        assert loaded.feature_names_in_.tolist() == list("abcdef")
        assert loaded.nn_k_.n_samples_fit_ == sampler.nn_k_.n_samples_fit_
        assert_same_rows(loaded.fit_resample(frame, data[1]), resampled)

    def test_pickle_does_not_hold_the_data(self, data):
        sampler = SMOTE()
        sampler.fit_resample(*data)
        assert len(pickle.dumps(sampler)) < 1_000

    def test_joblib(self, data, tmp_path):
        sampler = SMOTE(random_state=0)
        resampled = sampler.fit_resample(*data)
        joblib.dump(sampler, tmp_path / "sampler")
        assert_same_rows(joblib.load(tmp_path / "sampler").fit_resample(*data), resampled)


class TestFittedAttributes:
    FITTED = ("sampling_strategy_", "nn_k_", "n_features_in_", "feature_names_in_")

    @pytest.mark.parametrize("name", FITTED)
    def test_absent_before_fitting(self, name):
        assert not hasattr(SMOTE(), name)

    @pytest.mark.parametrize("method", ["fit", "fit_resample"])
    def test_present_after_fitting(self, data, frame, method):
        sampler = SMOTE(k_neighbors=3)
        getattr(sampler, method)(frame, data[1])
        n_0, n_1 = np.bincount(data[1])
        assert sampler.sampling_strategy_ == {1: n_0 - n_1}
        assert sampler.n_features_in_ == 6
        assert sampler.feature_names_in_.tolist() == list("abcdef")
        assert sampler.nn_k_.get_params() == NearestNeighbors(n_neighbors=4).get_params()

    def test_names_are_forgotten_at_the_next_fit(self, data, frame):
        sampler = SMOTE().fit(frame, data[1])
        sampler.fit(data[0][:, :3], data[1])
        assert not hasattr(sampler, "feature_names_in_")
        assert sampler.n_features_in_ == 3

    def test_numpy_int_gives_an_estimator_too(self, data):
        sampler = SMOTE(k_neighbors=np.int32(3)).fit(*data)
        assert sampler.nn_k_.n_neighbors == 4

    def test_fit_gives_itself_and_makes_no_rows(self, data, monkeypatch):
        monkeypatch.setattr(SMOTE, "_draw", None)
        sampler = SMOTE()
        assert sampler.fit(*data) is sampler


class TestFeatureNamesOut:
    def test_before_fitting(self):
        with pytest.raises(NotFittedError):
            SMOTE().get_feature_names_out()

    def test_are_the_names_of_the_input(self, data, frame):
        sampler = SMOTE().fit(frame, data[1])
        assert sampler.get_feature_names_out().tolist() == list("abcdef")

    def test_are_generated_without_names(self, data):
        sampler = SMOTE().fit(*data)
        assert sampler.get_feature_names_out().tolist() == [f"x{j}" for j in range(6)]
        assert sampler.get_feature_names_out(list("uvwxyz")).tolist() == list("uvwxyz")

    def test_other_names_are_refused(self, data, frame):
        sampler = SMOTE().fit(frame, data[1])
        with pytest.raises(ValueError, match="input_features is not equal to feature_names_in_"):
            sampler.get_feature_names_out(list("uvwxyz"))

    def test_other_number_of_names_is_refused(self, data):
        with pytest.raises(ValueError, match="input_features should have length equal"):
            SMOTE().fit(*data).get_feature_names_out(list("abc"))


class TestTags:
    def test_tags(self):
        tags = get_tags(SMOTE())
        assert tags.estimator_type == "sampler"
        assert tags.target_tags.required
        assert tags.input_tags.two_d_array
        assert tags.input_tags.sparse
        assert tags.input_tags.dataframe
        assert not tags.input_tags.allow_nan
        assert not tags.sampler_tags.sample_indices
        assert tags.classifier_tags is tags.regressor_tags is tags.transformer_tags is None

    def test_tags_hold_what_imbalanced_learn_tags_hold(self):
        import imblearn.over_sampling

        theirs, ours = get_tags(imblearn.over_sampling.SMOTE()), get_tags(SMOTE())
        for name in theirs.__dataclass_fields__:
            left, right = getattr(ours, name), getattr(theirs, name)
            for inner in getattr(right, "__dataclass_fields__", ()):
                assert getattr(left, inner) == getattr(right, inner), f"{name}.{inner}"
            assert hasattr(right, "__dataclass_fields__") or left == right, name


def test_neighbors_estimator_where_no_class_is_to_grow():
    sampler = SMOTE(k_neighbors=NearestNeighbors(n_neighbors=3), sampling_strategy={})
    sampler.fit_resample(np.zeros((4, 2)), [0, 0, 1, 1])
    assert sampler.nn_k_ is not sampler.k_neighbors
    assert sampler.nn_k_.n_neighbors == 3
