"""The command itself: its options, and what holds for all commands."""

import io
import signal
import sys
import threading
from typing import Annotated

import typer

from fastsmote import __version__
from fastsmote.cli import presentation

app = typer.Typer(
    name="fastsmote",
    help="SMOTE on compiled kernels: does handling class imbalance help, and over-sampled files.",
    add_completion=False,
    # A user's mistake never gets this far; a defect is better told by Python's own traceback.
    pretty_exceptions_enable=False,
)


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"fastsmote {__version__}")
        raise typer.Exit


@app.callback(invoke_without_command=True)
def main(
    context: typer.Context,
    _version: Annotated[
        bool,
        typer.Option(
            "--version", callback=_show_version, is_eager=True, help="Show the version and exit."
        ),
    ] = False,
) -> None:
    """Show help if no command is given."""
    # Asked to end, leave as Ctrl-C does: without half-written files. Only a main thread may ask,
    # and a program that is run has handlers of its own.
    is_program = context.invoked_subcommand == "run"
    is_main = threading.current_thread() is threading.main_thread()
    if is_main and not is_program:
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(presentation.ENDED))
    if isinstance(sys.stdout, io.TextIOWrapper) and not is_program:
        # A class that the terminal has no letters for is spelled in escapes, as on stderr.
        sys.stdout.reconfigure(errors="backslashreplace")
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())
        raise typer.Exit(presentation.USAGE)
