"""Who asked for the patch, what is patched now, and the lock around both."""

import sys
import threading
from collections import Counter
from collections.abc import Iterable
from importlib import import_module
from types import TracebackType

from fastsmote.patching import workers
from fastsmote.patching.importing import ImportWatch
from fastsmote.patching.swapping import Swap
from fastsmote.patching.table import TABLE, Entry, entries_of
from fastsmote.patching.versions import check_imblearn

_lock = threading.RLock()
_requests: Counter[frozenset[Entry]] = Counter()
_swaps: dict[Entry, Swap] = {}


class Patch:
    """What `patch_imblearn` returns: a context manager that takes the request back at its end."""

    def __init__(self, entries: frozenset[Entry]) -> None:
        self._entries = entries
        with _lock:
            self._requests = _requests  # those that this one is among, until all are withdrawn
            self._requests[entries] += 1
            _settle()

    def __enter__(self) -> "Patch":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        with _lock:
            self._requests[self._entries] -= 1
            _settle()


def patch_imblearn(names: Iterable[str] | None = None) -> Patch:
    """Have imbalanced-learn's samplers do their work by fastsmote, in programs that know neither.

    ``fit_resample`` of imbalanced-learn's classes then returns the rows that it did, from
    fastsmote's classes of the same names; all else about the classes stays. imbalanced-learn is
    not imported by it: it may have been before, or come later. All threads see the patch.

    Parameters
    ----------
    names : iterable of str, optional
        Classes to patch, such as ``["SMOTE", "SMOTENC"]``; all that fastsmote has by default.

    Returns
    -------
    Patch
        A context manager, at whose end what it was asked for is undone; what others have asked
        for stays. Without ``with`` the patch stays until `unpatch_imblearn`.

    Raises
    ------
    ModuleNotFoundError
        imbalanced-learn is not installed.
    ArgumentError
        A name is not that of a class that fastsmote replaces.
    TypeError
        ``names`` are no names.

    Warns
    -----
    UserWarning
        imbalanced-learn is of another version than this was tested with, 0.13 to 0.14.

    Notes
    -----
    The classes themselves are patched, so that names bound before (``from imblearn.over_sampling
    import SMOTE``), subclasses, instances and pickles all follow, there and back: pickles hold
    imbalanced-learn's own objects and need no fastsmote to be read.

    While patched, an instance of fastsmote's class is one of imbalanced-learn's class, too.

    What fastsmote cannot do goes to imbalanced-learn's own method: a subclass that defines anew
    what fastsmote does not call (``_make_samples``), arguments it does not take. Reasons are
    logged to ``logging.getLogger("fastsmote")`` at level INFO; an error of fastsmote's that input
    does not explain, at level WARNING. Bad input raises imbalanced-learn's own errors.

    Differences that remain are those of fastsmote: of neighbors equally far the first row, and
    for an integer number of neighbors ``nn_k_``, ``nn_m_`` and ``nn_`` that are not fitted.

    Processes that joblib or multiprocessing start anew are patched by the first sampler that
    they are sent. One that makes its samplers itself calls this function itself.

    Not reversible: functions that were taken from an instance (``resample = sampler.fit_resample``)
    ask at each call whether the patch still holds; rows that have been made, and what a sampler has
    learned from them, stay.

    Examples
    --------
    >>> import fastsmote
    >>> from imblearn.over_sampling import SMOTE
    >>> X, y = [[0.0], [1.0], [2.0], [3.0], [4.0]], [0, 0, 0, 1, 1]
    >>> with fastsmote.patch_imblearn():
    ...     X_resampled, y_resampled = SMOTE(k_neighbors=1, random_state=0).fit_resample(X, y)
    >>> y_resampled
    [0, 0, 0, 1, 1, 1]
    """
    entries = entries_of(names)
    if not is_patched():
        check_imblearn()
    for module in {entry.module for entry in entries} & sys.modules.keys():
        import_module(module)  # another thread may be in the midst of it
    return Patch(entries)


def unpatch_imblearn() -> None:
    """Give all of imbalanced-learn's classes back their own methods, whoever asked for the patch.

    Nothing happens if none is patched. See `patch_imblearn` for what is not reversible.
    """
    global _requests
    with _lock:
        _requests = Counter()
        _settle()


def patch_exactly(names: Iterable[str]) -> None:
    """Patch some classes and no others, without a check of the version."""
    with _lock:
        if sorted(names) != patched_names():
            unpatch_imblearn()
            Patch(entries_of(names))


def is_patched() -> bool:
    """Tell whether any class is patched, or will be once imbalanced-learn is imported."""
    return bool(patched_names())


def patched_names() -> list[str]:
    """Names of the classes that are patched, or will be once imbalanced-learn is imported."""
    with _lock:
        return sorted(entry.name for entry in _wanted())


def _wanted() -> frozenset[Entry]:
    asked = [entries for entries, n_requests in _requests.items() if n_requests > 0]
    return frozenset().union(*asked)


def _settle(_module: str | None = None) -> None:
    """Patch what is asked for and there, and nothing else; after an import, too.

    Nothing is imported while the lock is held: who imports may be waiting for it.
    """
    with _lock:
        wanted = _wanted()
        for entry in TABLE:
            swap, original = _swaps.get(entry), entry.original
            if swap is not None and (entry not in wanted or swap.original is not original):
                _swaps.pop(entry).undo()  # the second: its module has been loaded anew
                swap = None
            if swap is None and entry in wanted and original is not None:
                _swaps[entry] = Swap(entry, original)
        for swap in _swaps.values():
            workers.pickle_with_names(swap.original)
        if wanted:
            _watch.start()
        else:
            _watch.stop()


_watch = ImportWatch([*{entry.module for entry in TABLE}, *workers.MODULES], _settle)
