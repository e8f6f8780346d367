"""``fastsmote run``, and ``warmup`` for whoever runs later."""

import atexit
import os
from typing import Annotated

import typer

from fastsmote.cli import presentation
from fastsmote.cli.application import app
from fastsmote.cli.programs import Handover, RunCommand, read
from fastsmote.errors import commands as errors


@app.command(
    help="Compile all kernels now, rather than when they are first needed.\n\n"
    "For container images, and for whoever must not wait later: run it once as the user who "
    "will run the program, on the same kind of processor."
)
def warmup() -> None:
    """Compile, and say what was compiled and where it is kept."""
    with presentation.errors_as_messages():
        with presentation.progress() as progress:
            progress("Compiling")
            from fastsmote import warmup as run

            done = run()
        presentation.show_compiled(done.seconds, done.n_compiled, done.cache)


@app.command(
    cls=RunCommand,
    help="Run a Python program with imbalanced-learn's samplers on fastsmote's kernels.\n\n"
    "The program stays as it is and gets the rows that it got, sooner. PROGRAM is what would "
    "follow 'python': a script, or -m and a module, and their arguments. Options of this command "
    "come before it.",
)
def run(
    program: Annotated[
        list[str], typer.Argument(metavar="PROGRAM", help="SCRIPT ARGS... or -m MODULE ARGS...")
    ],
    verbose: Annotated[
        bool,
        typer.Option(
            "--verbose",
            "-v",
            help="Tell at the end what was replaced, used and left to imbalanced-learn.",
        ),
    ] = False,
) -> None:
    """Patch imbalanced-learn, and leave the program to whoever called the command."""
    from fastsmote.patching import patch_imblearn

    with presentation.errors_as_messages():
        wanted = read(program)
        if not wanted.is_module and not os.path.exists(wanted.name):
            raise errors.no_script(wanted.name)
        with presentation.warnings_as_notes():
            patch_imblearn()
    if verbose:
        # before the program registers anything, so after all that it did
        atexit.register(_show_usage, os.getpid())
    raise Handover(wanted)


def _show_usage(process: int) -> None:
    from fastsmote.patching.table import NOT_REPLACED, TABLE
    from fastsmote.patching.usage import usage_so_far
    from fastsmote.patching.versions import imblearn_version

    if os.getpid() == process:  # not in what the program has forked
        presentation.show_usage(
            imblearn_version(), [entry.name for entry in TABLE], usage_so_far(), NOT_REPLACED
        )
