"""The last pass: rows of the input, block by block, and synthetic rows behind or among them."""

from collections.abc import Iterator, Mapping
from typing import Any

import pyarrow as pa

from fastsmote.drawing import draw_order, open_stream
from fastsmote.parquet.ahead import one_ahead
from fastsmote.parquet.counting import Target
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
    synthetic : mapping
        Label to its synthetic rows.
    with_originals : bool
        Whether rows of the input are written too.
    progress : callable
        See `fastsmote.parquet.progress`.
    """

    def __init__(
        self,
        output: Output,
        target: Target,
        roles: Roles,
        synthetic: Mapping[Any, SyntheticRows],
        with_originals: bool,
        progress: Progress,
    ) -> None:
        self._output, self._target, self._roles = output, target, roles
        self._synthetic, self._with_originals = synthetic, with_originals
        self._progress = progress
        self._n_at_once = output.source.n_rows_at_once
        self.n_synthetic = sum(rows.n_rows for rows in synthetic.values())
        self.n_originals = output.source.n_rows if with_originals else 0
        self._n_done = 0

    def in_order(self) -> None:
        """Write the rows of the input, then the synthetic ones class by class."""
        for block, n in self._originals(self._n_at_once):
            self._output.write([block])
            self._tell(n)
        for block, n in one_ahead(self._new_blocks()):
            self._output.write([block])
            self._tell(n)

    def shuffled(self, random_state: int) -> None:
        """Spread the rows of each class evenly over the blocks, each in an order of chance."""
        n_rows = self.n_originals + self.n_synthetic
        n_blocks = max(1, -(-n_rows // self._n_at_once))
        n_own = -(-self.n_originals // n_blocks)
        if n_own:
            n_blocks = -(-self.n_originals // n_own)
        stream = open_stream(random_state)
        originals = self._originals(n_own)
        for i in range(n_blocks):
            block, n = next(originals, (None, 0))
            blocks = [] if block is None else [block]
            for label, rows in self._synthetic.items():
                share = (i + 1) * rows.n_rows // n_blocks - i * rows.n_rows // n_blocks
                if share:
                    blocks.append(self._block(label, share))
                    n += share
            if blocks:
                self._output.write(blocks, draw_order(stream, n))
            self._tell(n)
        next(originals, None)  # whether the input has changed is seen behind its last row

    def _originals(self, n_rows: int) -> Iterator[tuple[Any, int]]:
        return self._output.originals(n_rows) if self._with_originals else iter(())

    def _new_blocks(self) -> Iterator[tuple[Any, int]]:
        for label, rows in self._synthetic.items():
            for start in range(0, rows.n_rows, self._n_at_once):
                n = min(self._n_at_once, rows.n_rows - start)
                yield self._block(label, n), n

    def _block(self, label: Any, n: int) -> Any:
        """The next synthetic rows of a class, in the columns of the output."""
        values = self._synthetic[label].take(n)
        schema, mark = self._output.schema, self._output.mark
        columns = []
        for field in schema:
            if field.name == self._target.name:
                columns.append(repeated(self._target.value(label), n, field.type))
            elif field.name == mark:
                columns.append(pa.repeat(pa.scalar(True), n))
            elif field.name in values:
                columns.append(values[field.name])
            else:
                columns.append(repeated(self._roles.fills[field.name], n, field.type))
        return self._output.synthetic(pa.table(columns, schema=schema))

    def _tell(self, n: int) -> None:
        self._n_done += n
        self._progress("Writing", self._n_done, self.n_originals + self.n_synthetic)
