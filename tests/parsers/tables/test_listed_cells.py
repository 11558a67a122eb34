"""Cells that list repeats."""

from __future__ import annotations

from pathlib import Path

import pytest

from parsers import Loaded, load


def read(tmp_path: Path, cells: tuple[str, ...], heading: str = "times (s)") -> Loaded:
    rows = "".join(f"| {2**place} | {cell} |\n" for place, cell in enumerate(cells))
    (tmp_path / "runs.md").write_text(f"| nodes | {heading} |\n|---|---|\n{rows}")
    return load([str(tmp_path / "runs.md")])


@pytest.mark.parametrize("between", [" / ", "/", ", ", "; ", " "])
def test_numbers_in_a_cell_are_repeats(between: str, tmp_path: Path) -> None:
    cells = tuple(between.join(each) for each in (("64.5", "64.7"), ("33.5", "33.1")))
    loaded = read(tmp_path, cells)
    assert loaded.records["samples"].to_list() == [[64.5, 64.7], [33.5, 33.1]]
    assert any("read as repeats" in note.text for note in loaded.notes)


def test_a_run_without_numbers_keeps_its_reason(tmp_path: Path) -> None:
    loaded = read(tmp_path, ("64.5 / 64.7", "33.5 / 33.1", "OOM"))
    assert loaded.records["status"].to_list() == ["ok", "ok", "failed"]


@pytest.mark.parametrize(
    "cells",
    [("64.5 / 12.7", "33.5 / 3.1"), ("1 234", "1 001"), ("64.5 / 64.7", "about 33 / 34 or so")],
)
def test_numbers_that_are_no_repeats_are_left(cells: tuple[str, ...], tmp_path: Path) -> None:
    loaded = read(tmp_path, cells)
    assert not any("read as repeats" in note.text for note in loaded.notes)


@pytest.mark.parametrize("heading", ["time min/avg/max (s)", "time (s) [max/mean/min]"])
def test_statistics_that_the_heading_names_are_no_repeats(heading: str, tmp_path: Path) -> None:
    cells: tuple[str, ...] = ("99/100/101", "50/52/53.6")
    if "max/" in heading:
        cells = tuple("/".join(reversed(cell.split("/"))) for cell in cells)
    loaded = read(tmp_path, cells, heading)
    assert not loaded.records["samples"].count()
    values = dict(loaded.records.group_by("metric", maintain_order=True).agg("value").iter_rows())
    assert values["runtime"] == [100, 52]
    assert [99, 50] in values.values()
    assert [101, 53.6] in values.values()
