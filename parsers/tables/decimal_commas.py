"""Numbers with a decimal comma, which only the other cells around them tell from thousands."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from typing import Final

import polars as pl

from parsers.grammar.patterns import Pattern
from parsers.grammar.units import dimensions
from parsers.grammar.words import words
from parsers.headings.heading import MEASURED, Heading
from parsers.headings.read_heading import read_heading
from parsers.headings.translations import writes_decimal_commas
from parsers.run_records.records import SCALE
from parsers.tables.cells import is_text
from parsers.tables.recurring_texts import distinct
from parsers.tables.table import Table

_DECIMAL: Final = (
    r"^[~≈]?\s?[-+\u2212]?(?:\d+(?:[ .\u00a0\u2009\u202f]\d{3})*,(?:\d{1,2}|\d{4,})"
    r"|0,\d{3}|\d{4,},\d{3}|\d{1,3}(?:\.\d{3})+,\d{3})(?:\D|$)"
)
"""A comma and anything but three digits behind it, a zero or four digits before it, or points
of thousands before it."""
_ONE_COMMA: Final = r"^[~≈]?\s?[-+\u2212]?(?:\d+,(?:\d{1,2}|\d{4,})|0,\d{3})(?:[^\d.,][^.,]*)?$"
"""A number whose only mark is a comma that cannot be of thousands."""
_SPREAD: Final = r"(?:(?:±|\+/?-)\s*\d+(?:,\d+)?[^,]*)"
_OTHERS: Final = (
    r"^[^,]*$|^\D*[\d .\u00a0\u2009\u202f]+,\d+[^,]*" + _SPREAD + "?$|^[^,]*" + _SPREAD + "$"
)
_POINT: Final = r"\d\.(?:\d{1,2}|\d{4,})(?:\D|$)|(?:^|[^\d.])0\.\d|,\d+\."
_SEVERAL: Final = r"\d,\d{3},\d{3}"
_TO_THE_THOUSANDTH: Final = r"^\d{1,3},\d{3}(?:\D|$)"
_SECONDS: Final = r"^\d{1,3},\d{3}\s?(?:s|sec|seg)$"
_TIMED: Final = r"^[~≈]?\s?\d[\d.]*(?:,\d+)?\s?([A-Za-zµ]+)$"
_MOST_UNITS: Final = 4
_THOUSANDS: Final = r"\.(\d{3})"
_TWICE_GROUPED: Final = r"^\d+\.\d{3}\.\d{3}"
_GROUPED_COUNT: Final = r"^\d{1,3}(?:\.\d{3})+$"
_GROUPED_OR_SMALL: Final = r"^[1-9]\d{0,2}(?:\.\d{3})*$"
_GROUPED_NUMBER: Final = r"^[-+\u2212]?(?:\d[\d.]*,\d+|\d{1,3}(?:\.\d{3})+)$"
_IN_PROSE: Final = Pattern(r"(?<![\d.,])\d{1,3},\d{1,2}[ \u00a0\u202f]?(?:%|[x×](?!\w))")
_POINT_IN_PROSE: Final = Pattern(r"(?<![\d.,])\d{1,3}\.\d{1,2}[ \u00a0\u202f]?(?:%|[x×](?!\w))")

_LINE: Final = Pattern(
    r"(?:[^,]|, )*[^\W\d_](?:[^,]|, )*\s(?:\d+(?:\.\d{3})*,\d{1,3}|\d{1,3}(?:,\d{3})+)\s?"
    r"[^\W\d_%](?:[^,\d]|, )*(?:\([^(),]*\))?"
)
_COMMA: Final = Pattern(r",(?! )")
_LONGEST: Final = 200
"""Characters of a line that one writes by hand."""


def commas_are_in_numbers(lines: Sequence[str]) -> bool:
    """Whether the commas that nothing is parted by are of numbers with units: ``2 Kerne: 6,6 s``.

    A blank stands behind a comma of prose, such as a title's.
    """
    found = [line.strip() for line in lines if _COMMA.search(line)]
    return bool(found) and all(len(line) < _LONGEST and _LINE.fullmatch(line) for line in found)


def with_decimal_points(text: pl.Series) -> pl.Series | None:
    """Return ``text`` (strings) with its decimal commas as points; ``None`` where it has none.

    A comma is decimal in a column where one cannot be of thousands (``12,5``, ``0,226``), where no
    cell has two, and none has a point that is not one of thousands.
    """
    if not text.str.contains(_DECIMAL).any():
        return None
    if not text.drop_nulls().str.contains(_OTHERS).all() or text.str.contains(_POINT).any():
        return None
    return _pointed(text)


def with_commas_alike(tables: Sequence[Table]) -> Sequence[Table]:
    """Return the ``tables`` of one document, which its author wrote with commas of one kind.

    Where a table shows that they are decimal (``1567,034``), and none has a decimal point, those of
    a table that shows nothing by itself (``30,786``) are so too.
    """
    if len(tables) < 2:
        return tables
    found = {place: texts for place, table in enumerate(tables) if (texts := _with_commas(table))}
    if len(found) < 2 or any(map(_speaks_against, chain.from_iterable(found.values()))):
        return tables
    shown = (with_decimal_points(text) is not None for text in chain(*found.values()))
    if not any(shown):
        return tables
    return [
        table._replace(decimal_commas=True) if place in found else table
        for place, table in enumerate(tables)
    ]


def _with_commas(table: Table) -> list[pl.Series]:
    """The texts of what is measured in a table, where any has a comma."""
    texts = [
        (heading, distinct(cells))
        for heading, cells in zip(table.headings, table.cells, strict=True)
        if is_text(cells)
    ]
    if not any(text.str.contains(",", literal=True).any() for _, text in texts):
        return []
    return [text for heading, text in texts if _is_measured(read_heading(heading))]


def pointed_columns(
    headings: Sequence[Heading], columns: Sequence[pl.Series], table: Table
) -> list[pl.Series]:
    """Return the ``columns`` of a table (text stripped) with decimal points for commas.

    Whoever writes one column with decimal commas writes all of a table so, and then a point is one
    of thousands (``52.638``); not where a column has decimal points, or two commas in a number.
    Numbers that all have three digits behind the comma may be either: the other tables of the
    document tell, of seconds also a share or a factor in the texts above the ``table``
    (``82,6 %``), or the language of the headings; ``1.234`` above
    ``640`` is a thousand where that language writes so. A column with both in numbers that are
    clear by themselves (``1.05``, ``1,87``) has them read so, and the columns beside it that
    have a decimal comma, or a point, in one cell.
    """
    texts = {place: distinct(cells) for place, cells in enumerate(columns) if is_text(cells)}
    measured = [
        place for place in texts if _is_measured(headings[place]) or _are_quantities(texts[place])
    ]
    if any(_mixes(texts[place]) for place in measured):
        decimal = [place for place in measured if _has_one_mark(texts[place])]
        return [
            cells.cast(pl.String).str.replace(",", ".", literal=True) if place in decimal else cells
            for place, cells in enumerate(columns)
        ]
    shown = [place for place in measured if with_decimal_points(texts[place]) is not None]
    if not shown and (
        table.decimal_commas or _in_thousandths(headings, texts, measured, table.above)
    ):
        shown = measured
    elif not shown:
        grouped = [place for place in measured if _has_thousands(headings, texts[place])]
        return [
            _pointed(cells.cast(pl.String)) if place in grouped else cells
            for place, cells in enumerate(columns)
        ]
    if not any(_speaks_against(texts[place]) for place in measured):
        shown = [place for place in texts if _may_have_points(headings[place], texts[place])]
    return [
        _pointed(cells.cast(pl.String)) if place in shown else cells
        for place, cells in enumerate(columns)
    ]


def _mixes(text: pl.Series) -> bool:
    """Whether some cells have a decimal point, others a decimal comma, and none could be else."""
    commas = text.str.contains(",", literal=True)
    if not commas.any() or not text.str.contains(r"\d\.\d").any():
        return False
    return bool(text.filter(commas).str.contains(_ONE_COMMA).all())


def _has_one_mark(text: pl.Series) -> bool:
    """Whether no number has two marks, and one of them has a mark that is none of thousands."""
    marks = text.drop_nulls().str.count_matches(r"[.,]")
    return bool((marks <= 1).all() and text.str.contains(rf"{_DECIMAL}|\d\.\d").any())


def _has_thousands(headings: Sequence[Heading], text: pl.Series) -> bool:
    numbers = text.drop_nulls()
    grouped = numbers.str.contains(".", literal=True)
    if not grouped.any() or not numbers.str.contains(_GROUPED_OR_SMALL).all():
        return False
    if numbers.str.contains(_TWICE_GROUPED).any():
        return True
    if grouped.all():
        return False
    return any(writes_decimal_commas(words(heading.text)) for heading in headings)


def _is_measured(heading: Heading) -> bool:
    return heading.kind in MEASURED or heading.unit is not None


def _are_quantities(text: pl.Series) -> bool:
    """Whether all cells are numbers, some with a decimal comma, and units of time: ``8,9 min``."""
    if not text.str.contains(_DECIMAL).any():
        return False
    found = text.drop_nulls().str.extract(_TIMED, 1)
    units = found.drop_nulls().unique()
    return (
        0 < len(units) <= _MOST_UNITS
        and not found.has_nulls()
        and all(dimensions(unit) == ("time",) for unit in units)
    )


def _may_have_points(heading: Heading, text: pl.Series) -> bool:
    """Whether a column of a table with decimal commas has numbers to be written anew."""
    if heading.name in SCALE:
        pattern = _GROUPED_COUNT
    elif _is_measured(heading) or _are_quantities(text):
        pattern = r"\d[.,]\d"
    elif heading.kind == "unknown":
        pattern = _GROUPED_NUMBER
    else:
        return False
    return bool(text.str.contains(pattern).any())


def _speaks_against(text: pl.Series) -> bool:
    return bool((text.str.contains(_POINT) | text.str.contains(_SEVERAL)).any())


def _in_thousandths(
    headings: Sequence[Heading],
    texts: dict[int, pl.Series],
    measured: Sequence[int],
    above: Sequence[str],
) -> bool:
    """Whether seconds are written to the thousandth, as far as a table without others shows."""
    seconds = [
        (
            texts[place].drop_nulls(),
            _TO_THE_THOUSANDTH if _are_seconds(headings[place]) else _SECONDS,
        )
        for place in measured
    ]
    if not any(len(text) and text.str.contains(pattern).all() for text, pattern in seconds):
        return False
    if any(_speaks_against(texts[place]) for place in measured):
        return False
    if any(_POINT_IN_PROSE.search(text) for text in above):
        return False
    return any(_IN_PROSE.search(text) for text in above) or any(
        writes_decimal_commas(words(heading.text)) for heading in headings
    )


def _are_seconds(heading: Heading) -> bool:
    return heading.is_time and heading.factor == 1


def _pointed(text: pl.Series) -> pl.Series:
    return text.str.replace_all(_THOUSANDS, "$1").str.replace_all(",", ".", literal=True)
