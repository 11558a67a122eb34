"""The weight of the last digit, as people write numbers in tables."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from analysis.audit.rounding import digit
from parsers.formats.markdown import READER
from parsers.source import Source


def read(heading: str, *cells: str) -> pl.DataFrame:
    """Return the records of a table with device counts and one more column."""
    rows = [f"| {2**place} | {cell} |" for place, cell in enumerate(cells)]
    text = "\n".join([f"| GPUs | {heading} |", "|---|---|", *rows]) + "\n"
    return READER.read(Source("doc.md", "doc", Path("doc.md"), text.encode())).records


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("149.8", 0.1),
        ("4456", 1),
        ("1,158.50", 0.01),
        ("1.25e3", 10),
        ("14:36:52", 1),
        ("3:25.50", 0.01),
        ("1.5 h", 360),
        ("250 ms", 0.001),
        ("~13 hours", 4680),
        ("1h 20m", None),
    ],
)
def test_digits_of_times(cell: str, expected: float | None) -> None:
    (found,) = read("Runtime (s)", cell)["value_digit"]
    assert found == (expected and pytest.approx(expected))


@pytest.mark.parametrize(
    ("heading", "cell", "expected"),
    [("Runtime (h)", "1.5", 360), ("Runtime (hh:mm)", "1:30", 60), ("Runtime (ms)", "1.5", 1e-4)],
)
def test_digits_in_the_unit_of_the_heading(heading: str, cell: str, expected: float) -> None:
    assert read(heading, cell)["value_digit"].to_list() == [pytest.approx(expected)]


def test_digits_of_speedups() -> None:
    records = read("Img/sec | Speedup", "10 | 1", "19 | 1.90x", "38 | -")
    assert records["speedup_digit"].to_list() == [1, pytest.approx(0.01), None]


@pytest.mark.parametrize(
    "cell",
    ["1.90× faster", "1.90x Speedup", "1.90 times faster", "**1.90x** quicker", "1.90x ← best"],
)
def test_words_behind_a_factor_leave_it_a_speedup(cell: str) -> None:
    records = read("Img/sec | Speedup", "10 | 1×", f"19 | {cell}")
    assert records["stated_speedup"].to_list() == [1, pytest.approx(1.9)]
    assert records["speedup_digit"].to_list() == [1, pytest.approx(0.01)]


def test_a_change_may_be_approximate_and_have_a_sign() -> None:
    records = read("Δ vs base (%)", "≈ +5.8", "≈ -5.8", "+5.8")
    assert records["value"].to_list() == pytest.approx([5.8, -5.8, 5.8])
    assert records["value_digit"].to_list() == pytest.approx([0.58, 0.58, 0.1])


def test_a_range_of_counts_is_no_time_of_days_and_hours() -> None:
    text = (
        "| Cores | Speedup | Efficiency |\n|---|---|---|\n| 1 | 1x | 100% |\n| 4 | 3.5x | 88% |\n"
    )
    text += "| 10-12 | 9x | 80% |\n"
    source = Source("doc.md", "doc", Path("doc.md"), text.encode())
    assert READER.read(source).records["cores"].drop_nulls().max() == 4


def test_an_efficiency_is_as_fine_as_it_is_written() -> None:
    records = read("Img/sec | Efficiency", "10 | 100%", "19 | 95.2%")
    assert records["stated_efficiency"].to_list() == pytest.approx([1, 0.952])
    assert records["efficiency_digit"].to_list() == pytest.approx([0.01, 0.001])
    assert records["stated_speedup"].null_count() == 2


def test_an_efficiency_beside_a_speedup_is_kept() -> None:
    records = read("Img/sec | Speedup | Efficiency", "10 | 1 | 100%", "19 | 1.9 | 95%")
    assert records["stated_speedup"].to_list() == [1, 1.9]
    assert records["stated_efficiency"].to_list() == pytest.approx([1, 0.95])


@pytest.mark.parametrize(
    ("value", "expected"),
    [(149.8, 0.1), (4456.0, 1), (7.589e11, 1e8), (12.3 * 1e-3, 1e-4), (0.0, 1), (1000.0, 1000)],
)
def test_digits_that_nobody_wrote_down(value: float, expected: float) -> None:
    frame = pl.DataFrame({"value": [value], "written": [None]})
    frame = frame.cast({"written": pl.Float64})
    alone, beside = frame.select(a=digit("value"), b=digit("value", "written")).row(0)
    assert alone == beside == pytest.approx(expected)


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (("1.00", "0.77", "0.18"), [1, 0.77, 0.18]),
        (("100.00", "77", "1.5"), [1, 0.77, 0.015]),
        (("0.4", "0.3", "0.2"), [0.004, 0.003, 0.002]),
    ],
)
def test_fractions_under_a_heading_in_percent_are_fractions(
    cells: tuple[str, ...], expected: list[float]
) -> None:
    times = [f"{100 / 2**place} | {cell}" for place, cell in enumerate(cells)]
    records = read("Time (s) | Parallel efficiency (%)", *times)
    assert records["stated_efficiency"].to_list() == pytest.approx(expected)


@pytest.mark.parametrize(
    ("cell", "expected"),
    [("4-5x", 1.0), ("**10–14x**", 4.0), ("2.5 - 4x", 1.5), ("~30", 3.0), ("1.5", 0.1)],
)
def test_a_range_is_known_by_its_width(cell: str, expected: float) -> None:
    (_, found, _) = read("Img/sec | Speedup", "10 | 1", f"19 | {cell}", "40 | 3")["speedup_digit"]
    assert found == pytest.approx(expected)


def test_an_exponent_is_no_range() -> None:
    assert read("Time (s)", "1.5e-3", "2.5e-3")["value_digit"].to_list() == pytest.approx(
        [1e-4] * 2
    )
