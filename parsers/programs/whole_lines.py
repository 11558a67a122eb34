"""The lines of a log that a program writes line by line: the last one has an end, or is cut off."""

from __future__ import annotations

from parsers.grammar.csv_line import csv_cells
from parsers.notes import Note
from parsers.source import Source


def whole_lines(source: Source) -> tuple[list[str], list[Note]]:
    """Return the lines that end, and a remark on one that does not."""
    *whole, rest = source.lines
    if not rest.strip():
        return whole, []
    return whole, [Note("skipped", "last line is cut off", source.name, len(whole) + 1)]


def first_names(source: Source) -> list[str]:
    """Return the cells of the first line of a CSV, for which no more than its head is looked at."""
    line = source.head.split(b"\n", 1)[0].decode("utf-8-sig", errors="replace")
    return csv_cells(line.rstrip("\r"))
