"""``python -m fastsmote`` and the ``fastsmote`` command."""

import sys


def main() -> None:
    """Run the command line, or say in one line which extra it needs."""
    path, loaded = list(sys.path), set(sys.modules)
    if not getattr(sys.flags, "safe_path", sys.flags.isolated):
        del sys.path[0]  # the current folder: a module there is for the program, not for us
    try:
        from fastsmote.cli import Handover, app
    except ModuleNotFoundError as error:
        if error.name not in {"typer", "rich", "pyarrow"}:
            raise
        sys.exit(f"fastsmote: the command line needs {error.name}: pip install 'fastsmote[cli]'")
    sys.path[:] = path
    try:
        app()
    except Handover as handover:
        program = handover.program
    # not within the clause above, where its errors would have one before them
    program.run(sys.modules.keys() - loaded - {__package__})


if __name__ == "__main__":
    main()
