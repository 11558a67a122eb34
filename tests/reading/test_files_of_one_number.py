"""Files that hold a number or two, of which their names say what they are and on how many."""

from __future__ import annotations

from pathlib import Path

import pytest

from parsers import load
from parsers.run_records.records import named


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("time_n{}.txt", "{}\n"),
        ("run_{}nodes.log", "time={}\n"),
        ("n{}/times.txt", "{}\n{}\n"),
        ("{}nodes/log.solver", "Reading mesh ... done\nWall time: {}\n"),
        ("nodes_{}.out", "Reading mesh ... done\nWall time: {}\nPeak memory: 3 MB\n"),
        ("nodes_{}.out", "Wall time: {}\niterations: 30\n"),
    ],
)
def test_they_are_runs_of_one_series(tmp_path: Path, name: str, text: str) -> None:
    for count, seconds in ((1, 8.5), (2, 4.5), (4, 2.5)):
        file = tmp_path / name.format(count)
        file.parent.mkdir(exist_ok=True)
        file.write_text(text.format(seconds, seconds))
    found = named(load([str(tmp_path)]).records).filter(metric="runtime")
    runs = set(found.select("nodes", "value").iter_rows())
    assert runs == {(1, 8.5), (2, 4.5), (4, 2.5)}


@pytest.mark.parametrize(
    ("name", "text"),
    [("pid.txt", "12345\n"), ("settings.txt", "timeout=30\nhost=3\n"), ("note_n4.txt", "2.5\n")],
)
def test_a_number_that_nothing_names_is_no_run(tmp_path: Path, name: str, text: str) -> None:
    (tmp_path / name).write_text(text)
    assert load([str(tmp_path / name)]).records.is_empty()
