"""Sizes in bytes with prefixes of 1024 and of 1000."""

import pytest

from analysis.size_form import Prefixes
from tui.formatting.byte_sizes import byte_size, step_of, whole_size, without_unit


@pytest.mark.parametrize(
    ("size", "text"),
    [
        (0, "0 B"),
        (1, "1 B"),
        (1000, "1000 B"),
        (1023, "1023 B"),
        (1024, "1 KiB"),
        (1536, "1.5 KiB"),
        (100_000, "100000 B"),
        (1000 * 1024, "1000 KiB"),
        (4 << 20, "4 MiB"),
        (1e9, "954 MiB"),
        (3911.6, "3.82 KiB"),
        (float("nan"), "nan B"),
    ],
)
def test_sizes_have_the_prefix_of_their_amount(size: float, text: str) -> None:
    assert byte_size(size) == text


def test_ticks_leave_the_unit_to_the_axis() -> None:
    written = without_unit(byte_size)
    assert [written(size) for size in (8, 8192, 1 << 30)] == ["8", "8Ki", "1Gi"]


@pytest.mark.parametrize(
    ("size", "text"), [(999, "999 B"), (1500, "1.5 kB"), (1e6, "1 MB"), (4096, "4096 B")]
)
def test_sizes_with_prefixes_of_1000(size: float, text: str) -> None:
    assert byte_size(size, 1000) == text


def test_the_prefixes_that_sizes_are_multiples_of() -> None:
    assert step_of([1, 1000, 4000, 10_000, 1_000_000]) == 1000
    assert step_of([1, 1024, 4096, 1 << 20]) == 1024
    assert step_of([1, 2, 4, 8, 100]) == 1024


@pytest.mark.parametrize(
    ("size", "step", "text"),
    [
        (32768, 1024, "32 KiB"),
        (1500 * 1024, 1024, "1500 KiB"),
        (1_000_000, 1000, "1 MB"),
        (1000, 1024, "1000 B"),
        (0, 1024, "0 B"),
        (1.5, 1024, "1.5 B"),
    ],
)
def test_a_whole_size_loses_no_digit(size: float, step: Prefixes, text: str) -> None:
    assert whole_size(size, step) == text
