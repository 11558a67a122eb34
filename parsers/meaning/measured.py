"""Which columns of a table are measured, and which were set."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import polars as pl

from parsers.grammar.serial_program import SERIAL_WORDS
from parsers.grammar.words import word_set, words
from parsers.headings.directions import better
from parsers.headings.heading import COUNTED
from parsers.headings.translations import in_english
from parsers.meaning.column import Column
from parsers.run_records.headline import RATES_BY_TIME

_SAMPLE_ROWS: Final = 10_000
SCATTERED: Final = 0.6
"""From this share of distinct values on, numbers are taken for measured ones: what people set
repeats from row to row, what they measure does not."""

_ATTRIBUTES: Final = word_set("cost price power watt watts energy memory mem footprint")
_MEMORIES: Final = word_set("memory rss heap footprint")
_REFERENCES: Final = word_set(
    "ref reference thres thresh threshold tolerance target goal expected limit bound"
)
_LEAST: Final = 3
_WHOLE_FRACTION: Final = r"^\d+\.0+$"


def choose_measured(
    columns: Sequence[Column],
    *,
    identified: bool,
    above: str = "",
    beside: Sequence[Column] = (),
) -> list[Column]:
    """Return the columns with measured quantities, in table order.

    Certain are headings that name a metric or a quantity of known direction, and cells in units
    that have one. Next come fractions; where the table has a certain metric or a speedup besides,
    they need to be scattered, or beside a metric several columns of scores, which are whole and yet
    written as fractions (``99.0``). In a table of several rows that are ``identified`` by a
    benchmark or a count of nodes, devices or the like, and where nothing else is measured, the
    columns are that the heading ``above`` the table names, else scattered integers, else the last
    column of integers.
    Costs, power, memory and temperatures are measured but leave the other columns as they are;
    bytes in the cells of columns are so below a heading about memory. ``beside`` are all columns of
    the table, those that count among them.
    """
    several = any(len(column.cells) > 1 for column in columns)
    numeric = [
        column
        for column in columns
        if column.numbers is not None and not column.given and not _is_reference(column, columns)
    ]
    numeric = [column for column in numeric if not _was_set(column, numeric, beside)]
    certain = [
        column
        for column in numeric
        if _is_certain(column, identified=identified) or _is_memory_below(column, above)
    ]
    aside = [column for column in numeric if _is_attribute(column)]
    main = [column for column in certain if column not in aside]
    unknown = [
        column
        for column in numeric
        if column.heading.kind == "unknown" and column not in (*certain, *aside)
    ]
    claimed = ("stated_speedup", "stated_efficiency")
    stated = [column for column in numeric if column.heading.kind in claimed]
    likely = [column for column in unknown if _has_fractions(column)]
    scattered = [column for column in likely if _is_scattered(column)]
    # Beside speedups, what is the same on each count was set; what else there is may be a score.
    if main or (stated and (scattered or _come_again(likely))):
        likely = scattered
    if main:
        finer = [column for column in unknown if _is_written_finer(column)]
        likely += finer if len(finer) > 1 else []
    elif not likely and identified and several:
        likely = (
            [column for column in numeric if _is_named(column, above)]
            or [each for each in unknown if _is_scattered(each) and words(each.heading.text)]
            or ([] if stated else unknown[-1:])
        )
    if not main and not likely:
        certain = certain if several else []
        likely = stated
    measured = [*certain, *likely]
    measured += [column for column in aside if measured and column not in measured]
    return [column for column in columns if column in measured]


def _is_certain(column: Column, *, identified: bool) -> bool:
    heading, numbers = column.heading, column.numbers
    if heading.kind in ("metric", "statistic"):
        return heading.statistic != "count"
    if heading.kind == "schema":
        return heading.name == "value" and identified
    if heading.kind != "unknown" or numbers is None:
        return False
    written = [] if numbers.units is None else numbers.units.drop_nulls().unique().to_list()
    units = [heading.unit, *written]
    return any(better(heading.name, unit) is not None for unit in units)


def _is_memory_below(column: Column, above: str) -> bool:
    numbers = column.numbers
    if column.heading.kind != "unknown" or numbers is None or numbers.units is None:
        return False
    if _MEMORIES.isdisjoint(words(above)):
        return False
    return {*numbers.units.drop_nulls().unique()} == {"B"}


def _is_attribute(column: Column) -> bool:
    heading = column.heading
    named = _ATTRIBUTES & set(heading.name.split("_"))
    # Memory is used up; memory bandwidth is reached.
    reached = better(heading.name, heading.unit) == "higher"
    is_felt = heading.unit == "°C"
    return heading.kind in ("metric", "unknown") and (bool(named) or is_felt) and not reached


def _is_reference(column: Column, columns: Sequence[Column]) -> bool:
    """Whether a quantity is what others are held against, as ``triad_ref`` is.

    So is one time of the serial program, written beside each of the times of a parallel one.
    """
    named = set(words(column.heading.text))
    if column.heading.kind == "unknown" and named & _REFERENCES:
        return True
    if not column.heading.is_time or SERIAL_WORDS.isdisjoint(
        in_english(words(column.heading.text))
    ):
        return False
    times = [each for each in columns if each.heading.is_time and each.numbers is not None]
    varies = [len(_sample(each)) >= _LEAST and _sample(each).n_unique() > 1 for each in times]
    return any(varies) and len(_sample(column)) >= _LEAST and _sample(column).n_unique() == 1


def _was_set(column: Column, columns: Sequence[Column], beside: Sequence[Column]) -> bool:
    """Whether round numbers under the heading of a rate stand at each count: ``network_Gbps``.

    What is measured is another number each time, and another one of ``columns`` is so.
    """
    is_rate = (column.heading.unit or "").endswith((*RATES_BY_TIME, "Hz"))
    if column.heading.kind != "metric" or not is_rate or column.numbers is None:
        return False
    values = column.numbers.values
    sets, rows = values.n_unique(), len(values)
    others = [each for each in columns if each is not column and each.heading.kind == "metric"]
    if not 1 < sets <= rows / 2 or values.null_count() or rows > _SAMPLE_ROWS:
        return False
    if (values.round_sig_figs(2) != values).any() or not any(map(_is_scattered, others)):
        return False
    counts = [
        each.numbers.values
        for each in beside
        if each.heading.name in COUNTED and each.numbers is not None
    ]
    pairs = [(each, pl.DataFrame({"set": values, "at": each}).n_unique()) for each in counts]
    return any(sets < sets * each.n_unique() == there for each, there in pairs)


def _is_named(column: Column, above: str) -> bool:
    """Whether the words of the column's heading are in the heading above the table."""
    inside = words(column.heading.text)
    named = column.heading.kind in ("unknown", "parameter") and bool(inside)
    return named and set(inside) <= set(words(above))


def _sample(column: Column) -> pl.Series:
    assert column.numbers is not None
    return column.numbers.values.head(_SAMPLE_ROWS).drop_nulls()


def _has_fractions(column: Column) -> bool:
    values = _sample(column)
    return values.dtype.is_float() and bool((values != values.floor()).any())


def _is_written_finer(column: Column) -> bool:
    """Whether people wrote whole numbers as fractions, as they do with what is measured finer."""
    if not column.as_written or column.cells.dtype != pl.String:
        return False
    text = column.cells.drop_nulls()
    return text.n_unique() > 1 and bool(text.str.contains(_WHOLE_FRACTION).all())


def _is_scattered(column: Column) -> bool:
    values = _sample(column)
    return len(values) > 1 and values.n_unique() >= SCATTERED * len(values)


def _come_again(columns: Sequence[Column]) -> bool:
    """Whether each of a few values of the columns comes again, as many times as the others."""
    often = [_sample(column).value_counts()["count"] for column in columns]
    return bool(often) and all(each.n_unique() == 1 and int(each[0]) > 1 for each in often)
