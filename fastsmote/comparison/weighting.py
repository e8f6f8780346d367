"""Class weights for any estimator: by its own parameter, or else as sample weights."""

from collections.abc import Mapping
from numbers import Real
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.multiclass import OneVsOneClassifier, OneVsRestClassifier, OutputCodeClassifier
from sklearn.utils.class_weight import compute_sample_weight
from sklearn.utils.validation import has_fit_parameter

from fastsmote.errors.comparison import no_class_weight, no_weight, takes_no_weights
from fastsmote.labels import Label, match_labels, plain

_RELABELLING = (OneVsRestClassifier, OneVsOneClassifier, OutputCodeClassifier)


def check_class_weight(class_weight: Any, classes: Any) -> str | dict[Label, float]:
    """Check class weights against the classes of the target.

    Parameters
    ----------
    class_weight : 'balanced' or mapping of label to float
        Labels as in the target or as text; classes left out weigh 1.
    classes : iterable of labels
        Classes of the target.

    Returns
    -------
    str or dict

    Raises
    ------
    ValueError
        If it is neither, a weight is not a positive number, or a label is unknown.
    """
    if isinstance(class_weight, str) and class_weight == "balanced":
        return class_weight
    if not isinstance(class_weight, Mapping) or not class_weight:
        raise no_class_weight(class_weight)
    weights = match_labels(class_weight, classes, "class_weight")
    for label, weight in weights.items():
        if not isinstance(weight, Real) or not 0 < float(weight) < np.inf:
            raise no_weight(label, weight)
    # Every class named: some estimators refuse a dict that leaves one out.
    return dict.fromkeys(map(plain, classes), 1.0) | {
        label: float(weight) for label, weight in weights.items()
    }


def weigh(
    estimator: Any, class_weight: str | dict[Label, float], y: NDArray[Any]
) -> tuple[Any, dict[str, Any]]:
    """Set class weights on an unfitted estimator, in the way it understands.

    Parameters
    ----------
    estimator : estimator
        Changed in place if it, the last step of a pipeline or the estimator within a
        meta-estimator has a parameter ``class_weight``.
    class_weight : 'balanced' or dict of label to float
        As `check_class_weight` returns it.
    y : ndarray of shape (n_samples,)
        Labels that the estimator is going to be fitted to.

    Returns
    -------
    estimator : estimator
        The same object.
    fit_params : dict
        Keyword arguments for its ``fit``: empty, or sample weights.

    Raises
    ------
    ValueError
        If the estimator takes neither class weights nor sample weights.
    """
    parameters = estimator.get_params()
    if "class_weight" in parameters:
        return estimator.set_params(class_weight=class_weight), {}
    if has_fit_parameter(estimator, "sample_weight"):
        return estimator, {"sample_weight": compute_sample_weight(class_weight, y)}
    if steps := getattr(estimator, "steps", None):
        name, last = steps[-1]
        _, fit_params = weigh(last, class_weight, y)
        return estimator, {f"{name}__{key}": value for key, value in fit_params.items()}
    inner = parameters.get("estimator")
    # A grid search and the like hand labels and keywords on as they are; one against the rest
    # does not.
    if hasattr(inner, "get_params") and not isinstance(estimator, _RELABELLING):
        return estimator, weigh(inner, class_weight, y)[1]
    raise takes_no_weights(estimator)
