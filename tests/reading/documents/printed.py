"""What programs print of each run: names with values on a line, or one below the other."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from tests.reading.cells import Spelling, spelt
from tests.reading.table import Block

MARKS: Final = {"equals": "=", "colon": ": ", "tab": ":\t"}
STAMP: Final = "2024-05-03 10:12:44 INFO "


def printed_lines(blocks: Sequence[Block], style: str) -> str:
    """Return a line for each run, ``np=4 time=1.2``; behind a logger's stamp where styled so."""
    stamp = STAMP if style == "stamp" else ""
    lines = [
        f"{stamp}{' '.join(f'{name}={cell}' for name, cell in pairs)}\n" for pairs in _runs(blocks)
    ]
    return "starting\n\n" + "".join(lines)


def paragraphs(blocks: Sequence[Block], style: str) -> str:
    """Return a paragraph for each run, with a name and a value on each line."""
    mark = MARKS.get(style, " : ")
    return "\n".join(
        "".join(f"{name}{mark}{cell}\n" for name, cell in pairs) for pairs in _runs(blocks)
    )


def _runs(blocks: Sequence[Block]) -> list[list[tuple[str, str]]]:
    spelling = Spelling()
    return [
        [
            (heading, spelt(cell, spelling) or "-")
            for heading, cell in zip(block.table.headings, row, strict=True)
        ]
        for block in blocks
        for row in block.table.rows
    ]
