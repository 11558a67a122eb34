"""Repeats folded into one record each, so that memory follows what differs, and back again.

Records that say the same but for what ``VARYING`` names become the first of them, with all their
values as its ``samples``: repeats of a configuration either way. What else varies is kept beside,
in columns that are no parameters, and ``unfolded`` gives the records back.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from typing import Final

import polars as pl

from parsers.run_records.kinds_by_number import of_each_kind
from parsers.run_records.records import BESIDE, RUN, SCHEMA

VARYING: Final = ("run", "source", "line", "value", "value_digit", "started", "hosts")
"""What tells repeats of one kind from each other."""
PLACES: Final = f"{BESIDE}place"
"""Where each of the folded records stands among all: these come in any order."""
_FIRST: Final = "runcmp:first"
UNDATED: Final = "runcmp:undated"
"""Whether no date is known: such repeats are folded apart from the others."""
AT_ONCE: Final = 1_000_000
"""Records that are unfolded at a time."""
_PLAIN: Final = ("samples", "progress", "progress_at", "progress_lines")


def foldable(records: pl.DataFrame) -> pl.Series:
    """Return whether each record is one measured value of a run that finished, and no more."""
    types = records.schema
    if "value" not in types:
        return pl.repeat(False, records.height, dtype=pl.Boolean, eager=True)
    conditions = [pl.lit(True)]
    for name, word in (("role", "measured"), ("status", "ok")):
        if name in types:
            conditions.append((pl.col(name) == word).fill_null(True))
    conditions += [pl.col(name).is_null() for name in _PLAIN if name in types]
    is_number = pl.col("value").is_not_null() & ~pl.col("value").is_nan()
    return records.select(pl.all_horizontal(*conditions, is_number).alias("foldable")).to_series()


def folded(records: pl.DataFrame) -> pl.DataFrame:
    """Return one row for each kind of record, what varies and ``PLACES`` as lists.

    ``records`` have ``PLACES``, their place among all; ``joined`` makes records of these.
    """
    dated, varying, kinds = varying_and_kinds(records)
    lists = [pl.col(PLACES), *(_interned(name).alias(f"{BESIDE}{name}") for name in varying)]
    return of_each_kind(dated, kinds, PLACES, [], lists)


def varying_and_kinds(records: pl.DataFrame) -> tuple[pl.DataFrame, list[str], list[str]]:
    """Return ``foldable`` records with what tells kinds, and the columns that tell repeats apart.

    The third are those that tell kinds.
    """
    varying: list[str] = [name for name in VARYING if name in records.columns]
    if "started" in varying:
        records = records.with_columns(pl.col("started").is_null().alias(UNDATED))
    return records, varying, _kind(records, [*varying, *_PLAIN, PLACES])


def joined(parts: list[pl.DataFrame]) -> pl.DataFrame:
    """Return the folded records of several ``folded`` frames with the same columns, in their order.

    The ``parts`` lose the lists: each is there twice only while it is put together.
    """
    lists = [name for name in parts[0].columns if name.startswith(BESIDE)]
    heads = pl.concat(part.drop(lists).with_columns(_first_place(part)) for part in parts)
    kinds = [name for name in heads.columns if name != _FIRST]
    firsts = heads.select(pl.col(_FIRST).min().over(kinds))
    # No two kinds have their first record in one place.
    together = heads.select(kinds).hstack(firsts).unique(_FIRST).sort(_FIRST).drop(_FIRST)
    for name in lists:
        values = pl.concat(part[name] for part in parts)
        for at, part in enumerate(parts):
            parts[at] = part.drop(name)
        whole = firsts.with_columns(values).group_by(_FIRST).agg(pl.col(name).explode())
        del values
        together = together.with_columns(whole.sort(_FIRST)[name])
    first = pl.col(PLACES).list.arg_min()
    given = [name.removeprefix(BESIDE) for name in lists if name != PLACES]
    several = pl.col(PLACES).list.len() > 1
    return together.with_columns(
        *(
            pl.col(f"{BESIDE}{name}").list.get(first).cast(SCHEMA[name]).alias(name)
            for name in given
        ),
        samples=pl.when(several).then(pl.col(f"{BESIDE}value")),
    ).drop(f"{BESIDE}value", UNDATED, strict=False)


def unfolded(records: pl.DataFrame) -> pl.DataFrame:
    """Return the records that were folded, in their order; others as they are.

    Where of their repeats only the values were kept, and hosts, these are in the order of the
    first of each kind, and what else would tell them apart is null.
    """
    if PLACES not in records.columns:
        return records
    lists = [name for name in records.columns if name.startswith(BESIDE)]
    several = _is_several()
    alone = records.filter(~several).with_columns(pl.col(PLACES).list.first())
    folds = records.filter(several)
    types = records.schema
    kept = [name for name in lists if name != PLACES]
    lost: list[str] = []
    if has_values_only(folds):
        folds = folds.with_columns(pl.col(PLACES).list.first())
        kept = [name for name in kept if name == f"{BESIDE}hosts"]
        lost = [name for name in VARYING if name in types and name not in ("value", "hosts")]
    many = folds.explode("samples", *kept, *([] if lost else [PLACES])).with_columns(
        *(pl.col(name).cast(types[own]).alias(own) for name in kept for own in [_own(name)]),
        *(pl.lit(None, types[name]).alias(name) for name in lost),
        value=pl.col("samples"),
        samples=pl.lit(None, SCHEMA["samples"]),
    )
    beside = [name for name in lists if name != PLACES]
    together = pl.concat([alone.drop(beside), many.select(alone.columns).drop(beside)])
    return together.sort(PLACES, maintain_order=True).drop(PLACES)


def unfolded_by_group(
    records: pl.DataFrame, groups: pl.Series, columns: Collection[str]
) -> Iterator[pl.DataFrame]:
    """Yield the ``columns`` of all records that were folded, and their ``group``, in their order.

    A group's come together. Other records come all at once.
    """
    if PLACES not in records.columns:
        yield records.select(*columns).with_columns(groups)
        return
    beside = [f"{BESIDE}{name}" for name in columns]
    needed = dict.fromkeys((*columns, "value", "samples", PLACES))
    needed |= dict.fromkeys(name for name in beside if name in records.columns)
    narrow = records.select(*needed).with_columns(groups)
    sizes = narrow.group_by("group").agg(pl.col(PLACES).list.len().fill_null(1).sum().alias("size"))
    steps = sizes.select("group", step=pl.col("size").cum_sum() // AT_ONCE)
    for (_,), step in steps.group_by("step"):
        those = narrow.join(step, on="group", how="semi", maintain_order="left")
        yield unfolded(those).select(*columns, "group")


def has_values_only(records: pl.DataFrame) -> bool:
    """Return whether of folded records the values alone were kept one by one."""
    if PLACES not in records.columns:
        return False
    second = pl.col(PLACES).list.get(1, null_on_oob=True)
    return bool(records.filter(_is_several()).select(second.null_count() > 0).item())


def record_count(records: pl.DataFrame) -> int:
    """Return how many records there are, with those that are folded in others."""
    if PLACES not in records.columns:
        return records.height
    return int(records[PLACES].list.len().fill_null(1).sum())


def run_count(records: pl.DataFrame) -> int:
    """Return how many runs records are of, with those that are folded in others."""
    if PLACES in records.columns and f"{BESIDE}run" not in records.columns:
        # One that was named since is that of the first alone.
        records = records.with_columns(run=pl.lit(None, SCHEMA["run"]))
    alike = pl.repeat(0, records.height, dtype=pl.UInt32, eager=True).alias("group")
    parts = unfolded_by_group(records, alike, ("run", "label", "line"))
    return sum(part.select(RUN.n_unique()).item() for part in parts)


def values_of(
    records: pl.DataFrame, groups: pl.Series, name: str, of: Callable[[pl.Expr], pl.Expr]
) -> pl.DataFrame:
    """Return what ``of`` makes of a column beside the group of each, of folded records too.

    What is equal in a folded record comes once.
    """
    several = None
    if PLACES in records.columns:
        several = records.select(_is_several().alias("several")).to_series()
    own = pl.DataFrame([groups, records.select(of(pl.col(name)).alias(name)).to_series()])
    beside = f"{BESIDE}{name}"
    if several is None or beside not in records.columns:
        return own
    lists = records.select(
        pl.col(beside).list.eval(of(pl.element()).unique()).alias(name)
    ).to_series()
    many = pl.DataFrame([groups, lists]).filter(several).explode(name)
    many = many.with_columns(pl.col(name).cast(own.schema[name]))
    return pl.concat([own.filter(~several), many])


def _is_several() -> pl.Expr:
    """Whether a record stands for others too; where inputs are put together some have no places."""
    return (pl.col(PLACES).list.len() > 1).fill_null(False)


def _interned(name: str) -> pl.Expr:
    """Texts that many records share once each."""
    return pl.col(name).cast(pl.Categorical) if SCHEMA[name] == pl.String else pl.col(name)


def _own(beside: str) -> str:
    return beside.removeprefix(BESIDE)


def _first_place(part: pl.DataFrame) -> pl.Series:
    return part[PLACES].list.min().alias(_FIRST)


def has_several(records: pl.DataFrame, name: str) -> bool:
    """Return whether the records, and those that are folded in them, differ in a column."""
    groups = pl.repeat(0, records.height, dtype=pl.UInt32, eager=True).alias("group")
    return values_of(records, groups, name, lambda column: column)[name].n_unique() > 1


def _kind(records: pl.DataFrame, others: Collection[str]) -> list[str]:
    return [name for name in records.columns if name not in others]
