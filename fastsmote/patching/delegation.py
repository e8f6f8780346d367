"""One call of ``fit_resample``: fastsmote's where it can, imbalanced-learn's own for the rest.

A call is declined, and goes to imbalanced-learn's method as if nothing had been patched, if

- a subclass or the instance has a method in place of one that fastsmote would not call,
- a parameter is set that fastsmote does not have,
- fastsmote raises an error. If imbalanced-learn raises one, too, that is what the program sees, as
  it always did; if not, what imbalanced-learn returns, and the reason is logged: as a warning,
  with the traceback, where it is no error of types or values.
"""

import inspect
from collections.abc import Callable
from functools import cache
from time import perf_counter
from types import FunctionType
from typing import Any

from fastsmote.patching.table import TABLE, Entry
from fastsmote.patching.usage import count_call, count_declined

# What programs may define anew without a change to how rows are made; parameters are checked by it.
_FREE = {"fit", "fit_resample"}


class Delegate:
    """Answers ``fit_resample`` of one class of imbalanced-learn's.

    Parameters
    ----------
    entry : Entry
        Row of the table.
    original : type
        imbalanced-learn's class.
    method : callable
        Its ``fit_resample``.
    """

    def __init__(self, entry: Entry, original: Any, method: Callable[..., Any]) -> None:
        self._entry = entry
        self._original = original
        self._method = method
        self._inner = _inner_workings(original)
        self._defaults = _defaults(original)

    def __call__(self, sampler: Any, X: Any, y: Any, **params: Any) -> Any:
        """Resample, by whichever can."""
        reason, failure = self._why_not(sampler, params), None
        if reason is None:
            rewind = _rewinder(sampler)
            try:
                return self._resample(sampler, X, y)
            except MemoryError:
                raise  # imbalanced-learn would need no less
            except Exception as error:
                reason = f"{type(error).__name__}: {error}"
                failure = None if isinstance(error, ValueError | TypeError) else error
            rewind()
        resampled = self._method(sampler, X, y, **params)
        count_declined(self._entry.name, reason, failure)
        return resampled

    def _why_not(self, sampler: Any, params: dict[str, Any]) -> str | None:
        if params:
            return f"fit_resample is given {', '.join(params)}"
        kind = type(sampler)
        for name, value in self._inner.items():
            if name in vars(sampler):
                return f"an instance has {name} of its own"
            if inspect.getattr_static(kind, name, None) is not value:
                return f"{kind.__qualname__} has {name} of its own"
        taken = _taken(self._entry.replacement)
        for name, default in self._defaults.items():
            if not hasattr(sampler, name):
                return f"an instance has no {name}"
            if name not in taken and not _is_same(getattr(sampler, name), default):
                return f"{name}={getattr(sampler, name)!r}"
        return None

    def _resample(self, sampler: Any, X: Any, y: Any) -> Any:
        start = perf_counter()
        if type(sampler)._parameter_constraints is not self._original._parameter_constraints:
            _check_parameters(sampler)
        taken = _taken(self._entry.replacement)
        ours = self._entry.replacement(
            **{name: getattr(sampler, name) for name in self._defaults if name in taken}
        )
        resampled = ours.fit_resample(X, y)
        _adopt(sampler, ours)
        count_call(self._entry.name, perf_counter() - start)
        return resampled


def _inner_workings(original: Any) -> dict[str, Any]:
    """What imbalanced-learn's class calls on the way, by name."""
    kinds = (FunctionType, staticmethod, classmethod, property)
    inner: dict[str, Any] = {}
    for base in original.__mro__:
        if base.__module__.partition(".")[0] != "imblearn":
            continue
        for name, value in vars(base).items():
            is_inner = isinstance(value, kinds) or name == "_sampling_type"
            if is_inner and not name.startswith("__") and name not in _FREE:
                inner.setdefault(name, value)
    # last, as the reason that says least
    inner["__sklearn_tags__"] = inspect.getattr_static(original, "__sklearn_tags__", None)
    return inner


def _is_same(value: Any, default: Any) -> bool:
    return value is default or (type(value) is type(default) and bool(value == default))


@cache
def _taken(replacement: Any) -> frozenset[str]:
    """Parameters of a class of fastsmote's."""
    return frozenset(_defaults(replacement))


def _defaults(kind: Any) -> dict[str, Any]:
    """Parameters of a class' constructor, and what they are by default."""
    parameters = list(inspect.signature(kind.__init__).parameters.values())[1:]
    return {parameter.name: parameter.default for parameter in parameters}


def _check_parameters(sampler: Any) -> None:
    """Check what a subclass says of its parameters, which fastsmote's class knows nothing of."""
    from sklearn import get_config

    if not get_config()["skip_parameter_validation"]:
        sampler._validate_params()


def _rewinder(sampler: Any) -> Callable[[], None]:
    """Return a function that sets the stream of random numbers back to where it is now."""
    import numpy as np

    random_state = getattr(sampler, "random_state", 0)
    stream: Any = np.random if random_state is None else random_state
    if not hasattr(stream, "get_state"):
        return lambda: None
    state = stream.get_state()

    def rewind() -> None:
        stream.set_state(state)

    return rewind


def _adopt(sampler: Any, ours: Any) -> None:
    """Give a sampler of imbalanced-learn's what one of fastsmote's has learned.

    But not which rows are synthetic: an array as long as the result, which nobody asked for.
    """
    from fastsmote.provenance import MakesRows

    kind: Any = type(ours)
    learned = [name for name in vars(ours) if name not in _taken(kind)]
    for base in kind.__mro__:
        learned += [name for name, value in vars(base).items() if isinstance(value, property)]
    for name in learned:
        is_settable = not isinstance(getattr(type(sampler), name, None), property)
        is_asked_for = not hasattr(MakesRows, name) and not name.startswith("_")
        if is_settable and is_asked_for and hasattr(ours, name):
            setattr(sampler, name, _as_theirs(getattr(ours, name)))


def _as_theirs(value: Any) -> Any:
    """Make a fitted sampler of fastsmote's one of imbalanced-learn's: pickles must not need us."""
    for entry in TABLE:
        if type(value) is entry.loaded_replacement and entry.original is not None:
            theirs = entry.original.__new__(entry.original)
            parameters = _defaults(entry.original)
            vars(theirs).update(
                {name: getattr(value, name, parameters[name]) for name in parameters}
            )
            _adopt(theirs, value)
            return theirs
    return value
