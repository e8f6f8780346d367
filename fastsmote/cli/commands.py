"""The commands: each puts the parts together and does nothing else."""

import atexit
import json
import os
import signal
import sys
import threading
from enum import Enum
from pathlib import Path
from typing import Annotated, Any

import typer

from fastsmote import __version__
from fastsmote.cli import options, presentation
from fastsmote.cli.programs import Handover, RunCommand, read
from fastsmote.errors import commands as errors

app = typer.Typer(
    name="fastsmote",
    help="SMOTE on compiled kernels: does handling class imbalance help, and over-sampled files.",
    add_completion=False,
    # A user's mistake never gets this far; a defect is better told by Python's own traceback.
    pretty_exceptions_enable=False,
)


class Data(str, Enum):
    """Data sets that need no file."""

    digits = "digits"
    synthetic = "synthetic"


class Model(str, Enum):
    """Classifiers to compare with."""

    logistic = "logistic"
    forest = "forest"
    boosting = "boosting"


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


SamplingStrategy = Annotated[
    str,
    typer.Option(
        metavar="WORD|RATIO|COUNTS",
        help="auto, minority, 'not minority', 'not majority' or all; or minority rows per majority "
        "row after resampling, such as 0.5; or the rows of classes after resampling, such as "
        "'1:500,2:300'.",
    ),
]
# Numbers are read by `options`, for messages that tell the value received.
KNeighbors = Annotated[
    str,
    typer.Option(metavar="INTEGER", help="Nearest neighbors that a row is interpolated with."),
]
RandomState = Annotated[
    str, typer.Option(metavar="INTEGER", help="Seed: the same one gives the same result.")
]
NJobs = Annotated[
    str | None,
    typer.Option(
        metavar="INTEGER",
        help="Threads; the result does not depend on it.",
        show_default="all cores",
    ),
]


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"fastsmote {__version__}")
        raise typer.Exit


@app.callback(invoke_without_command=True)
def main(
    context: typer.Context,
    _version: Annotated[
        bool,
        typer.Option(
            "--version", callback=_show_version, is_eager=True, help="Show the version and exit."
        ),
    ] = False,
) -> None:
    """Show help if no command is given."""
    # Asked to end, leave as Ctrl-C does: without half-written files. Only a main thread may ask,
    # and a program that is run has handlers of its own.
    is_main = threading.current_thread() is threading.main_thread()
    if is_main and context.invoked_subcommand != "run":
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(presentation.ENDED))
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())
        raise typer.Exit(presentation.USAGE)


# Help is given as text without line breaks, which newer typer versions would keep, and names
# the arguments, whose own help some older ones lose.
@app.command(
    help="Does handling the imbalance help a model on data it has not seen?\n\n"
    "Trains the same classifier three ways, as it is, with SMOTE and with class weights, and "
    "measures all three on the same held-out rows. FILE is CSV or Parquet; its columns that are "
    "not numeric are one-hot encoded and missing values imputed, as learned from the training "
    "part.\n\n"
    "Without FILE: scikit-learn's digits, 'is it an 8?'."
)
def compare(
    file: Annotated[
        Path | None,
        typer.Argument(help="CSV or Parquet file with one row a sample.", show_default=False),
    ] = None,
    target: Annotated[
        str | None,
        typer.Option(metavar="COLUMN", help="Column of FILE with the classes.", show_default=False),
    ] = None,
    data: Annotated[
        Data | None,
        typer.Option(help="A bundled data set instead of FILE.", show_default="digits"),
    ] = None,
    model: Annotated[Model, typer.Option(help="Classifier to train.")] = Model.logistic,
    sampling_strategy: SamplingStrategy = "auto",
    k_neighbors: KNeighbors = "5",
    class_weight: Annotated[
        str, typer.Option(metavar="balanced|WEIGHTS", help="balanced, or such as '0:1,1:5'.")
    ] = "balanced",
    test_size: Annotated[
        str, typer.Option(metavar="SHARE", help="Share of the rows to hold out for measuring.")
    ] = "0.3",
    random_state: RandomState = "42",
    n_jobs: NJobs = None,
    json_file: Annotated[
        Path | None,
        typer.Option(
            "--json", metavar="OUT", help="Write everything to a JSON file.", show_default=False
        ),
    ] = None,
) -> None:
    """Compare on a bundled data set or a file, and show or write the result."""
    with presentation.errors_as_messages():
        if file is not None and data is not None:
            raise errors.file_and_data(str(file), data.value)
        if file is None and target is not None:
            raise errors.target_without_file(target)
        parameters: dict[str, Any] = {
            "sampling_strategy": options.sampling_strategy(sampling_strategy),
            "k_neighbors": options.k_neighbors(k_neighbors),
            "class_weight": options.class_weight(class_weight),
            "test_size": options.test_size(test_size),
            "random_state": options.random_state(random_state),
        }
        threads = options.n_jobs(n_jobs)
        if json_file is not None:
            _check_json(json_file, file)
        with presentation.warnings_as_notes(), presentation.progress() as progress:
            progress("Loading")
            from fastsmote.cli import datasets
            from fastsmote.comparison import compare as run

            if file is not None:
                dataset = datasets.from_file(file, target)
            else:
                dataset = datasets.DATASETS[(data or Data.digits).value]()
            parameters |= {"stratify": dataset.stratify, "scale": dataset.scale}
            comparison = run(
                dataset.X,
                dataset.y,
                _classifier(model, parameters["random_state"], threads),
                **parameters,
                n_jobs=threads,
                progress=progress,
            )
        presentation.notes([*dataset.notes, *comparison.notes])
        presentation.show_comparison(comparison)
        if json_file is not None:
            about = {"fastsmote": __version__, "data": dataset.title, "target": target}
            _write_json(json_file, {**about, "parameters": parameters, **comparison.to_dict()})


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

            shared: dict[str, Any] = {
                "sampler": sampler.value,
                **columns,
                **parameters,
                "progress": progress,
            }
            if dry_run:
                estimated = estimate(source, target, **shared)
            else:
                _tell_of_remains(destination)
                done = run(source, destination, target, force=force, **shared)
        if dry_run:
            presentation.show_estimate(estimated)
            return
        presentation.show_counts(done.counts_before, done.counts_after)
        presentation.say(f"Wrote {done.path}")


@app.command(
    help="Compile all kernels now, rather than when they are first needed.\n\n"
    "For container images, and for whoever must not wait later: run it once as the user who "
    "will run the program, on the same kind of processor."
)
def warmup() -> None:
    """Compile, and say what was compiled and where it is kept."""
    with presentation.errors_as_messages():
        with presentation.progress() as progress:
            progress("Compiling")
            from fastsmote import warmup as run

            done = run()
        presentation.show_compiled(done.seconds, done.n_compiled, done.cache)


@app.command(
    cls=RunCommand,
    help="Run a Python program with imbalanced-learn's samplers on fastsmote's kernels.\n\n"
    "The program stays as it is and gets the rows that it got, sooner. PROGRAM is what would "
    "follow 'python': a script, or -m and a module, and their arguments. Options of this command "
    "come before it.",
)
def run(
    program: Annotated[
        list[str], typer.Argument(metavar="PROGRAM", help="SCRIPT ARGS... or -m MODULE ARGS...")
    ],
    verbose: Annotated[
        bool,
        typer.Option(
            "--verbose",
            "-v",
            help="Tell at the end what was replaced, used and left to imbalanced-learn.",
        ),
    ] = False,
) -> None:
    """Patch imbalanced-learn, and leave the program to whoever called the command."""
    from fastsmote.patching import patch_imblearn

    with presentation.errors_as_messages():
        wanted = read(program)
        if not wanted.is_module and not os.path.exists(wanted.name):
            raise errors.no_script(wanted.name)
        with presentation.warnings_as_notes():
            patch_imblearn()
    if verbose:
        # before the program registers anything, so after all that it did
        atexit.register(_show_usage, os.getpid())
    raise Handover(wanted)


def _show_usage(process: int) -> None:
    from fastsmote.patching.table import NOT_REPLACED, TABLE
    from fastsmote.patching.usage import usage_so_far
    from fastsmote.patching.versions import imblearn_version

    if os.getpid() == process:  # not in what the program has forked
        presentation.show_usage(
            imblearn_version(), [entry.name for entry in TABLE], usage_so_far(), NOT_REPLACED
        )


def _classifier(model: Model, random_state: int, n_jobs: int | None) -> Any:
    from sklearn.ensemble import HistGradientBoostingClassifier, RandomForestClassifier
    from sklearn.linear_model import LogisticRegression

    if model is Model.logistic:
        return LogisticRegression(max_iter=1000)
    if model is Model.forest:
        # None means one core to scientific Python, but all of them to this command
        return RandomForestClassifier(random_state=random_state, n_jobs=n_jobs or -1)
    return HistGradientBoostingClassifier(random_state=random_state)


def _tell_of_remains(path: Path) -> None:
    """Whoever is killed cannot say what is left."""
    from fastsmote.files import left_behind

    for file in left_behind(path):
        size = presentation.in_bytes(file.stat().st_size)
        presentation.notes([errors.left_behind(str(file), size)])


def _check_json(path: Path, source: Path | None) -> None:
    """Find out before the training whether the JSON file can be written after it."""
    if path.is_dir() or not path.absolute().parent.is_dir():
        raise errors.json_nowhere(str(path))
    if source is not None and path.exists() and source.exists() and path.samefile(source):
        raise errors.json_is_source(str(path))


def _write_json(path: Path, content: dict[str, Any]) -> None:
    from fastsmote.files import replacing

    with replacing(path) as temporary:
        text = json.dumps(content, indent=2, ensure_ascii=False, allow_nan=False)
        temporary.write_text(text + "\n", encoding="utf-8")
