"""Headings of aligned text over several lines are joined where every word has one column."""

from __future__ import annotations

import pytest

from parsers.documents.stacked_headings import with_headings_joined

ROWS = ["   24     1810.0      1.00", "   48      930.0      0.97"]
WHOLE = ["No. of   Run time    Parallel", " cores      (s)     efficiency"]


def joined(lines: list[str]) -> list[str]:
    return [text for _, text in with_headings_joined([*enumerate(lines, start=1)])]


@pytest.mark.parametrize(
    ("headings", "told"),
    [
        (WHOLE, "No. of cores   Run time (s)   Parallel efficiency"),
        (
            ["           Wall       CPU", " Procs     time      time", "           [s]       [s]"],
            "Procs   Wall time [s]   CPU time [s]",
        ),
    ],
)
def test_each_word_goes_to_the_column_below_it(headings: list[str], told: str) -> None:
    blank = [""] * (len(headings) - 1)
    assert joined([*headings, *ROWS]) == [*blank, told, *ROWS]
    assert joined(["", *headings, "-" * 30, *ROWS]) == ["", *blank, told, "-" * 30, *ROWS]


@pytest.mark.parametrize(
    "lines",
    [
        # The last line says it all: what is above it is a title.
        ["Sirius   early access   run", " cores     time (s)    memory", *ROWS],
        # A word stands over two columns.
        ["No. of   Run time of all    Parallel", *WHOLE[1:], *ROWS],
        # A row has fewer cells: nothing says below which heading they are.
        [*WHOLE, ROWS[0], "   48      930.0"],
        # Nothing is counted.
        ["Name of  Run time    Parallel", " a case      (s)     efficiency", *ROWS],
        # One row may be anything.
        [*WHOLE, ROWS[0]],
    ],
)
def test_anything_else_stays_as_it_is(lines: list[str]) -> None:
    assert joined(lines) == lines
