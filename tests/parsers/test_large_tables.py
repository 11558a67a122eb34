"""What a table of many rows costs: no row is looked at in Python."""

from __future__ import annotations

import sys
from pathlib import Path

import polars as pl
import pytest

from parsers import load
from parsers.source import Source

ROWS = 10_000
HEADINGS = "benchmark,nodes,system,compiler,runtime_s\n"


def calls_of_load(path: Path) -> int:
    """How many functions are called to read a file."""
    called = 0

    def count(_frame: object, event: str, _what: object) -> None:
        nonlocal called
        called += event in ("call", "c_call")

    sys.setprofile(count)
    try:
        load([str(path)])
    finally:
        sys.setprofile(None)
    return called


def test_the_calls_do_not_grow_with_the_rows(tmp_path: Path) -> None:
    calls = []
    for times in (3, 3, 6):
        path = tmp_path / f"runs{times}.csv"
        rows = (
            f"b{row % 50},{2 ** (row % 7)},s{row % 3},gcc {row % 4},{row % 97 + 0.5}\n"
            for row in range(times * ROWS)
        )
        path.write_text(HEADINGS + "".join(rows))
        calls.append(calls_of_load(path))
    # The first one imports. A few thousand cells are worked through in Python, these are too many.
    assert calls[2] - calls[1] < ROWS / 2, calls


@pytest.mark.parametrize("search", ["unique", "n_unique", "__truediv__"])
def test_no_column_is_searched_whole_for_what_differs(
    search: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "runs.csv"
    rows = (
        f"b{row % 50},{2 ** (row % 7)},s{row % 3},gcc {row % 4},{row % 97 + 0.5}\n"
        for row in range(3 * ROWS)
    )
    path.write_text(HEADINGS + "".join(rows))
    load([str(path)])
    searched: list[str] = []
    of_polars = getattr(pl.Series, search)

    def noted(self: pl.Series, *arguments: object) -> object:
        searched.extend([self.name] * (len(self) == 3 * ROWS))
        return of_polars(self, *arguments)

    monkeypatch.setattr(pl.Series, search, noted)
    load([str(path)])
    assert not searched


def test_a_text_of_which_nothing_is_claimed_is_not_written_anew() -> None:
    source = Source("runs.csv", "runs.csv", Path("runs.csv"), b"nodes,time\n1,10\n")
    assert source.without(()) is source
