"""A call back once a module has been imported, whether before or after it was asked for."""

import sys
from collections.abc import Callable, Sequence
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import Any


class ImportWatch(MetaPathFinder):
    """Calls ``notify(name)`` each time that one of some modules has been executed.

    It finds no module itself: it asks the finders behind it, and only the loaders of modules that
    are watched for are wrapped, until they have done their work.
    """

    def __init__(self, names: Sequence[str], notify: Callable[[str], None]) -> None:
        self._names = frozenset(names)
        self._notify = notify

    def start(self) -> None:
        """Watch from now on; nothing happens if it does already."""
        if self not in sys.meta_path:
            sys.meta_path.insert(0, self)

    def stop(self) -> None:
        """Watch no longer."""
        # a new list, as other threads may be going through the one that there is
        sys.meta_path[:] = [finder for finder in sys.meta_path if finder is not self]

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Give the spec that the other finders give, with a loader that tells."""
        if name not in self._names:
            return None
        for finder in list(sys.meta_path):
            find = getattr(finder, "find_spec", None)
            if finder is self or find is None:
                continue
            spec: ModuleSpec | None = find(name, path, target)
            if spec is not None:
                if hasattr(spec.loader, "exec_module"):
                    spec.loader = _TellingLoader(spec.loader, self._notify)
                return spec
        return None


class _TellingLoader(Loader):
    """Loads by another loader, hands the module over to it, and tells when it is there."""

    def __init__(self, loader: Any, notify: Callable[[str], None]) -> None:
        self._loader = loader
        self._notify = notify

    def __getattr__(self, name: str) -> Any:
        return getattr(self._loader, name)

    def create_module(self, spec: ModuleSpec) -> ModuleType | None:
        module: ModuleType | None = self._loader.create_module(spec)
        return module

    def exec_module(self, module: ModuleType) -> None:
        module.__loader__ = self._loader
        if module.__spec__ is not None:
            module.__spec__.loader = self._loader
        self._loader.exec_module(module)
        self._notify(module.__name__)
