"""``fastsmote compare``: puts the parts together and does nothing else."""

import json
from enum import Enum
from pathlib import Path
from typing import Annotated, Any

import typer

from fastsmote import __version__
from fastsmote.cli import options, presentation
from fastsmote.cli.application import app
from fastsmote.cli.shared import (
    KNeighbors,
    NJobs,
    RandomState,
    SamplingStrategy,
    SmallClasses,
    SmallClassesOption,
)
from fastsmote.errors import commands as errors
from fastsmote.errors.files import unwritable_report
from fastsmote.files import check_place, replacing


class Data(str, Enum):
    """Data sets that need no file."""

    digits = "digits"
    synthetic = "synthetic"


class Model(str, Enum):
    """Classifiers to compare with."""

    logistic = "logistic"
    forest = "forest"
    boosting = "boosting"


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
    small_classes: SmallClassesOption = None,
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
            "small_classes": (small_classes or SmallClasses.refuse).value,
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


def _classifier(model: Model, random_state: int, n_jobs: int | None) -> Any:
    from sklearn.ensemble import HistGradientBoostingClassifier, RandomForestClassifier
    from sklearn.linear_model import LogisticRegression

    if model is Model.logistic:
        return LogisticRegression(max_iter=1000)
    if model is Model.forest:
        # None means one core to scientific Python, but all of them to this command
        return RandomForestClassifier(random_state=random_state, n_jobs=n_jobs or -1)
    return HistGradientBoostingClassifier(random_state=random_state)


def _check_json(path: Path, source: Path | None) -> None:
    """Find out before the training whether the JSON file can be written after it."""
    check_place(path, "--json")
    if source is not None and path.exists() and source.exists() and path.samefile(source):
        raise errors.json_is_source(str(path))


def _write_json(path: Path, content: dict[str, Any]) -> None:
    text = json.dumps(content, indent=2, ensure_ascii=False, allow_nan=False)
    try:
        with replacing(path) as temporary:
            temporary.write_text(text + "\n", encoding="utf-8")
    except OSError as error:
        raise unwritable_report(str(path), error) from error
