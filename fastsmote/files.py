"""Files that appear whole or not at all."""

import glob
import os
import secrets
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from fastsmote.errors.files import (
    is_directory,
    made_by_others,
    no_directory,
    no_file_name,
    no_regular_file,
)


def check_place(path: str | os.PathLike[str], parameter: str) -> None:
    """Check that a file can be made or replaced there, as far as that can be seen beforehand.

    Parameters
    ----------
    path : str or path-like
        File to write.
    parameter : str
        What the messages call it.

    Raises
    ------
    FileNotFoundError
        If its directory does not exist.
    IsADirectoryError
        If there is a directory.
    ArgumentError
        If something is there that is neither file nor directory, a device or a pipe, or if the name
        is one that no file can have.
    """
    name = os.fspath(path)
    try:
        mode = os.stat(path).st_mode
    except (FileNotFoundError, NotADirectoryError):
        mode = stat.S_IFREG  # it can be made, if its directory is one
    except (OSError, ValueError) as error:  # too long, or links in a circle
        raise no_file_name(parameter, name, error) from error
    if stat.S_ISDIR(mode):
        raise is_directory(parameter, name, "a file to write")
    if not stat.S_ISREG(mode):
        raise no_regular_file(parameter, name)
    folder = Path(os.path.realpath(path)).parent
    if not folder.is_dir():
        raise no_directory(parameter, name, str(folder))


@contextmanager
def replacing(path: str | os.PathLike[str], *, overwrite: bool = True) -> Iterator[Path]:
    """Give a temporary path beside ``path``; rename it on success, delete it on failure.

    Parameters
    ----------
    path : str or path-like
        File to create or to replace. A symbolic link is followed, so that the file it points to
        is the one replaced.
    overwrite : bool, default=True
        Whether a file that is there in the end is replaced.

    Yields
    ------
    Path
        A name in the same directory, for the caller to write.

    Raises
    ------
    FileNotFoundError, IsADirectoryError, ArgumentError
        As `check_place`.
    FileExistsError
        If somebody else made the file meanwhile, and it is not to be replaced.
    """
    check_place(path, "output")
    final = Path(os.path.realpath(path))
    # Not tempfile: its files are readable by their owner alone, and the rename would keep that.
    temporary = final.with_name(f".{_beginning(final.name)}.{secrets.token_hex(4)}.tmp")
    try:
        yield temporary
        if overwrite:
            os.replace(temporary, final)
        else:
            _rename(temporary, final)
    except BaseException:  # Ctrl-C included
        temporary.unlink(missing_ok=True)
        raise


def left_behind(path: str | os.PathLike[str]) -> list[Path]:
    """Temporary files beside ``path`` of processes that were killed, or that are still writing."""
    final = Path(os.path.realpath(path))
    pattern = f".{glob.escape(_beginning(final.name))}.????????.tmp"
    return sorted(final.parent.glob(pattern))


def _beginning(name: str) -> str:
    """As much of a name as leaves room for more: file systems count bytes."""
    return os.fsencode(name)[:100].decode(sys.getfilesystemencoding(), errors="ignore")


def _rename(temporary: Path, final: Path) -> None:
    """Rename a file, unless there is one of that name."""
    try:
        os.link(temporary, final)  # unlike a look beforehand, nobody comes in between
    except FileExistsError:
        raise made_by_others(str(final)) from None
    except OSError:  # file systems without links
        if final.exists():
            raise made_by_others(str(final)) from None
        os.replace(temporary, final)
    else:
        temporary.unlink()
