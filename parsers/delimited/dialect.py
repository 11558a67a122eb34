"""The layout of delimited text: its separator, its headings and where its rows begin."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import islice, takewhile
from typing import Final, NamedTuple

import polars as pl

from parsers.delimited.column_levels import column_levels
from parsers.delimited.heading_rows import is_headed, is_heading, is_setting, is_title, two_levels
from parsers.delimited.numbered_first_row import has_conditions, is_numbered, whole_numbers
from parsers.delimited.split_lines import Row, lines_of, read_rows
from parsers.grammar.patterns import Pattern
from parsers.headings.heading import MEASURED
from parsers.headings.read_heading import read_heading, read_headings
from parsers.reader import ReadError
from parsers.short_columns.short_series import series_of
from parsers.source import Source
from parsers.tables.cells import read_numbers, stated
from parsers.tables.decimal_commas import commas_are_in_numbers, with_decimal_points
from parsers.tables.names_across import named_by_file
from parsers.tables.units_row import units_in

_DELIMITERS: Final = ",\t;|"
_SEPARATOR_LINE = Pattern(r"sep=([,;|\t])[ \t]*\r?\n")
"""What spreadsheets write, and take, above the headings."""
_UNIT_ALONE = Pattern(r"[\s#%!]*(?:[(\[](?P<unit>[^\W\d_][^()\[\]]*)[)\]]|[(\[]?[-#1]?[)\]]?)\s*")
"""A unit in brackets, or a sign that there is none, in a comment below headings."""
_NUMBERS = Pattern(r"\s*[\d.]+(?:\s+[\d.]+)+\s*\Z")
_GAP = Pattern(r"\s{2}")
"""What parts columns, and neither the words of a heading nor a number from its unit."""
_CONSISTENT: Final = 0.8
_HALF: Final = 0.5
NAMED: Final = (".csv", ".tsv", ".tab", ".psv")
_SNIFFED_LINES: Final = 200
FIRST_ROWS: Final = 1_000
"""Rows that show what the columns of a large text hold."""
_PREAMBLE: Final = 20
"""Lines of text that a program writes above its table, at most."""


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
    found = _split(text)
    if found is None and source.suffix in NAMED:
        # What is called a table is one, even if its rows are not all as long as its headings.
        found = _split(text, _HALF)
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
        return Dialect(delimiter, whole_numbers(above[-1]), above[-1].line, first.line)
    has_units = above and len(content) > 1 and content[1].is_data and units_in(first.fields)
    if has_units and (not is_heading(first) or is_heading(_uncommented(above[-1]))):
        # `#procs,time` above `,s`: no comment, since units stand below it. `nodes,images/s` has
        # headings that are units too, whatever is remarked above it.
        return Dialect(delimiter, tuple(above[-1].fields), above[-1].line, first.line)
    if not first.is_data or is_numbered(first, content[1:]) or has_conditions(first):
        start = content[1].line if len(content) > 1 else first.line + 1
        headings = tuple(first.fields) if not first.is_data else whole_numbers(first)
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
    lines = [line.rstrip("\r\n") for line in lines_of(_sample(text))]
    place = next((place for place, line in enumerate(lines) if line.strip()), len(lines))
    below = [line for line in lines[place + 1 :] if line]
    for delimiter in _DELIMITERS:
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
    rows = list(read_rows(_sample(text), ","))
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
    if numbers.count() <= (_HALF if is_named else _CONSISTENT) * len(numbers):
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
    fields = stated(series_of([row.fields[0] for row in rows]))
    points = with_decimal_points(fields)
    return read_numbers(fields if points is None else points).values


def _with_brackets_whole(rows: list[Row], delimiter: str) -> list[Row]:
    """``rows`` with headings that no bracket is parted in, where they are too many otherwise.

    ``p,T(n, 1) / T(n, p)`` over two numbers are two headings.
    """
    first, *below = rows or [Row(0, [])]
    widths = {len(row.fields) for row in below}
    if len(widths) != 1 or first.is_data or len(first.fields) <= (width := max(widths)):
        return rows
    joined: list[str] = []
    for field in first.fields:
        if joined and joined[-1].count("(") > joined[-1].count(")"):
            joined[-1] += f"{delimiter} {field}"
        else:
            joined.append(field)
    return [first._replace(fields=joined), *below] if len(joined) == width else rows


def columns_of(rows: Sequence[Row], width: int) -> list[tuple[str | None, ...]]:
    """Return the fields of ``rows`` by column, null where a row has too few."""
    padded = [[*row.fields[:width], *[None] * (width - len(row.fields))] for row in rows]
    return list(zip(*padded, strict=True)) if rows else [()] * width


def head_columns(source: Source, dialect: Dialect) -> list[tuple[str | None, ...]]:
    """Return the fields of the first rows by column."""
    rows = read_rows(head_text(source), dialect.delimiter)
    content = (row for row in _whole(rows) if row.line >= dialect.first and not row.is_comment)
    return columns_of(list(islice(content, FIRST_ROWS)), len(dialect.headings))


def _whole(rows: Iterable[Row]) -> Iterator[Row]:
    """``rows`` up to a quote that is closed only behind the head of the text, or never."""
    return takewhile(lambda row: not row.bare, rows)


def _without_preamble(rows: list[Row]) -> list[Row]:
    """``rows`` less the lines of text above the headings.

    Of the rows below them most have as many fields as the headings, and the lines above have not.
    Where these are a table of its own, they are what is returned.
    """
    content = [row for row in rows if not row.is_comment]
    if not content:
        return rows
    width = Counter(len(row.fields) for row in content).most_common(1)[0][0]
    first = next(place for place, row in enumerate(content) if len(row.fields) == width)
    if any(is_heading(row) for row in content[:first]):
        return rows[: rows.index(content[first])]
    alike = sum(len(row.fields) == width for row in content[first:])
    if not 0 < first <= _PREAMBLE or alike < max(3, _CONSISTENT * len(content[first:])):
        return rows
    return rows if content[first].is_data else rows[rows.index(content[first]) :]


def _split(text: str, consistent: float = _CONSISTENT) -> tuple[str, list[Row]] | None:
    """The delimiter that splits most lines alike, the first line too, into the most fields."""
    sample = _sample(text)
    given = _SEPARATOR_LINE.match(text)
    found: list[tuple[tuple[bool, float, bool, int, bool], str, list[Row]]] = []
    for delimiter in (given[1],) if given else _DELIMITERS:
        if delimiter not in sample or (
            delimiter == "," and commas_are_in_numbers(lines_of(sample))
        ):
            continue
        try:
            rows = list(_whole(read_rows(sample, delimiter)))
        except ReadError:
            continue
        lines = _with_brackets_whole(rows[1:] if given else rows, delimiter)
        rows = _without_preamble(lines)
        widths = [len(row.fields) for row in rows if not row.is_comment]
        if not widths:
            continue
        width, count = Counter(widths).most_common(1)[0]
        if width > 1 and count >= consistent * len(widths):
            # A comment may have the headings: a comma may be decimal, and split the numbers alone.
            headed = any(len(row.fields) == width for row in rows if row.is_comment)
            # Nor may it cut headings off as text: `Kerne;Zeit;Effizienz` above `8;170,1;88,5 %`.
            rank = (widths[0] == width, count / len(widths), rows == lines, width, headed)
            found.append((rank, delimiter, rows))
    if not found:
        return None
    _, delimiter, rows = max(found, key=lambda candidate: candidate[0])
    return delimiter, rows


def _sample(text: str) -> str:
    """The first lines, less a last one that may be cut off."""
    lines = lines_of(text)
    if len(lines) > 1 and not lines[-1].endswith("\n"):
        lines.pop()
    return "".join(lines[:_SNIFFED_LINES])
