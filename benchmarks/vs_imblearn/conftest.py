"""Options: how large the data may be."""

import pytest

SIZES = (1_000, 10_000, 50_000, 100_000, 200_000)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add ``--minority``."""
    parser.addoption(
        "--minority",
        type=int,
        default=10_000,
        help="largest number of minority rows (default: 10000; up to 200000)",
    )


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Cells up to the size asked for."""
    if "n_minority" in metafunc.fixturenames:
        most = metafunc.config.getoption("minority")
        metafunc.parametrize("n_minority", [n for n in SIZES if n <= most])
