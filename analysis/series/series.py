"""Series ready to be drawn and printed: their points, their laws, and what to know about them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final, NamedTuple

import polars as pl

from analysis.output_columns import POINTS
from analysis.runs import Runs
from analysis.scaling.counted import FOLLOWS_SCALE
from analysis.scaling.speedup import IDEAL, IS_SHARE, OF_RATE, OF_TIME, R, with_kinds_of_metric
from analysis.series.chart_lines import LINE, lines_of
from analysis.series.laws import Fit, Refusal, fits
from analysis.series.series_names import names, spell, spell_size
from analysis.series.series_notes import baseline_label, notes_of
from analysis.series.uneven_hosts import uneven_hosts

FLOOR: Final = 0.7
"""The efficiency below which more devices are thought to be wasted."""
_ROUNDING: Final = 1e-9
_SUPERLINEAR: Final = ((R > 1) & (pl.col("efficiency") > 1 + _ROUNDING)).fill_null(False)

_ROWS: Final = (
    *("row", "count", "devices", "nodes", "devices_per_node", "threads", "size"),
    *("metric", "unit", "better", "n", "value", "low", "high", "interval", "source", "line"),
    *("scaling", "kind_assumed", "withheld", "baseline_row", "baseline_devices", "is_baseline"),
    "stated_baseline",
    *("speedup", "efficiency", "karp_flatt", "cost"),
)
"""What is needed of a row of the table; nothing that a source gave a name to."""
_FIRST: Final = (
    *(
        "row",
        "home",
        "metric",
        "unit",
        "better",
        "scaling",
        "kind_assumed",
        "counted",
        "withheld",
        "is_time",
    ),
    "scales",
)
_BASELINE: Final = ("baseline_row", "baseline_devices", "baseline_value", "stated_baseline")
_ALONG: Final = ("count", "value", "size", "speedup", "efficiency", "superlinear")


class ScalingSeries(NamedTuple):
    """One line of a scaling chart.

    ``name``: what tells it from the other lines of the same selection, never empty. ``identity``:
    the identity columns that do not follow the scale, with their values; ``layout``: scale-up or
    scale-out where the series has several lines, else empty. ``scaling``: strong or weak, None
    where efficiency is withheld; ``assumed``: no problem size says so, which matters for times
    alone. ``counted``: what is counted, such as ``device``. ``points``: by ascending ``count``,
    columns ``POINTS``; a failed point has a null value. ``baseline``: "1 device", "4 nodes",
    "stated", "of another series" or "none". ``knee``: the largest count with at least the floor's
    efficiency, None where there is a baseline alone. ``laws``: in r = count / ``baseline_count``.
    ``notes``: the most telling first.
    """

    name: str
    identity: tuple[tuple[str, Any], ...]
    layout: str
    metric: str | None
    unit: str | None
    better: str | None
    scaling: str | None
    assumed: bool
    counted: str
    points: pl.DataFrame
    baseline: str
    baseline_count: int | None
    knee: int | None
    laws: tuple[Fit | Refusal, ...]
    notes: tuple[str, ...]


def series_of(
    runs: Runs,
    rows: Sequence[int] | None = None,
    floor: float = FLOOR,
    *,
    with_laws: bool = True,
) -> list[ScalingSeries]:
    """Return the series of ``runs.table``, one for each layout of each.

    ``rows``: the ``row`` numbers of configurations whose series are wanted, in the order in which
    these shall come; None wants all. A series has the points that ``runs.table`` shows, and its
    baseline even where that is hidden or of another series. ``with_laws``: fit them, too, which
    takes longer than all the rest. Without scaling, as in the table of single records, there are no
    series.
    """
    if "series" not in runs.table.columns:
        return []
    lines = lines_of(_points(runs, rows))
    facts = _facts(lines)
    identity = _identity(runs, facts)
    by = [name for name in runs.by if name in identity.columns]
    uneven = uneven_hosts(runs, lines)
    columns = [name for name in POINTS if name in lines.columns]
    parts = lines.select(*LINE, *columns).partition_by(LINE, maintain_order=True, include_key=False)
    return [
        _one(
            fact,
            points,
            name,
            tuple((column, who[column]) for column in by),
            _laws(fact) if with_laws else (),
            notes_of(fact, uneven.get(fact["series"], [])),
            floor,
        )
        for fact, points, name, who in zip(
            facts.iter_rows(named=True),
            parts,
            _names(runs, lines, facts, identity),
            identity.iter_rows(named=True),
            strict=True,
        )
    ]


def _points(runs: Runs, rows: Sequence[int] | None) -> pl.DataFrame:
    """Return the wanted rows and the baselines of their series that are not among them.

    ``series`` counts in the order wanted; ``borrowed`` marks a baseline of another series.
    """
    everything, shown = runs.everything, runs.table.filter(pl.col("count").is_not_null())
    wanted = shown if rows is None else everything[pl.Series(rows, dtype=pl.UInt32)]
    homes = wanted["series"].unique(maintain_order=True)
    points = _needed(
        shown if rows is None else shown.filter(pl.col("series").is_in(homes.implode()))
    )
    order = homes.alias("home").to_frame().with_row_index("series")
    points = points.join(order, on="home", maintain_order="left").with_columns(
        borrowed=pl.lit(False)
    )
    used = points.select("series", "home", pl.col("baseline_row").alias("row")).drop_nulls("row")
    missing = used.unique(maintain_order=True).join(points, on=["series", "row"], how="anti")
    hidden = missing.hstack(
        _needed(everything[missing["row"]]).rename({"home": "of"}).drop("row")
    ).with_columns(borrowed=pl.col("home") != pl.col("of"))
    values = runs.everything["value"]
    every = pl.concat([points, hidden.select(points.columns)])
    return (
        with_kinds_of_metric(every)
        .with_columns(
            baseline_value=pl.when(pl.col("baseline_row").is_null())
            .then("stated_baseline")
            .otherwise(pl.lit(values).gather(pl.col("baseline_row").fill_null(0)))
        )
        .with_columns(
            ideal=IDEAL,
            superlinear=_SUPERLINEAR,
            is_time=OF_TIME,
            scales=OF_TIME | OF_RATE | IS_SHARE,
        )
    )


def _needed(table: pl.DataFrame) -> pl.DataFrame:
    there = [name for name in _ROWS if name in table.columns]
    return table.select(*there, pl.col("series").alias("home"), "counted")


def _facts(lines: pl.DataFrame) -> pl.DataFrame:
    """Return one row a line: the first values of its own points, and lists along all.

    The baseline is that of the first point that has a speedup; sources may state one for some.
    """
    own = pl.col("borrowed").not_()
    scaled = pl.col("speedup").is_not_null()
    return lines.group_by(LINE, maintain_order=True).agg(
        *(pl.col(name).filter(own).first() for name in _FIRST),
        *(
            pl.when((own & scaled).any())
            .then(pl.col(name).filter(own & scaled).first())
            .otherwise(pl.col(name).filter(own).first())
            for name in _BASELINE
        ),
        pl.col("baseline_devices").alias("baselines"),
        *(pl.col(name) for name in _ALONG if name in lines.columns),
        pl.col("borrowed").any(),
    )


def _identity(runs: Runs, facts: pl.DataFrame) -> pl.DataFrame:
    """Return one row a line: what it is, in the identity columns that do not follow the scale."""
    by = [name for name in runs.by if name not in FOLLOWS_SCALE]
    table = runs.everything[facts["row"]].select(*by, "metric")
    if "size" in by:
        strong = facts["scaling"] == "strong"
        table = table.with_columns(size=pl.when(strong).then("size"))
    return table.with_columns(facts["layout"], facts["scaling"], facts["counted"])


def _names(
    runs: Runs, lines: pl.DataFrame, facts: pl.DataFrame, identity: pl.DataFrame
) -> list[str]:
    """Return what each line is called.

    Where the identity leaves two lines alike, as of 128 ranks with 1 thread and 64 with 2 on each
    node, what is one along each of them tells them apart. A line that is alone is called by what
    tells its series from the others of the table.
    """
    told = _with_sizes_in_words(identity, facts)
    by = [name for name in runs.by if name in identity.columns]
    if told.height == 1:
        series = runs.table.filter(pl.col("count").is_not_null()).unique("series", keep="first")
        return names(told, by, series.select(by))
    found = names(told, by)
    layouts = [name for name in runs.by if name in FOLLOWS_SCALE]
    if len(set(found)) == len(found) or not layouts:
        return found
    along = lines.select(LINE).hstack(runs.everything[lines["row"]].select(layouts))
    each = along.group_by(LINE, maintain_order=True).agg(
        pl.when(pl.col(name).n_unique() == 1).then(pl.col(name).first()) for name in layouts
    )
    return names(told.hstack(each.select(layouts)), (*by, *layouts))


def _with_sizes_in_words(identity: pl.DataFrame, facts: pl.DataFrame) -> pl.DataFrame:
    """Return ``identity`` with sizes as names have them: of a weak series, its share per device.

    A matrix that grows with the machine has no such share.
    """
    if "size" not in identity.columns:
        return identity
    each, last = (facts["size"].list.get(end) / facts["count"].list.get(end) for end in (0, -1))
    each = each.set((last - each).abs() > 0.1 * each, None)
    kinds = zip(facts["scaling"], identity["size"], each, facts["counted"], strict=True)
    words = [
        f"{spell_size(share)} per {counted}"
        if kind == "weak" and share is not None
        else None
        if size is None
        else spell("size", size)
        for kind, size, share, counted in kinds
    ]
    return identity.with_columns(pl.Series("size", words, pl.String))


def _one(
    fact: Mapping[str, Any],
    points: pl.DataFrame,
    name: str,
    identity: tuple[tuple[str, Any], ...],
    laws: tuple[Fit | Refusal, ...],
    notes: Iterable[str],
    floor: float,
) -> ScalingSeries:
    counts, efficiencies = fact["count"], fact["efficiency"]
    enough = [
        count
        for count, efficiency in zip(counts, efficiencies, strict=True)
        if efficiency is not None and efficiency >= floor
    ]
    return ScalingSeries(
        name=name,
        identity=identity,
        layout=fact["layout"],
        metric=fact["metric"],
        unit=fact["unit"],
        better=fact["better"],
        scaling=fact["scaling"],
        assumed=fact["kind_assumed"],
        counted=fact["counted"],
        points=points,
        baseline=baseline_label(fact),
        baseline_count=fact["baseline_devices"],
        knee=max(enough, default=None) if _earned(points) else None,
        laws=laws,
        notes=tuple(notes),
    )


def _earned(points: pl.DataFrame) -> bool:
    """Whether any efficiency is more than a baseline's own, which is 1 by definition."""
    pairs = zip(points["efficiency"], points["is_baseline"], strict=True)
    return any(efficiency is not None and not baseline for efficiency, baseline in pairs)


def _laws(fact: Mapping[str, Any]) -> tuple[Fit | Refusal, ...]:
    """Fit what suits the kind of scaling, assumed or known."""
    base = fact["baseline_devices"]
    points = zip(fact["count"], fact["speedup"], fact["baselines"], strict=True)
    pairs = [
        (count / base, speedup)
        for count, speedup, relative_to in points
        if speedup is not None and relative_to == base
    ]
    if not pairs:
        return ()
    r, speedups = zip(*pairs, strict=True)
    return fits(r, speedups, fact["scaling"])
