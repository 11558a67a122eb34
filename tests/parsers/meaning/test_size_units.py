"""Sizes keep the unit that the source writes them in."""

from __future__ import annotations

from pathlib import Path

import pytest

from parsers import Loaded, load


def sizes(folder: Path, heading: str, *cells: str) -> Loaded:
    path = folder / "osu.csv"
    lines = [
        f"lib,{heading},bandwidth (MB/s)",
        *(f"mpi,{cell},{n}" for n, cell in enumerate(cells)),
    ]
    path.write_text("\n".join(lines) + "\n")
    return load([str(path)])


@pytest.mark.parametrize(
    ("heading", "cells", "size", "unit"),
    [
        ("size", ("32 KiB", "1 MiB"), [32768, 1 << 20], ["KiB", "MiB"]),
        ("size", ("32 KB", "1 MB"), [32000, 1e6], ["KB", "MB"]),
        ("block size", ("32K", "1M"), [32768, 1 << 20], ["K", "M"]),
        ("bs", ("32k", "1m"), [32768, 1 << 20], ["k", "m"]),
        ("xfersize", ("32KiB", "1MiB"), [32768, 1 << 20], ["KiB", "MiB"]),
        ("size", ("32K", "1M"), [32768, 1 << 20], ["K", "M"]),
        ("size (KiB)", ("32", "1024"), [32768, 1 << 20], ["KiB", "KiB"]),
        ("message size (bytes)", ("1", "32768"), [1, 32768], ["bytes", "bytes"]),
        ("size", ("1", "32768"), [1, 32768], [None, None]),
        ("size (elements)", ("1", "32768"), [1, 32768], ["elements", "elements"]),
        ("size (words)", ("1", "32768"), [1, 32768], ["words", "words"]),
        ("elements", ("1", "32768"), [1, 32768], ["elements", "elements"]),
    ],
)
def test_the_unit_of_sizes(
    heading: str, cells: tuple[str, ...], size: list[float], unit: list[str | None], tmp_path: Path
) -> None:
    records = sizes(tmp_path, heading, *cells).records
    assert records["size"].to_list() == size
    assert records["size_unit"].to_list() == unit


def test_letters_for_powers_of_1024_are_said(tmp_path: Path) -> None:
    found = sizes(tmp_path, "size", "4K", "64K")
    assert [note.text for note in found.notes] == ["`size`: K, M and G read as KiB, MiB and GiB"]


def test_letters_of_problems_stay_thousands(tmp_path: Path) -> None:
    assert sizes(tmp_path, "elements", "4K", "64K").records["size"].to_list() == [4000, 64000]
