"""What is called: `resample`, and `estimate` beforehand."""

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa

from fastsmote.errors.files import (
    exists,
    is_pattern,
    same_file,
    unwritable,
    within_pattern,
    within_source,
)
from fastsmote.errors.parquet import mark_empty, mark_taken, not_a_name, type_not_supported
from fastsmote.files import check_place, replacing
from fastsmote.labels import Label, plain
from fastsmote.parquet.call import Call
from fastsmote.parquet.estimating import Estimate, memory_needed, seconds_needed
from fastsmote.parquet.finding import files_of, is_matched, is_read
from fastsmote.parquet.opening import open_output
from fastsmote.parquet.progress import Progress, silent
from fastsmote.parquet.source import Source
from fastsmote.tables import PathLike, format_of


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
    dictionaries. From CSV to CSV, rows are copied as text, and synthetic rows have labels (as each
    class is first spelled) and copied values in the spelling of the input: ``007``. As with a data
    frame in imbalanced-learn, the matrix is of the common type of all numbers, synthetic values of
    an integer column lose their fraction, and those of a boolean column are true unless they are 0:
    where all features are integers or booleans, that is only between two rows that are both true.

    Only the rows of the classes that are to grow are ever in memory, and some batches of the
    others: `estimate` says how much that takes. They are gathered while the input is copied; a
    pass of its own is needed with ``shuffle`` and ``synthetic_only``, and from CSV to CSV. One
    Parquet file that only gets rows is copied byte by byte, and keeps its row groups.

    Parameters
    ----------
    source : str or path-like
        CSV file; or Parquet file, folder of such files, with hive partitions or without, or pattern
        (``"data/*.parquet"``). Files are read several times over, and may not change meanwhile.
        In CSV, integers of which some are beyond uint64, or beyond int64 beside negative ones, are
        floats where they are interpolated, and elsewhere text, which rounds none of them.
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
        ``random_state`` is an integer or None, for a seed that is drawn from NumPy's global
        stream. Labels in a dict may be given as text; a callable ``sampling_strategy`` gets the
        labels of all rows class by class, and not in the order of the rows.

    Returns
    -------
    Resampled
        Rows of each class before and after.

    Raises
    ------
    ArgumentError
        A name without a known format, a column, class, sampler or parameter that is not there,
        ``destination`` among the files of ``source``, in the folder that it is, the pattern, or
        matched by it.
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
    check_destination(source, destination, force)
    call = Call(source, target, sampler, passthrough, fill, parameters, progress)
    _check_mark(mark, call.source)
    is_copied = not (shuffle or synthetic_only)
    copied = [target, *call.roles.others]
    try:
        with (
            replacing(destination, overwrite=force) as path,
            open_output(path, destination, call.source, mark, is_copied, copied) as output,
        ):
            synthetic = call.write(output, shuffle, not synthetic_only)
            call.source.check_unchanged()
    except pa.ArrowNotImplementedError as error:
        raise type_not_supported(call.source.name, error) from error
    except OSError as error:
        if error.errno is None:  # worded by us
            raise
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
    mark: str | None = None,
    shuffle: bool = False,
    synthetic_only: bool = False,
    progress: Progress = silent,
    **parameters: Any,
) -> Estimate:
    """Say what `resample` will take: it counts the classes, and writes nothing.

    Parameters
    ----------
    source, target, sampler, passthrough, fill, mark, shuffle, synthetic_only
        As in `resample`.
    progress, **parameters
        As in `resample`.

    Returns
    -------
    Estimate
        Rows of each class, bytes, memory and time.

    Raises
    ------
    ArgumentError
        A name without a known format, a column, class, sampler or parameter that is not there.
    FileNotFoundError
        No ``source``.
    ValueError
        As in `resample`, save what is seen as all features are read: numbers that are missing or
        infinite, and what the sampler refuses about them.
    """
    call = Call(source, target, sampler, passthrough, fill, parameters, progress)
    _check_mark(mark, call.source)
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
            *(call.source, call.roles, call.recipe, call.target, call.plan),
            mark=mark,
            shuffle=shuffle,
            synthetic_only=synthetic_only,
        ),
    )


def check_destination(source: PathLike, destination: Path, force: bool) -> None:
    """Raise what `resample` raises about the two, as far as that can be seen beforehand."""
    format_of(destination, "destination")
    check_place(destination, "destination")
    files, _ = files_of(source)
    if not destination.exists():
        if os.path.realpath(source) == os.path.realpath(destination):
            raise is_pattern(str(destination))
        folder, final = Path(os.path.realpath(source)), Path(os.path.realpath(destination))
        if folder.is_dir() and is_read(final, folder):
            raise within_source(str(destination), os.fspath(source))
        if not os.path.exists(source) and is_matched(final, os.fspath(source)):
            raise within_pattern(str(destination), os.fspath(source))
        return
    for file in files:
        if os.path.samefile(file, destination):
            raise same_file(str(file), str(destination))
    if not force:
        raise exists(str(destination))


def _check_mark(mark: str | None, source: Source) -> None:
    if mark is not None and not isinstance(mark, str):
        raise not_a_name("mark", mark)
    if mark == "":
        raise mark_empty()
    if mark is not None and mark in source.schema.names:
        raise mark_taken(mark, source.name)
