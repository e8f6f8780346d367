"""The README's two plots: SVG that can be read on a light and on a dark page."""

import textwrap
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from benchmarks.turns import Cell

HERE = Path(__file__).parent
# Of one lightness that stands out from white and from black (Okabe and Ito's colours).
COLOURS = {
    "fastsmote": "#d55e00",
    "imbalanced-learn": "#0072b2",
    "on scikit-learn-intelex": "#009e73",
    "with faiss": "#cc79a7",
    "with pykdtree": "#b58900",
}
INK = "#808080"
# What is ink takes the colour that the reader's page asks for.
STYLE = """<style>
text, text * { fill: #333 !important }
@media (prefers-color-scheme: dark) { text, text * { fill: #ddd !important } }
</style>
"""

_Measure = Callable[[Cell], Mapping[str, float]]


def over_size(by_width: Mapping[int, Sequence[Cell]], measure: _Measure, caption: str) -> None:
    """Seconds over minority rows, a panel for each number of features."""
    from matplotlib.figure import Figure  # not at import: asv imports all that lies here

    figure = Figure(figsize=(10, 4.2))
    axes = figure.subplots(1, len(by_width), sharey=True)
    for ax, (d, cells) in zip(axes, by_width.items(), strict=True):
        _draw(ax, cells, [c.n_minority for c in cells], measure)
        ax.set_title(f"{d} features")
        ax.set_xlabel("minority rows")
    _finish(figure, axes, caption, "time_over_rows.svg")


def over_width(cells: Sequence[Cell], measure: _Measure, caption: str) -> None:
    """Seconds over features, at one number of rows."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(6.5, 4.4))
    ax = figure.subplots()
    _draw(ax, cells, [c.n_features for c in cells], measure)
    ax.set_title(f"{cells[0].n_minority:,} minority rows")
    ax.set_xlabel("features")
    _finish(figure, [ax], caption, "time_over_features.svg")


def _draw(ax: Any, cells: Sequence[Cell], places: Sequence[int], measure: _Measure) -> None:
    for name, colour in COLOURS.items():
        points = [
            (place, measure(cell)[name])
            for place, cell in zip(places, cells, strict=True)
            if name in measure(cell)
        ]
        if points:
            ax.plot(*zip(*points, strict=True), "o-", color=colour, label=name, markersize=4)
    ax.set_xscale("log")
    ax.set_yscale("log")
    ax.grid(visible=True, which="major", color=INK, alpha=0.3, linewidth=0.6)
    ax.tick_params(which="both", color=INK)
    for spine in ax.spines.values():
        spine.set_color(INK)


def _finish(figure: Any, axes: Sequence[Any], caption: str, name: str) -> None:
    import matplotlib as mpl

    axes[0].set_ylabel("seconds (fit_resample, 4 majority rows to 1)")
    axes[0].legend(frameon=False, fontsize=8)
    wide = int(figure.get_figwidth() * 17)
    figure.text(0.01, 0.01, "\n".join(textwrap.wrap(caption, wide)), fontsize=6)
    figure.tight_layout(rect=(0, 0.07, 1, 1))
    with mpl.rc_context({"svg.fonttype": "none", "svg.hashsalt": name}):
        figure.savefig(HERE / name, transparent=True, metadata={"Date": None})
    path = HERE / name
    head, mark, rest = path.read_text().partition("<defs>")
    path.write_text(f"{head}{STYLE}{mark}{rest}")
