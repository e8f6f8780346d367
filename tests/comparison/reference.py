"""The program a person would write with imbalanced-learn, and the data it is run on."""

import numpy as np
from imblearn.over_sampling import SMOTE
from sklearn.base import clone
from sklearn.datasets import make_classification
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import classification_report
from sklearn.model_selection import train_test_split

HEADINGS = ["Without imbalance handling", "With SMOTE", "With class weights"]


def found_texts(comparison):
    """Return the texts of a `Comparison` in the order of the headings."""
    return [comparison.reports[heading].text for heading in HEADINGS]


def synthetic():
    """Return the data set behind ``--data synthetic``, spelled out again."""
    return make_classification(
        n_classes=2,
        class_sep=2,
        weights=[0.9, 0.1],
        n_informative=3,
        n_redundant=1,
        flip_y=0,
        n_features=5,
        n_clusters_per_class=1,
        n_samples=200,
        random_state=42,
    )


def hard(seed=0, n_classes=2, n_samples=600):
    """Return data on which the three ways of training predict differently."""
    return make_classification(
        n_classes=n_classes,
        class_sep=0.4,
        weights=[0.85, 0.15] if n_classes == 2 else [0.7, 0.2, 0.1],
        n_informative=4,
        n_features=8,
        n_clusters_per_class=1,
        flip_y=0.1,
        n_samples=n_samples,
        random_state=seed,
    )


def texts(X, y, estimator=None, *, class_weight="balanced", test_size=0.3, random_state=42):
    """Train three ways and return the three ``classification_report`` texts."""
    estimator = LogisticRegression(max_iter=1000) if estimator is None else estimator
    X_train, X_test, y_train, y_test = train_test_split(
        X, y, test_size=test_size, random_state=random_state
    )
    X_smote, y_smote = SMOTE(random_state=random_state).fit_resample(X_train, y_train)
    fitted = [
        clone(estimator).fit(X_train, y_train),
        clone(estimator).fit(X_smote, y_smote),
        clone(estimator).set_params(class_weight=class_weight).fit(X_train, y_train),
    ]
    return [
        classification_report(y_test, model.predict(X_test), zero_division=0) for model in fitted
    ]


def mixed_columns(n_samples=300, seed=3):
    """Return columns of numbers with gaps, text with gaps, and labels that depend on both."""
    rng = np.random.default_rng(seed)
    age = rng.integers(18, 90, n_samples).astype(float)
    income = rng.normal(size=n_samples)
    city = rng.choice(["Lima", "Oslo", "Rome"], n_samples).astype(object)
    risk = 0.03 * (age - 50) + income + np.where(city == "Oslo", 1.5, 0)
    y = np.where(risk > np.quantile(risk, 0.8), "yes", "no")
    age[::17] = np.nan
    city[::23] = None
    return {"age": age, "income": income, "city": city}, y
