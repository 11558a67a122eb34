"""Baselines that serve other series: a single-device run that differs in nothing that matters."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

import polars as pl

from analysis.groups import number_groups
from analysis.scaling.counted import FOLLOWS_SCALE
from analysis.scaling.serial_runs import serial_references

_HARMLESS: Final = frozenset(
    {
        *("case", "optimizer", "lr", "learning", "rate", "momentum", "decay", "epochs", "epoch"),
        *("steps", "iterations", "seed", "communication", "comm", "collective", "comment"),
        *("notes", "remark", "hosts", "stated", "scaling"),
    }
)
"""Words of columns that do not change the work of a device; all else does, or may."""
_MOST_SERIES: Final = 20_000
_FEATURES: Final = ("fp", "tf", "bf", "int", "amp", "mixed", "small", "medium", "large", "tiny")


def with_reference(table: pl.DataFrame, by: Sequence[str], smallest: pl.DataFrame) -> pl.DataFrame:
    """Add ``reference``: the series whose baseline serves a row's, mostly its own.

    Codes are often measured on one device under a description of their own ("without collective
    communication", another learning rate), which the multi-device runs cannot share. Such a
    single-device series serves all others that differ from it in nothing but ``_HARMLESS`` columns,
    if it is the only one; so does the serial program's run. ``smallest``: the baseline of each
    series.
    """
    own = table.with_columns(reference="series")
    least = smallest["baseline_devices"]
    if not (least == 1).any() or least.max() == 1 or smallest.height > _MOST_SERIES:
        return own
    references = _of_serial_programs(table, by, smallest) | _of_one_work(table, by, smallest)
    if not references:
        return own
    return own.with_columns(
        reference=pl.col("series").replace(references).cast(table.schema["series"])
    )


def _of_serial_programs(
    table: pl.DataFrame, by: Sequence[str], smallest: pl.DataFrame
) -> dict[int, int]:
    firsts = table[smallest["baseline_row"]]
    largest = dict(table.group_by("series").agg(pl.col("count").max()).iter_rows())
    columns = [name for name in by if name not in FOLLOWS_SCALE]
    return serial_references(firsts, largest, columns)


def _of_one_work(table: pl.DataFrame, by: Sequence[str], smallest: pl.DataFrame) -> dict[int, int]:
    """Return which series lean on another one that differs in nothing but harmless columns."""
    details = [name for name in by if _is_harmless(name)]
    if not details:
        return {}
    # The single-device series need not have all that the others vary in.
    core = [name for name in by if name not in details and name not in FOLLOWS_SCALE]
    kin = number_groups(table, [*core, "counted", "metric", "unit", "better"], "kin")
    series = (
        kin.group_by("series", maintain_order=True)
        .agg(
            pl.col("kin").first(),
            pl.col("count").max().alias("largest"),
            *(pl.col(name).first() for name in details),
        )
        .join(smallest.select("series", "baseline_devices"), on="series", how="left")
    )
    return _references(series.rows(named=True))


def _references(series: Sequence[Mapping[str, Any]]) -> dict[int, int]:
    """Which series leans on which other one."""
    offers: dict[int, list[Mapping[str, Any]]] = {}
    for each in series:
        if each["largest"] == 1 and each["baseline_devices"] == 1:
            offers.setdefault(each["kin"], []).append(each)
    references = {}
    for each in series:
        if each["baseline_devices"] is None or each["baseline_devices"] <= 1:
            continue
        serving = [offer for offer in offers.get(each["kin"], ()) if _same_work(offer, each)]
        if len(serving) == 1:
            references[each["series"]] = serving[0]["series"]
    return references


def _same_work(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Whether the descriptions of two series name no other precision, input or version."""
    said = [set(str(each.get("case") or "").lower().split()) for each in (one, other)]
    return not any(_changes_work(word) for word in said[0] ^ said[1])


def _changes_work(word: str) -> bool:
    word = word.strip("()[],;:")
    return word.startswith(_FEATURES) or (
        any(letter.isdigit() for letter in word) and any(letter.isalpha() for letter in word)
    )


def differences(table: pl.DataFrame, by: Sequence[str]) -> list[str]:
    """Return the columns in which rows differ from the baseline that another series lends them."""
    leaning = table.filter(
        (pl.col("reference") != pl.col("series")) & pl.col("baseline_row").is_not_null()
    )
    if leaning.is_empty():
        return []
    names = [name for name in by if name not in FOLLOWS_SCALE]
    lent = table[leaning["baseline_row"]].select(names)
    return [name for name in names if not leaning[name].equals(lent[name], null_equal=True)]


def _is_harmless(name: str) -> bool:
    return set(name.split("_")) <= _HARMLESS
