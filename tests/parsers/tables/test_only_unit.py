"""Units that stand once in a column, and numbers that have none."""

from __future__ import annotations

from pathlib import Path

import pytest

from parsers import Loaded, load


def read(tmp_path: Path, heading: str, *cells: str) -> Loaded:
    rows = "".join(f"| {2**place} | {cell} |\n" for place, cell in enumerate(cells))
    (tmp_path / "runs.md").write_text(f"| GPUs | {heading} |\n|---|---|\n{rows}")
    return load([str(tmp_path / "runs.md")])


@pytest.mark.parametrize(
    ("heading", "cells", "unit", "values"),
    [
        ("time", ("12.5 min", "6.5", "3.5"), "s", [750.0, 390.0, 210.0]),
        ("time", ("12.5 min", "6.5", "OOM"), "s", [750.0, 390.0, None]),
        ("ours", ("1.76×10⁵ QPS", "3.37×10⁵"), "queries/s", [176000.0, 337000.0]),
        ("bandwidth", ("12.5GB/s", "24"), "B/s", [12.5e9, 24e9]),
        ("time", ("12 min", "6 min", "3"), "s", [720.0, 360.0, 180.0]),
        ("time", ("12", "6 s", "OOM", "3"), "s", [12.0, 6.0, None, 3.0]),
    ],
)
def test_the_only_unit_of_a_column_is_that_of_all_numbers(
    heading: str, cells: tuple[str, ...], unit: str, values: list[float], tmp_path: Path
) -> None:
    loaded = read(tmp_path, heading, *cells)
    assert loaded.records["value"].to_list() == values
    assert loaded.records["unit"].unique().to_list() == [unit]
    assert any("the only unit behind numbers" in note.text for note in loaded.notes)


@pytest.mark.parametrize("cells", [("12 s", "6 s", "3000"), ("12 min", "6", "180 s")])
def test_numbers_without_a_unit_beside_several_that_have_one_are_told_of(
    cells: tuple[str, ...], tmp_path: Path
) -> None:
    loaded = read(tmp_path, "time", *cells)
    assert loaded.records["unit"].null_count() == 1
    assert any("1 of 3 numbers without a unit" in note.text for note in loaded.notes)


@pytest.mark.parametrize(
    ("heading", "cells"),
    [
        ("time (s)", ("12 s", "6", "3")),
        ("time", ("12 s", "6 s", "3 s")),
        ("time", ("12000", "6 s", "3 s")),
        ("time", ("1h 30m", "45", "20")),
    ],
)
def test_no_unit_is_taken_over_from_numbers_far_away_or_where_all_have_one(
    heading: str, cells: tuple[str, ...], tmp_path: Path
) -> None:
    loaded = read(tmp_path, heading, *cells)
    assert not any("the only unit behind numbers" in note.text for note in loaded.notes)
