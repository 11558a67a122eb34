"""The tables whose rows state speedups or efficiencies, as plain values."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final, Literal, NamedTuple

import polars as pl

from analysis.audit.rounding import agrees, digit
from analysis.audit.subject import Subject
from analysis.audit.support import LEAST
from parsers.run_records.records import SCALE, parameters

Claim = Literal["speedup", "efficiency"]

NEAR_ONE: Final = 0.01
"""How far a claim of 1 may be off, however coarsely it is written."""
_APART: Final = 1.25
"""The ratio of two values of one series and count from which they are no repeats."""
MOST_STARTS: Final = 32
"""Up to how many baselines of a document are considered for each claim, whatever its series."""
_CLAIMED: Final = ("stated_speedup", "stated_efficiency")
RATIOS: Final = ("%", "x")
"""The units of what is relative to something already."""
_ROW: Final = (
    *("place", "run", "source", "line", "series", "metric", "unit", "value", "value_digit"),
    *("true", "mean", "best", "falls", "counted", "scales", "speedup", "speedup_digit"),
    *("efficiency", "efficiency_digit", "numbers"),
)


class ClaimRow(NamedTuple):
    """A record with a value: what it states, and with which digits.

    ``true``: what the runs behind a stated average give, else the value. ``mean`` and ``best``: of
    the repeats of which the value is the middle one, else the value. ``falls``: whether lower is
    better. ``scales``: its nodes, devices, ranks and threads, null where it does not say.
    ``numbers``: what its names and parameters say in figures, any of which may count.
    """

    place: int
    run: str
    source: str
    line: int | None
    series: int
    metric: str
    unit: str | None
    value: float
    value_digit: float
    true: float
    mean: float
    best: float
    falls: bool
    counted: int | None
    scales: Sequence[int | None]
    speedup: float | None
    speedup_digit: float
    efficiency: float | None
    efficiency_digit: float
    numbers: Sequence[str] | None = None

    def claim(self, what: Claim) -> tuple[float, float] | None:
        """Return what is stated and the weight of its last digit, null where nothing is."""
        stated, written = (
            (self.speedup, self.speedup_digit)
            if what == "speedup"
            else (self.efficiency, self.efficiency_digit)
        )
        return None if stated is None else (stated, written)

    def stating(self, what: Claim, claim: tuple[float, float] | None) -> ClaimRow:
        """Return the row with another claim in place of its own."""
        stated, written = claim or (None, 0.0)
        if what == "speedup":
            return self._replace(speedup=stated, speedup_digit=written)
        return self._replace(efficiency=stated, efficiency_digit=written)

    def cut(self) -> ClaimRow:
        """Return the row with the digits that its value has if it was cut off, not rounded.

        What is v with a last digit of weight d is from v - d/2 to v + d then.
        """
        middle, width = self.value + self.value_digit / 4, 1.5 * self.value_digit
        return self._replace(value=middle, value_digit=width)

    def with_value_of(self, other: ClaimRow) -> ClaimRow:
        """Return the row with the value of another one in place of its own."""
        return self._replace(value=other.value, value_digit=other.value_digit)

    def uncounted(self) -> ClaimRow:
        """Return the row without what it counts."""
        return self._replace(counted=None, scales=[None] * len(self.scales))

    def factor(self) -> tuple[float, float] | None:
        """Return a value that is a speedup itself, as of a throughput of 3.2x, and its digit."""
        return (self.value, self.value_digit) if self.unit == "x" else None

    def is_ratio(self) -> bool:
        """Whether its value is a share or a factor, which no speedup is computed from."""
        return self.unit in RATIOS

    def is_one(self) -> bool:
        """Whether it is called the baseline: a speedup of 1, or without one an efficiency of 1."""
        claim = self.claim("speedup") or self.claim("efficiency")
        return claim is not None and abs(claim[0] - 1) < min(claim[1], NEAR_ONE)

    def shares(self, base: ClaimRow) -> set[float]:
        """Return how many times as much as ``base`` it has, of whatever both count."""
        pairs = zip((self.counted, *self.scales), (base.counted, *base.scales), strict=True)
        return {own / other for own, other in pairs if own and other}


@dataclass(frozen=True)
class ClaimTable:
    """The rows of one table and quantity, in order, and what the same runs measured beside it.

    ``elsewhere``: the baseline rows of the series whose own is in another table of the source.
    """

    rows: Sequence[ClaimRow]
    beside: Mapping[str, Sequence[ClaimRow]]
    elsewhere: Mapping[int, ClaimRow]

    @property
    def source(self) -> str:
        """Where it stands."""
        return self.rows[0].source

    def starts_for(self, row: ClaimRow) -> Sequence[ClaimRow]:
        """Return the starts that a claim may be relative to.

        Of very many, one explains it by chance; then only that of its own series is meant.
        """
        if len(self.starts) <= MOST_STARTS:
            return self.starts
        return [start for start in (self.rows[0], self._start_of.get(row.series)) if start]

    @cached_property
    def _start_of(self) -> Mapping[int, ClaimRow]:
        return {row.series: row for row in reversed(self.starts)}

    @cached_property
    def claiming(self) -> Mapping[Claim, Sequence[ClaimRow]]:
        """The rows with each kind of claim that are not called the baseline."""
        others = [row for row in self.rows if not row.is_one()]
        return {
            what: [row for row in others if row.claim(what) is not None]
            for what in ("speedup", "efficiency")
        }

    @cached_property
    def known(self) -> dict[object, Any]:
        """What was made of the table before, by what it is: each is asked for again and again."""
        return {}

    @cached_property
    def bases(self) -> list[ClaimRow]:
        """The rows that are called the baseline."""
        return [row for row in self.rows if row.is_one()]

    @cached_property
    def starts(self) -> list[ClaimRow]:
        """The rows that are called the baseline, and where a series has none, what it begins with.

        That is its smallest count, or the first row of the table.
        """
        found = {row.place: row for row in self.bases}
        based = {row.series for row in self.bases}
        for series, rows in self.of_series.items():
            if series not in based:
                least = min(rows, key=lambda row: (row.counted or float("inf"), row.place))
                found |= {row.place: row for row in (least, rows[0])}
        return list(found.values())

    def row_of(self, run: str) -> ClaimRow | None:
        """Return the row of a run."""
        return self._by_run.get(run)

    @cached_property
    def _by_run(self) -> Mapping[str, ClaimRow]:
        return {row.run: row for row in self.rows}

    @cached_property
    def readings(self) -> Sequence[ClaimTable]:
        """The table with the medians of repeats as its values, their means, their best.

        Then with what else the runs measured: the claims may be about that.
        """
        return list(self._readings())

    def _readings(self) -> Iterator[ClaimTable]:
        yield self
        if any(row.mean != row.value for row in self.rows):
            yield self._with_values(lambda row: row.mean)
            yield self._with_values(lambda row: row.best)
        for quantity in dict.fromkeys(
            (each.metric, each.unit) for row in self.rows for each in self.beside.get(row.run, ())
        ):
            rows = [each for row in self.rows for each in self._of_quantity(row, quantity)]
            if len(rows) == len(self.rows):
                yield ClaimTable(rows, self._beside(quantity), {})

    def _beside(self, quantity: tuple[str, str | None]) -> dict[str, list[ClaimRow]]:
        """What the runs measured beside ``quantity``."""
        return {
            row.run: [
                each
                for each in (row, *self.beside.get(row.run, ()))
                if (each.metric, each.unit) != quantity
            ]
            for row in self.rows
        }

    def _of_quantity(self, row: ClaimRow, quantity: tuple[str, str | None]) -> Iterator[ClaimRow]:
        for each in self.beside.get(row.run, ()):
            if (each.metric, each.unit) == quantity:
                claimed = each.stating("speedup", row.claim("speedup"))
                yield claimed.stating("efficiency", row.claim("efficiency"))

    def _with_values(self, value: Callable[[ClaimRow], float]) -> ClaimTable:
        def changed(row: ClaimRow) -> ClaimRow:
            return row._replace(value=value(row), true=value(row))

        elsewhere = {series: changed(row) for series, row in self.elsewhere.items()}
        return ClaimTable([changed(row) for row in self.rows], self.beside, elsewhere)

    @cached_property
    def of_series(self) -> dict[int, list[ClaimRow]]:
        """The rows of each series."""
        found: dict[int, list[ClaimRow]] = {}
        for row in self.rows:
            found.setdefault(row.series, []).append(row)
        return found

    @cached_property
    def mixed(self) -> frozenset[int]:
        """The series with rows of one count that differ so much that they cannot be repeats."""
        found = set()
        for series, rows in self.of_series.items():
            of_count: dict[int | None, list[float]] = {}
            for row in rows:
                if row.claim("speedup") or row.claim("efficiency"):
                    of_count.setdefault(row.counted, []).append(row.value)
            if any(max(values) > _APART * min(values) for values in of_count.values()):
                found.add(series)
        return frozenset(found)


def claim_tables(subject: Subject) -> Iterator[ClaimTable]:
    """Yield the tables with claims that are relative to a row, not to a stated baseline.

    A table is what stands on consecutive lines.
    """
    rows = _rows(subject)
    if rows.is_empty():
        return
    for (_,), of_source in rows.group_by(["source"], maintain_order=True):
        elsewhere = _bases(of_source)
        for (_,), block in of_source.group_by(["table"], maintain_order=True):
            quantities = [
                [ClaimRow(*each) for each in part.select(_ROW).iter_rows()]
                for part in block.partition_by("metric", "unit", maintain_order=True)
            ]
            for place, own in enumerate(quantities):
                if any(row.claim("speedup") or row.claim("efficiency") for row in own):
                    others = [each for at, each in enumerate(quantities) if at != place]
                    yield ClaimTable(_with_first_as_baseline(own), _beside(others), elsewhere)


def _with_first_as_baseline(rows: list[ClaimRow]) -> list[ClaimRow]:
    """Return the rows with a speedup of 1 in the first, if it alone of several states none."""
    first, *others = rows
    is_alone = first.speedup is None and len(others) >= LEAST
    if not is_alone or any(row.speedup is None or row.is_one() or row.efficiency for row in others):
        return rows
    return [first.stating("speedup", (1.0, NEAR_ONE)), *others]


def _beside(quantities: Sequence[Sequence[ClaimRow]]) -> dict[str, list[ClaimRow]]:
    found: dict[str, list[ClaimRow]] = {}
    for rows in quantities:
        for row in rows:
            found.setdefault(row.run, []).append(row)
    return found


def _bases(of_source: pl.DataFrame) -> dict[int, ClaimRow]:
    """The row of each series that is called the baseline, the one with the smallest count."""
    found: dict[int, ClaimRow] = {}
    near = [(pl.col(name) - 1).abs() < NEAR_ONE for name in ("speedup", "efficiency")]
    ordered = of_source.filter(pl.any_horizontal(near)).sort("count", "place", nulls_last=True)
    for each in ordered.select(_ROW).iter_rows():
        row = ClaimRow(*each)
        if row.series not in found and row.is_one():
            found[row.series] = row
    return found


def counted_in_row() -> pl.Expr:
    """Return what a record counts that its scale is: devices, else cores in use, else nodes."""
    cores = pl.col("ranks") * pl.col("threads")
    return pl.coalesce("devices", cores, "ranks", "threads", "nodes", "cores")


def _with_claims_alone(records: pl.DataFrame) -> pl.DataFrame:
    """Return the records, with the claims of runs of which nothing else was measured as claims."""
    alone = records.filter(pl.col("metric").cast(pl.String).is_in(_CLAIMED))
    if alone.is_empty():
        return records
    scale = pl.when(pl.col("unit") == "%").then(0.01).otherwise(1.0)
    claimed = [
        alone.filter(pl.col("metric") == metric)
        .unique("run", keep="first")
        .select("run", (pl.col("value") * scale).alias(metric), pl.col("value_digit") * scale)
        .rename({"value_digit": f"{metric.removeprefix('stated_')}_digit"})
        for metric in _CLAIMED
    ]
    speedups = alone.filter(pl.col("metric") == _CLAIMED[0])
    filled = speedups.select(pl.exclude(*_CLAIMED, "speedup_digit", "efficiency_digit"))
    for each in claimed:
        filled = filled.join(each, on="run", how="left", maintain_order="left")
    others = records.join(speedups.select("place"), on="place", how="anti")
    return pl.concat([others, filled.select(records.columns)], how="vertical_relaxed").sort("place")


def _rows(subject: Subject) -> pl.DataFrame:
    """The records of all tables with claims, once a run and quantity."""
    claims = pl.any_horizontal(pl.col(name).is_not_null() for name in _CLAIMED)
    records = subject.records.filter((pl.col("value") > 0) & pl.col("stated_baseline").is_null())
    records = _with_claims_alone(records)
    if records.is_empty() or not records.select(claims.any()).item():
        return records.clear()
    after = pl.col("line").cast(pl.Int64).diff() > 1
    numbered = records.with_columns(table=after.fill_null(False).cum_sum().over("source"))
    kept = numbered.filter(claims.any().over("source", "table"))
    kept = kept.unique(["run", "metric", "unit"], keep="first", maintain_order=True)
    # A sum may be of more than is shown, and so what is computed from it is not doubted.
    is_right = pl.col("right") | pl.col("close") | pl.col("is_sum") | ~pl.col("is_certain")
    means = subject.averages.select("place", "mean", right=is_right)
    true = pl.when(pl.col("right")).then("value").otherwise(pl.coalesce("mean", "value"))
    scales = [name for name in SCALE if name != "devices_per_node"]
    falls = (pl.col("better").cast(pl.String) == "lower").fill_null(False)
    repeats = pl.col("samples").list
    quantity = ("source", "table", "metric", "unit")
    best = pl.when(falls).then(repeats.min()).otherwise(repeats.max())
    claimed = kept.join(means, on="place", how="left", maintain_order="left").with_columns(
        true=true,
        mean=pl.coalesce(repeats.mean(), "value"),
        best=pl.coalesce(best, "value"),
        falls=falls,
        scales=pl.concat_list(scales),
        counted=counted_in_row(),
        value_digit=digit("value", "value_digit", quantity),
        speedup_digit=digit("stated_speedup", "speedup_digit", ("source", "table")),
        efficiency_digit=digit("stated_efficiency", "efficiency_digit"),
        numbers=_said(subject.given).gather(kept["place"]),
    )
    return claimed.with_columns(
        pl.when(~_is_mean_of_claims(name, quantity)).then(f"stated_{name}").alias(name)
        for name in ("speedup", "efficiency")
    )


def _is_mean_of_claims(name: str, of: Sequence[str]) -> pl.Expr:
    """Whether a summary states a mean of what its runs claim, and not the ratio of two averages."""
    claim, is_summary = pl.col(f"stated_{name}"), pl.col("role").cast(pl.String) == "summary"
    own = pl.when(~is_summary & (claim > 0)).then(claim)
    means = (own.mean(), own.median(), own.log().mean().exp(), 1 / (1 / own).mean())
    width = pl.col(f"{name}_digit") + pl.when(~is_summary).then(f"{name}_digit").max().over(of)
    fits = [agrees(claim, width, mean.over(of)) for mean in means]
    several = own.count().over(of) >= LEAST
    is_below = pl.col("line") > pl.when(~is_summary).then("line").max().over(of)
    return (is_summary & is_below & several & pl.any_horizontal(fits)).fill_null(False)


def _said(given: pl.DataFrame) -> pl.Series:
    """The numbers in the names and parameters of each record."""
    names = ["label", "case", "system", *parameters(given)]
    texts = [pl.col(name).cast(pl.String) for name in names if not given[name].dtype.is_nested()]
    said = pl.concat_str(texts, separator=" ", ignore_nulls=True)
    return given.select(numbers=said.str.extract_all(r"\d+")).to_series()
