"""Parameters that follow the scale: each count has its own value, so they tell no series apart."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import reduce
from math import prod
from operator import mul
from typing import Final

import polars as pl

from analysis.groups import group_codes
from analysis.scaling.scaling_kind import ALIKE, STATED
from parsers.run_records.headline import UTILIZATIONS
from parsers.run_records.records import SCHEMA

_MOST_ROWS: Final = 20_000
_WORK: Final = frozenset(
    {
        *("precision", "bits", "dtype", "order", "degree", "levels", "level", "refinement"),
        *("seq", "len", "length", "hidden", "layers", "heads", "params", "dim", "width"),
        *("depth", "size", "cells", "atoms", "dofs", "model", "input", "tile", "block"),
        *("chunk", "version", "tol"),
    }
)
"""Words of what changes the work of a run: no series is mixed of such."""
_SIZES: Final = frozenset(
    {
        *("nx", "ny", "nz", "grid", "mesh", "matrix", "resolution", "rows", "edges", "vertices"),
        *("samples", "images", "records", "sequences", "files", "reads", "elems"),
    }
)
"""Words of how large a problem is where it grows; what falls may be the share of a part."""
_PIECES: Final = frozenset(
    {"elem", "elems", "element", "elements", "points", "particles", "zones", "bodies", "unknowns"}
)
"""What a problem consists of, of which each part of a machine has a share."""
_OPERATIONS: Final = ("flops", "flops_per_device", *UTILIZATIONS)
_GROUPS: Final = frozenset({"parallel", "tp", "pp", "cp", "dp", "ep"})
"""Words of how many parts a model or a batch has: ``data_parallel_size`` is none of a problem."""
_SEVERAL: Final = 3
_SUM: Final = re.compile(r"\s*\d+(?:\s*\+\s*\d+)+\s*")
_AMOUNT: Final = re.compile(r"\s*(\d+(?:,\d{3})*(?:\.\d+)?)\s*([A-Za-z]+)\s*")


def following(table: pl.DataFrame, keys: Sequence[str]) -> list[str]:
    """Return the parameters among ``keys`` that follow ``count``.

    Of rows that are equal in all other keys each count has one value, and each value one count:
    with the parameter every row would be a series of its own. Where that is so of three counts or
    more, it may stay the same in other families (``comm`` is 0 % without communication).
    """
    if table.height > _MOST_ROWS or not table["count"].count():
        return []
    known = table.filter(pl.col("count").is_not_null())
    if groups := _groups_that_fill(known, keys):
        rest = [name for name in keys if name not in groups]
        return [*groups, *following(table, rest)]
    able = [name for name in keys if name not in SCHEMA and _may_follow(table, name)]
    if not able:
        return []
    others = [name for name in keys if name not in able]
    found = {*_followers(known, able, others)}
    if "size" in others:
        found |= {*_followers(known, able, [name for name in others if name != "size"])}
    return [name for name in able if name in found]


def _groups_that_fill(known: pl.DataFrame, keys: Sequence[str]) -> list[str]:
    """The sizes of groups (``tp``, ``pp``, ``dp``) whose product is the count in all rows.

    A count may have one split into groups in each family of rows: several are compared, and no
    series. They follow together, where no one of them does alone.
    """
    groups = [
        name
        for name in keys
        if name not in SCHEMA
        and known[name].dtype.is_numeric()
        and not _GROUPS.isdisjoint(name.split("_"))
    ]
    if len(groups) < 2 or known.select(groups).null_count().sum_horizontal().item():
        return []
    product = reduce(mul, (known[name] for name in groups))
    if not (product == known["count"]).all():
        return []
    others = [name for name in keys if name not in groups]
    rows = known.select("count", *groups, family=group_codes(known, others))
    is_one = rows.unique().height == rows.select("count", "family").unique().height
    return groups if is_one and rows["count"].n_unique() > 1 else []


def notes_on(table: pl.DataFrame, followers: Sequence[str]) -> list[str]:
    """Return a remark on each of the ``followers`` that changes; a size of groups may not."""
    changing = [name for name in followers if table[name].n_unique() > 1]
    return [f"{name} changes with the count: one series all the same" for name in changing]


def _may_follow(table: pl.DataFrame, name: str) -> bool:
    values = table[name]
    if values.dtype == pl.String:
        # What they count is the count, whatever they are called: `TP=2` on 2 devices.
        return _are_grids(table, name) or _is_work_of_weak(table, name)
    said = {*name.split("_")}
    if not _WORK.isdisjoint(said - {"size"} if said & _GROUPS else said):
        return _are_flops_of_weak(table)
    if not values.dtype.is_numeric() or values.n_unique() < 2:
        return False
    grows = not _SIZES.isdisjoint(said) and "per" not in said and _grows_with_count(table, name)
    return not grows and _shares_one_problem(table, name)


def _grows_with_count(table: pl.DataFrame, name: str) -> bool:
    """Whether it is the larger the larger the count, and is not the count itself."""
    rows = table.select("count", value=pl.col(name).cast(pl.Float64)).drop_nulls()
    correlation = rows.select(pl.corr("count", "value", method="spearman")).item()
    is_count = bool((rows["count"] == rows["value"]).all())
    return not is_count and correlation is not None and correlation > 0


def _shares_one_problem(table: pl.DataFrame, name: str) -> bool:
    """Whether what each part has of a problem (``elem_per_slice``) falls as the parts get more.

    Where it changes in any other way the work of a part does, and times do not compare.
    """
    if "per" not in name.split("_") or _PIECES.isdisjoint(name.split("_")):
        return True
    whole = (table[name] * table["count"]).drop_nulls()
    least, most = whole.min(), whole.max()
    return (
        isinstance(least, int | float) and isinstance(most, int | float) and most <= ALIKE * least
    )


def _are_grids(table: pl.DataFrame, name: str) -> bool:
    """Whether texts such as ``2x2x1`` have the count as their product, ``8 + 10`` as their sum."""
    for text, count in table.select(name, "count").unique().iter_rows():
        sides = [float(side) for side in re.findall(r"\d+", text or "")]
        whole = sum(sides) if _SUM.fullmatch(text or "") else prod(sides)
        if count is not None and (not sides or len(sides) > 4 or whole != count):
            return False
    return True


def _is_work_of_weak(table: pl.DataFrame, name: str) -> bool:
    """Whether times of what is called weak scaling stand beside amounts such as ``200M`` on 2.

    Those are in proportion to the count, in one unit.
    """
    if STATED not in table.columns:
        return False
    rows = table.filter(pl.col(name).is_not_null()).select(name, "count", STATED, "better").unique()
    amounts = [_AMOUNT.fullmatch(text or "") for text in rows[name]]
    if not amounts or not (rows[STATED] == "weak").all() or not (rows["better"] == "lower").all():
        return False
    shares = [
        float(found[1].replace(",", "")) / count
        for found, count in zip(amounts, rows["count"], strict=True)
        if found and count
    ]
    units = {found[2] for found in amounts if found}
    return len(shares) == rows.height and len(units) == 1 and max(shares) <= ALIKE * min(shares)


def _are_flops_of_weak(table: pl.DataFrame) -> bool:
    """Whether operations per second stand in what is called weak scaling: they count the work.

    Models grow with the count there, and a larger one takes more operations.
    """
    if STATED not in table.columns or not (table[STATED] == "weak").all():
        return False
    return bool(table["metric"].is_in(_OPERATIONS).all())


def _followers(known: pl.DataFrame, able: Sequence[str], others: Sequence[str]) -> Iterator[str]:
    """Yield those that are ``able`` and follow among rows that are equal in all ``others``.

    Polars is asked of all of them at once: there may be thousands.
    """
    # Parameters may be called anything.
    places = {f"{place}": name for place, name in enumerate(able)}
    pairs = {place: pl.struct(pl.col(place), "count").n_unique() for place in places}
    families = (
        known.select(
            "count",
            family=group_codes(known, others),
            **{place: pl.col(name) for place, name in places.items()},
        )
        .group_by("family")
        .agg(
            pl.col("count").n_unique(),
            *(pair.alias(f"pairs {place}") for place, pair in pairs.items()),
            *(pl.col(place).n_unique() for place in places),
        )
    )
    counts = families["count"].to_list()
    for place, name in places.items():
        rows, values = families[f"pairs {place}"].to_list(), families[place].to_list()
        if rows == counts and _follows(zip(counts, values, strict=True)):
            yield name


def _follows(families: Iterable[tuple[int, int]]) -> bool:
    """Whether that is so in each of the ``families`` with so many counts and so many values."""
    several = [(counts, values) for counts, values in families if counts > 1]
    follows = [counts for counts, values in several if values == counts]
    stays = [counts for counts, values in several if values == 1]
    if len(follows) == len(several):
        return bool(several)
    return len(follows) + len(stays) == len(several) and max(follows, default=0) >= _SEVERAL
