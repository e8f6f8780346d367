"""``python -m fastsmote`` and the ``fastsmote`` command."""

import sys


def main() -> None:
    """Run the command line, or say in one line which extra it needs."""
    try:
        from fastsmote.cli import Handover, app
    except ModuleNotFoundError as error:
        if error.name not in {"typer", "rich", "pyarrow"}:
            raise
        sys.exit(f"fastsmote: the command line needs {error.name}: pip install 'fastsmote[cli]'")
    try:
        app()
    except Handover as handover:
        program = handover.program
    program.run()  # not within the clause above, where its errors would have one before them


if __name__ == "__main__":
    main()
