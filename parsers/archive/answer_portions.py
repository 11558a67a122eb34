"""An archive that is too large to be looked at as a whole -> conditions that choose it in portions.

Each portion is of systems whose files are of no other system, so that files come whole and repeats
of a run together.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import polars as pl

from parsers.archive.answer_size import MOST, bytes_of_record
from parsers.archive.manifest import read_manifest
from parsers.archive.one_query import collected
from parsers.archive.part_scan import PartOf, scan, types_of
from parsers.archive.written_parts import INPUT
from parsers.memory import most_to_read

System = str | None


def conditions_by_system(archive: Path) -> list[str]:
    """Return SQL conditions that choose all records of an archive, none where all fit at once.

    There are none, either, where its files are of one system, or where they cannot be read.
    """
    manifest = read_manifest(archive)
    parts = [PartOf(each.sequence, part) for each in manifest.commits for part in each.parts]
    types = types_of(parts)
    rows = sum(each.part.rows for each in parts)
    if rows * bytes_of_record(len(types)) <= most_to_read(1, MOST) or "system" not in types:
        return []
    of_file = scan(archive, parts, manifest.superseded).group_by(INPUT)
    several = of_file.agg(pl.col("system").unique()).select("system").unique()
    try:
        shared = collected(several.filter(pl.col("system").list.len() > 1))["system"].to_list()
    except (pl.exceptions.PolarsError, pl.exceptions.PanicException, OSError):
        return []
    groups = _apart(dict.fromkeys(each.part.system for each in parts), shared)
    return [_condition(group) for group in groups] if len(groups) > 1 else []


def _apart(systems: Iterable[System], shared: Sequence[Sequence[System]]) -> list[list[System]]:
    """The systems, those together of which there are records in one file."""
    groups = [[each] for each in systems]
    for together in shared:
        joined = [group for group in groups if not set(group).isdisjoint(together)]
        others = [group for group in groups if set(group).isdisjoint(together)]
        groups = [*others, [each for group in joined for each in group]]
    return groups


def _condition(systems: Sequence[System]) -> str:
    return " or ".join(_conditions(systems))


def _conditions(systems: Sequence[System]) -> Iterator[str]:
    for each in systems:
        quoted = None if each is None else each.replace("'", "''")
        yield "system is null" if quoted is None else f"system = '{quoted}'"
