"""SMOTE-NC's rows of numbers and categories."""

from typing import Any

import numpy as np
import pyarrow as pa
from sklearn.preprocessing import OneHotEncoder

from fastsmote.categorical import encode, one_hot_positions
from fastsmote.columns import Part
from fastsmote.errors.parquet import encoder_given, not_a_feature, not_both_kinds
from fastsmote.interpolation import Segments, interpolate
from fastsmote.over_sampling.mixed import MixedClass
from fastsmote.parquet.counting import Target
from fastsmote.parquet.csv_types import typed
from fastsmote.parquet.gathering import ClassRows
from fastsmote.parquet.progress import Progress
from fastsmote.parquet.recipes import SMOTERecipe, draws_bytes
from fastsmote.parquet.roles import Roles, check_named, check_numeric, to_column
from fastsmote.parquet.source import Source
from fastsmote.parquet.synthetic import ColumnArrays, SyntheticRows, arrays_of
from fastsmote.tables import labels_of
from fastsmote.validation import column_positions

# Seconds for the category that most neighbors of a synthetic row have.
_VOTE_SECONDS = 5e-7


class SMOTENCRecipe(SMOTERecipe):
    """Numbers between rows of a class, categories of most neighbors."""

    def split(self, source: Source, features: list[str]) -> tuple[list[str], list[str]]:
        """Named categories, by default the columns that are encoded as dictionaries."""
        if self.sampler.categorical_encoder is not None:
            raise encoder_given(self.sampler.categorical_encoder)
        self.categories = self._named(source, features)
        numbers = [name for name in features if name not in self.categories]
        if not (numbers and self.categories):
            given = self.sampler.categorical_features
            raise not_both_kinds(given, len(self.categories), len(features))
        check_numeric(source.schema, numbers, self.name)
        return numbers, [name for name in features if name in self.categories]

    def _named(self, source: Source, features: list[str]) -> list[str]:
        given = self.sampler.categorical_features
        if isinstance(given, str) and given == "auto":
            schema = source.schema
            return [n for n in features if pa.types.is_dictionary(schema.field(n).type)]
        names = given
        if np.asarray(given).dtype.kind in "biu":  # a mask or positions
            no_rows = np.empty((0, len(features)))
            places = column_positions("categorical_features", given, no_rows)
            names = [features[place] for place in places]
        for name in names:
            check_named(name, "categorical_features", source)
            if name not in features:
                raise not_a_feature(name)
        return list(dict.fromkeys(names))

    def synthetic(
        self,
        gathered: dict[Any, ClassRows],
        plan: dict[Any, int],
        source: Source,
        target: Target,
        roles: Roles,
        progress: Progress,
    ) -> dict[Any, SyntheticRows]:
        """Search within each class, on categories as codes.

        Codes of the gathered rows stand in the order of those of all rows: that is all that
        distances and draws go by.
        """
        if not gathered:
            return {}
        table = pa.concat_tables([rows.others for rows in gathered.values()]).combine_chunks()
        columns = [
            _values(table.column(name), source.schema.field(name)) for name in self.categories
        ]

        def take(rows: Any) -> np.ndarray:
            out = np.empty((len(columns[0][rows]), len(columns)), dtype=object)
            for j, column in enumerate(columns):
                out[:, j] = column[rows]
            return out

        encoder = OneHotEncoder(handle_unknown="ignore")
        known = encode(columns, take, encoder, one_hot_positions, is_default=True)
        sampler, start = self.sampler, 0
        made: dict[Any, SyntheticRows] = {}
        for label, rows in gathered.items():
            codes = known.codes[start : start + len(rows.row_idx)]
            start += len(codes)
            part, _ = MixedClass(rows.numbers, codes, known).grown(
                plan[label], sampler.k_neighbors, sampler.random_state, sampler.n_jobs
            )
            examples = dict(zip(self.categories, known.examples, strict=True))
            made[label] = _MixedRows(part, table, examples, roles, sampler)
        return made

    def search_bytes(self, n_class: int, n_synthetic: int, roles: Roles, source: Source) -> int:
        """All draws are made at once: a category is drawn among those of all synthetic rows."""
        n_codes = n_class * len(roles.others)
        inner = super().search_bytes(n_class, n_synthetic, roles, source)
        # numbers are searched in float64; values of categories are Python's objects at first
        wide = 16 * n_class * len(roles.numbers)
        return inner + wide + 72 * n_codes + draws_bytes(n_synthetic, len(roles.others))

    def search_seconds(self, n_class: int, n_synthetic: int, roles: Roles, source: Source) -> float:
        """Categories of all synthetic rows are counted among their neighbors."""
        inner = super().search_seconds(n_class, n_synthetic, roles, source)
        return inner + n_synthetic * len(roles.others) * _VOTE_SECONDS


def _values(column: pa.ChunkedArray, field: pa.Field) -> Any:
    """Categories for NumPy, of texts too that are to keep their spelling."""
    return labels_of(column if column.type == field.type else typed(column, field.type))


class _MixedRows(SyntheticRows):
    def __init__(
        self,
        part: Part,
        table: pa.Table,
        examples: dict[str, np.ndarray],
        roles: Roles,
        sampler: Any,
    ) -> None:
        super().__init__(len(part.codes))
        self._part, self._table, self._examples = part, table, examples
        self._roles, self._start = roles, 0
        self._n_jobs, self._rounds = sampler.n_jobs, sampler.integer_columns == "round"

    def take(self, n: int) -> ColumnArrays:
        """Make the next ``n`` of them."""
        rows = slice(self._start, self._start + n)
        self._start += n
        numbers = self._part.numbers
        dtype = numbers.dtype if numbers.dtype.kind == "f" else np.dtype(np.float64)
        out = np.empty((n, numbers.shape[1]), dtype)
        drawn = Segments(*(values[rows] for values in self._part.segments))
        interpolate(numbers, *drawn, out, self._n_jobs)
        columns: ColumnArrays = {}
        for name, values in zip(self._roles.numbers, out.T, strict=True):
            columns[name] = to_column(values, self._roles.schema.field(name).type, self._rounds)
        for j, (name, example) in enumerate(self._examples.items()):
            chosen = pa.array(example[self._part.codes[rows, j]])
            columns |= arrays_of(self._table.select([name]).take(chosen))
        return columns
