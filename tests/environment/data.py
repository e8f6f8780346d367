"""Data large enough that kernels search it, and a digest to compare results between processes."""

import hashlib
from typing import Any

import numpy as np


def imbalanced(n_minority: int = 5_000, n_features: int = 8) -> tuple[np.ndarray, np.ndarray]:
    """Rows of a minority and half as many again of a majority, mixed."""
    stream = np.random.RandomState(0)
    y = stream.permutation(np.repeat([1, 0], [n_minority, n_minority + n_minority // 2]))
    return stream.standard_normal((len(y), n_features)), y


def digest(X: Any, y: Any) -> str:
    """Hash that is equal for results that are equal bit by bit."""
    return hashlib.sha256(np.asarray(X).tobytes() + np.asarray(y).tobytes()).hexdigest()


def load_kernels() -> None:
    """Load the kernels, which NumPy would stand in for where it is done before they are."""
    import fastsmote.kernels.interpolation
    import fastsmote.neighbors.search  # noqa: F401


def resampled_digest(
    random_state: int = 0,
    n_jobs: int | None = 2,
    n_minority: int = 5_000,
    is_by_kernels: bool = True,
) -> str:
    """Digest of one resampling; here, so that worker processes can import it."""
    from fastsmote.over_sampling import SMOTE

    if is_by_kernels:
        load_kernels()
    data = imbalanced(n_minority)
    return digest(*SMOTE(random_state=random_state, n_jobs=n_jobs).fit_resample(*data))
