"""Whether kernels pay: NumPy is done with few values before Numba is imported for them."""

import contextlib
import gc
import sys
from collections.abc import Iterator

# Calls, each of a twelfth of the time that loading takes, which NumPy serves before kernels are
# loaded for those to come: so it has taken about as long by then.
_PATIENCE = 12.0


class _Waited:
    """What NumPy has done in this process that kernels would have done sooner."""

    share = 0.0


def pays(module: str, n_values: int, warm: int, cold: int, most: int | None = None) -> bool:
    """Whether there is enough for kernels to do.

    Parameters
    ----------
    module : str
        Theirs, of this package.
    n_values : int
        What there is to do.
    warm : int
        How much of it NumPy does before kernels that have been loaded are called.
    cold : int
        How much of it NumPy does in a twelfth of the time that it takes to import Numba and to
        load the kernels from the disk cache: 0.25 s, and several seconds if they are not there. A
        process that asks again and again has them loaded: neither for the first call nor after a
        hundred should it have waited for much longer than it had to.
    most : int, optional
        How much of it NumPy does at once before they are loaded; ``cold`` by default.
    """
    if is_loaded(module):
        return n_values > warm
    if n_values <= warm:
        return False
    if n_values > (most or cold) or _Waited.share >= _PATIENCE:
        return True
    _Waited.share += n_values / cold
    return False


def is_loaded(module: str) -> bool:
    """Whether a module of this package has been imported."""
    return f"{__package__}.{module}" in sys.modules


@contextlib.contextmanager
def uncollected() -> Iterator[None]:
    """Import, or load kernels, without the garbage collector: what that brings stays for good.

    To look through all objects of the process for it takes as long as half of the import, where
    pandas is among them.
    """
    is_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if is_enabled:
            gc.enable()
