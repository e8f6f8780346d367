"""Parameters that samplers accept, and what the errors say of others."""

from typing import ClassVar

import numpy as np
import pytest
from sklearn import config_context
from sklearn.base import BaseEstimator

from fastsmote.validation import (
    NEIGHBORS_ESTIMATOR,
    OVER_SAMPLER_CONSTRAINTS,
    POSITIVE_INT,
    between,
    check_parameters,
    instance_with,
    one_of,
)


class Sampler(BaseEstimator):
    _parameter_constraints: ClassVar = {
        **OVER_SAMPLER_CONSTRAINTS,
        "k": [POSITIVE_INT, NEIGHBORS_ESTIMATOR],
    }

    def __init__(self, *, sampling_strategy="auto", random_state=None, n_jobs=None, k=5):
        self.sampling_strategy = sampling_strategy
        self.random_state = random_state
        self.n_jobs = n_jobs
        self.k = k


class Neighbors:
    def kneighbors(self): ...

    def kneighbors_graph(self): ...


@pytest.mark.parametrize(
    "parameters",
    [
        {"sampling_strategy": "not minority"},
        {"sampling_strategy": 1},
        {"sampling_strategy": 0.001},
        {"sampling_strategy": {}},
        {"sampling_strategy": lambda y: {}},
        {"random_state": 3},
        {"random_state": np.random.RandomState(0)},
        {"n_jobs": -1},
        {"n_jobs": np.int64(2)},
        {"k": 1},
        {"k": np.int32(7)},
        {"k": Neighbors()},
    ],
)
def test_parameters_that_are_accepted(parameters):
    check_parameters(Sampler(**parameters))


@pytest.mark.parametrize(
    ("parameters", "message"),
    [
        (
            {"sampling_strategy": "most"},
            "'sampling_strategy' parameter of Sampler.*'not minority'.*Got 'most'",
        ),
        ({"sampling_strategy": 0.0}, r"float in \(0, 1\].*Got 0.0"),
        ({"sampling_strategy": 1.5}, r"float in \(0, 1\].*Got 1.5"),
        ({"sampling_strategy": float("nan")}, "Got nan"),
        ({"sampling_strategy": [0]}, r"Got \[0\]"),
        ({"random_state": "seed"}, "'random_state'.*Got 'seed'"),
        ({"n_jobs": 0}, "'n_jobs'.*nonzero int.*Got 0"),
        ({"n_jobs": 1.5}, "'n_jobs'.*Got 1.5"),
        ({"k": 0}, "'k'.*int >= 1.*kneighbors_graph.*Got 0"),
        ({"k": 2.0}, "'k'.*Got 2.0"),
        ({"k": object()}, "'k'.*Got <object"),
    ],
)
def test_parameters_that_are_not(parameters, message):
    sampler = Sampler(**parameters)
    with pytest.raises(ValueError, match=f"(?s){message}") as raised:
        check_parameters(sampler)
    assert isinstance(raised.value, TypeError)
    with config_context(skip_parameter_validation=True):
        check_parameters(sampler)


@pytest.mark.parametrize(
    ("kind", "accepted", "refused"),
    [
        (one_of("a", "b"), ["a", "b", np.str_("a")], ["c", "", None, 0, ["a"]]),
        (between(0, 1), [0, 1, 0.5, np.float32(0.25)], [-0.1, 1.1, float("nan"), "0", None, 1j]),
        (between(0, np.inf), [0, 1e300], [np.inf, -1e-9, float("nan"), "1"]),
        (instance_with("estimator", "kneighbors"), [Neighbors()], [object(), None, 5]),
    ],
    ids=lambda kind: getattr(kind, "__name__", ""),
)
def test_constraints(kind, accepted, refused):
    assert all(isinstance(value, kind) for value in accepted)
    assert not any(isinstance(value, kind) for value in refused)


def test_wording_of_constraints():
    names = [kind.__name__ for kind in (one_of("a", "b"), between(0, 1), between(0, np.inf))]
    assert names == ["str among 'a', 'b'", "float in [0, 1]", "finite float >= 0"]
    assert (
        instance_with("estimator", "fit", "predict").__name__
        == "estimator with methods fit and predict"
    )
