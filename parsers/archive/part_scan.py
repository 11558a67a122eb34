"""Parts of an archive -> one lazy frame, whatever columns and types each of them has."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import polars as pl

from parsers.archive.manifest import Part
from parsers.archive.written_parts import INPUT, STORED
from parsers.run_records.joined_records import widest


class PartOf(NamedTuple):
    """A part, and the number of the commit that it is of."""

    sequence: int
    part: Part


def types_of(parts: Sequence[PartOf]) -> dict[str, pl.DataType]:
    """Return the columns that any of the parts has a value in, with a type that has room for all.

    Where there is none, it is text.
    """
    seen: dict[str, set[pl.DataType]] = {}
    for each in parts:
        for name, dtype in each.part.columns.items():
            seen.setdefault(name, set()).add(STORED[dtype])
    return {name: widest(types) for name, types in seen.items()}


def same_texts(parts: Sequence[PartOf]) -> dict[str, str]:
    """Return the columns in which all records of all parts have one text, with that."""
    first, *others = [dict(each.part.same) for each in parts]
    return {
        name: text for name, text in first.items() if all(each.get(name) == text for each in others)
    }


def portions(parts: Sequence[PartOf], most: int) -> Iterator[tuple[list[PartOf], int]]:
    """Yield parts that have ``most`` records together, or a larger one again for each so many.

    The number is how many of its records come before these.
    """
    together: list[PartOf] = []
    for each in parts:
        if sum(one.part.rows for one in (*together, each)) > most and together:
            yield together, 0
            together = []
        if each.part.rows > most:
            yield from (([each], start) for start in range(0, each.part.rows, most))
        else:
            together.append(each)
    if together:
        yield together, 0


def by_system(parts: Sequence[PartOf], least: int) -> Iterator[list[PartOf]]:
    """Yield the parts of one system together, of several until they have ``least`` records.

    No repeat of a run is in any of the others: what is of two systems is not the same.
    """
    of_systems: dict[str | None, list[PartOf]] = {}
    for each in parts:
        of_systems.setdefault(each.part.system, []).append(each)
    together: list[PartOf] = []
    for some in of_systems.values():
        together += some
        if sum(one.part.rows for one in together) >= least:
            yield together
            together = []
    if together:
        yield together


def scan(
    archive: Path,
    parts: Sequence[PartOf],
    superseded: Mapping[int, Sequence[str]],
    types: Mapping[str, pl.DataType] | None = None,
) -> pl.LazyFrame:
    """Return the records of ``parts`` that count, in the order of the parts.

    ``superseded``: by the number of a commit, the inputs that a later commit tells of anew.
    ``types``: those of more parts than these, whose columns they get too.
    """
    types = types or types_of(parts)
    groups: dict[object, list[PartOf]] = {}
    for each in parts:
        own = [pair for pair in each.part.columns.items() if STORED[pair[1]] != types[pair[0]]]
        left_out = each.sequence if each.sequence in superseded else None
        groups.setdefault((left_out, *own), []).append(each)
    frames = [_scan_alike(archive, group, types, superseded) for group in groups.values()]
    if not frames:
        return pl.LazyFrame(schema={INPUT: pl.String()})
    return pl.concat(frames, how="vertical")


def _scan_alike(
    archive: Path,
    parts: Sequence[PartOf],
    types: Mapping[str, pl.DataType],
    superseded: Mapping[int, Sequence[str]],
) -> pl.LazyFrame:
    """Parts that have the same types where these are not those of all, and the same to leave out.

    They need not have the same columns.
    """
    stored = dict(types)
    for each in parts:
        stored |= {name: STORED[dtype] for name, dtype in each.part.columns.items()}
    frame = pl.scan_parquet(
        [archive / each.part.path for each in parts],
        schema=stored,
        missing_columns="insert",
        extra_columns="ignore",
        glob=False,
        hive_partitioning=False,
    )
    if left := superseded.get(parts[0].sequence):
        frame = frame.filter(~pl.col(INPUT).is_in(list(left)))
    casts = [pl.col(name).cast(dtype) for name, dtype in types.items() if stored[name] != dtype]
    return frame.with_columns(casts) if casts else frame
