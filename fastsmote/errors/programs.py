"""Programs that ``fastsmote run`` cannot run. The phrases are Python's."""


def no_main_file(path: str) -> str:
    """Say that a folder or ZIP file holds nothing to run."""
    return (
        f"fastsmote: can't find '__main__' module in {path!r}: name a script, or put a "
        "__main__.py there"
    )


def no_module(name: str) -> str:
    """Say that a module is not found."""
    return (
        f"fastsmote: No module named {name}: correct the name, install the module, or change to "
        "the folder that holds it"
    )


def package_without_main(name: str) -> str:
    """Say that a package is no program."""
    return (
        f"fastsmote: No module named {name}.__main__; {name!r} is a package and cannot be directly "
        "executed: name a module in it"
    )


def no_code(name: str) -> str:
    """Say that a module is not made of Python code."""
    return (
        f"fastsmote: No code object available for {name}: name a module that is written in Python"
    )
