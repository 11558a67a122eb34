"""What a table computes from its own values is no run, wherever it stands and whatever its word."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.reading.small_studies import BASE, SECOND, THREE, series_in

REPEATS = {1: (99, 100, 101), 2: (51, 52, 53), 4: (27.5, 28, 28.5)}


def written(folder: Path, rows: list[str]) -> Path:
    path = folder / "runs.csv"
    path.write_text("\n".join(rows) + "\n")
    return path


@pytest.mark.parametrize(
    ("word", "computed"),
    [
        ("std", (1, 1, 0.5)),
        ("± std", (1, 1, 0.5)),
        ("relative std", (1, 1.92, 1.79)),
        ("Standardabweichung", (1, 1, 0.5)),
        ("Mittelwert", (100, 52, 28)),
        ("moyenne", (100, 52, 28)),
        ("平均", (100, 52, 28)),
        ("mean ± std", (100, 52, 28)),
    ],
)
def test_rows_among_repeats(tmp_path: Path, word: str, computed: tuple[float, ...]) -> None:
    rows = ["cores,run,time_s"]
    for (cores, times), value in zip(REPEATS.items(), computed, strict=True):
        rows += [f"{cores},{number},{time}" for number, time in enumerate(times, 1)]
        rows.append(f"{cores},{word},{value}")
    assert series_in(written(tmp_path, rows)) == [THREE]


@pytest.mark.parametrize(
    ("word", "computed"),
    [
        ("All", (160, 88, 48)),
        ("Max", (100, 52, 28)),
        ("GM", (77.46, 43.27, 23.66)),
        ("Durchschnitt", (80, 44, 24)),
        ("合计", (160, 88, 48)),
    ],
)
def test_a_row_and_a_column_beside_codes(
    tmp_path: Path, word: str, computed: tuple[float, ...]
) -> None:
    both = sorted([THREE, SECOND], key=str)
    last = ",".join(map(str, computed))
    rows = ["code,1 core,2 cores,4 cores", "cg,100,52,28", "mg,60,36,20", f"{word},{last}"]
    assert series_in(written(tmp_path, rows)) == both
    cells = zip(("1,100,60", "2,52,36", "4,28,20"), computed, strict=True)
    rows = [f"cores,cg (s),mg (s),{word}", *(f"{row},{value}" for row, value in cells)]
    assert series_in(written(tmp_path, rows)) == both


def test_a_deviation_among_named_statistics(tmp_path: Path) -> None:
    path = tmp_path / "runs.md"
    path.write_text(
        "| cores | | time (s) |\n|---|---|---|\n| 1 | mean | 100 |\n| | std | 0.6 |\n"
        "| 2 | mean | 52 |\n| | std | 0.4 |\n"
    )
    assert series_in(path) == [{1: BASE, 2: 96.2}]


def test_a_name_that_is_no_sum_stays(tmp_path: Path) -> None:
    rows = ["code,1 core,2 cores,4 cores", "all,100,52,28", "max,60,36,20"]
    assert series_in(written(tmp_path, rows)) == sorted([THREE, SECOND], key=str)
