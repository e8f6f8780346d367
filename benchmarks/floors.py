"""What a sampler takes beyond what it cannot do without.

A random over-sampler copies its output; SVMSMOTE and KMeansSMOTE wait for scikit-learn.
``python -m benchmarks.floors`` prints the shares at the sizes of the README's table, measured in
one process and in turns.
"""

import time
import warnings
from collections.abc import Callable
from typing import Any
from unittest import mock

import numpy as np
from sklearn.cluster import MiniBatchKMeans
from sklearn.svm import SVC

from benchmarks.data import overlapping
from benchmarks.turns import N_RUNS
from fastsmote.over_sampling import SVMSMOTE, KMeansSMOTE, RandomOverSampler
from fastsmote.threads import for_each_part

#: What each sampler waits for, and the rows and features of the README's table.
WAITING = {
    "KMeansSMOTE": (
        KMeansSMOTE(random_state=0, kmeans_estimator=8, cluster_balance_threshold=0.0),
        (MiniBatchKMeans, "fit_predict"),
        (200_000, 20),
    ),
    "SVMSMOTE": (SVMSMOTE(random_state=0), (SVC, "fit"), (10_000, 20)),
}
COPIED = (5_000_000, 20)


def seconds(call: Callable[[], Any]) -> float:
    """How long a call takes; what it returns is thrown away afterwards."""
    start = time.perf_counter()
    result = call()
    taken = time.perf_counter() - start
    del result
    return taken


def share_of_its_own(name: str, X: np.ndarray, y: np.ndarray) -> float:
    """Share of the time of ``fit_resample`` in which scikit-learn's estimator does not work."""
    sampler, (estimator, method), _ = WAITING[name]
    inside: list[float] = []
    original = getattr(estimator, method)

    def timed(*arguments: Any, **keywords: Any) -> Any:
        start = time.perf_counter()
        result = original(*arguments, **keywords)
        inside.append(time.perf_counter() - start)
        return result

    with mock.patch.object(estimator, method, timed), warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of a class that gets fewer rows than planned
        whole = seconds(lambda: sampler.fit_resample(X, y))
    return 1 - sum(inside) / whole


class OwnShare:
    """Share of the time that is the sampler's own."""

    param_names = ("sampler",)
    params = (tuple(WAITING),)
    unit = "share"

    def setup(self, name: str) -> None:
        self.X, self.y = overlapping(*((20_000, 20) if name == "KMeansSMOTE" else (2_000, 20)))
        share_of_its_own(name, self.X, self.y)

    def track_own_share(self, name: str) -> float:
        return min(share_of_its_own(name, self.X, self.y) for _ in range(N_RUNS))


class Copying:
    """Random over-sampling beside copies of its output into fresh memory."""

    def setup(self) -> None:
        self.prepare(500_000, 20)

    def prepare(self, *size: int) -> None:
        """Data, and an output to copy."""
        self.X, self.y = overlapping(*size)
        self.sampler = RandomOverSampler(random_state=0)
        self.out = self.sampler.fit_resample(self.X, self.y)

    def time_fit_resample(self) -> Any:
        return self.sampler.fit_resample(self.X, self.y)

    def time_copy(self) -> Any:
        return self.out[0].copy(), self.out[1].copy()

    def time_copy_on_all_cores(self) -> Any:
        X = self.out[0]
        new = np.empty_like(X)

        def copy(part: slice) -> None:
            new[part] = X[part]

        for_each_part(copy, *X.shape, None)
        return new, self.out[1].copy()


def main() -> None:
    """Print all shares, at full size."""
    for name, (*_, size) in WAITING.items():
        X, y = overlapping(*size)
        shares = [share_of_its_own(name, X, y) for _ in range(N_RUNS + 1)][1:]
        print(f"{name}, {size}: own share {min(shares):.1%} to {max(shares):.1%}")  # noqa: T201
    copying = Copying()
    copying.prepare(*COPIED)
    calls = (copying.time_fit_resample, copying.time_copy, copying.time_copy_on_all_cores)
    turns = np.array([[seconds(call) for call in calls] for _ in range(2 * N_RUNS)])
    taken = turns.min(axis=0)
    words = ", ".join(
        f"{call.__name__[5:]} {1e3 * best:.0f} ms ({taken[0] / best:.2f})"
        for call, best in zip(calls, taken, strict=True)
    )
    print(f"RandomOverSampler, {COPIED}: {words}")  # noqa: T201


if __name__ == "__main__":
    main()
