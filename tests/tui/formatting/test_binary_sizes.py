"""Sizes in bytes with IEC prefixes."""

import pytest

from tui.formatting.binary_sizes import binary_size, short_binary_size


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
    assert binary_size(size) == text


def test_ticks_leave_the_unit_to_the_axis() -> None:
    assert [short_binary_size(size) for size in (8, 8192, 1 << 30)] == ["8", "8Ki", "1Gi"]
