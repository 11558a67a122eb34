"""Measured columns -> quantities: a name, a unit, a direction and a value for every row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import polars as pl

from parsers.grammar.outcomes import read_outcomes
from parsers.grammar.units import dimensions, parse_unit
from parsers.grammar.words import snake_case
from parsers.headings.directions import Better, better
from parsers.headings.meanings import PER_PASS
from parsers.headings.read_heading import read_heading
from parsers.meaning.column import Column
from parsers.meaning.decisions import NOTHING, Decision, RowRemark
from parsers.meaning.digits import last_digits
from parsers.meaning.reciprocals import as_rates
from parsers.notes import and_more
from parsers.run_records.headline import PASS_RATES
from parsers.short_columns.short_series import repeated
from parsers.tables.recurring_texts import spread

_RATES: Final = ("throughput", "bandwidth")
_TIMES: Final = ("runtime", "step_time", "epoch_time")


@dataclass(frozen=True, eq=False)
class Quantity:
    """One measured quantity of every row of a table.

    ``values`` are in ``unit``, a base unit; ``words`` is the text where a number belongs;
    ``digits`` the weight of the last digit as written, where that is known; ``samples`` the repeats
    that a value is the median of; ``heading`` what stands above a column of its own; ``primary``
    that the table is about it. Name, unit and direction are one for all rows, or one for each.
    """

    name: str | pl.Series
    unit: str | pl.Series | None
    better: Better | pl.Series | None
    values: pl.Series
    words: pl.Series | None = None
    samples: pl.Series | None = None
    digits: pl.Series | None = None
    heading: str | None = None
    primary: bool = False


def read_quantities(columns: Sequence[Column]) -> list[Quantity]:
    """Return the quantity of each measured column, each under a name of its own.

    A column that is a bare statistic (``stddev``) belongs to the quantity measured beside it.
    """
    columns = [as_rates(column) for column in columns]
    subject = _subject(columns)
    names: dict[Column, str] = {}
    # A pass of more devices may be more work: samples per second are the throughput beside it/s.
    for column in sorted(columns, key=lambda column: column.heading.unit in PASS_RATES):
        taken = names.values()
        names[column] = next(name for name in _names(column, subject) if name not in taken)
    return [_quantity(column, names[column]) for column in columns]


def read_long(metric: Column, value: Column, unit: Column | None) -> Quantity:
    """Return the quantity of a table that names metric, value and unit in columns of their own.

    Without a column of units they are those written behind the values.
    """
    assert value.numbers is not None
    named = pl.DataFrame({"metric": metric.cells.cast(pl.String)})
    named = named.with_columns(
        pl.lit(value.numbers.units, dtype=pl.String).alias("unit")
        if unit is None
        else unit.cells.cast(pl.String).alias("unit")
    )
    kinds = named.unique().filter(pl.col("metric").is_not_null())
    read = [_read_pair(*pair) for pair in kinds.iter_rows()]
    known = kinds.hstack(
        pl.DataFrame(
            read,
            schema={
                "name": pl.String,
                "base": pl.String,
                "factor": pl.Float64,
                "better": pl.String,
            },
            orient="row",
        )
    )
    rows = named.join(
        known, on=["metric", "unit"], how="left", nulls_equal=True, maintain_order="left"
    )
    values = value.numbers.values.cast(pl.Float64) * rows["factor"]
    return Quantity(rows["name"], rows["base"], rows["better"], values, value.numbers.words)


def _read_pair(metric: str, unit: str | None) -> tuple[str, str | None, float, Better | None]:
    heading = read_heading(metric)
    name = heading.name if heading.kind in ("metric", "unknown") else snake_case(metric)
    name = f"{name}{_suffix(heading.statistic)}"
    written = parse_unit(unit) if unit else None
    if written is None:
        base = unit or heading.unit
        return name, base, heading.factor, heading.better or better(name, base)
    return name, written.base, written.factor, better(name, written.base)


def _subject(columns: Sequence[Column]) -> str:
    """What bare statistics are statistics of."""
    metrics = [column.heading.name for column in columns if column.heading.kind == "metric"]
    # Where the mean or the median stands by itself, what is beside it is another quantity.
    if metrics and not any(column.heading.name in ("mean", "median") for column in columns):
        return metrics[0]
    units = {column.heading.unit for column in columns if column.heading.kind == "statistic"}
    return "runtime" if "s" in units else "value"


def _suffix(statistic: str | None) -> str:
    """What a name has behind it for a statistic that is not what the quantity itself stands for."""
    return "" if statistic in (None, "mean", "median") else f"_{statistic}"


def _owner(statistic: str, unit: str | pl.Series | None, subject: str) -> str:
    """What a bare statistic is one of: beside a rate, percentiles are those of a latency."""
    is_percentile = statistic[1:2].isdigit()
    is_time = isinstance(unit, str) and unit == "s"
    if subject not in _RATES or not (is_percentile or is_time):
        return subject
    return "latency" if is_percentile else "runtime"


def _names(column: Column, subject: str) -> Iterator[str]:
    """Yield names for the column, the plainest first, without end."""
    heading, unit = column.heading, _unit(column)
    statistic = heading.statistic
    if heading.kind == "statistic":
        statistic = heading.statistic or heading.name
        name = _owner(statistic, unit, subject) if heading.name == statistic else heading.name
    elif heading.name in (*_RATES, *_TIMES) and heading.unit is None and isinstance(unit, str):
        # A duration under a heading that names a rate: the cells know better.
        name = _name_by_unit(heading.name, unit)
    elif heading.name == "value" and isinstance(unit, str):
        named = read_heading(unit)
        name = named.name if named.kind == "metric" else heading.name
    else:
        name = heading.name
    suffix = _suffix(statistic)
    yield f"{name}{suffix}"
    if heading.qualifier:
        yield f"{name}{suffix}_{snake_case(heading.qualifier)}"
    if statistic:
        yield f"{name}_{statistic}"
    yield snake_case(heading.text)
    number = 2
    while True:
        yield f"{name}{suffix}_{number}"
        number += 1


def _name_by_unit(name: str, unit: str) -> str:
    """The name of a time or a rate whose cells are in ``unit``, which may say that it is not."""
    parts = dimensions(unit) or ()
    is_time, is_rate = parts[:1] == ("time",), parts[:1] == ("rate",) or parts[1:2] == ("time",)
    if (is_time and (name in _RATES or unit in PER_PASS)) or (is_rate and name in _TIMES):
        return read_heading(unit).name
    return name


def _quantity(column: Column, name: str) -> Quantity:
    heading, numbers = column.heading, column.numbers
    assert numbers is not None
    unit = _unit(column)
    if isinstance(unit, str) and PER_PASS.get(unit) == name:
        unit = "s"
    direction = better(name, unit if isinstance(unit, str) else heading.unit)
    if heading.better is not None and name.startswith(heading.name):
        direction = heading.better
    samples = column.cells.list.drop_nulls() if column.cells.dtype == pl.List else None
    if samples is not None and heading.factor != 1:
        samples = samples.list.eval(pl.element() * heading.factor)
    values, digits = column.in_base_units(), last_digits(column)
    return Quantity(name, unit, direction, values, numbers.words, samples, digits, heading.text)


def _unit(column: Column) -> str | pl.Series | None:
    """The unit of all cells, or of each where they differ."""
    written = column.numbers.units if column.numbers else None
    if written is None:
        return column.heading.unit
    units = written.fill_null(column.heading.unit) if column.heading.unit else written
    stated = units.filter(column.numbers.values.is_not_null()) if column.numbers else units
    distinct = stated.unique()
    return distinct[0] if len(distinct) == 1 else units


def words_for_numbers(quantities: Sequence[Quantity]) -> Decision:
    """RowRemark on words that stand for a number without saying how the run ended."""
    remarks = []
    for quantity in quantities:
        if quantity.words is None:
            continue
        unknown = quantity.words.is_not_null() & spread(quantity.words, read_outcomes).is_null()
        if unknown.any():
            row = int(unknown.arg_max() or 0)
            text = f"'{quantity.words[row]}' is not a number{and_more(int(unknown.sum()))}"
            remarks.append(RowRemark("skipped", text, row, "word for a number"))
    return Decision(remarks=tuple(remarks)) if remarks else NOTHING


def units_missing(quantities: Sequence[Quantity]) -> Decision:
    """RowRemark on numbers without a unit beside others of their column that have one."""
    remarks = []
    for quantity in quantities:
        if isinstance(quantity.name, pl.Series) or not isinstance(quantity.unit, pl.Series):
            continue
        bare = quantity.values.is_not_null() & quantity.unit.is_null()
        if bare.any():
            text = (
                f"`{quantity.heading}`: {bare.sum()} of {quantity.values.count()} numbers without"
                " a unit, not compared with those that have one; write it behind each, or in the"
                " heading"
            )
            remarks.append(RowRemark("assumed", text, int(bare.arg_max() or 0)))
    return Decision(remarks=tuple(remarks)) if remarks else NOTHING


def in_each_row(value: str | pl.Series | None, rows: int, dtype: pl.DataType) -> pl.Series:
    """Return what is one for all rows, or one for each, as a column."""
    return value.cast(dtype) if isinstance(value, pl.Series) else repeated(value, rows, dtype)
