"""Processes that are sent a sampler are patched as their sender is.

joblib's and multiprocessing's new processes import imbalanced-learn as it was installed: the same
rows, but no sooner. So a sampler that travels to one (and nowhere else: pickles for files are not
touched) brings the names of what is patched with it. What travels back brings nothing.
"""

import os
import sys
from collections.abc import Callable
from typing import Any

#: Modules that pickle for other processes, and where they keep how. joblib promises no name for
#: its own: without it the rows stay the same, too.
MODULES = ("multiprocessing.reduction", "joblib.externals.loky.backend.reduction")

_is_receiver = False


def pickle_with_names(kind: Any) -> None:
    """Have instances of a class carry what is patched to other processes."""
    for name in MODULES:
        module = sys.modules.get(name)
        pickler = getattr(module, "ForkingPickler", module)
        register: Callable[..., Any] | None = getattr(pickler, "register", None)
        if register is not None:
            register(kind, _reduce)


def _reduce(sampler: Any) -> Any:
    from fastsmote.patching.requests import patched_names  # which calls this module

    build, arguments, *state = sampler.__reduce_ex__(4)
    if _is_receiver:
        return build, arguments, *state
    return _arrive, (os.getpid(), patched_names(), build, arguments), *state


def _arrive(sender: int, names: list[str], build: Callable[..., Any], arguments: Any) -> Any:
    global _is_receiver
    from fastsmote.patching.requests import patch_exactly

    if sender != os.getpid():
        _is_receiver = True
        patch_exactly(names)
    return build(*arguments)
