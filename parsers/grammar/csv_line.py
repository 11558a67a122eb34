"""One line of comma-separated values, which is all of a row."""

from __future__ import annotations

import csv


def csv_cells(line: str, separator: str = ",", *, spaced: bool = False) -> list[str]:
    """Return the cells of a line, without the spaces before each where they are ``spaced``.

    A carriage return in it is a space, since it ends no line here. None where one cell is longer
    than any that is read.
    """
    try:
        return next(
            csv.reader([line.replace("\r", " ")], delimiter=separator, skipinitialspace=spaced), []
        )
    except csv.Error:
        return []
