"""Whether kernels pay: NumPy is done with few values before Numba is imported for them."""

import sys


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
        How much of it NumPy does before Numba is imported (0.8 s and more) and the kernels are
        loaded from the disk cache.
    """
    is_loaded = f"{__package__}.{module}" in sys.modules
    return n_values > (warm if is_loaded else cold)
