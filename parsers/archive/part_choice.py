"""Which parts of an archive may have what is asked for, by what the manifest says of them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any, Final

import polars as pl

from parsers.archive.asked import Condition, all_met
from parsers.archive.manifest import Part
from parsers.archive.written_parts import YEAR
from parsers.clean import clean
from parsers.run_records.records import SCHEMA

_MOST_NAMED: Final = 8
"""Values that are named where nothing met a condition."""
Held = dict[str | None, int]
"""How many records there are of each benchmark, null for those of none."""
_TOLD: Final = {"system": pl.String(), YEAR: pl.Int64(), "benchmark": pl.String()}
"""What the manifest has of each part."""


def may_be_asked(
    parts: Sequence[Part], choosing: Sequence[Condition], metric: str | None
) -> list[Held]:
    """Return of each part how many of its records may be asked for, at most.

    Where all records of a part have nothing in a column, a condition on it is settled as well.
    """
    found: list[Held] = [{} for _ in parts]
    alike: dict[tuple[int, ...], list[int]] = {}
    for place, part in enumerate(parts):
        if metric is None or metric in part.metrics:
            known = tuple(at for at, each in enumerate(choosing) if _is_settled(part, each))
            alike.setdefault(known, []).append(place)
    for settled, places in alike.items():
        rows = [
            (place, benchmark, count, parts[place].system, parts[place].year)
            for place in places
            for benchmark, count in _benchmarks(parts[place]).items()
        ]
        for place, benchmark, count in _meeting(rows, [choosing[at] for at in settled]):
            found[place][benchmark] = count
    return found


def _meeting(
    rows: Sequence[tuple[Any, ...]], conditions: Sequence[Condition]
) -> list[tuple[int, str | None, int]]:
    schema = {"place": pl.Int64(), "benchmark": pl.String(), "count": pl.Int64()}
    frame = pl.DataFrame(rows, schema=schema | _TOLD, orient="row")
    nothing = {name for each in conditions for name in each.names} - _TOLD.keys()
    nulls = [pl.lit(None, SCHEMA.get(name)).alias(name) for name in nothing]
    return frame.with_columns(nulls).filter(all_met(conditions)).select(*schema).rows()


def _is_settled(part: Part, condition: Condition) -> bool:
    return all(name in _TOLD or name not in part.columns for name in condition.names)


def _benchmarks(part: Part) -> Held:
    named: Held = dict(part.benchmarks.items())
    unnamed = part.rows - sum(part.benchmarks.values())
    return named | {None: unnamed} if unnamed else named


def why_nothing(parts: Sequence[Part], choosing: Sequence[Condition], metric: str | None) -> str:
    """Return why no record is there: nothing in the archive, or what there is instead."""
    if not parts:
        return "an archive without records; runcmp ingest PATH... --to it reads some"
    asked = [f"metric {metric}"] if metric else []
    asked += [each.text for each in choosing]
    if not asked:
        return "no part of this archive can be read; ingest its files again"
    there: dict[str, dict[Any, None]] = {
        "system": dict.fromkeys(each.system for each in parts),
        "benchmark": dict.fromkeys(name for each in parts for name in each.benchmarks),
        "metric": dict.fromkeys(name for each in parts for name in each.metrics),
        YEAR: dict.fromkeys(each.year for each in parts),
    }
    named = {name for each in choosing for name in each.names} | ({"metric"} if metric else set())
    said = [f"{name}: {_listed(there[name])}" for name in there if name in named]
    what = f"; there are {'; '.join(said)}" if said else ""
    return f"no record meets {' and '.join(asked)}{what}"


def _listed(values: Collection[object]) -> str:
    known = sorted({clean(str(each)) for each in values if each is not None})
    more = f" and {len(known) - _MOST_NAMED} more" if len(known) > _MOST_NAMED else ""
    return ", ".join(known[:_MOST_NAMED]) + more
