"""Where the README's tables are: between two comments, of which each script has its own."""

from pathlib import Path

ROOT = Path(__file__).parent.parent
README = ROOT / "README.md"


def replaced(document: str, begin: str, end: str, text: str) -> str:
    """The document with another text between two comments."""
    head, rest = document.split(begin)
    return f"{head}{begin}\n{text}\n{end}{rest.split(end)[1]}"


def write(begin: str, end: str, text: str) -> None:
    """Put a text in its place."""
    README.write_text(replaced(README.read_text(), begin, end, text))
