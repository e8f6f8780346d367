"""Whether imbalanced-learn is there, and of a version that the patch was tested with."""

import warnings
from importlib import metadata
from importlib.util import find_spec

from fastsmote.errors.patching import imblearn_missing, imblearn_not_tested

TESTED = ((0, 13), (0, 14))
INSTALL = "pip install 'imbalanced-learn>=0.13,<0.15'"


def check_imblearn() -> None:
    """Raise if there is no imbalanced-learn, warn if it is of another version than tested.

    Raises
    ------
    ModuleNotFoundError
        It is not installed.

    Warns
    -----
    UserWarning
        Its version is outside of `TESTED`, or unknown.
    """
    if find_spec("imblearn") is None:
        raise imblearn_missing(INSTALL)
    version = imblearn_version()
    if not TESTED[0] <= _series(version) <= TESTED[-1]:
        first, last = (".".join(map(str, series)) for series in (TESTED[0], TESTED[-1]))
        warnings.warn(imblearn_not_tested(version, first, last, INSTALL), stacklevel=3)


def imblearn_version() -> str:
    """Installed version of imbalanced-learn, without importing it."""
    try:
        return metadata.version("imbalanced-learn")
    except metadata.PackageNotFoundError:
        return "of unknown version"


def _series(version: str) -> tuple[int, ...]:
    """``"0.14.2"`` to ``(0, 14)``; () if it is not written that way."""
    first = version.split(".")[:2]
    return tuple(map(int, first)) if all(part.isdecimal() for part in first) else ()
