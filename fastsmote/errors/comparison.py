"""`compare`: its estimator, class weights, the split, and a package that it can do without."""

from collections.abc import Iterable
from typing import Any

from fastsmote.errors.words import listed, said


def not_a_classifier(estimator: Any) -> TypeError:
    """What is to be trained is no classifier, or a class instead of an instance."""
    return TypeError(
        f"estimator={estimator!r} is not a classifier; expected an instance of a scikit-learn "
        "classifier, such as LogisticRegression()."
    )


def lengths_differ(n_rows: int, n_labels: int) -> ValueError:
    """There are not as many labels as rows."""
    return ValueError(
        f"X has {n_rows} rows and y has {n_labels}; expected equal lengths. Select the same rows "
        "from both."
    )


def lone_rows(labels: Iterable[Any]) -> ValueError:
    """Classes have a single row, which cannot be in both parts."""
    return ValueError(
        f"y holds a single row of class {listed(labels)}; expected two or more of each class, to "
        "train on and to test on. Add rows, or drop or merge such classes."
    )


def not_split(test_size: Any, n_rows: int, n_classes: int, error: ValueError) -> ValueError:
    """scikit-learn does not split the rows, for a reason that it gives."""
    return ValueError(
        f"test_size={test_size!r} does not split {n_rows} rows of {n_classes} classes: "
        f"{said(error)}. Correct the value that this names, so that each class has a row in both "
        "parts."
    )


def class_absent(
    part: str, n_part: int, n_rows: int, test_size: Any, stratify: bool, absent: Iterable[Any]
) -> ValueError:
    """A part of the rows, 'training' or 'test', holds no row of some classes."""
    return ValueError(
        f"The {part} part ({n_part} of {n_rows} rows, test_size={test_size!r}, "
        f"stratify={stratify}) holds no row of class {listed(absent)}; expected every class in "
        "both parts. Use stratify=True or another test_size."
    )


def not_resampled(n_rows: int, error: ValueError) -> ValueError:
    """SMOTE refuses the training part; its error says what to do."""
    return ValueError(f"SMOTE on the training part ({n_rows} rows): {error}")


def no_class_weight(class_weight: Any) -> ValueError:
    """Class weights are neither 'balanced' nor a dict with classes in it."""
    return ValueError(
        f"class_weight={class_weight!r}; expected 'balanced' or a dict of class label to weight, "
        "such as {0: 1, 1: 5}."
    )


def no_weight(label: Any, weight: Any) -> ValueError:
    """The weight of a class is no number above 0."""
    return ValueError(
        f"class_weight gives class {label} the weight {weight!r}; expected a number above 0. Leave "
        "the class out for a weight of 1."
    )


def takes_no_weights(estimator: Any) -> ValueError:
    """An estimator cannot be given weights in any way."""
    return ValueError(
        f"estimator={estimator!r} takes neither class_weight nor sample_weight, so it cannot be "
        "trained with class weights; expected a classifier with either, such as "
        "LogisticRegression() or HistGradientBoostingClassifier()."
    )


def pandas_missing() -> ImportError:
    """Pandas, which a table of the figures needs, is not installed."""
    return ImportError(
        "Comparison.to_frame() needs pandas: pip install pandas. Comparison.to_dict() gives the "
        "same figures without it."
    )
