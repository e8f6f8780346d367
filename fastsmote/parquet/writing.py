"""Rows of the input are written, block by block, and synthetic rows behind or among them."""

from collections.abc import Iterator, Mapping
from typing import Any

import pyarrow as pa

from fastsmote.drawing import draw_order, open_stream
from fastsmote.parquet.ahead import one_ahead
from fastsmote.parquet.counting import Target
from fastsmote.parquet.gathering import Gathering
from fastsmote.parquet.outputs import Output
from fastsmote.parquet.progress import Progress
from fastsmote.parquet.roles import Roles, repeated
from fastsmote.parquet.synthetic import SyntheticRows


class Writing:
    """Writes rows to an output.

    Parameters
    ----------
    output : Output
        Open.
    target : Target
    roles : Roles
    progress : callable
        See `fastsmote.parquet.progress`.
    """

    def __init__(self, output: Output, target: Target, roles: Roles, progress: Progress) -> None:
        self._output, self._target, self._roles = output, target, roles
        self._progress = progress
        self._n_at_once = output.source.n_rows_at_once

    def originals(self, gathering: Gathering | None = None) -> None:
        """Write the rows of the input, from which rows may be gathered on the way.

        Where one of them is found that cannot be, the others are looked at, but none is written.
        """
        look = None if gathering is None else gathering.look
        n_done = 0
        for block, n in self._output.originals(self._n_at_once, look):
            if gathering is None or not gathering.is_refused:
                self._output.write([block])
            n_done += n
            self._progress("Copying", n_done, self._output.source.n_rows)

    def append(self, synthetic: Mapping[Any, SyntheticRows]) -> None:
        """Write the synthetic rows class by class."""
        n_rows, n_done = _n_rows(synthetic), 0
        for block, n in one_ahead(self._new_blocks(synthetic)):
            self._output.write([block])
            n_done += n
            self._progress("Appending synthetic rows", n_done, n_rows)

    def shuffled(
        self, synthetic: Mapping[Any, SyntheticRows], with_originals: bool, random_state: int
    ) -> None:
        """Spread the rows of each class evenly over the blocks, each in an order of chance."""
        n_originals = self._output.source.n_rows if with_originals else 0
        n_rows, n_done = n_originals + _n_rows(synthetic), 0
        n_blocks = max(1, -(-n_rows // self._n_at_once))
        n_own = -(-n_originals // n_blocks)
        if n_own:
            n_blocks = -(-n_originals // n_own)
        stream = open_stream(random_state)
        originals = self._output.originals(n_own) if with_originals else iter(())
        for i in range(n_blocks):
            block, n = next(originals, (None, 0))
            blocks = [] if block is None else [block]
            for label, rows in synthetic.items():
                share = (i + 1) * rows.n_rows // n_blocks - i * rows.n_rows // n_blocks
                if share:
                    blocks.append(self._block(label, rows, share))
                    n += share
            if blocks:
                self._output.write(blocks, draw_order(stream, n))
            n_done += n
            self._progress("Writing", n_done, n_rows)
        next(originals, None)  # whether the input has changed is seen behind its last row

    def _new_blocks(self, synthetic: Mapping[Any, SyntheticRows]) -> Iterator[tuple[Any, int]]:
        for label, rows in synthetic.items():
            for start in range(0, rows.n_rows, self._n_at_once):
                n = min(self._n_at_once, rows.n_rows - start)
                yield self._block(label, rows, n), n

    def _block(self, label: Any, rows: SyntheticRows, n: int) -> Any:
        """The next synthetic rows of a class, in the columns of the output."""
        values = rows.take(n)
        schema, mark = self._output.schema, self._output.mark
        columns = []
        for field in schema:
            if field.name == self._target.name:
                columns.append(repeated(self._target.written(label, field.type), n, field.type))
            elif field.name == mark:
                columns.append(pa.repeat(pa.scalar(True), n))
            elif field.name in values:
                columns.append(values[field.name])
            else:
                columns.append(repeated(self._roles.fills[field.name], n, field.type))
        return self._output.synthetic(pa.table(columns, schema=schema))


def _n_rows(synthetic: Mapping[Any, SyntheticRows]) -> int:
    """Number of rows of all classes."""
    return sum(rows.n_rows for rows in synthetic.values())
