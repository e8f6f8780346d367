"""Whether imbalanced-learn is there, and of a version that the patch was tested with."""

import warnings
from importlib import metadata
from importlib.util import find_spec

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
        raise ModuleNotFoundError(
            f"patching imbalanced-learn needs imbalanced-learn: {INSTALL}", name="imblearn"
        )
    version = imblearn_version()
    if not TESTED[0] <= _series(version) <= TESTED[-1]:
        first, last = (".".join(map(str, series)) for series in (TESTED[0], TESTED[-1]))
        warnings.warn(
            f"imbalanced-learn {version} is patched, which fastsmote was not tested with; "
            f"expected {first} to {last}. Compare some results, or: {INSTALL}",
            stacklevel=3,
        )


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
