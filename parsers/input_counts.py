"""What other inputs need to know of an input, in a few numbers: its counts."""

from __future__ import annotations

from pathlib import PurePath
from typing import Final, NamedTuple

from parsers.records import SCALE
from parsers.short_records import Records
from parsers.source import Source

MOST_ROWS: Final = 1_000
"""No file of a single job has more records; longer ones are not looked into."""
Point = tuple[int | None, ...]


class InputCounts(NamedTuple):
    """Whether nothing in an input ``counts`` (nodes, ranks, ...), and the one ``point`` it is of.

    ``point`` has the counts of ``SCALE`` that all its records share; ``None`` where they differ, or
    the input has a label of its own.
    """

    counts: bool
    point: Point | None


def facts_of(records: Records, source: Source) -> InputCounts:
    """Return what others need to know of an input, by its ``records`` as they were read."""
    return InputCounts(not _counts_nothing(records), _single_point(records, source))


def _counts_nothing(records: Records) -> bool:
    if not records.height or any(records[name].count() for name in SCALE if name != "nodes"):
        return False
    # Nodes that were counted in one list of hosts say nothing of how many cores of them ran.
    listed = records["nodes"].n_unique() == 1 and records["hosts"].count() > 0
    return records["nodes"].null_count() == records.height or listed


def _single_point(records: Records, source: Source) -> Point | None:
    is_named_after_file = PurePath(source.name).name in source.label
    if not is_named_after_file or not 0 < records.height <= MOST_ROWS:
        return None
    columns = (records[name] for name in ("label", *SCALE))
    (label, *counts), *others = {*zip(*columns, strict=True)}
    return None if others or label != source.label else tuple(counts)
