"""``sampling_strategy``, and the classes that it speaks of."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from fastsmote.errors.words import counted, labels, name_of_label, sentence, shown

_KEEP = "leave the class out to keep it as it is"


def one_class(present: Sequence[Any]) -> ValueError:
    """There is nothing to balance a class against."""
    held = f"class {labels(present)} alone" if len(present) else "no class"
    return ValueError(
        f"The target y needs to have more than 1 class, but y holds {held}: check how y was made "
        "or split."
    )


def unknown_classes(unknown: Sequence[Any], present: Iterable[Any]) -> ValueError:
    """A strategy names classes that are not in the data."""
    known = list(present)
    by_text = {str(label): label for label in known}
    meant = [by_text[str(label)] for label in unknown if str(label) in by_text]
    return ValueError(
        sentence(
            "sampling_strategy to name classes of y",
            f"it names {labels(unknown)} and y has {labels(known)}",
            f"write {labels(meant)}, of the type that y holds" if meant else "correct the labels",
        )
    )


def not_a_count(label: Any, count: Any) -> TypeError:
    """A number of rows is no integer."""
    is_whole = isinstance(count, float) and count.is_integer()
    return TypeError(
        sentence(
            "sampling_strategy to give each class an int, its number of rows afterwards",
            f"it asks for {shown(count)} rows of class {name_of_label(label)}",
            f"write {int(count)}" if is_whole else f"give a whole number, or {_KEEP}",
        )
    )


def negative_count(label: Any, count: int) -> ValueError:
    """A number of rows is negative."""
    return ValueError(
        sentence(
            "sampling_strategy to give each class 0 rows or more",
            f"it asks for {count} rows of class {name_of_label(label)}",
            f"give the number of rows that the class is to have afterwards, or {_KEEP}",
        )
    )


def count_below(label: Any, count: int, n_rows: int) -> ValueError:
    """An over-sampler is to leave a class fewer rows than it has."""
    return ValueError(
        sentence(
            "sampling_strategy to give no class fewer rows than it has",
            f"it asks for {counted(int(count), 'row')} of class {name_of_label(label)}, which has "
            f"{n_rows}",
            f"ask for {n_rows} or more, which is the number afterwards, or {_KEEP}",
        )
    )


def count_too_large(label: Any, count: int) -> ValueError:
    """An over-sampler is to make more rows than there can be."""
    return ValueError(
        sentence(
            "sampling_strategy to give each class a number of rows that fits in memory",
            f"it asks for {count} rows of class {name_of_label(label)}",
            "give the number of rows that the class is to have afterwards",
        )
    )


def count_above(label: Any, count: int, n_rows: int) -> ValueError:
    """An under-sampler is to leave a class more rows than it has."""
    return ValueError(
        sentence(
            "sampling_strategy to give no class more rows than it has",
            f"it asks for {counted(int(count), 'row')} of class {name_of_label(label)}, which has "
            f"{n_rows}",
            f"ask for {n_rows} or less, which is the number afterwards, or {_KEEP}",
        )
    )


def ratio_of_many(ratio: float, present: Iterable[Any]) -> ValueError:
    """A ratio is given for other than two classes."""
    known = list(present)
    return ValueError(
        sentence(
            "two classes for a float sampling_strategy",
            f"sampling_strategy = {ratio!r} and y has {len(known)} classes, {labels(known)}",
            "pass a dict from class label to number of rows",
        )
    )


def ratio_too_low(
    ratio: float, label: Any, n_wanted: int, present: Mapping[Any, int], other: Any, *, adds: bool
) -> ValueError:
    """A ratio asks an over-sampler to remove rows, or else an under-sampler to add some.

    Parameters
    ----------
    ratio : float
        Of the smaller class to the larger one.
    label : label
        The class of which ``n_wanted`` rows are asked for.
    n_wanted : int
        Rows after resampling.
    present : mapping
        Label to number of rows.
    other : label
        The class that keeps its rows.
    adds : bool
        Whether the sampler adds rows.
    """
    n_small, n_large = sorted((present[label], present[other]))
    if adds and n_small == n_large:
        return ValueError(
            sentence(
                "classes of different sizes for a float sampling_strategy",
                f"sampling_strategy = {ratio!r} and both have {counted(n_small, 'row')}",
                "pass a dict from class label to number of rows",
            )
        )
    least = n_small + 1 if adds else n_small
    return ValueError(
        sentence(
            f"sampling_strategy >= {least} / {n_large}",
            f"sampling_strategy = {ratio!r} asks for {counted(n_wanted, 'row')} of class "
            f"{name_of_label(label)}, which has {present[label]} beside {present[other]} of class "
            f"{name_of_label(other)}",
            f"raise the ratio, so that there are {'rows' if adds else 'none'} to add",
        )
    )


def not_counts(returned: Any) -> TypeError:
    """A callable returned no numbers of rows."""
    return TypeError(
        sentence(
            "the callable sampling_strategy to return a dict from class label to number of rows",
            f"it returned {shown(returned)}",
            "return such a dict",
        )
    )


def not_classes(returned: Any) -> TypeError:
    """A callable returned no classes."""
    return TypeError(
        sentence(
            "the callable sampling_strategy to return a list of class labels, or a dict whose "
            "keys they are",
            f"it returned {shown(returned)}",
            "return such a list",
        )
    )
