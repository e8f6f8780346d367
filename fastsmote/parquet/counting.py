"""Pass one: the classes, from the target column alone."""

from collections.abc import Iterable
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from fastsmote.errors.labels import no_label_type
from fastsmote.labels import Label, check_counted_labels, plain
from fastsmote.missing import is_missing
from fastsmote.parquet.csv_types import typed
from fastsmote.parquet.progress import Progress
from fastsmote.parquet.source import Source

# More different labels than this are no classes, whatever the number of rows.
_MOST_LABELS = 1 << 20


class Target:
    """The target column: its classes, and which of them each row of a batch is.

    Parameters
    ----------
    name : str
        Of the column.
    field : pyarrow.Field
        Its type.
    values : pyarrow.Array of shape (n_classes,)
        The labels as they are in the file, ascending.
    texts : pyarrow.Array of shape (n_classes,)
        The same as each is first spelled, where the file is text.
    labels : ndarray of shape (n_classes,)
        The same for NumPy.
    counts : ndarray of shape (n_classes,)
        Rows of each.
    """

    def __init__(
        self,
        field: pa.Field,
        values: pa.Array,
        texts: pa.Array,
        labels: np.ndarray,
        counts: np.ndarray,
    ) -> None:
        self.name, self.field = field.name, field
        self.values, self.texts, self.labels, self.counts = values, texts, labels, counts
        self._place = {plain(label): i for i, label in enumerate(labels)}

    def present(self) -> dict[Any, int]:
        """Label to number of rows, ascending."""
        return dict(zip(self.labels, self.counts.tolist(), strict=True))

    def plain_counts(self) -> dict[Label, int]:
        """The same with labels as Python's objects."""
        return {plain(label): n for label, n in self.present().items()}

    def codes(self, column: pa.Array) -> np.ndarray:
        """Position of the class of each row; -1 for a label that was not there when counting."""
        values, codes = _distinct(column)
        places = [self._place.get(value, -1) for value in _plain_list(values)]
        found: np.ndarray = np.array([*places, -1], dtype=np.intp)[codes]
        return found

    def rows_with(self, label: Any, column: pa.Array) -> np.ndarray:
        """Positions of the rows of a class in a batch."""
        if pa.types.is_dictionary(column.type) or pa.types.is_float16(column.type):
            return np.flatnonzero(self.codes(column) == self.code(label))
        # sooner than by codes of all rows, but Arrow cannot compare these
        rows = pc.indices_nonzero(pc.equal(column, self.value(label)))
        found: np.ndarray = rows.to_numpy().astype(np.intp)
        return found

    def code(self, label: Any) -> int:
        """Position of a class."""
        return self._place[plain(label)]

    def count(self, label: Any) -> int:
        """Rows of a class."""
        return int(self.counts[self.code(label)])

    def rows_of(self, labels: Iterable[Any]) -> np.ndarray:
        """Labels of all rows of some classes, class by class."""
        chosen = [self.code(label) for label in labels]
        return np.repeat(self.labels[chosen], self.counts[chosen])

    def value(self, label: Any) -> pa.Scalar:
        """A label as it is in the file."""
        return self.values[self.code(label)]

    def written(self, label: Any, kind: pa.DataType) -> pa.Scalar:
        """A label for a column of its own type, or of text, in which it is as it was spelled."""
        return (self.values if kind == self.field.type else self.texts)[self.code(label)]


def count_classes(source: Source, name: str, progress: Progress) -> Target:
    """Count the rows of each class.

    Raises
    ------
    ValueError
        If the column is no target: see `fastsmote.labels.check_labels`.
    """
    counts: dict[Any, int] = {}
    examples: dict[Any, tuple[pa.Array, pa.Array]] = {}
    field, spelled = source.schema.field(name), source.spelled([name])
    is_text = spelled.schema.field(name).type != field.type
    n_missing = n_done = 0
    for batch in spelled.batches([name]):
        try:
            texts, codes = _distinct(batch.column(0))
        except pa.ArrowNotImplementedError as error:  # lists, structures
            raise no_label_type(f"target {name!r}", field.type) from error
        values = typed(texts, field.type).combine_chunks() if is_text else texts
        found = np.bincount(codes + 1, minlength=len(values) + 1).tolist()
        n_missing += found[0]
        for i, (value, n) in enumerate(zip(_plain_list(values), found[1:], strict=True)):
            if not n:  # a dictionary may hold what no row has
                continue
            if is_missing(value):
                n_missing += n
                continue
            counts[value] = counts.get(value, 0) + n
            examples.setdefault(value, (values.slice(i, 1), texts.slice(i, 1)))
        n_done += batch.num_rows
        progress(f"Counting the classes of {name}", n_done, source.n_rows)
        if len(counts) > _MOST_LABELS:
            break
    labels = check_counted_labels(
        list(counts), list(counts.values()), n_missing, _kind(field.type), f"target {name!r}"
    )
    order = np.argsort(labels, kind="stable")
    chosen = [examples[value] for value in np.array(list(counts), dtype=object)[order]]
    values, texts = map(pa.concat_arrays, zip(*chosen, strict=True))
    return Target(
        field,
        values,
        texts,
        labels[order],
        np.array(list(counts.values()))[order],
    )


def _distinct(column: pa.Array) -> tuple[pa.Array, np.ndarray]:
    """Different values of a column, and which of them each row has, -1 for none."""
    if not pa.types.is_dictionary(column.type):
        column = column.dictionary_encode()
    codes = column.indices.fill_null(-1).cast(pa.int64()).to_numpy()
    return column.dictionary, codes


def _plain_list(values: pa.Array) -> list[Any]:
    """Values as Python's objects; dates and the like as NumPy has them."""
    return list(values.to_numpy(zero_copy_only=False).tolist())


def _kind(column_type: pa.DataType) -> Any:
    """The dtype that NumPy would give the column."""
    if pa.types.is_dictionary(column_type):
        column_type = column_type.value_type
    return pa.array([], column_type).to_numpy(zero_copy_only=False).dtype
