"""Numba's disk cache of compiled kernels: what is found there does no harm, and is read soon."""

import contextlib
import hashlib
from functools import partial
from pathlib import Path
from typing import Any

from numba.core.runtime.nrt import rtsys

from fastsmote.kernels.loading import uncollected


def _stamp_of_sources() -> str:
    """Hash of all kernels' files.

    Numba looks at the file of the kernel alone, but what it has compiled holds intrinsics and
    other kernels too, and an upgrade may leave file times as they were.
    """
    hashed = hashlib.sha256()
    for path in sorted(Path(__file__).parent.glob("*.py")):
        hashed.update(path.read_bytes())
    return hashed.hexdigest()


_SOURCES = _stamp_of_sources()


def guard_cache(compiled: Any) -> Any:
    """Let a kernel run whatever the disk cache is like: full, or left by another version.

    What was compiled from other sources is not used. Numba reads what another version of this
    package has left, types that may be gone among it, before it looks whether it is still valid.
    """
    cache = getattr(compiled, "_cache", None)  # none under NUMBA_DISABLE_JIT=1
    if cache is None or not hasattr(cache, "save_overload"):
        return compiled
    index: Any = getattr(cache, "_cache_file", None)
    if hasattr(index, "_source_stamp"):
        index._source_stamp = (_SOURCES, index._source_stamp)
    if all(hasattr(index, name) for name in ("_load_index", "_save_index", "_save_data")):
        index.save = partial(_save_by_name, index)
    load, save = cache.load_overload, cache.save_overload
    if hasattr(cache, "_load_overload"):
        load = partial(_load_alone, cache)

    def load_if_possible(*arguments: Any) -> Any:
        try:
            return load(*arguments)
        except PermissionError:  # Windows, while another process replaces the file
            return None
        except Exception:  # whatever unpickling comes upon
            with contextlib.suppress(OSError):
                cache.flush()
            return None

    def save_if_possible(*arguments: Any) -> None:
        with contextlib.suppress(Exception):  # it reads what is there before it writes
            save(*arguments)

    cache.load_overload, cache.save_overload = load_if_possible, save_if_possible
    return compiled


def _load_alone(cache: Any, signature: Any, target_context: Any) -> Any:
    """Load what has been compiled, without what the compiler would need.

    Numba imports all that it knows of Python and NumPy first, in twice the time that it takes to
    import Numba itself. Compiled code calls the runtime that allocates arrays, and nothing else of
    that; who compiles afterwards imports it then.
    """
    with uncollected():
        rtsys.initialize(target_context)
        return cache._load_overload(signature, target_context)


def _save_by_name(index: Any, key: Any, data: Any) -> None:
    """Save what has been compiled, in a file whose name says what it was compiled for.

    Numba numbers the files: of two processes that compile the same kernel for different types at
    the same time either may write to the file that the other's index then points to.
    """
    overloads = index._load_index()
    if key not in overloads:
        digest = hashlib.sha256(repr(key).encode()).digest()
        overloads[key] = index._data_name(int.from_bytes(digest[:8], "big"))
        index._save_index(overloads)
    index._save_data(overloads[key], data)
