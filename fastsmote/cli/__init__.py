"""The command line: ``fastsmote compare``, ``resample``, ``run`` (extra ``cli``).

    text of options --options--> values --commands--> comparison, parquet
                                 data sets, files ----^        |
    stdout, stderr, exit code <------------presentation--------+

What takes long to import is imported by the command that needs it: help must not wait.
"""

from fastsmote.cli.commands import app
from fastsmote.cli.programs import Handover

__all__ = ["Handover", "app"]
