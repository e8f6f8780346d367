"""The output for a name, an input, and what is to be done with its rows."""

import contextlib
from collections.abc import Iterator
from pathlib import Path

from fastsmote.parquet.outputs import CsvOutput, Output
from fastsmote.parquet.parquet_output import AppendedOutput, ParquetOutput, finished
from fastsmote.parquet.source import Source
from fastsmote.parquet.text_output import TextOutput
from fastsmote.tables import format_of


@contextlib.contextmanager
def open_output(
    path: Path,
    destination: Path,
    source: Source,
    mark: str | None,
    is_copied: bool,
    copied: list[str],
) -> Iterator[Output]:
    """Create a file.

    Parameters
    ----------
    path : Path
        File to create.
    destination : Path
        Its name in the end, which tells its format.
    source : Source
        The input.
    mark : str or None
        Name of a column to add that tells synthetic rows.
    is_copied : bool
        Whether all rows of the input are written first, in their order.
    copied : list of str
        Columns of which synthetic rows have values of the input: text keeps its spelling.
    """
    if format_of(destination) == "parquet":
        if is_copied and AppendedOutput.fits(source, mark):
            output: ParquetOutput = AppendedOutput(path, source)
        else:
            output = ParquetOutput(path, source, mark)
        with finished(output):
            yield output
        return
    with path.open("xb") as file:
        if format_of(source.files[0]) == "csv":
            yield TextOutput(file, source.spelled(copied), mark, is_copied and mark is None)
        else:
            yield CsvOutput(file, source, mark)
