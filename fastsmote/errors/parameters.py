"""Values that a parameter does not accept, and estimators that fail at what they are asked for."""

from collections.abc import Callable, Iterable
from difflib import get_close_matches
from typing import Any, NamedTuple

from fastsmote.errors.types import like
from fastsmote.errors.words import (
    alternatives,
    counted,
    labels,
    name_of_label,
    said,
    sentence,
    shown,
)

# Words that are more alike than 'majority' and 'minority', which nobody writes for each other.
_ALIKE = 0.85


class Accepted(NamedTuple):
    """What a parameter accepts, as far as a message and its remedy need to know.

    Attributes
    ----------
    kinds : tuple of str
        In words, such as ``'an int >= 1'``.
    words : tuple of str
        Strings that are accepted.
    accepts : callable
        Tells whether a value is.
    """

    kinds: tuple[str, ...]
    words: tuple[str, ...]
    accepts: Callable[[Any], bool]


def not_accepted(name: str, owner: str, value: Any, accepted: Accepted, default: str | None) -> str:
    """Say that a parameter does not accept its value; the phrase is scikit-learn's.

    Parameters
    ----------
    name, owner : str
        The parameter and its class.
    value : Any
        What was received.
    accepted : Accepted
        What would do.
    default : str or None
        The default value as it is written; None if there is none.
    """
    remedy = _remedy(value, accepted) or (
        f"leave {name} out for its default, {default}" if default else f"give {accepted.kinds[-1]}"
    )
    return (
        f"The {name!r} parameter of {owner} must be {alternatives(accepted.kinds)}. "
        f"Got {shown(value)} instead: {remedy}."
    )


def _remedy(value: Any, accepted: Accepted) -> str:
    """What was probably meant; empty if there is no telling."""
    accepts = accepted.accepts
    if isinstance(value, type):
        return f"pass an instance, {value.__name__}()"
    if type(value).__name__ == "Generator" and type(value).__module__.startswith("numpy"):
        return "pass an int or numpy.random.RandomState(seed)"
    if isinstance(value, float) and value.is_integer() and accepts(int(value)):
        return f"write {int(value)}"
    if isinstance(value, str):
        return _remedy_for_text(value, accepted)
    if isinstance(value, Iterable) and not isinstance(value, dict) and accepts({}):
        number = "number of rows" if accepted.words else "number"  # a strategy is a word, too
        return f"pass a dict from class label to {number}"
    if isinstance(value, Iterable) and accepts([]):
        return f"pass a list, {shown(list(value))}"
    return f"pass a list, {shown([value])}" if isinstance(value, int) and accepts([]) else ""


def _remedy_for_text(text: str, accepted: Accepted) -> str:
    folded = {word.lower(): word for word in accepted.words}
    near = get_close_matches(text.lower(), folded, n=2, cutoff=_ALIKE)
    if text.lower() in folded or len(near) == 1:
        return f"write {folded[text.lower() if text.lower() in folded else near[0]]!r}"
    number = _number(text)
    if number is not None and accepted.accepts(number):
        return f"write {number}, without quotes"
    if not accepted.accepts([]):
        return ""
    if "a list" in accepted.kinds:  # of labels, of which nothing is known here
        return f"write one of these words, or a list of class labels, [{text!r}] if y holds it"
    return f"pass a list, [{text!r}]"


def _number(text: str) -> float | None:
    try:
        return int(text) if text.isdecimal() else float(text)
    except ValueError:
        return None


def finds_itself_alone(name: str, estimator: Any) -> ValueError:
    """An estimator of the user's finds no neighbor but the row itself."""
    return ValueError(
        sentence(
            f"{name} to find the row itself and one neighbor or more",
            f"{name} = {shown(estimator)} finds the row itself alone",
            "set its n_neighbors to 2 or more",
        )
    )


def estimator_failed(name: str, estimator: Any, n_rows: int, error: Exception) -> Exception:
    """An estimator of the user's raised an error."""
    return like(
        error,
        sentence(
            f"{name} to be an estimator that can be fitted to {counted(n_rows, 'row')} and asked",
            f"{name} = {shown(estimator)} raises {said(error)!r}",
            "change its parameters to what that many rows allow",
        ),
    )


def no_number_of_neighbors(name: str, estimator: Any) -> AttributeError:
    """An estimator of the user's does not tell how many neighbors it finds."""
    return AttributeError(
        sentence(
            f"{name} to have n_neighbors",
            f"{name} = {shown(estimator)} has none",
            "pass an estimator that tells its number of neighbors, such as NearestNeighbors, or "
            "that number",
        )
    )


def no_number_of_clusters(estimator: Any) -> AttributeError:
    """A clustering does not tell how many clusters it makes."""
    return AttributeError(
        sentence(
            "kmeans_estimator to have n_clusters",
            f"kmeans_estimator = {shown(estimator)} has none",
            "pass an estimator that tells its number of clusters, such as KMeans, or that number",
        )
    )


def no_sample_indices(sampler: Any) -> AttributeError:
    """A sampler that is to edit does not tell which rows it kept."""
    return AttributeError(
        sentence(
            "edited_nearest_neighbours to have sample_indices_ once it has resampled",
            f"edited_nearest_neighbours = {shown(sampler)} has none",
            "pass a sampler that keeps rows, such as EditedNearestNeighbours()",
        )
    )


def no_shrinkage(missing: Iterable[Any], given: Any) -> ValueError:
    """A dict of shrinkage factors leaves out classes that are resampled; the start is theirs."""
    return ValueError(
        "`shrinkage` should contain a shrinkage factor for each class that will be resampled. The "
        f"missing classes are: {labels(missing)}, but shrinkage = {shown(given)}: add them, or "
        "pass one number for all."
    )


def negative_shrinkage(label: Any, factor: Any) -> ValueError:
    """A shrinkage factor is not a finite number from 0; the start is imbalanced-learn's."""
    return ValueError(
        f"The shrinkage factor needs to be >= 0. Got {shown(factor)} for class "
        f"{name_of_label(label)} in shrinkage: give a finite number, 0 for no noise."
    )
