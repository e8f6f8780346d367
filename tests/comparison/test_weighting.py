"""Class weights reach every estimator that can take them."""

import pytest
from sklearn.ensemble import GradientBoostingClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import (
    classification_report,
)
from sklearn.model_selection import GridSearchCV, train_test_split
from sklearn.multiclass import OneVsRestClassifier
from sklearn.neighbors import KNeighborsClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.tree import DecisionTreeClassifier

from fastsmote import compare
from tests.comparison.reference import found_texts, hard


@pytest.mark.parametrize("weights", ["balanced", {1: 5}, {"0": 1, "1": 5}])
def test_weights_by_parameter_and_by_sample_are_the_same_training(weights):
    """A tree takes both, a boosted one sample weights only; a pipeline hands them to its end."""
    X, y = hard(9)

    class OnlySampleWeights(DecisionTreeClassifier):
        def __init__(self, random_state=None):
            super().__init__(random_state=random_state)

        def get_params(self, deep=True):
            return {"random_state": self.random_state}

    by_parameter = compare(X, y, DecisionTreeClassifier(random_state=0), class_weight=weights)
    by_sample = compare(X, y, OnlySampleWeights(random_state=0), class_weight=weights)
    in_pipeline = compare(
        X, y, make_pipeline(OnlySampleWeights(random_state=0)), class_weight=weights
    )
    assert found_texts(by_sample) == found_texts(by_parameter) == found_texts(in_pipeline)
    expected = texts_of_stratified_tree(X, y, weights)
    assert by_parameter.reports["With class weights"].text == expected


def texts_of_stratified_tree(X, y, weights):
    if weights != "balanced":
        weights = {0: 1, 1: 5}
    X = StandardScaler().fit(X).transform(X)  # a tree does not care
    X_train, X_test, y_train, y_test = train_test_split(
        X, y, test_size=0.3, random_state=42, stratify=y
    )
    model = DecisionTreeClassifier(class_weight=weights, random_state=0).fit(X_train, y_train)
    return classification_report(y_test, model.predict(X_test))


@pytest.mark.parametrize(
    "estimator",
    [
        GradientBoostingClassifier(n_estimators=5),
        make_pipeline(StandardScaler(), LogisticRegression()),
        GridSearchCV(LogisticRegression(), {"C": [0.1, 1]}, cv=2),
        GridSearchCV(make_pipeline(LogisticRegression()), {"logisticregression__C": [1]}, cv=2),
        GridSearchCV(GradientBoostingClassifier(n_estimators=5), {"max_depth": [2]}, cv=2),
    ],
)
def test_estimators_that_hold_their_weights_elsewhere(estimator):
    X, y = hard(10)
    before = repr(estimator)
    reports = compare(X, y, estimator).reports
    assert reports["With class weights"].recall > reports["Without imbalance handling"].recall
    assert repr(estimator) == before
    assert not hasattr(estimator, "classes_")


@pytest.mark.parametrize(
    "estimator",
    [
        KNeighborsClassifier(),
        make_pipeline(StandardScaler(), KNeighborsClassifier()),
        GridSearchCV(KNeighborsClassifier(), {"n_neighbors": [3]}),
        OneVsRestClassifier(LogisticRegression()),  # its inner labels are not those of the data
    ],
)
def test_estimator_without_any_weights_is_an_error_before_any_training(estimator):
    steps = []
    with pytest.raises(ValueError, match=r"Classifier.*takes neither class_weight nor"):
        compare(*hard(), estimator, progress=steps.append)
    assert steps == []
