"""Options of ``fit_resample``, and containers that no sampler takes."""

from typing import Any

from fastsmote.errors.words import counted, kind_of, said, sentence, shown


def not_a_flag(name: str, owner: str, value: Any) -> ValueError:
    """An option is neither true nor false; the phrase is scikit-learn's."""
    return ValueError(
        f"The {name!r} parameter of {owner}.fit_resample must be an instance of 'bool'. Got "
        f"{shown(value)} instead: write True or False."
    )


def weights_not_numbers(error: Exception) -> ValueError:
    """Weights are no numbers."""
    return ValueError(
        sentence(
            "sample_weight of numbers",
            f"sample_weight holds values that are not numbers ({said(error)})",
            "pass one number from 0 on for each row of X",
        )
    )


def weights_of_other_shape(shape: tuple[int, ...], n_samples: int) -> ValueError:
    """There are not as many weights as rows."""
    return ValueError(
        sentence(
            f"sample_weight of shape ({n_samples},)",
            f"sample_weight has shape {shape}; X has {counted(n_samples, 'row')}",
            "pass one number from 0 on for each of them",
        )
    )


def bad_weights(n_bad: int, first: int, value: Any) -> ValueError:
    """Weights are negative, NaN or infinite."""
    return ValueError(
        sentence(
            "sample_weight of finite numbers from 0 on",
            f"sample_weight holds {counted(n_bad, 'value')} that {'is' if n_bad == 1 else 'are'} "
            f"negative, NaN or infinite, the first in row {first}: {value}",
            "set a weight to 0 where a row is not to count",
        )
    )


def no_index(X: Any, y: Any) -> ValueError:
    """There is no index to keep."""
    return ValueError(
        f"keep_index=True needs a pandas object with an index, but X is {kind_of(X)} and y is "
        f"{kind_of(y)}: pass X as a DataFrame or y as a Series, or leave keep_index out."
    )


def masked(name: str) -> ValueError:
    """Some values are masked, and would be read as if they were not."""
    return ValueError(
        sentence(
            f"{name} without a mask",
            f"{name} is a masked array, whose masked values would be read as if they were not",
            f"pass {name}.data if all values are to be used, or {name}.filled(np.nan) and impute "
            "them",
        )
    )
