"""How messages are put: sentences, values, labels, numbers and lists."""

import re
from collections.abc import Iterable
from typing import Any

# Characters of a value that a message shows.
_MOST_SHOWN = 100


def sentence(expected: str, received: str, remedy: str) -> str:
    """A message in the form that all share where no other package's phrase is to be kept."""
    return f"Expected {expected}, but {received}: {remedy}."


def shown(value: Any) -> str:
    """A value as its user would write it, in one line, without its address, and cut if long."""
    if isinstance(value, type):
        return f"the class {value.__name__}"
    if hasattr(value, "__qualname__"):
        return f"the function {value.__name__}"
    text = re.sub(r" at 0x[0-9a-fA-F]+", "", " ".join(repr(value).split()))
    return text if len(text) <= _MOST_SHOWN else f"{text[: _MOST_SHOWN - 3]}..."


def said(error: BaseException, most: int = 200) -> str:
    """What an error of another package says, in one line and cut if long."""
    text = " ".join(str(error).split()).rstrip(".")
    return text if len(text) <= most else f"{text[: most - 3]}..."


def name_of_label(label: Any) -> str:
    """A class label as its user would write it: NumPy's scalars as Python's."""
    return repr(label.item() if hasattr(label, "item") else label)


def labels(names: Iterable[Any], most: int = 10) -> str:
    """Class labels, the first ones if there are many."""
    return listed(map(name_of_label, names), most)


def listed(names: Iterable[object], most: int = 20) -> str:
    """Join names by commas, the first ones if there are many."""
    texts = [str(name) for name in names]
    rest = len(texts) - most
    return ", ".join(texts[:most]) + (f" and {rest} more" if rest > 0 else "")


def columns(names: Iterable[str], most: int = 5) -> str:
    """Some columns in words, the first ones if there are many."""
    texts = list(names)
    return f"column{'s' if len(texts) > 1 else ''} {listed(texts, most)}"


def conjoined(words: Iterable[str]) -> str:
    """Join by commas and an 'and'."""
    texts = list(words)
    return " and ".join([", ".join(texts[:-1]), texts[-1]] if len(texts) > 1 else texts)


def alternatives(words: Iterable[str]) -> str:
    """Join what may be chosen from by commas and an 'or'."""
    texts = list(words)
    return " or ".join([", ".join(texts[:-1]), texts[-1]] if len(texts) > 1 else texts)


def counted(n: int, noun: str) -> str:
    """A number and what is counted: ``1 row``, ``2 rows``."""
    return f"{n} {noun}{'' if n == 1 else 's'}"


def kind_of(value: Any) -> str:
    """The type of an object, by the name under which it is known."""
    kind = type(value)
    module = kind.__module__.partition(".")[0]
    name = kind.__name__ if module == "builtins" else f"{module}.{kind.__name__}"
    return with_article(name)


def with_article(noun: str) -> str:
    """A noun with 'a' or 'an' before it; a word in quotes as it is."""
    return noun if noun[0] == "'" else f"{'an' if noun[0] in 'aeiou' else 'a'} {noun}"
