"""The README's tables, each between two marks, put in their place by the scripts that make them."""

from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).parent.parent


def put(begin: str, end: str, lines: Iterable[str]) -> None:
    """Replace what is between two marks, which stay."""
    readme = ROOT / "README.md"
    head, rest = readme.read_text().split(begin)
    readme.write_text("\n".join([f"{head}{begin}", *lines, f"{end}{rest.split(end)[1]}"]))
