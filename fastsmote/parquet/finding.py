"""The files that a path, a folder or a pattern means, and whether it would mean one to come."""

import fnmatch
import glob
import os
from collections.abc import Iterator
from pathlib import Path

from fastsmote.errors.files import (
    no_file,
    no_match,
    no_match_in_folder,
    not_all_parquet,
    unreadable_folder,
)
from fastsmote.tables import PathLike, format_of

# How names begin of files and folders that Spark and its like do not read.
_HIDDEN = ("_", ".")


def files_of(path: PathLike) -> tuple[list[Path], Path | None]:
    """Find the files that `open_source` reads, in order, and the folder of hive partitions."""
    name = os.fspath(path)
    if os.path.isdir(path):
        files = _parquet_files(Path(path))
        if not files:
            raise no_match_in_folder(name)
        return files, Path(path)
    if not os.path.exists(path):
        if not glob.has_magic(name):
            format_of(path)
            raise no_file("source", name)
        files = sorted(map(Path, glob.glob(name, recursive=True)), key=Path.as_posix)
        files = [file for file in files if file.is_file()]
        if not files:
            raise no_match(name)
        if others := [file for file in files if format_of(file) != "parquet"]:
            raise not_all_parquet(name, str(others[0]))
        return files, _folder_before_pattern(name)
    format_of(path)
    return [Path(path)], None


def _parquet_files(folder: Path) -> list[Path]:
    """Files in the order of their paths."""
    files = (file for place in _folders(folder) for file in place.iterdir() if _is_shown(file))
    return sorted((file for file in files if file.is_file()), key=Path.as_posix)


def is_read(file: Path, folder: Path) -> bool:
    """Whether a folder is read with a file, given without links, that is not there yet."""
    return _is_shown(file) and file.parent in map(Path, map(os.path.realpath, _folders(folder)))


def _is_shown(file: Path) -> bool:
    """Whether a name is of a Parquet file that is not hidden."""
    return file.suffix.lower() in (".parquet", ".pq") and not file.name.startswith(_HIDDEN)


def _folders(folder: Path) -> Iterator[Path]:
    """A folder and those in it that are not hidden, linked ones too: but none that it is in."""

    def refuse(error: OSError) -> None:
        raise unreadable_folder(str(error.filename), error) from error

    for place, inner, _ in os.walk(folder, onerror=refuse, followlinks=True):
        here, shown = Path(os.path.realpath(place)), []
        for name in inner:
            is_around = here.is_relative_to(os.path.realpath(os.path.join(place, name)))
            if not (is_around or name.startswith(_HIDDEN)):
                shown.append(name)
        inner[:] = shown  # where to go on
        yield Path(place)


def is_matched(file: Path, pattern: str) -> bool:
    """Whether a pattern would match a file that is not there yet, in a folder that is."""
    folder, name = os.path.split(os.path.join(os.curdir, pattern))
    if name == "**":  # files at any depth
        folder = os.path.join(folder, name)
    is_hidden = file.name.startswith(".") and not name.startswith(".")
    return (
        not is_hidden
        and fnmatch.fnmatch(file.name, name)
        and file.parent in map(Path, map(os.path.realpath, glob.glob(folder, recursive=True)))
    )


def _folder_before_pattern(pattern: str) -> Path:
    folder = Path(pattern)
    while glob.has_magic(str(folder)):
        folder = folder.parent
    return folder
