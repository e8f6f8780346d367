"""From the command line of ``fastsmote run`` to a program that runs outside of the command."""

import re
from typing import Any

from typer.core import TyperCommand

from fastsmote.errors.commands import no_module
from fastsmote.patching.programs import Program


class Handover(BaseException):
    """Leaves the command, for whoever called it to run a program in its place.

    Within the command the program would meet what reads command lines: its handlers of signals,
    its own idea of Ctrl-C. So it is no ``Exception``, which would be told as an error.
    """

    def __init__(self, program: Program) -> None:
        super().__init__(program)
        self.program = program


class RunCommand(TyperCommand):
    """A command whose options end where the program begins, as Python's own do."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Read the options, and keep the rest as it is."""
        own, program = split(args)
        rest: list[str] = super().parse_args(ctx, [*own, "--", *program])
        return rest


def split(arguments: list[str]) -> tuple[list[str], list[str]]:
    """Split the command's options from a script or ``-m``, and all that follows."""
    for idx, argument in enumerate(arguments):
        if argument == "--":
            return arguments[:idx], arguments[idx + 1 :]
        if re.match(r"-m|[^-]|-?$", argument):
            return arguments[:idx], arguments[idx:]
    return arguments, []


def read(arguments: list[str]) -> Program:
    """Read ``-m MODULE ARGS...`` or ``SCRIPT ARGS...``.

    Raises
    ------
    ArgumentError
        If ``-m`` is given alone.
    """
    first, *rest = arguments
    if not first.startswith("-m"):
        return Program(first, arguments=rest)
    name, *rest = [first[2:], *rest] if first[2:] else rest or [""]
    if not name:
        raise no_module()
    return Program(name, is_module=True, arguments=rest)
