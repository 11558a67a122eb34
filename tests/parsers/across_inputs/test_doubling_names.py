"""Files that only numbers tell apart: counts where these double and times fall with them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.reading.small_studies import SECOND, THREE, series_in

FIRST = {1: 100, 2: 52, 4: 28}
OTHER = {1: 60, 2: 36, 4: 20}


def study(folder: Path, names: str, times: dict[int, int]) -> None:
    for number, time in times.items():
        path = folder / names.format(number)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"Starting\nElapsed time: {time} s\n")


@pytest.mark.parametrize(
    "names",
    ["{}/run.log", "out.{}", "strong_{}.log", "{}p.out", "scaling/{}/slurm.out", "pe{}.log"],
)
def test_numbers_that_double_count(tmp_path: Path, names: str) -> None:
    study(tmp_path, names, FIRST)
    assert series_in(tmp_path) == [THREE]


def test_each_series_has_its_own(tmp_path: Path) -> None:
    study(tmp_path, "gcc/{}/run.log", FIRST)
    study(tmp_path, "clang/{}/run.log", OTHER)
    assert series_in(tmp_path) == [SECOND, THREE]


@pytest.mark.parametrize(
    ("names", "times"),
    [
        ("tile_{}.log", FIRST),
        ("bs{}/run.log", FIRST),
        ("v{}.log", FIRST),
        ("{}/run.log", {1: 100, 2: 99, 4: 101}),
        ("{}/run.log", {1: 100, 2: 52, 3: 35}),
    ],
)
def test_others_do_not(tmp_path: Path, names: str, times: dict[int, int]) -> None:
    study(tmp_path, names, times)
    assert {each for series in series_in(tmp_path) for each in series.values()} == {None}
