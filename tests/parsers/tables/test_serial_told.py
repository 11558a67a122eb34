"""The time of the serial program, in a text beside a table or in a column of symbols."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.reading.small_studies import BASE, THREE, Series, series_in

ROWS = "| cores | time (s) |\n|---|---|\n| 2 | 52 |\n| 4 | 28 |\n"
RELATIVE: Series = {2: BASE, 4: 92.9}


def read(folder: Path, text: str) -> list[Series]:
    (folder / "a.md").write_text(text)
    return series_in(folder / "a.md")


@pytest.mark.parametrize(
    "said",
    [
        "Serial time: 100 s",
        "The sequential version takes 100 s.",
        "T1 = 100 s",
        "Baseline (1 core): 100 s",
        "single-core time is about 100 s",
        "T(1) = 1.667 min",
    ],
)
def test_it_is_the_run_on_one(tmp_path: Path, said: str) -> None:
    assert read(tmp_path, f"{said}\n\n{ROWS}") == [THREE]
    assert read(tmp_path, f"{ROWS}\n{said}\n") == [THREE]


@pytest.mark.parametrize(
    "said",
    [
        "Nodes with 1 core of 100 s granularity",
        "The serial part takes 3 s.",
        "Serial I/O at 100 GB/s",
        "Serial time: 100 s; T1 = 90 s",
        "The serial code took 400 s.",
    ],
)
def test_other_texts_are_none(tmp_path: Path, said: str) -> None:
    assert read(tmp_path, f"{said}\n\n{ROWS}") == [RELATIVE]


def test_a_stated_baseline_stays(tmp_path: Path) -> None:
    rows = "| cores | time (s) | speedup |\n|---|---|---|\n| 2 | 52 | 1.0 |\n| 4 | 28 | 1.86 |\n"
    assert read(tmp_path, f"Serial time: 100 s\n\n{rows}") == [RELATIVE]


def test_symbols_stand_for_both(tmp_path: Path) -> None:
    rows = "| p | T1 (s) | Tp (s) |\n|---|---|---|\n| 2 | 100 | 52 |\n| 4 | 100 | 28 |\n"
    assert read(tmp_path, rows) == [THREE]
