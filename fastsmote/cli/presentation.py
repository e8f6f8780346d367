"""How the command line shows results, progress, notes and errors.

Results go to stdout, everything else to stderr; colours and motion only to a terminal.
"""

import signal
import sys
import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import typer
from rich import box
from rich.console import Console
from rich.markup import escape
from rich.progress import (
    BarColumn,
    Progress,
    SpinnerColumn,
    TaskProgressColumn,
    TextColumn,
    TimeRemainingColumn,
)
from rich.table import Table

from fastsmote.errors import ArgumentError
from fastsmote.errors.commands import asked_to_end, interrupted, pyarrow_missing

FAILED, USAGE = 1, 2
# 128 and the number of the signal, as shells have it.
INTERRUPTED, ENDED = 128 + signal.SIGINT, 128 + signal.SIGTERM


@contextmanager
def errors_as_messages(outcome: str = "") -> Iterator[None]:
    """Turn what a user can put right into one message on stderr and an exit code.

    Anything else is a defect and keeps its traceback.

    Parameters
    ----------
    outcome : str, default=''
        What an interruption leaves.
    """
    try:
        yield
    except KeyboardInterrupt:
        raise _exit(interrupted(outcome), INTERRUPTED) from None
    except SystemExit as end:
        if end.code != ENDED:
            raise
        raise _exit(asked_to_end(outcome), ENDED) from None
    except BrokenPipeError:  # whoever read the output has seen enough; typer ends quietly
        raise
    except (ArgumentError, FileExistsError, FileNotFoundError, IsADirectoryError) as error:
        raise _exit(str(error), USAGE) from error
    except ModuleNotFoundError as error:
        messages = {"imblearn": str(error), "pyarrow": pyarrow_missing()}
        if error.name not in messages:
            raise
        raise _exit(messages[error.name], FAILED) from error
    except (ValueError, OSError, MemoryError) as error:
        raise _exit(str(error) or type(error).__name__, FAILED) from error


@contextmanager
def progress() -> Iterator[Callable[[str], object]]:
    """Show what is being waited for, if stderr is a terminal.

    Yields
    ------
    callable
        Takes a few words.
    """
    if not sys.stderr.isatty():  # rich would also move where colours are forced
        yield lambda step: None
        return
    with _console(stderr=True).status("Starting") as status:
        yield lambda step: status.update(f"{escape(step)} ...")


@contextmanager
def progress_bar() -> Iterator[Callable[..., object]]:
    """Show which step is done and how far it is, with its rate, if stderr is a terminal.

    Yields
    ------
    callable
        Takes a few words, the rows done, and the rows to do.
    """
    if not sys.stderr.isatty():
        yield lambda step, n_done=0, n_rows=0: None
        return
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(bar_width=20),
        TaskProgressColumn(show_speed=False),
        TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=_console(stderr=True), transient=True) as bar:
        task = bar.add_task("Starting", total=None, rate="")

        def show(step: str, n_done: int = 0, n_rows: int = 0) -> None:
            text = escape(step)
            if bar.tasks[0].description != text:
                bar.reset(task, description=text, total=n_rows or None, rate="")
            elapsed = bar.tasks[0].elapsed or 0.0
            rate = f"{n_done / elapsed:,.0f} rows/s" if n_done and elapsed > 0 else ""
            bar.update(task, completed=n_done, total=n_rows or None, rate=rate)

        yield show


@contextmanager
def warnings_as_notes() -> Iterator[None]:
    """Show warnings, once each, without the lines of code that raised them."""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("default")
        yield
    lines = (" ".join(f"{each.category.__name__}: {each.message}".split()) for each in caught)
    notes(dict.fromkeys(lines))


def notes(texts: Iterable[str]) -> None:
    """Print remarks to stderr."""
    console = _console(stderr=True)
    for text in texts:
        console.print(f"[yellow]Note:[/yellow] {escape(text)}", soft_wrap=True)


def show_comparison(comparison: Any) -> None:
    """Print a `fastsmote.Comparison` to stdout: the reports, the table, the summary."""
    for heading, report in comparison.reports.items():
        # Not through rich, which would wrap it: the text is scikit-learn's to the letter.
        typer.echo(f"{heading}:\n{report.text}")
    rows = comparison.table()
    _print_table(comparison.title(), ("", *comparison.reports), rows)
    say(comparison.summary())


def show_counts(before: Mapping[Any, int], after: Mapping[Any, int]) -> None:
    """Print the rows of each class before and after resampling to stdout."""
    rows = [
        (str(label), f"{before[label]:,}", f"{n:,}", f"{n - before[label]:,}")
        for label, n in after.items()
    ]
    totals = sum(before.values()), sum(after.values())
    rows.append(("all", f"{totals[0]:,}", f"{totals[1]:,}", f"{totals[1] - totals[0]:,}"))
    _print_table("Rows of each class", ("class", "before", "after", "synthetic"), rows)


def show_estimate(estimate: Any) -> None:
    """Print what a call would take: rows, bytes, memory, time."""
    show_counts(estimate.counts_before, estimate.counts_after)
    rows = [(what, in_bytes(n)) for what, n in estimate.memory.items()]
    _print_table("Memory", ("for", "at most"), [*rows, ("all", in_bytes(estimate.memory_bytes))])
    say(
        f"Reads {in_bytes(estimate.bytes_read)}, would write about "
        f"{in_bytes(estimate.bytes_written)} in roughly {estimate.seconds:,.0f} s; nothing "
        "was written"
    )


def show_compiled(seconds: Mapping[str, float], n_compiled: int, cache: object) -> None:
    """Print what a warm-up took, by dtype, and where its results are kept."""
    rows = [(dtype, f"{taken:.1f}") for dtype, taken in seconds.items()]
    _print_table("Kernels", ("rows of", "seconds"), rows)
    made = f"Compiled {n_compiled} specializations" if n_compiled else "All were in the cache"
    say(f"{made}; kept in {cache}" if cache else f"{made}; no folder for a cache can be written")


def show_usage(
    version: str,
    replaced: Iterable[str],
    usage: Mapping[str, Any],
    not_replaced: Mapping[str, str],
) -> None:
    """Print to stderr what a program used of the patch: `fastsmote.patching.usage.ClassUsage`."""
    lines = [f"fastsmote: replaced in imbalanced-learn {version}: {', '.join(replaced)}"]
    used = {name: of for name, of in usage.items() if of.n_calls}
    lines += [
        f"  {name}: {_times(of.n_calls)}, {of.seconds:.3f} s in all" for name, of in used.items()
    ] or ["  none of them was used"]
    lines.append("imbalanced-learn's own:")
    for name, of in usage.items():
        lines += [f"  {name}: {_times(n)}, as {why}" for why, n in of.declined.items()]
    lines += [f"  {name}: always, as {why}" for name, why in not_replaced.items()]
    # as it is, to whatever the program has made of stderr
    print("\n".join(lines), file=sys.stderr)  # noqa: T201


def _times(n: int) -> str:
    return "once" if n == 1 else f"{n:,} times"


def say(text: str) -> None:
    """Print a sentence to stdout, broken into lines on a terminal only."""
    console = _console()
    console.print(escape(text), soft_wrap=not console.is_terminal)


def in_bytes(n: int) -> str:
    """A size as text."""
    return f"{n / 1e9:,.1f} GB" if n >= 1e9 else f"{n / 1e6:,.1f} MB"


def _console(*, stderr: bool = False) -> Console:
    """Print text as it is: a class named ``:b:`` is no picture, a number in it no highlight."""
    return Console(stderr=stderr, emoji=False, highlight=False)


def _exit(message: str, code: int) -> typer.Exit:
    console = _console(stderr=True)
    console.print(f"[bold red]Error:[/bold red] {escape(message)}", soft_wrap=True)
    return typer.Exit(code)


def _print_table(title: str, header: Iterable[str], rows: Iterable[tuple[str, ...]]) -> None:
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, padding=(0, 1, 0, 0))
    for idx, name in enumerate(header):
        table.add_column(escape(name), justify="right" if idx else "left")
    for row in rows:
        table.add_row(*map(escape, row))
    console = _console()
    console.print(f"[bold]{escape(title)}[/bold]\n", soft_wrap=True)
    console.print(table)
    console.print()
