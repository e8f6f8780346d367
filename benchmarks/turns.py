"""Time several libraries on the same data, in turns, each in a process of its own."""

import json
import subprocess
import sys
from collections.abc import Iterable
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Any, NamedTuple

import numpy as np

N_RUNS = 3
# A peer that takes longer than this is run once, and not after another that took longer than most.
LONG, TOO_LONG = 60.0, 900.0


class Cell(NamedTuple):
    """One data set to time on."""

    n_minority: int
    n_features: int
    ratio: int
    dtype: str = "float32"
    kind: str = "clustered"


class Side:
    """A process that runs one peer when it is its turn."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._process = subprocess.Popen(
            [sys.executable, "-m", "benchmarks.peers", name],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            cwd=Path(__file__).parent.parent,
        )

    def __enter__(self) -> "Side":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        value: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._process.kill()
        self._process.wait()

    def run(self, cell: Cell | None = None) -> dict[str, Any]:
        """Run once, on a new cell or again on the last one."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        order = json.dumps({"data": cell[:4], "kind": cell.kind}) if cell else "again"
        self._process.stdin.write(order + "\n")
        self._process.stdin.flush()
        answer = self._process.stdout.readline()
        return json.loads(answer) if answer else {"error": "the process ended"}


def best_seconds(cell: Cell, names: Iterable[str]) -> dict[str, float]:
    """Best of three runs of each peer, after one that is not counted.

    Parameters
    ----------
    cell : Cell
    names : iterable of str
        Peers.

    Returns
    -------
    dict
        Seconds by peer; without those that cannot do it. One that takes more than a minute is run
        once.

    Raises
    ------
    AssertionError
        Rows differ from those of the first peer, beyond what single precision explains.
    """
    seconds: dict[str, list[float]] = {}
    with ExitStack() as stack:
        sides = [stack.enter_context(Side(name)) for name in names]
        expected = None
        for side in sides:
            first = side.run(cell)
            if "error" in first:
                continue
            seconds[side.name] = [first["seconds"]] if first["seconds"] > LONG else []
            expected = expected or first["rows"]
            if side.name == "imbalanced-learn":
                close = np.isclose(first["rows"], expected, rtol=1e-4, atol=1e-3)
                assert np.mean(close) > 0.97, "other rows: a neighbor is wrong on one side"
        for _ in range(N_RUNS):
            for side in sides:
                if side.name in seconds and not (
                    seconds[side.name] and seconds[side.name][0] > LONG
                ):
                    seconds[side.name].append(side.run()["seconds"])
    return {name: min(times) for name, times in seconds.items()}
