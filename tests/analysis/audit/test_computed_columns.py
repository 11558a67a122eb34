"""Columns that were computed from two others of their table."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.audit import kinds
from tests.analysis.audit.audit_documents import audited, found, lines, table

RATIO = table(
    "kernel NumPy_(ms) Numba_(ms) CuPy_(ms) Numba_speedup CuPy_speedup",
    *("saxpy 12.1 6.3 0.9 1.92x 13.4x", "gemm 210.0 230.0 9.8 0.91x 21.4x"),
    *("sort 88.0 41.0 5.2 {}x 16.9x", "fft 140.0 99.0 4.4 1.41x 31.8x"),
)
CHANGE = table(
    "kernel GCC_12 GCC_13 change",
    *("copy 182.4 204.6 +12_%", "triad 178.9 199.1 {}_%", "dgemm 2410.0 2396.1 -1_%"),
    "fft 88.2 97.7 +11_%",
)
SUM = table(
    "cores start-up_(s) solver_(s) total_(s)",
    *("1 12.1 300.5 312.6", "2 12.4 153.2 165.6", "4 12.9 79.8 {}", "8 14.0 44.1 58.1"),
)


@pytest.mark.parametrize(
    ("text", "slip", "line"),
    [(RATIO, "2.51", 5), (CHANGE, "+21", 4), (SUM, "97.2", 5)],
    ids=["a ratio", "a change in percent", "a sum"],
)
def test_the_one_that_does_not_follow_is_suspect(
    text: str, slip: str, line: int, tmp_path: Path
) -> None:
    document = audited(tmp_path, text.format(slip).replace("_", " "))
    ((where, what),) = found(document, kinds.WRONG_DERIVED)
    assert where == [line]
    assert "in the other rows" in what


@pytest.mark.parametrize(
    "text",
    [
        *(RATIO.format("2.15"), RATIO.format("2.14"), CHANGE.format("+11"), SUM.format("92.7")),
        SUM.format("97.2").replace("165.6", "170.2"),
        SUM.format("92.7").replace("312.6", "330.1").replace("58.1", "71.9"),
    ],
    ids=[
        "right",
        "rounded up",
        "right change",
        "right sum",
        "two of four",
        "of more than is shown",
    ],
)
def test_nothing_is_said_of_what_may_be_right(text: str, tmp_path: Path) -> None:
    assert lines(audited(tmp_path, text.replace("_", " ")), kinds.WRONG_DERIVED) == []
