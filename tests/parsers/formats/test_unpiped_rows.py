"""Rows in the text of a document that no viewer draws as a table, and what stands beside counts."""

from __future__ import annotations

from pathlib import Path

import pytest

from parsers import load

COMMAS = """\
# Measurements

Grid: 64x64
Unit: seconds

Copied from the sheet
Threads, Total time (s), Setup (s)
1,8.5,0.25
2,4.5,0.25

The second grid was larger, so that (1,2) is no row.
"""
RULED = """\
# Measurements

procs         speedup    time (s)
-----         -------    --------
1 (no MPI)    1          12.5
1             1          12.75
2             1.96       6.5
"""
HIDDEN = """\
# Stores

## First

| Operation | ops/s |
|---|---|
| insert | 310 |

## Second

| Operation | ops/s |
|---|---|
| scan | 290 |
"""
SENTENCES = """\
# Notes

We tried 1, 2 and 4 threads, which took long.
On 8, it was 3, 4 or 5 times faster, at best.
Runs with 16, 32 and 64 threads, 3 each, failed.
"""


@pytest.mark.parametrize(
    ("text", "names", "expected"),
    [
        pytest.param(COMMAS, ("threads", "value"), [(1, 8.5), (2, 4.5)], id="commas"),
        pytest.param(
            RULED,
            ("ranks", "case", "value"),
            [(1, "no MPI", 12.5), (1, None, 12.75), (2, None, 6.5)],
            id="a rule of dashes, and a remark that tells a count apart",
        ),
        pytest.param(
            HIDDEN,
            ("case", "value"),
            [("insert / First", 310.0), ("scan / Second", 290.0)],
            id="headings above a column of names",
        ),
        pytest.param(SENTENCES, ("value",), [], id="sentences"),
    ],
)
def test_rows(
    tmp_path: Path, text: str, names: tuple[str, ...], expected: list[tuple[object, ...]]
) -> None:
    path = tmp_path / "README.md"
    path.write_text(text)
    records = load([str(path)]).records
    main = records.filter(records["metric"].cast(str).is_in(["runtime", "throughput"]))
    assert main.select(names).rows() == expected
