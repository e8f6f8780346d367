"""What `patch_imblearn` is asked for, and the imbalanced-learn that it finds."""

from collections.abc import Iterable
from typing import Any

from fastsmote.errors.types import ArgumentError
from fastsmote.errors.words import listed, sentence, shown


def names_not_iterable(value: Any) -> TypeError:
    """What is to be patched is no collection of names."""
    return TypeError(
        sentence(
            "names as an iterable of str, or None for all",
            f"names is {shown(value)}",
            'write names=["SMOTE", "SMOTENC"], say',
        )
    )


def class_not_replaced(name: Any, why: str | None, known: Iterable[str]) -> ArgumentError:
    """There is nothing in place of a class, for a reason or because it is not known."""
    return ArgumentError(
        sentence(
            f"names among: {listed(known)}",
            f"names has {shown(name)}, which fastsmote does not replace"
            + (f", for {why}" if why else ""),
            "leave it out, it works as before" if why else "write one of these",
        )
    )


def imblearn_missing(install: str) -> ModuleNotFoundError:
    """imbalanced-learn is not installed."""
    return ModuleNotFoundError(
        f"patching imbalanced-learn needs imbalanced-learn: {install}", name="imblearn"
    )


def imblearn_not_tested(version: str, first: str, last: str, install: str) -> str:
    """Its version is another one than the patch was tested with."""
    return (
        f"imbalanced-learn {version} is patched, which fastsmote was not tested with; expected "
        f"{first} to {last}. Compare some results, or: {install}"
    )
