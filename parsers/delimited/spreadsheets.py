"""What spreadsheets save as text: tables side by side, and pivot tables.

Each becomes a text of its own with the lines where they stand, so that numbers of lines agree.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final, NamedTuple

from parsers.delimited.dialect import head_text
from parsers.delimited.heading_rows import is_heading
from parsers.delimited.split_lines import Row, read_rows
from parsers.grammar.patterns import Pattern
from parsers.notes import Note
from parsers.reader import ReadError
from parsers.source import Source

_DELIMITERS: Final = ",;\t"
_FEWEST: Final = 3
_VALUES = Pattern(
    r"(?i)(?P<how>sum|average|mean|max|min|summe|mittelwert|somme|moyenne|suma|promedio)"
    r"\s*(?:of|von|de|-)\s+(?P<what>\S.*)"
)
_TOTAL = Pattern(
    r"(?i)(?:grand total|total result|gesamtergebnis|total général|total general|total)\s*"
)
_ROWS = Pattern(r"(?i)(?:row labels|zeilenbeschriftungen|étiquettes de lignes)\s*")
_SUMS: Final = ("sum", "summe", "somme", "suma")


class Sheet(NamedTuple):
    """A text with one table, or with several below each other, and what was assumed of it."""

    source: Source
    notes: tuple[Note, ...] = ()


def sheets_of(source: Source) -> list[Sheet]:
    """Return the sheets that a text is made of; of most texts that is the text itself."""
    if source.goes_on:
        return [Sheet(source)]
    text = head_text(source)
    for delimiter in _DELIMITERS:
        # A column without anything, and a pivot's corner, leave two delimiters in a row.
        if 2 * delimiter not in text:
            continue
        try:
            rows = list(read_rows(text, delimiter))
        except ReadError:
            continue
        if len(rows) < _FEWEST or len({len(row.fields) for row in rows}) > 1:
            continue
        if pivot := _pivot(source, rows, delimiter):
            return [pivot]
        if len(parts := _side_by_side(rows)) > 1:
            return [Sheet(_written(source, part, delimiter)) for part in parts]
    return [Sheet(source)]


def _side_by_side(rows: Sequence[Row]) -> list[list[Row]]:
    """The tables with a blank column between them, each below headings in one row of all."""
    width = len(rows[0].fields)
    blank = [all(not row.fields[place].strip() for row in rows) for place in range(width)]
    edges = [-1, *(place for place in range(width) if blank[place]), width]
    spans = [slice(left + 1, right) for left, right in pairwise(edges) if right > left + 1]
    parts = [[row._replace(fields=row.fields[span]) for row in rows] for span in spans]
    headed = [line for line in range(len(rows)) if all(_is_heading(part[line]) for part in parts)]
    if not headed:
        return []
    for line in range(headed[0]):
        if _is_title(rows[line]):
            for part in parts[1:]:
                part[line] = parts[0][line]._replace(fields=parts[0][line].fields[:1])
    return parts


def _is_title(row: Row) -> bool:
    """Whether a row is a text of several words alone, as stands above all the tables below it."""
    first, *others = row.fields
    return len(first.split()) > 1 and not any(map(str.strip, others))


def _is_heading(row: Row) -> bool:
    """The same of ``#GPUs``, which is no comment in a row of as many cells as all others."""
    first, *others = row.fields
    return is_heading(row._replace(fields=[first.lstrip("#"), *others]))


def _pivot(source: Source, rows: Sequence[Row], delimiter: str) -> Sheet | None:
    """The table of a pivot: what is summed above, counts along the columns, no totals."""
    corner, headings, *below = rows
    values = _VALUES.fullmatch(corner.fields[0].strip())
    counted = corner.fields[1].strip()
    if values is None or not counted or any(map(str.strip, corner.fields[2:])):
        return None
    named = _ROWS.sub("Name", headings.fields[0].strip())
    kept = [place for place, text in enumerate(headings.fields) if not _TOTAL.fullmatch(text)]
    across = [f"{named} \\ {counted}", *headings.fields[1:]]
    table = [
        corner._replace(fields=[f"# {values['what']}"]),
        headings._replace(fields=[across[place] for place in kept]),
    ]
    table += [
        row._replace(fields=[row.fields[place] for place in kept])
        for row in below
        if not _TOTAL.fullmatch(row.fields[0])
    ]
    said = f"`{corner.fields[0].strip()}` read as the value of one run"
    summed = values["how"].lower() in _SUMS
    notes = (Note("assumed", said, source.name, corner.line),) if summed else ()
    return Sheet(_written(source, table, delimiter), notes)


def _written(source: Source, rows: Sequence[Row], delimiter: str) -> Source:
    """The rows as a text, each on its line; a row without anything is a blank line."""
    lines = [""] * rows[-1].line
    for row in rows:
        if any(map(str.strip, row.fields)):
            written = io.StringIO()
            csv.writer(written, delimiter=delimiter, lineterminator="").writerow(row.fields)
            lines[row.line - 1] = written.getvalue().replace("\n", " ")
    return replace(source, content="".join(f"{line}\n" for line in lines).encode())
