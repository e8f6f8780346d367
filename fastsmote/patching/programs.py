"""Run a script or a module as Python itself does, in this process."""

import builtins
import io
import os
import sys
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass, field
from importlib.machinery import ModuleSpec, PathFinder, SourceFileLoader, SourcelessFileLoader
from importlib.util import find_spec
from types import CodeType, ModuleType, TracebackType
from typing import Any

from fastsmote.errors.programs import no_code, no_main_file, no_module, package_without_main

_HERE = os.path.dirname(__file__)


@dataclass
class Program:
    """What Python would be told to run.

    Attributes
    ----------
    name : str
        A module, or the path of a script, or of a folder or ZIP file with ``__main__.py``.
    is_module : bool
    arguments : list of str
        For the program.
    """

    name: str
    is_module: bool = False
    arguments: list[str] = field(default_factory=list)

    def run(self, loaded: Iterable[str] = ()) -> None:
        """Run it as ``__main__``, in place of the module of this name.

        Parameters
        ----------
        loaded : iterable of str
            Modules that were loaded on the way here, and that Python alone would not have. The
            program may have its own of the same name.

        Raises
        ------
        BaseException
            Whatever the program does not catch. It is told as Python would: without the frames
            of whoever called this.
        """
        sys.excepthook = sys.__excepthook__  # not that of a library which read the command line
        try:
            sys.argv = ["-m" if self.is_module else self.name, *self.arguments]
            _set_first_path(self._first_path())
            _forget_shadowed(loaded)
            code = self._prepare()
            exec(code, vars(sys.modules["__main__"]))
        except BaseException as error:
            _hide_callers(error)
            raise

    def _first_path(self) -> str:
        """The folder, or archive, where Python would look first for what the program imports."""
        if self.is_module:
            return os.getcwd()
        if self._has_main():
            return os.path.abspath(self.name)
        return os.path.dirname(os.path.realpath(self.name))

    def _has_main(self) -> bool:
        return os.path.isdir(self.name) or zipfile.is_zipfile(self.name)

    def _prepare(self) -> CodeType:
        if self.is_module:
            spec = _find_module(self.name)
            sys.argv[0] = str(spec.origin)
            return _prepare_module(spec)
        if self._has_main():
            found = PathFinder.find_spec("__main__", [self._first_path()])
            if found is None:
                sys.exit(no_main_file(self.name))
            return _prepare_module(found)
        path = os.path.join(os.getcwd(), self.name)  # not made shorter: Python does not, either
        loader, code = _load_script(path)
        _set_main(__file__=path, __loader__=loader, __package__=None)
        return code


def _set_first_path(path: str) -> None:
    """Put a folder where Python put that of the command, unless it was told to put none."""
    if not getattr(sys.flags, "safe_path", sys.flags.isolated):
        sys.path[0] = path


def _forget_shadowed(loaded: Iterable[str]) -> None:
    """Have the program find its own modules, where others of the same name are loaded."""
    for name in {name.partition(".")[0] for name in loaded}:
        spec = PathFinder.find_spec(name, sys.path[:1])
        origin = getattr(getattr(sys.modules.get(name), "__spec__", None), "origin", None)
        if spec is None or spec.loader is None or origin in {spec.origin, "built-in", "frozen"}:
            continue  # a folder without __init__.py comes after all others, built-in modules first
        for each in [each for each in sys.modules if f"{each}.".startswith(f"{name}.")]:
            del sys.modules[each]


def _load_script(path: str) -> tuple[Any, CodeType]:
    """Load a script, or what was compiled from one."""
    if path.endswith(".pyc"):
        sourceless = SourcelessFileLoader("__main__", path)
        compiled: Any = sourceless.get_code("__main__")
        return sourceless, compiled
    with io.open_code(path) as file:
        code = compile(file.read(), path, "exec", dont_inherit=True)
    return SourceFileLoader("__main__", path), code


def _find_module(name: str) -> ModuleSpec:
    """Find a module, or the ``__main__`` of a package; leave as Python does if there is none."""
    try:
        spec = find_spec(name)
    except ModuleNotFoundError as error:
        if error.name is None or not name.startswith(error.name):
            raise  # of something that a package on the way needs
        spec = None
    if spec is None:
        sys.exit(no_module(name))
    if spec.submodule_search_locations is None:
        return spec
    if name.endswith("__main__") or find_spec(f"{name}.__main__") is None:
        sys.exit(package_without_main(name))
    return _find_module(f"{name}.__main__")


def _prepare_module(spec: ModuleSpec) -> CodeType:
    loader: Any = spec.loader
    code: CodeType | None = loader.get_code(spec.name)
    if code is None:
        sys.exit(no_code(spec.name))
    _set_main(
        __file__=spec.origin,
        __loader__=loader,
        __package__=spec.parent,
        __spec__=spec,
        __cached__=spec.cached,
    )
    return code


def _set_main(**attributes: Any) -> None:
    main = ModuleType("__main__")
    vars(main).update({"__builtins__": builtins, "__cached__": None}, **attributes)
    if sys.version_info < (3, 14):
        vars(main)["__annotations__"] = {}  # of the first module alone is it there beforehand
    sys.modules["__main__"] = main


def _hide_callers(error: BaseException) -> None:
    """Have an error that nobody catches told without the frames down to the program's own."""
    traceback = error.__traceback__
    while traceback is not None and _is_ours(traceback):
        traceback = traceback.tb_next
    tell = sys.excepthook

    def excepthook(
        kind: type[BaseException], uncaught: BaseException, frames: TracebackType | None
    ) -> None:
        if uncaught is error:
            frames = traceback
            uncaught = uncaught.with_traceback(traceback)
        tell(kind, uncaught, frames)

    sys.excepthook = excepthook


def _is_ours(traceback: TracebackType) -> bool:
    return os.path.dirname(traceback.tb_frame.f_code.co_filename) == _HERE
