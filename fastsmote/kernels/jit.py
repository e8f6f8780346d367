"""The one way in which kernels are compiled."""

import contextlib
import hashlib
import threading
import warnings
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from numba import njit
from numba.core.errors import NumbaWarning

_kernels: list[Any] = []


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


def kernel(function: Callable[..., Any]) -> Callable[..., Any]:
    """Compile ``function`` at its first call, without the GIL, and keep it in the disk cache.

    Where neither the package's folder nor a home can be written Numba refuses to cache at
    decoration; such a kernel is compiled anew in each process instead. No fast-math: infinities
    carry meaning here, and sums must not depend on the processor.
    """
    return _compiled(function, no_cpython_wrapper=False)


def inner(function: Callable[..., Any]) -> Callable[..., Any]:
    """The same for a part of kernels that allocates nothing; Python cannot call it.

    It does not count references to the arrays that its caller holds. Counting is two atomic
    operations for each array and call, on memory that all threads write to: where pairs are few
    between calls they took longer than the pairs.
    """
    return _compiled(function, no_cpython_wrapper=True, _nrt=False)


def maker(function: Callable[..., Any]) -> Callable[..., Any]:
    """The same for a part of kernels that allocates arrays."""
    return _compiled(function, no_cpython_wrapper=True)


def _compiled(function: Callable[..., Any], **options: Any) -> Callable[..., Any]:
    compiled: Any
    options |= {"nogil": True, "no_cfunc_wrapper": True}
    try:
        with warnings.catch_warnings():
            # said by NUMBA_DISABLE_JIT=1 and the like; not about the kernel
            warnings.simplefilter("ignore", NumbaWarning)
            jit = njit(cache=True, error_model="numpy", **options)
            compiled = _guard_cache(jit(function))
    except RuntimeError:  # "cannot cache function ...: no locator available"
        compiled = njit(cache=False, error_model="numpy", **options)(function)
    _compile_apart(compiled)
    _kernels.append(compiled)
    kernel: Callable[..., Any] = compiled
    return kernel


def _compile_apart(compiled: Any) -> None:
    """Have a kernel compiled by a thread of its own if the main thread calls it first.

    Ctrl-C strikes the main thread. Numba does not expect it within the compiler: LLVM's memory is
    freed twice, which aborts the process, or it is lost in a callback. So the main thread waits,
    and leaves when it is interrupted; the compiler finishes what it has begun.
    """
    compile_for = getattr(compiled, "_compile_for_args", None)
    if compile_for is None:  # NUMBA_DISABLE_JIT=1
        return

    def compile_apart(*arguments: Any, **keywords: Any) -> Any:
        if threading.current_thread() is not threading.main_thread():
            return compile_for(*arguments, **keywords)
        outcome: list[Any] = []
        errors: list[BaseException] = []

        def work() -> None:
            try:
                outcome.append(compile_for(*arguments, **keywords))
            except BaseException as error:  # the caller gets it
                errors.append(error)

        thread = threading.Thread(target=work, name="fastsmote-compiler")
        try:
            thread.start()
        except RuntimeError:  # no more threads, or the interpreter is shutting down
            return compile_for(*arguments, **keywords)
        thread.join()
        if errors:
            raise errors[0]
        return outcome[0]

    compiled._compile_for_args = compile_apart


def n_compilations() -> int:
    """Specializations that this process has compiled, rather than loaded from the disk cache."""
    return sum(
        len(each.signatures) - sum(each.stats.cache_hits.values())
        for each in _kernels
        if hasattr(each, "stats")
    )


def cache_folder() -> Path | None:
    """Folder of the disk cache, if there is one."""
    paths = [each.stats.cache_path for each in _kernels if hasattr(each, "stats")]
    return Path(paths[0]) if paths and paths[0] else None


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


def _guard_cache(compiled: Any) -> Any:
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

    def load_if_possible(*arguments: Any) -> Any:
        try:
            return load(*arguments)
        except Exception:  # whatever unpickling comes upon
            with contextlib.suppress(OSError):
                cache.flush()
            return None

    def save_if_possible(*arguments: Any) -> None:
        with contextlib.suppress(Exception):  # it reads what is there before it writes
            save(*arguments)

    cache.load_overload, cache.save_overload = load_if_possible, save_if_possible
    return compiled
