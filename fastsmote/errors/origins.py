"""Where rows come from, what is kept of it, and how pipelines ask for it."""

from collections.abc import Iterable
from typing import Any

from fastsmote.errors.words import listed, shown


def not_asked_for(attribute: str) -> AttributeError:
    """An attribute that takes memory was not asked for."""
    return AttributeError(
        f"{attribute} takes memory and is kept only if it is asked for: call "
        "fit_resample(X, y, provenance=True)."
    )


def of_another_version(attribute: str, needed: int, version: int) -> AttributeError:
    """Another version of a sampler has what is asked for."""
    return AttributeError(
        f"{attribute} is there for version={needed}, and this is version={version}: set version "
        f"to {needed}."
    )


def no_segment(attribute: str) -> AttributeError:
    """Rows of categories stand on no segment."""
    return AttributeError(
        f"SMOTEN has no {attribute}: each category of a synthetic row is the one that most of all "
        "nearest neighbors of its seed have. The seeds are in seed_indices_."
    )


def removed_unknown(attribute: str) -> AttributeError:
    """A cleaner of another package does not say what it has removed."""
    return AttributeError(
        f"{attribute} is not known: the cleaner has no sample_indices_ that say what it has "
        "removed."
    )


def no_origin(name: str, sampler: Any, attribute: str) -> ValueError:
    """A sampler of another package does not say where its rows come from."""
    return ValueError(
        f"{name}={shown(sampler)} does not say where its rows come from (it has no {attribute}), "
        "which sample_weight, keep_index and provenance need. Pass a sampler of fastsmote, or "
        "leave these out."
    )


def other_index(name: str, other: str) -> ValueError:
    """Two of ``X``, ``y`` and the weights have different indices, and one is to be kept."""
    return ValueError(
        f"keep_index=True, and {name} and {other} have different indices: rows are matched by "
        f"position, so that it is not clear whose labels to keep. Pass {other}.set_axis("
        f"{name}.index), or {other} as an array."
    )


def level_taken(name: str) -> ValueError:
    """The index has a level of the name that the one for synthetic rows is to have."""
    return ValueError(
        "keep_index=True adds a level 'synthetic' to the index, which has one already: neither "
        f"could be told by its name. Pass {name}.rename_axis(index={{'synthetic': 'before'}}), "
        "or leave keep_index out."
    )


def no_routing() -> RuntimeError:
    """scikit-learn's metadata routing is off."""
    return RuntimeError(
        "set_fit_resample_request needs metadata routing. Enable it by "
        "sklearn.set_config(enable_metadata_routing=True)."
    )


def no_pipeline() -> RuntimeError:
    """Nobody who would route anything to ``fit_resample`` is loaded."""
    return RuntimeError(
        "No pipeline that passes options on to fit_resample is loaded: scikit-learn routes them "
        "once imbalanced-learn is imported. Import imblearn first."
    )


def unknown_options(owner: str, unknown: Iterable[str], known: Iterable[str]) -> TypeError:
    """Options are requested that ``fit_resample`` does not have."""
    return TypeError(
        f"{owner}.fit_resample has no option {listed(sorted(unknown))}; it has "
        f"{listed(sorted(known))}."
    )
