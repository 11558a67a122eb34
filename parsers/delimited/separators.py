"""Which mark parts the fields of a text, and which of its first lines are of the table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import takewhile
from typing import Final

from parsers.delimited.heading_rows import is_heading
from parsers.delimited.split_lines import Row, lines_of, read_rows
from parsers.grammar.patterns import Pattern
from parsers.reader import ReadError
from parsers.tables.decimal_commas import commas_are_in_numbers

DELIMITERS: Final = ",\t;|"
CONSISTENT: Final = 0.8
"""The share of lines that a mark has to split alike."""
_SEPARATOR_LINE = Pattern(r"sep=([,;|\t])[ \t]*\r?\n")
"""What spreadsheets write, and take, above the headings."""
_SNIFFED_LINES: Final = 200
_PREAMBLE: Final = 20
"""Lines of text that a program writes above its table, at most."""


def split_into_rows(text: str, consistent: float = CONSISTENT) -> tuple[str, list[Row]] | None:
    """Return the mark that splits most lines alike, the first too, into the most fields; and these.

    None where no mark splits as many as are to be ``consistent``.
    """
    sample = whole_first_lines(text)
    given = _SEPARATOR_LINE.match(text)
    found: list[tuple[tuple[bool, float, bool, int, bool], str, list[Row]]] = []
    for delimiter in (given[1],) if given else DELIMITERS:
        if delimiter not in sample or (
            delimiter == "," and commas_are_in_numbers(lines_of(sample))
        ):
            continue
        try:
            rows = list(whole_rows(read_rows(sample, delimiter)))
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
    if not 0 < first <= _PREAMBLE or alike < max(3, CONSISTENT * len(content[first:])):
        return rows
    return rows if content[first].is_data else rows[rows.index(content[first]) :]


def whole_rows(rows: Iterable[Row]) -> Iterator[Row]:
    """Yield ``rows`` up to a quote that is closed only behind the head of the text, or never."""
    return takewhile(lambda row: not row.bare, rows)


def whole_first_lines(text: str) -> str:
    """Return the first lines, less a last one that may be cut off."""
    lines = lines_of(text)
    if len(lines) > 1 and not lines[-1].endswith("\n"):
        lines.pop()
    return "".join(lines[:_SNIFFED_LINES])
