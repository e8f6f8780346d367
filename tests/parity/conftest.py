"""Parity is checked on the compiled search: it is loaded, so that few hundred rows take it."""

# ruff: noqa: NPY002 (the global stream of NumPy is what random_state=None draws from)

import numpy as np
import pytest


@pytest.fixture(scope="session", autouse=True)
def _kernels():
    import fastsmote.kernels.interpolation
    import fastsmote.neighbors.search  # noqa: F401


@pytest.fixture(autouse=True)
def _global_stream():
    """Give the global stream back as it was, whatever a test draws from it."""
    state = np.random.get_state()
    yield
    np.random.set_state(state)
