"""What a comparison found, as text, as a table and as data."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from fastsmote.comparison.metrics import METRICS, Report, shown
from fastsmote.comparison.reading import what_helped, what_it_cost
from fastsmote.errors.comparison import pandas_missing
from fastsmote.labels import Label

WITHOUT = "Without imbalance handling"
WITH_SMOTE = "With SMOTE"
WITH_WEIGHTS = "With class weights"


@dataclass(frozen=True)
class Comparison:
    """The same estimator trained three ways and measured on the same held-out rows.

    Attributes
    ----------
    reports : mapping of str to Report
        By heading: ``"Without imbalance handling"``, ``"With SMOTE"``, ``"With class weights"``.
    minority : label
        The class that "minority" stands for.
    train_counts, test_counts : mapping of label to int
        Rows of each class in the two parts.
    estimator : str
        How the estimator prints.
    notes : tuple of str
        What was done to the data that the caller did not ask for.

    See Also
    --------
    fastsmote.compare : Makes one.
    """

    reports: Mapping[str, Report]
    minority: Label
    train_counts: Mapping[Label, int]
    test_counts: Mapping[Label, int]
    estimator: str
    notes: tuple[str, ...] = field(default=())

    def __str__(self) -> str:
        reports = "\n".join(f"{name}:\n{report.text}" for name, report in self.reports.items())
        rows = [("", *self.reports), *self.table()]
        widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
        table = "\n".join(
            "  ".join([row[0].ljust(widths[0]), *map(str.rjust, row[1:], widths[1:])])
            for row in rows
        )
        return f"{reports}\n{self.title()}\n\n{table}\n\n{self.summary()}"

    def title(self) -> str:
        """Say what the figures were measured on."""
        n_rows = sum(self.test_counts.values())
        return (
            f"On {n_rows:,} held-out rows, {self.test_counts[self.minority]:,} of them of the "
            f"minority class {self.minority}"
        )

    def table(self) -> list[tuple[str, ...]]:
        """Lay the figures out as text: a metric's name, then its value in each report."""
        return [
            (title, *(shown(report.metrics[name]) for report in self.reports.values()))
            for name, title in METRICS.items()
        ]

    def summary(self) -> str:
        """Say in two sentences what helped and what it cost.

        Returns
        -------
        str
            The first sentence is about the F1 score and recall of the minority class, and says so
            if the difference may be chance on this many test rows; the second is about
            precision and calibration (Brier score).
        """
        without = self.reports[WITHOUT]
        handled = {"SMOTE": self.reports[WITH_SMOTE], "class weights": self.reports[WITH_WEIGHTS]}
        helped = what_helped(without, handled, self.test_counts[self.minority])
        return f"{helped} {what_it_cost(without, handled)}"

    def to_dict(self) -> dict[str, Any]:
        """Return everything as a dictionary that ``json.dumps`` takes; NaN becomes None."""
        return {
            "estimator": self.estimator,
            "minority": self.minority,
            "train_counts": {str(label): n for label, n in self.train_counts.items()},
            "test_counts": {str(label): n for label, n in self.test_counts.items()},
            "reports": {
                name: {
                    "text": report.text,
                    "metrics": {
                        key: None if np.isnan(value) else value
                        for key, value in report.metrics.items()
                    },
                    "n_fit_rows": report.n_fit_rows,
                    "f1_gain": None if report.f1_gain is None else list(report.f1_gain),
                }
                for name, report in self.reports.items()
            },
            "summary": self.summary(),
            "notes": list(self.notes),
        }

    def to_frame(self) -> Any:
        """Return the figures as a pandas DataFrame: a row a report, a column a metric.

        Raises
        ------
        ImportError
            If pandas is not installed.
        """
        try:
            import pandas as pd
        except ImportError as error:
            raise pandas_missing() from error
        return pd.DataFrame(
            {name: report.metrics for name, report in self.reports.items()}
        ).T.rename_axis("report")
