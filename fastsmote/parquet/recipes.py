"""How each sampler's rows are made of the gathered rows alone: the same as with all in memory."""

from abc import ABC, abstractmethod
from numbers import Integral
from typing import Any

import numpy as np

from fastsmote.drawing import PairDraws, RowDraws, open_stream
from fastsmote.errors.parquet import missing_given, shrinkage_given
from fastsmote.interpolation import Segments
from fastsmote.neighbors import (
    ask_for_all_if_nearly,
    find_neighbors,
    k_nearest_of,
    places_among,
    workspace_bytes,
)
from fastsmote.parquet.counting import Target
from fastsmote.parquet.gathering import ClassRows
from fastsmote.parquet.progress import Progress
from fastsmote.parquet.roles import Roles, check_numeric
from fastsmote.parquet.source import Source
from fastsmote.parquet.synthetic import RowsAgain, RowsBetween, SyntheticRows
from fastsmote.validation import check_enough_rows, clip_to_class

# Bytes of a synthetic row's draws, where all are made at once.
_DRAW_BYTES = 24
# Seconds for a row and a feature of a search within a class, on two cores.
SEARCH_SECONDS = 2e-7


class Recipe(ABC):
    """What differs between samplers.

    Parameters
    ----------
    sampler : BaseOverSampler
        With an integer ``random_state``, its parameters checked.
    """

    def __init__(self, sampler: Any) -> None:
        self.sampler = sampler

    @property
    def name(self) -> str:
        """The sampler's name."""
        return type(self.sampler).__name__

    @abstractmethod
    def split(self, source: Source, features: list[str]) -> tuple[list[str], list[str]]:
        """Divide the features into numbers and others; raise if they are not what it takes."""

    @abstractmethod
    def check(self, target: Target, plan: dict[Any, int], n_rows: int) -> None:
        """Raise if there are too few rows."""

    @abstractmethod
    def synthetic(
        self,
        gathered: dict[Any, ClassRows],
        plan: dict[Any, int],
        source: Source,
        target: Target,
        roles: Roles,
        progress: Progress,
    ) -> dict[Any, SyntheticRows]:
        """Find what is needed to make the rows of each class that grows."""

    def n_passes(self) -> int:
        """How often all features are read: as rows are gathered, and for more."""
        return 1

    def search_bytes(self, n_class: int, n_synthetic: int, roles: Roles, source: Source) -> int:
        """Memory for a class beside its rows."""
        return 0

    def search_seconds(self, n_class: int, n_synthetic: int, roles: Roles, source: Source) -> float:
        """Time for a class beside reading and writing."""
        return 0.0


class RandomRecipe(Recipe):
    """Rows of a class again."""

    def split(self, source: Source, features: list[str]) -> tuple[list[str], list[str]]:
        """Values of any type are copied."""
        if self.sampler.shrinkage is not None:
            raise shrinkage_given(self.sampler.shrinkage)
        return [], features

    def check(self, target: Target, plan: dict[Any, int], n_rows: int) -> None:
        """One row is enough."""

    def synthetic(
        self,
        gathered: dict[Any, ClassRows],
        plan: dict[Any, int],
        source: Source,
        target: Target,
        roles: Roles,
        progress: Progress,
    ) -> dict[Any, SyntheticRows]:
        """Draw from one stream, class by class."""
        stream = open_stream(self.sampler.random_state)
        return {
            label: RowsAgain(n, gathered[label].others, RowDraws(stream, target.count(label), n))
            for label, n in plan.items()
        }


class SMOTERecipe(Recipe):
    """Rows between rows of a class."""

    def split(self, source: Source, features: list[str]) -> tuple[list[str], list[str]]:
        """All are numbers, and none is missing."""
        if self.sampler.missing != "raise":
            raise missing_given(self.sampler.missing, self.name)
        check_numeric(source.schema, features, self.name)
        return features, []

    def check(self, target: Target, plan: dict[Any, int], n_rows: int) -> None:
        """A row has other rows of its class for neighbors."""
        k, small_classes = self.sampler.k_neighbors, self.sampler.small_classes
        check_enough_rows("k_neighbors", k, target.present(), plan, small_classes)

    def synthetic(
        self,
        gathered: dict[Any, ClassRows],
        plan: dict[Any, int],
        source: Source,
        target: Target,
        roles: Roles,
        progress: Progress,
    ) -> dict[Any, SyntheticRows]:
        """Search within each class."""
        made: dict[Any, SyntheticRows] = {}
        for label, n in plan.items():
            X = gathered[label].numbers
            made[label] = self._within(X, np.arange(len(X)), n, roles)
        return made

    def _within(
        self, X: np.ndarray, seeds: np.ndarray, n_synthetic: int, roles: Roles
    ) -> SyntheticRows:
        """Rows between some rows of a class and their nearest neighbors in it."""
        sampler = self.sampler
        if isinstance(sampler.k_neighbors, Integral):
            k = clip_to_class(sampler.k_neighbors, len(X))
            draws = PairDraws(sampler.random_state, len(seeds), k, n_synthetic)
            is_sought = np.zeros(len(X), dtype=bool)
            is_sought[seeds[draws.is_drawn]] = True
            ask_for_all_if_nearly(is_sought)  # as the search would, and copy what it has found
            sought = np.flatnonzero(is_sought)
            neighbors = k_nearest_of(X, k, sought, sampler.n_jobs)
        else:
            neighbors, _ = find_neighbors(
                sampler.k_neighbors, X, of=seeds, name="k_neighbors", n_least=1
            )
            k, sought = neighbors.shape[1], seeds
            draws = PairDraws(sampler.random_state, len(seeds), k, n_synthetic)
        place = places_among(sought, len(X))

        def segments(n: int) -> Segments:
            seed, column, step = draws.take(n)
            rows = seeds[seed]
            return Segments(rows, neighbors[place[rows], column], step)

        return RowsBetween(n_synthetic, X, segments, roles, sampler)

    def search_bytes(self, n_class: int, n_synthetic: int, roles: Roles, source: Source) -> int:
        """Workspace of the kernels, and the neighbors."""
        k = self.sampler.k_neighbors
        return search_bytes(n_class, int(k) if isinstance(k, Integral) else 8, roles)

    def search_seconds(self, n_class: int, n_synthetic: int, roles: Roles, source: Source) -> float:
        """Nearly linear in rows and features; data without any structure takes longer."""
        return n_class * len(roles.features) * SEARCH_SECONDS


def search_bytes(n_rows: int, k: int, roles: Roles) -> int:
    """Workspace of a search among rows of a class."""
    return workspace_bytes(n_rows, len(roles.numbers), roles.dtype.itemsize, k)


def draws_bytes(n_synthetic: int, n_categories: int) -> int:
    """Of draws that are made all at once, and of categories drawn."""
    return n_synthetic * (2 * _DRAW_BYTES + 16 * max(1, n_categories))
