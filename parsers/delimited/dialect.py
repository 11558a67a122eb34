"""The layout of delimited text: its separator, its headings and where its rows begin."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import islice, takewhile
from typing import Final, NamedTuple

import polars as pl

from parsers.delimited.column_levels import column_levels
from parsers.delimited.heading_rows import is_headed, is_heading, is_setting, is_title, two_levels
from parsers.delimited.numbered_first_row import has_conditions, is_numbered, with_whole_headings
from parsers.delimited.separators import (
    CONSISTENT,
    DELIMITERS,
    split_into_rows,
    whole_first_lines,
    whole_rows,
)
from parsers.delimited.split_lines import Row, lines_of, read_rows
from parsers.grammar.patterns import Pattern
from parsers.headings.heading import MEASURED
from parsers.headings.read_heading import read_heading, read_headings
from parsers.short_columns.short_series import series_of
from parsers.source import Source
from parsers.tables.cells import read_numbers, without_empty_cells
from parsers.tables.decimal_commas import with_decimal_points
from parsers.tables.units_row import units_in
from parsers.tables.unnamed_measure import named_by_file

_UNIT_ALONE = Pattern(r"[\s#%!]*(?:[(\[](?P<unit>[^\W\d_][^()\[\]]*)[)\]]|[(\[]?[-#1]?[)\]]?)\s*")
"""A unit in brackets, or a sign that there is none, in a comment below headings."""
_NUMBERS = Pattern(r"\s*[\d.]+(?:\s+[\d.]+)+\s*\Z")
_GAP = Pattern(r"\s{2}")
"""What parts columns, and neither the words of a heading nor a number from its unit."""
_HALF: Final = 0.5
NAMED: Final = (".csv", ".tsv", ".tab", ".psv")
FIRST_ROWS: Final = 1_000
"""Rows that show what the columns of a large text hold."""


class Dialect(NamedTuple):
    """``heading_line`` is ``None`` where the text has no headings; ``first`` is a row's line."""

    delimiter: str
    headings: tuple[str, ...]
    heading_line: int | None
    first: int

    @property
    def heading_bytes(self) -> bytes:
        """What begins a line with headings, as far as it needs no quotes."""
        return f"{self.headings[0]}{self.delimiter}".encode()


def head_text(source: Source) -> str:
    """Return the whole lines of the source's first bytes."""
    text, _ = decoded(source.head_lines)
    return text


def decoded(content: bytes) -> tuple[str, bool]:
    """Return ``content`` as UTF-8 without its mark, or else as Latin-1, and whether it is that."""
    try:
        return content.decode("utf-8-sig"), False
    except UnicodeDecodeError:
        return content.decode("latin-1"), True


@lru_cache(maxsize=1)
def read_dialect(source: Source) -> Dialect | None:
    """Return the layout of ``source``, or ``None`` where no separator splits its lines alike.

    The first row holds the headings unless it has data in it; then the comment line before it
    does, if it has as many fields. A text without any gets ``column_1`` and so on.
    """
    text = head_text(source)
    if (otherwise := _headed_otherwise(text)) is not None:
        return otherwise
    found = split_into_rows(text)
    if found is None and source.suffix in NAMED:
        # What is called a table is one, even if its rows are not all as long as its headings.
        found = split_into_rows(text, _HALF)
    if found is None:
        return _one_column(text, named_by_file(source), is_named=source.suffix in NAMED)
    delimiter, rows = found
    content = [row for row in rows if not row.is_comment and any(map(str.strip, row.fields))]
    if not content:
        return None
    titles = len(list(takewhile(_stands_above, content)))
    if 0 < titles < len(content) and not (
        content[titles].fields[0].strip() or is_heading(content[titles])
    ):
        # `GPUs,img/s,,` over `,fp32,bf16`: no setting, but headings that go on below.
        titles -= is_setting(content[titles - 1])
    if 0 < titles < len(content) and (
        is_headed(rows, content[titles - 1], content[titles])
        # The lower headings may begin with `#threads`.
        or two_levels([row for row in rows if row.line >= content[titles].line])
    ):
        del content[:titles]
    first = content[0]
    whole = [row for row in rows if row.line >= first.line]
    if levels := column_levels(whole):
        return Dialect(delimiter, levels.headings, first.line, whole[levels.rows].line)
    if joined := two_levels(whole):
        return Dialect(delimiter, joined, first.line, whole[2].line)
    above = _with_units_joined([row for row in rows if row.is_comment and row.line < first.line])
    if above and len(above[-1].fields) != len(first.fields):
        above = []
    if above and is_numbered(above[-1], content):
        return Dialect(delimiter, with_whole_headings(above[-1]), above[-1].line, first.line)
    has_units = above and len(content) > 1 and content[1].is_data and units_in(first.fields)
    if has_units and (not is_heading(first) or is_heading(_uncommented(above[-1]))):
        # `#procs,time` above `,s`: no comment, since units stand below it. `nodes,images/s` has
        # headings that are units too, whatever is remarked above it.
        return Dialect(delimiter, tuple(above[-1].fields), above[-1].line, first.line)
    if not first.is_data or is_numbered(first, content[1:]) or has_conditions(first):
        start = content[1].line if len(content) > 1 else first.line + 1
        headings = tuple(first.fields) if not first.is_data else with_whole_headings(first)
        return Dialect(delimiter, headings, first.line, start)
    if above:
        return Dialect(delimiter, tuple(above[-1].fields), above[-1].line, first.line)
    within = [row for row in content if not row.is_data and len(row.fields) == len(first.fields)]
    if len(within) == 1 and any(each.kind in MEASURED for each in read_headings(within[0].fields)):
        # What the ranks of a job print comes in any order.
        return Dialect(delimiter, tuple(within[0].fields), within[0].line, first.line)
    names = tuple(f"column_{number}" for number in range(1, len(first.fields) + 1))
    return Dialect(delimiter, names, None, first.line)


def _stands_above(row: Row) -> bool:
    """Whether a row is a title or a setting; two headings with blanks behind look like one."""
    return is_title(row) or (is_setting(row) and not is_heading(row))


def _headed_otherwise(text: str) -> Dialect | None:
    """The layout of rows with a blank between two fields below headings parted by another mark."""
    lines = [line.rstrip("\r\n") for line in lines_of(whole_first_lines(text))]
    place = next((place for place, line in enumerate(lines) if line.strip()), len(lines))
    below = [line for line in lines[place + 1 :] if line]
    for delimiter in DELIMITERS:
        if not below or delimiter not in lines[place] or any(delimiter in line for line in below):
            continue
        if f"{delimiter} " in lines[place]:
            # A comma of prose: `nodes  time, s`.
            continue
        headings = next((row.fields for row in read_rows(lines[place], delimiter)), [])
        rows = (Row(0, line.split(" ")) for line in below)
        if all(len(row.fields) == len(headings) and row.is_data for row in rows):
            return Dialect(" ", tuple(headings), place + 1, place + 2)
    return None


def _one_column(text: str, called: str | None, *, is_named: bool) -> Dialect | None:
    """The layout of a text with a number on each line, below a heading or not.

    What is not called a table has several, under something measured or with fractions, unless it
    is ``called`` as what it holds: ``time_n4.txt``.
    """
    rows = list(read_rows(whole_first_lines(text), ","))
    content = [row for row in rows if not row.is_comment]
    if not content or any(len(row.fields) > 1 for row in content):
        return None
    first, below = content[0], content[1:]
    if len(first.fields[0].split()) > 1 and all(_NUMBERS.match(row.fields[0]) for row in below):
        # `np wall time` above `1 145` and `2 79`: two columns, and no 1145.
        return None
    if _GAP.search(first.fields[0].strip()):
        return None
    heading = read_heading(first.fields[0])
    if _numbers([first]).count():
        above = [row for row in rows if row.is_comment and row.line < first.line][-1:]
        named = [row for row in above if read_heading(row.fields[0]).kind in MEASURED]
        found = Dialect(",", (called or "value",), None, first.line)
        if named:
            found = found._replace(headings=tuple(named[0].fields), heading_line=named[0].line)
        numbers = _numbers(content)
        measured = bool(named) or (numbers != numbers.floor()).any()
        if called and numbers.count() == len(numbers):
            return found
    else:
        found = Dialect(",", (first.fields[0],), first.line, below[0].line if below else 0)
        measured = heading.kind in MEASURED
        if not (is_named or measured):
            return None
        numbers = _numbers(below)
    if numbers.count() <= (_HALF if is_named else CONSISTENT) * len(numbers):
        return None
    return found if is_named or (measured and len(numbers) > 2) else None


def _uncommented(row: Row) -> Row:
    return row._replace(fields=[row.fields[0].lstrip("# "), *row.fields[1:]])


def _with_units_joined(comments: list[Row]) -> list[Row]:
    """``comments`` with the units of the last one behind the headings of the one before."""
    if len(comments) < 2 or len(comments[-1].fields) != len(comments[-2].fields):
        return comments
    *others, names, units = comments
    found = [_UNIT_ALONE.fullmatch(field) for field in units.fields]
    if not all(found) or not any(each and each["unit"] for each in found):
        return comments
    joined = [
        f"{name} [{each['unit']}]" if each and each["unit"] else name
        for name, each in zip(names.fields, found, strict=True)
    ]
    return [*others, names._replace(fields=joined)]


def _numbers(rows: Sequence[Row]) -> pl.Series:
    fields = without_empty_cells(series_of([row.fields[0] for row in rows]))
    points = with_decimal_points(fields)
    return read_numbers(fields if points is None else points).values


def columns_of_lines(rows: Sequence[Row], width: int) -> list[tuple[str | None, ...]]:
    """Return the fields of ``rows`` by column, null where a row has too few."""
    padded = [[*row.fields[:width], *[None] * (width - len(row.fields))] for row in rows]
    return list(zip(*padded, strict=True)) if rows else [()] * width


def head_columns(source: Source, dialect: Dialect) -> list[tuple[str | None, ...]]:
    """Return the fields of the first rows by column."""
    rows = read_rows(head_text(source), dialect.delimiter)
    content = (row for row in whole_rows(rows) if row.line >= dialect.first and not row.is_comment)
    return columns_of_lines(list(islice(content, FIRST_ROWS)), len(dialect.headings))
