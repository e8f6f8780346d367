"""A comparison's figures in words: what helped, and what it cost.

Figures are compared as they are printed, to three decimals: what looks equal is called equal.
"""

from collections.abc import Mapping

import numpy as np

from fastsmote.comparison.metrics import Report
from fastsmote.errors.words import conjoined


def what_helped(without: Report, handled: Mapping[str, Report], n_minority: int) -> str:
    """Say in one sentence what raised the minority F1, if anything did.

    Parameters
    ----------
    without : Report
        The estimator as it is.
    handled : mapping of str to Report
        The ways to handle the imbalance, by what a sentence calls them.
    n_minority : int
        Minority rows in the test part; the sentence says what one of them weighs.
    """
    grain = (
        f"{n_minority} minority row{'s' * (n_minority != 1)} in the test part, "
        f"each worth {1 / n_minority:.2g} of recall"
    )
    best = _best(without, handled)
    if not best:
        f1 = _level("f1", without, handled)
        recall = _moved("recall", without, handled, up=True)
        though = f", though recall rose {recall}" if recall else ""
        verdict = "Nothing was left to gain" if round(without.f1, 3) == 1 else "Nothing helped"
        return f"{verdict}: the minority F1 is {f1}{though} ({grain})."
    # The interval that the claim has to survive is that of every winner.
    gains = [report.f1_gain for report in best.values() if report.f1_gain is not None]
    low, high = min(gain[0] for gain in gains), max(gain[1] for gain in gains)
    is_sure = low > 0
    who = conjoined(list(best))
    recall = _moved("recall", without, best, up=True)
    others = {name: report for name, report in handled.items() if name not in best}
    return (
        f"{who[0].upper()}{who[1:]} {'helped' if is_sure else 'may have helped'}"
        f"{' alike' * (len(best) > 1)}: the minority F1 rose {_moved('f1', without, best, up=True)}"
        + (f" and recall {recall}" if recall else "")
        + "".join(f" ({name}: F1 {report.f1:.3f})" for name, report in others.items())
        + (
            ""
            if is_sure
            else ", but chance alone could do that "
            f"(95 % interval of the difference {low:+.3f} to {high:+.3f})"
        )
        + f"; {grain}."
    )


def what_it_cost(without: Report, handled: Mapping[str, Report]) -> str:
    """Say in one sentence what was lost in precision and calibration by what helped.

    Where nothing helped, the sentence is about every way. Where F1 rose although the scores rank
    the minority no better, it says that the decision threshold may be all that moved.

    Parameters
    ----------
    without : Report
        The estimator as it is.
    handled : mapping of str to Report
        The ways to handle the imbalance, by what a sentence calls them.
    """
    best = _best(without, handled)
    judged = best or handled
    costs = []
    if precision := _moved("precision", without, judged, up=False):
        costs.append(f"precision fell {precision}")
    has_probabilities = not np.isnan(without.brier_score)
    if brier := _moved("brier_score", without, judged, up=True):
        costs.append(
            "the probabilities became less reliable: the Brier score, lower is better, rose "
            f"{brier}"
        )
    more = "" if has_probabilities else "; calibration is unknown without probabilities"
    if best and _none_rose("average_precision", without, best):
        more += (
            "; average precision did not rise, so a lower decision threshold for the model as it "
            "is may do as well"
        )
    if costs:
        of = f" of {conjoined(list(judged))}" if len(judged) == 1 else ""
        return f"The cost{of}: {', and '.join(costs)}{more}."
    kept = "precision and Brier score are" if has_probabilities else "precision is"
    return f"No cost was measured: {kept} no worse than without handling{more}."


def _best(without: Report, handled: Mapping[str, Report]) -> dict[str, Report]:
    """Return the ways with the highest F1, if it is above that without handling."""
    top = max(round(report.f1, 3) for report in handled.values())
    if top <= round(without.f1, 3):
        return {}
    return {name: report for name, report in handled.items() if round(report.f1, 3) == top}


def _moved(metric: str, without: Report, handled: Mapping[str, Report], *, up: bool) -> str:
    """``from 0.900 to 0.800 with SMOTE``, for those that moved this way; empty if none did."""
    before = without.metrics[metric]
    sign = 1 if up else -1
    moved = {
        name: report.metrics[metric]
        for name, report in handled.items()
        if sign * round(report.metrics[metric], 3) > sign * round(before, 3)
    }
    if not moved:
        return ""
    # One way alone was named by the sentence already.
    after = _values(moved) if len(handled) > 1 else f"{next(iter(moved.values())):.3f}"
    return f"from {before:.3f} to {after}"


def _none_rose(metric: str, without: Report, handled: Mapping[str, Report]) -> bool:
    before = round(without.metrics[metric], 3)  # NaN, where unknown, is neither
    return all(round(report.metrics[metric], 3) <= before for report in handled.values())


def _level(metric: str, without: Report, handled: Mapping[str, Report]) -> str:
    values = {name: report.metrics[metric] for name, report in handled.items()}
    before = f"{without.metrics[metric]:.3f}"
    if {f"{value:.3f}" for value in values.values()} == {before}:
        return f"{before} each way"
    return f"{before} without handling and {_values(values)}"


def _values(values: Mapping[str, float]) -> str:
    by_value: dict[str, list[str]] = {}
    for name, value in values.items():
        by_value.setdefault(f"{value:.3f}", []).append(name)
    return conjoined([f"{value} with {conjoined(names)}" for value, names in by_value.items()])
