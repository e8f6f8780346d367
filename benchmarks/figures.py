"""Make the README's table and the two plots from one run.

Run from the root, on a machine that does nothing else: ``python -m benchmarks.figures --write``.
Without ``--write`` the table is only printed. ``--quick`` takes the small cells alone. Each peer
has a process of its own and runs with its own best settings; all take turns on the same data; the
best of three runs counts, after one that is not counted. A run is a call, or several where there
are few minority rows. A call that takes over 20 seconds is made once.
"""

import argparse
import math
from collections.abc import Iterable

from benchmarks.machine import caption
from benchmarks.peers import installed
from benchmarks.readme import put
from benchmarks.turns import LONG, N_CALLS, Cell, Turns, is_worth_it

CELLS = (
    *(Cell(10_000, d, 9) for d in (8, 32, 128)),
    *(Cell(50_000, d, 4) for d in (8, 16, 32, 128)),
    *(Cell(200_000, d, 2) for d in (3, 8, 32)),
    *(Cell(1_000_000, d, 1) for d in (3, 8)),
)
SMALL = (Cell(60, 5, 2), Cell(300, 10, 9), Cell(1_000, 20, 9), Cell(3_000, 16, 9))
HARD = tuple(
    Cell(20_000, 16, 2, "float32", kind)
    for kind in ("clustered", "isotropic", "grid", "duplicates", "equal", "offset", "far_apart")
)
SIZES = {
    8: (1_000, 3_000, 10_000, 30_000, 100_000),
    32: (1_000, 3_000, 10_000, 30_000, 100_000),
    128: (1_000, 3_000, 10_000, 30_000),
}
WIDTHS = (2, 3, 4, 8, 16, 32, 64, 128)
QUICK = 10_000  # rows
BEGIN, END = "<!-- table: benchmarks/figures.py -->", "<!-- end of table -->"
OURS, THEIRS = "fastsmote", "imbalanced-learn"

_measured: dict[Cell, dict[str, float]] = {}
_turns = Turns(installed())


def measure(cell: Cell) -> dict[str, float]:
    """Seconds of each peer, measured once a run."""
    if cell not in _measured:
        _measured[cell] = _turns.best_seconds(cell)
        print(*cell, {k: round(v, 5) for k, v in _measured[cell].items()}, flush=True)  # noqa: T201
    return _measured[cell]


def in_words(seconds: float) -> str:
    """Seconds or milliseconds, three digits."""
    return f"{seconds:.3g} s" if seconds >= 1 else f"{1000 * seconds:.3g} ms"


def geomean(values: Iterable[float]) -> float:
    """Geometric mean."""
    logs = [math.log(value) for value in values]
    return math.exp(sum(logs) / len(logs))


def table(cells: Iterable[Cell]) -> list[str]:
    """Lines of Markdown: our time, and how many times as long each peer takes."""
    peers = [name for name in installed() if name != OURS]
    lines = [
        f"| minority rows x features | majority rows | dtype | {OURS} | {' | '.join(peers)} |",
        f"|{'---|' * (4 + len(peers))}",
    ]
    ratios: dict[str, list[float]] = {name: [] for name in peers}
    for cell in cells:
        seconds = measure(cell)
        row = [
            f"{cell.n_minority:,} x {cell.n_features}",
            f"{cell.n_minority * cell.ratio:,}",
            cell.dtype,
            in_words(seconds[OURS]),
        ]
        for name in peers:
            if name in seconds:
                ratios[name].append(seconds[name] / seconds[OURS])
                row.append(f"{in_words(seconds[name])} ({ratios[name][-1]:.1f})")
            else:
                row.append("cannot" if is_worth_it(name, cell) else "not run")
        lines.append(f"| {' | '.join(row)} |")
    means = [f"({geomean(ratios[name]):.1f})" if ratios[name] else "" for name in peers]
    lines.append(f"| geometric mean of the ratios | | | | {' | '.join(means)} |")
    return lines


def exponent(cells: Iterable[Cell]) -> float:
    """Slope of log time over log rows, by least squares."""
    points = [(math.log(c.n_minority), math.log(measure(c)[OURS])) for c in cells]
    mean_x = sum(x for x, _ in points) / len(points)
    mean_y = sum(y for _, y in points) / len(points)
    return sum((x - mean_x) * (y - mean_y) for x, y in points) / sum(
        (x - mean_x) ** 2 for x, _ in points
    )


def main() -> None:
    """Measure, print, and with ``--write`` put the table and the plots in their places."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--write", action="store_true", help="replace the README's table and plots")
    parser.add_argument("--quick", action="store_true", help="small cells alone")
    options = parser.parse_args()
    with _turns:
        report(quick=options.quick, write=options.write)


def report(*, quick: bool, write: bool) -> None:
    """Measure all cells and print the table."""

    def chosen(cells: Iterable[Cell]) -> list[Cell]:
        return [c for c in cells if not quick or c.n_minority <= QUICK]

    lines = table(
        chosen(
            [
                *SMALL,
                *CELLS,
                *(c._replace(dtype="float64") for c in CELLS if c.n_minority < 1_000_000),
            ]
        )
    )
    hard = [f"{cell.kind} {in_words(measure(cell)[OURS])}" for cell in HARD if not quick]
    by_size = {d: chosen(Cell(n, d, 4) for n in sizes) for d, sizes in SIZES.items()}
    pruned = {} if quick else {3: [Cell(n, 3, 4) for n in (10_000, 100_000, 1_000_000)]}
    slopes = [
        f"{exponent(cells):.2f} at {d} features ({cells[0].n_minority:,} to "
        f"{cells[-1].n_minority:,})"
        for d, cells in {**pruned, **by_size}.items()
    ]
    text = "\n".join(
        [
            *lines,
            "",
            "Seconds of `SMOTE(random_state=0).fit_resample`, and in parentheses how many times as "
            "long as fastsmote; clustered data; every class brought to the size of the largest, "
            "or with 1:1 the minority doubled; best of 3 runs in turns, of 1 if it takes over "
            f"{LONG:.0f} s; each run is "
            + "".join(
                f"{n} calls with fewer than {limit:,} minority rows, "
                for limit, n in N_CALLS.items()
            )
            + "1 with more; fastsmote's kernels are loaded. "
            "Peers are imbalanced-learn, the same on scikit-learn-intelex, and the same with "
            "faiss' flat index or pykdtree as `k_neighbors`. Our time grows with minority "
            f"rows to the power of {', '.join(slopes)}."
            + (f" 20,000 minority rows x 16 of other kinds: {', '.join(hard)}." if hard else ""),
            "",
            f"{caption()}. Made by `python -m benchmarks.figures --write`.",
        ]
    )
    by_width = [Cell(50_000 if not quick else QUICK, d, 4) for d in WIDTHS]
    for cell in [c for cells in by_size.values() for c in cells] + by_width:
        measure(cell)
    print(text)  # noqa: T201 - what the script is for
    if write:
        from benchmarks import plots

        put(BEGIN, END, [text])
        plots.over_size(by_size, measure, caption())
        plots.over_width(by_width, measure, caption())


if __name__ == "__main__":
    main()
