"""The passes joined."""

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import Any

import numpy as np

from fastsmote.drawing import any_seed
from fastsmote.errors.parquet import (
    no_such_parameter,
    no_such_sampler,
    seed_not_int,
)
from fastsmote.labels import match_labels
from fastsmote.over_sampling import SMOTE, SMOTENC, BorderlineSMOTE, RandomOverSampler
from fastsmote.parquet.borderline import BorderlineRecipe
from fastsmote.parquet.counting import Target, count_classes
from fastsmote.parquet.gathering import ClassRows, Gathering
from fastsmote.parquet.mixed import SMOTENCRecipe
from fastsmote.parquet.outputs import Output
from fastsmote.parquet.progress import Progress
from fastsmote.parquet.recipes import RandomRecipe, Recipe, SMOTERecipe
from fastsmote.parquet.roles import Roles, check_named, feature_names, fills_of
from fastsmote.parquet.source import Source, open_source
from fastsmote.parquet.synthetic import SyntheticRows
from fastsmote.parquet.writing import Writing
from fastsmote.planning import plan_growth
from fastsmote.progress import reporting
from fastsmote.tables import PathLike
from fastsmote.validation import check_parameters

_SAMPLERS: dict[str, tuple[Callable[..., Any], type[Recipe]]] = {
    "SMOTE": (SMOTE, SMOTERecipe),
    "RandomOverSampler": (RandomOverSampler, RandomRecipe),
    "BorderlineSMOTE": (BorderlineSMOTE, BorderlineRecipe),
    "SMOTENC": (partial(SMOTENC, categorical_features="auto"), SMOTENCRecipe),
}


class Call:
    """What is known before any row is gathered: all that can be checked has been checked."""

    def __init__(
        self,
        source: PathLike,
        target: str,
        sampler: str,
        passthrough: Iterable[str],
        fill: Mapping[str, Any] | None,
        parameters: Mapping[str, Any],
        progress: Progress,
    ) -> None:
        self._progress = progress
        self.sampler, recipe = _make_sampler(sampler, parameters)
        self.recipe = recipe(self.sampler)
        passthrough = list(passthrough)
        self.source: Source = open_source(source, progress).exact([target, *passthrough])
        check_named(target, "target", self.source)
        fills = fills_of(self.source, target, passthrough, fill)
        features = feature_names(self.source, target, fills)
        self.target: Target = count_classes(self.source, target, progress)
        numbers, others = self.recipe.split(self.source, features)
        self.source = self.source.exact(others)
        self.roles = Roles(self.source.schema, target, numbers, others, fills)
        self.plan = self._plan()
        self.recipe.check(self.target, self.plan, self.source.n_rows)

    def _plan(self) -> dict[Any, int]:
        """Synthetic rows of each class that gets some."""
        strategy = self.sampler.sampling_strategy
        present = self.target.present()
        if isinstance(strategy, Mapping):
            strategy = match_labels(strategy, present, "sampling_strategy")
        plan = plan_growth(strategy, present, lambda: self.target.rows_of(present))
        return {label: n for label, n in plan.items() if n}

    def write(
        self, output: Output, shuffle: bool, with_originals: bool
    ) -> dict[Any, SyntheticRows]:
        """Gather, search, and write all rows.

        Batches of the input that are written before all others are gathered from as they come
        by. Otherwise that is a pass of its own: new rows are to stand among the old ones, or the
        old ones are copied as text, or not at all.
        """
        writing = Writing(output, self.target, self.roles, self._progress)
        source = self.source if output.shows_batches else self.source.spelled(self.roles.others)
        gathering = Gathering(source, self.target, self.roles, self.plan)
        is_on_the_way = with_originals and not shuffle and output.shows_batches
        if is_on_the_way:
            writing.originals(gathering if self.plan else None)
        elif self.plan:
            gathering.read(self._progress)
        synthetic = self._searched(gathering.rows())
        if shuffle:
            writing.shuffled(synthetic, with_originals, self.sampler.random_state)
            return synthetic
        if with_originals and not is_on_the_way:
            writing.originals()
        writing.append(synthetic)
        return synthetic

    def _searched(self, gathered: dict[Any, ClassRows]) -> dict[Any, SyntheticRows]:
        """Rows to make, which are not made yet."""
        if not self.plan:
            return {}
        with reporting(lambda done, n: self._progress("Searching for neighbors", done, n)):
            return self.recipe.synthetic(
                gathered, self.plan, self.source, self.target, self.roles, self._progress
            )


def _make_sampler(name: str, parameters: Mapping[str, Any]) -> tuple[Any, type[Recipe]]:
    if name not in _SAMPLERS:
        raise no_such_sampler(name, _SAMPLERS)
    make, recipe = _SAMPLERS[name]
    known = make()._parameter_constraints
    if unknown := [each for each in parameters if each not in known]:
        raise no_such_parameter(name, unknown, known)
    sampler = make(**parameters)
    seed = sampler.random_state
    if seed is None:
        sampler.random_state = any_seed()
    elif isinstance(seed, np.integer):
        sampler.random_state = int(seed)
    elif not isinstance(seed, int):
        raise seed_not_int(seed)
    check_parameters(sampler)
    return sampler, recipe
