"""Files: which are not there, cannot be read or written, or change meanwhile.

``parameter`` is what the caller's user knows the file by: ``source``, ``destination``, ``FILE``.
"""

from collections.abc import Iterable

from fastsmote.errors.types import ArgumentError
from fastsmote.errors.words import counted, listed, name_of_label, said, shown

TABLE_FILE = "a CSV or Parquet file"
_SOURCE = "a CSV file, a Parquet file, a folder or a pattern of Parquet files"
# Characters of what a reader says: it names the file, and quotes the line that it fails at.
_MOST_SAID = 500
_AGAIN = "Start again when nobody writes to it"


def unknown_format(parameter: str, path: str, suffix: str, known: Iterable[str]) -> ArgumentError:
    """A file's name tells none of the formats."""
    return ArgumentError(
        f"{parameter} {path!r} ends in {suffix or 'no suffix'!r}; expected a name that ends in "
        f"{listed(known)}. Convert or rename the file."
    )


def no_file(parameter: str, path: str, accepted: str = _SOURCE) -> FileNotFoundError:
    """There is no such file."""
    return FileNotFoundError(
        f"{parameter} {path!r} does not exist; expected {accepted}. Correct the path."
    )


def no_match(pattern: str) -> FileNotFoundError:
    """A pattern matches nothing."""
    return FileNotFoundError(
        f"source {pattern!r} matches no file; expected {_SOURCE}. Correct the pattern."
    )


def no_match_in_folder(folder: str) -> FileNotFoundError:
    """A folder holds no Parquet file."""
    return FileNotFoundError(
        f"source {folder!r} is a folder that holds no file that ends in .parquet or .pq; expected "
        f"{_SOURCE}. Correct the path, or convert its files to Parquet."
    )


def not_all_parquet(pattern: str, other: str) -> ValueError:
    """A pattern matches a file of another format too."""
    return ValueError(
        f"source {pattern!r} matches {other!r}, which is not Parquet; expected {_SOURCE}. Narrow "
        "the pattern, for example to *.parquet."
    )


def is_directory(parameter: str, path: str, accepted: str) -> IsADirectoryError:
    """There is a directory where a file is needed."""
    return IsADirectoryError(
        f"{parameter} {path!r} is a directory; expected {accepted}. Name a file in it."
    )


def no_directory(parameter: str, path: str, folder: str) -> FileNotFoundError:
    """There is no directory for a file."""
    return FileNotFoundError(
        f"{parameter} {path!r} is to be in {folder!r}, which does not exist; expected a directory "
        "that does. Create it first."
    )


def no_regular_file(parameter: str, path: str) -> ArgumentError:
    """Something is there that is no file, and would be replaced by one."""
    return ArgumentError(
        f"{parameter} {path!r} is a device or a pipe; expected a file, or a name that is free. "
        "Choose another name."
    )


def no_file_name(parameter: str, path: str, error: Exception) -> ArgumentError:
    """No file can have that name."""
    return ArgumentError(
        f"{parameter} {shown(path)} cannot be the name of a file: "
        f"{getattr(error, 'strerror', None) or said(error)}; expected one that the system takes. "
        "Choose another name."
    )


def unreadable(parameter: str, path: str, kind: str, error: Exception) -> ValueError:
    """A file is not what its name says, or is damaged."""
    return ValueError(
        f"{parameter} {path!r} cannot be read as {kind}: {said(error, _MOST_SAID)}. Expected a "
        "whole file of that format: write it anew, or leave it out."
    )


def unreadable_folder(path: str, error: OSError) -> OSError:
    """A folder may not be looked into."""
    return OSError(
        f"source folder {path!r} cannot be read: {error.strerror}. Expected one that can, for "
        "its files would be left out in silence. Ask for the right to read it, or name a pattern "
        "without it."
    )


def unwritable(path: str, error: OSError) -> OSError:
    """The disk is full, or may not be written."""
    return OSError(
        f"destination {path!r} cannot be written: {error}. Nothing is left of it; expected a place "
        "that has room and may be written. Make room or choose another place."
    )


def unwritable_report(path: str, error: OSError) -> OSError:
    """A report cannot be written where it could have been before."""
    return OSError(
        f"--json {path!r} cannot be written: {error}. Nothing is left of it; expected a place that "
        "has room and may be written. Make room or choose another place."
    )


def exists(path: str) -> FileExistsError:
    """There is a file that is not to be replaced."""
    return FileExistsError(
        f"destination {path!r} exists; expected a name that is free. Choose another, or replace "
        "the file with force (on the command line --force)."
    )


def made_by_others(path: str) -> FileExistsError:
    """There is a file that was not there at first."""
    return FileExistsError(
        f"destination {path!r} did not exist at first, and was made by somebody else meanwhile; it "
        "is left as it is. Expected a name that is free: choose another, or replace the file with "
        "force (on the command line --force)."
    )


def same_file(source: str, destination: str) -> ArgumentError:
    """The output is part of the input."""
    return ArgumentError(
        f"source {source!r} and destination {destination!r} are the same file; expected another "
        "name for the output. Write to a new file and rename it."
    )


def within_source(destination: str, folder: str) -> ArgumentError:
    """The output would be part of the input the next time."""
    return ArgumentError(
        f"destination {destination!r} is in the folder {folder!r} that is read, and would be read "
        "with it the next time; expected a place outside of it. Write the file elsewhere."
    )


def within_pattern(destination: str, pattern: str) -> ArgumentError:
    """The output would be matched with the input the next time."""
    return ArgumentError(
        f"destination {destination!r} matches the pattern {pattern!r} that is read, and would be "
        "read with its files the next time; expected a name or place that it does not match. Write "
        "the file elsewhere, or narrow the pattern."
    )


def is_pattern(destination: str) -> ArgumentError:
    """The output would hide the input the next time, whose pattern is its name."""
    return ArgumentError(
        f"destination {destination!r} is the pattern that is read, and a file of that name would "
        "be read instead the next time; expected another name for the output. Write to a name "
        "of its own."
    )


def changed(path: str) -> ValueError:
    """A file is no longer what it was at first."""
    return ValueError(
        f"source {path!r} changed while it was read; expected the same content each time. {_AGAIN}."
    )


def other_number_of_rows(path: str, before: int, now: int) -> ValueError:
    """Files give more or fewer rows than at first."""
    return ValueError(
        f"source {path!r} had {counted(before, 'row')} at first and {now} later: it changed while "
        f"it was read; expected the same rows each time. {_AGAIN}."
    )


def other_number_in_class(path: str, label: object, before: int, now: int) -> ValueError:
    """Files give more or fewer rows of a class than at first."""
    return ValueError(
        f"source {path!r} had {counted(before, 'row')} of class {name_of_label(label)} at first "
        f"and {now} later: it changed while it was read; expected the same rows each time. "
        f"{_AGAIN}."
    )
