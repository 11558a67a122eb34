"""CSV and its kin."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from io import StringIO
from typing import Final

from tests.reading.cells import Spelling, spelt
from tests.reading.table import Block, Table

MARKS: Final = {"csv": ",", "tsv": "\t", "semicolon": ";", "psv": "|"}


def spelling_of(container: str, thousands: str) -> Spelling:
    """Return how numbers are spelt; semicolons go with decimal commas."""
    return Spelling("," if container == "semicolon" else ".", thousands)


def rows_text(table: Table, container: str, thousands: str = "") -> str:
    """Return one table, quoted where a cell needs it."""
    out = StringIO()
    writer = csv.writer(out, delimiter=MARKS[container], lineterminator="\n")
    spelling = spelling_of(container, thousands)
    writer.writerow(table.headings)
    writer.writerows([spelt(cell, spelling) for cell in row] for row in table.rows)
    return out.getvalue()


def delimited(blocks: Sequence[Block], container: str, style: str, thousands: str = "") -> str:
    """Return the blocks, one below the other, under comments or lines of text."""
    parts = []
    for block in blocks:
        lines = [line for line in (block.title, block.sentence) if line]
        mark = "" if style == "again" else "# "
        text = "".join(f"{mark}{line}\n" for line in lines)
        parts.append(text + rows_text(block.table, container, thousands))
    return ("" if style == "loop" else "\n").join(parts)
