"""Python processes of their own, for what only a fresh one can show."""

import os
import signal
import subprocess
import sys
import textwrap
from pathlib import Path

import fastsmote

ROOT = Path(fastsmote.__file__).parents[1]
# A hang has to end the test some time; nothing here comes near it.
_HANG_SECONDS = 120


def run_python(code: str, directory: Path, *options: str, **environment: str) -> str:
    """Run code as a script of its own and return what it prints.

    Parameters
    ----------
    code : str
        Python source, indented as the caller likes; multiprocessing can import it.
    directory : Path
        Where the script is written and run.
    *options : str
        Options of the interpreter.
    **environment : str
        Variables to add to those of this process.

    Raises
    ------
    AssertionError
        The script failed or hung; with what it wrote.
    """
    script = directory / "script.py"
    script.write_text(textwrap.dedent(code))
    process = subprocess.Popen(
        [sys.executable, *options, str(script)],
        cwd=directory,
        env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,  # so that what a hanging script has forked ends with it
    )
    try:
        printed, errors = process.communicate(timeout=_HANG_SECONDS)
    except BaseException:
        _end(process)
        raise
    assert process.returncode == 0, f"exit code {process.returncode}\n{printed}\n{errors}"
    return printed


def _end(process: subprocess.Popen) -> None:
    if hasattr(os, "killpg"):
        os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()
    process.communicate()
