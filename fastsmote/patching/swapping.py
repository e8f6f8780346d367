"""One class of imbalanced-learn's: exchange what it does, and put it back."""

from abc import ABCMeta
from functools import wraps
from typing import Any

from fastsmote.patching.delegation import Delegate
from fastsmote.patching.table import Entry


class Swap:
    """The exchange of one class, which stays the class that it is.

    Attributes
    ----------
    entry : Entry
        Row of the table.
    original : type
        imbalanced-learn's class.
    is_active : bool
        False once it is undone: a method that was taken before then asks it at each call.
    """

    def __init__(self, entry: Entry, original: Any) -> None:
        self.entry = entry
        self.original = original
        self.is_active = True
        # a base may be patched already, as SMOTE is when SMOTENC's turn comes
        methods = [vars(kind).get("fit_resample") for kind in original.__mro__]
        method: Any = next(each for each in methods if each and not hasattr(each, "_fastsmote"))
        delegate = Delegate(entry, original, method)

        @wraps(method)
        def fit_resample(sampler: Any, X: Any, y: Any, **params: Any) -> Any:
            if not self.is_active:
                return method(sampler, X, y, **params)
            return delegate(sampler, X, y, **params)

        def is_subclass(cls: type, kind: type) -> Any:
            ours = entry.loaded_replacement  # nobody has an instance of what nobody has loaded
            if cls is original and self.is_active and ours is not None and issubclass(kind, ours):
                return True
            return NotImplemented

        setattr(fit_resample, "_fastsmote", self)  # noqa: B010  a function has no such attribute
        self._exchanged = {
            "fit_resample": fit_resample,
            "__subclasshook__": classmethod(is_subclass),
        }
        self._before = {name: vars(original).get(name) for name in self._exchanged}
        for name, value in self._exchanged.items():
            setattr(original, name, value)
        self._forget_subclasses()

    def undo(self) -> None:
        """Put back what was there; what others have put over it since stays."""
        self.is_active = False
        for name, value in self._before.items():
            if vars(self.original).get(name) is not self._exchanged[name]:
                continue
            if value is None:
                delattr(self.original, name)
            else:
                setattr(self.original, name, value)
        self._forget_subclasses()

    def _forget_subclasses(self) -> None:
        """Have ``issubclass`` asked anew, rather than answered as it was the last time."""
        kinds: tuple[Any, ...] = self.original.__mro__
        for kind in kinds:
            if isinstance(kind, ABCMeta):
                ABCMeta._abc_caches_clear(kind)  # type: ignore[attr-defined]
