"""``fastsmote resample``: puts the parts together and does nothing else."""

from contextlib import suppress
from enum import Enum
from pathlib import Path
from typing import Annotated, Any

import typer

from fastsmote.cli import options, presentation
from fastsmote.cli.application import app
from fastsmote.cli.shared import NJobs, RandomState, SamplingStrategy, SmallClassesOption
from fastsmote.errors import commands as errors


class Sampler(str, Enum):
    """Samplers that work from file to file."""

    SMOTE = "SMOTE"
    RandomOverSampler = "RandomOverSampler"
    BorderlineSMOTE = "BorderlineSMOTE"
    SMOTENC = "SMOTENC"


class Kind(str, Enum):
    """Kinds of BorderlineSMOTE."""

    first = "borderline-1"
    second = "borderline-2"


@app.command(
    help="Over-sample files: their rows as they are, then the synthetic ones.\n\n"
    "IN is a CSV or Parquet file, a folder of Parquet files (hive partitions become columns) or a "
    "pattern in quotes, such as 'data/*.parquet'; OUT is a CSV or Parquet file. IN is read in "
    "batches, several times over: only the rows of the classes that grow are in memory. All "
    "columns but the target and those that pass through are features: numeric or boolean, without "
    "missing values, save the categories of SMOTENC, and those of RandomOverSampler, which may be "
    "anything. Columns keep their order, names and types. OUT appears when it is complete, or not "
    "at all."
)
def resample(
    source: Annotated[str, typer.Argument(metavar="IN", help="What to read.")],
    destination: Annotated[
        Path, typer.Argument(metavar="OUT", help="CSV or Parquet file to write.")
    ],
    target: Annotated[str, typer.Option(metavar="COLUMN", help="Column with the classes.")],
    sampler: Annotated[Sampler, typer.Option(help="How to over-sample.")] = Sampler.SMOTE,
    sampling_strategy: SamplingStrategy = "auto",
    k_neighbors: Annotated[
        str | None,
        typer.Option(
            metavar="INTEGER",
            help="Nearest neighbors that a row is interpolated with.",
            show_default="5",
        ),
    ] = None,
    small_classes: SmallClassesOption = None,
    m_neighbors: Annotated[
        str | None,
        typer.Option(
            metavar="INTEGER",
            help="BorderlineSMOTE: nearest neighbors that tell whether a row is in danger.",
            show_default="10",
        ),
    ] = None,
    kind: Annotated[
        Kind | None,
        typer.Option(
            help="BorderlineSMOTE: neighbors of the own class, or of all.",
            show_default="borderline-1",
        ),
    ] = None,
    categorical_features: Annotated[
        str | None,
        typer.Option(
            metavar="COLUMNS",
            help="SMOTENC: columns of categories, such as 'city,plan'.",
            show_default="those encoded as dictionaries",
        ),
    ] = None,
    passthrough: Annotated[
        str | None,
        typer.Option(
            metavar="COLUMNS",
            help="Columns that are no features, such as 'id,time'; null in synthetic rows.",
            show_default=False,
        ),
    ] = None,
    fill: Annotated[
        str | None,
        typer.Option(
            metavar="VALUES",
            help="What synthetic rows have there instead, such as 'id:-1'.",
            show_default=False,
        ),
    ] = None,
    mark: Annotated[
        str | None,
        typer.Option(
            metavar="COLUMN", help="Add a column: true in synthetic rows.", show_default=False
        ),
    ] = None,
    shuffle: Annotated[
        bool, typer.Option("--shuffle", help="Spread synthetic rows over OUT, by the seed.")
    ] = False,
    synthetic_only: Annotated[
        bool, typer.Option("--synthetic-only", help="Write the synthetic rows alone.")
    ] = False,
    dry_run: Annotated[
        bool,
        typer.Option("--dry-run", help="Say what it would take: rows, bytes, memory, time."),
    ] = False,
    random_state: RandomState = "42",
    n_jobs: NJobs = None,
    force: Annotated[bool, typer.Option("--force", help="Replace OUT if it exists.")] = False,
) -> None:
    """Over-sample files into another, and show the rows of each class."""
    with presentation.errors_as_messages(errors.as_before(str(destination))):
        parameters: dict[str, Any] = {
            "sampling_strategy": options.sampling_strategy(sampling_strategy),
            "random_state": options.random_state(random_state),
            "n_jobs": options.n_jobs(n_jobs),
        }
        if k_neighbors is not None:
            parameters["k_neighbors"] = options.k_neighbors(k_neighbors)
        if small_classes is not None:
            parameters["small_classes"] = small_classes.value
        if m_neighbors is not None:
            parameters["m_neighbors"] = options.m_neighbors(m_neighbors)
        if kind is not None:
            parameters["kind"] = kind.value
        if categorical_features is not None:
            parameters["categorical_features"] = options.names(categorical_features)
        columns = {
            "passthrough": options.names(passthrough),
            "fill": options.fill(fill),
            "mark": mark,
            "shuffle": shuffle,
            "synthetic_only": synthetic_only,
        }
        with presentation.warnings_as_notes(), presentation.progress_bar() as progress:
            progress("Loading")
            from fastsmote.parquet import estimate
            from fastsmote.parquet import resample as run
            from fastsmote.parquet.resampling import check_destination

            shared: dict[str, Any] = {
                "sampler": sampler.value,
                **columns,
                **parameters,
                "progress": progress,
            }
            if dry_run:
                check_destination(source, destination, force)
                estimated = estimate(source, target, **shared)
            else:
                _tell_of_remains(destination)
                done = run(source, destination, target, force=force, **shared)
        if dry_run:
            presentation.show_estimate(estimated)
            return
        presentation.show_counts(done.counts_before, done.counts_after)
        presentation.say(f"Wrote {done.path}")


def _tell_of_remains(path: Path) -> None:
    """Whoever is killed cannot say what is left."""
    from fastsmote.files import left_behind

    for file in left_behind(path):
        with suppress(FileNotFoundError):  # whoever was still writing it has finished
            size = presentation.in_bytes(file.stat().st_size)
            presentation.notes([errors.left_behind(str(file), size)])
