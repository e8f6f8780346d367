"""Time several libraries on the same data, in turns, each in a process of its own."""

import json
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

N_RUNS = 3
# A peer that takes longer than so many seconds is run once.
LONG = 20.0
# Calls in a turn with fewer minority rows than so many: they take milliseconds, and the first one
# after another process has had the caches, or after a pause, takes up to twice as long.
N_CALLS = {10_000: 20, 20_000: 5}


class Cell(NamedTuple):
    """One data set to time on."""

    n_minority: int
    n_features: int
    ratio: int
    dtype: str = "float32"
    kind: str = "clustered"

    @property
    def n_calls(self) -> int:
        """Calls in a turn, of each peer; the best counts."""
        return next((n for limit, n in N_CALLS.items() if self.n_minority < limit), 1)


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

    def end(self) -> None:
        """End the process."""
        with self._process:  # which closes its pipes
            self._process.kill()

    def run(self, cell: Cell | None = None, n_calls: int = 1) -> dict[str, Any]:
        """Run on a new cell, or again on the last one; seconds are those of the best call."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        order: dict[str, Any] = {"calls": n_calls}
        if cell:
            order |= {"data": cell[:4], "kind": cell.kind}
        self._process.stdin.write(json.dumps(order) + "\n")
        self._process.stdin.flush()
        answer = self._process.stdout.readline()
        return json.loads(answer) if answer else {"error": "the process ended"}


class Turns:
    """Peers in turns; their processes stay from cell to cell.

    Parameters
    ----------
    names : iterable of str
        Peers, the first of which the rows of the others are compared with.
    """

    def __init__(self, names: Iterable[str]) -> None:
        self.names = list(names)
        self._sides: dict[str, Side] = {}

    def __enter__(self) -> "Turns":
        self._sides = {name: Side(name) for name in self.names}
        return self

    def __exit__(self, *_: object) -> None:
        for side in self._sides.values():
            side.end()

    def best_seconds(self, cell: Cell) -> dict[str, float]:
        """Best of three runs of each peer, after one that is not counted.

        Returns
        -------
        dict
            Seconds by peer; without those that cannot do it, or would take very long. One that
            takes longer than `LONG` is run once.

        Raises
        ------
        AssertionError
            imbalanced-learn's rows differ from ours, beyond what single precision explains.
        """
        seconds: dict[str, list[float]] = {}
        expected = None
        sides = [side for name, side in self._sides.items() if is_worth_it(name, cell)]
        for side in sides:
            first = side.run(cell, cell.n_calls)
            if "error" in first:
                continue
            seconds[side.name] = [first["seconds"]] if first["seconds"] > LONG else []
            expected = expected or first["rows"]
            if side.name == "imbalanced-learn" and cell.kind == "clustered":
                close = np.isclose(first["rows"], expected, rtol=1e-4, atol=1e-3)
                assert np.mean(close) > 0.97, "other rows: a neighbor is wrong on one side"
        for _ in range(N_RUNS):
            for side in sides:
                if side.name in seconds and max(seconds[side.name], default=0) <= LONG:
                    run = side.run(n_calls=cell.n_calls)
                    seconds[side.name].append(run["seconds"])
        return {name: min(times) for name, times in seconds.items()}


def is_worth_it(name: str, cell: Cell) -> bool:
    """Leave out what is known to take a quarter of an hour or more."""
    if name == "with faiss":
        return cell.n_minority <= 100_000
    return name != "with pykdtree" or cell.n_features <= 16 or cell.n_minority <= 30_000
