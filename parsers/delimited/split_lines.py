"""Delimited text line by line: the fields of each row, quoted or not."""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from parsers.grammar.patterns import Pattern
from parsers.grammar.units import dimensions
from parsers.reader import ReadError
from parsers.short_columns.short_series import series_of
from parsers.short_columns.short_texts import as_float
from parsers.tables.cells import read_dates

_PAIR: Final = Pattern(r"\w+(?:=\S|: *\d(?!\S* - [A-Za-z]))")
"""Weights & Biases heads the columns of a group of runs ``n_gpus: 1 - perf/tokens_per_second``."""


_STROKES: Final = ("-", "=", "*", "_", "~", "+")
_RULE: Final = Pattern(r"\s*(?P<stroke>[-=*_~+])(?:(?P=stroke){2}|[-=+]{2})[-=*_~+\s]*\Z")
_DIGIT: Final = Pattern(r"\d")
_AMOUNT: Final = Pattern(r"\d[\d.,]*\s+(?P<unit>[A-Za-z]\w*/\w+)")


class Row(NamedTuple):
    """The fields that begin at a 1-based line; they may end on a later one.

    ``bare`` where quotes are read as they stand, because one is not closed; ``open_ended`` where
    that one is on the last line.
    """

    line: int
    fields: list[str]
    bare: bool = False
    open_ended: bool = False

    @property
    def is_comment(self) -> bool:
        """Whether the line begins with ``#``, or is a rule: ``-----``, ``=====``."""
        first = self.fields[0]
        return first.startswith("#") or (
            first.lstrip()[:1] in _STROKES and all(map(_RULE.match, self.fields))
        )

    @property
    def is_data(self) -> bool:
        """Whether a field is a number, a rate, a date or ``key=value``, ``key: 4``: no heading is.

        But ``Unnamed: 0`` is, what pandas calls the numbers of its rows.
        """
        named = (field.strip() for field in self.fields)
        fields = [field for field in named if not field.startswith("Unnamed: ")]
        if any(
            _PAIR.match(field) or _is_rate(field) or _is_finite(as_float(field)) for field in fields
        ):
            return True
        dated = [field for field in fields if _DIGIT.search(field)]
        return bool(dated) and read_dates(series_of(dated)).count() > 0


def _is_rate(field: str) -> bool:
    """Whether a field is a number with the unit of a rate: ``10630 tokens/s``."""
    found = _AMOUNT.fullmatch(field)
    return found is not None and (dimensions(found["unit"]) or ())[1:2] == ("time",)


def _is_finite(number: float | None) -> bool:
    return number is not None and math.isfinite(number)


def read_rows(text: str, delimiter: str, line: int = 1) -> Iterator[Row]:
    """Yield the rows of ``text``, which begins at ``line``; comments too, but no blank lines.

    Quoted fields may hold delimiters and line feeds. A line with a quote that nothing closes is a
    ``bare`` row: else the rows below it were one field of it. Raises ``ReadError`` where the text
    cannot be split (a field of more than 128 KiB).
    """
    lines = _Lines(text, line)
    while not lines.ended:
        start, line = lines.place, lines.number
        try:
            for fields in _reader(lines, delimiter, strict=True):
                if any(map(str.strip, fields)):
                    yield Row(line, fields)
                start, line = lines.place, lines.number
        except csv.Error:
            end = lines.place
            lines.back_to(start, line)
            first = next(iter(lines))
            yield _one_line(first, delimiter, line, bare=lines.place < end)


def _one_line(text: str, delimiter: str, line: int, *, bare: bool) -> Row:
    try:
        fields = next(_reader([text], delimiter, bare=bare))
        is_open = text.count('"') % 2 == 1 and not text.endswith("\n")
        return Row(line, fields, bare, open_ended=is_open and not bare)
    except csv.Error as error:
        raise ReadError(f"cannot be split into columns: {error} (line {line})") from None


def _reader(
    lines: Iterable[str], delimiter: str, *, strict: bool = False, bare: bool = False
) -> Iterator[list[str]]:
    return csv.reader(
        lines,
        delimiter=delimiter,
        skipinitialspace=delimiter != "\t",
        quoting=csv.QUOTE_NONE if bare else csv.QUOTE_MINIMAL,
        strict=strict,
    )


class _Lines:
    """The lines of a text one by one, and the ``place`` and the ``number`` of the next.

    A carriage return ends a line too, but it is the line feeds that number the lines.
    """

    def __init__(self, text: str, number: int) -> None:
        self._lines = io.StringIO(text, newline="")
        self.place = 0
        self.number = number
        self.ended = False

    def __iter__(self) -> Iterator[str]:
        for line in self._lines:
            self.place += len(line)
            self.number += line.endswith("\n")
            yield line
        self.ended = True

    def back_to(self, place: int, number: int) -> None:
        """Have the line at ``place`` come next."""
        self._lines.seek(place)
        self.place, self.number = place, number
        self.ended = False


def lines_of(text: str) -> list[str]:
    """Return the lines of ``text`` with their ends: at line feeds alone, as they are numbered."""
    return io.StringIO(text, newline="\n").readlines()
