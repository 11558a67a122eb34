"""Several tables in one delimited text, one below the other, and what stands above each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import chain, pairwise
from operator import eq
from typing import Final, NamedTuple

from parsers.clean import clean
from parsers.delimited.dialect import Dialect, head_text, read_dialect
from parsers.delimited.heading_rows import is_heading, is_setting, is_title
from parsers.delimited.split_lines import Row, lines_of, read_rows
from parsers.headings.heading import COUNTED
from parsers.headings.read_heading import read_heading
from parsers.short_columns.short_texts import as_float
from parsers.source import Source
from parsers.tables.context import without_time

_MOST: Final = 64
"""Tables of one text; more are what a loop has printed."""
_TEXTS: Final = 20


class TextBlock(NamedTuple):
    """A table: its lines, where they stand, the texts ``above`` it, the nearest first.

    ``again``: it has the headings of the one before it and nothing else above them.
    """

    source: Source
    above: list[str]
    again: bool = False


@dataclass
class _Start:
    """Where a table begins: at its headings, or at its first row where it has none of its own.

    ``gap`` is the first line of what stands between the table before and this one, and ``firsts``
    are the first cells of its rows.
    """

    line: int
    gap: int
    above: list[str] = field(default_factory=list)
    headings: tuple[str, ...] = ()
    firsts: list[str] = field(default_factory=list)


def split_blocks(source: Source) -> list[TextBlock]:
    """Return the tables of a text; of a long one the first lines do not tell, so it is one.

    A table begins behind a blank line, a comment or a title, with headings or where the first
    column begins anew. Headings that are said again between rows that go on begin none.
    """
    dialect = read_dialect(source)
    if dialect is None:
        return [TextBlock(source, [])]
    starts = [] if source.goes_on else _without_headings_again(_starts(source, dialect))
    if not 1 < len(starts) <= _MOST:
        return [TextBlock(source, _texts_above(source, dialect))]
    lines = lines_of(head_text(source))
    heading = "" if dialect.heading_line is None else lines[dialect.heading_line - 1]
    ends = [*(start.gap for start in starts[1:]), len(lines) + 1]
    blocks: list[TextBlock] = []
    for place, (start, end) in enumerate(zip(starts, ends, strict=True)):
        rows = "".join(lines[start.line - 1 : end - 1])
        if place == 0:
            content = "".join(lines[: end - 1])
        elif start.headings or not heading:
            content = "\n" * (start.line - 1) + rows
            heading = lines[start.line - 1] if start.headings else ""
        else:
            # The headings of the table before, in place of the line above.
            content = "\n" * (start.line - 2) + heading.splitlines()[0] + "\n" + rows
        before = starts[place - 1]
        again = place > 0 and start.headings == before.headings and _alike(before, start)
        # Two blank lines part the data sets of gnuplot.
        again = again and "\n\n\n" not in "".join(["\n", *lines[start.gap - 1 : start.line - 1]])
        blocks.append(TextBlock(replace(source, content=content.encode()), start.above, again))
    return blocks


def _alike(before: _Start, start: _Start) -> bool:
    """Whether nothing stands above a table but what is above the one before, too."""
    texts, others = (list(map(without_time, each.above)) for each in (start, before))
    return bool(start.headings) and others[: len(texts)] == texts


def _starts(source: Source, dialect: Dialect) -> list[_Start]:
    """Where the tables begin; the first is the one that ``dialect`` is of."""
    first = _Start(
        dialect.heading_line or dialect.first - 1,
        1,
        _texts_above(source, dialect),
        dialect.headings,
    )
    starts = [first]
    titles: list[str] = []
    gap, last = 0, first.line
    named = list(map(_without_mark, dialect.headings))
    rows = (row for row in read_rows(head_text(source), dialect.delimiter) if row.line > first.line)
    for row, below in pairwise(chain(rows, [None])):
        if row is None:
            break
        if row.line > last + 1:
            gap = gap or last + 1
        is_heading_again = _has_headings(row, named)
        if is_heading_again:
            gap = gap or row.line
        # A title may have a comma in it: `MPICH 4.1, gcc 13.1` behind a blank line.
        is_parted = gap > 0 and not row.is_data and len(row.fields) < len(named)
        is_title_row = is_title(row) or (
            is_parted and below is not None and _has_headings(below, named)
        )
        heads = is_heading_again or (row.is_comment and _heads_numbers(row, below, named))
        if (row.is_comment or is_title_row) and not heads:
            if starts[-1].firsts:
                gap = gap or row.line
                titles.append(_title(row))
            else:
                # It stands between the headings and the first row.
                starts[-1].above.insert(0, _title(row))
        else:
            headings: tuple[str, ...] = ()
            if is_heading_again:
                headings = dialect.headings
            elif gap and (is_heading(row) or _heads_numbers(row, below, named)):
                headings = tuple(row.fields)
            if headings or (gap and _begins_anew(row, starts[-1].firsts)):
                starts.append(_Start(row.line, gap, titles[::-1][:_TEXTS], headings))
            if not headings:
                starts[-1].firsts.append(row.fields[0].strip())
            gap, titles = 0, []
        last = row.line + "".join(row.fields).count("\n")
    return starts


def _without_headings_again(starts: Sequence[_Start]) -> list[_Start]:
    """Return ``starts`` without those at headings that nothing parts from a row above.

    Only where a number that a row begins with comes again has another table begun.
    """
    said_again = [start for start in starts[1:] if start.gap == start.line and start.headings]
    if len(said_again) + 1 < len(starts):
        return list(starts)
    firsts = [{first for first in start.firsts if any(map(str.isdigit, first))} for start in starts]
    is_one = len(set().union(*firsts)) == sum(map(len, firsts))
    return [starts[0]] if is_one else list(starts)


def _has_headings(row: Row, named: Sequence[str]) -> bool:
    return len(row.fields) == len(named) and all(map(eq, map(_without_mark, row.fields), named))


def _heads_numbers(row: Row, below: Row | None, named: Sequence[str]) -> bool:
    """Whether texts alone stand above a row of numbers, and the first is the heading of a count.

    Behind a blank line, ``nodes,Frontera,Summit`` below a table of ``nodes,time``; in a comment,
    ``# nodes,time``.
    """
    if row.is_data or below is None or not below.is_data:
        return False
    fields = [_without_mark(field) if row.is_comment else field.strip() for field in row.fields]
    numbers = [as_float(field) for field, name in zip(below.fields, fields, strict=False) if name]
    is_whole = len(below.fields) == len(fields) and sum(map(bool, fields)) > 1
    counts = fields[0] == named[0] or read_heading(fields[0]).name in COUNTED
    return is_whole and counts and None not in numbers[:2]


def _without_mark(field: str) -> str:
    """A heading without the mark of a comment before it."""
    return field.strip().lstrip("#%").strip()


def _begins_anew(row: Row, firsts: Sequence[str]) -> bool:
    """Whether the first column, which counts on through a table, is back where it began."""
    return len(set(firsts)) > 1 and row.fields[0].strip() == firsts[0]


def _title(row: Row) -> str:
    """What a row above headings says: ``System: A`` of ``System,A,,``."""
    fields = [field for field in map(str.strip, row.fields) if field]
    if is_setting(row):
        return clean(f"{fields[0].rstrip(':= ')}: {fields[1]}")
    return clean(", ".join(fields).strip("#%-= \t"))


def _texts_above(source: Source, dialect: Dialect) -> list[str]:
    """The comments and other lines above the headings, the nearest first."""
    above = (dialect.heading_line or dialect.first) - 1
    if not above:
        return []
    lines = lines_of(head_text(source))[:above]
    # Rows of a sheet are as wide as its table, a line of text is none.
    width = len(dialect.headings)
    rows = {row.line: row for row in read_rows("".join(lines), dialect.delimiter)}
    texts = [
        _title(row)
        if (row := rows.get(number)) and len(row.fields) == width > 1 and not row.is_comment
        else clean(line.strip("#%-= \t\r\n").rstrip(dialect.delimiter))
        for number, line in enumerate(lines, 1)
    ]
    return [text for text in reversed(texts) if text][:_TEXTS]
