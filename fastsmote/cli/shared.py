"""Options that several commands have."""

from enum import Enum
from typing import Annotated

import typer


class SmallClasses(str, Enum):
    """What becomes of classes with too few rows."""

    refuse = "raise"
    clip = "clip"


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
SmallClassesOption = Annotated[
    SmallClasses | None,
    typer.Option(
        "--small-classes",
        help="A class with too few rows for --k-neighbors: an error, or as many as it has.",
        show_default="raise",
    ),
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
