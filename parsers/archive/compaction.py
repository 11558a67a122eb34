"""Many small parts of an archive -> few large ones, without what later commits tell anew."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final, NamedTuple

import polars as pl

from parsers.archive.manifest import (
    ENTRIES,
    Commit,
    Manifest,
    Part,
    commit,
    commit_name,
    digest,
    read_manifest,
)
from parsers.archive.one_query import collected
from parsers.archive.part_scan import PartOf, scan
from parsers.archive.written_parts import write_parts
from parsers.run_records.records import SCHEMA_VERSION

_LARGE: Final = 50_000_000
"""Bytes from which on a part is as large as it should be."""
_WANTED: Final = 128_000_000
"""Bytes of parts that become one: in memory they take some ten times that."""


class Compacted(NamedTuple):
    """How many parts there were, and how many there are."""

    before: int
    after: int


def compact(archive: Path, version: str, large: int = _LARGE, wanted: int = _WANTED) -> Compacted:
    """Put small parts of one system and year together, sorted by benchmark, metric and time.

    All commits become one, which replaces them in one step; they are removed after a while. Raises
    ``OSError``, and ``PolarsError`` where a part is damaged.
    """
    manifest = read_manifest(archive)
    parts = [PartOf(each.sequence, part) for each in manifest.commits for part in each.parts]
    superseded = manifest.superseded
    if len(manifest.commits) < 2 and not superseded:
        return Compacted(len(parts), len(parts))
    sequence = manifest.next_sequence
    names = [each.name for each in manifest.commits]
    made: list[Part] = []
    for group in _groups(parts, superseded, large, wanted):
        if len(group) == 1 and group[0].sequence not in superseded:
            made.append(group[0].part)
            continue
        records = collected(scan(archive, group, superseded))
        order = [name for name in ("benchmark", "metric", "started") if name in records.columns]
        if records.height:
            of_parts = digest(*names, *(each.part.path for each in group))
            ordered = records.sort(order, maintain_order=True) if order else records
            made += write_parts(archive, ordered, of_parts)
    told = Commit(
        commit_name(sequence, digest(*names)),
        sequence,
        version,
        SCHEMA_VERSION,
        tuple(manifest.columns),
        tuple(made),
        (*names, *(each.name for each in manifest.replaced)),
    )
    commit(archive, told, _entries(manifest, sequence))
    return Compacted(len(parts), len(made))


def _entries(manifest: Manifest, sequence: int) -> pl.DataFrame:
    """The latest entries, as those of one commit."""
    found = collected(manifest.entries())
    return found.with_columns(pl.lit(sequence, ENTRIES["sequence"]).alias("sequence"))


def _groups(
    parts: Sequence[PartOf], superseded: dict[int, list[str]], large: int, wanted: int
) -> Iterator[list[PartOf]]:
    """Yield parts of one system and year that become one part, at most so many bytes at a time."""
    places: dict[tuple[str | None, int | None], list[PartOf]] = {}
    for each in parts:
        if each.part.size >= large and each.sequence not in superseded:
            yield [each]
        else:
            places.setdefault((each.part.system, each.part.year), []).append(each)
    for group in places.values():
        taken: list[PartOf] = []
        for each in group:
            if taken and sum(one.part.size for one in taken) + each.part.size > wanted:
                yield taken
                taken = []
            taken.append(each)
        yield taken
