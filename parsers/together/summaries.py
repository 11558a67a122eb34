"""Tables that repeat, one row a configuration, what another table of the document measured."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

import polars as pl

from parsers.grammar.words import word_set
from parsers.meaning.listed_repeats import TOLERANCE
from parsers.short_columns.short_records import Records, to_frame

NOT_IDENTITY: Final = word_set(
    "run source line value samples progress progress_at progress_lines role stated_speedup "
    "stated_efficiency stated_baseline value_digit speedup_digit efficiency_digit status reason "
    "started hosts"
)
"""Columns of the records that tell no configurations apart."""
_NAMES: Final = ("case", "benchmark")
_MIDDLE: Final = re.compile(
    r"(?i)^(?:the )?(?:middle|median|mean|average|avg|averaged|typical)s?"
    r"(?: (?:values?|results?|runs?|times?|runtimes?|rates?|speeds?|throughputs?|numbers?|of .*))*$"
)
"""A heading of a table that sums up another one; a `Median filter` is a benchmark."""


Names = Mapping[str, str | None]
"""The benchmark and the case of the table that another one sums up, where they differ."""


def summaries(records: Sequence[Records]) -> dict[int, Names]:
    """Return the places of tables that are summaries of others, with the names of these.

    A table is a summary where it has one row per configuration, another table with the same
    columns, stated ones aside, has two or more rows of some of them, and where those values'
    median or mean is the value stated in at least half of the configurations that both have. Or
    where its heading says that these are middle values, and all of them lie among the repeats.
    """
    if sum(table.height > 0 for table in records) < 2 or not any(map(_repeats, records)):
        return {}
    tables = [to_frame(table) for table in records]
    found = {
        place: names
        for place, table in enumerate(tables)
        if (names := _named_after_runs(table, tables))
    }
    tables = [_called(table, found.get(place, {})) for place, table in enumerate(tables)]
    alike: dict[tuple[tuple[str, pl.DataType], ...], list[int]] = {}
    for place, table in enumerate(tables):
        if table.height:
            alike.setdefault(_identity(table), []).append(place)
    for identity, places in alike.items():
        keys = [name for name, _ in identity]
        for place in _summaries([tables[place] for place in places], keys):
            found.setdefault(places[place], {})
    return found


def _repeats(table: Records) -> bool:
    """Whether a table may have several rows of a configuration: only such a one is summed up."""
    if isinstance(table, pl.DataFrame):
        return True
    columns = (table[name] for name in table.columns if name not in NOT_IDENTITY)
    keys = [cells for cells in columns if cells.count() and not cells.dtype.is_nested()]
    rows = zip(*keys, strict=True)
    return len(set(rows)) < table.height


def _called(table: pl.DataFrame, names: Names) -> pl.DataFrame:
    return table.with_columns(pl.lit(names[each], table.schema[each]).alias(each) for each in names)


def _named_after_runs(table: pl.DataFrame, tables: Sequence[pl.DataFrame]) -> Names:
    """The names of the runs that a table called ``middle values`` sums up; else none."""
    named = _name(table)
    if named is None or not _MIDDLE.search(named):
        return {}
    keys = [name for name, _ in _identity(table) if name not in _NAMES]
    for other in tables:
        own = _name(other)
        if other is table or own is None or _MIDDLE.search(own):
            continue
        if [name for name, _ in _identity(other) if name not in _NAMES] == keys and _sums_up(
            table, other, keys
        ):
            return {name: other[name][0] for name in _NAMES}
    return {}


def _name(table: pl.DataFrame) -> str | None:
    """The name of all rows of a table: its case, else its benchmark."""
    for column in _NAMES if table.height else ():
        values = table[column].unique()
        if len(values) == 1 and values[0] is not None:
            return str(values[0])
    return None


def _sums_up(table: pl.DataFrame, runs: pl.DataFrame, keys: list[str]) -> bool:
    """Whether each row of ``table`` is of several rows of ``runs``, and within their range."""
    among = runs.group_by(keys).agg(
        pl.len().alias("n"),
        pl.col("value").min().alias("least"),
        pl.col("value").max().alias("most"),
    )
    both = table.join(among, on=keys, nulls_equal=True).filter(pl.col("n") > 1)
    inside = (pl.col("value") >= pl.col("least")) & (pl.col("value") <= pl.col("most"))
    return both.height == table.height and bool(both.select(inside.all()).item())


def _summaries(tables: list[pl.DataFrame], keys: list[str]) -> list[int]:
    """The places of those among alike ``tables`` that repeat others."""
    configurations = pl.concat(
        table.group_by(keys).agg(
            pl.lit(place).alias("table"),
            pl.len().alias("n"),
            pl.col("value").first(),
            pl.col("value").median().alias("median"),
            pl.col("value").mean().alias("mean"),
        )
        for place, table in enumerate(tables)
    )
    repeats = configurations.filter(pl.col("n") > 1)
    single = configurations.filter((pl.col("n") == 1).all().over("table"))
    near = pl.any_horizontal(
        (pl.col("value") - pl.col(center)).abs() <= TOLERANCE * pl.col("value").abs()
        for center in ("median_right", "mean_right")
    )
    both = single.join(repeats, on=keys, nulls_equal=True).with_columns(near.alias("near"))
    agreeing = both.group_by("table").agg(pl.col("near").mean()).filter(pl.col("near") >= 0.5)
    return agreeing["table"].to_list()


def _identity(records: pl.DataFrame) -> tuple[tuple[str, pl.DataType], ...]:
    """The columns that tell configurations and quantities apart, where they say anything."""
    return tuple(
        (name, dtype)
        for name, dtype in records.schema.items()
        if name not in NOT_IDENTITY and records[name].count()
    )
