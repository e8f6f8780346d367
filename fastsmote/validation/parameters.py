"""What a sampler's parameters may be."""

import inspect
import re
from collections.abc import Callable, Mapping
from numbers import Integral, Real
from typing import Any

import numpy as np
from sklearn import get_config

from fastsmote.errors.options import not_a_flag
from fastsmote.errors.parameters import Accepted, not_accepted
from fastsmote.errors.words import conjoined, with_article
from fastsmote.strategies import CLEANING_STRATEGIES, STRATEGIES


class _Accepted(type):
    """A type whose instances are the values that a predicate accepts.

    scikit-learn's parameter validation understands plain types and words its error from their
    names; with these it checks ranges and duck types too, without its private constraint classes.
    """

    accepts: Callable[[Any], bool]
    words: tuple[str, ...]

    def __new__(
        cls, wording: str, accepts: Callable[[Any], bool], words: tuple[str, ...] = ()
    ) -> "_Accepted":
        kind = super().__new__(cls, wording, (), {"__module__": "builtins"})
        kind.accepts = accepts
        kind.words = words
        return kind

    def __init__(cls, wording: str, *_: Any) -> None:
        super().__init__(wording, (), {})

    def __instancecheck__(cls, value: Any) -> bool:
        return cls.accepts(value)


def _is_int_from_1(value: Any) -> bool:
    return isinstance(value, Integral) and int(value) >= 1


def _is_int_not_0(value: Any) -> bool:
    return isinstance(value, Integral) and int(value) != 0


def _is_ratio(value: Any) -> bool:
    return isinstance(value, Real) and 0 < float(value) <= 1


def _is_positive(value: Any) -> bool:
    return isinstance(value, Real) and float(value) > 0


def _is_number(value: Any) -> bool:
    return isinstance(value, Real) and not np.isnan(float(value))


def one_of(*words: str) -> _Accepted:
    """A kind that accepts some words."""
    return _Accepted(
        f"str among {', '.join(map(repr, words))}" if len(words) > 1 else repr(words[0]),
        lambda value: isinstance(value, str) and value in words,
        words,
    )


def int_between(low: int, high: int) -> _Accepted:
    """A kind that accepts integers of a range, ends included."""
    return _Accepted(
        f"int in [{low}, {high}]",
        lambda value: isinstance(value, Integral) and low <= int(value) <= high,
    )


def instance_with(what: str, *methods: str) -> _Accepted:
    """A kind that accepts objects with some methods; classes have them too, and are none."""
    return _Accepted(
        f"{what} with {'methods' if len(methods) > 1 else 'method'} {conjoined(methods)}",
        lambda value: (
            not isinstance(value, type) and all(hasattr(value, method) for method in methods)
        ),
    )


def sampler_of(what: str, *types: str) -> _Accepted:
    """A kind that accepts samplers of some types, and those that do not tell theirs."""
    return _Accepted(
        f"{what} with method fit_resample",
        lambda value: (
            not isinstance(value, type)
            and hasattr(value, "fit_resample")
            and getattr(value, "_sampling_type", types[0]) in types
        ),
    )


def between(low: float, high: float) -> _Accepted:
    """Numbers of an interval that contains its bounds if they are finite, as a constraint."""
    wording = f"float in [{low}, {high}]" if np.isfinite(high) else f"finite float >= {low}"
    return _Accepted(
        wording,
        lambda value: (
            isinstance(value, Real) and low <= float(value) <= high and bool(np.isfinite(value))
        ),
    )


POSITIVE_INT = _Accepted("int >= 1", _is_int_from_1)
JOB_COUNT = _Accepted("nonzero int", _is_int_not_0)
NEIGHBORS_ESTIMATOR = instance_with("estimator", "kneighbors", "kneighbors_graph")
AUTO = one_of("auto")
ENCODER = instance_with("encoder", "fit_transform", "inverse_transform")
INTEGER_COLUMNS = one_of("truncate", "round")
SMALL_CLASSES = one_of("raise", "clip")
MISSING = one_of("raise", "nan_euclidean")
RATIO = _Accepted("float in (0, 1]", _is_ratio)
NUMBER = _Accepted("number", _is_number)
POSITIVE_FLOAT = _Accepted("float > 0", _is_positive)
STRATEGY_NAME = one_of(*STRATEGIES)
CLEANING_STRATEGY_NAME = one_of(*CLEANING_STRATEGIES)

#: What every over-sampler accepts; a sampler adds its own parameters.
OVER_SAMPLER_CONSTRAINTS: dict[str, list[Any]] = {
    "sampling_strategy": [RATIO, STRATEGY_NAME, Mapping, callable],
    "random_state": ["random_state"],
    "n_jobs": [JOB_COUNT, None],
}

#: What every sampler accepts that leaves a given number of rows.
UNDER_SAMPLER_CONSTRAINTS: dict[str, list[Any]] = {
    "sampling_strategy": [RATIO, CLEANING_STRATEGY_NAME, Mapping, callable],
    "n_jobs": [JOB_COUNT, None],
}

#: What every cleaner accepts; a sampler adds its own parameters.
CLEANER_CONSTRAINTS: dict[str, list[Any]] = {
    "sampling_strategy": [CLEANING_STRATEGY_NAME, list, callable],
    "n_jobs": [JOB_COUNT, None],
}


def check_parameters(sampler: Any) -> None:
    """Check a sampler's parameters against its ``_parameter_constraints``.

    Raises
    ------
    InvalidParameterError
        Scikit-learn's own, a ValueError and a TypeError, naming the parameter, what it accepts,
        the value received and what to do. Not raised within
        ``config_context(skip_parameter_validation=True)``.
    """
    if get_config()["skip_parameter_validation"]:
        return
    constraints = sampler._parameter_constraints.items()
    if not all(_is_accepted(getattr(sampler, name), kinds) for name, kinds in constraints):
        try:
            sampler._validate_params()  # its type of error is not public
        except ValueError as error:
            raise type(error)(_in_words(sampler, error)) from None


def _in_words(sampler: Any, error: ValueError) -> str:
    """The message for the parameter that an error of scikit-learn's names."""
    named = re.match(r"The '(\w+)' parameter of ", str(error))
    if named is None:
        return str(error)
    name = named[1]
    kinds = sampler._parameter_constraints[name]
    accepted = Accepted(
        kinds=tuple(word for kind in kinds for word in _kind_in_words(kind)),
        words=tuple(word for kind in kinds for word in getattr(kind, "words", ())),
        accepts=lambda value: (
            _is_accepted(value, kinds) or (isinstance(value, list) and "array-like" in kinds)
        ),
    )
    default = inspect.signature(type(sampler)).parameters[name].default
    is_required = default is inspect.Parameter.empty
    owner, value = type(sampler).__name__, getattr(sampler, name)
    return not_accepted(name, owner, value, accepted, None if is_required else repr(default))


def _kind_in_words(kind: Any) -> list[str]:
    if kind == "random_state":
        return ["an int in [0, 4294967295]", "a numpy.random.RandomState", "None"]
    words = {
        None: "None",
        callable: "a callable",
        Mapping: "a dict",
        "array-like": "an array-like such as a list",
        "boolean": "True or False",
    }
    return [words[kind] if kind in words else with_article(getattr(kind, "__name__", str(kind)))]


def check_flags(sampler: Any, **flags: Any) -> None:
    """Check that options of ``fit_resample`` are true or false.

    Raises
    ------
    ValueError
        Naming the option and the value received, in scikit-learn's words.
    """
    for name, value in flags.items():
        if not isinstance(value, bool | np.bool_):
            raise not_a_flag(name, type(sampler).__name__, value)


def _is_accepted(value: Any, kinds: list[Any]) -> bool:
    """Whether a value is plainly of one of the kinds; in doubt scikit-learn is asked.

    Its own check reads the constructor's signature, which takes longer than a small resample.
    """
    if "random_state" in kinds and (value is None or type(value) is int):
        return value is None or 0 <= value < 2**32
    if value is None:
        return None in kinds
    return any(isinstance(kind, type) and isinstance(value, kind) for kind in kinds)
