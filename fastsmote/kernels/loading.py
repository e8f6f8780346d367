"""Whether kernels pay: NumPy is done with few values before Numba is imported for them."""

import sys

# Calls of the largest kind that NumPy serves before Numba is imported for those to come: so it has
# taken about as long by then as the import does.
_PATIENCE = 16.0


class _Waited:
    """What NumPy has done in this process that kernels would have done sooner."""

    share = 0.0


def pays(module: str, n_values: int, warm: int, cold: int) -> bool:
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
        How much of it NumPy does at once before Numba is imported (0.8 s and more) and the kernels
        are loaded from the disk cache. A process that asks again and again for less than that has
        them loaded, too: neither for the first call nor after a hundred should it have waited
        for much longer than it had to.
    """
    if f"{__package__}.{module}" in sys.modules:
        return n_values > warm
    if warm < n_values <= cold:
        _Waited.share += n_values / cold
    return n_values > cold or (n_values > warm and _Waited.share > _PATIENCE)
