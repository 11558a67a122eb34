"""Rows below headings that blanks set apart: how many cells they have, and what is a single one."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from parsers import Loaded, load
from parsers.run_records.records import named


def read(folder: Path, text: str, name: str = "out.txt") -> Loaded:
    path = folder / name
    path.write_text(text)
    return load([str(path)])


@pytest.mark.parametrize(
    "text",
    [
        # Eight cells below six headings, the last three of them one cell between wide gaps.
        "nodes  ranks  time (s)  gain  eff  mem\n1  4  99  1  100  3 4 5\n2  8  52  2  96  3 4 5\n",
        # As many cells as words, but the unit is no heading.
        "nodes  ranks  time (s)  mem\n1  4  100.2  3 4\n2  8  52.1  3 4\n",
    ],
)
def test_a_cell_of_several_numbers_pairs_with_no_heading(tmp_path: Path, text: str) -> None:
    """Which of them the heading means cannot be told."""
    assert read(tmp_path, text).records.is_empty()


@pytest.mark.parametrize(
    "text",
    [
        # A name in brackets heads a column of its own, and the numbers beside it have a sign more.
        "Suite          (size)  Mode  Cnt  Score      Error  Units\n"
        "map.get          0064  fast   20  862.2 ± 118.1  ops/s\n"
        "map.get          0256  fast   20  663.3 ± 788.2  ops/s\n",
        "copy 12ms 16kB\nscale 13ms 18kB\nadd 15ms 19kB\n",
        "copy  n=8  4 GB/s  1\nscale  n=16  5 GB/s  1\nadd  n=32  6 GB/s  1\n",
    ],
)
def test_a_row_is_no_heading_of_those_below_it(tmp_path: Path, text: str) -> None:
    assert read(tmp_path, text).records.is_empty()


def test_a_unit_behind_a_blank_is_no_heading(tmp_path: Path) -> None:
    records = read(tmp_path, "nodes ranks time (s)\n1 4 100.2\n2 8 52.1\n").records
    assert records["value"].to_list() == [100.2, 52.1]
    assert records["unit"].to_list() == ["s", "s"]


def test_blanks_between_thousands_are_within_one_number(tmp_path: Path) -> None:
    text = "nodes  particles  time (s)\n1  1 000 000  100.2\n2  1 000 000  52.1\n"
    assert read(tmp_path, text).records.height == 2


def test_one_row_of_repeats_is_a_table(tmp_path: Path) -> None:
    for count, first in ((1, 100.5), (2, 50.1)):
        text = f"rep 1   rep 2   rep 3\n{first}  {first + 1}  {first + 0.5}\n"
        (tmp_path / f"nodes_{count}.log").write_text(text)
    records = named(load([str(tmp_path)]).records)
    assert records["nodes"].to_list() == [1, 2]
    assert records["metric"].to_list() == ["value"] * 2
    assert [len(each) for each in records["samples"]] == [3, 3]


@pytest.mark.parametrize("text", ["item 1   item 2\n3.5  4.5\n", "run 1   run 3\n3.5  4.5\n"])
def test_one_row_of_anything_else_is_none(tmp_path: Path, text: str) -> None:
    assert read(tmp_path, text).records.is_empty()


def test_numbers_of_rows_have_no_heading_as_pandas_prints_them(tmp_path: Path) -> None:
    text = "   code  nodes  time_s\n0   WRF      1    64.5\n1   WRF      2    33.5\n"
    (tmp_path / "out.txt").write_text(text)
    records = named(load([str(tmp_path / "out.txt")]).records)
    assert records.select("benchmark", "nodes", "value").rows() == [
        ("WRF", 1, 64.5),
        ("WRF", 2, 33.5),
    ]


@pytest.mark.parametrize(
    "second", ["call/16/x            0.274 us", "call/16/x  0.274 us    in=1k"]
)
def test_a_line_of_amounts_is_no_heading_of_others(tmp_path: Path, second: str) -> None:
    text = f"call/8/x             0.264 us        0.534 us\n{second}        0.553 us\n"
    assert read(tmp_path, text * 3).records.is_empty()


def test_a_blank_cell_is_not_filled_by_the_unit_before_it(tmp_path: Path) -> None:
    """Two of these rows have as many words as there are headings, and a cell less."""
    text = (
        "System    Ranks   Memory  Device      Time\n"
        "small        32   768 MB              12.1\n"
        "small        96   1.5 GB               8.2\n"
        "large        64   512 MB  Tesla V100   5.5\n"
    )
    records = read(tmp_path, text).records.filter(pl.col("metric") == "runtime")
    assert records.select("ranks", "device", "value").rows() == [
        (32, None, 12.1),
        (96, None, 8.2),
        (64, "Tesla V100", 5.5),
    ]
