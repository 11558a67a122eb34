"""Commas and points in numbers: which of them is decimal."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers import load
from parsers.read_tables import read_table
from parsers.reader import Reading
from parsers.run_records.records import named
from parsers.source import Source
from parsers.tables.decimal_commas import with_decimal_points
from parsers.tables.table import Table


def read(headings: str, *rows: str, above: tuple[str, ...] = ()) -> Reading:
    """A table whose headings and cells are divided by ``|``."""
    cells = [[cell.strip() for cell in row.split("|")] for row in rows]
    columns = [pl.Series([row[at] for row in cells]) for at in range(len(cells[0]))]
    texts = [text.strip() for text in headings.split("|")]
    table = Table(columns, texts, line=1, as_written=True, above=above)
    return read_table(table, Source("a.md", "a.md", Path("a.md")))


def values(reading: Reading, metric: str) -> list[float]:
    return named(reading.records).filter(metric=metric)["value"].to_list()


def assumed(reading: Reading) -> list[str]:
    return [note.text for note in reading.notes if note.kind == "assumed"]


def test_one_comma_that_is_decimal_tells_of_all_in_the_table() -> None:
    reading = read("GPUs|Time (s)|Img/sec", "1|1.234,5|1,498", "2|640,25|2,912", "4|330|5,702")
    assert values(reading, "runtime") == [1234.5, 640.25, 330.0]
    assert values(reading, "throughput") == [1.498, 2.912, 5.702]
    assert assumed(reading) == [
        "commas in `Time (s)`, `Img/sec` read as decimal points",
    ]


def test_no_group_of_thousands_begins_with_a_zero() -> None:
    # The table of a student's OpenMP report in Portuguese.
    reading = read("threads|Baseline (s)", "1|1,432", "4|0,522", "16|0,226")
    assert values(reading, "baseline") == [1.432, 0.522, 0.226]


def test_beside_decimal_commas_a_point_is_one_of_thousands() -> None:
    reading = read("ranks|Zeit (s)|Zellen/s", "1|6,03|52.638", "2|3,29|48.229")
    assert values(reading, "runtime") == [6.03, 3.29]
    assert named(reading.records).filter(unit="Zellen/s")["value"].to_list() == [52638, 48229]
    assert "points in `Zellen/s` read as thousands separators" in assumed(reading)


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("1567,034", "30,786", [1567.034, 30.786]),
        ("12,5", "30,786", [12.5, 30.786]),
        ("1,567.1", "30,786", [1567.1, 30786.0]),
        ("12,5", "30.75", [12.5, 30.75]),
        ("1,567", "30,786", [1567.0, 30786.0]),
    ],
)
def test_one_table_of_a_document_tells_of_the_others(
    tmp_path: Path, first: str, second: str, expected: list[float]
) -> None:
    table = "## {n}\n\n| cores | img/s |\n|---|---|\n| 1 | {n} |\n\n"
    path = tmp_path / "runs.md"
    path.write_text(table.format(n=first) + table.format(n=second))
    records = named(load([str(path)]).records)
    assert records.filter(metric="throughput")["value"].to_list() == expected


def test_points_and_commas_that_are_clear_one_by_one() -> None:
    reading = read("cores|Time (s)|Speedup", "1|100.5|1.00", "2|95|1.05", "4|53|1,87", "8|28|3,5")
    assert reading.records["stated_speedup"].to_list() == [1.0, 1.05, 1.87, 3.5]
    assert values(reading, "runtime") == [100.5, 95, 53, 28]
    assert "commas in `Speedup` read as decimal points" in assumed(reading)


def test_a_column_of_decimal_commas_beside_a_mixed_one_is_read_as_such() -> None:
    reading = read(
        "cores|Time (s)|Speedup|Efficiency",
        *("1|1,315|1.000|1.000", "2|0,755|1,741|0,870", "4|0,465|2,827|0,707"),
    )
    assert values(reading, "runtime") == [1.315, 0.755, 0.465]
    assert reading.records["stated_speedup"].to_list() == [1.0, 1.741, 2.827]
    assert reading.records["stated_efficiency"].to_list() == [1.0, 0.870, 0.707]


def test_a_comma_that_may_be_of_thousands_beside_points_is_that() -> None:
    reading = read("cores|Time (s)", "1|1,234", "2|640.5", "4|330.25")
    assert values(reading, "runtime") == [1234, 640.5, 330.25]


@pytest.mark.parametrize("mark", ["≈", "~", "≈ ", "≅", "ca. ", "about ", "approx. "])
def test_a_number_that_is_about_right_is_one(mark: str) -> None:
    reading = read(
        "cores|Time (s)|Speedup|Efficiency", "1|100|1x|100%", f"2|{mark}57|{mark}1.8x|{mark}88 %"
    )
    assert values(reading, "runtime") == [100, 57]
    assert reading.records["stated_speedup"].to_list() == [1, 1.8]
    assert reading.records["stated_efficiency"].to_list() == [1, 0.88]


@pytest.mark.parametrize(
    ("headings", "cells", "read_as"),
    [
        ("Kerne|Laufzeit (ms)", ("1.234", "640"), [1.234, 0.64]),
        ("Kerne|Laufzeit (s)", ("1.234", "0.640"), [1.234, 0.64]),
        ("cores|runtime (s)", ("1.234", "640"), [1.234, 640.0]),
    ],
)
def test_a_point_above_numbers_below_a_thousand(
    headings: str, cells: tuple[str, str], read_as: list[float]
) -> None:
    reading = read(headings, f"1|{cells[0]}", f"2|{cells[1]}")
    assert values(reading, "runtime") == read_as


def test_a_table_with_decimal_points_has_commas_of_thousands() -> None:
    reading = read("GPUs|Time (s)|Img/sec", "1|12.5|1,498", "2|6.4|2,912")
    assert values(reading, "throughput") == [1498.0, 2912.0]
    assert not assumed(reading)


@pytest.mark.parametrize("cells", [("12.5", "13,500"), ("1,2,3", "1,5")])
def test_other_commas_stay(cells: tuple[str, str]) -> None:
    reading = read("GPUs|Time(s)", f"1|{cells[0]}", f"2|{cells[1]}")
    assert not [text for text in assumed(reading) if "commas" in text]


def test_commas_before_three_digits_are_read_as_in_english_and_that_is_said() -> None:
    reading = read("GPUs|Time(s)", "1|1,024", "2|2,048")
    assert values(reading, "runtime") == [1024.0, 2048.0]
    assert [text for text in assumed(reading) if "commas" in text]


class TestSecondsToTheThousandth:
    """``296,508 s`` is three and a half days, or five minutes."""

    def test_a_factor_above_the_table_tells(self) -> None:
        reading = read("threads|time", "1|296,508 s", "2|190,435 s", above=("3,04x, 82,6 %",))
        assert values(reading, "runtime") == [296.508, 190.435]

    def test_the_language_of_the_headings_tells(self) -> None:
        reading = read("Hilos|Tiempo registrado", "1|296,508 s", "2|190,435 s")
        assert values(reading, "tiempo_registrado") == [296.508, 190.435]
        assert assumed(reading) == ["commas in `Tiempo registrado` read as decimal points"]

    @pytest.mark.parametrize(
        ("heading", "above"),
        [("time", ()), ("time", ("1,2 and 4 threads",)), ("Tiempo", ("3.04x with 1,2 %",))],
    )
    def test_without_a_sign_they_are_thousands(self, heading: str, above: tuple[str, ...]) -> None:
        reading = read(f"threads|{heading}", "1|296,508 s", "2|190,435 s", above=above)
        assert values(reading, "runtime") == [296508.0, 190435.0]

    def test_milliseconds_are_not_written_so_finely(self) -> None:
        reading = read("Hilos|Tiempo (ms)", "1|296,508", "2|190,435")
        assert values(reading, "runtime") == [296.508, 190.435]


@given(st.lists(st.floats(0.01, 9e5).map(lambda x: round(x, 2)), min_size=1, max_size=8))
def test_numbers_written_with_decimal_commas_come_back(numbers: list[float]) -> None:
    written = [
        f"{number:,.2f}".replace(",", " ").replace(".", ",").replace(" ", ".") for number in numbers
    ]
    points = with_decimal_points(pl.Series(written))
    assert points is not None
    assert points.cast(pl.Float64).to_list() == numbers


@pytest.mark.parametrize(
    "efficiencies", ["100%;95.6%;88.3%", "100.0%;95.6%;88.3%", "1;0,956;0,883"]
)
def test_four_digits_before_a_comma_are_no_thousands(tmp_path: Path, efficiencies: str) -> None:
    path = tmp_path / "times.csv"
    times = "2952,009;1544,280;835,573"
    path.write_text(f"nodes;1;2;4\nTime (s);{times}\nEfficiency;{efficiencies}\n")
    found = load([str(path)]).records.filter(pl.col("metric") == "runtime")["value"]
    assert found.to_list() == [2952.009, 1544.28, 835.573]
