"""Wrong parameters, one by one."""

# ruff: noqa: NPY002 (the global stream of NumPy is what random_state=None draws from)

import numpy as np
import pytest
from sklearn.neighbors import NearestNeighbors

from fastsmote.over_sampling import SMOTE
from tests.samplers.errors import Y_3, Case, X, Y, assert_raises_as_imbalanced_learn

SIZE = r"k_neighbors = {} and class {} has {} row\(s\): {}"


class OnlyNeighbors:
    """An estimator that lacks kneighbors_graph."""

    def kneighbors(self, X):
        raise AssertionError("not to be called")


def strategy(match, sampling_strategy, y=Y):
    return Case(match, y=y, params={"sampling_strategy": sampling_strategy})


def parameter(match, y=Y, **params):
    return Case(match, y=y, params=params)


STRATEGIES = {
    "unknown word": strategy(
        r"'sampling_strategy' parameter of SMOTE must be .* Got 'some'", "some"
    ),
    "majority": strategy(r"str among 'auto', .*'all'.* Got 'majority' instead", "majority"),
    "list": strategy(r"must be .* Got \[0, 1\] instead", [0, 1]),
    "tuple": strategy(r"must be .* Got \(0,\) instead", (0,)),
    "None": strategy(r"must be .* Got None instead", None),
    "zero": strategy(r"float in \(0, 1\].* Got 0.0 instead", 0.0),
    "negative": strategy(r"float in \(0, 1\].* Got -0.5 instead", -0.5),
    "above one": strategy(r"float in \(0, 1\].* Got 1.5 instead", 1.5),
    "NaN": strategy(r"float in \(0, 1\].* Got nan instead", float("nan")),
    "float of three classes": strategy(r"only when .* binary. Got 0.9 with 3 classes", 0.9, Y_3),
    "float that removes rows": strategy(
        r"required to remove .*0.2 asks for 6 rows of class 0, which has 10 .* above 0.3333", 0.2
    ),
    "float that adds none": strategy(r"asks for 10 rows of class 0, which has 10", 1 / 3),
    "counts below present": strategy(
        r"10 samples and 5 samples are asked for class 0. .* leave the class out", {0: 5}
    ),
    "count of the largest below": strategy(r"30 samples and 29 .* class 1", {0: 20, 1: 29}),
    "unknown label": strategy(r"names class\(es\) 7: .* y has 0, 1", {0: 20, 7: 50}),
    "label of another type": strategy(r"names class\(es\) '0': .* y has 0, 1", {"0": 20}),
    "negative count": strategy(r"negative value: -1 for class 0", {0: -1}),
    "fraction as count": strategy(r"asks for 20.5 rows of class 0; .* integer", {0: 20.5}),
    "float as count": strategy(r"asks for 20.0 rows of class 0; .* integer", {0: 20.0}),
    "word as count": strategy(r"asks for '20' rows of class 0; .* integer", {0: "20"}),
    "no count": strategy(r"asks for None rows of class 0; .* integer", {0: None}),
    "function: unknown label": strategy(r"names class\(es\) 9", lambda y: {9: 50}),
    "function: below present": strategy(r"1 samples are asked for class 0", lambda y: {0: 1}),
    "function: fraction": strategy(r"asks for 20.5 rows", lambda y: {0: 20.5}),
    "function: takes nothing": strategy(r"takes 0 positional arguments", lambda: {0: 20}),
    "function: fails": strategy(r"division by zero", lambda y: 1 / 0),
}

PARAMETERS = {
    "k of the size of the class": parameter(
        SIZE.format(10, 0, 10, "set k_neighbors to 9 or less"), k_neighbors=10
    ),
    "k above the size of the class": parameter(
        SIZE.format(25, 0, 10, "set k_neighbors to 9 or less"), k_neighbors=25
    ),
    "k too large for a middle class": parameter(
        SIZE.format(15, 1, 12, "set k_neighbors to 11 or less"),
        Y_3,
        k_neighbors=15,
        sampling_strategy={1: 20},
    ),
    "k too large for a class of strings": parameter(
        SIZE.format(10, "'no'", 10, "set k_neighbors to 9"),
        np.array(["no", "yes"])[Y],
        k_neighbors=10,
    ),
    "class of one row": parameter(
        r"class 0 has 1 row\(s\): a class of one row", np.minimum(range(40), 1)
    ),
    "class of one row, k 1": parameter(
        r"class 0 has 1 row\(s\): a class of one row", np.minimum(range(40), 1), k_neighbors=1
    ),
    "estimator with too many": parameter(
        r"Expected n_neighbors <= n_samples_fit", k_neighbors=NearestNeighbors(n_neighbors=11)
    ),
    "estimator that finds itself alone": parameter(
        r"high <= 0", k_neighbors=NearestNeighbors(n_neighbors=1)
    ),
    "k zero": parameter(
        r"'k_neighbors' parameter of SMOTE must be .*int >= 1.* Got 0", k_neighbors=0
    ),
    "k negative": parameter(r"int >= 1.* Got -1 instead", k_neighbors=-1),
    "k fraction": parameter(r"int >= 1.* Got 2.5 instead", k_neighbors=2.5),
    "k float": parameter(r"int >= 1.* Got 5.0 instead", k_neighbors=5.0),
    "k string": parameter(r"int >= 1.* Got '5' instead", k_neighbors="5"),
    "k None": parameter(r"kneighbors and kneighbors_graph.* Got None instead", k_neighbors=None),
    "k list": parameter(r"int >= 1.* Got \[5\] instead", k_neighbors=[5]),
    "k without methods": parameter(
        r"methods kneighbors and kneighbors_graph", k_neighbors=object()
    ),
    "k without graph": parameter(
        r"methods kneighbors and kneighbors_graph", k_neighbors=OnlyNeighbors()
    ),
    "random_state string": parameter(
        r"'random_state' parameter .* Got 'a' instead", random_state="a"
    ),
    "random_state negative": parameter(
        r"'random_state' parameter .* Got -1 instead", random_state=-1
    ),
    "random_state too large": parameter(r"Got 4294967296 instead", random_state=2**32),
    "random_state float": parameter(r"Got 2.5 instead", random_state=2.5),
    "random_state Generator": parameter(r"Got Generator", random_state=np.random.default_rng(0)),
}


@pytest.mark.parametrize("name", STRATEGIES)
def test_strategy(name):
    assert_raises_as_imbalanced_learn(STRATEGIES[name])


@pytest.mark.parametrize("name", PARAMETERS)
def test_parameter(name):
    assert_raises_as_imbalanced_learn(PARAMETERS[name])


@pytest.mark.parametrize("returned", [None, [20], 20, "auto"], ids=repr)
def test_function_that_returns_no_mapping(returned):
    # imbalanced-learn stumbles over the missing .keys() and raises AttributeError
    sampler = SMOTE(sampling_strategy=lambda y: returned)
    with pytest.raises(TypeError, match=r"returned .*; it must return a dict"):
        sampler.fit_resample(X, Y)


@pytest.mark.parametrize("n_jobs", [0, 1.5, 2.0, "2", [2]], ids=repr)
def test_n_jobs(n_jobs):
    # a parameter that imbalanced-learn's SMOTE does not have
    sampler = SMOTE(n_jobs=n_jobs)
    with pytest.raises(ValueError, match=r"'n_jobs' parameter of SMOTE must be .* Got .* instead"):
        sampler.fit_resample(X, Y)


def test_neighbors_estimator_before_fitting():
    with pytest.raises(AttributeError, match="is not fitted yet"):
        SMOTE().nn_k_  # noqa: B018


@pytest.mark.parametrize("k_neighbors", [9, 10])
def test_the_largest_k_named_is_the_largest_that_works(k_neighbors):
    sampler = SMOTE(k_neighbors=k_neighbors, random_state=0)
    if k_neighbors == 9:
        assert len(sampler.fit_resample(X, Y)[0]) == 60
    else:
        with pytest.raises(ValueError, match="set k_neighbors to 9 or less"):
            sampler.fit_resample(X, Y)


def test_small_class_that_stays_as_it_is_is_no_error():
    y = np.repeat([0, 1, 2], [2, 10, 28])
    resampled = SMOTE(sampling_strategy={1: 20}, random_state=0).fit_resample(X, y)[1]
    assert np.bincount(resampled).tolist() == [2, 20, 28]


def test_error_comes_before_the_global_stream_is_drawn_from():
    state = np.random.get_state()[1].tolist()
    with pytest.raises(ValueError, match="class 2 has 3"):
        SMOTE().fit_resample(X, np.repeat([0, 1, 2], [10, 27, 3]))
    assert np.random.get_state()[1].tolist() == state


@pytest.mark.parametrize("method", ["fit", "fit_resample"])
def test_parameters_are_checked_before_data(method):
    with pytest.raises(ValueError, match="'random_state' parameter"):
        getattr(SMOTE(random_state="a"), method)(None, None)


def test_a_class_in_place_of_an_estimator():
    # imbalanced-learn comes to it when it clones, and names no parameter
    with pytest.raises(TypeError, match=r"'k_neighbors' parameter of SMOTE .* Got <class"):
        SMOTE(k_neighbors=NearestNeighbors).fit_resample(X, Y)
