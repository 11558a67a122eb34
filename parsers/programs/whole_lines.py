"""The lines of a log that a program writes line by line: the last one has an end, or is cut off."""

from __future__ import annotations

from parsers.notes import Note
from parsers.source import Source


def whole_lines(source: Source) -> tuple[list[str], list[Note]]:
    """Return the lines that end, and a remark on one that does not."""
    *whole, rest = source.lines
    if not rest.strip():
        return whole, []
    return whole, [Note("skipped", "last line is cut off", source.name, len(whole) + 1)]
