"""The two sentences follow from the figures, and from nothing else."""

import numpy as np
import pytest

from fastsmote.comparison.metrics import Report, measure
from fastsmote.comparison.reading import what_helped, what_it_cost


def report(f1, *, recall=0.5, precision=0.9, brier=0.05, gain=None, ranking=None):
    """Make a report; as a rule the scores rank the better, the higher the F1."""
    ranking = f1 if ranking is None else ranking
    return Report("", precision, recall, f1, 0.0, 0.0, ranking, brier, 0.0, 0, gain)


def sentences(without, smote, weights, n_minority=50):
    handled = {"SMOTE": smote, "class weights": weights}
    return what_helped(without, handled, n_minority), what_it_cost(without, handled)


def test_one_way_helped():
    helped, cost = sentences(
        report(0.6),
        report(0.7, recall=0.8, precision=0.8, brier=0.07, gain=(0.02, 0.2)),
        report(0.65, recall=0.7, gain=(-0.01, 0.1)),
    )
    assert helped == (
        "SMOTE helped: the minority F1 rose from 0.600 to 0.700 and recall from 0.500 to 0.800 "
        "(class weights: F1 0.650); 50 minority rows in the test part, each worth 0.02 of recall."
    )
    assert cost == (
        "The cost of SMOTE: precision fell from 0.900 to 0.800, and the probabilities became less "
        "reliable: the Brier score, lower is better, rose from 0.050 to 0.070."
    )


def test_a_difference_within_chance_is_called_so():
    helped, _ = sentences(
        report(0.6), report(0.5, gain=(-0.2, 0.1)), report(0.7, gain=(-0.05, 0.3)), n_minority=1
    )
    assert helped == (
        "Class weights may have helped: the minority F1 rose from 0.600 to 0.700 (SMOTE: F1 0.500),"
        " but chance alone could do that (95 % interval of the difference -0.050 to +0.300); "
        "1 minority row in the test part, each worth 1 of recall."
    )


def test_both_helped_alike():
    helped, cost = sentences(
        report(0.6),
        report(0.7, recall=0.8, brier=0.06, gain=(0.01, 0.2)),
        report(0.7004, recall=0.7, precision=0.85, gain=(0.02, 0.2)),
    )
    assert helped.startswith(
        "SMOTE and class weights helped alike: the minority F1 rose from 0.600 to 0.700 with SMOTE "
        "and class weights and recall from 0.500 to 0.800 with SMOTE and 0.700 with class weights;"
    )
    assert cost == (
        "The cost: precision fell from 0.900 to 0.850 with class weights, and the probabilities "
        "became less reliable: the Brier score, lower is better, rose from 0.050 to 0.060 with "
        "SMOTE."
    )


def test_nothing_helped_but_cost():
    helped, cost = sentences(
        report(0.6),
        report(0.55, recall=0.9, precision=0.5, gain=(-0.2, 0.1)),
        report(0.6, recall=0.5, brier=0.08, gain=(-0.1, 0.1)),
    )
    assert helped == (
        "Nothing helped: the minority F1 is 0.600 without handling and 0.550 with SMOTE and 0.600 "
        "with class weights, though recall rose from 0.500 to 0.900 with SMOTE (50 minority rows "
        "in the test part, each worth 0.02 of recall)."
    )
    assert cost.startswith("The cost: precision fell from 0.900 to 0.500 with SMOTE, and the prob")


def test_all_alike():
    same = report(0.6, gain=(0.0, 0.0))
    helped, cost = sentences(report(0.6), same, same)
    assert helped.startswith("Nothing helped: the minority F1 is 0.600 each way (50")
    assert cost == (
        "No cost was measured: precision and Brier score are no worse than without handling."
    )


def test_nothing_left_to_gain():
    same = report(1.0, gain=(0.0, 0.0))
    helped, _ = sentences(report(1.0), same, same)
    assert helped.startswith("Nothing was left to gain: the minority F1 is 1.000 each way")


def test_without_probabilities():
    way = report(0.7, brier=np.nan, gain=(0.01, 0.2))
    _, cost = sentences(report(0.6, brier=np.nan), way, way)
    assert cost == (
        "No cost was measured: precision is no worse than without handling; calibration is "
        "unknown without probabilities."
    )


def interval(n_rows, n_gained, n_lost):
    """Interval for predictions that differ in so many of the minority rows."""
    y = np.r_[np.ones(n_rows // 2, int), np.zeros(n_rows // 2, int)]
    half = n_rows // 4
    without, handled = np.zeros(n_rows, int), np.zeros(n_rows, int)
    without[:half] = handled[:half] = 1
    handled[half : half + n_gained] = 1
    handled[:n_lost] = 0
    measured = measure(
        y,
        handled,
        None,
        is_probability=False,
        minority=1,
        fit_seconds=0.0,
        n_fit_rows=0,
        y_pred_without=without,
    )
    return measured.f1_gain


def test_interval_knows_much_data_from_little():
    low, high = interval(2000, 200, 0)
    assert 0 < low < high
    low, high = interval(20, 2, 0)
    assert low <= 0 < high
    assert interval(40, 0, 0) == (0, 0)
    gained, lost = interval(400, 30, 0), interval(400, 0, 30)
    assert gained[0] > 0 > lost[1]


def test_interval_is_that_of_redrawn_rows():
    from sklearn.metrics import f1_score

    rng = np.random.default_rng(5)
    y = (rng.random(300) < 0.2).astype(int)
    without = np.where(rng.random(300) < 0.2, 1 - y, y)
    handled = np.where(rng.random(300) < 0.1, 1 - y, y)
    found = measure(
        y,
        handled,
        None,
        is_probability=False,
        minority=1,
        fit_seconds=0.0,
        n_fit_rows=0,
        y_pred_without=without,
    ).f1_gain
    differences = []
    for _ in range(400):
        idx = rng.integers(0, 300, 300)
        differences.append(f1_score(y[idx], handled[idx]) - f1_score(y[idx], without[idx]))
    assert found == pytest.approx(np.quantile(differences, [0.025, 0.975]), abs=0.03)


@pytest.mark.parametrize(
    ("ranking", "is_said"),
    [(0.61, False), (0.6, True), (0.6004, True), (0.5, True), (np.nan, False)],
)
def test_a_threshold_that_moved_is_told_from_a_better_ranking(ranking, is_said):
    way = report(0.7, gain=(0.01, 0.2), ranking=ranking)
    _, cost = sentences(report(0.6, ranking=0.6), way, report(0.5, gain=(-0.1, 0.0)))
    threshold = (
        "; average precision did not rise, so a lower decision threshold for the model as it is "
        "may do as well."
    )
    assert cost.endswith(threshold) == is_said
    assert cost.count(".") == cost.count("0.") + 1


def test_no_word_on_thresholds_where_nothing_helped():
    same = report(0.6, gain=(0.0, 0.0))
    assert "threshold" not in " ".join(sentences(report(0.6), same, same))
