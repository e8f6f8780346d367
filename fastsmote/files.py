"""Files that appear whole or not at all."""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def replacing(path: str | os.PathLike[str]) -> Iterator[Path]:
    """Give a temporary path beside ``path``; rename it on success, delete it on failure.

    Parameters
    ----------
    path : str or path-like
        File to create or to replace. A symbolic link is followed, so that the file it points to
        is the one replaced.

    Yields
    ------
    Path
        A name in the same directory, for the caller to write.

    Raises
    ------
    FileNotFoundError
        If the directory does not exist.
    """
    final = Path(os.path.realpath(path))
    if not final.parent.is_dir():
        raise FileNotFoundError(
            f"the directory {str(final.parent)!r} of {str(path)!r} does not exist; create it first."
        )
    # Not tempfile: its files are readable by their owner alone, and the rename would keep that.
    temporary = final.with_name(f".{final.name[:100]}.{secrets.token_hex(4)}.tmp")
    try:
        yield temporary
        os.replace(temporary, final)
    except BaseException:  # Ctrl-C included
        temporary.unlink(missing_ok=True)
        raise
