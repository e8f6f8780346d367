"""SMOTE inside what imbalanced-learn and scikit-learn build of estimators."""

import imblearn.over_sampling
import numpy as np
import pandas as pd
import pytest
import sklearn.pipeline
from imblearn.base import is_sampler
from imblearn.ensemble import BalancedBaggingClassifier
from imblearn.pipeline import Pipeline, make_pipeline
from sklearn import config_context
from sklearn.base import is_classifier, is_regressor
from sklearn.compose import make_column_transformer
from sklearn.datasets import make_classification
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GridSearchCV, cross_val_predict, cross_validate
from sklearn.preprocessing import OneHotEncoder, StandardScaler
from sklearn.tree import DecisionTreeClassifier

from fastsmote.over_sampling import SMOTE

SAMPLERS = (SMOTE, imblearn.over_sampling.SMOTE)


@pytest.fixture(scope="module")
def data():
    return make_classification(
        300, 8, n_informative=5, weights=[0.85], class_sep=0.8, random_state=0
    )


def pipelines(**params):
    """The same pipeline with the sampler of either package."""
    for cls in SAMPLERS:
        sampler = cls(random_state=0, **params)
        yield make_pipeline(StandardScaler(), sampler, LogisticRegression())


def test_is_sampler():
    assert is_sampler(SMOTE())
    assert not is_classifier(SMOTE())
    assert not is_regressor(SMOTE())


def test_pipeline_fits_the_same_model(data):
    ours, theirs = (pipeline.fit(*data).predict_proba(data[0]) for pipeline in pipelines())
    np.testing.assert_allclose(ours, theirs, rtol=1e-9)


def test_pipeline_samples_when_fitting_only(data):
    X, y = data
    pipeline = Pipeline([("smote", SMOTE(random_state=0)), ("tree", DecisionTreeClassifier())])
    assert pipeline.fit(X, y).predict(X).shape == y.shape
    assert pipeline["tree"].tree_.n_node_samples[0] == 2 * np.sum(y == 0)


def test_pipeline_that_ends_in_the_sampler(data):
    ours, theirs = (
        Pipeline([("scale", StandardScaler()), ("smote", cls(random_state=0))]).fit_resample(*data)
        for cls in SAMPLERS
    )
    np.testing.assert_allclose(ours[0], theirs[0], rtol=1e-9)
    np.testing.assert_array_equal(ours[1], theirs[1])


def test_pipeline_with_encoded_categories(data):
    X, y = data
    frame = pd.DataFrame(X).add_prefix("x").assign(city=np.array(list("abcd"))[np.arange(300) % 4])
    encoder = make_column_transformer((OneHotEncoder(), ["city"]), remainder=StandardScaler())
    ours, theirs = (
        make_pipeline(encoder, cls(random_state=0), LogisticRegression()).fit(frame, y)
        for cls in SAMPLERS
    )
    np.testing.assert_allclose(ours.predict_proba(frame), theirs.predict_proba(frame), rtol=1e-9)


def test_pipeline_with_metadata_routing(data):
    X, y = data
    weights = np.ones(len(y))
    with config_context(enable_metadata_routing=True):
        model = LogisticRegression().set_fit_request(sample_weight=False)
        make_pipeline(SMOTE(random_state=0), model).fit(X, y)
        with pytest.raises(TypeError, match="sample_weight"):
            make_pipeline(SMOTE(random_state=0), model).fit(X, y, sample_weight=weights)


def test_scikit_learn_pipeline_refuses_samplers(data):
    # it has no way to change the number of rows
    with pytest.raises(TypeError, match="should be transformers"):
        sklearn.pipeline.make_pipeline(SMOTE(), LogisticRegression()).fit(*data)


def test_grid_search(data):
    grid = {"smote__k_neighbors": [1, 3, 7], "smote__sampling_strategy": [0.6, "auto", {1: 180}]}
    ours, theirs = (
        GridSearchCV(pipeline, grid, cv=3, scoring="balanced_accuracy").fit(*data)
        for pipeline in pipelines()
    )
    assert len(ours.cv_results_["params"]) == 9
    np.testing.assert_allclose(
        ours.cv_results_["mean_test_score"], theirs.cv_results_["mean_test_score"]
    )
    assert ours.best_params_ == theirs.best_params_


def test_grid_search_reports_what_a_fold_cannot_do(data):
    X, y = data
    rare = np.concatenate([np.flatnonzero(y == 1)[:9], np.flatnonzero(y == 0)])
    search = GridSearchCV(
        make_pipeline(SMOTE(random_state=0), LogisticRegression()),
        {"smote__k_neighbors": [1, 8]},
        cv=3,
        error_score="raise",
    )
    with pytest.raises(ValueError, match="class 1 has 6 rows: set k_neighbors to 5 or less"):
        search.fit(X[rare], y[rare])


def test_cross_validate_in_two_processes(data):
    ours, theirs = (
        cross_validate(pipeline, *data, cv=3, n_jobs=2, scoring="roc_auc")["test_score"]
        for pipeline in pipelines()
    )
    np.testing.assert_allclose(ours, theirs)
    np.testing.assert_allclose(
        ours, cross_validate(next(pipelines()), *data, cv=3, scoring="roc_auc")["test_score"]
    )


def test_cross_val_predict(data):
    ours, theirs = (
        cross_val_predict(pipeline, *data, cv=3, method="predict_proba") for pipeline in pipelines()
    )
    np.testing.assert_allclose(ours, theirs, rtol=1e-9)


@pytest.mark.parametrize("n_jobs", [None, 2])
def test_balanced_bagging(data, n_jobs):
    ours, theirs = (
        BalancedBaggingClassifier(
            DecisionTreeClassifier(random_state=0),
            n_estimators=4,
            sampler=cls(k_neighbors=3),
            random_state=0,
            n_jobs=n_jobs,
        ).fit(*data)
        for cls in SAMPLERS
    )
    assert all(type(pipeline["sampler"]) is SMOTE for pipeline in ours.estimators_)
    np.testing.assert_allclose(ours.predict_proba(data[0]), theirs.predict_proba(data[0]))
