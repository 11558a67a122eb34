"""Plain text: columns in line, blocks under a line, data files as gnuplot reads them."""

from __future__ import annotations

from collections.abc import Sequence

from tests.reading.cells import Spelling, spelt
from tests.reading.table import Block, Table


def aligned(table: Table, thousands: str = "") -> str:
    """Return the table with its columns in line, two blanks between them."""
    spelling = Spelling(thousands=thousands)
    rows = [list(table.headings)]
    rows += [[spelt(cell, spelling) or "-" for cell in row] for row in table.rows]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return "".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        + "\n"
        for row in rows
    )


def text_blocks(blocks: Sequence[Block], style: str = "", thousands: str = "") -> str:
    """Return the blocks, each under the line that names it; a loop leaves no blank lines."""
    parts = []
    for block in blocks:
        lines = [line for line in (block.title, block.sentence) if line]
        parts.append("".join(f"{line}\n" for line in lines) + aligned(block.table, thousands))
    return ("" if style == "loop" else "\n").join(parts)


def gnuplot(blocks: Sequence[Block], named: bool, thousands: str = "") -> str:
    """Return a data file: headings in comments, two blank lines between blocks."""
    spelling = Spelling(thousands=thousands)
    parts = []
    for block in blocks:
        title = f"# {block.title}\n" if named and block.title else ""
        heading = "# " + " ".join(heading.replace(" ", "_") for heading in block.table.headings)
        rows = [
            " ".join((spelt(cell, spelling) or "-").replace(" ", "_") for cell in row)
            for row in block.table.rows
        ]
        parts.append(title + "\n".join([heading, *rows]) + "\n")
    return "\n\n".join(parts)
