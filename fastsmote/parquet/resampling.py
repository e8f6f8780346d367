"""The passes joined."""

import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from fastsmote.drawing import any_seed
from fastsmote.errors.files import exists, is_directory, no_directory, same_file, unwritable
from fastsmote.errors.parquet import (
    mark_taken,
    no_such_parameter,
    no_such_sampler,
    seed_not_int,
)
from fastsmote.files import replacing
from fastsmote.labels import Label, match_labels, plain
from fastsmote.over_sampling import SMOTE, SMOTENC, BorderlineSMOTE, RandomOverSampler
from fastsmote.parquet.borderline import BorderlineRecipe
from fastsmote.parquet.counting import Target, count_classes
from fastsmote.parquet.estimating import Estimate, memory_needed, seconds_needed
from fastsmote.parquet.gathering import gather
from fastsmote.parquet.mixed import SMOTENCRecipe
from fastsmote.parquet.outputs import open_output
from fastsmote.parquet.progress import Progress, silent
from fastsmote.parquet.recipes import RandomRecipe, Recipe, SMOTERecipe
from fastsmote.parquet.roles import Roles, check_named, feature_names, fills_of
from fastsmote.parquet.source import Source, open_source
from fastsmote.parquet.writing import Writing
from fastsmote.planning import plan_growth
from fastsmote.progress import reporting
from fastsmote.tables import PathLike, format_of
from fastsmote.validation import check_parameters

_SAMPLERS: dict[str, tuple[Callable[..., Any], type[Recipe]]] = {
    "SMOTE": (SMOTE, SMOTERecipe),
    "RandomOverSampler": (RandomOverSampler, RandomRecipe),
    "BorderlineSMOTE": (BorderlineSMOTE, BorderlineRecipe),
    "SMOTENC": (partial(SMOTENC, categorical_features="auto"), SMOTENCRecipe),
}


@dataclass(frozen=True)
class Resampled:
    """What `resample` wrote.

    Attributes
    ----------
    path : Path
        The file written.
    counts_before, counts_after : dict of label to int
        Rows of each class in the input, and with its synthetic rows.
    """

    path: Path
    counts_before: dict[Label, int]
    counts_after: dict[Label, int]


def resample(
    source: PathLike,
    destination: PathLike,
    target: str,
    *,
    sampler: str = "SMOTE",
    passthrough: Iterable[str] = (),
    fill: Mapping[str, Any] | None = None,
    mark: str | None = None,
    shuffle: bool = False,
    synthetic_only: bool = False,
    force: bool = False,
    progress: Progress = silent,
    **parameters: Any,
) -> Resampled:
    """Over-sample the rows of files into another file, in little memory.

    The original rows come first, unchanged, then the synthetic ones, as ``fit_resample`` of the
    sampler of `fastsmote.over_sampling` returns them for the matrix of the feature columns.
    Columns keep order, name and type, a Parquet file also its metadata, compression and
    dictionaries. As with a data frame in imbalanced-learn, the matrix is of the common type of
    all numbers, synthetic values of an integer column lose their fraction, and those of a boolean
    column are true unless they are 0: where all features are integers or booleans, that is only
    between two rows that are both true.

    Only the rows of the classes that are to grow are ever in memory, and some batches of the
    others: `estimate` says how much that takes.

    Parameters
    ----------
    source : str or path-like
        CSV file; or Parquet file, folder of such files, with hive partitions or without, or pattern
        (``"data/*.parquet"``). Files are read several times over, and may not change meanwhile.
    destination : str or path-like
        File to write, CSV or Parquet by its name. It appears under its name when it is complete;
        nothing is left behind otherwise, save a hidden file beside it if the process is killed
        without warning.
    target : str
        Column of class labels.
    sampler : {'SMOTE', 'RandomOverSampler', 'BorderlineSMOTE', 'SMOTENC'}, default='SMOTE'
        For SMOTE and BorderlineSMOTE all features are numeric or boolean, without missing values.
        The categories of SMOTENC are, unless ``categorical_features`` names them, the columns
        that are encoded as dictionaries. RandomOverSampler takes columns of any type.
    passthrough : iterable of str, default=()
        Columns that are no features: ids, dates. They are copied, and null in synthetic rows.
    fill : mapping of str to value, optional
        What synthetic rows have in columns of ``passthrough`` instead.
    mark : str, optional
        Name of a boolean column to add that is true in synthetic rows.
    shuffle : bool, default=False
        Spread the synthetic rows evenly over the file, and shuffle each block of rows
        by ``random_state``. Original rows do not leave their part of the file.
    synthetic_only : bool, default=False
        Write the synthetic rows alone.
    force : bool, default=False
        Whether an existing ``destination`` is replaced.
    progress : callable, optional
        Called with a few words, and the rows done and to do, as a step begins and goes on.
    **parameters
        Those of the sampler, such as ``sampling_strategy``, ``random_state``, ``k_neighbors``.
        ``random_state`` is an integer or None. Labels in a dict may be given as text.

    Returns
    -------
    Resampled
        Rows of each class before and after.

    Raises
    ------
    ArgumentError
        A name without a known format, a column, class, sampler or parameter that is not there,
        ``destination`` among the files of ``source``.
    FileExistsError
        ``destination`` exists and ``force`` is false, be it that somebody else made it meanwhile.
    FileNotFoundError, IsADirectoryError
        No ``source``, or no directory for ``destination``.
    OSError
        ``destination`` cannot be written, the disk is full say.
    ValueError
        A file that cannot be parsed or changes while it is read; features that are not numeric or
        miss values; a target that is no class label; what the sampler refuses.
    """
    destination = Path(destination)
    _check_destination(source, destination, force)
    call = _Call(source, target, sampler, passthrough, fill, parameters, progress)
    call.check_output(destination, mark)
    with reporting(lambda done, wanted: progress("Searching for neighbors", done, wanted)):
        synthetic = call.synthetic()
    try:
        with (
            replacing(destination, overwrite=force) as path,
            open_output(path, destination, call.source, mark, not shuffle) as output,
        ):
            writing = Writing(
                output, call.target, call.roles, synthetic, not synthetic_only, progress
            )
            if shuffle:
                writing.shuffled(call.sampler.random_state)
            else:
                writing.in_order()
            call.source.check_unchanged()
    except (FileNotFoundError, FileExistsError):
        raise
    except OSError as error:
        raise unwritable(str(destination), error) from error
    made = {plain(label): rows.n_rows for label, rows in synthetic.items()}
    before = call.target.plain_counts()
    after = {label: n + made.get(label, 0) for label, n in before.items()}
    return Resampled(destination, before, after)


def estimate(
    source: PathLike,
    target: str,
    *,
    sampler: str = "SMOTE",
    passthrough: Iterable[str] = (),
    fill: Mapping[str, Any] | None = None,
    synthetic_only: bool = False,
    progress: Progress = silent,
    **parameters: Any,
) -> Estimate:
    """Say what `resample` will take: it counts the classes, and writes nothing.

    Parameters
    ----------
    source, target, sampler, passthrough, fill, synthetic_only, progress, **parameters
        As in `resample`.

    Returns
    -------
    Estimate
        Rows of each class, bytes, memory and time.
    """
    call = _Call(source, target, sampler, passthrough, fill, parameters, progress)
    before = call.target.present()
    n_before = call.source.n_rows
    n_written = sum(call.plan.values()) + (0 if synthetic_only else n_before)
    return Estimate(
        counts_before=call.target.plain_counts(),
        counts_after={plain(k): n + call.plan.get(k, 0) for k, n in before.items()},
        bytes_read=call.source.n_bytes,
        bytes_written=call.source.n_bytes * n_written // n_before,
        memory=memory_needed(call.source, call.target, call.roles, call.recipe, call.plan),
        seconds=seconds_needed(
            call.source, call.roles, call.recipe, call.target, call.plan, not synthetic_only
        ),
    )


class _Call:
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
        self.source: Source = open_source(source, progress)
        check_named(target, "target", self.source)
        fills = fills_of(self.source, target, passthrough, fill)
        features = feature_names(self.source, target, fills)
        self.target: Target = count_classes(self.source, target, progress)
        numbers, others = self.recipe.split(self.source, features)
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

    def check_output(self, destination: Path, mark: str | None) -> None:
        """Raise if the output is part of the input, or has a column twice."""
        for file in self.source.files:
            _refuse_itself(file, destination)
        if mark is not None and mark in self.source.schema.names:
            raise mark_taken(mark, self.source.name)

    def synthetic(self) -> dict[Any, Any]:
        """Gather, search, and return the rows to make, which are not made yet."""
        if not self.plan:
            return {}
        rows = gather(self.source, self.target, self.roles, self.plan, self._progress)
        return self.recipe.synthetic(
            rows, self.plan, self.source, self.target, self.roles, self._progress
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


def _check_destination(source: PathLike, destination: Path, force: bool) -> None:
    format_of(destination, "destination")
    if destination.is_dir():
        raise is_directory("destination", str(destination), "a file to write")
    if os.path.exists(source):
        _refuse_itself(Path(source), destination)
    folder = Path(os.path.realpath(destination)).parent
    if not folder.is_dir():
        raise no_directory("destination", str(destination), str(folder))
    if destination.exists() and not force:
        raise exists(str(destination))


def _refuse_itself(file: Path, destination: Path) -> None:
    if destination.exists() and os.path.samefile(file, destination):
        raise same_file(str(file), str(destination))
