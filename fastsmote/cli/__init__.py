"""The command line: ``fastsmote compare``, ``resample``, ``run`` (extra ``cli``).

    text of options --options--> values --commands--> comparison, parquet
                                 data sets, files ----^        |
    stdout, stderr, exit code <------------presentation--------+

A file for each command: `comparing`, `resampling`, `running` (and `warmup`); `application` is what
they are commands of, `shared` holds the options that several have.

What takes long to import is imported by the command that needs it: help must not wait.
"""

from fastsmote.cli import comparing, resampling, running  # noqa: F401 - which add commands
from fastsmote.cli.application import app
from fastsmote.cli.programs import Handover

__all__ = ["Handover", "app"]
