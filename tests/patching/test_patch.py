"""What holds of imbalanced-learn's classes while they are patched, and after."""

import copy
import logging
import pickle
import threading
import warnings

import imblearn
import numpy as np
import pandas as pd
import pytest
from imblearn.combine import SMOTEENN
from imblearn.ensemble import (
    BalancedBaggingClassifier,
    BalancedRandomForestClassifier,
    RUSBoostClassifier,
)
from imblearn.over_sampling import (
    ADASYN,
    SMOTE,
    SMOTEN,
    SMOTENC,
    BorderlineSMOTE,
    RandomOverSampler,
)
from imblearn.over_sampling.base import BaseOverSampler
from imblearn.pipeline import make_pipeline
from imblearn.under_sampling import EditedNearestNeighbours, OneSidedSelection, RandomUnderSampler
from imblearn.utils.testing import all_estimators
from joblib import Parallel, delayed
from sklearn.base import clone
from sklearn.datasets import make_classification
from sklearn.exceptions import NotFittedError
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GridSearchCV, cross_validate
from sklearn.neighbors import NearestNeighbors
from sklearn.tree import DecisionTreeClassifier

import fastsmote
from fastsmote import over_sampling as ours
from fastsmote.errors import ArgumentError
from fastsmote.patching.requests import patched_names
from fastsmote.patching.table import NOT_REPLACED, TABLE
from fastsmote.patching.usage import usage_so_far

pytestmark = pytest.mark.filterwarnings(
    # imbalanced-learn's SMOTEN, on SciPy 1.18
    "ignore:`(distance_matrix|minkowski_distance.*)`:DeprecationWarning"
)

X, y = make_classification(n_samples=300, weights=[0.85], n_features=6, random_state=0)
ORIGINALS = {entry.name: vars(entry.original).get("fit_resample") for entry in TABLE}


@pytest.fixture(autouse=True)
def _unpatched():
    fastsmote.unpatch_imblearn()
    yield
    fastsmote.unpatch_imblearn()
    now = {entry.name: vars(entry.original).get("fit_resample") for entry in TABLE}
    assert now == ORIGINALS


@pytest.fixture
def used():
    """Return a function that tells who answered for a class since the test began."""
    before = usage_so_far()

    def used(name):
        now, then = usage_so_far().get(name), before.get(name)
        if now is None:
            return 0, []
        if then is None:
            return now.n_calls, sorted(now.declined)
        return now.n_calls - then.n_calls, sorted(now.declined - then.declined)

    return used


def sampler_of(entry):
    sampler = entry.original(**({"categorical_features": [0]} if entry.name == "SMOTENC" else {}))
    if "random_state" in sampler.get_params():
        sampler.set_params(random_state=0)
    if entry.name == "KMeansSMOTE":
        sampler.set_params(cluster_balance_threshold=0.01)
    return sampler


def data_of(entry):
    if entry.name == "SMOTENC":
        return np.column_stack([np.round(X[:, 0]), X[:, 1:]]), y
    return (np.round(X), y) if entry.name == "SMOTEN" else (X, y)


@pytest.mark.parametrize("entry", TABLE, ids=lambda entry: entry.name)
def test_each_class(entry, used):
    sampler, data = sampler_of(entry), data_of(entry)
    expected = clone(sampler).fit(*data)
    X_expected, y_expected = expected.fit_resample(*data)
    with fastsmote.patch_imblearn():
        fitted = clone(sampler)
        X_resampled, y_resampled = fitted.fit_resample(*data)
        assert used(entry.name) == (1, [])
    assert y_resampled.tolist() == y_expected.tolist()
    if entry.name != "SMOTEN":  # on whole numbers nearly all neighbors tie
        np.testing.assert_allclose(X_resampled, X_expected, rtol=1e-9)
    assert repr(fitted) == repr(sampler)
    assert fitted.get_params() == sampler.get_params()
    public = {name for name in vars(expected) if not name.startswith("_")}
    assert public == {name for name in vars(fitted) if not name.startswith("_")}
    # nothing of ours is left in it: who has no fastsmote can read its pickle
    assert b"fastsmote" not in pickle.dumps(fitted)
    again = pickle.loads(pickle.dumps(fitted)).fit_resample(*data)
    assert again[1].tolist() == y_expected.tolist()
    assert used(entry.name) == (1, [])


def test_pickles_go_both_ways(used):
    before = pickle.dumps(SMOTE(random_state=3))
    with fastsmote.patch_imblearn():
        within = pickle.dumps(SMOTE(random_state=3))
        rows = pickle.loads(before).fit_resample(X, y)[0]
        assert used("SMOTE") == (1, [])
    assert before == within
    np.testing.assert_allclose(pickle.loads(within).fit_resample(X, y)[0], rows, rtol=1e-9)
    assert used("SMOTE") == (1, [])


def test_names_bound_before_and_objects_made_before(used):
    sampler, resample = SMOTE(random_state=0), SMOTE.fit_resample
    bound = sampler.fit_resample
    with fastsmote.patch_imblearn():
        sampler.fit_resample(X, y)
        kept = sampler.fit_resample
        assert used("SMOTE") == (1, [])
        assert imblearn.over_sampling.SMOTE is SMOTE
        assert resample is not SMOTE.fit_resample
    for unpatched in (bound, kept):  # the second one was taken while patched
        unpatched(X, y)
    assert resample is SMOTE.fit_resample
    assert used("SMOTE") == (1, [])


def test_instances_and_subclasses():
    assert not isinstance(ours.SMOTE(), SMOTE)  # an answer that would be remembered
    assert not isinstance(ours.SMOTE(), BaseOverSampler)
    with fastsmote.patch_imblearn():
        assert isinstance(ours.SMOTE(), SMOTE)
        assert isinstance(ours.SMOTE(), BaseOverSampler)
        assert isinstance(ours.SMOTENC([0]), SMOTE)  # as imbalanced-learn's is
        assert issubclass(ours.SMOTEN, SMOTEN)
        assert not isinstance(ours.SMOTE(), SMOTENC)
        assert not isinstance(ours.ADASYN(), SMOTE)
        assert isinstance(SMOTENC([0]), SMOTE)
        assert issubclass(SMOTE, SMOTE)
        # parameter constraints that name the class
        combined = SMOTEENN(smote=ours.SMOTE(random_state=0), random_state=0)
        with fastsmote.patch_imblearn(["SMOTE"]):
            combined.fit_resample(X, y)
    assert not isinstance(ours.SMOTE(), SMOTE)
    assert not isinstance(ours.SMOTE(), BaseOverSampler)
    assert isinstance(SMOTENC([0]), SMOTE)


def test_a_subclass_of_a_class_is_not_what_ours_is():
    class Mine(SMOTE):
        pass

    with fastsmote.patch_imblearn():
        assert not isinstance(ours.SMOTE(), Mine)
        assert isinstance(Mine(), SMOTE)


def test_idempotent_and_reversible():
    fastsmote.unpatch_imblearn()
    assert not fastsmote.is_patched()
    fastsmote.patch_imblearn()
    method = SMOTE.fit_resample
    fastsmote.patch_imblearn()
    assert fastsmote.is_patched()
    assert SMOTE.fit_resample is method
    fastsmote.unpatch_imblearn()
    assert not fastsmote.is_patched()


def test_some_classes(used):
    with fastsmote.patch_imblearn(["SMOTE", "ADASYN"]):
        assert patched_names() == ["ADASYN", "SMOTE"]
        SMOTE().fit_resample(X, y)
        BorderlineSMOTE().fit_resample(X, y)
        # derives from SMOTE, and has its own way
        SMOTEN().fit_resample(np.round(X), y)
    assert used("SMOTE") == (1, ["SMOTEN has _fit_resample of its own"])
    assert used("BorderlineSMOTE") == (0, [])


@pytest.mark.parametrize("name", ["Smote", *NOT_REPLACED])
def test_unknown_names(name):
    remedy = "leave it out" if name in NOT_REPLACED else "write one of these"
    with pytest.raises(
        ArgumentError, match=f"^Expected names among: ADASYN.*names has '{name}', .*: {remedy}"
    ):
        fastsmote.patch_imblearn(["SMOTE", name])
    assert not fastsmote.is_patched()


@pytest.mark.parametrize("names", [5, SMOTE])
def test_what_is_no_names(names):
    with pytest.raises(TypeError, match=r"^Expected names as an iterable of str.* but names is"):
        fastsmote.patch_imblearn(names)
    with pytest.raises(ArgumentError, match=r"names has "):
        fastsmote.patch_imblearn([names])
    assert not fastsmote.is_patched()


def test_contexts_end_in_any_order():
    everything = fastsmote.patch_imblearn()
    some = fastsmote.patch_imblearn(["SMOTE"])
    with everything, some:
        pass
    assert not fastsmote.is_patched()
    outer = fastsmote.patch_imblearn(["SMOTE"])
    inner = fastsmote.patch_imblearn(["SMOTE", "ADASYN"])
    outer.__exit__(None, None, None)
    assert patched_names() == ["ADASYN", "SMOTE"]
    inner.__exit__(None, None, None)
    assert not fastsmote.is_patched()


def test_a_context_ends_after_everything_was_undone():
    with fastsmote.patch_imblearn():
        fastsmote.unpatch_imblearn()
        fastsmote.patch_imblearn()
    assert fastsmote.is_patched()


def test_an_error_within_ends_the_context():
    with pytest.raises(KeyError), fastsmote.patch_imblearn():
        raise KeyError
    assert not fastsmote.is_patched()


def test_threads_that_patch_at_once():
    start, errors = threading.Barrier(8), []
    expected = SMOTE(random_state=0).fit_resample(X, y)[0]

    def work(idx):
        try:
            start.wait()
            for _ in range(20):
                with fastsmote.patch_imblearn(None if idx % 2 else ["SMOTE"]):
                    assert "SMOTE" in patched_names()
                    rows = SMOTE(random_state=0).fit_resample(X, y)[0]
                    np.testing.assert_allclose(rows, expected, rtol=1e-9)
        except BaseException as error:
            errors.append(error)

    threads = [threading.Thread(target=work, args=(idx,)) for idx in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    assert not fastsmote.is_patched()


class Plain(SMOTE):
    """Nothing of how rows are made is its own."""

    def __init__(self, *, flavour="mild", sampling_strategy="auto", random_state=0, k_neighbors=3):
        super().__init__(
            sampling_strategy=sampling_strategy, random_state=random_state, k_neighbors=k_neighbors
        )
        self.flavour = flavour

    def fit_resample(self, X, y):
        return super().fit_resample(X, y)

    def taste(self):
        return self.flavour


class Marked(SMOTE):
    """Makes rows its own way."""

    def _generate_samples(self, *arguments, **options):
        return np.full_like(super()._generate_samples(*arguments, **options), 7.0)


def test_subclasses_of_programs(used, caplog):
    caplog.set_level(logging.INFO, "fastsmote")
    with fastsmote.patch_imblearn():
        rows = Plain().fit_resample(X, y)[0]
        assert used("SMOTE") == (1, [])
        marked = Marked(random_state=0).fit_resample(X, y)[0]
    np.testing.assert_allclose(rows, Plain().fit_resample(X, y)[0], rtol=1e-9)
    assert (marked[len(X) :] == 7.0).all()
    assert used("SMOTE") == (1, ["Marked has _generate_samples of its own"])
    (record,) = caplog.records
    assert "SMOTE.fit_resample answers: Marked has _generate_samples" in record.getMessage()


def test_methods_that_a_program_exchanges(used, monkeypatch):
    def check(self, X, y):
        raise RuntimeError("mine")

    with fastsmote.patch_imblearn():
        sampler = SMOTE()
        sampler._check_X_y = check.__get__(sampler)
        with pytest.raises(RuntimeError, match="mine"):
            sampler.fit_resample(X, y)
        monkeypatch.setattr(SMOTE, "_fit_resample", lambda self, X, y: (X[:3], y[:3]))
        assert len(SMOTE().fit_resample(X, y)[0]) == 3
    assert used("SMOTE") == (0, ["SMOTE has _fit_resample of its own"])


def test_what_a_program_puts_over_the_patch_stays(monkeypatch):
    with fastsmote.patch_imblearn():
        method = SMOTE.fit_resample
        monkeypatch.setattr(SMOTE, "fit_resample", lambda self, X, y: (method(self, X, y), "mine"))
    assert SMOTE(random_state=0).fit_resample(X, y)[1] == "mine"
    monkeypatch.undo()
    assert SMOTE.fit_resample is method  # which monkeypatch has put back; it is inactive
    assert len(SMOTE(random_state=0).fit_resample(X, y)) == 2
    del SMOTE.fit_resample


def test_bad_input_raises_imblearns_errors(used):
    few = np.r_[np.flatnonzero(y == 0), np.flatnonzero(y == 1)[:3]]
    bad = [
        (SMOTE(k_neighbors=0), X, y),
        (SMOTE(), X[few], y[few]),
        (SMOTE(sampling_strategy={0: 10}), X, y),
        (SMOTE(), np.where(X > 2, np.nan, X), y),
        (SMOTEENN(smote="mine"), X, y),
        (SMOTE(sampling_strategy="most"), X, y),
    ]
    for sampler, *data in bad:
        with pytest.raises(ValueError) as expected:  # noqa: PT011  compared below
            sampler.fit_resample(*data)
        with fastsmote.patch_imblearn(), pytest.raises(ValueError) as error:  # noqa: PT011
            sampler.fit_resample(*data)
        assert (type(error.value), str(error.value)) == (type(expected.value), str(expected.value))
        # not "during handling of" an error of fastsmote's
        assert type(error.value.__context__) is type(expected.value.__context__)
    assert used("SMOTE") == (0, [])


def test_what_fastsmote_refuses_goes_to_imblearn(used, caplog):
    caplog.set_level(logging.INFO, "fastsmote")
    streams = [np.random.RandomState(0) for _ in range(2)]
    expected = RandomOverSampler(random_state=streams[0]).fit_resample(X, y[:-1])
    with fastsmote.patch_imblearn():
        resampled = RandomOverSampler(random_state=streams[1]).fit_resample(X, y[:-1])
    np.testing.assert_array_equal(resampled[0], expected[0])
    np.testing.assert_array_equal(resampled[1], expected[1])
    assert streams[0].random_sample() == streams[1].random_sample()
    n_calls, (reason,) = used("RandomOverSampler")
    assert n_calls == 0
    assert reason.startswith("ValueError: ")
    assert reason in caplog.text


def test_a_defect_is_told_of(used, caplog, monkeypatch):
    def fail(*_, **__):
        raise AssertionError("not this")

    monkeypatch.setattr(fastsmote.over_sampling.RandomOverSampler, "fit_resample", fail)
    with fastsmote.patch_imblearn():
        rows = RandomOverSampler(random_state=0).fit_resample(X, y)[0]
    np.testing.assert_array_equal(rows, RandomOverSampler(random_state=0).fit_resample(X, y)[0])
    assert used("RandomOverSampler") == (0, ["AssertionError: not this"])
    (record,) = caplog.records
    assert record.levelno == logging.WARNING
    assert "not this" in caplog.text


class Failing(NearestNeighbors):
    """Draws from the global stream before it fails."""

    def kneighbors(self, *arguments, **options):
        np.random.random_sample()  # noqa: NPY002
        raise RuntimeError("not now")


def test_the_global_stream_is_set_back(used):
    def next_after_failure():
        np.random.seed(5)  # noqa: NPY002
        with pytest.raises(RuntimeError, match="not now"):
            SMOTE(k_neighbors=Failing(n_neighbors=6)).fit_resample(X, y)
        return np.random.random_sample()  # noqa: NPY002

    expected = next_after_failure()
    with fastsmote.patch_imblearn():
        assert next_after_failure() == expected
    assert used("SMOTE") == (0, [])


def test_extra_arguments_of_fit_resample():
    with pytest.raises(TypeError) as expected:
        SMOTE().fit_resample(X, y, sample_weight=y)
    with fastsmote.patch_imblearn(), pytest.raises(TypeError) as error:
        SMOTE().fit_resample(X, y, sample_weight=y)
    assert str(error.value) == str(expected.value)


def test_positional_arguments_and_keywords():
    expected = SMOTENC([0], random_state=0).fit_resample(X=data_of(TABLE[6])[0], y=y)
    with fastsmote.patch_imblearn():
        resampled = SMOTENC([0], random_state=0).fit_resample(X=data_of(TABLE[6])[0], y=y)
        with pytest.raises(TypeError, match="n_jobs"):
            SMOTE(n_jobs=2)
    np.testing.assert_allclose(resampled[0], expected[0], rtol=1e-9)


def test_private_methods_and_attributes_are_there():
    with fastsmote.patch_imblearn():
        sampler = SMOTE(k_neighbors=4).fit(X, y)
        assert sampler.sampling_strategy_ == {1: np.sum(y == 0) - np.sum(y == 1)}
        sampler._validate_estimator()
        assert sampler.nn_k_.n_neighbors == 5
        sampler.fit_resample(X, y)
        with pytest.raises(NotFittedError):
            sampler.nn_k_.kneighbors(X)
        border = BorderlineSMOTE(random_state=0)
        border.fit_resample(X, y)
        assert border.in_danger_indices.keys() == {1}
        assert len(OneSidedSelection(random_state=0).fit(X, y).get_feature_names_out()) == 6
        combined = SMOTEENN(random_state=0)
        combined.fit_resample(X, y)
        assert type(combined.smote_) is SMOTE
        assert type(combined.enn_) is EditedNearestNeighbours


def test_containers_come_back():
    frame = pd.DataFrame(X, columns=list("abcdef"))
    target = pd.Series(y, name="target")
    expected = SMOTE(random_state=0).fit_resample(frame, target)
    with fastsmote.patch_imblearn():
        sampler = SMOTE(random_state=0)
        resampled = sampler.fit_resample(frame, target)
    pd.testing.assert_frame_equal(resampled[0], expected[0])
    pd.testing.assert_series_equal(resampled[1], expected[1])
    assert sampler.feature_names_in_.tolist() == list("abcdef")


def test_copies_and_parameters():
    with fastsmote.patch_imblearn():
        sampler = SMOTE(k_neighbors=3)
        assert repr(sampler) == "SMOTE(k_neighbors=3)"
        assert sampler.get_params() == {
            "k_neighbors": 3,
            "random_state": None,
            "sampling_strategy": "auto",
        }
        assert sampler.set_params(k_neighbors=2).k_neighbors == 2
        assert type(clone(sampler)) is type(copy.deepcopy(sampler)) is SMOTE
        assert SMOTE.__module__ == "imblearn.over_sampling._smote.base"
        assert SMOTE.fit_resample.__doc__ == RandomUnderSampler.fit_resample.__doc__


def test_all_estimators_are_the_same():
    expected = all_estimators()
    with fastsmote.patch_imblearn():
        assert all_estimators() == expected


def score(model, **options):
    return cross_validate(model, X, y, cv=3, error_score="raise", **options)["test_score"]


def test_ensembles(used):
    tree = DecisionTreeClassifier(random_state=0)
    bagging = BalancedBaggingClassifier(
        tree, n_estimators=3, sampler=SMOTE(random_state=0), random_state=0
    )
    models = [
        bagging,
        BalancedRandomForestClassifier(
            3, random_state=0, sampling_strategy="all", replacement=True, bootstrap=False
        ),
        RUSBoostClassifier(tree, n_estimators=3, random_state=0),
    ]
    expected = [score(model) for model in models]
    with fastsmote.patch_imblearn():
        np.testing.assert_array_equal([score(model) for model in models], expected)
    assert used("SMOTE") == (9, [])


def test_grid_search_in_a_pipeline(used):
    model = make_pipeline(SMOTE(random_state=0), LogisticRegression())
    search = GridSearchCV(model, {"smote__k_neighbors": [2, 4]}, cv=3, error_score="raise")
    expected = clone(search).fit(X, y).cv_results_["mean_test_score"]
    with fastsmote.patch_imblearn():
        search.fit(X, y)
    np.testing.assert_allclose(search.cv_results_["mean_test_score"], expected, rtol=1e-9)
    assert used("SMOTE") == (7, [])


def patched_here(sampler):
    """What a worker finds, once it has been sent a sampler."""
    return type(sampler).__module__, patched_names()


def test_workers_follow():
    model = make_pipeline(SMOTE(random_state=0), LogisticRegression())
    expected = score(model)
    with Parallel(n_jobs=2) as parallel:
        with fastsmote.patch_imblearn(["SMOTE"]):
            np.testing.assert_allclose(score(model, n_jobs=2), expected, rtol=1e-9)
            found = parallel(delayed(patched_here)(SMOTE()) for _ in range(2))
            assert found == [("imblearn.over_sampling._smote.base", ["SMOTE"])] * 2
        found = parallel(delayed(patched_here)(SMOTE()) for _ in range(2))
        assert found == [("imblearn.over_sampling._smote.base", [])] * 2
    assert not fastsmote.is_patched()


def test_metadata_routing(used):
    from sklearn import config_context

    weight = np.ones(len(y))
    with config_context(enable_metadata_routing=True), fastsmote.patch_imblearn():

        class Weighted(SMOTE):
            """Takes what is routed to it."""

            def fit_resample(self, X, y, weight=None):
                seen.append(weight)
                return super().fit_resample(X, y)

        seen = []
        sampler = Weighted(random_state=0).set_fit_resample_request(weight=True)
        make_pipeline(sampler, LogisticRegression()).fit(X, y, weight=weight)
        assert seen[0] is weight
        assert not hasattr(SMOTE(), "set_fit_resample_request")
        make_pipeline(SMOTE(random_state=0), LogisticRegression()).fit(X, y)
    assert used("SMOTE") == (2, [])


@pytest.mark.parametrize("version", ["0.12.4", "0.15.0", "1.0", "dev"])
def test_versions_that_were_not_tested(version, monkeypatch):
    monkeypatch.setattr("fastsmote.patching.versions.metadata.version", lambda name: version)
    with (
        pytest.warns(UserWarning, match=f"learn {version} is patched.*expected 0.13 to 0.14"),
        fastsmote.patch_imblearn(),
    ):
        assert fastsmote.is_patched()


@pytest.mark.parametrize("version", ["0.13.0", "0.14.2", "0.14.dev0"])
def test_versions_that_were_tested(version, monkeypatch):
    monkeypatch.setattr("fastsmote.patching.versions.metadata.version", lambda name: version)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        with fastsmote.patch_imblearn():
            assert fastsmote.is_patched()


def test_without_imblearn(monkeypatch):
    monkeypatch.setattr("fastsmote.patching.versions.find_spec", lambda name: None)
    with pytest.raises(ModuleNotFoundError, match="needs imbalanced-learn: pip install"):
        fastsmote.patch_imblearn()
    assert not fastsmote.is_patched()


def test_parameters_that_fastsmote_does_not_have(used, monkeypatch):
    def init(self, *, random_state=None, n_neighbors=5, sampling_strategy="auto", shade="dark"):
        self.random_state, self.n_neighbors, self.shade = random_state, n_neighbors, shade
        self.sampling_strategy = sampling_strategy

    monkeypatch.setattr(ADASYN, "__init__", init)  # as a later version may have it
    monkeypatch.setattr(
        ADASYN, "_parameter_constraints", {**ADASYN._parameter_constraints, "shade": [str]}
    )
    with fastsmote.patch_imblearn():
        ADASYN().fit_resample(X, y)
        assert used("ADASYN") == (1, [])
        ADASYN(shade="light").fit_resample(X, y)
    assert used("ADASYN") == (1, ["shade='light'"])
