"""Units in the cells of a column say what a heading without a unit means."""

from __future__ import annotations

import polars as pl
import pytest

from parsers.headings.read_heading import read_heading
from parsers.meaning.units_of_cells import with_unit_of_cells
from parsers.tables.cells import read_numbers


@pytest.mark.parametrize(
    ("heading", "cells", "name"),
    [
        ("step", ["1.1 s", "209.9 ms"], "step_time"),
        ("epoch", ["41 s", None, "20 s"], "epoch_time"),
        ("Scaling", ["1.0x", "1.9x"], "stated_speedup"),
        ("Scaling", ["100%", "97%"], "stated_efficiency"),
        ("Linear scaling", ["100 %", "97 %"], "stated_efficiency"),
        ("Scaling (%)", ["100", "97"], "stated_efficiency"),
        # As much as 1.9 times.
        ("Scaling", ["100%", "190%"], "scaling"),
        # Nothing says that all are one quantity, or that they are a time.
        ("step", ["410 ms", "209.9"], "steps"),
        ("step", ["410 ms", "3 GB"], "steps"),
        ("step", ["100", "200"], "steps"),
        ("interval", ["5 s", "10 s"], "interval"),
    ],
)
def test_a_unit_in_each_cell_is_that_of_the_heading(
    heading: str, cells: list[str | None], name: str
) -> None:
    numbers = read_numbers(pl.Series(cells, dtype=pl.String))
    read = read_heading(heading).suiting(numeric=True)
    assert with_unit_of_cells(read, numbers).name == name
