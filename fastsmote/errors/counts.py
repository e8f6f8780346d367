"""More neighbors are asked for than there are rows."""

from typing import Any

from fastsmote.errors.words import counted, name_of_label, sentence


def too_few_in_class(
    name: str, n_neighbors: int, label: Any, n_rows: int, can_clip: bool
) -> ValueError:
    """A class that is to grow has no more rows than a row is to have neighbors."""
    remedy = f"set {name} to {n_rows - 1} or less"
    if n_rows == 1:
        remedy = "add rows to it, or repeat it by RandomOverSampler"
    elif can_clip:
        remedy += ", or small_classes = 'clip' to do so for such classes alone"
    return ValueError(
        sentence(
            f"{name} < number of rows in the class",
            f"{name} = {n_neighbors} and class {name_of_label(label)} has {counted(n_rows, 'row')}",
            f"{remedy}, or leave the class out of sampling_strategy",
        )
    )


def too_few_rows(name: str, n_neighbors: int, n_rows: int) -> ValueError:
    """There are no more rows, of all classes, than a row is to have neighbors."""
    return ValueError(
        sentence(
            f"{name} < number of rows",
            f"{name} = {n_neighbors} and there {'is' if n_rows == 1 else 'are'} "
            f"{counted(n_rows, 'row')}",
            f"set {name} to {n_rows - 1} or less" if n_rows > 1 else "add rows",
        )
    )


def too_few_references(name: str, n_neighbors: int, n_rows: int, which: str) -> ValueError:
    """There are fewer rows of a kind than a row is to have neighbors among them."""
    return ValueError(
        sentence(
            f"{name} <= number of rows of {which}",
            f"{name} = {n_neighbors} and there {'is' if n_rows == 1 else 'are'} "
            f"{counted(n_rows, 'such row')}",
            f"set {name} to {n_rows} or less",
        )
    )
