"""What a wrong input has to raise: imbalanced-learn's type, and a message that helps."""

from copy import deepcopy
from typing import Any, NamedTuple

import imblearn.over_sampling
import numpy as np
import pytest

from fastsmote.over_sampling import SMOTE

#: Rows and labels that are right; a case replaces what it is about. 10 rows of class 0, 30 of 1.
X = np.random.RandomState(0).standard_normal((40, 3))
Y = np.repeat([0, 1], [10, 30])
Y_3 = np.repeat([0, 1, 2], [8, 12, 20])


class Case(NamedTuple):
    """A wrong input.

    Parameters
    ----------
    match : str
        Pattern of the message.
    X, y : array-like
        The data.
    params : dict
        Parameters of the sampler.
    """

    match: str
    X: Any = X
    y: Any = Y
    params: dict[str, Any] = {}  # noqa: RUF012 (never written to)


def assert_raises_as_imbalanced_learn(case: Case) -> None:
    """Assert that the type raised is theirs: by fit_resample, and by fit where theirs objects."""
    theirs = _raised_by(imblearn.over_sampling.SMOTE, "fit_resample", case)
    assert theirs is not None, "imbalanced-learn accepts the input"
    _assert_raises("fit_resample", case, theirs)
    if type(_raised_by(imblearn.over_sampling.SMOTE, "fit", case)) is type(theirs):
        _assert_raises("fit", case, theirs)


def _assert_raises(method: str, case: Case, theirs: Exception) -> None:
    with pytest.raises(type(theirs), match=case.match) as ours:
        _call(SMOTE, method, case)
    assert type(ours.value) is type(theirs)


def _raised_by(cls: type, method: str, case: Case) -> Exception | None:
    try:
        _call(cls, method, case)
    except Exception as error:
        return error
    return None


def _call(cls: type, method: str, case: Case) -> None:
    getattr(cls(**deepcopy(case.params)), method)(case.X, case.y)
