"""Files that appear whole or not at all."""

import glob
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from fastsmote.errors.files import made_by_others, no_directory


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
    FileNotFoundError
        If the directory does not exist.
    FileExistsError
        If somebody else made the file meanwhile, and it is not to be replaced.
    """
    final = Path(os.path.realpath(path))
    if not final.parent.is_dir():
        raise no_directory("output", str(path), str(final.parent))
    # Not tempfile: its files are readable by their owner alone, and the rename would keep that.
    temporary = final.with_name(f".{final.name[:100]}.{secrets.token_hex(4)}.tmp")
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
    pattern = f".{glob.escape(final.name[:100])}.????????.tmp"
    return sorted(final.parent.glob(pattern))


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
