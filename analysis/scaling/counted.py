"""What runs were scaled over: of all that is counted, what varies."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Final

import polars as pl

from analysis.groups import group_codes, number_groups
from analysis.scaling.hardware_threads import OF_A_CORE
from parsers.run_records.records import BESIDE, SCALE

FOLLOWS_SCALE: Final = frozenset(
    {
        *SCALE,
        *("steps", "sockets", "ranks_per_node", "cores_per_node", "threads_per_node"),
        *("sockets_per_node", "process_rows", "process_columns"),
    }
)
"""Columns that change with the scale of a run and so do not tell one series from another."""

COUNTS: Final = {
    "devices": "device",
    "cores": "core",
    "ranks": "rank",
    "threads": "thread",
    "nodes": "node",
}
"""What runs can be scaled over: columns, and what a row counts by each."""
_LAYOUTS: Final = ("devices_per_node", "ranks_per_node", "threads", "ranks", "devices", "nodes")
"""What tells runs of one count apart, the most telling first."""
_FAMILY: Final = f"{BESIDE}family"
_VARIES: Final = f"{BESIDE}varies "
"""Columns that there are for a moment, as no parameter is called."""


def with_count(table: pl.DataFrame, keys: Sequence[str], over: str | None = None) -> pl.DataFrame:
    """Return ``table`` with ``row`` (its number), ``count`` and ``counted``.

    ``counted`` is ``device``, ``core``, ``rank``, ``thread`` or ``node``, and ``count`` the number
    of these: of the counts that a row has the first one that varies among the rows that are equal
    in ``keys``, else the first. Where nothing but the nodes varies beside a total, the total is
    spread over them, and is the count. ``over``: the one of ``COUNTS`` to count by in any case.
    """
    known = counts(table.columns)
    if over is not None:
        known = {COUNTS[over]: known[COUNTS[over]]}
    stated = table.select(known[name].count().alias(name) for name in known).row(0)
    names = [name for name, number in zip(known, stated, strict=True) if number]
    table = table.with_row_index("row")
    if len(names) > 1:
        return _by_family(table, keys, {name: known[name] for name in names})
    first = names[0] if names else list(known)[-1]
    return table.with_columns(
        known[first].alias("count"),
        pl.when(known[first].is_not_null()).then(pl.lit(first)).alias("counted"),
    )


def _by_family(table: pl.DataFrame, keys: Sequence[str], known: dict[str, pl.Expr]) -> pl.DataFrame:
    table = number_groups(table, keys, _FAMILY)
    table = table.with_columns(
        (count.n_unique().over(_FAMILY) - count.is_null().any().over(_FAMILY) > 1).alias(
            f"{_VARIES}{name}"
        )
        for name, count in known.items()
    )
    refined = [name for name in known if name != "node"]
    order = [(name, known[name].is_not_null() & pl.col(f"{_VARIES}{name}")) for name in refined]
    if {"core", "rank", "thread"} <= known.keys():
        # Ranks against threads on one number of cores: neither is what the runs were scaled over.
        cores, ranks, threads = (pl.col(f"{_VARIES}{name}") for name in ("core", "rank", "thread"))
        traded = ranks & threads & ~cores
        order = [
            (name, fits & ~traded if name in ("rank", "thread") else fits) for name, fits in order
        ]
    order += [(name, known[name].is_not_null()) for name in known]
    return table.with_columns(
        pl.coalesce(pl.when(fits).then(known[name]) for name, fits in order).alias("count"),
        pl.coalesce(pl.when(fits).then(pl.lit(name)) for name, fits in order).alias("counted"),
    ).drop(_FAMILY, *(f"{_VARIES}{name}" for name in known))


def counts(columns: Collection[str]) -> dict[str, pl.Expr]:
    """Return what a row can be counted in, the most telling first; zero of anything is unknown.

    Cores are ranks x threads where they are not counted themselves.
    """
    devices, cores, ranks, threads, nodes = (
        pl.when(pl.col(name) > 0).then(pl.col(name)) if name in columns else pl.lit(None, pl.Int64)
        for name in ("devices", "cores", "ranks", "threads", "nodes")
    )
    return {
        "device": devices,
        "core": pl.coalesce(cores, ranks * threads),
        "rank": ranks,
        "thread": threads,
        "node": nodes,
    }


def layouts_apart(table: pl.DataFrame, by: Sequence[str], keys: Sequence[str]) -> list[str]:
    """Return the columns of a layout, or of the work, that make series of their own.

    That is where one count was run with several layouts, and each of these on several counts:
    128 ranks x 1 thread and 16 x 8 a node are two series, and so are 100 and 200 steps, and one
    and two threads on each core.
    """
    apart = []
    for name in ("ranks_per_node", "steps", OF_A_CORE):
        is_there = name in by or (name == OF_A_CORE and name in table.columns)
        if not is_there or table[name].n_unique() < 2:
            continue
        known = table.filter(pl.col(name).is_not_null() & pl.col("count").is_not_null())
        pairs = known.select(*keys, "counted", "count", name).unique()
        of_count = pairs.group_by(*keys, "counted", "count").len()["len"].max()
        of_layout = pairs.group_by(*keys, "counted", name).len()["len"].min()
        if isinstance(of_count, int) and of_count > 1 and of_layout != 1:
            apart.append(name)
    return apart


def colliding(table: pl.DataFrame, by: Sequence[str], keys: Sequence[str]) -> list[str]:
    """Return the columns of a layout that tell apart what has one count in one series.

    Over nodes, runs with 1 and with 4 devices in each are two series.
    """
    known = table.filter(pl.col("count").is_not_null())
    apart: list[str] = []
    for name in _LAYOUTS:
        places = [*keys, *apart, "count"]
        if name in by and group_codes(known, places).n_unique() < known.height:
            finer = group_codes(known, [*places, name]).n_unique()
            if finer > group_codes(known, places).n_unique():
                apart.append(name)
    return apart


def layouts_of_series(table: pl.DataFrame, by: Sequence[str]) -> list[str]:
    """Return what of the layout tells series apart: it is one along each, and another in others."""
    names = [name for name in by if name in FOLLOWS_SCALE and name in table.columns]
    scaled = table.filter(pl.col("series").is_not_null())
    if scaled["series"].n_unique() < 2:
        return []
    most = scaled.group_by("series").agg(pl.col(names).n_unique()).max()
    return [name for name in names if most[name][0] == 1 and scaled[name].n_unique() > 1]
