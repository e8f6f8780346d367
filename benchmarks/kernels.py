"""Kernels that are there before the clock starts, as in a process that has done more than a call.

Otherwise calls that NumPy is done with sooner than kernels are loaded would be timed without them;
`benchmarks.startup` times what a new process waits for.
"""

import importlib

# One of each part of the package that is loaded by itself.
_KERNELS = ("interpolation", "scan", "sparse", "missing", "mixed", "condensing")


def load_kernels(library: str = "fastsmote") -> None:
    """Load all kernels, if it is this library that has any."""
    if library == "fastsmote":
        for name in _KERNELS:
            importlib.import_module(f"fastsmote.kernels.{name}")
