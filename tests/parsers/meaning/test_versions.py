"""Versions that look like numbers stay what they are."""

from __future__ import annotations

from pathlib import Path

import pytest

from parsers import load


def versions_in(folder: Path, heading: str, *cells: str) -> list[object]:
    rows = [f"{cell},{nodes},{100 / nodes}" for cell in cells for nodes in (1, 2)]
    (folder / "runs.csv").write_text("\n".join([f"{heading},nodes,seconds", *rows]) + "\n")
    records = load([str(folder / "runs.csv")]).records
    return records[heading].unique(maintain_order=True).to_list()


@pytest.mark.parametrize("heading", ["version", "solver_version", "release", "cuda"])
def test_a_version_is_no_fraction(tmp_path: Path, heading: str) -> None:
    assert versions_in(tmp_path, heading, "1.9", "1.10", "1.1") == ["1.9", "1.10", "1.1"]


def test_what_is_written_with_as_many_decimals_is_a_number(tmp_path: Path) -> None:
    assert versions_in(tmp_path, "tolerance", "1.10", "1.50", "2.00") == [1.1, 1.5, 2.0]
    assert versions_in(tmp_path, "tolerance", "1", "1.5", "1.0") == [1.0, 1.5]


def test_whole_numbers_under_version_are_numbers(tmp_path: Path) -> None:
    assert versions_in(tmp_path, "version", "8", "9", "10") == [8, 9, 10]
