"""Options of the command line, and what ends a command."""

from collections.abc import Iterable

from fastsmote.errors.types import ArgumentError
from fastsmote.errors.words import listed

#: What ``--n-jobs`` accepts.
THREADS = "a number of threads such as 2, or -1 for all cores"


def file_and_data(path: str, data: str) -> ArgumentError:
    """There are two data sets to compare on."""
    return ArgumentError(
        f"both FILE {path!r} and --data {data} are given; expected one of them. Leave one out."
    )


def target_without_file(target: str) -> ArgumentError:
    """A column is named, and no file."""
    return ArgumentError(
        f"--target {target!r} is given without FILE; expected the file it is a column of. Name "
        "the file, or leave --target out."
    )


def file_without_target(path: str, columns: Iterable[str]) -> ArgumentError:
    """A file is named, and no column."""
    return ArgumentError(
        f"--target is not given; expected the column of {path!r} with the classes, one of: "
        f"{listed(columns, 30)}. Add --target COLUMN."
    )


def json_is_source(path: str) -> ArgumentError:
    """A JSON file would replace the data."""
    return ArgumentError(
        f"--json {path!r} is FILE itself; expected another name. Choose one that is free."
    )


def no_script(path: str) -> FileNotFoundError:
    """There is no program of that name."""
    return FileNotFoundError(
        f"PROGRAM {path!r} does not exist; expected a Python script, or -m MODULE. Correct the "
        "path, or put -m before the name of a module."
    )


def no_module() -> ArgumentError:
    """A module is to be run, and none is named."""
    return ArgumentError(
        "-m is given without MODULE; expected the module to run. Name it behind -m, or leave -m "
        "out."
    )


def not_a_strategy(text: str, words: Iterable[str], pair: str | None = None) -> ArgumentError:
    """A sampling strategy, or a pair in it, is none."""
    return ArgumentError(
        f"--sampling-strategy {text!r}; expected one of {', '.join(words)}, a ratio above 0 and up "
        "to 1 such as 0.5, or the rows that classes are to have, such as 1:500,2:300."
        + _culprit(pair)
    )


def not_weights(text: str, pair: str | None = None) -> ArgumentError:
    """Class weights, or a pair in them, are none."""
    return ArgumentError(
        f"--class-weight {text!r}; expected 'balanced' or weights such as 0:1,1:5." + _culprit(pair)
    )


def not_fills(text: str, pair: str) -> ArgumentError:
    """A pair of what is to be filled is none."""
    return ArgumentError(
        f"--fill {text!r}; expected columns and values such as id:-1,time:2024-01-01."
        + _culprit(pair)
    )


def not_a_share(text: str) -> ArgumentError:
    """A share of the rows is none."""
    return ArgumentError(
        f"--test-size {text!r}; expected a share of the rows above 0 and below 1, such as 0.3."
    )


def not_whole(name: str, text: str, accepted: str) -> ArgumentError:
    """A number is not whole, or out of range."""
    return ArgumentError(f"{name} {text!r}; expected a whole number, {accepted}.")


def no_threads() -> ArgumentError:
    """There is to be no thread."""
    return ArgumentError(f"--n-jobs 0; expected {THREADS}. Leave it out to use all cores.")


def pyarrow_missing() -> str:
    """Say that the extra of the command line is not installed."""
    return "reading and writing files needs pyarrow: pip install 'fastsmote[cli]'"


def interrupted(outcome: str) -> str:
    """Say that a user stopped a command, and what is left."""
    return f"interrupted. {outcome}".rstrip()


def asked_to_end(outcome: str) -> str:
    """Say that another process stopped a command, and what is left."""
    return f"asked to end. {outcome}".rstrip()


def as_before(path: str) -> str:
    """What is left of an output that was stopped."""
    return f"Nothing is left of what was begun; {path!r} is as it was before."


def left_behind(path: str, size: str) -> str:
    """Say that there is an unfinished file beside the output."""
    return f"{path!r} ({size}) is of a call that was killed, or that is still running."


def _culprit(pair: str | None) -> str:
    return "" if pair is None else f" {pair!r} is none of these."
