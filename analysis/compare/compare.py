"""Two sides of anything: matched by a full outer join, with what changed and what is missing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

import polars as pl

from analysis.compare.other_names import OtherNames
from analysis.compare.pooling import Pooled, pooled
from analysis.compare.sides import Sides
from analysis.compare.verdicts import ONE_SIDED, Criteria, judged
from analysis.configurations import configurations
from analysis.repeats import Center
from analysis.scaling.speedup import spread_of
from analysis.size_form import SizeForm, size_form
from analysis.stats.descriptive import LEAST_FOR_OUTLIERS, WIDE_SPREAD, far_outliers, geometric_mean
from parsers.run_records.records import COMPARED

SIDES: Final = ("base", "new")
_COUNTS: Final = ("n", "failed")
_OTHER: Final = " of the other side"
"""What the join puts after the new side's columns; no parameter ends so."""


class Difference(NamedTuple):
    """A configuration column in which the sides differ, with the values of each side."""

    column: str
    base: tuple[Any, ...]
    new: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Geomean:
    """The geometric mean of the changes of one quantity, over ``count`` of its ``rows``.

    ``change``: of new / base, less 1: as the changes of the rows are. ``ratio``: above 1 is better;
    where nothing says which way is (not ``judged``), it is higher. ``better``: the direction that
    all rows have, ``mixed`` where some have the other, None where none has any.
    """

    metric: str | None
    unit: str | None
    change: float
    ratio: float
    count: int
    rows: int
    better: str | None

    @property
    def judged(self) -> bool:
        """Whether anything says which direction is better."""
        return self.better is not None


class Comparison(NamedTuple):
    """A comparison of two sides.

    ``table``: one row per matched configuration and quantity. Columns: ``matched``, then ``metric
    unit better``, ``n_base n_new`` (repeats), ``base new`` (their centres), ``delta`` (new/base -
    1, of a base below 0 the opposite: sign as measured), ``ratio`` (above 1 is better; null where
    nothing says which direction is, and below 0), ``delta_low delta_high`` (the changes that the
    test does not reject) and ``p`` (null where no test was made), ``verdict`` and ``reason`` (in
    words); then for each side ``failed low high interval repeats source line``
    with ``_base`` or ``_new`` after them.
    """

    table: pl.DataFrame
    matched: tuple[str, ...]
    differences: tuple[Difference, ...]
    shared: tuple[tuple[str, Any], ...]
    criteria: Criteria
    confounded: tuple[Difference, ...] = ()
    pooled: tuple[Pooled, ...] = ()
    geomeans: tuple[Geomean, ...] = ()
    notes: tuple[str, ...] = ()
    sizes: SizeForm = SizeForm()
    other_names: tuple[OtherNames, ...] = ()

    def of_rows(self, rows: pl.Series) -> Comparison:
        """Return what some of the rows, by their numbers, come to: verdicts as among all."""
        table = self.table[rows]
        return self._replace(table=table, geomeans=tuple(geomeans(table)))


def compare(
    sides: Sides, center: Center = "median", criteria: Criteria | None = None
) -> Comparison:
    """Compare two sides, matched on their common columns and on metric and unit.

    Nothing is dropped: a configuration that one side lacks is a row with the verdict
    ``missing_base`` or ``missing_new``, below the others; one that never finished is ``failed``.
    But how the repeats of a metric scatter (``runtime_stddev``) is no result of its own beside it.
    """
    chosen = criteria or Criteria()
    sides, spreads = _without_spreads(sides)
    keys = [*sides.matched, "metric", "unit"]
    base, new = (
        configurations(side, sides.matched, center, chosen.confidence, with_repeats=True).select(
            *keys, "better", *(pl.col(column).alias(f"{column}_{name}") for column in COMPARED)
        )
        for side, name in ((sides.base, "base"), (sides.new, "new"))
    )
    joined = base.join(
        new,
        on=keys,
        how="full",
        coalesce=True,
        nulls_equal=True,
        suffix=_OTHER,
        maintain_order="left_right",
    )
    table = joined.with_columns(pl.coalesce("better", f"better{_OTHER}").alias("better"))
    table = with_change(table.rename({"value_base": "base", "value_new": "new"}))
    table = judged(table, chosen).with_columns(
        pl.col(f"{count}_{side}").fill_null(0) for count in _COUNTS for side in SIDES
    )
    columns = [
        *keys,
        *("better", "n_base", "n_new", "base", "new", "delta", "delta_low", "delta_high"),
        *("ratio", "p", "verdict", "reason"),
        *(f"{name}_{side}" for name in COMPARED if name not in ("n", "value") for side in SIDES),
    ]
    table = table.select(columns).sort(
        pl.col("verdict").is_in(ONE_SIDED).fill_null(False), maintain_order=True
    )
    return Comparison(
        table,
        sides.matched,
        tuple(differences(sides)),
        tuple(shared(sides)),
        chosen,
        tuple(_difference(sides, name) for name in sides.confounded),
        pooled(sides),
        tuple(geomeans(table)),
        (*_on_both(sides), *_other_units(table, sides.matched), *spreads),
        size_form(pl.concat(side.select("size_unit") for side in (sides.base, sides.new))),
        sides.other_names,
    )


def with_change(table: pl.DataFrame) -> pl.DataFrame:
    """Add change and ratio: 0/0 is no change, x/0 is unknown.

    A change is in shares of the size of the base, so that it has the sign of what was measured; a
    ratio needs two numbers that are not below 0.
    """
    base, new = pl.col("base"), pl.col("new")
    quotient = pl.when((base == 0) & (new == 0)).then(1.0).when(base != 0).then(new / base)
    inverse = pl.when(quotient != 0).then(1 / quotient)
    return table.with_columns(
        delta=pl.when(base < 0).then(1 - quotient).otherwise(quotient - 1),
        ratio=pl.when((base < 0) | (new < 0))
        .then(None)
        .when(pl.col("better") == "higher")
        .then(quotient)
        .when(pl.col("better") == "lower")
        .then(inverse),
    )


def geomeans(table: pl.DataFrame) -> Iterator[Geomean]:
    """Yield that of each metric and unit, over the rows present and positive on both sides."""
    is_judged = pl.col("better").is_not_null()
    quotient = pl.col("new") / pl.col("base")
    usable = (pl.col("base") > 0) & (quotient > 0) & quotient.is_finite()
    quantities = table.group_by("metric", "unit", maintain_order=True).agg(
        quotient.filter(usable & (is_judged | ~is_judged.any())).alias("quotients"),
        pl.col("better").filter(usable & (is_judged | ~is_judged.any())).alias("directions"),
        pl.len().alias("rows"),
    )
    for metric, unit, quotients, directions, rows in quantities.iter_rows():
        if quotients:
            better = directions[0] if len(set(directions)) == 1 else "mixed"
            pairs = zip(quotients, directions, strict=True)
            ratio = geometric_mean([1 / q if way == "lower" else q for q, way in pairs])
            change = geometric_mean(quotients) - 1
            yield Geomean(metric, unit, change, ratio, len(quotients), rows, better)


def _on_both(sides: Sides) -> Iterator[str]:
    """Warn of runs that are compared with themselves."""
    if sides.on_both:
        runs = "1 run is" if sides.on_both == 1 else f"{sides.on_both} runs are"
        yield f"{runs} on both sides; p assumes none in common"


def _without_spreads(sides: Sides) -> tuple[Sides, list[str]]:
    """Leave out spreads of what is compared, and say so; alone, as ``--metric`` asks, they stay.

    A standard deviation that doubles makes no program slower: it says how sure a change is.
    """
    both = pl.concat(side.select("metric") for side in (sides.base, sides.new))
    metrics = both["metric"].drop_nulls().unique(maintain_order=True).to_list()
    names = [name for name in metrics if spread_of(name) in metrics]
    if not names:
        return sides, []
    kept = ~pl.col("metric").is_in(names).fill_null(False)
    say = "it says" if len(names) == 1 else "they say"
    text = f"{', '.join(names)} not compared: {say} how far repeats scatter"
    return sides._replace(base=sides.base.filter(kept), new=sides.new.filter(kept)), [text]


def _other_units(table: pl.DataFrame, matched: Sequence[str]) -> Iterator[str]:
    """Name the quantities that both sides have, each in a unit of its own."""
    keys = [*matched, "metric"]
    base, new = (
        table.filter(pl.col("verdict") == lacking).select(*keys, pl.col("unit").alias(side))
        for side, lacking in (("base", "missing_new"), ("new", "missing_base"))
    )
    pairs = base.join(new, on=keys, how="inner", nulls_equal=True, maintain_order="left_right")
    for metric, one, other in (
        pairs.select("metric", "base", "new").unique(maintain_order=True).rows()
    ):
        yield (
            f"{metric or 'value'} not compared: {one or 'no unit'} on the base side, "
            f"{other or 'no unit'} on the new side"
        )


def repeat_notes(table: pl.DataFrame) -> Iterator[str]:
    """Yield what the repeats of some rows warn of."""
    uneven = pl.any_horizontal(
        (repeats.max() - repeats.min()) >= WIDE_SPREAD * repeats.median().abs()
        for repeats in (pl.col(f"repeats_{side}").list for side in SIDES)
    )
    several = pl.max_horizontal("n_base", "n_new") > 1
    rows = table.filter(several)
    spread = rows.filter(uneven).height
    if spread:
        yield f"repeats spread by 10 % or more in {spread} of {table.height} rows"
    far = sum(
        any(far_outliers(repeats or []))
        for side in SIDES
        for repeats in rows.filter(pl.col(f"n_{side}") >= LEAST_FOR_OUTLIERS)[
            f"repeats_{side}"
        ].to_list()
    )
    if far:
        yield f"outliers in {far} {'group' if far == 1 else 'groups'} (all kept)"


def _values(side: pl.DataFrame, column: str) -> tuple[Any, ...]:
    return tuple(side[column].unique(maintain_order=True))


def _difference(sides: Sides, name: str) -> Difference:
    return Difference(name, _values(sides.base, name), _values(sides.new, name))


def differences(sides: Sides) -> list[Difference]:
    """Return the identity columns in which the sides differ; a side without rows has no values."""
    both = [_difference(sides, name) for name in sides.by]
    return [each for each in both if set(each.base) != set(each.new)]


def shared(sides: Sides) -> list[tuple[str, Any]]:
    """Return the columns that have one and the same value on both sides."""
    both = [_difference(sides, name) for name in sides.by]
    return [
        (each.column, each.base[0])
        for each in both
        if each.base == each.new and len(each.base) == 1
    ]
