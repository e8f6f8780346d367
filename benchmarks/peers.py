"""Who is compared: each library's SMOTE with its own best settings.

Run as a script this is one side of `benchmarks.turns`: a process of its own, so that what a peer
patches, and the threads that it keeps, stay there.
"""

import importlib.util
import json
import sys
import time
from collections.abc import Callable
from typing import Any

import numpy as np
from sklearn.base import BaseEstimator

from benchmarks.kernels import load_kernels

K_NEIGHBORS = 5


class _Neighbors(BaseEstimator):
    """What imbalanced-learn asks of an object that finds neighbors."""

    def fit(self, X: np.ndarray, y: object = None) -> "_Neighbors":
        self.index_ = self._build(np.ascontiguousarray(X))
        return self

    def kneighbors(self, X: np.ndarray, return_distance: bool = False) -> np.ndarray:
        return self._query(np.ascontiguousarray(X))

    def kneighbors_graph(self, X: object = None) -> None:
        raise NotImplementedError


class FaissNeighbors(_Neighbors):
    """faiss' exhaustive index, on all cores; single precision is all that it has."""

    def _build(self, X: np.ndarray) -> Any:
        import faiss

        index = faiss.IndexFlatL2(X.shape[1])
        index.add(X.astype(np.float32, copy=False))
        return index

    def _query(self, X: np.ndarray) -> np.ndarray:
        return self.index_.search(X.astype(np.float32, copy=False), K_NEIGHBORS + 1)[1]


class PykdtreeNeighbors(_Neighbors):
    """pykdtree, on all cores."""

    def _build(self, X: np.ndarray) -> Any:
        from pykdtree.kdtree import KDTree

        return KDTree(X)

    def _query(self, X: np.ndarray) -> np.ndarray:
        return self.index_.query(X, k=K_NEIGHBORS + 1)[1].astype(np.intp)


def _fastsmote() -> Any:
    from fastsmote.over_sampling import SMOTE

    load_kernels()
    return SMOTE(random_state=0)


def _imblearn(k_neighbors: Any = K_NEIGHBORS) -> Any:
    from imblearn.over_sampling import SMOTE

    return SMOTE(random_state=0, k_neighbors=k_neighbors)


def _intelex() -> Any:
    from sklearnex import patch_sklearn

    patch_sklearn(verbose=False)
    return _imblearn()


#: Name -> the package that it needs, and what makes its sampler.
PEERS: dict[str, tuple[str, Callable[[], Any]]] = {
    "fastsmote": ("fastsmote", _fastsmote),
    "imbalanced-learn": ("imblearn", _imblearn),
    "on scikit-learn-intelex": ("sklearnex", _intelex),
    "with faiss": ("faiss", lambda: _imblearn(FaissNeighbors())),
    "with pykdtree": ("pykdtree", lambda: _imblearn(PykdtreeNeighbors())),
}


def installed() -> list[str]:
    """Names of the peers that can be run here."""
    return [name for name, (package, _) in PEERS.items() if importlib.util.find_spec(package)]


def main() -> None:
    """Answer each line of JSON on stdin, calls on a cell or on the last one, by another."""
    from benchmarks.data import imbalanced

    sampler = PEERS[sys.argv[1]][1]()
    X = y = strategy = None
    for line in sys.stdin:
        order = json.loads(line)
        if "data" in order:
            X, y = imbalanced(*order["data"], kind=order["kind"])
            # as many synthetic rows as would fill up the minority, or as it has rows
            n = order["data"][0]
            strategy = {1: n * max(2, order["data"][2])}
            sampler.set_params(sampling_strategy=strategy)
        seconds = []
        try:
            for _ in range(order["calls"]):
                X_resampled = None
                start = time.perf_counter()
                X_resampled, _ = sampler.fit_resample(X, y)
                seconds.append(time.perf_counter() - start)
        except ValueError as error:
            answer: dict[str, Any] = {"error": str(error)}
        else:
            # enough of the synthetic rows to see whether they are the same
            few = X_resampled[len(X) :: max(1, (len(X_resampled) - len(X)) // 97)]
            rows = np.asarray(few, np.float64).sum(axis=1).tolist()
            answer = {"seconds": min(seconds), "rows": rows}
            del X_resampled
        print(json.dumps(answer), flush=True)  # noqa: T201 - the protocol


if __name__ == "__main__":
    main()
